import { createHash } from 'node:crypto';
import type { Day } from '#base';
import { accepted, type Outcome, refuse } from '#fhir';
import type { Transaction } from '#store';
import type { Line } from '../ledger/entry.ts';
import { type Clerk, type LedgerParts, openLedger } from '../ledger/ledger.ts';
import { netOf, type NetPayment, type NetPosition, type OpenItem, paymentsApart, paymentsOf } from './net.ts';
import { ITEMS_MAX, keepSettlement, linesOf, openItems, settledUpTo, type SettlementRow } from './settle.queries.ts';

/** What is settled, and who keeps the money of each ledger. */
export type Settling = {
  readonly instrument: string;
  readonly currency: string;
  readonly until: Day;
  /** 'instrument/pool' to whoever keeps its books. */
  readonly keepers: ReadonlyMap<string, string>;
  /** What is given in kind is not paid. */
  readonly inKind: readonly string[];
  /** Who pays and is paid for an organisation whose place was taken. */
  readonly heirOf: (organization: string) => string;
};

/** With whom each organisation competes in a procurement that runs. */
export type Rivals = (organization: string) => Promise<readonly string[]>;

/** What is owed now, in the one order that makes two readings of the same debts the same. */
export async function owedNow(transaction: Transaction, settling: Settling): Promise<Outcome<readonly OpenItem[]>> {
  const { currency, until, keepers, inKind } = settling;
  const open = await openItems(transaction, { pools: [...keepers.keys()], currency, until });
  if (open.length > ITEMS_MAX) {
    return refuse(
      'too-costly',
      'money.settlement-long',
      `More than ${ITEMS_MAX} things are owed. Settle up to an earlier day first.`,
    );
  }
  const kind = new Set(inKind);
  return accepted(open.filter(({ item }) => !kind.has(item)));
}

export type Proposer = {
  readonly organization: string;
  readonly principal: string;
  readonly by: string;
  readonly at: Date;
};

/** Works out one position for each and as few payments as it takes, and keeps them; nothing is entered yet. */
export async function proposeSettlement(
  transaction: Transaction,
  { settling, rivalsOf }: { readonly settling: Settling; readonly rivalsOf: Rivals },
  proposer: Proposer,
): Promise<Outcome<string>> {
  const settled = await settledUpTo(transaction, settling.instrument, settling.currency);
  // What was owed by an earlier day went into the later settlement: counted to that day again, it would be paid twice.
  if (settled !== undefined && settling.until < settled)
    return refuse(
      'business-rule',
      'money.settled',
      `Everything up to ${settled} is settled already: choose that day or a later one.`,
    );
  const owed = await owedNow(transaction, settling);
  if (!owed.ok) return owed;
  if (owed.value.length === 0) return refuse('business-rule', 'money.nothing-owed', 'Nothing is owed up to this day.');
  const positions = netOf(
    owed.value.map((item) => ({ ...item, party: settling.heirOf(item.party) })),
    (pool) => settling.keepers.get(pool) ?? '',
  );
  const { instrument, currency, until } = settling;
  const id = await keepSettlement(transaction, {
    instrument,
    currency,
    until,
    ...proposer,
    hash: hashOf(owed.value),
    lines: owed.value,
    positions,
    payments: await paymentsAmong(positions, { settling, rivalsOf }),
  });
  return id === undefined
    ? refuse(
        'conflict',
        'money.settlement-open',
        'A settlement of this agreement waits for signatures: sign it, or take it back.',
      )
    : accepted(id);
}

/** As few payments as it takes, none of them between rivals of this moment. */
export async function paymentsAmong(
  positions: readonly NetPosition[],
  { settling, rivalsOf }: { readonly settling: Pick<Settling, 'keepers'>; readonly rivalsOf: Rivals },
): Promise<readonly NetPayment[]> {
  const rivals = new Map<string, readonly string[]>();
  for (const { organization } of positions) rivals.set(organization, await rivalsOf(organization));
  return paymentsApart(paymentsOf(positions), {
    rivals: (one, other) => rivals.get(one)?.includes(other) === true,
    through: [...settling.keepers.values()].sort()[0] ?? '',
  });
}

/**
 * Clears what a settlement is about, in every ledger at once: what is owed is owed no more, and the difference is the bank's of whoever
 * keeps the books. Refused where what is owed has changed since: what people signed is what is entered, or nothing.
 */
export async function postSettlement(
  transaction: Transaction,
  row: SettlementRow,
  {
    settling,
    parts,
    clerk,
    today,
  }: {
    readonly settling: Settling;
    readonly parts: (pool: string) => LedgerParts;
    readonly clerk: Clerk;
    readonly today: Day;
  },
): Promise<Outcome<readonly string[]>> {
  const lines = await linesOf(transaction, row.id);
  const pools = [...new Set(lines.map(({ pool }) => pool))].sort();
  // Every ledger is locked, in one order, before what is owed is read again.
  const ledgers = [];
  for (const pool of pools) ledgers.push({ pool, ledger: await openLedger(transaction, parts(pool), clerk, pool) });
  const owed = await owedNow(transaction, settling);
  if (!owed.ok) return owed;
  if (hashOf(owed.value) !== row.hash) {
    const text =
      'What is owed has changed since this was proposed. Take it back and propose it anew: everybody signs what is owed now.';
    return refuse('conflict', 'money.settlement-moved', text);
  }
  const seqs: string[] = [];
  for (const { pool, ledger } of ledgers) {
    const own = lines.filter((line) => line.pool === pool);
    const posted = await ledger.post([
      {
        key: `settlement ${row.id}`,
        kind: 'settlement',
        effective: ledger.openDay(today),
        words: `Settlement ${row.id}: what was owed up to ${row.until_day}`,
        lines: clearing(own, row.currency),
      },
    ]);
    if (!posted.ok) return posted;
    seqs.push(...posted.value);
  }
  return accepted(seqs);
}

function clearing(items: readonly OpenItem[], currency: string): readonly Line[] {
  const bank = items.reduce((sum, { minor }) => sum + minor, 0n);
  return [
    ...items.map(({ kind, party, item, minor }) => ({ account: { kind, party, currency }, minor: -minor, item })),
    ...(bank === 0n ? [] : [{ account: { kind: 'bank' as const, currency }, minor: bank }]),
  ];
}

export function hashOf(items: readonly OpenItem[]): string {
  const told = items.map(({ pool, kind, party, item, minor }) => [pool, kind, party, item, minor.toString()]);
  return createHash('sha256').update(JSON.stringify(told)).digest('hex');
}
