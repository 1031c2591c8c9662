import { typeNumber } from '#fhir';
import { type Sql, sql } from '#store';
import type { Writing } from '../context.ts';
import { bucketOf, locatorBucket } from '../place/compartment.ts';
import { visible } from '../policy/index.ts';
import type { Compartment } from '../repository.ts';
import { hash64 } from '../place/hash.ts';
import { Overtaken } from './apply.ts';
import { arrayLiteral } from './arrays.ts';
import { takeGuards } from './guards.ts';

export type Key = { readonly type: string; readonly id: string };

/** What is there of a resource, locked for the rest of the transaction. */
export type Current = Key &
  Compartment & {
    readonly version: number;
    readonly org: number;
    readonly basis: number;
    readonly cls: number;
    readonly lab: number;
    readonly updated: Date;
    readonly body: string;
  };

/** What is left of a deleted resource. */
export type Gone = Key & Compartment & { readonly version: number; readonly updated: Date; readonly lab: number };

export type Known = {
  readonly current?: Current;
  readonly gone?: Gone;
  /** Whether the access may see it; what it may not see is not there for it. */
  readonly seen: boolean;
  /** The id has a row of `locator`. */
  readonly located: boolean;
  /** What had this id was erased: it does not come back. */
  readonly erased?: true;
};

const NOTHING: Known = { seen: false, located: false };

const LOOKS = 5;

/**
 * Locks and reads what there is of these resources, in the order in which everybody locks; by 'Type/id'. Who waited for a row may find
 * that it lies in another home by now: then all is looked for again. What was deleted has no row to lock: whoever writes it anew holds its guard.
 */
export async function lockCurrent(writing: Writing, keys: readonly Key[]): Promise<ReadonlyMap<string, Known>> {
  if (keys.length === 0) return new Map();
  const guarded = new Set<string>();
  for (let look = 0; look < LOOKS; look += 1) {
    const { known, gone, elsewhere } = await lookOnce(writing, keys);
    const unguarded = gone.filter((name) => !guarded.has(name));
    if (!elsewhere && unguarded.length === 0) return known;
    await takeGuards(
      writing.transaction,
      unguarded.map((name) => hash64(name)),
    );
    for (const name of unguarded) guarded.add(name);
  }
  throw new Overtaken('a row went from home to home meanwhile');
}

type Looked = {
  readonly known: ReadonlyMap<string, Known>;
  /** Names of what was deleted. */
  readonly gone: readonly string[];
  /** Something that had no row to lock has one by now. */
  readonly elsewhere: boolean;
};

async function lookOnce(writing: Writing, keys: readonly Key[]): Promise<Looked> {
  const present = await writing.transaction.all<Found & Omit<Current, keyof Key>>(sql`
    select k.n::int - 1 as place, l.bkt is not null as located, r.bkt, r.cmp, r.ver as version, r.org, r.basis, r.cls, r.lab,
      r.updated, r.body, ${seen('r', writing)} as seen
    from ${places(keys)} join resource r on (r.bkt, r.typ, r.id) = (coalesce(l.bkt, k.bkt), k.typ, k.id)
    order by r.bkt, r.typ, r.id for no key update of r`);
  const here = new Set(present.map(({ place }) => place));
  const absent = keys.filter((_, place) => !here.has(place));
  const known = new Map(keys.map((key) => [nameOf(key), NOTHING]));
  for (const { place, seen, located, ...row } of present) {
    const key = keys[place] as Key;
    known.set(nameOf(key), { seen, located, current: { ...key, ...row } });
  }
  const [gone, elsewhere] = [[] as string[], [] as string[]];
  for (const { place, seen, located, erased, there, ...row } of await lastVersions(writing, absent)) {
    const key = absent[place] as Key;
    const { version } = row;
    if (there) elsewhere.push(nameOf(key));
    if (version !== null) gone.push(nameOf(key));
    const last = version === null ? {} : { gone: { ...key, ...row, version } };
    known.set(nameOf(key), { seen, located, ...last, ...(erased ? { erased } : {}) });
  }
  return { known, gone, elsewhere: elsewhere.length > 0 };
}

export function nameOf({ type, id }: Key): string {
  return `${type}/${id}`;
}

type Found = { readonly place: number; readonly located: boolean; readonly seen: boolean };

async function lastVersions(writing: Writing, keys: readonly Key[]) {
  if (keys.length === 0) return [];
  return writing.transaction.all<
    Found & Omit<Gone, 'version' | keyof Key> & { version: number | null; erased: boolean; there: boolean }
  >(sql`
    select k.n::int - 1 as place, l.bkt is not null as located, h.bkt, h.cmp, h.ver as version, h.updated, h.lab,
      exists (select 1 from tombstone e where e.bkt in (k.bkt, 0) and (e.typ, e.hash) = (k.typ, sha256(convert_to(k.name, 'UTF8')))) as erased,
      exists (select 1 from resource o where (o.bkt, o.typ, o.id) = (coalesce(l.bkt, k.bkt), k.typ, k.id)) as there,
      h.ver is not null and ${seen('h', writing)} as seen
    from ${places(keys)} left join lateral (
      select * from history v where (v.bkt, v.typ, v.id) = (coalesce(l.bkt, k.bkt), k.typ, k.id) order by v.ver desc limit 1
    ) h on true`);
}

/** Where each id is looked for: in the bucket that it says, or that `locator` says. */
export function places(keys: readonly Key[]): Sql {
  const column = (of: (key: Key) => string | number) => arrayLiteral(keys.map(of));
  return sql`unnest(${column(({ type, id }) => locatorBucket(type, id))}::smallint[],
      ${column(({ type, id }) => bucketOf(type, id))}::smallint[], ${column(({ type }) => typeNumber(type))}::smallint[],
      ${column(({ id }) => id)}::text[], ${column(nameOf)}::text[]) with ordinality k(h, bkt, typ, id, name, n)
    left join locator l on (l.h, l.typ, l.id) = (k.h, k.typ, k.id)`;
}

/** Whether the policy lets this row of resource or history through. */
export function seen(alias: 'r' | 'h', { access, now }: Writing): Sql {
  const table = alias === 'h' ? 'history' : 'resource';
  return sql`exists (select 1 from (select 1) as one ${visible(sql.raw(alias), access, now, table)})`;
}
