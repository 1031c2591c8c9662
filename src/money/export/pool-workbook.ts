import { type Amount, dayWords, decimal } from '#agreement';
import type { PoolView } from '../contract.ts';
import type { ToldEntry } from './narrowed.ts';
import { ENTRY_COLUMNS, entryRows } from './csv.ts';
import { workbook, type WorkbookColumn, type WorkbookSheet } from '#joint';

const AMOUNT: Omit<WorkbookColumn, 'title'> = { width: 18, is: 'amount' };
const MONEY = new Set(['debit', 'credit']);
const WIDE = new Set(['words', 'reason', 'whose money']);

/** A pool as its partners' finance teams open it: the position, income and expenditure by month and by scheme, and every entry. */
export async function poolWorkbook(view: PoolView, entries: readonly ToldEntry[]): Promise<Uint8Array> {
  const purposes = view.purposes.length === 0 ? [] : [byPurpose(view)];
  return workbook([position(view), byMonth(view), byScheme(view), ...purposes, allOf(entries), about(view)]);
}

function position({ partners, pool, due, received, late, spent, left }: PoolView): WorkbookSheet {
  const inKind = partners.reduce((sum, one) => sum + one.inKind.minor, 0);
  const row = (name: string, amounts: readonly Amount[]) => [name, ...amounts.map(plain)];
  return {
    name: 'Position',
    columns: [
      { title: 'Partner', width: 40 },
      ...['To put in so far', 'Came', 'In kind', 'Late', 'Of it spent', 'Left'].map((title) => ({ title, ...AMOUNT })),
    ],
    rows: [
      ...partners.map((one) => row(one.name, [one.due, one.received, one.inKind, one.late, one.spent, one.left])),
      row(`The pool: ${pool.replaceAll('-', ' ')}`, [due, received, { ...due, minor: inKind }, late, spent, left]),
    ],
  };
}

function byMonth({ months }: PoolView): WorkbookSheet {
  return {
    name: 'Income and expenditure',
    columns: [
      { title: 'Month', width: 12 },
      ...['Income', 'Expenditure', 'Over the month'].map((title) => ({ title, ...AMOUNT })),
    ],
    rows: months.map(({ month, due, spent }) => [
      month,
      plain(due),
      plain(spent),
      plain({ ...due, minor: due.minor - spent.minor }),
    ]),
  };
}

function byScheme({ schemes }: PoolView): WorkbookSheet {
  return {
    name: 'Schemes',
    columns: [{ title: 'Scheme', width: 40 }, ...['Spent', 'Promised'].map((title) => ({ title, ...AMOUNT }))],
    rows: schemes.map(({ name, spent, promised }) => [name, plain(spent), plain(promised)]),
  };
}

function byPurpose({ purposes }: PoolView): WorkbookSheet {
  return {
    name: 'Programmes and grants',
    columns: [
      { title: 'Programme', width: 30 },
      { title: 'Grant', width: 40 },
      ...['Put in', 'Shared', 'Spent', 'Left'].map((title) => ({ title, ...AMOUNT })),
    ],
    rows: purposes.map(({ programme, grant, due, shared, spent, left }) => [
      programme,
      grant,
      ...[due, shared, spent, left].map(plain),
    ]),
  };
}

function allOf(entries: readonly ToldEntry[]): WorkbookSheet {
  return {
    name: 'Entries',
    columns: ENTRY_COLUMNS.map((title) =>
      MONEY.has(title) ? { title, ...AMOUNT } : { title, width: WIDE.has(title) ? 40 : 14 },
    ),
    rows: entries.flatMap(entryRows),
  };
}

function about({ name, title, keeper, asAt, revision, currency }: PoolView): WorkbookSheet {
  return {
    name: 'About',
    columns: [
      { title: 'What', width: 28 },
      { title: 'Is', width: 70 },
    ],
    rows: [
      ['Pool', name],
      ['Agreement', title],
      ['Books are kept by', keeper.name],
      ['As at', dayWords(asAt)],
      ['As known after entry', revision],
      ['Currency', currency],
      ['Income', 'Contributions that fell due in the month, in money and in kind'],
      ['Entries', 'Every line of every entry up to the one named above; a debit is a line that brings to an account'],
    ],
  };
}

function plain({ minor, currency }: Amount): string {
  return decimal(BigInt(minor), currency);
}
