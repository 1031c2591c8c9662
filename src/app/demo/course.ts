import { type Day, daysBetween, plusDays, type Random, seeded } from '#base';
import { ageOn, type Identity } from './identity.ts';

export const PROCESSES = [
  'hba1c',
  'blood-pressure',
  'cholesterol',
  'creatinine',
  'urine-albumin',
  'foot-check',
  'bmi',
  'smoking',
] as const;
export type Process = (typeof PROCESSES)[number];

export type Recorder = 'practice' | 'acute' | 'community';

/** Something that was done or found on a day, before any organisation writes it down. */
export type Entry = {
  readonly what: Process;
  readonly on: Day;
  readonly value: number;
  readonly second?: number;
  readonly by: Recorder;
  /** Written down with a code nobody else knows: done, and counted nowhere. */
  readonly localCode?: boolean;
};

export type Issue = { readonly medicine: Medicine; readonly on: Day; readonly active: boolean };
export type Medicine = 'metformin' | 'empagliflozin' | 'insulin' | 'atorvastatin' | 'ramipril';

export type Course = {
  readonly diabetes?: { readonly type: 1 | 2; readonly since: Day };
  readonly hypertension?: Day;
  readonly heartDisease?: Day;
  readonly depression?: Day;
  /** The day of a fall of the last two years. */
  readonly fall?: Day;
  readonly frail: boolean;
  readonly entries: readonly Entry[];
  readonly issues: readonly Issue[];
  /** Days of hospital stays: admitted and discharged. */
  readonly stays: readonly (readonly [Day, Day])[];
  readonly goal?: number;
  readonly allergy: boolean;
};

/** How well a practice does each check, as log-odds on top of everybody's; the outliers and the code variance are planted here. */
export type PracticeHabit = {
  readonly quality: number;
  readonly weakAt: readonly Process[];
  /** Share of HbA1c results recorded with a local code. */
  readonly localCode: number;
  /** Whether it goes on treating the blood pressure of the oldest where others stop. */
  readonly overTreats: boolean;
};

const BASE: Readonly<Record<Process, number>> = {
  hba1c: 2.4,
  'blood-pressure': 2.6,
  cholesterol: 2.0,
  creatinine: 2.2,
  'urine-albumin': 0.8,
  'foot-check': 1.3,
  bmi: 1.4,
  smoking: 2.3,
};

/** Five years of a person's care: results drift, medicines follow, checks are missed where care is thin. */
export function course(
  random: Random,
  person: Identity,
  kind: 'diabetes' | 'frail' | 'well',
  setting: { readonly habit: PracticeHabit; readonly today: Day; readonly density: number },
): Course {
  const { today } = setting;
  const begin = plusDays(today, -1_825);
  const age = ageOn(person.born, today);
  const heartDisease = random() < (age > 65 ? 0.2 : 0.05) ? before(random, today, person.born) : undefined;
  const hypertension = random() < (age > 60 ? 0.6 : 0.25) ? before(random, today, person.born) : undefined;
  const depression = random() < 0.12 ? before(random, today, person.born) : undefined;
  const diabetes =
    kind === 'diabetes'
      ? { type: age < 45 && random() < 0.5 ? (1 as const) : (2 as const), since: before(random, begin, person.born) }
      : undefined;
  const reviewed = diabetes ? reviews(random, person, setting, diabetes.type) : { entries: [], issues: [] };
  const statin = statins(random, {
    today,
    begin,
    wanted: heartDisease !== undefined || (diabetes !== undefined && age >= 40),
    age,
  });
  const entries = kind === 'frail' ? pressures(random, begin, today) : reviewed.entries;
  return {
    ...(diabetes ? { diabetes } : {}),
    ...(hypertension ? { hypertension } : {}),
    ...(heartDisease ? { heartDisease } : {}),
    ...(depression ? { depression } : {}),
    ...fallOf(person, today),
    frail: kind === 'frail',
    entries: hypertension && age >= OLDEST ? eased(entries, setting) : entries,
    issues: [
      ...reviewed.issues,
      ...statin,
      ...pressureTablets(treatedFor(person, hypertension, today), begin, today),
    ].sort((a, b) => (a.on < b.on ? -1 : 1)),
    stays: stays(random, kind === 'frail' ? 1.6 : 0.25, begin, today),
    ...(random() < 0.35 ? { goal: Math.floor(random() * 8) } : {}),
    allergy: random() < 0.12,
  };
}

