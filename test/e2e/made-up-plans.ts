import { day } from '#base';
import type { ActionPlan, ActionPlans, SharesAhead } from '#money/contract';
import { BOARD, COUNCIL, POOL_SHARED, pounds, TRUST } from './made-up-money.ts';

const ASKED: ActionPlan = {
  id: '1',
  scheme: 'foot care',
  over: pounds(4_195_312),
  year: pounds(12_600_000),
  method: 'run-rate',
  asOf: day('2026-09-14'),
  owner: { ...TRUST, role: 'programme-lead' },
  askedBy: { ...BOARD, by: 'Alan Whitcombe', at: '2026-09-14T10:00:00.000Z' },
  evidence: 'a recovery plan that its director signed',
  due: day('2026-10-02'),
  state: 'owed',
  may: { bring: false },
};
const OWED: ActionPlan = {
  ...ASKED,
  id: '3',
  next: { name: BOARD.name, role: 'finance-lead', at: '2026-10-02T23:00:00.000Z' },
  page: '/obligations/o3',
  may: { bring: true },
};

/** One to bring, one that is late, one that was brought and one that was let go. */
export const PLANS: ActionPlans = {
  plans: [
    OWED,
    {
      ...OWED,
      id: '2',
      scheme: 'specialist nursing',
      over: pounds(4_745_000),
      year: pounds(17_700_000),
      owner: { ...COUNCIL, role: 'finance-lead' },
      due: day('2026-09-11'),
      state: 'late',
      next: { name: BOARD.name, role: 'programme-lead', at: '2026-09-18T23:00:00.000Z' },
      page: '/obligations/o2',
      may: { bring: false },
    },
    {
      ...ASKED,
      state: 'brought',
      asOf: day('2026-07-31'),
      over: pounds(2_010_000),
      brought: {
        words: 'The two clinics of Ashdown are joined from October; agency shifts end with the year.',
        saves: pounds(6_400_000),
        reference: 'Recovery plan, version 2, 21 August 2026',
        by: 'Grace Obi',
        at: '2026-08-21T09:30:00.000Z',
      },
    },
  ],
  parties: [BOARD, COUNCIL, TRUST],
  may: { ask: true },
};

/** Nobody has asked for one yet. */
export const PLANS_NONE: ActionPlans = { ...PLANS, plans: [] };

/** The year would end with too much spent: the reserve first, then by parts. */
export const AHEAD: SharesAhead = {
  method: 'run-rate',
  until: day('2027-03-31'),
  periods: POOL_SHARED.shares
    .slice(0, 1)
    .map((one) => ({ ...one, number: 1, from: day('2026-04-01'), until: day('2027-03-31') })),
  partners: [
    { ...BOARD, amount: pounds(3_632_250) },
    { ...COUNCIL, amount: pounds(908_062) },
    { ...TRUST, amount: pounds(-1_200) },
  ],
};
