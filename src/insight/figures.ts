import type { Day } from '#base';
import type { Services } from '#joint';
import type { Compartment } from '#repository';
import type { Store } from '#store';
import type { Tally } from './contract.ts';
import { type CountedPack, packOf } from './catalogue.ts';
import { censusRows, recordsOfPeople, takeCensus } from './census.queries.ts';
import { type Counting, sweepOf } from './counting.ts';
import { coursesOn } from './course.queries.ts';
import { countingKey, type PackScope } from './scope.ts';
import { newFigures } from './sums.ts';
import { numberOf } from './timeline.ts';
import { teamAt } from './team.ts';
import type { TallyRow } from './state.queries.ts';
import { readTallies } from './state.queries.ts';

/** Every figure of every practice, and of every team at one, as at days. */
export type Figures = {
  /** Sum over practices, or over what a team is kept under at some. */
  readonly sum: (practices: readonly string[], cell: Cell) => Tally;
  /** The practices at which a team has anybody on any of the days. */
  readonly practicesOf: (team: string) => readonly string[];
  /** Strata in which anybody is counted. */
  readonly strata: (cell: Omit<Cell, 'stratum'>) => readonly string[];
};

/** One figure: `measure` is the place in the pack from 1, or 0 for the register. */
export type Cell = {
  readonly pack: number;
  readonly slot: number;
  readonly measure: number;
  readonly stratum?: string;
};

export function figuresOf(rows: readonly TallyRow[]): Figures {
  const kept = new Map(
    rows.map((row) => [`${row.place} ${cellKey(row)} ${row.stratum}`, { met: row.met, of: row.counted }]),
  );
  const teams = new Map<string, Set<string>>();
  const counted = rows.filter((row) => row.counted !== 0 || row.met !== 0);
  for (const place of new Set(counted.map((row) => row.place))) {
    const found = teamAt(place);
    if (found) teams.set(found.team, (teams.get(found.team) ?? new Set()).add(found.practice));
  }
  const strata = new Map<string, Set<string>>();
  for (const row of rows)
    if (row.stratum !== '' && row.counted > 0)
      strata.set(cellKey(row), (strata.get(cellKey(row)) ?? new Set()).add(row.stratum));
  return {
    practicesOf: (team) => [...(teams.get(team) ?? [])].sort(),
    strata: (cell) => [...(strata.get(cellKey(cell)) ?? [])].sort(),
    sum: (practices, cell) => {
      const key = `${cellKey(cell)} ${cell.stratum ?? ''}`;
      let met = 0;
      let of = 0;
      for (const practice of practices) {
        const tally = kept.get(`${practice} ${key}`);
        met += tally?.met ?? 0;
        of += tally?.of ?? 0;
      }
      return { met, of };
    },
  };
}

function cellKey({ pack, slot, measure }: Cell): string {
  return `${pack} ${slot} ${measure}`;
}

/** The kept figures as of a revision: of one pack, or of all. */
export type KeptFigures = (revision: string, pack?: number) => Promise<Figures>;

/** Reads the kept figures of a pack once a revision, however many ask: a page tells of one pack, and a partnership may count by a dozen. */
export function figuresOn(store: Store): KeptFigures {
  const known = new Map<number | undefined, { readonly revision: string; readonly figures: Promise<Figures> }>();
  return (revision, pack) => {
    const before = known.get(pack);
    if (before?.revision === revision) return before.figures;
    const figures = readTallies(store, pack).then(figuresOf);
    known.set(pack, { revision, figures });
    figures.catch(() => known.delete(pack));
    return figures;
  };
}

/** As at which day; and as known at which instant, where that is not now. */
export type CensusDay = { readonly asAt: Day; readonly reported: Date | undefined };

/** Figures of one pack as at one day, at slot 0; undefined for a pack that everybody cannot be counted by at once. */
export type Censuses = (pack: CountedPack, scope: PackScope, on: CensusDay) => Promise<Figures | undefined>;

