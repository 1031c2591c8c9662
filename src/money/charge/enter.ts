import type { Access } from '#agreement';
import type { Day } from '#base';
import { accepted, type Outcome, refuse } from '#fhir';
import type { Transaction } from '#store';
import { type Asking, ledgerParts } from '../ask.ts';
import type { Line, NewEntry, Purpose } from '../ledger/entry.ts';
import { openLedger } from '../ledger/ledger.ts';
import type { AgreedPool } from '../pool/agreed-pool.ts';
import { type ChargeRow, lastCharged, moveItems } from './charge.queries.ts';
import type { ChargesNow } from './charges.ts';

export type Entering = {
  readonly row: ChargeRow;
  readonly now: Pick<ChargesNow, 'pools'>;
  readonly from: readonly string[];
  readonly numbers?: readonly number[];
  /** Why what was argued about is owed after all. */
  readonly reason?: string;
};

/** Moves items to what is accepted, and enters what they come to. */
export async function enter(
  asking: Asking,
  transaction: Transaction,
  access: Access,
  entering: Entering,
): Promise<Outcome<string>> {
  const { row, now, from, numbers, reason } = entering;
  const { count, minor } = await moveItems(transaction, row.id, {
    from,
    to: 'accepted',
    at: new Date(asking.services.now()),
    ...(numbers === undefined ? {} : { numbers }),
  });
  if (count === 0) return refuse('not-found', 'money.no-items', 'Nothing of this charge waits to be accepted.');
  await lookedAt(asking, transaction, access, row.id);
  if (minor === 0n) return accepted('');
  const pool = now.pools.find(({ id }) => id === row.pool);
  const parts = pool ? ledgerParts(asking, pool) : { now: asking.services.now };
  const ledger = await openLedger(transaction, parts, access, row.pool);
  const earlier = minor < 0n ? await lastCharged(transaction, row.pool, itemOf(row)) : undefined;
  const effective = ledger.openDay(row.until_day);
  const key = `charge ${row.id} ${row.items - row.open - row.queried} ${from.join()}`;
  const purpose = parts.purposeOf?.(schemeOfRow(row), row.until_day);
  const entry = entryOf(row, { key, effective, count, minor, pool, earlier, purpose });
  const posted = await ledger.post([{ ...entry, ...(reason === undefined ? {} : { reason }) }]);
  return posted.ok ? accepted(posted.value[0] ?? '') : posted;
}

type Entered = {
  readonly key: string;
  readonly effective: Day;
  readonly count: number;
  readonly minor: bigint;
  readonly pool: AgreedPool | undefined;
  readonly earlier: string | undefined;
  /** What it is for, where no fund says so. */
  readonly purpose?: Purpose | undefined;
};

export function entryOf(row: ChargeRow, { key, effective, count, minor, ...entered }: Entered): NewEntry {
  return {
    key,
    kind: 'charge',
    effective,
    ...(effective === row.until_day ? {} : { about: row.until_day }),
    words: `${row.adjusts ? 'Adjustment: ' : ''}${count} of ${row.line_words}`.slice(0, 500),
    cites: { instrument: row.instrument, version: row.version, clause: row.clause, paragraph: row.paragraph },
    overspends: entered.pool?.overspends ?? true,
    lines: linesOf(row, minor, entered),
  };
}

/** Out of a pool its fund pays; without one the payer owes, and the payee is owed. */
function linesOf(
  row: ChargeRow,
  minor: bigint,
  { pool, earlier, purpose }: Pick<Entered, 'pool' | 'earlier' | 'purpose'>,
): readonly Line[] {
  const { currency, payer, payee } = row;
  const owed: Line = { account: { kind: 'due-to', party: payee, currency }, minor: -minor, item: itemOf(row) };
  if (!pool?.pooled) {
    const from: Line = { account: { kind: 'due-from', party: payer, currency }, minor, item: itemOf(row) };
    return [from, owed].map((line) => (purpose ? { ...line, purpose } : line));
  }
  const back =
    minor < 0n ? { whose: { owner: payer, fence: '' }, ...(earlier === undefined ? {} : { returns: earlier }) } : {};
  return [{ account: { kind: 'fund', currency }, minor, scheme: schemeOfRow(row), ...back }, owed];
}

function schemeOfRow({ scheme, activity }: ChargeRow): string {
  return scheme ?? activity;
}

function itemOf({ clause, line }: ChargeRow): string {
  return `charge ${clause} ${line}`;
}

export async function lookedAt(
  { services }: Asking,
  transaction: Transaction,
  access: Access,
  id: string,
): Promise<void> {
  await services.obligations?.fact(transaction, access, lookedAtFact(id), { reference: `/money/charges/${id}` });
}

export function lookedAtFact(id: string): string {
  return `charge looked at: ${id}`;
}

export function answeredFact(id: string): string {
  return `charge answered: ${id}`;
}
