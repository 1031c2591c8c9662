import { binariesOf, patientsOf, typeName, typeNumber, WIDER_TYPES } from '#fhir';
import { type Sql, type Store, sql, type Transaction } from '#store';
import { fault } from '../fault.ts';
import type { Compartment, Projection } from '../repository.ts';
import { arrayLiteral, insertOf } from '../write/arrays.ts';
import { indexRows } from '../index-rows/index-rows.ts';
import { compartmentOf, locatorBucket, NOBODY } from '../place/compartment.ts';
import type { Writing } from '../context.ts';
import { seen } from '../write/current.ts';
import type { Lying, Row } from '../write/row.ts';
import { goesThrough, homesThrough, type Placing } from '../write/through.ts';
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
   * (docs/decisions/0008, 0010). Once it has come to its end it is done, and looks again only when `anew`.
   */
  readonly settle: (asked?: {
    readonly anew?: boolean;
    readonly progress?: (done: ReindexProgress) => void;
  }) => Promise<ReindexProgress>;
};

/** The row of `reindexing` that says how far it is; no name of a type begins so. */
const WHAT = 'homes-0010';
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
  const versions = await versionsAt(transaction, places);
  const strays = straysAmong(versions, await homesOfVersions(transaction, versions));
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
  readonly seen: boolean;
};

/** What a writer sees of the current rows, over the alias r, and of versions, over h. */
type Eyes = { readonly r: Sql; readonly h: Sql };
const NOBODYS_EYES: Eyes = { r: sql`true`, h: sql`true` };

/** Every version of these, in order, the current one last and locked as writers lock it. */
async function versionsAt(
  transaction: Transaction,
  places: readonly Place[],
  may: Eyes = NOBODYS_EYES,
): Promise<readonly Version[]> {
  const keys = sql`unnest(${arrayLiteral(places.map(({ typ }) => typ))}::smallint[],
    ${arrayLiteral(places.map(({ id }) => id))}::text[]) k(typ, id)`;
  const columns = (of: 'r' | 'h') =>
    sql.raw(
      'x.typ, x.id, x.ver, x.cmp, x.org, x.basis, x.cls, x.lab, x.labver, x.updated, x.body'.replaceAll('x.', `${of}.`),
    );
  const there = await transaction.all<Version>(sql`
    select ${columns('r')}, r.bkt as home, true as current, ${may.r} as seen from ${keys}
    join resource r on (r.bkt, r.typ, r.id) = (${NOBODY.bkt}::smallint, k.typ, k.id) order by r.typ, r.id for update of r`);
  const before = await transaction.all<Version>(sql`
    select ${columns('h')}, h.home, false as current, ${may.h} as seen from ${keys}
    join history h on (h.bkt, h.typ, h.id) = (${NOBODY.bkt}::smallint, k.typ, k.id) order by h.typ, h.id, h.ver`);
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

function straysAmong(
  versions: readonly Version[],
  homes: ReadonlyMap<Version, readonly Compartment[]>,
): readonly Stray[] {
  const all = new Map<string, Version[]>();
  for (const one of versions) all.set(`${one.typ} ${one.id}`, [...(all.get(`${one.typ} ${one.id}`) ?? []), one]);
  return [...all.values()].flatMap((of): Stray[] => {
    const [{ typ, id }] = of as [Version];
    let last: readonly Compartment[] = [];
    let moves = false;
    const past: Stray['past'][number][] = [];
    for (const one of of) {
      // A deletion says nothing itself: it is about whom the version before was about.
      if (one.body !== null) last = homes.get(one) ?? [];
      const [home = NOBODY] = last;
      moves ||= home.cmp !== one.cmp || home.bkt !== one.home;
      if (!one.current) past.push({ ver: one.ver, in: home });
    }
    const [home = NOBODY, ...others] = last;
    const current = of.find((one) => one.current);
    return moves ? [{ typ, id, home, past, current: current && { ...current, others } }] : [];
  });
}

/** Whose each version is: as it says itself, else by way of another. */
async function homesOfVersions(
  transaction: Transaction,
  versions: readonly Version[],
): Promise<ReadonlyMap<Version, readonly Compartment[]>> {
  const homes = new Map<Version, readonly Compartment[]>();
  const going: { readonly version: Version; readonly placing: Placing }[] = [];
  for (const version of versions) {
    if (version.body === null) continue;
    const [type, resource] = [typeName(version.typ), JSON.parse(version.body) as Placing['resource']];
    homes.set(version, patientsOf(type, resource).map(compartmentOf));
    if (goesThrough(type, resource))
      going.push({ version, placing: { type, id: version.id, org: version.org, resource } });
  }
  const found = await homesThrough(
    transaction,
    going.map(({ placing }) => placing),
  );
  for (const [index, { version }] of going.entries()) homes.set(version, found[index] ?? []);
  return homes;
}

/**
 * Binaries that lie with nobody and at which a document of the same organisation now points go to whom that is about. Only what whoever
 * writes the document sees: else staff could name a file that is kept from them, and read it.
 */
export async function bringBinaries(writing: Writing, rows: readonly Row[]): Promise<void> {
  const { context, transaction } = writing;
  const pointed = new Map(
    rows
      .filter(({ home }) => home.cmp !== NOBODY.cmp)
      .flatMap(({ type, resource, by }) => binariesOf(type, resource).map((name) => [name, by.organization] as const)),
  );
  if (pointed.size === 0) return;
  const typ = typeNumber('Binary');
  const places = [...pointed.keys()].map((name) => ({ typ, id: name.slice('Binary/'.length) }));
  const all = await versionsAt(transaction, places, { r: seen('r', writing), h: seen('h', writing) });
  const hidden = new Set(all.filter((one) => !one.seen).map(({ id }) => id));
  const versions = all.filter(({ id, org }) => !hidden.has(id) && pointed.get(`Binary/${id}`) === org);
  await bringHome(context, transaction, straysAmong(versions, await homesOfVersions(transaction, versions)));
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
