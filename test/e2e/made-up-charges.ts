import { day } from '#base';
import type { ChargeDetail, Charges, ChargeView, Elsewhere, ElsewhereView, QueriedAges } from '#money/contract';
import { BOARD, COUNCIL, pounds, TRUST } from './made-up-money.ts';

/** Charges between three organisations, as pages show them. */
const CHARGE: ChargeView = {
  id: '31',
  payer: BOARD,
  payee: TRUST,
  activity: 'foot care',
  byPeriod: false,
  words: 'foot examination',
  because: 'Vale section 75 agreement for community diabetes care, version 1, paragraph 10',
  agreement: '/agreements/vale-pooled-fund',
  from: day('2026-08-01'),
  until: day('2026-08-31'),
  adjusts: false,
  proposed: '2026-09-02T08:00:00.000Z',
  stands: day('2026-09-30'),
  items: 500,
  open: 478,
  queried: 20,
  total: pounds(2_600_000),
  waiting: pounds(2_485_600),
  inQuery: pounds(104_000),
  accepted: pounds(0),
  withdrawn: pounds(10_400),
  disputed: false,
  may: { accept: true, acceptQueried: true, query: true, answer: true, dispute: true },
};

export const CHARGES: Charges = {
  waiting: 2,
  settled: false,
  next: '28',
  charges: [
    CHARGE,
    { ...CHARGE, id: '30', open: 12, queried: 0, adjusts: true, total: pounds(-62_400), payer: COUNCIL },
    { ...CHARGE, id: '29', open: 0, queried: 0, accepted: pounds(2_600_000) },
  ],
  twice: [
    'Funded twice, so nothing is charged until it is settled who pays: Vale Council under Vale agreement, version 1.',
  ],
  uncounted: [
    'Vale agreement, paragraph 4, pays for community nursing by where people live. No register of that is kept here, so nothing can be charged by it: agree to count who is registered, or a block.',
  ],
  may: { propose: true },
};

export const CHARGE_DETAIL: ChargeDetail = {
  ...CHARGE,
  rows: [
    {
      number: 3,
      day: day('2026-08-03'),
      units: '1',
      amount: pounds(5_200),
      state: 'queried',
      reason: 'She was in hospital that day.',
      answer: 'She came out in the morning.',
    },
    { number: 1, day: day('2026-08-03'), units: '1', amount: pounds(5_200), state: 'proposed' },
    {
      number: 2,
      day: day('2026-08-03'),
      units: '1',
      amount: pounds(5_200),
      state: 'withdrawn',
      reason: 'Twice on one day.',
    },
  ],
  after: 0,
  next: 200,
  dispute: {
    page: '/disputes/7',
    words: 'It goes to the finance leads of both.',
    state: 'open',
    dueBy: day('2026-10-14'),
    readings: [
      { whose: BOARD, paid: pounds(2_485_600), left: [{ ...BOARD, amount: pounds(1_204_000) }] },
      { whose: TRUST, paid: pounds(2_589_600), left: [{ ...BOARD, amount: pounds(1_100_000) }] },
    ],
  },
};

const { dispute: _dispute, ...UNDISPUTED } = CHARGE_DETAIL;
/** As a payment clerk reads it: what was done, where the agreement shows it, and nothing to press. */
export const CHARGE_CHECKED: ChargeDetail = {
  ...UNDISPUTED,
  may: { accept: false, acceptQueried: false, query: false, answer: false, dispute: false },
  rows: CHARGE_DETAIL.rows.map((row) =>
    row.state === 'withdrawn'
      ? row
      : {
          ...row,
          activity: { reference: `Encounter/e${row.number}`, words: 'Foot examination of somebody with diabetes' },
        },
  ),
};

/** Booked to a scheme of its own, and in dispute where it was agreed that payment waits meanwhile. */
export const CHARGE_WAITS: ChargeDetail = {
  ...CHARGE_DETAIL,
  scheme: 'falls service',
  disputed: true,
  waits: 'A part of this charge is in dispute, and payment waits meanwhile (Vale section 75 agreement, paragraph 14)',
  may: { accept: false, acceptQueried: true, query: true, answer: false, dispute: false },
};

export const QUERIED: QueriedAges = {
  asAt: day('2026-09-30'),
  bounds: [10, 30, 60, 90],
  lines: [
    {
      payer: BOARD,
      payee: TRUST,
      items: 20,
      bands: [pounds(104_000), pounds(0), pounds(31_200), pounds(0), pounds(2_080)],
      total: pounds(137_280),
    },
    {
      payer: COUNCIL,
      payee: BOARD,
      items: 2,
      bands: [pounds(0), pounds(-12_000), pounds(0), pounds(0), pounds(0)],
      total: pounds(-12_000),
    },
  ],
  elsewhere: [
    {
      payee: TRUST,
      state: 'found',
      items: 3,
      bands: [pounds(0), pounds(0), pounds(15_720), pounds(0), pounds(0)],
      total: pounds(15_720),
    },
    {
      payee: TRUST,
      asked: { organization: 'Organization/west-board', name: 'West Country Integrated Care Board' },
      state: 'asked',
      items: 1,
      bands: [pounds(5_240), pounds(0), pounds(0), pounds(0), pounds(0)],
      total: pounds(5_240),
    },
  ],
  oldest: [{ since: '2026-06-02T08:00:00.000Z', charge: CHARGE }],
};

const DONE_ELSEWHERE: ElsewhereView = {
  id: '7',
  payee: TRUST,
  day: day('2026-08-14'),
  amount: pounds(5_240),
  words: 'foot examination',
  registered: 'Westbrook Medical Centre',
  responsible: { organization: 'Organization/west-board', name: 'West Country Integrated Care Board' },
  because: {
    words: 'Whoever plans care for the practice with which somebody is registered on the day pays for it.',
    law: 'National Health Service (Integrated Care Boards: Responsibilities) Regulations 2022; NHS England, Who Pays?',
  },
  state: 'found',
  may: { ask: true, answer: false },
};
const WEST = { organization: 'Organization/west-board', name: 'West Country Integrated Care Board' };
const { responsible: _, ...UNTOLD } = DONE_ELSEWHERE;

export const ELSEWHERE: Elsewhere = {
  asAt: day('2026-09-04'),
  rows: [
    DONE_ELSEWHERE,
    { ...UNTOLD, id: '8', registered: 'A practice that the directory does not place' },
    {
      ...DONE_ELSEWHERE,
      id: '9',
      state: 'refused',
      commissioner: WEST,
      reason: 'They moved to Ashdown on 1 August, and are registered there since.',
    },
    {
      ...DONE_ELSEWHERE,
      id: '10',
      state: 'asked',
      commissioner: WEST,
      due: day('2026-09-18'),
      may: { ask: false, answer: false },
    },
    {
      ...DONE_ELSEWHERE,
      id: '11',
      state: 'accepted',
      commissioner: WEST,
      charge: '/money/charges/31',
      may: { ask: false, answer: false },
    },
  ],
  commissioners: [BOARD, COUNCIL, WEST],
  may: { ask: true, answer: false },
};

export const ELSEWHERE_ASKED: Elsewhere = {
  ...ELSEWHERE,
  rows: [
    {
      ...DONE_ELSEWHERE,
      state: 'asked',
      commissioner: BOARD,
      due: day('2026-09-18'),
      may: { ask: false, answer: true },
    },
  ],
  may: { ask: false, answer: true },
};

export const ELSEWHERE_NONE: Elsewhere = { ...ELSEWHERE, rows: [], may: { ask: false, answer: false } };
