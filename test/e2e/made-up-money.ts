import { day } from '#base';
import type { Amount, Contributions, EntryView, LedgerPage, PoolSummary, PoolView, Statement } from '#money/contract';

export const pounds = (minor: number): Amount => ({ minor, currency: 'GBP' });
export const BOARD = { organization: 'Organization/icb', name: 'Vale Integrated Care Board' };
export const COUNCIL = { organization: 'Organization/council', name: 'County Council' };
export const TRUST = { organization: 'Organization/trust', name: 'Riverside Community Trust' };
const DAY = day('2026-09-14');

export const POOL: PoolSummary = {
  instrument: 'vale-pooled-fund',
  pool: 'diabetes-care',
  name: 'diabetes care',
  title: 'Vale section 75 agreement for community diabetes care',
  keeper: BOARD,
  runs: true,
  currency: 'GBP',
  due: pounds(152_400_000),
  received: pounds(144_000_000),
  late: pounds(5_000_000),
  shared: pounds(0),
  spent: pounds(158_940_312),
  promised: pounds(18_075_000),
  left: pounds(-6_540_312),
  pooled: true,
  owed: pounds(8_400_000),
  closed: day('2026-08-31'),
};

const NO = { approve: false, spend: false, letGo: false, undo: false };
export const ENTRY: EntryView = {
  seq: '214',
  effective: DAY,
  recorded: '2026-09-14T09:12:00.000Z',
  kind: 'contribution',
  state: 'posted',
  words: 'Contribution for the part from 1 September 2026',
  reason: 'Version 2 of the agreement counts in place of version 1.',
  about: day('2026-09-01'),
  by: 'Concord',
  because: 'Vale section 75 agreement for community diabetes care, version 2, paragraph 2',
  agreement: '/agreements/vale-pooled-fund',
  lines: [
    { account: 'Owed by County Council', amount: pounds(5_000_000) },
    {
      account: 'The fund',
      amount: pounds(-5_000_000),
      scheme: 'reablement',
      whose: [{ name: 'County Council', fence: 'reablement', amount: pounds(-5_000_000) }],
    },
  ],
  may: { ...NO, undo: true },
};
const PROMISE: EntryView = {
  ...ENTRY,
  seq: '209',
  kind: 'commitment',
  state: 'promised',
  until: '2026-12-01T00:00:00.000Z',
  words: 'Foot protection team, next quarter',
  by: 'Alan Whitcombe',
  lines: [
    {
      account: 'The fund',
      amount: pounds(18_075_000),
      scheme: 'foot care',
      purpose: 'foot care: foot grant, from 1 April 2026',
      whose: [
        { name: BOARD.name, amount: pounds(15_062_500) },
        { name: COUNCIL.name, amount: pounds(3_012_500) },
      ],
    },
    { account: 'Owed to Riverside Community Trust', amount: pounds(-18_075_000) },
  ],
  may: { ...NO, spend: true, letGo: true },
};
const JOURNAL: EntryView = {
  ...PROMISE,
  seq: '211',
  kind: 'journal',
  words: 'Home care for two people in Ashdown, last quarter',
  reason: 'It was billed to the wrong budget.',
  may: { ...NO, approve: true, letGo: true },
};

const FEET = { programme: 'foot-care', grant: 'vale-pooled-fund/feet/2026-04-01' };
const FEET_WORDS = 'foot care: foot grant, from 1 April 2026';

