import { expect, test } from 'vitest';
import { day } from '#base';
import { bankAccountOf } from './bank-account.ts';
import { paymentFile } from './payment-file.ts';

const typed = { holder: 'Vale Care Board', iban: '', sortCode: '', number: '', bic: '' };
const codes = (more: Partial<typeof typed>) => {
  const found = bankAccountOf({ ...typed, ...more });
  return found.ok ? found.value : found.refusals.map(({ code }) => code);
};

test('an IBAN is known by its length and its check digits', () => {
  expect(codes({ iban: 'gb29 nwbk 6016 1331 9268 19' })).toEqual({
    holder: 'Vale Care Board',
    iban: 'GB29NWBK60161331926819',
  });
  expect(codes({ iban: 'DE89 3704 0044 0532 0130 00' })).toMatchObject({ iban: 'DE89370400440532013000' });
  for (const wrong of [
    'GB29NWBK60161331926818',
    'GB92NWBK60161331926819',
    'GB29NWBK6016133192681',
    'ZZ29NWBK60161331926819',
  ])
    expect(codes({ iban: wrong })).toEqual(['money.bank-account']);
});

test('or a sort code and a number, which are those of the IBAN where both are given', () => {
  expect(codes({ sortCode: '60-16-13', number: '31926819' })).toMatchObject({ sortCode: '601613', number: '31926819' });
  expect(codes({ iban: 'GB29NWBK60161331926819', sortCode: '601613', number: '31926819' })).toMatchObject({
    iban: 'GB29NWBK60161331926819',
  });
  expect(codes({ iban: 'GB29NWBK60161331926819', sortCode: '601614' })).toEqual(['money.bank-account']);
  expect(codes({ sortCode: '60161', number: '31926819' })).toEqual(['money.bank-account']);
  expect(codes({ holder: ' ' })).toEqual(['money.bank-account']);
});

test('a file of payments is well-formed, in the order of its schema, in letters that banks take, the same every time', () => {
  const order = {
    id: 'S7-board',
    made: new Date('2026-06-05T10:11:12.345Z'),
    pays: day('2026-06-08'),
    currency: 'GBP',
    payer: { holder: 'Vale & Côte <Board>', iban: 'GB29NWBK60161331926819', bic: 'NWBKGB2L' },
    payments: [
      {
        id: 'S7-1',
        minor: 4_944_000n,
        payee: { holder: 'Riverside', sortCode: '601613', number: '31926819' },
        words: 'Settlement 7 \u2013 May',
      },
      { id: 'S7-2', minor: 5n, payee: { holder: 'ঢাকা', iban: 'DE89370400440532013000' }, words: 'x' },
    ],
  };
  const file = paymentFile(order);
  expect(paymentFile(order)).toBe(file);
  const open: string[] = [];
  const names: string[] = [];
  const texts: Record<string, string[]> = {};
  for (const [, end, name = '', text = ''] of file.matchAll(/<(\/?)([A-Za-z]+)[^>]*>([^<]*)/g)) {
    if (end === '/') expect(open.pop()).toBe(name);
    else {
      open.push(name);
      names.push(name);
      if (text.trim() !== '') (texts[name] ??= []).push(text);
    }
  }
  expect(open).toEqual([]);
  expect(names.slice(0, 9)).toEqual([
    'Document',
    'CstmrCdtTrfInitn',
    'GrpHdr',
    'MsgId',
    'CreDtTm',
    'NbOfTxs',
    'CtrlSum',
    'InitgPty',
    'Nm',
  ]);
  expect(texts).toMatchObject({
    CtrlSum: ['49440.05', '49440.05'],
    InstdAmt: ['49440.00', '0.05'],
    Nm: ['Vale Cote Board', 'Vale Cote Board', 'Riverside', 'not in latin letters'],
    IBAN: ['GB29NWBK60161331926819', 'DE89370400440532013000'],
    MmbId: ['601613'],
    Ustrd: ['Settlement 7 May', 'x'],
    CreDtTm: ['2026-06-05T10:11:12Z'],
  });
});
