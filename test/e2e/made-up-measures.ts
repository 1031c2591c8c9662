import { day } from '#base';
import type {
  Dashboard,
  InspectionShown,
  LackingPerson,
  MeasureRow,
  MeasureView,
  Place,
  DeclaredUse,
  Why,
} from '#insight/contract';
import { TODAY } from './made-up-record.ts';

/** Made-up figures of one partnership. */
const ALL: Place = { id: 'all', name: 'Thames Valley partnership', level: 'partnership' };
export const PLACES: readonly Place[] = [
  ALL,
  { id: 'north', name: 'North', level: 'locality' },
  { id: 'city', name: 'City', level: 'locality' },
  ...[
    'Elm Tree Surgery',
    'High Street Practice',
    'Mill Lane Health Centre',
    'Riverbank Surgery',
    'St Anne’s',
    'The Old Bakery Practice',
  ].map((name): Place => ({ id: name.toLowerCase().replace(/\W+/g, '-'), name, level: 'practice' })),
  { id: 'podiatry', name: 'Podiatry team', level: 'team' },
  { id: 'district-nurses', name: 'District nurses', level: 'team' },
];

type Named = Pick<MeasureRow, 'id' | 'title' | 'kind'>;

function row(named: Named, percents: readonly number[], aim?: number): MeasureRow {
  const of = 4128;
  const history = percents.map((percent, at) => {
    const end = new Date(Date.UTC(2026, 9 - (percents.length - at), 0));
    return { day: day(end.toISOString().slice(0, 10)), tally: { met: Math.round((percent * of) / 100), of } };
  });
  const tally = history.at(-1)?.tally;
  const base = { ...named, version: '2026.1', history, ...(tally ? { tally } : {}) };
  return aim === undefined ? base : { ...base, aim };
}

const walk = (from: number, to: number, seed: number) =>
  Array.from({ length: 24 }, (_, at) => from + ((to - from) * at) / 23 + Math.sin(at * seed) * 1.4);

export const MEASURES: readonly MeasureRow[] = [
  row({ id: 'hba1c', title: 'HbA1c recorded', kind: 'process' }, walk(86, 88.4, 2), 95),
  row({ id: 'bp', title: 'Blood pressure recorded', kind: 'process' }, walk(90, 91.2, 3), 95),
  row({ id: 'chol', title: 'Cholesterol recorded', kind: 'process' }, walk(84, 85.9, 5), 90),
  row({ id: 'creat', title: 'Serum creatinine recorded', kind: 'process' }, walk(88.4, 90.1, 7), 90),
  row({ id: 'acr', title: 'Urine albumin recorded', kind: 'process' }, walk(58, 67, 2.2), 75),
  row({ id: 'foot', title: 'Foot check', kind: 'process' }, walk(72, 76.1, 4.1), 85),
  row({ id: 'bmi', title: 'Body mass index recorded', kind: 'process' }, walk(80, 76.8, 1.4), 90),
  row({ id: 'smoke', title: 'Smoking status recorded', kind: 'process' }, walk(91, 91.2, 3.1), 95),
  row({ id: 'eight', title: 'All eight care processes', kind: 'process' }, walk(52, 61.3, 2.7), 70),
  row({ id: 't-hba1c', title: 'HbA1c 58 mmol/mol or below', kind: 'target' }, walk(61, 63.2, 2), 68),
  row({ id: 't-bp', title: 'Blood pressure 140/90 or below', kind: 'target' }, walk(68.8, 69.1, 3.7)),
  {
    id: 't-statin',
    version: '2026.1',
    title: 'On a statin',
    kind: 'target',
    why: 'too few people to show',
    history: [],
  },
];

const USE: DeclaredUse = {
  purpose: 'planning',
  identifiability: 'aggregate',
  because: ['Nobody can be recognised in it, so the opt-out does not reach it (National data opt-out).'],
};

export const CARE_USE: DeclaredUse = {
  purpose: 'direct-care',
  identifiability: 'identifiable',
  because: ['The opt-out is about other uses (National data opt-out).'],
};

export const DASHBOARD: Dashboard = {
  use: USE,
  place: ALL,
  places: PLACES,
  asAt: TODAY,
  pack: 'uk-nda 2026.1',
  title: 'Diabetes: eight care processes and three treatment targets',
  chosen: 'diabetes-uk 2026.1',
  packs: [
    { id: 'diabetes-uk 2026.1', title: 'Diabetes: eight care processes and three treatment targets' },
    { id: 'hypertension 2026.1', title: 'Hypertension control in its three published forms' },
  ],
  register: { met: 4128, of: 4128 },
  measures: MEASURES,
  revision: '1042',
};

const ENDS = MEASURES[0]?.history.map(({ day }) => day).reverse() ?? [];

/** Who plans is told figures of month ends, and has asked for one. */
export const MONTH_END = { asAt: ENDS[3] ?? TODAY };
export const MONTH_ENDS: Dashboard = { ...DASHBOARD, ...MONTH_END, days: ENDS };

/** Everybody is counted anew: no month ends yet. */
export const UNDERWAY: Dashboard = {
  ...DASHBOARD,
  measures: DASHBOARD.measures.map((row) => ({ ...row, history: row.history.map(({ day }) => ({ day })) })),
  underway: { percent: 37 },
};