/** Censuses from the facts, each the same for some seconds: many ask at once while everybody is counted. */
export function censusesOn({ store, ports, now }: Pick<Services, 'store' | 'ports' | 'now'>): Censuses {
  const known = new Map<string, { readonly until: number; readonly figures: Promise<Figures | undefined> }>();
  return (pack, scope, { asAt, reported }) => {
    const key = `${asAt} ${reported?.getTime() ?? ''} ${countingKey({ packs: [scope], digest: '', partnership: '' })}`;
    const before = known.get(key);
    if (before && before.until > now()) return before.figures;
    const everyone = ports.persons.everyone;
    const question = { pack, scope, at: numberOf(asAt), everyone, ...(reported ? { known: { reported } } : {}) };
    const figures = takeCensus(store, question).then((rows) => rows && figuresOf(censusRows(pack, rows, 0)));
    for (const [other, { until }] of known) if (until <= now()) known.delete(other);
    known.set(key, { until: now() + CENSUS_MS, figures });
    figures.catch(() => known.delete(key));
    return figures;
  };
}

const CENSUS_MS = 10_000;

/**
 * Figures as at one day that is not kept, of everybody together. Those of whom nothing was learned since an earlier instant count as
 * their courses say; the others are counted from the facts as they were known at it: one by one where they are `few`, else all at once.
 */
export async function figuresAt(
  store: Store,
  counting: Omit<Counting, 'days'>,
  asAt: Day,
  few = FEW,
): Promise<Figures> {
  const sums = newFigures();
  const packs = counting.scope.packs.flatMap(({ pack }) => packOf(pack)?.number ?? []);
  const { alike, touched } = await coursesOn(store, { packs, on: asAt, since: counting.reported });
  for (const { people, counted, met, teams, ...where } of alike)
    sums.add({ ...where, counted: [counted], met: [met], strata: [], teams, within: teams.map(() => 1) }, people);
  const reported = touched.length > few ? await censusOfSome(store, { counting, asAt, touched }) : undefined;
  if (!reported)
    for await (const people of sweepOf(store, { ...counting, days: [asAt] }, touched))
      for (const { states } of people) for (const state of states) sums.add({ ...state, strata: [] }, 1);
  return figuresOf(summed([...sums.rows(), ...(reported ?? [])]));
}

/** One by one takes a fifth of a millisecond each; all at once a few hundred however many they are. */
const FEW = 1_000;

type Some = {
  readonly counting: Omit<Counting, 'days'>;
  readonly asAt: Day;
  readonly touched: readonly Compartment[];
};

/** The people of some compartments as they were known, by every pack; undefined where one of the packs cannot be counted so. */
async function censusOfSome(store: Store, { counting, asAt, touched }: Some): Promise<readonly TallyRow[] | undefined> {
  const { persons, scope, reported } = counting;
  if (!reported) return undefined;
  const records = await recordsOfPeople(store, persons.everyone, touched);
  const rows: TallyRow[] = [];
  for (const one of scope.packs) {
    const pack = packOf(one.pack);
    if (!pack) continue;
    const question = { pack, scope: one, at: numberOf(asAt), everyone: persons.everyone };
    const found = await takeCensus(store, { ...question, known: { reported, records } });
    if (!found) return undefined;
    rows.push(...censusRows(pack, found, 0).filter(({ stratum }) => stratum === ''));
  }
  return rows;
}

/** One row a figure. */
function summed(rows: readonly TallyRow[]): readonly TallyRow[] {
  const sums = new Map<string, TallyRow>();
  for (const row of rows) {
    const key = `${row.place} ${cellKey(row)} ${row.stratum}`;
    const before = sums.get(key);
    sums.set(key, before ? { ...row, met: row.met + before.met, counted: row.counted + before.counted } : row);
  }
  return [...sums.values()];
}
