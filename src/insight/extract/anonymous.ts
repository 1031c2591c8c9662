import { accepted, type Outcome, refuse } from '#fhir';
import type { SeenPerson } from '../seen.ts';
import type { Prepared } from './extract.ts';

/** What of a person could tell who they are, beside what they are on a list for. */
export type Traits = { readonly age: number | undefined; readonly area: string; readonly whole: string };

/** One way of telling less of everybody. */
export type Coarseness = {
  readonly words: string;
  readonly cells: (of: Traits) => readonly [age: string, area: string];
};

/** Each tells less than the one before. */
const STEPS: readonly Coarseness[] = [
  { words: 'ages in twenties, localities', cells: ({ age, area }) => [twenties(age), area] },
  { words: 'ages in twenties, one place', cells: ({ age, whole }) => [twenties(age), whole] },
  { words: 'ages under 65 and from 65 on, one place', cells: ({ age, whole }) => [halves(age), whole] },
  { words: 'no ages, one place', cells: ({ whole }) => ['', whole] },
];

/** How many people are alike, at each step. */
export type Groups = readonly Map<string, number>[];

export function noGroups(): Groups {
  return STEPS.map(() => new Map());
}

export function addTo(groups: Groups, traits: Traits): void {
  for (const [at, { cells }] of STEPS.entries()) {
    const alike = JSON.stringify(cells(traits));
    groups[at]?.set(alike, (groups[at]?.get(alike) ?? 0) + 1);
  }
}

/** The finest step at which nobody is alike with fewer people than may be told; refused where even all together are fewer. */
export function coarseEnough(groups: Groups, fewest: number): Outcome<Coarseness> {
  const enough = (of: ReadonlyMap<string, number> | undefined) =>
    of !== undefined && of.size > 0 && [...of.values()].every((count) => count >= fewest);
  const step = STEPS.find((_, at) => enough(groups[at]));
  if (step) return accepted(step);
  const text = `An anonymised list has at least ${fewest} people of whom nobody stands out, and this one would not. Ask for a larger place.`;
  return refuse('business-rule', 'insight.extract-few', text, 'place');
}

export function traitsOf({ areaOf, place, pack, today }: Prepared, one: SeenPerson): Traits {
  const { born } = one.known(pack);
  return { age: ageOn(born, today), area: areaOf.get(one.person) ?? place.name, whole: place.name };
}

export function ageOn(born: string | undefined, today: string): number | undefined {
  if (born === undefined) return undefined;
  const before = today.slice(5) < born.slice(5) ? 1 : 0;
  return Number(today.slice(0, 4)) - Number(born.slice(0, 4)) - before;
}

function twenties(age: number | undefined): string {
  if (age === undefined) return 'not recorded';
  const from = Math.floor(age / 20) * 20;
  return age >= 80 ? '80 or more' : `${from} to ${from + 19}`;
}

function halves(age: number | undefined): string {
  if (age === undefined) return 'not recorded';
  return age < 65 ? 'under 65' : '65 or more';
}
