import type { Outliers } from '#insight/contract';
import { DASHBOARD, LACKING, MEASURES, PLACES } from './made-up-measures.ts';
import { SIGNALS } from './made-up-signals.ts';
import { TODAY } from './made-up-record.ts';

const rows = SIGNALS.funnel?.rows ?? [];
const [first, second] = MEASURES;
const whole = { whole: SIGNALS.funnel?.whole ?? { met: 0, of: 0 }, compared: rows.length };

/** A practice far below, one far above, and a measure by which none stands out. */
export const OUTLIERS: Outliers = {
  use: DASHBOARD.use,
  place: SIGNALS.place,
  places: PLACES,
  asAt: TODAY,
  tooLittle: [
    {
      id: first?.id ?? '',
      title: first?.title ?? '',
      tally: whole.whole,
      ...whole,
      practices: rows.filter(({ band }) => band === 'far-below'),
      hidden: 1,
      people: { total: 31, first: LACKING },
    },
    {
      id: second?.id ?? '',
      title: second?.title ?? '',
      tally: whole.whole,
      ...whole,
      practices: [],
      hidden: 0,
      people: { total: 0, first: [] },
    },
  ],
  moreThanHelps: [
    {
      id: 'bal-glucose-over-treated',
      title: 'Glucose treated beyond what helps',
      ...whole,
      practices: rows.slice(0, 1).map((row) => ({ ...row, band: 'above' as const })),
      hidden: 2,
    },
  ],
};

export const OUTLIERS_NONE: Outliers = { ...OUTLIERS, tooLittle: [], moreThanHelps: [] };