/** A review runs in two steps: blood and urine first, the visit when the results are there. */
const TESTED_BEFORE: readonly Process[] = ['hba1c', 'cholesterol', 'creatinine', 'urine-albumin'];

type Setting = { readonly habit: PracticeHabit; readonly today: Day; readonly density: number };

function reviews(random: Random, person: Identity, setting: Setting, type: 1 | 2): Pick<Course, 'entries' | 'issues'> {
  const engagement = normal(random) * 0.8;
  const adherent = random() < 0.75;
  const podiatry = random() < 0.6;
  const attendsHospital = random() < (type === 1 ? 0.5 : 0.1);
  const entries: Entry[] = [];
  const issues: Issue[] = [];
  const anniversary = Math.floor(random() * 365);
  const ladder: readonly Medicine[] = type === 1 ? ['insulin'] : ['metformin', 'empagliflozin', 'insulin'];
  let level = 56 + normal(random) * 13;
  let step = type === 1 ? 1 : Math.floor(random() * 2);
  for (let year = 0; year < 5; year += 1) {
    const on = plusDays(setting.today, -1_825 + year * 365 + anniversary);
    if (on > setting.today) break;
    const odds = (what: Process) =>
      logistic(
        BASE[what] +
          setting.habit.quality +
          engagement -
          (setting.habit.weakAt.includes(what) ? 2.2 : 0) +
          (person.deprivation - 5.5) * 0.09,
      );
    const toVisit = 7 + Math.floor(random() * 14);
    for (const what of PROCESSES) {
      if (random() >= odds(what)) continue;
      const done = within(plusDays(on, TESTED_BEFORE.includes(what) ? 0 : toVisit), setting.today);
      if (done) entries.push(entry(random, what, { on: done, level, person, podiatry, habit: setting.habit }));
    }
    if (attendsHospital)
      pushIf(entries, hospitalResult(random, plusDays(on, 90 + Math.floor(random() * 60)), level, setting.today));
    if (setting.density > 1) pushIf(entries, extraReading(random, plusDays(on, 180), level, setting.today));
    if (level > 58 && step < ladder.length && random() < 0.6) step += 1;
    for (const medicine of ladder.slice(0, step))
      issues.push({ medicine, on, active: year === 4 || plusDays(on, 365) > setting.today });
    level = Math.max(38, level + 2 + normal(random) * 4 - (adherent && step > 0 && level > 58 ? 9 : 0));
  }
  return { entries, issues };
}

type Moment = {
  readonly on: Day;
  readonly level: number;
  readonly person: Identity;
  readonly podiatry: boolean;
  readonly habit: PracticeHabit;
};

function entry(random: Random, what: Process, moment: Moment): Entry {
  const { on, level, podiatry, habit } = moment;
  const by = what === 'foot-check' && podiatry ? 'community' : 'practice';
  const at = (value: number, more: Partial<Entry> = {}): Entry => ({ what, on, value, by, ...more });
  switch (what) {
    case 'hba1c':
      return at(
        clamp(Math.round(level + normal(random) * 2), 30, 150),
        random() < habit.localCode ? { localCode: true } : {},
      );
    case 'blood-pressure':
      return at(clamp(Math.round(134 + normal(random) * 14), 90, 210), {
        second: clamp(Math.round(79 + normal(random) * 9), 50, 120),
      });
    case 'cholesterol':
      return at(clamp(round(4.4 + normal(random) * 0.9, 1), 2, 9));
    case 'creatinine':
      return at(clamp(Math.round(82 + normal(random) * 20), 40, 400));
    case 'urine-albumin':
      return at(clamp(round(Math.exp(0.6 + normal(random)), 1), 0.2, 150));
    case 'bmi':
      return at(clamp(round(30 + normal(random) * 5, 1), 16, 60));
    case 'smoking':
      return at(random() < 0.15 ? 1 : 0);
    case 'foot-check':
      return at(random() < 0.2 ? 2 : 1);
  }
}

function hospitalResult(random: Random, on: Day, level: number, today: Day): Entry | undefined {
  return on > today
    ? undefined
    : { what: 'hba1c', on, value: clamp(Math.round(level + normal(random) * 3), 30, 150), by: 'acute' };
}

function extraReading(random: Random, on: Day, level: number, today: Day): Entry | undefined {
  return on > today
    ? undefined
    : { what: 'hba1c', on, value: clamp(Math.round(level + normal(random) * 3), 30, 150), by: 'practice' };
}

