import { day } from '#base';
import type { Stock, StockItem, StockItemView, StockTransfer } from '#money/contract';
import { METFORMIN } from '../../src/money/stock/stock.testing.ts';

const CENTRE = { organization: 'Organization/health-centre', name: 'Chebyelo Health Centre III' };
const DISTRICT = { organization: 'Organization/district', name: 'Chebyelo District Health Office' };

const LOW: StockItem = {
  ...METFORMIN,
  id: '1',
  site: CENTRE,
  floorDays: 20,
  floorBy: { because: 'Chebyelo district agreement, paragraph 4', agreement: '/agreements/chebyelo' },
  level: 'under-floor',
  expected: 270,
  onHand: 310,
  given: 41,
  unclear: 2,
  rate: 30,
  days: 9,
  between: [7, 12],
  expiring: [
    { lot: 'B-118', expires: day('2026-08-31'), quantity: 40, state: 'past' },
    { lot: 'C-204', expires: day('2026-10-31'), quantity: 270, state: 'soon', wasted: 0 },
  ],
  counted: { on: day('2026-09-08'), by: 'Agnes Chelangat', quantity: 310, unexplained: -14 },
  lots: [
    { lot: 'B-118', expires: day('2026-08-31'), quantity: 40 },
    { lot: 'C-204', expires: day('2026-10-31'), quantity: 270 },
  ],
};
const KEPT: StockItem = {
  ...LOW,
  id: '2',
  site: DISTRICT,
  level: 'unknown',
  why: 'nothing',
  expected: 12_000,
  onHand: 12_000,
  given: 0,
  unclear: 0,
  expiring: [],
  lots: [{ lot: 'D-7', expires: day('2028-01-31'), quantity: 12_000 }],
};
const { rate: _rate, days: _days, between: _between, counted: _counted, ...UNKNOWN } = KEPT;

const BUFFER = {
  id: '1',
  keeper: DISTRICT,
  words: METFORMIN.words,
  unit: 'tablet',
  onHand: 12_000,
  because: 'Chebyelo district agreement, paragraph 4',
  agreement: '/agreements/chebyelo',
  mostDays: 14,
  backDays: 60,
  lasts: { agreedDays: 600, days: 400 },
  drawn: [{ ...CENTRE, owes: 300, due: day('2026-08-30'), late: true }],
};

export const TRANSFER: StockTransfer = {
  id: '12',
  state: 'sent',
  from: DISTRICT,
  to: CENTRE,
  words: METFORMIN.words,
  unit: 'tablet',
  asked: 420,
  offered: 420,
  arrived: 100,
  lost: 20,
  reason: 'Nine days are left, and the joint clinic is on Friday.',
  askedBy: 'Agnes Chelangat',
  at: '2026-09-09T08:00:00.000Z',
  buffer: { id: '1', back: false },
  lots: [{ lot: 'D-7', expires: day('2028-01-31'), quantity: 300 }],
  toSend: [],
  may: { offer: false, send: false, receive: true, withdraw: false },
};

export const TO_ANSWER: StockTransfer = {
  ...TRANSFER,
  state: 'asked',
  answerBy: {
    on: day('2026-09-11'),
    because: 'Chebyelo district agreement, paragraph 4',
    agreement: '/agreements/chebyelo',
    late: true,
  },
  arrived: 0,
  lost: 0,
  lots: [],
  may: { offer: true, send: false, receive: false, withdraw: false },
};

export const TO_SEND: StockTransfer = {
  ...TO_ANSWER,
  state: 'offered',
  toSend: UNKNOWN.lots,
  may: { offer: false, send: true, receive: false, withdraw: false },
};

export const STOCK_HERE: Stock = {
  site: CENTRE,
  items: [
    LOW,
    { ...LOW, id: '3', words: 'Amlodipine 5 mg', level: 'enough', days: 61, between: [48, 80], expiring: [] },
  ],
  others: [UNKNOWN],
  transfers: [TRANSFER, { ...TO_ANSWER, id: '13' }],
  buffers: [BUFFER],
  agreed: [
    {
      because: 'Chebyelo district agreement, paragraph 4',
      agreement: '/agreements/chebyelo',
      words:
        'At Chebyelo Health Centre III and Sironko Health Centre II there is always enough, by what is used there, of Metformin 500 mg for 20 days and Nifedipine 20 mg for 30 days; whoever is asked for some answers within 2 working days; Chebyelo District Health Office keeps some for all, to last them 600 days together: each may draw what it uses in 14 days, and gives it back within 60 days. (paragraph 4)',
      missing: [{ system: METFORMIN.system, code: '387490003', words: 'Nifedipine 20 mg', days: 30 }],
    },
  ],
  agreements: [{ id: 'chebyelo', title: 'Chebyelo district agreement' }],
  may: { handle: true, keepBuffer: true },
};

export const STOCK_NONE: Stock = {
  ...STOCK_HERE,
  items: [],
  others: [],
  transfers: [],
  buffers: [],
  agreed: [],
  agreements: [],
};

export const STOCK_ITEM: StockItemView = {
  ...LOW,
  revision: '4-5-6',
  moves: [
    { on: day('2026-09-08'), kind: 'counted', quantity: -14, lot: 'C-204', reason: 'Counted', by: 'Agnes Chelangat' },
    {
      on: day('2026-08-01'),
      kind: 'arrived',
      quantity: 300,
      lot: 'C-204',
      reason: 'Out on Friday.',
      by: 'Agnes Chelangat',
    },
  ],
  elsewhere: [UNKNOWN],
  buffers: [BUFFER],
  underWay: [TRANSFER],
  may: { handle: true },
};
