import type { Access } from '#agreement';
import { accepted, isResourceType, type Outcome, typeName, typeNumber } from '#fhir';
import { type Reader, type Sql, sql } from '#store';
import { bucketOf, locatorBucket } from '../place/compartment.ts';
import { visible } from '../policy/index.ts';
import { deleted, notFound, noVersion } from '../refusals.ts';
import type { Stored } from '../repository.ts';
import { arrayLiteral } from '../write/arrays.ts';

/** Who reads, from where, and when: what access rows in force are is a matter of time. */
export type Reading = { readonly reader: Reader; readonly access: Access; readonly now: Date };

const COLUMNS = sql`r.typ, r.id, r.ver, r.updated, r.bkt, r.cmp, r.org, r.basis, r.cls, r.lab, r.body`;

type StoredRow = Omit<Stored, 'type' | 'version'> & { readonly typ: number; readonly ver: number };

export type Key = { readonly type: string; readonly id: string };

/** How the current row is found; see together.ts. */
export type Find = (reading: Reading, key: Key) => Promise<Stored | undefined>;

/** What there is of an id: the resource, that it was deleted, or nothing. */
export async function read(reading: Reading, type: string, id: string, finding: Find = find): Promise<Outcome<Stored>> {
  if (!isResourceType(type)) return notFound(type, id);
  const found = await finding(reading, { type, id });
  if (found) return accepted(found);
  const { reader, access, now } = reading;
  const last = await reader.first<{ op: string }>(sql`
    select r.op from history r ${visible(sql`r`, access, now, 'history')} where ${at(type, id)} and r.op = 'd'
      and not exists (select 1 from resource n where (n.bkt, n.typ, n.id) = (r.bkt, r.typ, r.id)) limit 1`);
  return last ? deleted(type, id) : notFound(type, id);
}

/** Plan: one probe of locator, one of the primary key, one of access. */
export async function find({ reader, access, now }: Reading, { type, id }: Key): Promise<Stored | undefined> {
  const row = await reader.first<StoredRow>(
    sql.prepared(sql`select ${COLUMNS} from resource r ${visible(sql`r`, access, now)} where ${at(type, id)}`),
  );
  return row && stored(row);
}

/** Those that are there and visible, each once, in the order asked. */
export async function readMany(reading: Reading, references: readonly string[]): Promise<readonly Stored[]> {
  const keys = keysOf(references);
  return keys.length === 0 ? [] : findMany(reading, keys);
}

/**
 * Those of them that are there and visible, by name alone: hundreds of facts of a person rest on as many resources, of which nothing
 * else is asked.
 */
export async function visibleOf(
  { reader, access, now }: Reading,
  references: readonly string[],
): Promise<ReadonlySet<string>> {
  const keys = keysOf(references);
  if (keys.length === 0) return new Set();
  const rows = await reader.all<Pick<StoredRow, 'typ' | 'id'>>(
    sql.prepared(sql`select r.typ, r.id from ${among(keys)} ${visible(sql`r`, access, now)}`),
  );
  return new Set(rows.map(({ typ, id }) => `${typeName(typ)}/${id}`));
}

function keysOf(references: readonly string[]): readonly Key[] {
  return [...new Set(references)].flatMap((reference) => {
    const [type = '', id = '', ...more] = reference.split('/');
    return more.length === 0 && id !== '' && isResourceType(type) ? [{ type, id }] : [];
  });
}

/** A row for each key that is there and visible, in the order of the keys. One query, two probes of a key a reference. */
export async function findMany({ reader, access, now }: Reading, keys: readonly Key[]): Promise<readonly Stored[]> {
  const rows = await reader.all<StoredRow>(
    sql.prepared(sql`select ${COLUMNS} from ${among(keys)} ${visible(sql`r`, access, now)} order by k.n`),
  );
  return rows.map(stored);
}

/** The resources `r` of some keys, in whose order they are by `k.n`. */
function among(keys: readonly Key[]): Sql {
  const column = (of: (key: Key) => unknown) => arrayLiteral(keys.map(of));
  return sql`unnest(${column(({ type, id }) => locatorBucket(type, id))}::smallint[],
      ${column(({ type, id }) => bucketOf(type, id))}::smallint[], ${column(({ type }) => typeNumber(type))}::smallint[],
      ${column(({ id }) => id)}::text[]) with ordinality k(h, bkt, typ, id, n)
    left join locator l on (l.h, l.typ, l.id) = (k.h, k.typ, k.id)
    join resource r on (r.bkt, r.typ, r.id) = (coalesce(l.bkt, k.bkt), k.typ, k.id)`;
}

/**
 * A version, current or superseded. The stricter of two policies decides: that of the version's own labels, and that of what
 * the resource says now.
 */
export async function vread(reading: Reading, type: string, id: string, version: number): Promise<Outcome<Stored>> {
  const current = await read(reading, type, id);
  if (current.ok && current.value.version === version) return current;
  if (!current.ok && current.refusals[0].type !== 'deleted') return current;
  const { reader, access, now } = reading;
  const found = await reader.first<Omit<StoredRow, 'body'> & { body: string | null }>(sql`
    select ${COLUMNS} from history r ${visible(sql`r`, access, now, 'history')}
    where ${at(type, id)} and r.ver = ${version}::int`);
  if (!found) return noVersion(type, id, version);
  const { body } = found;
  return body === null ? deleted(type, id) : accepted(stored({ ...found, body }));
}

/** Where a resource lies: in the bucket that `locator` names, else in that of its id. */
export function placeOfId(alias: Sql, type: string, id: string): Sql {
  const typ = typeNumber(type);
  return sql`${alias}.bkt = coalesce((select l.bkt from locator l
      where (l.h, l.typ, l.id) = (${locatorBucket(type, id)}::smallint, ${typ}::smallint, ${id}::text)),
      ${bucketOf(type, id)}::smallint) and ${alias}.typ = ${typ}::smallint and ${alias}.id = ${id}::text`;
}

function at(type: string, id: string): Sql {
  return placeOfId(sql`r`, type, id);
}

function stored({ typ, id, ver, updated, bkt, cmp, org, basis, cls, lab, body }: StoredRow): Stored {
  return { type: typeName(typ), id, version: ver, updated, bkt, cmp, org, basis, cls, lab, body };
}
