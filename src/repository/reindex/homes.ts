import { patientsOf, typeName, typeNumber, WIDER_TYPES } from '#fhir';
import { type Store, sql, type Transaction } from '#store';
import { fault } from '../fault.ts';
import type { Compartment, Projection } from '../repository.ts';
import { arrayLiteral, insertOf } from '../write/arrays.ts';
import { indexRows } from '../index-rows/index-rows.ts';
import { compartmentOf, locatorBucket, NOBODY } from '../place/compartment.ts';
import type { Lying } from '../write/row.ts';
import { forgetIndexes } from '../write/supersede.ts';
import { companionRows, personRows, projectedRows, resourceRows } from '../write/tables.ts';
import type { ReindexProgress } from './reindex.ts';

/** What it needs of the repository that is open. */
export type Settling = {
  readonly store: Store;
  readonly now: () => number;
  readonly random: () => number;
  readonly projections: readonly Projection[];
  readonly viewerOf: (organization: number) => Promise<number>;
};

export type Homes = {
  /**
   * Brings home what lies with nobody and is about somebody: written before its type could be in a compartment
   * (docs/decisions/0008). Once it has come to its end it is done, and looks again only when `anew`.
   */
  readonly settle: (asked?: {
    readonly anew?: boolean;
    readonly progress?: (done: ReindexProgress) => void;
  }) => Promise<ReindexProgress>;
};

/** The row of `reindexing` that says how far it is; no name of a type begins so. */
const WHAT = 'homes';
const SIZE = 200;

export function homesOf(settling: Settling): Homes {
  return {
    settle: async ({ anew = false, progress } = {}) => {
      const { store, now } = settling;
      await store.run(sql`insert into reindexing (what, began) values (${WHAT}, ${new Date(now())}::timestamptz)
        on conflict (what) do update set typ = null, id = null, looked = 0, rewritten = 0, began = excluded.began, ended = null
        where ${anew}::boolean and reindexing.ended is not null`);
      for (;;) {
        const { done, ...told } = await store.write((transaction) => settlePage(settling, transaction));
        progress?.(told);
        if (done) return told;
      }
    },
  };
}

type Place = { readonly typ: number; readonly id: string };
type Kept = { readonly [K in keyof Place]: Place[K] | null } & {
  readonly looked: string;
  readonly rewritten: string;
  readonly ended: Date | null;
};

/** A page and its place in one transaction: killed anywhere, it goes on behind the last page. Two that run at once take turns. */
async function settlePage(settling: Settling, transaction: Transaction): Promise<ReindexProgress & { done: boolean }> {
  const kept = await transaction.first<Kept>(
    sql`select typ, id, looked, rewritten, ended from reindexing where what = ${WHAT} for update`,
  );
  if (!kept) throw new Error('the place of a run is gone');
  const sums = { looked: Number(kept.looked), rewritten: Number(kept.rewritten) };
  if (kept.ended !== null) return { ...sums, done: true };
  const after = kept.typ === null || kept.id === null ? { typ: -1, id: '' } : { typ: kept.typ, id: kept.id };
  const places = await withNobody(transaction, after);
  const last = places.at(-1);
  const at = new Date(settling.now());
  if (!last) {
    await transaction.run(sql`update reindexing set ended = ${at}::timestamptz where what = ${WHAT}`);
    return { ...sums, done: true };
  }
  const strays = straysAmong(await versionsAt(transaction, places));
  await bringHome(settling, transaction, strays);
  fault('mid-reindex');
  await transaction.run(sql`update reindexing set typ = ${last.typ}::smallint, id = ${last.id},
    looked = looked + ${places.length}::bigint, rewritten = rewritten + ${strays.length}::bigint where what = ${WHAT}`);
  return { looked: sums.looked + places.length, rewritten: sums.rewritten + strays.length, done: false };
}

/** What of these types lies in the bucket of nobody, there or only remembered. Plan: both primary keys, from a place on. */
async function withNobody(transaction: Transaction, { typ, id }: Place): Promise<readonly Place[]> {
  const from = (table: 'resource' | 'history') => sql`(select distinct r.typ, r.id from ${sql.raw(table)} r
    where r.bkt = ${NOBODY.bkt}::smallint and (r.typ, r.id) > (${typ}::smallint, ${id}::text)
      and r.typ = any(${arrayLiteral(WIDER_TYPES.map(typeNumber))}::smallint[]) order by r.typ, r.id limit ${SIZE}::int)`;
  return transaction.all<Place>(sql`
    select typ, id from (${from('resource')} union ${from('history')}) k order by typ, id limit ${SIZE}::int`);
}

type Version = Place & {
  readonly ver: number;
  readonly cmp: string;
  readonly home: number;
  readonly org: number;
  readonly basis: number;
  readonly cls: number;
  readonly lab: number;
  readonly labver: number;
  readonly updated: Date;
  readonly body: string | null;
  readonly current: boolean;
};

/** Every version of these, in order, the current one last and locked as writers lock it. */
async function versionsAt(transaction: Transaction, places: readonly Place[]): Promise<readonly Version[]> {
  const keys = sql`unnest(${arrayLiteral(places.map(({ typ }) => typ))}::smallint[],
    ${arrayLiteral(places.map(({ id }) => id))}::text[]) k(typ, id)`;
  const columns = sql`r.typ, r.id, r.ver, r.cmp, r.org, r.basis, r.cls, r.lab, r.labver, r.updated, r.body`;
  const there = await transaction.all<Version>(sql`
    select ${columns}, r.bkt as home, true as current from ${keys}
    join resource r on (r.bkt, r.typ, r.id) = (${NOBODY.bkt}::smallint, k.typ, k.id) order by r.typ, r.id for update of r`);
  const before = await transaction.all<Version>(sql`
    select ${columns}, r.home, false as current from ${keys}
    join history r on (r.bkt, r.typ, r.id) = (${NOBODY.bkt}::smallint, k.typ, k.id) order by r.typ, r.id, r.ver`);
  return [...before, ...there];
}

