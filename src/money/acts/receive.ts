import type { Access } from '#agreement';
import type { Day } from '#base';
import { accepted, type Outcome, refuse } from '#fhir';
import type { Asking } from '../ask.ts';
import type { InKindShown, PoolName, Receipt } from '../contract.ts';
import type { Line } from '../ledger/entry.ts';
import { allocate, tellMet } from '../pool/meet.ts';
import { itemSums, type ItemSum, revisionOf } from '../pool/sums.queries.ts';
import { dayAsked } from '../views/pools.ts';
import { type Acting, actOn, minorOf } from './act.ts';

const REFERENCE = /^[\p{L}\p{N} ./_-]{1,60}$/u;

/** Money of a partner came in: it meets the oldest parts first. What the bank calls it tells the same receipt from another. */
export async function receive(
  asking: Asking,
  access: Access,
  name: PoolName,
  receipt: Receipt,
): Promise<Outcome<string>> {
  const { party, reference } = receipt;
  const minor = minorOf(receipt.minor);
  if (!minor.ok) return minor;
  if (!REFERENCE.test(reference)) {
    return refuse('required', 'money.reference', 'Give the reference of the bank, in up to 60 letters and digits.');
  }
  return actOn(asking, access, { name, allowed: 'keep' }, async (acting) => {
    const { pool, ledger, today, nameOf } = acting;
    const on = pastDay(receipt.on, today);
    if (!on.ok) return on;
    if (!pool.parties.some(({ organization }) => organization === party)) {
      return refuse('not-found', 'money.no-party', `'${party}' is no partner of this pool.`);
    }
    const key = `receipt ${reference}`;
    const items = await openItems(acting, party);
    const [known] = await ledger.entries({ keys: [key] });
    if (known) return sameReceipt(known, receipt);
    const effective = ledger.openDay(on.value);
    const met = allocate(items, minor.value);
    const lines: readonly Line[] = [
      { account: { kind: 'bank', currency: pool.currency }, minor: minor.value, item: reference },
      ...met.map(({ item, minor: part }) => ({
        account: { kind: 'due-from' as const, party, currency: pool.currency },
        minor: -part,
        item,
      })),
    ];
    const posted = await ledger.post([
      {
        key,
        kind: 'receipt',
        effective,
        ...(effective === on.value ? {} : { about: on.value }),
        words: `Received from ${nameOf(party)}, ${reference}`,
        lines,
      },
    ]);
    if (!posted.ok) return posted;
    await tellMet(
      asking,
      acting,
      met.filter(({ whole }) => whole).map(({ item }) => item),
    );
    return accepted(posted.value[0] ?? '');
  });
}

/** What was promised in kind was given: it meets its part and is spent on what it was for, at the value that was agreed. */
export async function receiveInKind(
  asking: Asking,
  access: Access,
  name: PoolName,
  { item, on: text, words }: InKindShown,
): Promise<Outcome<string>> {
  const said = words.trim();
  if (said.length < 3 || said.length > 300) {
    return refuse(
      'required',
      'money.words',
      'Say in up to 300 letters what was given, so that the other partners can check it.',
    );
  }
  return actOn(asking, access, { name, allowed: 'keep' }, async (acting) => {
    const { ledger, pool, today } = acting;
    const on = pastDay(text, today);
    if (!on.ok) return on;
    const [due] = await ledger.entries({ keys: [item] });
    const fund = due?.lines.find(({ account }) => account.kind === 'fund');
    const owed = due?.lines.find(({ account }) => account.kind === 'due-from');
    const whose = fund?.parts[0];
    if (!due || due.kind !== 'contribution' || !owed || !whose?.fence.startsWith('in-kind ')) {
      return refuse('not-found', 'money.no-part', `No part in kind '${item}' has fallen due in this pool.`);
    }
    const account = { kind: 'due-from' as const, party: whose.owner, currency: pool.currency };
    const posted = await ledger.post([
      {
        key: `in kind ${item}`,
        kind: 'in-kind',
        effective: ledger.openDay(on.value),
        words: `Given in kind: ${said}`,
        lines: [
          { account: { kind: 'fund', currency: pool.currency }, minor: owed.minor, whose, scheme: 'in-kind' },
          { account, minor: -owed.minor, item },
        ],
      },
    ]);
    if (!posted.ok) return posted;
    await tellMet(asking, acting, [item]);
    return accepted(posted.value[0] ?? '');
  });
}

/** Receipts are of today or before: money that has not come is not there. */
function pastDay(text: string, today: Day): Outcome<Day> {
  const on = dayAsked(text, today);
  if (!on.ok || on.value <= today) return on;
  return refuse('value', 'money.not-yet', `${on.value} is still to come. Enter it on the day on which it came.`);
}

/** The same reference again: the same receipt where party and amount are the same, else another that needs its own. */
function sameReceipt(
  known: { readonly seq: string; readonly lines: readonly Line[]; readonly words: string },
  { party, minor, reference }: Receipt,
): Outcome<string> {
  const bank = known.lines.reduce((sum, line) => (line.account.kind === 'bank' ? sum + line.minor : sum), 0n);
  const from = known.lines.find(({ account }) => account.kind === 'due-from');
  if (bank === BigInt(minor) && from?.account.party === party) return accepted(known.seq);
  return refuse(
    'duplicate',
    'money.reference-used',
    `The reference ${reference} stands for another receipt already (${known.words}). Give the bank's own reference of this one.`,
  );
}

async function openItems({ transaction, pool, today }: Acting, party: string): Promise<readonly ItemSum[]> {
  const items = await itemSums(transaction, pool.id, { on: today, revision: await revisionOf(transaction, pool.id) });
  return items.filter((one) => one.party === party && one.open > 0n && one.due !== null);
}
