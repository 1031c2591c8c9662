import { createHash } from 'node:crypto';
import { typeName, typeNumber } from '#fhir';
import { type Reader, sql, type Transaction } from '#store';
import { bucketOf, locatorBucket } from '../place/compartment.ts';
import { arrayLiteral } from '../write/arrays.ts';
import { type Key, nameOf } from '../write/current.ts';

/** That something was erased: enough to know it again, and nothing that says what it was. */
export type Tombstone = {
  readonly bkt: number;
  readonly typ: number;
  /** SHA-256 of 'Type/id', hex. */
  readonly hash: string;
  readonly h: number;
  readonly at: string;
};

export function tombstoneOf({ type, id }: Key, at: Date): Tombstone {
  const hash = createHash('sha256').update(`${type}/${id}`).digest('hex');
  const places = { bkt: bucketOf(type, id), h: locatorBucket(type, id) };
  return { ...places, typ: typeNumber(type), hash, at: at.toISOString() };
}

export async function keepTombstones(transaction: Transaction, all: readonly Tombstone[]): Promise<void> {
  if (all.length === 0) return;
  const column = (of: (one: Tombstone) => string | number) => arrayLiteral(all.map(of));
  await transaction.run(sql`
    insert into tombstone (bkt, typ, hash, h, at) select * from unnest(${column(({ bkt }) => bkt)}::smallint[],
      ${column(({ typ }) => typ)}::smallint[], ${column(({ hash }) => `\\x${hash}`)}::bytea[], ${column(({ h }) => h)}::smallint[],
      ${column(({ at }) => at)}::timestamptz[]) on conflict do nothing`);
}

const A_PAGE = 10_000;

/** All of them, a page at a time: for the file that outlives a restore. */
export async function* tombstones(reader: Reader): AsyncGenerator<readonly Tombstone[]> {
  let after = { bkt: -1, typ: -1, hash: '' };
  for (;;) {
    const rows = await reader.all<Omit<Tombstone, 'at'> & { readonly at: Date }>(sql`
      select bkt, typ, encode(hash, 'hex') as hash, h, at from tombstone
      where (bkt, typ, hash) > (${after.bkt}::smallint, ${after.typ}::smallint, ${`\\x${after.hash}`}::bytea)
      order by bkt, typ, hash limit ${A_PAGE}::int`);
    if (rows.length > 0) yield rows.map((row) => ({ ...row, at: row.at.toISOString() }));
    const last = rows.at(-1);
    if (last === undefined || rows.length < A_PAGE) return;
    after = last;
  }
}

/**
 * What of these is there (again), by name: after an older backup was put back. It lies where its id says, or where a row of locator says;
 * both are looked at.
 */
export async function risen(reader: Reader, all: readonly Tombstone[]): Promise<readonly Key[]> {
  if (all.length === 0) return [];
  const hashes = new Set(all.map(({ hash }) => hash));
  const column = (of: (one: Tombstone) => number) => arrayLiteral(all.map(of));
  const places = sql`(select distinct * from unnest(${column(({ bkt }) => bkt)}::smallint[], ${column(({ h }) => h)}::smallint[],
    ${column(({ typ }) => typ)}::smallint[]) k(bkt, h, typ)) k`;
  const rows = await reader.all<{ readonly typ: number; readonly id: string }>(sql`
    select r.typ, r.id from ${places} join resource r on (r.bkt, r.typ) = (k.bkt, k.typ)
    union select r.typ, r.id from ${places} join history r on (r.bkt, r.typ) = (k.bkt, k.typ)
    union select l.typ, l.id from ${places} join locator l on (l.h, l.typ) = (k.h, k.typ)`);
  return rows
    .map(({ typ, id }): Key => ({ type: typeName(typ), id }))
    .filter((key) => hashes.has(createHash('sha256').update(nameOf(key)).digest('hex')));
}
