import { createHash } from 'node:crypto';
import { RESTRICTED_USE } from '#agreement';
import { typeNumber } from '#fhir';
import type { Services } from '#joint';
import type { Projection, Stored } from '#repository';
import { type Sql, sql } from '#store';
import { readings } from './catalogue.ts';
import { SERIES } from './sentinel/series.ts';
import { projections } from './projections.ts';
import { everyResource } from './record.ts';
import { keepFactsDigest, readRun } from './state.queries.ts';

/** Of everything by which facts are read from resources; the number goes up with the code that reads them. */
const DIGEST = createHash('sha256')
  .update(JSON.stringify([4, readings, SERIES.map(({ id, classes }) => [id, classes])]))
  .digest('hex');

/**
 * Where facts are read by other definitions than before (a new version of the pack, or a first start on a record that was there
 * already), every resource is read anew. At start, before anything is written by this program. Answers how many were read.
 */
export async function readAnew(services: Pick<Services, 'store' | 'repository' | 'log'>): Promise<number> {
  const { store, repository, log } = services;
  if ((await readRun(store)).facts === DIGEST) return 0;
  let count = 0;
  for (const projection of projections)
    for (const type of projection.types)
      for await (const page of everyResource(repository, type)) {
        await store.write(async (transaction) => {
          await transaction.run(forget(projection, page));
          await transaction.run(insertRows(projection, page));
        });
        count += page.length;
        log.info({ type, count }, 'insight: reading facts anew');
      }
  await store.write((transaction) => keepFactsDigest(transaction, DIGEST));
  return count;
}

function forget({ table }: Projection, page: readonly Stored[]): Sql {
  return sql`delete from ${sql.raw(table)} t
    using unnest(${page.map(({ bkt }) => bkt)}::smallint[], ${page.map(({ type }) => typeNumber(type))}::smallint[],
      ${page.map(({ id }) => id)}::text[]) k(bkt, typ, id) where (t.bkt, t.typ, t.id) = (k.bkt, k.typ, k.id)`;
}

function insertRows({ table, columns, rows }: Projection, page: readonly Stored[]): Sql {
  const names = ['bkt', 'typ', 'id', 'cmp', 'org', ...columns.map(({ name }) => name)];
  const types = ['smallint', 'smallint', 'text', 'bigint', 'int', ...columns.map(({ type }) => type)];
  const counted = page.filter(({ lab }) => (lab & RESTRICTED_USE) === 0);
  const made = counted.flatMap((stored) =>
    rows(JSON.parse(stored.body) as Readonly<Record<string, unknown>>, stored.updated).map((values) => {
      const { bkt, type, id, cmp, org } = stored;
      const all = [bkt, typeNumber(type), id, cmp, org, ...values];
      return Object.fromEntries(names.map((name, place) => [name, all[place]]));
    }),
  );
  const list = sql.raw(names.join(', '));
  const shape = sql.raw(names.map((name, place) => `${name} ${types[place]}`).join(', '));
  return sql`insert into ${sql.raw(table)} (${list})
    select ${list} from jsonb_to_recordset(${JSON.stringify(made)}::jsonb) as r(${shape})`;
}
