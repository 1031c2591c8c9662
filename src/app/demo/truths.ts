import { type Day, plusMonths } from '#base';
import type { Entry } from './course.ts';
import { PROCESSES, type Process } from './course.ts';
import { ageOn } from './identity.ts';
import { percent } from './other-records.ts';
import type { Planted } from './population.ts';

export type Count = { met: number; of: number };

/** What the demonstration knows of itself: every detector has an answer here to be held against. */
export type Truths = {
  readonly today: Day;
  readonly people: number;
  /** By practice id, then by measure id of the diabetes pack: the figures a perfect reader of the records would find. */
  readonly measures: Readonly<Record<string, Readonly<Record<string, Count>>>>;
  /** NHS number -> source records ('organisation|source id') that are this person. */
  readonly records: Readonly<Record<string, readonly string[]>>;
  /** Source records whose link should wait for a human. */
  readonly doubtful: readonly string[];
  /** NHS numbers of people who are alike and not the same. */
  readonly twins: readonly (readonly [string, string])[];
  readonly outlier: { readonly practice: string; readonly weakAt: readonly string[] };
  /** Who is past 80, on tablets against high pressure, and was under 120 when it was measured last. */
  readonly overTreated: { readonly practice: string; readonly measure: string; readonly people: number };
  readonly codeVariance: { readonly practice: string; readonly code: string; readonly results: number };
  /** What moved from the trust to the council: in which month, for how many people. */
  readonly movement: { readonly month: Day; readonly people: number };
};

const MEASURE: Readonly<Record<Process, string>> = {
  hba1c: 'hba1c-recorded',
  'blood-pressure': 'blood-pressure-recorded',
  cholesterol: 'cholesterol-recorded',
  creatinine: 'creatinine-recorded',
  'urine-albumin': 'urine-albumin-recorded',
  'foot-check': 'foot-checked',
  bmi: 'bmi-recorded',
  smoking: 'smoking-recorded',
};

/** Gathers truths while the people stream past; its logic is its own, not that of the measure engine. */
export function truthKeeper(today: Day): {
  readonly see: (planted: Planted, practice: string) => void;
  readonly told: (fixed: Pick<Truths, 'outlier' | 'movement'>) => Truths;
} {
  const measures: Record<string, Record<string, Count>> = {};
  const records: Record<string, string[]> = {};
  const doubtful: string[] = [];
  const twins: (readonly [string, string])[] = [];
  let people = 0;
  let localCodes = 0;
  let localPractice = '';
  let [overTreated, overPractice] = [0, ''];
  const last = new Map<string, Planted>();
  return {
    see(planted, practice) {
      people += 1;
      const { person } = planted;
      records[person.nhs] = sourcesOf(planted, practice);
      doubtful.push(...planted.doubtful.map((source) => sourceId(source, planted)));
      const before = last.get(practice);
      if (
        before &&
        before.person.family === person.family &&
        before.person.born === person.born &&
        before.person.line === person.line
      )
        twins.push([before.person.nhs, person.nhs]);
      last.set(practice, planted);
      const local = planted.course.entries.filter((entry) => entry.localCode).length;
      if (local > 0) localPractice = practice;
      localCodes += local;
      if (tooLow(planted, today)) {
        overTreated += 1;
        overPractice = practice;
      }
      if (planted.course.diabetes) count((measures[practice] ??= {}), planted, today);
    },
    told: (fixed) => ({
      today,
      people,
      measures,
      records,
      doubtful,
      twins,
      ...fixed,
      overTreated: { practice: overPractice, measure: 'bal-pressure-over-treated', people: overTreated },
      codeVariance: { practice: localPractice, code: 'XE24T', results: localCodes },
    }),
  };
}

function count(tallies: Record<string, Count>, planted: Planted, today: Day): void {
  const { course, person } = planted;
  const since = plusMonths(today, -12);
  const add = (id: string, counted: boolean, met: boolean) => {
    const tally = (tallies[id] ??= { met: 0, of: 0 });
    if (counted) tally.of += 1;
    if (counted && met) tally.met += 1;
  };
  const recent = (what: Process) =>
    course.entries.filter((e) => e.what === what && !e.localCode && e.on <= today && e.on >= since);
  for (const what of PROCESSES) add(MEASURE[what], true, recent(what).length > 0);
  add(
    'all-eight',
    true,
    PROCESSES.every((what) => recent(what).length > 0),
  );
  const hba1c = latestMean(recent('hba1c'));
  add('hba1c-58', hba1c !== undefined, hba1c !== undefined && hba1c <= 58);
  const pressure = recent('blood-pressure').sort((a, b) => (a.on < b.on ? 1 : -1))[0];
  add(
    'blood-pressure-140-90',
    pressure !== undefined,
    pressure !== undefined && pressure.value <= 140 && (pressure.second ?? 999) <= 90,
  );
  const age = ageOn(person.born, today);
  const statin = course.issues.some(
    (issue) => issue.medicine === 'atorvastatin' && issue.on <= today && issue.on >= since,
  );
  add('statin-prevention', course.heartDisease !== undefined || (age >= 40 && age <= 80), statin);
}

function tooLow({ course, person }: Planted, today: Day): boolean {
  const since = plusMonths(today, -12);
  if (!course.hypertension || ageOn(person.born, today) < 80) return false;
  const last = course.entries
    .filter(({ what, on }) => what === 'blood-pressure' && on >= since && on <= today)
    .sort((a, b) => (a.on < b.on ? 1 : -1))[0];
  return last !== undefined && last.value < 120;
}

function latestMean(entries: readonly Entry[]): number | undefined {
  const on = entries
    .map((entry) => entry.on)
    .sort()
    .at(-1);
  if (on === undefined) return undefined;
  const values = entries
    .filter((entry) => entry.on === on)
    .map((entry) => (entry.by === 'acute' ? back(percent(entry.value)) : entry.value));
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** A percentage back in mmol/mol, whole: what a reader of the hospital's record sees. */
function back(value: number): number {
  return Math.round((value - 2.15) * 10.929);
}

function sourcesOf(planted: Planted, practice: string): string[] {
  return [
    `${practice}|${planted.person.nhs}`,
    ...(['hospital', 'community', 'council', 'charity'] as const)
      .filter((source) => planted[source])
      .map((source) => sourceId(source, planted)),
  ];
}

function sourceId(source: 'hospital' | 'community' | 'council' | 'charity', { person }: Planted): string {
  const { index } = person;
  if (source === 'hospital') return `acute|H${400_000 + index * 7}`;
  if (source === 'community') return `community|C${70_000 + index * 3}`;
  return source === 'council' ? `council|SC${20_000 + index}` : `charity|N${500 + index}`;
}
