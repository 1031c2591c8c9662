import { type Access, amountWords, type Tranche } from '#agreement';
import { accepted, type Outcome, refuse } from '#fhir';
import type { Transaction } from '#store';
import { reasonOf } from '../acts/act.ts';
import { type Asking, ledgerParts } from '../ask.ts';
import { openLedger } from '../ledger/ledger.ts';
import type { HumpAnswers, HumpName, ShownMilestone } from './contract.ts';
import { decidedPaper, milestonesOf } from './evidence.ts';
import { monthOf } from './forecast.ts';
import { currencyOf, humpFor, type HumpKept } from './ground.ts';
import { backOf, missingOf, monthsOf } from './hump.ts';
import { keepRelease, keepSaving, keepShown, keepSlip, openTranches, releaseRows, savingRows } from './hump.queries.ts';
import { entryOf, humpPath, keyOf, linesOf, milestonesFact } from './kept-apart.ts';

/** Shows a milestone by a document, whose fingerprint is kept, or by a decision. What the record or a figure shows needs no word. */
export async function showMilestone(
  asking: Asking,
  access: Access,
  name: HumpName,
  said: ShownMilestone,
): Promise<Outcome<true>> {
  const found = await humpFor(asking, access, name);
  if (!found.ok) return found;
  const kept = found.value;
  const { clause } = kept.hump;
  if (!isLead(access) || !kept.names.includes(clause.to)) {
    return notFor(`the finance or programme lead of ${kept.nameOf(clause.to)}, which is to reach the milestones`);
  }
  const milestone = clause.tranches
    .find(({ id }) => id === said.tranche)
    ?.milestones.find(({ id }) => id === said.milestone);
  if (!milestone) return refuse('not-found', 'money.no-milestone', 'The agreement has no such milestone.');
  const words = reasonOf(said.words);
  if (!words.ok) return words;
  const { evidence } = milestone;
  let paper: string | null = null;
  let hash: string | null = null;
  if (evidence.by === 'decision') {
    const decided = await decidedPaper(asking, access, { id: said.paper, topic: evidence.topic });
    if (!decided.ok) return decided;
    paper = paperId(said.paper);
  } else if (evidence.by === 'document') {
    hash = said.hash.trim().toLowerCase();
    if (!/^[0-9a-f]{64}$/.test(hash)) {
      return refuse(
        'value',
        'money.fingerprint',
        "A document's fingerprint is its SHA-256 in 64 hexadecimal digits; 'sha256sum FILE' prints it.",
      );
    }
  } else return refuse('business-rule', 'money.shown-by-record', 'This milestone is shown by the record itself.');
  const { tranche, milestone: id } = said;
  await asking.services.store.write(async (transaction) => {
    const row = { tranche, milestone: id, words: words.value, hash, paper };
    await keepShown(transaction, name, { ...row, ...signedBy(asking, access, kept) });
    return accepted(true);
  });
  return accepted(true);
}

/** Gives a tranche: all its milestones shown, its day come, and decided where the agreement says so. */
export async function releaseTranche(
  asking: Asking,
  access: Access,
  name: HumpName,
  asked: { readonly tranche: string; readonly paper: string; readonly words: string },
): Promise<Outcome<true>> {
  const found = await payersHump(asking, access, name);
  if (!found.ok) return found;
  const kept = found.value;
  const { hump, today } = kept;
  const tranche = hump.clause.tranches.find(({ id }) => id === asked.tranche);
  if (!tranche) return refuse('not-found', 'money.no-tranche', 'The agreement has no such tranche.');
  const missing = missingOf(tranche, { today, milestones: await milestonesOf(asking, kept, tranche) });
  if (missing.length > 0) {
    return refuse(
      'business-rule',
      'money.milestone',
      `${tranche.id.replaceAll('-', ' ')} of ${amountWords(tranche.amount)} is not given yet (paragraph ${hump.clause.cites}). ${missing.join(' ')}`,
    );
  }
  const decided = await decisionFor(asking, access, { kept, tranche, asked });
  if (!decided.ok) return decided;
  return asking.services.store.write(async (transaction) => {
    const posted = await give(asking, transaction, access, { kept, tranche });
    if (!posted.ok) return posted;
    await keepRelease(transaction, name, {
      tranche: tranche.id,
      pool: hump.pool.id,
      seq: posted.value.seq,
      minor: BigInt(tranche.amount.minor),
      on_day: posted.value.on,
      ...decided.value,
      ...signedBy(asking, access, kept),
    });
    await asking.services.obligations?.fact(transaction, access, milestonesFact(name, tranche.id), {
      reference: humpPath(name),
    });
    return accepted(true as const);
  });
}

/** It comes later: the forecast goes by it from then on. */
export async function slipHump(
  asking: Asking,
  access: Access,
  name: HumpName,
  said: { readonly months: string; readonly reason: string },
): Promise<Outcome<true>> {
  const found = await humpFor(asking, access, name);
  if (!found.ok) return found;
  const kept = found.value;
  const { by, to } = kept.hump.clause;
  if (!isLead(access) || ![by, to].some((one) => kept.names.includes(one))) {
    return notFor('the finance and programme leads of whoever gives the money and whoever gets it');
  }
  const [months, reason] = [monthsOf(said.months), reasonOf(said.reason)];
  if (!months.ok) return months;
  if (!reason.ok) return reason;
  await asking.services.store.write(async (transaction) => {
    const row = { month: monthOf(kept.today), months: months.value, reason: reason.value };
    await keepSlip(transaction, name, { ...row, ...signedBy(asking, access, kept) });
    return accepted(true);
  });
  return accepted(true);
}

