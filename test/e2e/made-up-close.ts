import { day } from '#base';
import type { CloseCalendar, CloseStep } from '#money/contract';
import { BOARD, COUNCIL, POOL, pounds, TRUST } from './made-up-money.ts';

const AUGUST = day('2026-08-31');
const days = { charges: 3, accruals: 5, closed: 8, balances: 10 };

function step(name: CloseStep['step'], of: Omit<CloseStep, 'step'>): CloseStep {
  return { step: name, ...of };
}

const DONE = { state: 'done', at: '2026-09-03T09:12:00.000Z', by: 'Rachel Foster' } as const;

/** The month that runs, one that is being closed with a step that is late, and days laid down for it. */
export const CLOSE: CloseCalendar = {
  pool: POOL,
  days: { ...days, closed: 7 },
  usual: days,
  changes: [
    {
      ...days,
      closed: 7,
      from: '2026-08',
      at: '2026-08-12T09:12:00.000Z',
      by: 'Alan Whitcombe',
      reason: 'The board is given its figures on working day 8.',
    },
  ],
  months: [
    {
      month: '2026-09',
      until: day('2026-09-30'),
      steps: [
        step('charges', { partner: TRUST, due: day('2026-10-05'), state: 'to-come' }),
        step('accruals', { partner: BOARD, due: day('2026-10-07'), state: 'to-come' }),
        step('closed', { partner: BOARD, due: day('2026-10-09'), state: 'to-come' }),
        step('balances', { partner: COUNCIL, due: day('2026-10-14'), state: 'to-come', missing: [COUNCIL.name] }),
      ],
    },
    {
      month: '2026-08',
      until: AUGUST,
      steps: [
        step('charges', { partner: TRUST, due: day('2026-09-03'), ...DONE }),
        step('accruals', { partner: BOARD, due: day('2026-09-07'), ...DONE, by: 'Alan Whitcombe' }),
        step('closed', { partner: BOARD, due: day('2026-09-09'), ...DONE, by: 'Alan Whitcombe' }),
        step('balances', {
          partner: COUNCIL,
          due: day('2026-09-11'),
          state: 'late',
          missing: [COUNCIL.name, BOARD.name],
        }),
        step('balances', { partner: TRUST, due: day('2026-09-15'), state: 'due', missing: [BOARD.name] }),
      ],
    },
  ],
  accruals: {
    month: '2026-08',
    lines: [
      { scheme: 'foot-care', payer: BOARD, payee: TRUST, charges: 2, amount: pounds(1_048_000) },
      { scheme: 'specialist-nursing', payer: COUNCIL, payee: TRUST, charges: 1, amount: pounds(310_250) },
    ],
    keptBack: false,
    hash: '5f'.repeat(32),
    kept: { at: '2026-09-07T10:00:00.000Z', by: 'Alan Whitcombe', revision: '211', same: false },
  },
  may: { keep: true, act: true },
};

const { accruals: _, ...rest } = CLOSE;

/** What has no month of its own, for a partner that does not keep its books. */
export const CLOSE_NONE: CloseCalendar = {
  ...rest,
  days,
  changes: [],
  months: [],
  may: { keep: false, act: true },
};
