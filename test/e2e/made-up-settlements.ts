import { day } from '#base';
import type { Settlements, SettlementView } from '#money/contract';
import { BOARD, COUNCIL, pounds, TRUST } from './made-up-money.ts';

/** A settlement between three organisations, as pages show it. */
export const SETTLEMENT: SettlementView = {
  id: '7',
  instrument: 'vale-pooled-fund',
  title: 'Vale section 75 agreement for community diabetes care',
  until: day('2026-08-31'),
  state: 'proposed',
  proposed: '2026-09-02T08:00:00.000Z',
  by: BOARD,
  paid: pounds(8_392_500),
  keptBack: [],
  awaited: [TRUST],
  owed: [
    { party: COUNCIL, words: 'What it was to put in', ledger: 'diabetes care', amount: pounds(8_392_500) },
    { party: TRUST, words: 'Charges for foot care', ledger: 'diabetes care', amount: pounds(-2_485_600) },
  ],
  parties: [
    {
      ...BOARD,
      net: pounds(5_906_900),
      signed: { by: 'Alan Whitcombe', at: '2026-09-02T08:00:00.000Z' },
      account: '\u20266819',
    },
    {
      ...COUNCIL,
      net: pounds(-8_392_500),
      signed: { by: 'Beatrice Okoye', at: '2026-09-03T08:00:00.000Z' },
      account: '\u20263000',
    },
    { ...TRUST, net: pounds(2_485_600) },
  ],
  payments: [
    { number: 1, payer: COUNCIL, payee: BOARD, amount: pounds(5_906_900), may: { receive: true } },
    {
      number: 2,
      payer: COUNCIL,
      payee: TRUST,
      amount: pounds(2_485_600),
      received: day('2026-09-07'),
      reference: 'BACS 4471',
      may: { receive: false },
    },
  ],
  accountless: [TRUST],
  may: { sign: true, withdraw: true, file: true },
};

/** The same as one of two rivals reads it. */
export const KEPT_BACK: SettlementView = {
  ...SETTLEMENT,
  paid: pounds(2_485_600),
  keptBack: [COUNCIL],
  parties: SETTLEMENT.parties.map(({ organization, name, net, signed }) => ({
    organization,
    name,
    ...(organization === TRUST.organization && net ? { net } : {}),
    ...(signed ? { signed } : {}),
  })),
  payments: SETTLEMENT.payments.slice(1).map((one) => ({ ...one, payer: BOARD })),
};

export const SETTLEMENTS: Settlements = {
  settlements: [SETTLEMENT, { ...SETTLEMENT, id: '6', state: 'posted', awaited: [] }],
  agreements: [{ instrument: SETTLEMENT.instrument, title: SETTLEMENT.title }],
  account: {
    currency: 'GBP',
    known: { holder: BOARD.name, masked: '\u20266819', by: 'Alan Whitcombe', confirmedBy: 'Grace Lund' },
    waiting: { holder: BOARD.name, masked: '\u20260001', by: 'Grace Lund' },
    may: { give: true, confirm: true },
  },
  may: { propose: true },
};
