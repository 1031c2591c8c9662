import readXlsxFile from 'read-excel-file/node';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { BytesFile, TextFile } from '#http';
import { freshDatabase, type TestDatabase } from '#testing/database';
import type { Asking } from '../ask.ts';
import { exported } from '../export/export.ts';
import { BOARD, codesOf, COUNCIL, POOL, RIVERSIDE, type TestMoney, testMoney, valueOf } from '../money.testing.ts';
import type { OwnCodes } from './contract.ts';
import { booksFile } from './file.ts';

let database: TestDatabase;
let vale: TestMoney;

beforeEach(async () => {
  database = await freshDatabase();
  vale = await testMoney(database.store);
  await vale.turnTo('2026-04-20');
});
afterEach(async () => {
  await vale.stop();
  await database.drop();
});

const PART = 83_925_000;
const APRIL = { from: '2026-04-01', until: '2026-04-30' };
const codes = (changes: Partial<OwnCodes> = {}): OwnCodes => ({
  account: 'put-in',
  scheme: '',
  code: '5210',
  costCentre: 'ASC-104',
  vat: 'non-business',
  ...changes,
});
const paid = async () =>
  valueOf(
    await vale.money.receive(await vale.seat(BOARD), POOL, {
      party: COUNCIL,
      minor: PART,
      reference: 'APR',
      on: '2026-04-15',
    }),
  );
const asking = (): Asking => vale.asking;

test('a partner enters what it put in and what it paid, under its own codes, and no other partner sees them', async () => {
  await paid();
  const council = await vale.seat(COUNCIL);
  valueOf(await vale.money.keepCodes(council, POOL, codes()));
  const of = valueOf(await vale.money.books(council, POOL, APRIL));
  expect(of.lines.map(({ account, debit, credit }) => [account, debit?.minor, credit?.minor])).toEqual([
    ['put-in', PART, undefined],
    ['owed-by-us', undefined, PART],
    ['bank', undefined, PART],
    ['owed-by-us', PART, undefined],
  ]);
  expect(of.lines[0]?.codes).toEqual({ code: '5210', costCentre: 'ASC-104', vat: 'non-business' });
  expect(of.uncoded.map(({ account }) => account)).toEqual(['bank', 'owed-by-us']);
  const board = valueOf(await vale.money.books(await vale.seat(BOARD), POOL, APRIL));
  expect(board.codes).toEqual([]);
});

test('codes that are given again hold in place of the first, and an empty code takes them away', async () => {
  const council = await vale.seat(COUNCIL);
  valueOf(await vale.money.keepCodes(council, POOL, codes()));
  valueOf(await vale.money.keepCodes(council, POOL, codes({ code: ' 5299 ' })));
  expect(valueOf(await vale.money.books(council, POOL, APRIL)).codes).toMatchObject([{ code: '5299' }]);
  valueOf(await vale.money.keepCodes(council, POOL, codes({ code: '' })));
  expect(valueOf(await vale.money.books(council, POOL, APRIL)).codes).toEqual([]);
});

test('who speaks for no money of a partner gives no codes, and what is no account is named', async () => {
  const member = await vale.seat(COUNCIL, 'board-member');
  expect(codesOf(await vale.money.keepCodes(member, POOL, codes()))).toEqual(['money.not-yours']);
  const council = await vale.seat(COUNCIL);
  expect(codesOf(await vale.money.keepCodes(council, POOL, codes({ account: 'profit' as never })))).toEqual([
    'money.own-account',
  ]);
  expect(codesOf(await vale.money.keepCodes(council, POOL, codes({ vat: 'x'.repeat(81) })))).toEqual([
    'money.own-code',
  ]);
  expect(codesOf(await vale.money.books(await vale.seat(RIVERSIDE, 'practice-nurse'), POOL, APRIL))).toEqual([
    'money.no-pool',
  ]);
});

test('what is undone is undone in the own books on the same account', async () => {
  await paid();
  const [board, council] = [await vale.seat(BOARD), await vale.seat(COUNCIL)];
  const receipt = valueOf(await vale.money.books(council, POOL, APRIL)).lines.find(({ account }) => account === 'bank');
  const asked = valueOf(await vale.money.undo(council, POOL, receipt?.seq ?? '', 'The bank gave it back.'));
  valueOf(await vale.money.approve(board, POOL, asked));
  const of = valueOf(await vale.money.books(council, POOL, APRIL));
  const bank = of.lines.filter(({ account }) => account === 'bank');
  expect(bank.map(({ debit, credit }) => (debit?.minor ?? 0) - (credit?.minor ?? 0))).toEqual([-PART, PART]);
});

