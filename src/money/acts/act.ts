import type { Access } from '#agreement';
import { accepted, type Outcome, refuse } from '#fhir';
import type { Transaction } from '#store';
import { type Asked, askedOf, type Asking, ledgerParts } from '../ask.ts';
import type { PoolName } from '../contract.ts';
import { lockPool } from '../ledger/keep.queries.ts';
import { type OpenLedger, openLedger } from '../ledger/ledger.ts';

/** What an act is done with: who asks for which pool, and its ledger in one transaction. */
export type Acting = Asked & {
  readonly access: Access;
  readonly transaction: Transaction;
  readonly ledger: OpenLedger;
  /** Key of the seat's organisation. */
  readonly mine: number;
};

/** Who may: keeps the books; speaks for a partner. */
export type Allowed = 'keep' | 'act';

type Act = {
  readonly name: PoolName;
  readonly allowed: Allowed;
  /** Ids of other pools that are entered with it. */
  readonly beside?: (asked: Asked) => readonly string[];
};

/** Checks who asks, opens the ledger and does it, all or nothing. */
export async function actOn<T>(
  asking: Asking,
  access: Access,
  { name, allowed, beside }: Act,
  work: (acting: Acting) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  const found = await askedOf(asking, access, name);
  if (!found.ok) return found;
  const asked = found.value;
  if (!asked[allowed]) return notAllowed(asked, allowed);
  return asking.services.store.write(async (transaction) => {
    // Pools that are entered together are locked in one order, so that two who do it never wait for each other.
    for (const id of beside ? [...beside(asked), asked.pool.id].sort() : []) await lockPool(transaction, id);
    const ledger = await openLedger(transaction, ledgerParts(asking, asked.pool), access, asked.pool.id);
    return work({ ...asked, access, transaction, ledger, mine: access.organization });
  });
}

/** Minor units as they come from outside: whole and above nought. */
export function minorOf(minor: number): Outcome<bigint> {
  return Number.isSafeInteger(minor) && minor > 0
    ? accepted(BigInt(minor))
    : refuse('value', 'money.amount', 'An amount is a whole number of the smallest unit, above nought.');
}

export function reasonOf(reason: string): Outcome<string> {
  const words = reason.trim();
  return words.length >= 3 && words.length <= 500
    ? accepted(words)
    : refuse('required', 'money.reason', 'Give the reason, in up to 500 letters: the other partners read it.');
}

/** Said in the words of who may, so that they can be asked. */
export function notAllowed({ pool, nameOf }: Asked, allowed: Allowed): Outcome<never> {
  const who =
    allowed === 'keep'
      ? `the finance lead of ${nameOf(pool.keeper)}, which keeps its books`
      : 'the finance lead of a partner';
  return refuse('forbidden', 'money.not-yours', `In ${pool.name.replaceAll('-', ' ')} this is for ${who}.`);
}
