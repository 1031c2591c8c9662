import readXlsxFile from 'read-excel-file/node';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { freshDatabase, type TestDatabase } from '#testing/database';
import type { Clause, ContributeClause, GrantClause, PayClause } from '#agreement';
import { day } from '#base';
import type { BytesFile } from '#http';
import { sql } from '#store';
import { exported } from '../export/export.ts';
import { hivGrant } from '../grant/grant.testing.ts';
import { violations } from '../ledger/world.testing.ts';
import {
  BOARD,
  boardMoney,
  codesOf,
  COUNCIL,
  fundDraft,
  POOL,
  RIVERSIDE,
  type TestMoney,
  testMoney,
  valueOf,
} from '../money.testing.ts';
import { podiatryPaid, SNOMED } from '../settle/settle.testing.ts';
import { purposesIn } from './purpose.ts';

const gbp = (minor: number) => ({ minor, currency: 'GBP' });
const GRANT = 'fund/feet/2026-04-01';
const feet: GrantClause = {
  ...hivGrant,
  id: 'feet',
  grant: 'foot-grant',
  programme: 'foot-care',
  funder: COUNCIL,
  pool: 'better-care',
  lines: hivGrant.lines.map((line) => ({ ...line, id: 'home-visits', cost: gbp(1_000), amount: gbp(1_200_000) })),
};
const given: ContributeClause = {
  ...boardMoney,
  id: 'given',
  by: COUNCIL,
  amount: gbp(1_200_000),
  ringFencedFor: 'home-visits',
};
const visits: PayClause = { ...podiatryPaid, scheme: 'home-visits' };
const nursing: PayClause = {
  ...podiatryPaid,
  id: 'nursing',
  activity: 'nursing',
  price: {
    model: 'tariff',
    lines: [
      {
        id: 'nurse',
        words: 'a nurse at home',
        codes: { system: SNOMED, codes: ['nurse'] },
        unit: 'contact',
        price: gbp(5_000),
      },
    ],
  },
};
const CLAUSES: readonly Clause[] = [boardMoney, given, feet, visits, nursing];

let database: TestDatabase;
let vale: TestMoney;

beforeEach(async () => {
  database = await freshDatabase();
  vale = await testMoney(database.store, fundDraft({}, CLAUSES));
  await vale.turnTo('2026-06-02');
  await charged('visit', 20);
  await charged('nurse', 10);
});
afterEach(async () => {
  expect(await violations(database.store)).toEqual([]);
  await vale.stop();
  await database.drop();
});

async function charged(code: string, count: number): Promise<void> {
  const org = await vale.vale.repository.contributors.organizationKey(RIVERSIDE);
  await database.store.run(sql`insert into money_activity (bkt, typ, id, cmp, org, system, code, day)
    select 1, 2, ${`${code}-`} || n, 3, ${org}::int, ${SNOMED}, ${code}, '2026-05-04' from generate_series(1, ${count}::int) as n`);
  for (const id of valueOf(await vale.money.proposeCharges(await vale.seat(RIVERSIDE))))
    valueOf(await vale.money.acceptCharge(await vale.seat(BOARD), id, {}));
}

async function file(format: string, only = {}): Promise<string> {
  const made = valueOf(await exported(vale.asking, await vale.seat(BOARD), POOL, { format, ...only }));
  if (!('text' in made)) throw new Error('no text');
  let text = '';
  for await (const part of made.text) text += part;
  return text;
}

test('a pool says what was put in and spent for each grant and for the rest, and together they are the pool', async () => {
  const pool = valueOf(await vale.money.pool(await vale.seat(BOARD), POOL));
  expect(pool.purposes.map(({ words, due, spent, left }) => [words, due.minor, spent.minor, left.minor])).toEqual([
    ['no programme in particular', 3 * 110_375_000, 50_000, 3 * 110_375_000 - 50_000],
    ['foot care: foot grant, from 1 April 2026', 300_000, 206_000, 94_000],
  ]);
  expect(pool.purposes.reduce((sum, { left }) => sum + left.minor, 0)).toBe(pool.left.minor);
});

