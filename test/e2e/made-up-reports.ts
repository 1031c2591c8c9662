import { day } from '#base';
import type { Comparison, MonthlyReport, ReportOverview } from '#insight/contract';
// What a story shows is worked out by the product's own rules, so that a picture cannot tell what the program would not.
import { cellsOf, hashOf, qualityOf } from '../../src/insight/report/cells.ts';
import { reportsIn } from '../../src/insight/report/months.ts';

const ELM = 'Organization/elm';

const months = (late: boolean) => [
  { month: day('2026-09-01'), due: day('2026-10-07'), state: 'running' as const, complete: 91 },
  {
    month: day('2026-08-01'),
    due: day('2026-09-07'),
    state: late ? ('late' as const) : ('submitted-late' as const),
    complete: 83,
    byDue: 69,
    ...(late ? {} : { submitted: { number: 2, at: '2026-09-09T10:00:00.000Z' } }),
  },
  {
    month: day('2026-07-01'),
    due: day('2026-08-07'),
    state: 'submitted' as const,
    submitted: { number: 1, at: '2026-08-02T10:00:00.000Z' },
  },
];

export const MONTHS: ReportOverview = {
  title: 'Monthly report of a facility’s visits',
  source: 'After the monthly out-patient report of a health unit.',
  unverified: ['Names of data elements are Concord’s own.'],
  facilities: [
    {
      organization: ELM,
      name: 'Elm Tree Surgery',
      own: true,
      months: months(false),
      reports: reportsIn(months(false), day('2026-09-20')),
    },
    {
      organization: 'Organization/hc',
      name: 'مركز صحي <b>٣</b>',
      own: false,
      months: months(true),
      reports: reportsIn(months(true), day('2026-09-20')),
    },
  ],
  reports: reportsIn([...months(false), ...months(true)], day('2026-09-20')),
};

const ROWS = [
  { element: 1, sex: 'female', age: 44, count: 1_204 },
  { element: 1, sex: 'male', age: 71, count: 988 },
  { element: 1, sex: null, age: 3, count: 12 },
  { element: 2, sex: 'female', age: 63, count: 210 },
  { element: 6, sex: 'female', age: 63, count: 402 },
  { element: 1_000, sex: 'female', age: 44, count: 1_830 },
  { element: 2_000, sex: 'female', age: 44, count: 2 },
];

const CELLS = cellsOf(ROWS);

export const MONTHLY: MonthlyReport = {
  organization: ELM,
  name: 'Elm Tree Surgery',
  title: MONTHS.title,
  unverified: MONTHS.unverified,
  month: months(false)[1] ?? { month: day('2026-08-01'), due: day('2026-09-07'), state: 'late' },
  cells: CELLS,
  hash: hashOf(CELLS),
  quality: qualityOf(ROWS),
  submissions: [
    { number: 2, at: '2026-09-09T10:00:00.000Z', by: 'جوان Pritchard' },
    { number: 1, at: '2026-09-08T10:00:00.000Z', by: 'Joan Pritchard' },
  ],
  changes: [{ words: 'Visits', part: 'female 20-59', before: 1_201, now: 1_204 }],
  may: { submit: true },
};

export const MONTHLY_NONE: MonthlyReport = {
  ...MONTHLY,
  month: { month: day('2026-09-01'), due: day('2026-10-07'), state: 'running' },
  cells: cellsOf([]),
  quality: qualityOf([]),
  submissions: [],
  changes: [],
  may: { submit: false },
};

export const COMPARED: Comparison = {
  same: 190,
  differences: [
    {
      words: 'Visits',
      part: 'female 20-59',
      here: 1_204,
      there: '1201',
      cause: 'came-late',
      because: 'They hold what was submitted; 3 of it were recorded or put right here since. Submit a correction.',
    },
    {
      words: 'TYPED_BY_HAND',
      part: '',
      here: undefined,
      there: '4',
      cause: 'unknown-here',
      because: 'This report (monthly-visits 1) has no such figure: it is typed there, or mapped to another.',
    },
  ],
};