test('the files have every line, to the penny, and a spreadsheet takes no text for a formula', async () => {
  await paid();
  const council = await vale.seat(COUNCIL);
  valueOf(await vale.money.keepCodes(council, POOL, codes({ code: '=1+1' })));
  const text = valueOf(await booksFile(asking(), council, POOL, { ...APRIL, format: 'csv' })) as TextFile;
  let csv = '';
  for await (const part of text.text) csv += part;
  expect(csv.split('\r\n')[1]).toContain(",put-in,,'=1+1,ASC-104,non-business,839250.00,,GBP");
  const sheets = await sheetsOf(valueOf(await booksFile(asking(), council, POOL, { ...APRIL, format: 'xlsx' })));
  expect(sheets['Entries']?.[1]?.slice(4, 12)).toEqual([
    'put-in',
    null,
    '=1+1',
    'ASC-104',
    'non-business',
    839_250,
    null,
    'GBP',
  ]);
  expect(sheets['About']).toContainEqual(['Books of', 'Vale Council']);
  expect(codesOf(await booksFile(asking(), council, POOL, { ...APRIL, format: 'pdf' }))).toEqual(['money.format']);
});

test('the spreadsheet of a pool has the position, months and every line of every entry', async () => {
  await paid();
  const board = await vale.seat(BOARD);
  const view = valueOf(await vale.money.pool(board, POOL));
  const sheets = await sheetsOf(valueOf(await exported(asking(), board, POOL, { format: 'xlsx' })));
  expect(sheets['Position']?.at(-1)?.slice(1)).toEqual(
    [view.due, view.received, { minor: 0 }, view.late, view.spent, view.left].map(({ minor }) => minor / 100),
  );
  expect(sheets['Income and expenditure']?.[1]).toEqual(['2026-04', view.due.minor / 100, 0, view.due.minor / 100]);
  expect(sheets['Entries']?.length).toBe(1 + 2 + 2 + 2);
});

async function sheetsOf(
  file: TextFile | BytesFile,
): Promise<Readonly<Record<string, readonly (readonly unknown[])[]>>> {
  const found = await readXlsxFile(Buffer.from((file as BytesFile).bytes));
  return Object.fromEntries(found.map(({ sheet, data }) => [sheet, data]));
}

test('whoever keeps the books says by which rule value added tax is taken back; each line and its file say it by its day', async () => {
  await paid();
  const [council, board] = [await vale.seat(COUNCIL), await vale.seat(BOARD)];
  valueOf(await vale.money.keepCodes(council, POOL, codes()));
  const choose = (more: object, who = board) =>
    vale.money.chooseVat(who, POOL, {
      regime: 'section-33',
      from: '2026-04-10',
      reason: 'The council buys all of it.',
      ...more,
    });
  expect(codesOf(await choose({}, council))).toEqual(['money.not-yours']);
  expect(codesOf(await choose({ regime: 'none' }))).toEqual(['money.vat-regime']);
  expect(codesOf(await choose({ from: 'soon' }))).toEqual(['money.vat-day']);
  expect(codesOf(await choose({ reason: '' }))).toEqual(['money.reason']);
  const before = valueOf(await vale.money.books(council, POOL, APRIL));
  expect([before.vat.current, before.may, before.vat.regimes.map(({ id }) => id)]).toEqual([
    undefined,
    { keep: true, chooseVat: false },
    ['section-33', 'section-41', 'agency'],
  ]);
  valueOf(await choose({}));
  const of = valueOf(await vale.money.books(council, POOL, APRIL));
  expect(of.vat.current?.regime.law).toContain('VATGPB6640');
  expect(of.lines.map(({ effective, vatRegime }) => [effective < '2026-04-10', vatRegime?.id])).toEqual([
    [true, undefined],
    [true, undefined],
    [false, 'section-33'],
    [false, 'section-33'],
  ]);
  // The code that the partner gave itself stands beside it as it was.
  expect(of.lines[0]?.codes?.vat).toBe('non-business');
  const file = valueOf(await booksFile(asking(), council, POOL, { ...APRIL, format: 'csv' })) as TextFile;
  let text = '';
  for await (const part of file.text) text += part;
  const [head = '', ...rows] = text.trim().split('\r\n');
  expect(head.endsWith('currency,VAT regime,VAT refunded')).toBe(true);
  expect(rows.map((row) => row.split(',').slice(-2).join())).toEqual([',', ',', 'section-33,all', 'section-33,all']);
  valueOf(await vale.money.close(board, POOL, '2026-04-12', 'The books up to then are made up.'));
  expect(codesOf(await choose({ from: '2026-04-12' }))).toEqual(['money.vat-day']);
  valueOf(await choose({ from: '2026-04-13', regime: 'section-41', reason: 'The trust buys it now.' }));
  expect(valueOf(await vale.money.books(council, POOL, APRIL)).lines.map(({ vatRegime }) => vatRegime?.refund)).toEqual(
    [undefined, undefined, 'contracted-out', 'contracted-out'],
  );
});
