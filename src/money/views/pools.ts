import type { Access } from '#agreement';
import { type Day, isDay } from '#base';
import { accepted, type Outcome, refuse } from '#fhir';
import type { Reader } from '#store';
import { agreedNow, type Asked, askedOf, type Asking } from '../ask.ts';
import type { AsAt, PoolName, PoolSummary, PoolView } from '../contract.ts';
import { maySee } from '../may.ts';
import {
  amountOf,
  bridgeOf,
  monthsOf,
  partnersOf,
  purposesOf,
  schemesOf,
  type Sums,
  summaryOf,
  total,
  unsharedOf,
} from '../pool/position.ts';
import {
  accountSums,
  closedUpTo,
  itemSums,
  lineageSums,
  promisedSums,
  purposeSums,
  NOTHING_YET,
  revisionOf,
  type Until,
} from '../pool/sums.queries.ts';
import { purposesNamed } from '../pool/purpose.ts';
import { poolsOf } from '../pool/agreed-pool.ts';
import { riskOf, sharedOf } from '../risk/explained.ts';
import { resultOn, settledRows } from '../risk/settled.queries.ts';
import { closingsOf } from './closings.queries.ts';
import { waitingEntries } from './entries.ts';

/** The pools of the seat's organisation, each as it is today. */
export async function pools(asking: Asking, access: Access): Promise<Outcome<readonly PoolSummary[]>> {
  const { pools: all, today, organizationOf, nameOf } = await agreedNow(asking);
  const organization = organizationOf(access.organization);
  const mine = all.filter((pool) => maySee(access, pool, organization));
  const { store } = asking.services;
  return accepted(
    await Promise.all(
      mine.map(async (pool) => summaryOf(pool, await sumsOf(store, pool.id, { on: today }), { on: today, nameOf })),
    ),
  );
}

export async function poolView(
  asking: Asking,
  access: Access,
  name: PoolName,
  asAt: AsAt = {},
): Promise<Outcome<PoolView>> {
  const found = await askedOf(asking, access, name);
  if (!found.ok) return found;
  const on = dayAsked(asAt.on, found.value.today);
  if (!on.ok) return on;
  const { pool, stack, nameOf, keep, act } = found.value;
  const { store } = asking.services;
  const revision = revisionAsked(asAt.revision) ?? (await revisionOf(store, pool.id));
  const named = purposesNamed(stack, pool);
  const purposes = named.length === 0 ? [] : await purposeSums(store, pool.id, { on: on.value, revision });
  const [sums, waiting, closings] = await Promise.all([
    sumsOf(store, pool.id, { on: on.value, revision }),
    waitingEntries(asking, access, found.value),
    closingsOf(store, pool.id),
  ]);
  const around = { on: on.value, nameOf };
  const left = await resultOn(store, pool.id, { on: on.value, revision });
  const others = await otherMoney(asking, found.value, on.value);
  const fences = (one: string) => total(sums.lineage, ({ owner, fence }) => owner !== '' && fence === one);
  const risk = riskOf(found.value, left, (one) => others.get(one) ?? fences(one));
  return accepted({
    ...summaryOf(pool, sums, around),
    asAt: on.value,
    revision,
    parties: pool.parties,
    partners: partnersOf(pool, sums, around),
    unshared: unsharedOf(pool, sums),
    bridge: bridgeOf(pool, sums, around),
    schemes: schemesOf(pool, sums),
    purposes: purposesOf(pool, purposes, named),
    months: monthsOf(pool, sums),
    bank: amountOf(
      total(sums.accounts, ({ account }) => account === 'bank'),
      pool.currency,
    ),
    ...(risk === undefined ? {} : { risk }),
    shares: (await settledRows(store, pool.id))
      .filter((row) => BigInt(row.revision) <= BigInt(revision))
      .map((row) => sharedOf(found.value, row)),
    waiting,
    closings,
    may: { keep, act },
  });
}

/** What the other pools of the agreement have left. */
async function otherMoney(
  asking: Asking,
  { pool, stack, today }: Asked,
  on: Day,
): Promise<ReadonlyMap<string, bigint>> {
  const all = poolsOf(stack, today, []).filter(
    ({ instrument, id }) => instrument === pool.instrument && id !== pool.id,
  );
  const { store } = asking.services;
  const left = await Promise.all(
    all.map(async ({ id }) => resultOn(store, id, { on, revision: await revisionOf(store, id) })),
  );
  return new Map(all.map(({ name }, at) => [name, left[at] ?? 0n] as const));
}

/** The summary alone, for pages of a part of the pool. */
export async function summaryNow(asking: Asking, { pool, today, nameOf }: Asked): Promise<PoolSummary> {
  return summaryOf(pool, await sumsOf(asking.services.store, pool.id, { on: today }), { on: today, nameOf });
}

export async function sumsOf(
  reader: Reader,
  pool: string,
  { on, revision }: Partial<Until> & { on: Day },
): Promise<Sums> {
  const until = { on, revision: revision ?? (await revisionOf(reader, pool)) };
  if (until.revision === NOTHING_YET) {
    const closed = await closedUpTo(reader, pool);
    return { accounts: [], lineage: [], items: [], promised: [], ...(closed === undefined ? {} : { closed }) };
  }
  const [accounts, lineage, items, promised, closed] = await Promise.all([
    accountSums(reader, pool, until),
    lineageSums(reader, pool, until),
    itemSums(reader, pool, until),
    promisedSums(reader, pool, until.revision),
    closedUpTo(reader, pool),
  ]);
  return { accounts, lineage, items, promised, ...(closed === undefined ? {} : { closed }) };
}

export function dayAsked(text: string | undefined, otherwise: Day): Outcome<Day> {
  if (text === undefined || text === '') return accepted(otherwise);
  return isDay(text)
    ? accepted(text)
    : refuse('value', 'money.day', `'${text.slice(0, 40)}' is no day. Write it as 2026-03-31.`);
}

export function revisionAsked(text: string | undefined): string | undefined {
  return text !== undefined && /^\d{1,18}$/.test(text) ? text : undefined;
}
