import { type Day, daysBetween } from '#base';
import type { PopulationClause, PopulationRule } from '../clauses/working.ts';
import { earliest, latest } from '../days.ts';
import type { PartyRef, Period } from '../instrument.ts';

/** Where a person belongs, by one of the rules, for some time; 'admitted' is where they lie and decides about nothing else. */
export type Stay = {
  readonly rule: PopulationRule | 'admitted';
  readonly organization: PartyRef;
  readonly from: Day;
  readonly until?: Day;
};

/** Where a person is on a day, by a rule. */
export function placeOn(stays: readonly Stay[], rule: Stay['rule'], on: Day): PartyRef | undefined {
  return stays.findLast((stay) => stay.rule === rule && runs(stay, on))?.organization;
}

/** Whether a person is of the population on a day. Who is outside has direct care only: no denominator and no pool counts them. */
export function isWithin(clause: PopulationClause, stays: readonly Stay[], on: Day): boolean {
  const place = placeOn(stays, clause.rule, on);
  return place !== undefined && clause.organizations.includes(place);
}

/** The days of a period on which a person counts: by the day, or all or nothing by where they were when it began. */
export function daysWithin(
  clause: PopulationClause,
  stays: readonly Stay[],
  period: Period,
): { readonly days: number; readonly of: number; readonly spells: readonly Period[] } {
  const of = daysBetween(period.from, period.until);
  if (clause.moves === 'start-of-period') {
    const counts = isWithin(clause, stays, period.from);
    return { days: counts ? of : 0, of, spells: counts ? [period] : [] };
  }
  const spells = joined(
    stays
      .filter((stay) => stay.rule === clause.rule && clause.organizations.includes(stay.organization))
      .map((stay) => ({
        from: latest(stay.from, period.from),
        until: earliest(stay.until ?? period.until, period.until),
      }))
      .filter((spell) => spell.from < spell.until),
  );
  return { days: spells.reduce((sum, { from, until }) => sum + daysBetween(from, until), 0), of, spells };
}

/** Spells that touch or overlap are one: nobody counts twice on a day. */
function joined(spells: readonly Period[]): readonly Period[] {
  const sorted = [...spells].sort((a, b) => (a.from < b.from ? -1 : 1));
  return sorted.reduce<readonly Period[]>((done, spell) => {
    const last = done.at(-1);
    if (!last || spell.from > last.until) return [...done, spell];
    return [...done.slice(0, -1), { from: last.from, until: latest(last.until, spell.until) }];
  }, []);
}

function runs({ from, until }: Stay, on: Day): boolean {
  return from <= on && (until === undefined || on < until);
}
