import { type Access, monthWords } from '#agreement';
import { type Day, day, plusDays } from '#base';
import { accepted, type Outcome, refuse } from '#fhir';
import { print } from '#print';
import { keepPack, type KeptPack, lockPacks, packsOf } from './pack.queries.ts';
import type { Packing } from './packing.ts';
import { printed } from './printed.ts';
import { ISSUERS, lastMonthEnd, live, readerOf } from './reading.ts';
import { inLog } from './logged.ts';
import { digestOf, packText, sealPack } from './seal.ts';

/** Seals the report of a whole month, the last one unless named, with its file. Each month once: what moves later is told beside it. */
export async function issue(
  packing: Packing,
  access: Access,
  month?: string,
): Promise<Outcome<{ readonly month: string }>> {
  const reader = readerOf(packing, access);
  if (!reader.ok) return reader;
  if (!ISSUERS.includes(access.role)) return notIssuer();
  const { organization } = reader.value;
  const last = lastMonthEnd(packing.current.book().today);
  const asAt = month === undefined ? last : monthEnd(month);
  if (asAt === undefined || asAt > last) return notWhole(month ?? '');
  const refusal = outOfOrder(await packsOf(packing.store, organization), asAt);
  if (refusal) return refusal;
  const pack = await live(packing, access, reader.value, asAt);
  const drawn = await print(printed(pack));
  const text = packText(pack);
  return packing.store.write(async (transaction) => {
    await lockPacks(transaction, organization);
    const packs = await packsOf(transaction, organization);
    const late = outOfOrder(packs, asAt);
    if (late) return late;
    const before = packs.at(-1);
    const file = drawn.ok ? { file: drawn.value, fileHash: digestOf(drawn.value) } : { noFile: drawn.refusals[0].text };
    const n = (before?.n ?? 0) + 1;
    const { previous, hash } = sealPack(text, drawn.ok ? drawn.value : undefined, before?.hash ?? '');
    await keepPack(transaction, {
      organization,
      n,
      month: pack.month,
      text,
      ...file,
      previous,
      hash,
      issued: new Date(pack.made),
      principal: access.principal,
      by: access.name ?? access.principal,
    });
    await packing.ports.audit.keep(transaction, access, inLog({ organization, n, month: pack.month, hash }));
    return accepted({ month: pack.month });
  });
}

/** Reports are a chain in the order of their months. */
function outOfOrder(packs: readonly KeptPack[], asAt: Day): Outcome<never> | undefined {
  const month = asAt.slice(0, 7);
  if (packs.some((pack) => pack.month === month)) {
    const text = `The report of ${monthWords(month)} was issued already, and stays as it is. What has moved since is told beside it.`;
    return refuse('business-rule', 'governance.pack-issued', text);
  }
  const later = packs.find((pack) => pack.month > month);
  if (!later) return undefined;
  const text = `The report of ${monthWords(later.month)} was issued already: each is sealed over the one before, so that an earlier one cannot follow.`;
  return refuse('business-rule', 'governance.pack-order', text);
}

function monthEnd(month: string): Day | undefined {
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(month)) return undefined;
  // A day of the next month, whichever length this one has.
  const next = plusDays(day(`${month}-28`), 4);
  return plusDays(day(`${next.slice(0, 8)}01`), -1);
}

function notWhole(month: string): Outcome<never> {
  const text = `A report is of a month that is over, like 2026-10; ${month === '' ? 'none was named' : `'${month}' is not one`}.`;
  return refuse('value', 'governance.pack-month', text);
}

function notIssuer(): Outcome<never> {
  const text = 'A programme lead or a commissioner of your organisation issues the report. Ask one of them.';
  return refuse('forbidden', 'governance.not-issuer', text);
}