/** Something that lies with nobody and was, or is, about somebody. */
type Stray = Place & {
  /** Where it goes: the compartment that its last version is in. */
  readonly home: Compartment;
  readonly current: (Version & { readonly others: readonly Compartment[] }) | undefined;
  /** Superseded versions and deletions, each with the compartment that it is in. */
  readonly past: readonly (Pick<Version, 'ver'> & { readonly in: Compartment })[];
};

function straysAmong(versions: readonly Version[]): readonly Stray[] {
  const all = new Map<string, Version[]>();
  for (const one of versions) all.set(`${one.typ} ${one.id}`, [...(all.get(`${one.typ} ${one.id}`) ?? []), one]);
  return [...all.values()].flatMap((of): Stray[] => {
    const [{ typ, id }] = of as [Version];
    let last: readonly Compartment[] = [];
    let moves = false;
    const past: Stray['past'][number][] = [];
    for (const one of of) {
      // A deletion says nothing itself: it is about whom the version before was about.
      if (one.body !== null) last = homesIn(typ, one.body);
      const [home = NOBODY] = last;
      moves ||= home.cmp !== one.cmp || home.bkt !== one.home;
      if (!one.current) past.push({ ver: one.ver, in: home });
    }
    const [home = NOBODY, ...others] = last;
    const current = of.find((one) => one.current);
    return moves ? [{ typ, id, home, past, current: current && { ...current, others } }] : [];
  });
}

function homesIn(typ: number, body: string): readonly Compartment[] {
  return patientsOf(typeName(typ), JSON.parse(body) as Readonly<Record<string, unknown>>).map(compartmentOf);
}

/**
 * Takes them out of the bucket of nobody with all that they are found by, and writes them where a write of today would: the same
 * version, byte for byte, with rows of search and of joints anew. The feed tells of them as of a change, so that who has to do with
 * the person, and what is counted, is thought about again.
 */
async function bringHome(settling: Settling, transaction: Transaction, strays: readonly Stray[]): Promise<void> {
  if (strays.length === 0) return;
  const { now, random, projections } = settling;
  await placeVersions(transaction, strays);
  const rows: Lying[] = [];
  for (const { home, current } of strays)
    if (current) rows.push(rowOf(current, home, await settling.viewerOf(current.org)));
  const keys = arrayLiteral(strays.map(({ typ }) => typ));
  const parts = [
    ...forgetIndexes(projections),
    sql`delete from resource t using k where (t.bkt, t.typ, t.id) = (k.bkt, k.typ, k.id)`,
  ].map((part, place) => sql`s${sql.raw(String(place))} as (${part})`);
  await transaction.run(sql`with k as (select ${NOBODY.bkt}::smallint as bkt, typ, id
      from unnest(${keys}::smallint[], ${arrayLiteral(strays.map(({ id }) => id))}::text[]) k(typ, id)),
    ${sql.join(parts)} select 1`);
  const at = new Date(now());
  const tables = [
    ...companionRows(rows),
    ...personRows(rows, { now: at, random }),
    ...projectedRows(rows, projections),
    resourceRows(rows),
  ];
  for (const table of tables) if (table.rows.length > 0) await transaction.run(insertOf(table));
}

/** History lies where its resource does; each version says itself whose compartment it is in. The locator says where that is. */
async function placeVersions(transaction: Transaction, strays: readonly Stray[]): Promise<void> {
  const past = strays.flatMap(({ typ, id, past: all, home }) => all.map((one) => ({ typ, id, home, ...one })));
  const column = (of: (one: (typeof past)[number]) => unknown) => arrayLiteral(past.map(of));
  await transaction.run(sql`
    update history h set bkt = k.bkt, home = k.home, cmp = k.cmp
    from unnest(${column(({ typ }) => typ)}::smallint[], ${column(({ id }) => id)}::text[], ${column(({ ver }) => ver)}::int[],
      ${column(({ home }) => home.bkt)}::smallint[], ${column((one) => one.in.bkt)}::smallint[],
      ${column((one) => one.in.cmp)}::bigint[]) k(typ, id, ver, bkt, home, cmp)
    where (h.bkt, h.typ, h.id, h.ver) = (${NOBODY.bkt}::smallint, k.typ, k.id, k.ver)`);
  const of = (value: (stray: Stray) => unknown) => arrayLiteral(strays.map(value));
  await transaction.run(sql`
    insert into locator (h, typ, id, bkt)
    select * from unnest(${of(({ typ, id }) => locatorBucket(typeName(typ), id))}::smallint[], ${of(({ typ }) => typ)}::smallint[],
      ${of(({ id }) => id)}::text[], ${of(({ home }) => home.bkt)}::smallint[])
    on conflict (h, typ, id) do update set bkt = excluded.bkt`);
}

function rowOf(current: NonNullable<Stray['current']>, home: Compartment, viewer: number): Lying {
  const { typ, id, ver, org, basis, cls, lab, labver, updated, body, others } = current;
  const type = typeName(typ);
  const resource = JSON.parse(body ?? '{}') as Lying['resource'];
  return {
    by: { organization: org, basis, viewer },
    type,
    typ,
    id,
    version: ver,
    updated,
    op: 'update',
    home,
    others,
    cls,
    lab,
    labver,
    body: body ?? '',
    resource,
    index: indexRows(type, resource),
    locate: false,
  };
}
