import { expect, test } from 'vitest';
import { fc } from '#testing/chance';
import { day } from '#base';
import { checkFile } from './check-file.ts';
import { checkOrder } from './check-order.ts';
import { paymentFile, type PaymentOrder } from './payment-file.ts';

const GOOD: PaymentOrder = {
  id: 'CONCORD-S7',
  made: new Date('2026-06-05T10:11:12.345Z'),
  pays: day('2026-06-08'),
  currency: 'GBP',
  payer: { holder: 'Vale & Côte <Board>', iban: 'GB29NWBK60161331926819', bic: 'NWBKGB2L' },
  payments: [
    {
      id: 'S7-1',
      minor: 4_944_000n,
      payee: { holder: 'Riverside', sortCode: '601613', number: '31926819' },
      words: 'Settlement 7 – May',
    },
    { id: 'S7-2', minor: 5n, payee: { holder: 'ঢাকা', iban: 'DE89370400440532013000' }, words: 'x' },
  ],
};
const [ONE, TWO] = GOOD.payments as readonly [PaymentOrder['payments'][number], PaymentOrder['payments'][number]];
const faults = (order: PaymentOrder) => {
  const found = checkOrder(order);
  return found.ok ? [] : found.refusals.map(({ text }) => text);
};
const read = (file: string) => {
  const found = checkFile(file);
  return found.ok ? found.value : found.refusals.map(({ text }) => text);
};

test('an order is refused line by line: lengths, letters, amounts, check digits, twice the same', () => {
  expect(faults(GOOD)).toEqual([]);
  const bad: PaymentOrder = {
    ...GOOD,
    payments: [
      { ...ONE, minor: 0n },
      { ...TWO, payee: { holder: '', iban: 'DE88370400440532013000' } },
      { ...ONE, id: 'S7/', payee: { holder: 'Riverside', sortCode: '60161', number: '31926819' }, words: ' ' },
      { ...TWO, id: 'x'.repeat(36), payee: GOOD.payer },
      { ...TWO },
    ],
  };
  expect(faults(bad).map((text) => text.slice(0, 46))).toEqual([
    'Line 1: an amount is above nought (InstdAmt).',
    'Line 2: the holder of the account is named in ',
    'Line 2: The check digits of this IBAN do not f',
    'Line 3: its number neither begins nor ends wit',
    'Line 3: the account is an IBAN, or a sort code',
    'Line 3: it does not say what it is for (Ustrd)',
    'Line 4: its number has 1 to 35 letters.',
    'Line 4: it is paid to the account that it is p',
    "Line 5: it has the number of line 2, 'S7-2'.",
  ]);
  expect(faults({ ...GOOD, payments: [], pays: day('2026-06-01'), currency: 'pounds' })).toHaveLength(3);
});

test('a file is read as a bank reads it: every mandatory element, in its order, counts and control sums those of its payments', () => {
  const file = paymentFile(GOOD);
  expect(read(file)).toEqual({ payments: 2, sum: 4_944_005_000n, currency: 'GBP' });
  const places = (changed: string) => (read(changed) as readonly string[]).map((text) => text.split(':')[0]);
  expect(places(file.replace('<CtrlSum>49440.05</CtrlSum>', '<CtrlSum>49440.04</CtrlSum>'))).toEqual([
    'Document, CstmrCdtTrfInitn, GrpHdr, CtrlSum',
  ]);
  expect(places(file.replace('<NbOfTxs>2</NbOfTxs>', '<NbOfTxs>3</NbOfTxs>'))).toHaveLength(1);
  expect(places(file.replace('<Nm>Riverside</Nm>', ''))).toEqual([
    'Document, CstmrCdtTrfInitn, PmtInf, CdtTrfTxInf 1, Cdtr',
  ]);
  expect(
    places(
      file.replace(
        '<PmtMtd>TRF</PmtMtd><BtchBookg>false</BtchBookg>',
        '<BtchBookg>false</BtchBookg><PmtMtd>TRF</PmtMtd>',
      ),
    )[0],
  ).toBe('Document, CstmrCdtTrfInitn, PmtInf');
  expect(places(file.replace('Ccy="GBP">0.05', 'Ccy="EUR">0.05'))).toEqual([
    'Document, CstmrCdtTrfInitn, PmtInf, CdtTrfTxInf 2, Amt, InstdAmt',
  ]);
  expect(places(file.replace('<Ustrd>x</Ustrd>', `<Ustrd>${'x'.repeat(141)}</Ustrd>`))).toEqual([
    'Document, CstmrCdtTrfInitn, PmtInf, CdtTrfTxInf 2, RmtInf, Ustrd',
  ]);
  expect(read(file.replace('</Cdtr>', ''))).toEqual(['The payment file: CdtTrfTxInf ends where Cdtr is open.']);
  expect(read(file.replace('.09"', '.03"'))).toHaveLength(1);
});

test('whatever is paid, the file that is written can be read, with the sum that was ordered', () => {
  const amount = fc.bigInt({ min: 1n, max: 10n ** 12n });
  fc.assert(
    fc.property(
      fc.array(fc.record({ minor: amount, words: fc.string({ minLength: 1 }) }), { minLength: 1, maxLength: 20 }),
      (all) => {
        const payments = all.map(({ minor, words }, at) => ({ ...ONE, id: `S7-${at}`, minor, words: `x${words}` }));
        const order = checkOrder({ ...GOOD, payments });
        expect(order.ok).toBe(true);
        const sum = all.reduce((total, { minor }) => total + minor, 0n);
        expect(read(paymentFile({ ...GOOD, payments }))).toMatchObject({ payments: all.length, sum: sum * 1_000n });
      },
    ),
  );
});
