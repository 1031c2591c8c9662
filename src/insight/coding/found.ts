import type { Practice } from '../scope.ts';
import type { UseRow } from './coding.queries.ts';
import type { Unreadable } from './unread.ts';
import { type Use, type Variance, variancesIn } from './variance.ts';
import { codeAt, factNumbered, unitAt, type Way, wayText } from './written.ts';

/** Something that a practice writes otherwise than the others. */
export type Found = {
  readonly place: string;
  readonly org: number;
  readonly fact: Unreadable;
  readonly way: Way;
  /** How its sender calls it. */
  readonly called: string;
  readonly variance: Variance;
};

/** What is not counted stands first, then the widest difference. */
export function found(practices: readonly Practice[], rows: readonly UseRow[]): readonly Found[] {
  const ways = waysIn(practices, rows);
  const uses = new Map([...ways].map(([key, { uses: of }]) => [key, of]));
  return [...variancesIn(uses)]
    .flatMap(([key, variances]) => {
      const way = ways.get(key);
      if (!way) return [];
      return variances.map((variance): Found => {
        const org = practices.find(({ id }) => id === variance.place)?.key ?? 0;
        return { place: variance.place, org, fact: way.fact, way: way.way, called: way.called, variance };
      });
    })
    .sort((a, b) => Number(counts(a)) - Number(counts(b)) || gap(b) - gap(a));
}

function counts({ way }: Found): boolean {
  return way.kind === 'code' || way.kind === 'unit';
}

function gap({ variance: { own, others } }: Found): number {
  return own.met / own.of - others.met / Math.max(1, others.of);
}

type Counted = { readonly fact: Unreadable; readonly way: Way; readonly called: string; readonly uses: readonly Use[] };

/** Of each way in which anybody writes a fact, every practice that has any record of it. */
function waysIn(practices: readonly Practice[], rows: readonly UseRow[]): ReadonlyMap<string, Counted> {
  const placeOf = new Map(practices.map(({ key, id }) => [key, id]));
  const all = new Map(rows.filter(({ level }) => level === 0).map((row) => [`${row.org} ${row.fact}`, row.people]));
  const met = new Map<string, { readonly row: UseRow; readonly by: Map<number, number> }>();
  for (const row of rows) {
    const way = wayOf(row);
    if (way === undefined) continue;
    const key = `${row.fact} ${wayText(way)}`;
    const one = met.get(key) ?? { row, by: new Map<number, number>() };
    met.set(key, one);
    one.by.set(row.org, row.people);
  }
  return new Map(
    [...met].flatMap(([key, { row, by }]) => {
      const [fact, way] = [factNumbered(row.fact), wayOf(row)];
      if (!fact || !way) return [];
      const uses = [...placeOf].flatMap(([org, place]) => {
        const of = all.get(`${org} ${row.fact}`) ?? 0;
        return of === 0 ? [] : [{ place, share: { met: by.get(org) ?? 0, of } }];
      });
      return [[key, { fact, way, called: row.words || fact.title, uses }] as const];
    }),
  );
}

function wayOf(row: UseRow): Way | undefined {
  const fact = factNumbered(row.fact);
  if (!fact || row.level === 0) return undefined;
  if (row.level === 3) {
    if (row.unread === null) return undefined;
    return row.unread === '' ? { kind: 'no-value' } : { kind: 'unknown-code', code: row.unread };
  }
  if (row.level === 1) {
    const code = row.code === null ? undefined : codeAt(fact, row.code);
    return code === undefined ? undefined : { kind: 'code', code };
  }
  // A fact without a unit has one way of having none.
  const unit = row.unit === null || fact.value?.units === undefined ? undefined : unitAt(fact, row.unit);
  return unit === undefined ? undefined : { kind: 'unit', unit };
}