/** Whoever gave the money agrees what was saved in a period that is over: the agreed part of it comes back. */
export const agreeSaving = async (
  asking: Asking,
  access: Access,
  name: HumpName,
  { from, minor }: Parameters<HumpAnswers['agreeSaving']>[2],
): Promise<Outcome<true>> => {
  const found = await payersHump(asking, access, name);
  if (!found.ok) return found;
  const { services } = asking;
  return services.store.write(async (transaction) => {
    const { hump } = found.value;
    const ledger = await openLedger(transaction, ledgerParts(asking, hump.pool), access, hump.pool.id);
    // Under the lock of the ledger: nobody else agrees a period meanwhile.
    const kept = { ...found.value, savings: await savingRows(transaction, name) };
    const part = backOf(kept).find(({ agreed }) => !agreed);
    if (!part || part.from !== from || Number(part.minor) !== minor) {
      return refuse('conflict', 'money.saving-moved', 'What is to be agreed is another by now: look at it again.');
    }
    const last = (await releaseRows(transaction, name)).at(-1)?.seq;
    const effective = ledger.openDay(kept.today);
    const posted =
      part.minor === 0n
        ? accepted([])
        : await ledger.post([
            {
              key: `tranche-back ${hump.clause.id} ${part.from}`,
              kind: 'commitment',
              effective,
              words: `Paid back of double-running money, ${part.from} on`,
              cites: entryCites(kept),
              lines: linesOf(hump, -part.minor, last),
            },
          ]);
    if (!posted.ok) return posted;
    const seq = posted.value[0] ?? null;
    await keepSaving(transaction, name, { ...part, seq, ...signedBy(asking, access, kept) });
    return accepted(true as const);
  });
};

type Giving = { readonly kept: HumpKept; readonly tranche: Tranche };

async function decisionFor(
  asking: Asking,
  access: Access,
  { kept, tranche, asked }: Giving & { readonly asked: { readonly paper: string; readonly words: string } },
): Promise<Outcome<{ readonly paper: string | null; readonly words: string }>> {
  const { released } = kept.hump.clause;
  if (released === undefined) {
    const words = reasonOf(asked.words);
    return words.ok ? accepted({ paper: null, words: words.value }) : words;
  }
  const minor = BigInt(tranche.amount.minor);
  const wanted = { id: asked.paper, topic: released, minor, currency: currencyOf(kept.hump) };
  const decided = await decidedPaper(asking, access, wanted);
  if (!decided.ok) return decided;
  const paper = paperId(asked.paper);
  if (kept.released.some((row) => row.paper === paper)) {
    return refuse('business-rule', 'money.decision-used', 'This decision has released a tranche already.');
  }
  return accepted({ paper, words: decided.value.title.slice(0, 500) });
}

async function give(asking: Asking, transaction: Transaction, access: Access, { kept, tranche }: Giving) {
  const { hump, today } = kept;
  const ledger = await openLedger(transaction, ledgerParts(asking, hump.pool), access, hump.pool.id);
  if ((await releaseRows(transaction, hump.name)).some((row) => row.tranche === tranche.id)) {
    return refuse('conflict', 'money.tranche-given', 'This tranche was given already.');
  }
  const on = ledger.openDay(today);
  const open = (await openTranches(transaction, hump.pool.id)).find(({ key }) => key === keyOf(hump, tranche));
  if (open) {
    const words = `Given: double-running money, ${tranche.id.replaceAll('-', ' ')}`;
    const posted = await ledger.keep(open.seq, { key: `given ${open.seq}`, effective: on, words });
    return posted.ok ? accepted({ seq: posted.value, on }) : posted;
  }
  const posted = await ledger.post([{ ...entryOf(hump, tranche, on), key: `given ${keyOf(hump, tranche)}` }]);
  return posted.ok ? accepted({ seq: posted.value[0] ?? '', on }) : posted;
}

async function payersHump(asking: Asking, access: Access, name: HumpName): Promise<Outcome<HumpKept>> {
  const found = await humpFor(asking, access, name);
  if (!found.ok) return found;
  const { names, nameOf, hump } = found.value;
  return access.role === 'finance-lead' && names.includes(hump.clause.by)
    ? found
    : notFor(`the finance lead of ${nameOf(hump.clause.by)}, which gives the money`);
}

function entryCites({ hump: { instrument, clause } }: HumpKept) {
  return { instrument: instrument.id, version: instrument.version, clause: clause.id, paragraph: clause.cites };
}

function signedBy({ services }: Asking, { principal, name }: Access, { organization }: HumpKept) {
  return { at: new Date(services.now()), principal, by: name ?? principal, organization };
}

function paperId(given: string): string {
  return given.trim().replace(/^.*\/papers\//, '');
}

function isLead({ role }: Access): boolean {
  return role === 'finance-lead' || role === 'programme-lead';
}

function notFor(who: string): Outcome<never> {
  return refuse('forbidden', 'money.not-yours', `This is for ${who}.`);
}
