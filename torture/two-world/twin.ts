import { type Expr, holds } from '#agreement';
import { type Random, seeded } from '#base';
import { compartmentOf } from '#repository';
import { type Store, sql } from '#store';
import {
  chance,
  choose,
  type Made,
  randomResource,
  randomResources,
  randomTerminology,
  TASKS,
} from '../../src/repository/search/world.testing.ts';
import { BEARERS, isCarrier, randomCarrier, randomCarriers } from './carriers.ts';
import type { Grant, Viewer } from './viewer.ts';

/** One version as somebody writes it; without a body it is a deletion. Organisation by its place, from 1. */
export type Write = { readonly type: string; readonly id: string; readonly body?: Made; readonly organization: number };
export type Recipe = readonly Write[];

/** What is written into world A: every resource once, some again with other words, labels or author, some deleted. */
export function randomRecipe(random: Random, size: number): Recipe {
  const made = [...randomTerminology(random), ...randomResources(random, size)];
  const tasks = TASKS.map((id) => randomResource(random, 'Task', id));
  const first = [...made, ...tasks, ...randomCarriers(random)].map((body) => written(body, random));
  const again = first
    .filter(({ type }) => type !== 'Organization')
    .filter(() => chance(random, 0.2))
    .flatMap(({ type, id, organization, body }) => {
      if (chance(random, 0.2)) return [{ type, id, organization }];
      const next = { ...written(drawn(random, type, id), random), organization };
      // What says the same again makes no version, and so there would be none to leave as it is in B.
      return JSON.stringify(next.body) === JSON.stringify(body) ? [] : [next];
    });
  return [...first, ...again];
}

function written(body: Made, random: Random): Write {
  return { type: body.resourceType, id: body.id, body, organization: choose(random, [1, 2, 2, 3, 3]) };
}

/** A version as it lies in world A, and whether the viewer may see it. */
export type Seen = { readonly type: string; readonly id: string; readonly version: number; readonly visible: boolean };

/**
 * World B: the same without what the viewer may not see. A resource that they see nothing of is left out or rewritten; a hidden
 * version of one that they do see is rewritten, since versions are counted. What is rewritten keeps whose it is, who wrote it
 * and its labels, and its dates where the viewer's rules ask for them, so that it stays hidden.
 */
export function twinOf(recipe: Recipe, seen: readonly Seen[], { seed, filter }: Twinning): Recipe {
  const random = seeded(seed);
  const kept = (name: string): boolean => KEPT.includes(name) || (asksDates(filter) && DATES.test(name));
  const shown = new Set(seen.filter(({ visible }) => visible).map(({ type, id }) => `${type}/${id}`));
  const bearing = bearersIn(recipe);
  const left = new Set(
    recipe
      .map(({ type, id }) => `${type}/${id}`)
      .filter((key) => !shown.has(key) && !bearing.has(key) && chance(random, 0.6)),
  );
  const versions = new Map<string, number>();
  return recipe.flatMap((write) => {
    const key = `${write.type}/${write.id}`;
    if (left.has(key)) return [];
    const version = (versions.get(key) ?? 0) + 1;
    versions.set(key, version);
    const visible = seen.find(
      (one) => one.type === write.type && one.id === write.id && one.version === version,
    )?.visible;
    return [visible || write.body === undefined ? write : { ...write, body: rewritten(write.body, kept, random) }];
  });
}

/** From which chance B is made, and by which rules its viewer sees. */
type Twinning = { readonly seed: number; readonly filter: Expr };

/** Members that decide whose a resource is and how it is labelled. */
const KEPT = ['meta', 'subject', 'participant', 'for', 'focus'];
/** Members of which one may be the clinical date. */
const DATES = /date|period|^start$|^end$|authoredOn|issued/i;

function asksDates(filter: Expr): boolean {
  if (filter.op === 'not') return asksDates(filter.of);
  return filter.op === 'and' || filter.op === 'or' ? filter.of.some(asksDates) : filter.op === 'dated';
}

/** What tells whose something else is, which names nobody itself: as long as that is there, it is there in both worlds. */
function bearersIn(recipe: Recipe): ReadonlySet<string> {
  return new Set([
    ...BEARERS,
    ...recipe.flatMap(({ type, body }) => {
      const { focus, for: person } = (body ?? {}) as {
        readonly focus?: { readonly reference: string };
        readonly for?: object;
      };
      return type === 'Task' && focus && person === undefined ? [focus.reference] : [];
    }),
  ]);
}

function drawn(random: Random, type: string, id: string): Made {
  return isCarrier(type) ? randomCarrier(random, type, id) : randomResource(random, type, id);
}

function rewritten(body: Made, kept: (name: string) => boolean, random: Random): Made {
  const { meta: _meta, for: _for, focus: _focus, ...other } = drawn(random, body.resourceType, body.id);
  return {
    ...Object.fromEntries(Object.entries(other).filter(([name]) => !DATES.test(name) || !kept(name))),
    ...Object.fromEntries(Object.entries(body).filter(([name]) => kept(name))),
  } as Made;
}

type Facts = {
  readonly typ: number;
  readonly id: string;
  readonly ver: number;
  readonly home: number;
  readonly cmp: string;
  readonly org: number;
  readonly basis: number;
  readonly cls: number;
  readonly lab: number;
  readonly labver: number;
  /** Clinical date, in milliseconds. */
  readonly at: number | null;
  readonly current: boolean;
};

/**
 * Which versions the viewer may see, by the policy as TypeScript has it, over what lies in the tables: the last version decides
 * for the resource, and each older one must pass as well.
 */
export async function seenBy(
  store: Store,
  viewer: Viewer,
  filter: Expr,
  nameOf: (typ: number) => string,
): Promise<readonly Seen[]> {
  const at = sql`(extract(epoch from nullif(at, '-infinity')) * 1000)::float8 as at`;
  const rows = await store.all<Facts>(sql`
    select typ, id, ver, bkt as home, cmp, org, basis, cls, lab, labver, ${at}, true as current from resource
    union all select typ, id, ver, home, cmp, org, basis, cls, lab, labver, ${at}, op = 'd' from history order by typ, id, ver`);
  const grants = new Map(viewer.grants.map((grant) => [placeOf(grant), grant]));
  const passes = ({ home, cmp, at: dated, ...row }: Facts): boolean => {
    const grant = cmp === '0' ? undefined : grants.get(`${home} ${cmp}`);
    // Whose it is belongs to what is asked: somebody may have told the viewer of their own record alone.
    const when = dated === null ? {} : { at: dated };
    return holds(filter, { ...row, ...when, personal: cmp !== '0', home: { bkt: home, cmp } }, grant);
  };
  const last = new Map(rows.map((row) => [`${row.typ}/${row.id}`, row]));
  return rows.map((row) => ({
    type: nameOf(row.typ),
    id: row.id,
    version: row.ver,
    visible: passes(row) && passes(last.get(`${row.typ}/${row.id}`) ?? row),
  }));
}

const placeOf = ({ person }: Grant): string => {
  const { bkt, cmp } = compartmentOf(`Patient/${person}`);
  return `${bkt} ${cmp}`;
};
