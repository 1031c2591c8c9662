import type { PayClause } from '#agreement';
import { BOARD, RIVERSIDE } from '../money.testing.ts';

export const SNOMED = 'http://snomed.info/sct';

/** What the trust does at home, paid out of the pool. */
export const podiatryPaid: PayClause = {
  id: 'podiatry',
  cites: '2',
  clause: 'pay',
  activity: 'podiatry',
  pool: 'better-care',
  by: BOARD,
  to: [RIVERSIDE],
  price: {
    model: 'tariff',
    lines: [
      {
        id: 'home',
        words: 'treatment at home',
        codes: { system: SNOMED, codes: ['visit'] },
        unit: 'contact',
        price: { minor: 10_300, currency: 'GBP' },
      },
    ],
  },
  queryWorkingDays: 5,
};
