import { type Day, plusMonths } from '#base';

/** What one person had in a month, in units of a line. */
export type PersonMonth = { readonly person: string; readonly month: Day; readonly units: number };

/** Two things that were compared: what a person of the cohort had in a month before, and now. */
export type Side = { readonly before: number; readonly now: number; readonly z: number };

/** Whom it is about: those who were there in the month, or in the six months before it. */
export type Cohort = 'there-this-month' | 'there-before';

export type Movement = {
  readonly cohort: Cohort;
  /** How many people it is about, this month. */
  readonly count: number;
  readonly people: readonly string[];
  readonly fell: Side;
  readonly rose: Side;
  /** By how much the same rose for everybody else, per cent. */
  readonly othersPercent: number;
};

export const RULE = {
  months: 12,
  recent: 6,
  /** On each side; chance does that on one side in one of 700 months, on both in far fewer. */
  z: 3,
  /** Smaller changes are nobody's business. */
  percent: 10,
  people: 20,
  personMonths: 60,
} as const;

/** The rule in words, as both partners read it. */
export const RULE_WORDS =
  'The month is compared with the twelve before it, person by person, for those who were at the first in that month, or in the six months before. It counts as cost movement where what they had at the first fell, and what they had at the second rose, each by a tenth or more and by three standard errors or more (chance alone does that on one side in one of 700 months, on both in far fewer), with 20 people or more, and where it rose at least twice as much as for everybody else.';

/**
 * Whether something moved from one place to another for the same people in a month. Every month has its cohort by the same definition,
 * so that months are alike unless something changed: who is ill more often now is compared with who was then.
 */
export function movementIn(from: readonly PersonMonth[], to: readonly PersonMonth[], month: Day): Movement | undefined {
  const [a, b] = [byMonth(from), byMonth(to)];
  for (const cohort of ['there-this-month', 'there-before'] as const) {
    const found = within(a, b, { month, cohort });
    if (found) return found;
  }
  return undefined;
}

type Months = ReadonlyMap<Day, ReadonlyMap<string, number>>;

function within(
  a: Months,
  b: Months,
  { month, cohort }: { readonly month: Day; readonly cohort: Cohort },
): Movement | undefined {
  const now = peopleOf(a, month, cohort);
  const months = Array.from({ length: RULE.months }, (_, at) => plusMonths(month, at - RULE.months));
  const before = months.flatMap((one) => peopleOf(a, one, cohort).map((person) => ({ person, one })));
  if (now.length < RULE.people || before.length < RULE.personMonths) return undefined;
  const had = (of: Months, one: Day, person: string): number => of.get(one)?.get(person) ?? 0;
  const side = (of: Months): Side =>
    compared(
      before.map(({ person, one }) => had(of, one, person)),
      now.map((person) => had(of, month, person)),
    );
  const [fell, rose] = [side(a), side(b)];
  if (fell.z > -RULE.z || rose.z < RULE.z) return undefined;
  if (percentOf(fell) > -RULE.percent || percentOf(rose) < RULE.percent) return undefined;
  const othersPercent = others(b, { months, month, cohort, a });
  if (percentOf(rose) < 2 * othersPercent) return undefined;
  const people = now.filter((person) => had(b, month, person) > rose.before);
  return { cohort, count: now.length, people, fell, rose, othersPercent };
}

function peopleOf(a: Months, month: Day, cohort: Cohort): readonly string[] {
  if (cohort === 'there-this-month') return [...(a.get(month)?.keys() ?? [])];
  const found = new Set<string>();
  for (let back = 1; back <= RULE.recent; back += 1)
    for (const person of a.get(plusMonths(month, -back))?.keys() ?? []) found.add(person);
  return [...found];
}

/** Welch's comparison of two means, by persons and months. */
function compared(before: readonly number[], now: readonly number[]): Side {
  const [was, is] = [momentsOf(before), momentsOf(now)];
  const error = Math.sqrt(was.variance / before.length + is.variance / now.length);
  const z =
    error === 0 ? Math.sign(is.mean - was.mean) * (is.mean === was.mean ? 0 : 1_000) : (is.mean - was.mean) / error;
  return { before: was.mean, now: is.mean, z };
}

function momentsOf(values: readonly number[]): { readonly mean: number; readonly variance: number } {
  const mean = values.reduce((sum, one) => sum + one, 0) / values.length;
  const squares = values.reduce((sum, one) => sum + (one - mean) ** 2, 0);
  return { mean, variance: values.length < 2 ? 0 : squares / (values.length - 1) };
}

export function percentOf({ before, now }: Side): number {
  return before === 0 ? (now === 0 ? 0 : 1_000) : ((now - before) * 100) / before;
}

type Othering = {
  readonly months: readonly Day[];
  readonly month: Day;
  readonly cohort: Cohort;
  readonly a: Months;
};

function others(b: Months, { months, month, cohort, a }: Othering): number {
  const rest = (one: Day): number => {
    const mine = new Set(peopleOf(a, one, cohort));
    let sum = 0;
    for (const [person, units] of b.get(one) ?? []) if (!mine.has(person)) sum += units;
    return sum;
  };
  const before = months.reduce((sum, one) => sum + rest(one), 0) / months.length;
  return before === 0 ? 0 : ((rest(month) - before) * 100) / before;
}

function byMonth(rows: readonly PersonMonth[]): Months {
  const found = new Map<Day, Map<string, number>>();
  for (const { person, month, units } of rows) {
    const people = found.get(month) ?? new Map<string, number>();
    found.set(month, people);
    people.set(person, (people.get(person) ?? 0) + units);
  }
  return found;
}