function pressures(random: Random, begin: Day, today: Day): readonly Entry[] {
  return Array.from({ length: 8 }, (_, index) => plusDays(begin, index * 225 + Math.floor(random() * 60)))
    .filter((on) => on <= today)
    .map((on) => ({
      what: 'blood-pressure' as const,
      on,
      value: clamp(Math.round(138 + normal(random) * 16), 90, 210),
      second: clamp(Math.round(76 + normal(random) * 9), 45, 120),
      by: 'practice' as const,
    }));
}

function statins(random: Random, about: { today: Day; begin: Day; wanted: boolean; age: number }): readonly Issue[] {
  if (!about.wanted || random() > 0.78) return [];
  const stops = random() < 0.12 ? 2 + Math.floor(random() * 3) : 5;
  return Array.from({ length: stops }, (_, year) => plusDays(about.begin, year * 365 + 40 + Math.floor(random() * 300)))
    .filter((on) => on <= about.today)
    .map((on) => ({ medicine: 'atorvastatin' as const, on, active: daysBetween(on, about.today) < 366 }));
}

/** Around this age practices let a pressure be a little higher. A year less than measures ask, so that month ends of the year are alike. */
const OLDEST = 79;
const EASED_DAYS = 730;

/** Systolic pressures of the oldest who are treated: not let fall under 122; in the last two years far under it where a practice treats on. */
function eased(entries: readonly Entry[], { habit, today }: Setting): readonly Entry[] {
  return entries.map((one) => {
    if (one.what !== 'blood-pressure') return one;
    const on = habit.overTreats && daysBetween(one.on, today) <= EASED_DAYS;
    return on
      ? { ...one, value: 101 + (one.value % 17), second: Math.min(one.second ?? 70, 66) }
      : { ...one, value: Math.max(122, one.value) };
  });
}

/** Of the oldest everybody is on tablets against high pressure, of others three in four. */
function treatedFor({ index, born }: Identity, hypertension: Day | undefined, today: Day): Day | undefined {
  return ageOn(born, today) >= OLDEST || seeded(index * 613 + 29)() < 0.75 ? hypertension : undefined;
}

/** Of those past 66 one in five fell in the year before last, and one in eight in the last: a complication that became rarer. */
function fallOf({ index, born }: Identity, today: Day): Pick<Course, 'fall'> {
  if (ageOn(born, today) < 67) return {};
  const random = seeded(index * 809 + 71);
  const which = random();
  if (which < 0.2) return { fall: plusDays(today, -(480 + Math.floor(random() * 180))) };
  return which < 0.325 ? { fall: plusDays(today, -(60 + Math.floor(random() * 240))) } : {};
}

/** Begun on the day of the diagnosis and issued every year since. No chance in it: what else happens to anybody stays as it was. */
function pressureTablets(since: Day | undefined, begin: Day, today: Day): readonly Issue[] {
  if (since === undefined) return [];
  const first = since > begin ? since : begin;
  const years = Math.floor(daysBetween(first, today) / 365);
  return Array.from({ length: years + 1 }, (_, year) => plusDays(first, year * 365)).map((on) => ({
    medicine: 'ramipril' as const,
    on,
    active: daysBetween(on, today) < 366,
  }));
}

function stays(random: Random, perFiveYears: number, begin: Day, today: Day): readonly (readonly [Day, Day])[] {
  const count = Math.floor(perFiveYears * 2 * random());
  return Array.from({ length: count }, () => plusDays(begin, Math.floor(random() * 1_790)))
    .sort()
    .map((on) => [on, plusDays(on, 1 + Math.floor(random() * 12))] as const)
    .filter(([, left]) => left <= today);
}

/** A day up to 15 years before, never before the person was born. */
function before(random: Random, latest: Day, born: Day): Day {
  const room = Math.max(1, Math.min(5_475, daysBetween(born, latest) - 1));
  return plusDays(latest, -Math.floor(random() * room));
}

function within(on: Day, today: Day): Day | undefined {
  return on > today ? undefined : on;
}

function pushIf<T>(list: T[], one: T | undefined): void {
  if (one !== undefined) list.push(one);
}

function logistic(x: number): number {
  return 1 / (1 + Math.exp(-x));
}

/** Standard normal by the sum of twelve uniforms: exact enough, and the same on every machine. */
function normal(random: Random): number {
  let sum = -6;
  for (let n = 0; n < 12; n += 1) sum += random();
  return sum;
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}

function round(value: number, decimals: number): number {
  return Math.round(value * 10 ** decimals) / 10 ** decimals;
}
