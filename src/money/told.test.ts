import { afterEach, beforeEach, expect, test } from 'vitest';
import { freshDatabase, type TestDatabase } from '#testing/database';
import type { Role } from '#agreement';
import { clinicDraft, hivGrant, visited } from './grant/grant.testing.ts';
import {
  BOARD,
  boardMoney,
  COUNCIL,
  councilMoney,
  fundDraft,
  POOL,
  RIVERSIDE,
  type TestMoney,
  testMoney,
  valueOf,
} from './money.testing.ts';
import { startMoney } from './money.ts';

let database: TestDatabase;
let vale: TestMoney | undefined;

beforeEach(async () => {
  database = await freshDatabase();
});
afterEach(async () => {
  await vale?.stop();
  await database.drop();
});

const opened = async (draft = fundDraft({}, [boardMoney, councilMoney])) =>
  (vale = await testMoney(database.store, draft));
const owed = async (
  { obligations, seat }: TestMoney,
  kind: string,
  organization: string,
  role: Role = 'finance-lead',
) =>
  (await obligations.owedBy(await seat(organization, role))).items
    .filter((one) => one.kind === kind && one.state === 'open')
    .map(({ title, page }) => [title, page]);

test('the return of a quarter is owed by whoever keeps the books once it is over, until it is submitted', async () => {
  const one = await opened();
  await one.turnTo('2026-06-30');
  expect(await owed(one, 'quarter-return', BOARD)).toEqual([]);
  await one.turnTo('2026-07-01');
  await one.turnTo('2026-07-02');
  const page = '/money/fund/better-care/return?from=2026-04-01';
  expect(await owed(one, 'quarter-return', BOARD)).toEqual([
    ['Submit the return of better care for 1 April 2026 to 30 June 2026', page],
  ]);
  expect(await owed(one, 'quarter-return', COUNCIL)).toEqual([]);
  const board = await one.seat(BOARD);
  const { hash } = valueOf(await one.money.quarter(board, POOL, { from: '2026-04-01' }));
  valueOf(await one.money.submitQuarter(board, POOL, { from: '2026-04-01', hash, reason: '' }));
  expect(await owed(one, 'quarter-return', BOARD)).toEqual([]);
});

test('the return of a year is owed once it is over, until it is submitted', async () => {
  const one = await opened();
  await one.turnTo('2027-03-31');
  expect(await owed(one, 'year-return', BOARD)).toEqual([]);
  await one.turnTo('2027-04-01');
  expect(await owed(one, 'year-return', BOARD)).toEqual([
    [
      'Submit the return of better care for 1 April 2026 to 31 March 2027',
      '/money/fund/better-care/return?span=year&from=2026-04-01',
    ],
  ]);
  const board = await one.seat(BOARD);
  const { hash } = valueOf(await one.money.quarter(board, POOL, { span: 'year', from: '2026-04-01' }));
  valueOf(await one.money.submitQuarter(board, POOL, { span: 'year', from: '2026-04-01', hash, reason: '' }));
  expect(await owed(one, 'year-return', BOARD)).toEqual([]);
});

test('once days are closed both sides of each balance owe that they agree it; each is done by its own word', async () => {
  const one = await opened();
  await one.turnTo('2026-07-02');
  const [board, council] = [await one.seat(BOARD), await one.seat(COUNCIL)];
  expect(await owed(one, 'balance-agreement', COUNCIL)).toEqual([]);
  valueOf(await one.money.close(board, POOL, '2026-05-31', 'The books of May are closed.'));
  const title = 'Agree the balance of Vale Council in better care up to 2026-05-31';
  const [[words, page] = []] = await owed(one, 'balance-agreement', COUNCIL);
  expect([words, page]).toEqual([
    title,
    '/money/fund/better-care/statement?party=Organization%2Fcouncil&until=2026-05-31',
  ]);
  expect((await owed(one, 'balance-agreement', BOARD)).map(([said]) => said)).toEqual([title]);
  const asked = { party: COUNCIL, until: '2026-05-31' };
  const { hash, from, until, revision } = valueOf(await one.money.statement(council, POOL, asked));
  const shown = { party: COUNCIL, hash, from, until, revision };
  valueOf(await one.money.agree(council, POOL, shown));
  expect(await owed(one, 'balance-agreement', COUNCIL)).toEqual([]);
  expect(await owed(one, 'balance-agreement', BOARD)).toHaveLength(1);
  valueOf(await one.money.agree(board, POOL, shown));
  expect(await owed(one, 'balance-agreement', BOARD)).toEqual([]);
});

test('a return to a funder is owed by whoever sits in a role that may submit it, and the page opens for them', async () => {
  const one = await opened(clinicDraft([hivGrant]));
  await visited(one, [{ id: 'v1', person: 'p1', on: '2026-05-04', codes: ['B24'] }]);
  const { services } = one.asking;
  // At the clinic nobody looks after money but whoever runs it.
  const holders = async (organization: string, role: Role) =>
    organization === RIVERSIDE && role === 'practice-manager' ? [{ account: 'one', name: 'Agnes' }] : [];
  const again = await startMoney({ ...services, holders });
  one.vale.clock.now = Date.parse('2026-07-02T09:00:00Z');
  await again.answers.advance();
  const [[title, page] = []] = await owed(one, 'grant-return', RIVERSIDE, 'practice-manager');
  expect([title, page]).toEqual([
    'Submit the return of hiv clinic from 1 April 2026',
    '/money/grants/clinic/hiv/2026-04-01?from=2026-04-01',
  ]);
  const manager = await one.seat(RIVERSIDE, 'practice-manager');
  const name = { instrument: 'clinic', clause: 'hiv', since: '2026-04-01' };
  const view = valueOf(await one.money.grants.return(manager, name, { from: '2026-04-01' }));
  expect(view.may.submit).toBe(true);
  valueOf(await one.money.grants.submit(manager, name, { from: '2026-04-01', hash: view.hash, reason: '' }));
  expect(await owed(one, 'grant-return', RIVERSIDE, 'practice-manager')).toEqual([]);
  await again.stop?.();
});
