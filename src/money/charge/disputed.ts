import type { Access } from '#agreement';
import { accepted, type Outcome, refuse } from '#fhir';
import { wordsOfDispute } from './dispute-words.ts';
import { type Asking, ledgerParts, SERVICE } from '../ask.ts';
import type { ChargeDispute, ChargeReading } from '../contract.ts';
import { apply } from '../ledger/apply.ts';
import { type Book, sharesOf } from '../ledger/book.ts';
import { readBook } from '../ledger/keep.queries.ts';
import { amountOf } from '../pool/position.ts';
import { type ChargeRow, chargesOf, keepDispute, lockCharge, moveItems } from './charge.queries.ts';
import { agreedForCharges, type ChargesNow, chargesNow, isLeadOf, locked, notTheirs, oneOf } from './charges.ts';
import { enter, entryOf } from './enter.ts';

type Of = { readonly row: ChargeRow; readonly now: ChargesNow };

/**
 * Takes what is queried to the ladder of disputes that the agreement names. Whether what is not queried is paid
 * meanwhile the agreement says (waits.ts); the ladder has its clocks, and its ruling decides what is owed.
 */
export async function dispute(asking: Asking, access: Access, id: string, given: string): Promise<Outcome<string>> {
  const now = await chargesNow(asking, access);
  if (!now.ok) return now;
  const found = await oneOf(asking, now.value, id);
  if (!found.ok) return found;
  const row = found.value;
  if (!isLeadOf(access, now.value, row.payer) && !isLeadOf(access, now.value, row.payee))
    return notTheirs('the finance lead of one of the two');
  if (row.queried === 0)
    return refuse(
      'business-rule',
      'money.no-query',
      'Nothing of this charge is queried: there is nothing to argue about.',
    );
  if (row.dispute !== null)
    return refuse(
      'conflict',
      'money.in-dispute',
      `What is queried is in a dispute already: see /disputes/${row.dispute}.`,
    );
  const raised = await asking.governance().disputes.raise(access, {
    instrument: row.instrument,
    paragraph: row.paragraph,
    clause: row.clause,
    about: wordsOfDispute(row, given),
    reading: { runs: 'as-it-runs', words: given.trim() },
  });
  if (!raised.ok) return raised;
  return asking.services.store.write(async (transaction) => {
    const again = await locked(asking, transaction, now.value, id);
    if (!again.ok) return again;
    await keepDispute(transaction, id, raised.value.id);
    return accepted(raised.value.id);
  });
}

/** Carries out rulings: what the ruling finds owed is entered, with its words as the reason; what it does not is taken back. */
export async function settleDisputes(asking: Asking): Promise<void> {
  const { store } = asking.services;
  for (const { id, dispute: of, payer } of await chargesOf(store, { disputed: true })) {
    const found = await asking.governance().disputes.one(SERVICE, of ?? '');
    if (!found.ok || (found.value.state !== 'ruled' && found.value.state !== 'withdrawn')) continue;
    const { ruling } = found.value;
    const now = await agreedForCharges(asking);
    await store.write(async (transaction) => {
      await lockCharge(transaction, id);
      const [row] = await chargesOf(transaction, { ids: [id] });
      if (!row || row.dispute !== of) return accepted('');
      await keepDispute(transaction, id, null);
      if (!ruling?.stands || row.queried === 0) return accepted('');
      const reason = `Ruled: ${ruling.words}`.slice(0, 500);
      if (ruling.follows === payer) {
        const at = new Date(asking.services.now());
        await moveItems(transaction, id, { from: ['queried'], to: 'withdrawn', answer: reason, at });
        return accepted('');
      }
      return enter(asking, transaction, SERVICE, { row, now, from: ['queried'], reason });
    });
  }
}

/** Where a dispute about a charge stands, and what each would have under the one and the other reading. */
export async function disputeViewOf(
  asking: Asking,
  access: Access,
  { row, now }: Of,
): Promise<ChargeDispute | undefined> {
  if (row.dispute === null) return undefined;
  const found = await asking.governance().disputes.one(access, row.dispute);
  if (!found.ok) return undefined;
  const { words, state, dueBy } = found.value;
  const readings = [
    await readingOf(asking, { row, now }, { whose: row.payer, owed: false }),
    await readingOf(asking, { row, now }, { whose: row.payee, owed: true }),
  ];
  return { page: `/disputes/${row.dispute}`, words, state, ...(dueBy ? { dueBy } : {}), readings };
}

/** The books as they would stand: the same rules as those that enter it, on a copy that is thrown away. */
async function readingOf(
  asking: Asking,
  { row, now }: Of,
  { whose, owed }: { readonly whose: string; readonly owed: boolean },
): Promise<ChargeReading> {
  const { currency } = row;
  const { book: read } = await readBook(asking.services.store, row.pool);
  const pool = now.pools.find(({ id }) => id === row.pool);
  const { floorOf, fencesOf } = pool ? ledgerParts(asking, pool) : {};
  const book: Book = {
    ...read,
    ...(floorOf ? { floorOf: (ref) => floorOf(row.pool, ref) } : {}),
    ...(fencesOf ? { fencesOf } : {}),
  };
  const waits = BigInt(row.open_minor) + (owed ? BigInt(row.queried_minor) : 0n);
  if (waits !== 0n) {
    const ground = { key: 'reading', effective: row.until_day, count: row.items, pool, earlier: undefined };
    apply(book, entryOf(row, { ...ground, minor: waits }));
  }
  const fund = [...book.accounts.values()].find(({ kind, currency: of }) => kind === 'fund' && of === currency);
  const owners = new Map<string, bigint>();
  for (const { owner, posted } of pool?.pooled && fund ? sharesOf(fund) : [])
    owners.set(owner, (owners.get(owner) ?? 0n) + posted);
  return {
    whose: { organization: whose, name: now.nameOf(whose) },
    paid: amountOf(BigInt(row.accepted_minor) + waits, currency),
    left: [...owners].map(([organization, minor]) => ({
      organization,
      name: organization === '' ? 'nobody yet' : now.nameOf(organization),
      amount: amountOf(minor, currency),
    })),
  };
}
