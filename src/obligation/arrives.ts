import type { Change } from '#repository';
import { sql, type Transaction } from '#store';
import { kept } from './acts.ts';
import { changeRows } from './change.ts';
import { clockActor, type Engine } from './engine.ts';
import { lockRows } from './keep.queries.ts';
import type { Proof } from './terms.ts';

const PREFIX = 'feed:';
const LOOKED_MAX = 500;

/** Kept by itself when the first record of an organisation arrives after it was promised. */
export function arrivalOf(organization: string): Proof {
  return { fact: `${PREFIX}${organization}` };
}

/** Whose records close it; undefined where something else does. */
export function arrivesFrom(fact: string | null): string | undefined {
  return fact?.startsWith(PREFIX) === true ? fact.slice(PREFIX.length) : undefined;
}

/**
 * Follows the feed: what was promised to arrive from an organisation has arrived once a record of its own, about a person, was written after
 * the promise. Nearly always nobody waits, and one look at an index says so. Which record it was is not told: it is about somebody.
 */
export async function findArrivals(
  engine: Engine,
  changes: readonly Change[],
  transaction: Transaction,
): Promise<void> {
  const written = changes.filter(({ op, cmp }) => cmp !== '0' && (op === 'create' || op === 'update'));
  if (written.length === 0) return;
  for (const { fact } of await awaited(transaction)) {
    const organization = arrivesFrom(fact) ?? '';
    const since = await arrivedAt(engine, organization, written);
    if (since !== undefined) await close(engine, transaction, { fact, organization, since });
  }
}

/** Plan: obligation_fact, the range of names that begin so. */
async function awaited(transaction: Transaction): Promise<readonly { readonly fact: string }[]> {
  return transaction.all<{ readonly fact: string }>(sql`
    select distinct fact from obligation where closed is null and fact >= ${PREFIX} and fact < 'feed;' limit ${LOOKED_MAX}`);
}

/** When the newest of these that the organisation itself recorded was written. */
async function arrivedAt(
  engine: Engine,
  organization: string,
  written: readonly Change[],
): Promise<number | undefined> {
  const access = await engine.accessOf({ organization, role: 'system' });
  const references = [...new Set(written.map(({ type, id }) => `${type}/${id}`))];
  const found = await engine.repository(access).readMany(references);
  const own = found.filter(({ org }) => org === access.organization).map(({ updated }) => updated.getTime());
  return own.length === 0 ? undefined : Math.max(...own);
}

type Arrived = { readonly fact: string; readonly organization: string; readonly since: number };

async function close(engine: Engine, transaction: Transaction, { fact, organization, since }: Arrived): Promise<void> {
  const ids = await transaction.all<{ readonly id: string }>(sql`
    select id from obligation where fact = ${fact} and closed is null and opened <= ${new Date(since)} order by id`);
  const rows = await lockRows(
    transaction,
    ids.map(({ id }) => id),
  );
  const names = await engine.contributors.organizations();
  const name = names.find((one) => one.organization === organization)?.name ?? organization;
  for (const row of rows.filter(({ closed }) => closed === null)) {
    await changeRows(engine, transaction, { by: clockActor(row.owner), rows: [row] }, (_row, standing) =>
      kept(row, standing, { by: 'fact', words: `Records of ${name} arrive.` }, engine.now()),
    );
  }
}