export const POOL_VIEW: PoolView = {
  ...POOL,
  asAt: DAY,
  revision: '214',
  parties: [BOARD, COUNCIL, TRUST],
  partners: [
    {
      ...BOARD,
      due: pounds(120_000_000),
      received: pounds(120_000_000),
      inKind: pounds(0),
      late: pounds(0),
      shared: pounds(0),
      spent: pounds(120_000_000),
      left: pounds(0),
    },
    {
      ...COUNCIL,
      due: pounds(32_400_000),
      received: pounds(22_000_000),
      inKind: pounds(2_000_000),
      late: pounds(5_000_000),
      shared: pounds(0),
      spent: pounds(31_920_312),
      left: pounds(479_688),
    },
    {
      ...TRUST,
      due: pounds(0),
      received: pounds(0),
      inKind: pounds(0),
      late: pounds(0),
      shared: pounds(0),
      spent: pounds(0),
      left: pounds(0),
    },
  ],
  unshared: pounds(-7_020_000),
  bridge: [
    { words: BOARD.name, amount: pounds(120_000_000), kind: 'in', cause: 'contributions that fell due' },
    { words: COUNCIL.name, amount: pounds(32_400_000), kind: 'in', cause: 'contributions that fell due' },
    { words: 'specialist nursing', amount: pounds(-98_745_000), kind: 'out', cause: 'spent' },
    { words: 'foot care', amount: pounds(-54_195_312), kind: 'out', cause: 'spent' },
    { words: 'reablement', amount: pounds(-6_412_000), kind: 'out', cause: 'spent' },
    { words: 'Entered by hand', amount: pounds(412_000), kind: 'in' },
    { words: 'Left', amount: pounds(-6_540_312), kind: 'level' },
  ],
  schemes: [
    { name: 'foot care', spent: pounds(54_195_312), promised: pounds(18_075_000) },
    { name: 'reablement', spent: pounds(6_412_000), promised: pounds(0) },
    { name: 'specialist nursing', spent: pounds(98_745_000), promised: pounds(0) },
  ],
  purposes: [
    {
      programme: '',
      grant: '',
      words: 'no programme in particular',
      due: pounds(120_000_000),
      shared: pounds(0),
      spent: pounds(104_745_000),
      left: pounds(15_255_000),
    },
    {
      ...FEET,
      words: FEET_WORDS,
      due: pounds(32_400_000),
      shared: pounds(0),
      spent: pounds(54_195_312),
      left: pounds(-21_795_312),
    },
  ],
  months: [
    { month: '2026-07', due: pounds(50_800_000), spent: pounds(51_020_000) },
    { month: '2026-08', due: pounds(50_800_000), spent: pounds(49_300_312) },
    { month: '2026-09', due: pounds(50_800_000), spent: pounds(58_620_000) },
  ],
  bank: pounds(12_450_077),
  risk: {
    settled: 'year',
    because: 'Vale section 75 agreement for community diabetes care, version 1, paragraph 11',
    agreement: '/agreements/vale-pooled-fund',
    over: true,
    steps: [
      {
        words: 'From the reserve: reserve £20,000.00 (all that was agreed or is there).',
        came: pounds(6_540_312),
        left: pounds(4_540_312),
      },
      {
        words: 'Shared by parts: Vale Integrated Care Board £36,322.50 and County Council £9,080.62.',
        came: pounds(4_540_312),
        left: pounds(0),
      },
    ],
    partners: [
      { ...BOARD, amount: pounds(3_632_250) },
      { ...COUNCIL, amount: pounds(908_062) },
    ],
  },
  shares: [],
  waiting: [JOURNAL, PROMISE],
  closings: [
    {
      id: '4',
      act: 'ask-reopen',
      through: day('2026-07-31'),
      reason: 'The bank moved a payment of August.',
      at: '2026-09-12T10:00:00.000Z',
      by: 'Beatrice Okoye',
      revision: '208',
      waits: true,
    },
    {
      id: '3',
      act: 'close',
      through: day('2026-08-31'),
      reason: 'Bank and budget agree.',
      at: '2026-09-05T15:20:00.000Z',
      by: 'Alan Whitcombe',
      revision: '190',
      waits: false,
    },
  ],
  may: { keep: true, act: true },
};

const PART = {
  item: 'vale-pooled-fund#council-money@2026-09-01',
  party: COUNCIL,
  due: day('2026-09-01'),
  about: day('2026-09-01'),
  amount: pounds(5_000_000),
  received: pounds(1_000_000),
  state: 'late',
  daysLate: 13,
  version: 1,
  paragraph: '2',
} as const;

