import {
  CLASS_WORDS,
  EVERY_WORDS,
  IDENTIFIABILITY_WORDS,
  LABEL_WORDS,
  POPULATION_WORDS,
  RELATIONSHIP_WORDS,
  spaced,
} from '#agreement';
import { capital, PURPOSE_CHOICES, SEAT_WORDS } from '../../parts/words.ts';

type Words = Readonly<Record<string, string>>;

const PERIODS: Words = { month: 'Month', quarter: 'Quarter', year: 'Year' };

/** The words of closed vocabularies, by the member that takes one of them: the same as the sentence of the clause has. */
const CHOICES: Readonly<Record<string, Words>> = {
  classes: CLASS_WORDS,
  labels: LABEL_WORDS,
  sensitive: LABEL_WORDS,
  purpose: PURPOSE_CHOICES,
  purposes: PURPOSE_CHOICES,
  relationships: RELATIONSHIP_WORDS,
  role: SEAT_WORDS,
  roles: SEAT_WORDS,
  observedBy: SEAT_WORDS,
  every: EVERY_WORDS,
  identifiability: IDENTIFIABILITY_WORDS,
  'population.rule': { ...POPULATION_WORDS },
  'attribution.rule': {
    'this-funder': 'For this funder alone',
    'pro-rata': 'For each funder by what it paid',
    'first-to-pay': 'For the funder that paid first',
  },
  moves: { 'split-by-day': 'Counts by the day', 'start-of-period': 'Counts where they were when it began' },
  'body.kind': { board: 'A board', committee: 'A committee', group: 'A group' },
  'decide.by': {
    'one-member': 'One member alone',
    majority: 'By majority',
    'two-thirds': 'By two thirds',
    all: 'All together',
  },
  'evidence.by': {
    measure: 'A measure',
    search: 'A search of the record',
    decision: 'A decision',
    document: 'A paper',
  },
  shared: { each: 'For each worker alone', team: 'For all of the role together' },
  'verified.by': { 'second-person': 'Somebody else, who says so', record: 'The record, by a search' },
  varies: {
    'pro-rata': 'Counts for what is left of the period, by the day',
    'next-period': 'Counts from the next period on',
    fixed: 'Is not made',
  },
  unit: { each: 'Each', contact: 'Contact', hour: 'Hour', day: 'Day', week: 'Week' },
  settled: PERIODS,
  counted: { registered: 'Registered', resident: 'Resident' },
  worse: { above: 'Above', below: 'Below' },
  matter: { records: 'Records', money: 'Money', tasks: 'Tasks', staff: 'Staff', 'people-told': 'Telling people' },
  model: {
    block: 'A block, whatever is done',
    tariff: 'A tariff',
    'cost-per-case': 'A price for each case, with a threshold and a cap',
    capitation: 'So much a person',
    blended: 'A fixed part and a part by activity',
    'integration-premium': 'A premium for care given together',
  },
  step: {
    'use-underspends': 'By what others did not spend',
    'draw-reserve': 'From a reserve',
    split: 'Shared by parts',
    'keep-in-pool': 'Kept in the pool',
    carry: 'One carries the rest',
  },
};

export function choiceWords(path: readonly string[], value: string): string {
  const name = path.at(-1) ?? '';
  const own = path
    .slice(0, -1)
    .reverse()
    .map((around) => CHOICES[`${around}.${name}`])
    .find((one) => one !== undefined);
  return capital((own ?? CHOICES[name])?.[value] ?? spaced(value));
}

/** Words that no agreement gives a meaning to: refused where they are said, so they are not offered. */
const NOT_OFFERED: Readonly<Record<string, readonly string[]>> = {
  role: ['person', 'system'],
  roles: ['person', 'system'],
  observedBy: ['person', 'system'],
  relationships: ['self', 'safety-alert', 'safeguarding-duty', 'notification-duty', 'emergency', 'consented'],
  purpose: ['own-record'],
  purposes: ['own-record'],
  classes: ['directory'],
};

/** The words to choose from, and those that were chosen whatever they are. */
export function offered(
  path: readonly string[],
  words: readonly string[],
  chosen: readonly unknown[],
): readonly string[] {
  const not = NOT_OFFERED[path.at(-1) ?? ''] ?? [];
  return words.filter((one) => !not.includes(one) || chosen.includes(one));
}

/** For a test: whether a vocabulary has words. */
export function hasWords(path: readonly string[]): boolean {
  const name = path.at(-1) ?? '';
  return name === 'kinds' || name in CHOICES || path.some((around) => `${around}.${name}` in CHOICES);
}
