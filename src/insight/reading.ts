import { createHash } from 'node:crypto';
import { RESTRICTED_USE } from '#agreement';
import { typeNumber } from '#fhir';
import type { Services } from '#joint';
import type { Projection, Stored } from '#repository';
import { type Sql, sql, type Transaction } from '#store';
import { readings } from './catalogue.ts';
import { READ_BY } from './report/counted.ts';
import { SERIES } from './sentinel/series.ts';
import { projections } from './projections.ts';
import { everyOf } from './record.ts';
import { keepFactsDigest, readRun } from './state.queries.ts';

/** Of everything by which facts are read from resources; the number goes up with the code that reads them. */
const DIGEST = createHash('sha256')
  .update(JSON.stringify([5, readings, SERIES.map(({ id, classes }) => [id, classes]), READ_BY]))
  .digest('hex');

/**
 * Where facts are read by other definitions than before (a new version of the pack, or a first start on a record that was there
 * already), every resource is read anew. At start, before anything is written by this program. Answers how many were read.
 */
export async function readAnew(services: Pick<Services, 'store' | 'repository' | 'log'>): Promise<number> {
  const { store, repository, log } = services;
  if ((await readRun(store)).facts === DIGEST) return 0;
  await store.write(forgetAll);
  let count = 0;
  let [before, writing] = [DONE, DONE];
  const byType = projectionsByType();
  for await (const page of everyOf(repository, [...byType.keys()])) {
    const statements = insertsOf(byType, page);
    // One page is read while those before it are written.
    await before;
    [before, writing] = [writing, store.write(async (transaction) => runAll(transaction, statements))];
    count += page.length;
    log.info({ count }, 'insight: reading facts anew');
  }
  await Promise.all([before, writing]);
  await store.write((transaction) => keepFactsDigest(transaction, DIGEST));
  return count;
}

const DONE: Promise<void> = Promise.resolve();

/** Whatever starts after a crash reads all of it again, whichever version of the program it is. */
async function forgetAll(transaction: Transaction): Promise<void> {
  await keepFactsDigest(transaction, '');
  for (const { table } of projections) await transaction.run(sql`truncate ${sql.raw(table)}`);
}

async function runAll(transaction: Transaction, statements: readonly Sql[]): Promise<void> {
  for (const statement of statements) await transaction.run(statement);
}

function projectionsByType(): ReadonlyMap<string, readonly Projection[]> {
  const types = new Map<string, readonly Projection[]>();
  for (const projection of projections)
    for (const type of projection.types) types.set(type, [...(types.get(type) ?? []), projection]);
  return types;
}

/** Each resource is parsed once, however many tables tell of it. */
function insertsOf(byType: ReadonlyMap<string, readonly Projection[]>, page: readonly Stored[]): readonly Sql[] {
  const made = new Map<Projection, unknown[][]>();
  for (const { lab, body, updated, bkt, type, id, cmp, org } of page) {
    if ((lab & RESTRICTED_USE) !== 0) continue;
    const resource = JSON.parse(body) as Readonly<Record<string, unknown>>;
    for (const projection of byType.get(type) ?? []) {
      const rows = made.get(projection) ?? [];
      made.set(projection, rows);
      for (const values of projection.rows(resource, updated))
        rows.push([bkt, typeNumber(type), id, cmp, org, ...values]);
    }
  }
  return [...made].flatMap(([projection, rows]) => (rows.length === 0 ? [] : [insertRows(projection, rows)]));
}

const KEY = [
  ['bkt', 'smallint'],
  ['typ', 'smallint'],
  ['id', 'text'],
  ['cmp', 'bigint'],
  ['org', 'int'],
] as const;

/** A list a column; where a column holds lists itself, rows as JSON. */
function insertRows({ table, columns }: Projection, rows: readonly (readonly unknown[])[]): Sql {
  const all = [...KEY, ...columns.map(({ name, type }) => [name, type] as const)];
  const names = sql.raw(all.map(([name]) => name).join(', '));
  if (all.some(([, type]) => type.endsWith('[]'))) {
    const named = rows.map((values) => Object.fromEntries(all.map(([name], place) => [name, values[place]])));
    const shape = sql.raw(all.map(([name, type]) => `${name} ${type}`).join(', '));
    return sql`insert into ${sql.raw(table)} (${names})
      select ${names} from jsonb_to_recordset(${JSON.stringify(named)}::jsonb) as r(${shape})`;
  }
  const lists = all.map(([, type], place) => {
    const values = rows.map((row) => row[place]);
    return sql`${values}::${sql.raw(type)}[]`;
  });
  return sql`insert into ${sql.raw(table)} (${names}) select * from unnest(${sql.join(lists)})`;
}