test('a statement is drawn for a grant alone, and agreed by nobody: both sides agree the whole', async () => {
  const trust = await vale.seat(RIVERSIDE);
  const ask = async (only = {}) => valueOf(await vale.money.statement(trust, POOL, { party: RIVERSIDE, ...only }));
  const [whole, grant, programme] = [await ask(), await ask({ grant: GRANT }), await ask({ programme: 'foot-care' })];
  expect([whole, grant, programme].map(({ closing }) => closing.minor)).toEqual([-256_000, -206_000, -206_000]);
  expect([whole, grant].map(({ may, only }) => [may.agree, only?.words])).toEqual([
    [true, undefined],
    [false, 'foot care: foot grant, from 1 April 2026'],
  ]);
  const council = await vale.money.statement(trust, POOL, { party: COUNCIL, grant: GRANT });
  expect(valueOf(council).position).toMatchObject({ putIn: gbp(300_000), spent: gbp(206_000), left: gbp(94_000) });
  const wrong = await vale.money.statement(trust, POOL, { party: COUNCIL, grant: 'fund/other/2026-04-01' });
  expect(codesOf(wrong)).toEqual(['money.no-purpose']);
});

test('what comes for a grant is its money in the bank, and files of it alone are double entry', async () => {
  const board = await vale.seat(BOARD);
  const receipt = { party: COUNCIL, minor: 250_000, on: '2026-06-02', reference: 'FEET/1' };
  valueOf(await vale.money.receive(board, POOL, receipt));
  expect(valueOf(await vale.money.receive(board, POOL, receipt))).not.toBe('');
  const csv = (await file('csv', { grant: GRANT })).trim().split('\r\n').slice(1);
  // Three parts of the contribution, a charge and a receipt that met three parts; nothing of nursing.
  expect(csv).toHaveLength(3 * 2 + 2 + 4);
  expect(csv.every((line) => line.endsWith(`,foot-care,${GRANT}`))).toBe(true);
  expect(csv.filter((line) => line.includes(',bank,')).map((line) => line.includes('2500.00'))).toEqual([true]);
  const whole = (await file('csv')).trim().split('\r\n').slice(1);
  expect(whole.filter((line) => line.endsWith(',,'))).toHaveLength(whole.length - csv.length);
  expect(await file('journal', { programme: 'foot-care' })).toContain(`; programme: foot-care, grant: ${GRANT}`);
  const book = valueOf(await exported(vale.asking, board, POOL, { format: 'xlsx' }));
  const sheets = await readXlsxFile(Buffer.from((book as BytesFile).bytes));
  const byPurpose = sheets.find(({ sheet }) => sheet === 'Programmes and grants')?.data;
  expect(byPurpose?.at(-1)).toEqual(['foot-care', GRANT, 3_000, 0, 2_060, 940]);
  expect(codesOf(await exported(vale.asking, board, POOL, { format: 'csv', programme: 'eyes' }))).toEqual([
    'money.no-purpose',
  ]);
});

test('what was undone is undone for the grant it was for', async () => {
  const board = await vale.seat(BOARD);
  const { entries } = valueOf(await vale.money.ledger(board, POOL));
  const seq = entries.find(({ words }) => words.includes('treatment at home'))?.seq ?? '';
  const asked = valueOf(await vale.money.undo(board, POOL, seq, 'It was charged by mistake'));
  valueOf(await vale.money.approve(await vale.seat(COUNCIL), POOL, asked));
  const pool = valueOf(await vale.money.pool(board, POOL));
  expect(pool.purposes.map(({ grant, spent }) => [grant, spent.minor])).toEqual([
    ['', 50_000],
    [GRANT, 0],
  ]);
});

test('a name that two grants give is for neither alone, from the day on which both stand', async () => {
  const second: GrantClause = { ...feet, id: 'more-feet', grant: 'second-grant', place: 2 };
  const changed = { version: 2, decided: day('2026-06-02'), effective: day('2026-07-01') };
  await vale.propose(fundDraft(changed, [...CLAUSES, second]));
  const pool = { instrument: 'fund', name: 'better-care' };
  const of = purposesIn(vale.asking.governance().stack(), pool, day('2026-08-01'));
  expect([of?.('home-visits', day('2026-06-30')), of?.('home-visits', day('2026-07-01'))]).toEqual([
    { programme: 'foot-care', grant: GRANT },
    { programme: 'foot-care', grant: '' },
  ]);
  expect(of?.('second-grant', day('2026-07-01')).grant).toBe('fund/more-feet/2026-04-01');
  expect(of?.('foot-care', day('2026-07-01'))).toEqual({ programme: 'foot-care', grant: '' });
  expect(of?.('nursing', day('2026-07-01'))).toEqual({ programme: '', grant: '' });
  expect(purposesIn(vale.asking.governance().stack(), { ...pool, name: 'charges' }, day('2026-08-01'))).toBeUndefined();
});
