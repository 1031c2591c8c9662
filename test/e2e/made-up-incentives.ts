import { day } from '#base';
import type { Incentive, Incentives } from '#money/contract';

const pounds = (minor: number) => ({ minor, currency: 'GBP' });

const VISITS: Incentive = {
  key: 'vale-home-visits#home-visits Organization/charity',
  agreement: { id: 'vale-home-visits', title: 'Home visits by link workers', paragraph: '2' },
  activity: 'home-visit',
  payer: { organization: 'Organization/icb', name: 'Vale Integrated Care Board' },
  payee: { organization: 'Organization/charity', name: 'Neighbours Together' },
  role: 'community-health-worker',
  shared: 'each',
  shownBy: 'somebody who did not do it (programme lead) says that it was done',
  prices: [{ words: 'home visit', price: pounds(450) }],
  months: [
    { month: '2026-09', count: 31, earned: pounds(13_950), charged: pounds(13_500), entered: pounds(9_000), waits: 2 },
    { month: '2026-08', count: 58, earned: pounds(26_100), charged: pounds(26_100), entered: pounds(26_100), waits: 0 },
  ],
  workers: [],
  waiting: [
    {
      id: '1/a',
      day: day('2026-09-02'),
      words: 'home visit',
      amount: pounds(450),
      workers: ['Dev Chandra'],
      why: 'It is paid once somebody who did not do it (programme lead) says that it was done. It waits for them.',
      attested: [],
    },
    {
      id: '1/b',
      day: day('2026-09-03'),
      words: 'home visit',
      amount: pounds(450),
      workers: [],
      why: 'The record does not say who did it: whoever recorded it can add that.',
      attested: [],
    },
  ],
  refused: [
    {
      id: '1/c',
      day: day('2026-09-01'),
      words: 'home visit',
      amount: pounds(450),
      workers: ['Dev Chandra'],
      why: 'The same for this person on this day is claimed already, under vale-home-visits, part home-visits: it is paid once.',
      attested: [],
    },
  ],
  may: { attest: false },
};

/** What a worker sees, what those who attest see, and nothing. */
export const INCENTIVES_OWN: Incentives = {
  asAt: day('2026-09-04'),
  from: day('2026-08-01'),
  seen: 'own',
  incentives: [VISITS],
};
export const INCENTIVES_STAFF: Incentives = {
  ...INCENTIVES_OWN,
  seen: 'staff',
  incentives: [
    {
      ...VISITS,
      workers: [{ name: 'Dev Chandra', count: 89, earned: pounds(40_050), waits: 2 }],
      may: { attest: true },
    },
  ],
};
export const INCENTIVES_NONE: Incentives = { ...INCENTIVES_OWN, seen: 'paid', incentives: [] };
