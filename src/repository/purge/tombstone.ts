import { createHash } from 'node:crypto';
import { typeName, typeNumber } from '#fhir';
import { type Reader, sql, type Transaction } from '#store';
import { bucketOf, locatorBucket } from '../place/compartment.ts';
import { arrayLiteral } from '../write/arrays.ts';
import { type Key, nameOf } from '../write/current.ts';
import { bucketOfMark } from './content.ts';

/** That something was erased: enough to know it again, by its id or by what it said, and nothing that says what it was. */
export type Tombstone = {
  readonly bkt: number;
  /** `CONTENT` where it is what an item said that is known again. */
  readonly typ: number;
  /** SHA-256 of 'Type/id', hex; of what was said, its mark. */
  readonly hash: string;
  readonly h: number;
  readonly at: string;
};

export function tombstoneOf({ type, id }: Key, at: Date): Tombstone {
  const hash = createHash('sha256').update(`${type}/${id}`).digest('hex');
  const places = { bkt: bucketOf(type, id), h: locatorBucket(type, id) };
  return { ...places, typ: typeNumber(type), hash, at: at.toISOString() };
}

/** No type has this number. */
const CONTENT = -1;

export function isContent({ typ }: Tombstone): boolean {
  return typ === CONTENT;
}

export function tombstoneOfContent(mark: string, at: Date): Tombstone {
  return { bkt: bucketOfMark(Buffer.from(mark, 'hex')), typ: CONTENT, hash: mark, h: 0, at: at.toISOString() };
}

/** Of items. */
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
  let after = { bkt: -1, typ: CONTENT, hash: '' };
  for (;;) {
    const { bkt, typ } = after;
    const hash = `\\x${after.hash}`;
    const rows = await reader.all<Omit<Tombstone, 'at'> & { readonly at: Date }>(sql`
      select bkt, typ, encode(hash, 'hex') as hash, h, at from (
        (select bkt, typ, hash, h, at from tombstone where (bkt, typ, hash) > (${bkt}::smallint, ${typ}::smallint, ${hash}::bytea)
          order by bkt, typ, hash limit ${A_PAGE}::int)
        union all (select bkt, ${CONTENT}::smallint, mark, 0::smallint, at from erased_content
          where (bkt, ${CONTENT}::smallint, mark) > (${bkt}::smallint, ${typ}::smallint, ${hash}::bytea)
            and bkt >= ${bkt}::smallint order by bkt, mark limit ${A_PAGE}::int)) t
      order by t.bkt, t.typ, t.hash limit ${A_PAGE}::int`);
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
  const items = all.filter((one) => !isContent(one));
  if (items.length === 0) return [];
  const hashes = new Set(items.map(({ hash }) => hash));
  const column = (of: (one: Tombstone) => number) => arrayLiteral(items.map(of));
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