/** A year later: the first year is closed and shared, the partners have paid and were given their parts. */
export const POOL_SHARED: PoolView = {
  ...POOL_VIEW,
  due: pounds(304_800_000),
  shared: pounds(4_540_312),
  spent: pounds(315_880_624),
  left: pounds(-6_540_312),
  closed: day('2026-03-31'),
  purposes: [],
  partners: POOL_VIEW.partners.map((one, at) => ({
    ...one,
    shared: pounds([3_632_250, 908_062, 0][at] ?? 0),
    spent: pounds(one.spent.minor + ([3_632_250, 908_062, 0][at] ?? 0)),
  })),
  shares: [
    {
      from: day('2025-04-01'),
      until: day('2026-03-31'),
      number: 2,
      result: pounds(-6_540_312),
      because: 'Vale section 75 agreement for community diabetes care, version 1, paragraph 11',
      agreement: '/agreements/vale-pooled-fund',
      steps: POOL_VIEW.risk?.steps ?? [],
      partners: POOL_VIEW.risk?.partners ?? [],
    },
    {
      from: day('2024-04-01'),
      until: day('2025-03-31'),
      number: 1,
      result: pounds(0),
      because: 'Vale section 75 agreement for community diabetes care, version 1, paragraph 11',
      agreement: '/agreements/vale-pooled-fund',
      steps: [],
      partners: [],
    },
  ],
};

export const CONTRIBUTIONS: Contributions = {
  pool: POOL,
  asAt: DAY,
  parties: [BOARD, COUNCIL, TRUST],
  instalments: [
    { ...PART, item: 'a', state: 'met', daysLate: 0, received: pounds(5_000_000), due: day('2026-08-03') },
    PART,
    {
      ...PART,
      item: 'b',
      state: 'due',
      daysLate: 0,
      received: pounds(0),
      inKind: 'the Ashdown resource centre on two days a week',
      amount: pounds(400_000),
    },
    {
      ...PART,
      item: 'c',
      state: 'to-come',
      daysLate: 0,
      received: pounds(0),
      due: day('2026-10-01'),
      version: 2,
      insteadOf: 1,
      amount: pounds(16_674),
    },
    {
      ...PART,
      item: 'd',
      state: 'to-come',
      daysLate: 0,
      received: pounds(0),
      due: day('2026-10-01'),
      about: day('2026-10-01'),
      ringFencedFor: 'reablement',
    },
  ],
  may: { keep: true, act: true },
};

export const LEDGER: LedgerPage = {
  pool: POOL,
  entries: [ENTRY, JOURNAL, PROMISE],
  next: '209',
  may: { keep: true, act: true },
};

export const STATEMENT: Statement = {
  pool: POOL,
  partner: COUNCIL,
  from: day('2026-07-01'),
  until: DAY,
  revision: '214',
  hash: '5f1c',
  opening: pounds(5_000_000),
  lines: [
    {
      seq: '180',
      effective: day('2026-08-03'),
      words: 'Contribution for the part from 1 August 2026',
      amount: pounds(5_000_000),
      balance: pounds(10_000_000),
    },
    {
      seq: '192',
      effective: day('2026-09-02'),
      about: day('2026-08-28'),
      words: 'Received from County Council, CC 4471',
      amount: pounds(-9_000_000),
      balance: pounds(1_000_000),
    },
  ],
  closing: pounds(1_000_000),
  position: { putIn: pounds(32_400_000), spent: pounds(31_920_312), left: pounds(479_688) },
  agreed: [{ ...COUNCIL, by: 'Beatrice Okoye', at: '2026-09-14T08:00:00.000Z' }],
  parties: [BOARD, COUNCIL, TRUST],
  choices: [
    { programme: 'foot-care', grant: '', words: 'foot care' },
    { ...FEET, words: FEET_WORDS },
  ],
  may: { agree: true },
};

/** Of the grant alone. */
export const STATEMENT_PART: Statement = {
  ...STATEMENT,
  only: { ...FEET, words: FEET_WORDS },
  agreed: [],
  may: { agree: false },
};
