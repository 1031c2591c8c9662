import type { Access } from '#agreement';
import type { Day } from '#base';
import { accepted, type Outcome } from '#fhir';
import type { Transaction } from '#store';
import type { Asking } from '../ask.ts';
import type { OpenLedger } from '../ledger/ledger.ts';
import type { AgreedPool } from './agreed-pool.ts';
import { itemSums, type ItemSum, revisionOf } from './sums.queries.ts';

/** What came without a part to meet. */
const ON_ACCOUNT = 'on-account';

export type Meeting = {
  readonly pool: AgreedPool;
  readonly today: Day;
  readonly nameOf: (organization: string) => string;
  readonly access: Access;
  readonly transaction: Transaction;
  readonly ledger: OpenLedger;
};

/** What came before its part was due meets it now, oldest part first. */
export async function meetEarly(asking: Asking, meeting: Meeting): Promise<Outcome<true>> {
  const { pool, today, nameOf, transaction, ledger } = meeting;
  const items = await itemSums(transaction, pool.id, { on: today, revision: await revisionOf(transaction, pool.id) });
  for (const { party, open } of items.filter((one) => one.item === ON_ACCOUNT && one.open < 0n)) {
    const parts = items.filter((one) => one.party === party && one.due !== null && one.open > 0n);
    const met = allocate(parts, -open).filter(({ item }) => item !== ON_ACCOUNT);
    if (met.length === 0) continue;
    const account = { kind: 'due-from' as const, party, currency: pool.currency };
    const posted = await ledger.post([
      {
        key: `on account ${today} ${party}`,
        kind: 'receipt',
        effective: ledger.openDay(today),
        words: `What ${nameOf(party)} paid early meets what fell due`,
        lines: [
          { account, minor: met.reduce((sum, { minor }) => sum + minor, 0n), item: ON_ACCOUNT },
          ...met.map(({ item, minor }) => ({ account, minor: -minor, item })),
        ],
      },
    ]);
    if (!posted.ok) return posted;
    await tellMet(
      asking,
      meeting,
      met.filter(({ whole }) => whole).map(({ item }) => item),
    );
  }
  return accepted(true);
}

type Met = { readonly item: string; readonly minor: bigint; readonly whole: boolean };

/** Oldest first, as the list comes; the rest stands on account. */
export function allocate(items: readonly ItemSum[], minor: bigint): readonly Met[] {
  const met: Met[] = [];
  let left = minor;
  for (const { item, open } of items) {
    if (left === 0n) break;
    const part = open < left ? open : left;
    met.push({ item, minor: part, whole: part === open });
    left -= part;
  }
  return left > 0n ? [...met, { item: ON_ACCOUNT, minor: left, whole: false }] : met;
}

/** What was owed for these parts is kept. */
export async function tellMet(
  { services }: Asking,
  { transaction, access, pool }: Pick<Meeting, 'transaction' | 'access' | 'pool'>,
  items: readonly string[],
): Promise<void> {
  for (const item of items) {
    await services.obligations?.fact(transaction, access, metFact(pool.id, item), {
      words: 'It came in.',
      reference: `/money/${pool.instrument}/${pool.name}/contributions`,
    });
  }
}

/** The fact that closes what is owed for a part of a contribution. */
export function metFact(pool: string, item: string): string {
  return `contribution met: ${pool} ${item}`;
}
