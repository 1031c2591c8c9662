import { type Day, plusDays } from '#base';
import type { Store } from '#store';
import { packOf } from '../catalogue.ts';
import type { Partner, Scope } from '../scope.ts';
import { countHappened, countPeopleHappened, type Happened, itemsHappened } from './measured.queries.ts';
import { type MeasuredSeries, measuredIn } from './measured.ts';
import {
  contactsOf,
  countActivity,
  countPeople,
  firstKnown,
  type Sentinel,
  type Watching as Activity,
} from './sentinel.queries.ts';
import { SERIES } from './series.ts';
import { MONTHS, type Periods, WEEKS } from './watch.ts';

/** Days from one, up to and without another. */
type Days = { readonly from: Day; readonly until: Day };

/** What is counted of a feared effect at one organisation. */
export type Source = {
  readonly periods: Periods;
  /** Counts a day, and the first day on which anything of the kind was recorded; undefined where nothing ever was. */
  readonly counts: (until: Day) => Promise<{ readonly known: Day; readonly on: ReadonlyMap<Day, number> } | undefined>;
  readonly people: (days: Days) => Promise<number>;
  /** The items that were counted, and whose they are. */
  readonly items: (days: Days) => Promise<readonly { readonly reference: string; readonly person: string }[]>;
};

/** Contacts count where they are recorded, what a measure counts at the practice of those to whom it happens; undefined where neither is. */
export function sourceAt(
  store: Store,
  { packs }: Pick<Scope, 'packs'>,
  { sentinel, watch: number, key }: { readonly sentinel: Sentinel; readonly watch: number } & Pick<Partner, 'key'>,
): Source | undefined {
  const watched = sentinel.watches[number];
  // A value that was agreed is one of everybody: limit.ts.
  const series = watched?.limit ? undefined : watched?.series;
  const place = SERIES.findIndex(({ id }) => id === series) + 1;
  if (place > 0) return contacts(store, { series: place, organization: key, packs: packsOf({ packs }, key) }, sentinel);
  const measured = measuredIn({ packs }).find(({ id }) => id === series);
  const scope = packs.find(({ pack }) => pack === measured?.pack.key);
  const practice = scope?.practices.find((one) => one.key === key);
  if (!measured || !scope || !practice) return undefined;
  const of = { series: measured, practice: practice.id, contributors: scope.contributors };
  return happenings(store, of, sentinel);
}

function contacts(
  store: Store,
  of: Omit<Activity, 'from' | 'until'>,
  { since }: Pick<Sentinel, 'since'>,
): Source | undefined {
  if (of.packs.length === 0) return undefined;
  return {
    periods: WEEKS,
    counts: async (until) => {
      const asked = { ...of, from: firstDay(since, WEEKS), until };
      const known = await firstKnown(store, asked);
      return known === undefined ? undefined : { known, on: await countActivity(store, asked) };
    },
    people: (days) => countPeople(store, { ...of, ...days }),
    items: async (days) =>
      (await contactsOf(store, { ...of, ...days })).map(({ id, person }) => ({ reference: `Encounter/${id}`, person })),
  };
}

function happenings(
  store: Store,
  of: Omit<Happened, 'from' | 'until'> & { readonly series: MeasuredSeries },
  { since }: Pick<Sentinel, 'since'>,
): Source {
  return {
    periods: MONTHS,
    counts: async (until) => {
      const on = await countHappened(store, { ...of, from: firstDay(since, MONTHS), until });
      // Before the first that is known nobody may have recorded such things there: those months say nothing.
      const [known] = [...on.keys()].sort();
      return known === undefined ? undefined : { known, on };
    },
    people: (days) => countPeopleHappened(store, { ...of, ...days }),
    items: (days) => itemsHappened(store, { ...of, ...days }),
  };
}

function firstDay(since: Day, { before, days }: Periods): Day {
  return plusDays(since, -before * days);
}

/** Packs whose people an organisation's contacts count for: those of agreements that it is a party of. */
function packsOf({ packs }: Pick<Scope, 'packs'>, key: number): readonly number[] {
  return packs
    .filter(({ contributors }) => contributors.includes(key))
    .flatMap(({ pack }) => packOf(pack)?.number ?? []);
}