export const VIEW: MeasureView = {
  use: USE,
  measure: MEASURES[4] as MeasureRow,
  place: ALL,
  definition: [
    'People on the diabetes register on the day, alive and registered with a practice of the place.',
    'Counted as met: a urine albumin to creatinine ratio dated within the twelve months before the day.',
    'A dipstick test does not count.',
  ],
  children: PLACES.filter(({ level }) => level === 'practice').map((place, at) => ({
    place,
    ...(at === 4 ? {} : { tally: { met: 320 + at * 42, of: 688 - at * 13 } }),
  })),
  teams: PLACES.filter(({ level }) => level === 'team').map((place, at) => ({
    place,
    ...(at === 1 ? {} : { tally: { met: 181, of: 240 } }),
  })),
  people: true,
  asAt: TODAY,
  variants: [row({ id: 'acr-audit', title: 'Urine albumin, audit of 2020-21', kind: 'process' }, walk(60, 69.5, 2.2))],
  strata: [
    {
      dimension: 'sex',
      title: 'Sex',
      rows: [
        { value: 'female', title: 'Female', tally: { met: 1380, of: 2010 } },
        { value: 'male', title: 'Male', tally: { met: 1375, of: 2110 } },
        { value: '?', title: 'Not recorded' },
      ],
      gap: { points: 3.5, lowest: 'Male', highest: 'Female' },
    },
  ],
};

/** A measure with a score, of which some of it is not told. */
export const VIEW_SCORE = {
  ...VIEW,
  score: {
    title: 'Mean score: the sum of the answers to all four',
    best: '0 is the best; more is worse',
    mean: 2.4,
    people: 412,
    asked: { met: 388, of: 1160 },
  },
} satisfies MeasureView;

/** The same as at a day in spring, as it was known then. */
export const VIEW_PAST = { ...VIEW, asAt: day('2026-03-31'), reportedOn: day('2026-03-31') } satisfies MeasureView;

export const LACKING: readonly LackingPerson[] = [
  {
    person: 'Person/p17',
    name: 'KHAN-WILLIAMS, Amina (Mrs)',
    born: '1957-07-14',
    practice: 'Elm Tree Surgery',
    last: '2025-04-02',
    next: { at: '2026-10-02T09:20:00Z', where: 'Elm Tree Surgery' },
    lacks: ['Foot check'],
  },
  {
    person: 'Person/p22',
    name: 'OKAFOR, Chidi (Mr)',
    born: '1981-02-03',
    practice: 'Elm Tree Surgery',
    lacks: ['Foot check', 'Cholesterol', 'HbA1c'],
  },
  {
    person: 'Person/p31',
    name: 'THE-VERY-LONG-DOUBLE-BARRELLED, Maximiliana Alexandrina (Ms)',
    born: '1949',
    practice: 'The Old Bakery Practice',
    last: '2024-11-30',
    lacks: [],
  },
];

export const INSPECTIONS: readonly InspectionShown[] = [
  {
    at: `${TODAY}T02:43:00.000Z`,
    today: TODAY,
    figures: 1842,
    people: 100,
    wrong: [
      { pack: 'diabetes-uk 2026.1', place: 'Mill Lane Practice', measure: 'foot-checked' },
      { pack: 'diabetes-uk 2026.1', place: 'Mill Lane Practice', measure: 'foot-checked (sex:female)' },
    ],
  },
  { at: '2026-06-01T02:43:00.000Z', today: TODAY, figures: 1839, people: 98, wrong: [] },
];

export const WHY: Why = {
  person: 'Person/p17',
  name: 'KHAN-WILLIAMS, Amina (Mrs)',
  born: '1957-07-14',
  onRegister: true,
  check: {
    measure: 'acr',
    title: 'Urine albumin recorded',
    kind: 'process',
    state: 'due',
    last: '2025-04-02',
    why: 'Urine albumin 4.2 mg/mmol on 02-Apr-2025 was the last; it counted up to 02-Apr-2026.',
  },
  facts: [
    {
      role: 'met',
      title: 'Urine albumin',
      at: day('2025-04-02'),
      value: '4.2 mg/mmol',
      source: {
        reference: 'Observation/0c8f2c71e1',
        version: 2,
        recorded: '2025-04-03T05:10:00Z',
        organization: 'Vale Hospitals NHS Trust',
        feed: 'https://feeds.example.org/laboratory',
        message: 'results-2025-04-02.ndjson',
      },
    },
    {
      role: 'register',
      title: 'Diabetes',
      at: day('2015-03-01'),
      source: {
        reference: 'Condition/77ab',
        version: 1,
        recorded: '2024-01-09T10:00:00Z',
        organization: 'Elm Tree Surgery',
      },
    },
  ],
  definition: {
    pack: 'diabetes-uk',
    version: '2026.1',
    title: 'Diabetes: eight care processes and three treatment targets',
    rules: VIEW.definition,
    agreements: [{ id: 'vale-diabetes', title: 'Diabetes measures', since: day('2026-04-01') }],
  },
};

export const WHY_MAPPED: Why = {
  ...WHY,
  facts: WHY.facts.map((fact) =>
    fact.role === 'met'
      ? {
          ...fact,
          counted: {
            system: 'https://codes.millane.example.uk',
            code: 'ACR-2',
            target: 'http://loinc.org|14959-1',
            everyone: false,
            by: 'Grace Okafor',
            approvedBy: 'Stanisław Żółtowski-Featherstonehaugh',
            since: '2026-05-20T16:00:00Z',
          },
        }
      : fact,
  ),
};

export const WHY_NOTHING: Why = {
  ...WHY,
  check: { ...WHY.check, why: 'No urine albumin is recorded.' },
  facts: [],
};
