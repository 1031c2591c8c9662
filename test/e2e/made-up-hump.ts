import { day, plusMonths } from '#base';
import type { Amount, HumpForecast, HumpView } from '#money/contract';

const pounds = (minor: number): Amount => ({ minor, currency: 'GBP' });
const BOARD = { organization: 'Organization/icb', name: 'Vale Integrated Care Board' };
const TRUST = { organization: 'Organization/trust', name: 'Riverside Community Trust' };
const FROM = day('2026-04-01');

function forecast(slip: number): HumpForecast {
  let total = 0;
  const months = Array.from({ length: 26 + 2 * slip }, (_, at) => {
    const cost = at < 12 + slip ? 1_600_000 : 0;
    const saved = at < 5 + slip ? 0 : at < 12 + slip ? 900_000 : 1_250_000;
    total += cost - saved;
    return {
      month: plusMonths(FROM, at),
      cost: pounds(cost),
      saved: pounds(saved),
      total: pounds(total),
      recorded: at < 5,
    };
  });
  const peak = months.reduce((a, b) => (b.total.minor > a.total.minor ? b : a));
  const met = months.find(({ month, total: left }) => month > peak.month && left.minor <= 0)?.month;
  return { months, peak: { month: peak.month, amount: peak.total }, ...(met === undefined ? {} : { met }) };
}

export const HUMP: HumpView = {
  instrument: 'vale-pooled-fund',
  clause: 'foot-clinics',
  title: 'Vale section 75 agreement for community diabetes care',
  fund: 'foot clinics near home',
  by: BOARD,
  to: TRUST,
  all: pounds(12_000_000),
  given: pounds(7_000_000),
  paidBack: pounds(450_000),
  paragraph: '12',
  from: FROM,
  until: day('2027-03-31'),
  released: 'transition money',
  tranches: [
    {
      id: 'tranche-1',
      amount: pounds(7_000_000),
      notBefore: FROM,
      state: 'given',
      milestones: [],
      missing: [],
      given: {
        on: day('2026-04-02'),
        by: 'Alan Whitcombe',
        words: 'First money for the foot clinics',
        seq: '41',
        paper: '7',
      },
    },
    {
      id: 'tranche-2',
      amount: pounds(5_000_000),
      notBefore: day('2026-07-01'),
      state: 'held',
      keptApart: true,
      milestones: [
        {
          id: 'examinations',
          words: 'two thousand foot examinations recorded',
          how: 'the record shows at least 2000 of Procedure?code=http://snomed.info/sct|401191002',
          by: 'search',
          shown: false,
          told: '1,412 of 2,000 are recorded.',
        },
        {
          id: 'register',
          words: 'six podiatrists signed off',
          how: 'this paper is there: the register of sign-offs',
          by: 'document',
          shown: true,
          told: 'Register of August (Mira Osei)',
          hash: 'ab12'.repeat(16),
        },
        {
          id: 'site',
          words: 'the clinic in Ashdown is open',
          how: 'this paper is there: the certificate of completion',
          by: 'document',
          shown: false,
          told: 'Nobody has shown it yet.',
        },
      ],
      missing: [
        'two thousand foot examinations recorded: 1,412 of 2,000 are recorded.',
        'the clinic in Ashdown is open: Nobody has shown it yet.',
      ],
    },
  ],
  forecast: forecast(3),
  agreed: forecast(0),
  short: pounds(800_000),
  savings: {
    words: 'visit to the hospital foot clinic',
    before: 240,
    worth: pounds(14_200),
    at: TRUST,
  },
  slips: [
    {
      month: day('2026-08-01'),
      months: 3,
      reason: 'The clinic in Ashdown opens in November.',
      by: 'Mira Osei',
      at: '2026-08-20T10:00:00.000Z',
    },
  ],
  back: [
    {
      from: day('2026-04-01'),
      until: day('2026-06-30'),
      saved: pounds(900_000),
      amount: pounds(450_000),
      agreed: true,
    },
    {
      from: day('2026-07-01'),
      until: day('2026-09-30'),
      saved: pounds(1_800_000),
      amount: pounds(450_000),
      agreed: false,
    },
  ],
  payBack: { percent: 50, most: pounds(12_000_000), from: FROM },
  may: { release: true, show: true, slip: true },
};
