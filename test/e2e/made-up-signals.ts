import { day, plusDays, plusMonths } from '#base';
import type { MeasureSignals, Tally } from '#insight/contract';
// What a story shows is worked out by the product's own rules, so that a picture cannot tell what the program would not.
import { funnelOf } from '../../src/insight/statistics/funnel.ts';
import { pCourse, xmrCourse } from '../../src/insight/statistics/course.ts';
import { PERCENT } from '../../src/insight/statistics/limits.ts';
import { meaningOf } from '../../src/insight/statistics/series.ts';
import { stretchesOf } from '../../src/insight/statistics/stretch.ts';
import { caterpillarIn, standardisedIn } from '../../src/insight/signals/between.ts';
import { effectsIn } from '../../src/insight/signals/effects.ts';
import { stretchWords } from '../../src/insight/signals/words.ts';
import { DASHBOARD, PLACES } from './made-up-measures.ts';
import { TODAY } from './made-up-record.ts';

const START = day('2024-10-01');
const PERCENTS = [
  58, 59.5, 57.8, 59, 58.6, 60.1, 58.9, 59.6, 58.2, 59.3, 58.8, 59.9, 59.1, 64.8, 66, 65.4, 67.1, 66.3, 68, 67.2, 66.1,
  67.5, 66.8, 67,
];
const POINTS = PERCENTS.map((value, at) => ({
  day: plusDays(plusMonths(START, at + 1), -1),
  ...(at === 5 ? {} : { value }),
}));
/** Of those who had it recorded in the month, how many; as many people more in winter. */
const MONTHS = PERCENTS.map((percent, at) => {
  const of = 210 + ((at * 37) % 90);
  const met = Math.round((of * (percent + (at < 13 ? 0 : 4))) / 100) + ((at * 11) % 9) - 4;
  return { day: POINTS[at]?.day ?? START, ...(at === 5 ? {} : { share: { met, of } }) };
});
const PRACTICES: readonly Tally[] = [
  { met: 463, of: 688 },
  { met: 640, of: 905 },
  { met: 214, of: 302 },
  { met: 322, of: 640 },
  { met: 88, of: 131 },
];

const ROWS = PRACTICES.flatMap((tally, at) => {
  const place = PLACES.filter(({ level }) => level === 'practice')[at];
  return place ? [{ place, tally }] : [];
});

/** A third of everybody is under 60 and does less well; the last practice is told only as a whole. */
const BY_AGE = {
  dimension: 'age',
  title: 'Age',
  strata: ['age:40', 'age:60'],
  whole: sum(PRACTICES),
  all: parts(sum(PRACTICES), 0.34),
  places: ROWS.map((row, at) => ({
    ...row,
    parts: at === ROWS.length - 1 ? new Map<string, Tally>() : parts(row.tally, 0.2 + at * 0.1),
  })),
};

function sum(tallies: readonly Tally[]): Tally {
  return tallies.reduce((whole, one) => ({ met: whole.met + one.met, of: whole.of + one.of }));
}

function parts({ met, of }: Tally, young: number): ReadonlyMap<string, Tally> {
  const few = { met: Math.round(met * young * 0.85), of: Math.round(of * young) };
  return new Map([
    ['age:40', few],
    ['age:60', { met: met - few.met, of: of - few.of }],
  ]);
}

export const SIGNALS: MeasureSignals = signalsFrom([]);
export const SIGNALS_PHASED: MeasureSignals = signalsFrom([
  { id: '4', since: day('2025-11-01'), reason: 'Samples are taken at the foot clinic', by: 'Sam Adeyemi' },
]);
export const SIGNALS_FEW: MeasureSignals = {
  ...SIGNALS,
  points: SIGNALS.points
    .slice(-5)
    .map((point) => ({ day: point.day, ...(point.percent === undefined ? {} : { percent: point.percent }) })),
  missing: 7,
  signals: [],
  ...monthsUpTo(5),
  declares: false,
};

function monthsUpTo(count: number): Pick<MeasureSignals, 'months'> {
  const points = MONTHS.slice(-count).map(({ day: end, share }) => ({
    day: end,
    ...(share ? { tally: share, percent: (share.met * 100) / share.of } : {}),
  }));
  return { months: { kind: 'done', of: ['Urine albumin'], points, missing: 12 - count, signals: [] } };
}

function signalsFrom(phases: MeasureSignals['phases']): MeasureSignals {
  const course = xmrCourse(
    POINTS,
    PERCENT,
    phases.map(({ since }) => since),
  );
  const months = pCourse(
    MONTHS,
    phases.map(({ since }) => since),
  );
  const places = PLACES.filter(({ level }) => level === 'practice');
  const funnel = funnelOf(
    PRACTICES.flatMap((share, at) => {
      const place = places[at];
      return place ? [{ place, share }] : [];
    }),
  );
  return {
    use: DASHBOARD.use,
    id: 'acr',
    title: 'Urine albumin recorded',
    direction: 'up',
    place: DASHBOARD.place,
    asAt: TODAY,
    points: course.points.map(({ day: at, value, limits }) => ({
      day: at,
      ...(value === undefined ? {} : { percent: value }),
      ...(limits ? { limits } : {}),
    })),
    missing: course.phases.at(-1)?.missing ?? 0,
    signals: told(course),
    months: {
      kind: 'reached',
      of: ['Urine albumin'],
      points: months.points.map(({ day: at, value, limits }, month) => ({
        day: at,
        ...(value === undefined ? {} : { percent: value }),
        ...(limits ? { limits } : {}),
        ...(MONTHS[month]?.share ? { tally: MONTHS[month].share } : {}),
      })),
      missing: months.phases.at(-1)?.missing ?? 0,
      signals: told(months),
    },
    phases,
    caterpillar: caterpillarIn(ROWS),
    standardised: standardisedIn([BY_AGE]),
    effects: effectsIn(POINTS, phases, [
      {
        id: 'change-3',
        since: day('2025-11-01'),
        change: 'The foot clinic moves to Elm Tree Surgery',
        page: '/sentinels/3',
      },
      {
        id: 'programme-1-c2',
        since: day('2026-06-15'),
        change: 'Reminders by text message',
        page: '/programmes/1',
      },
    ]),
    ...(funnel
      ? {
          funnel: {
            whole: funnel.whole,
            hidden: 1,
            rows: funnel.points.map(({ share, ...row }) => ({
              ...row,
              tally: share,
              percent: (share.met * 100) / share.of,
            })),
          },
        }
      : {}),
    declares: true,
  };
}

function told(course: ReturnType<typeof pCourse>): MeasureSignals['signals'] {
  return stretchesOf(course.signals).map((stretch) => {
    const [from, to] = [POINTS[stretch.from]?.day ?? TODAY, POINTS[stretch.to]?.day ?? TODAY];
    const meaning = meaningOf(stretch, 'up');
    return { rules: stretch.rules, from, to, meaning, words: stretchWords(stretch, { from, to }) };
  });
}
