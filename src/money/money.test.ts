import { afterEach, beforeEach, expect, test } from 'vitest';
import { freshDatabase, type TestDatabase } from '#testing/database';
import type { ShareRiskClause } from '#agreement';
import { day } from '#base';
import {
  BOARD,
  boardMoney,
  codesOf,
  COUNCIL,
  councilMoney,
  fundDraft,
  POOL,
  RIVERSIDE,
  type TestMoney,
  testMoney,
  valueOf,
} from './money.testing.ts';
import { violations } from './ledger/world.testing.ts';

let database: TestDatabase;
let vale: TestMoney;

beforeEach(async () => {
  database = await freshDatabase();
});
afterEach(async () => {
  expect(await violations(database.store)).toEqual([]);
  await vale.stop();
  await database.drop();
});

const BOARD_PART = 110_375_000;
const COUNCIL_PART = 83_925_000;
const receipt = (party: string, minor: number, reference: string, on = '') => ({ party, minor, reference, on });
const pool = async () => valueOf(await vale.money.pool(await vale.seat(BOARD), POOL));

test('a contribution is late on the first day, and what is owed for it is kept by the money', async () => {
  vale = await testMoney(database.store);
  await vale.turnTo('2026-04-01');
  const [board, council] = [await vale.seat(BOARD), await vale.seat(COUNCIL)];
  valueOf(await vale.money.receive(board, POOL, receipt(BOARD, BOARD_PART, 'APR/BOARD')));
  expect(await pool()).toMatchObject({
    due: { minor: BOARD_PART + COUNCIL_PART },
    received: { minor: BOARD_PART },
    late: { minor: 0 },
    left: { minor: BOARD_PART + COUNCIL_PART },
  });
  await vale.turnTo('2026-04-02');
  expect(await pool()).toMatchObject({ late: { minor: COUNCIL_PART } });
  const { instalments } = valueOf(await vale.money.contributions(council, POOL));
  expect(instalments.filter(({ state }) => state === 'late')).toMatchObject([
    { party: { name: 'Vale Council' }, daysLate: 1, amount: { minor: COUNCIL_PART }, paragraph: '2' },
  ]);
  const late = await vale.obligations.late(council);
  expect(late.items.map(({ title }) => title)).toEqual(['Pay £839,250.00 into better care']);
  valueOf(await vale.money.receive(board, POOL, receipt(COUNCIL, COUNCIL_PART, 'APR/COUNCIL')));
  expect((await vale.obligations.late(council)).items).toEqual([]);
  expect(await pool()).toMatchObject({ late: { minor: 0 }, bank: { minor: BOARD_PART + COUNCIL_PART } });
});

test('positions of partners add up to the pool, and the statement to the ledger, to the penny', async () => {
  vale = await testMoney(database.store);
  await vale.turnTo('2026-06-10');
  const [board, council] = [await vale.seat(BOARD), await vale.seat(COUNCIL)];
  valueOf(await vale.money.receive(board, POOL, receipt(COUNCIL, 2 * COUNCIL_PART + 1, 'MAY')));
  const promised = {
    to: RIVERSIDE,
    minor: 12_345_678,
    scheme: 'reablement',
    until: '2026-07-31',
    words: 'Reablement team, June',
  };
  const seq = valueOf(await vale.money.promise(board, POOL, promised, 'promise-0001'));
  expect(valueOf(await vale.money.promise(board, POOL, promised, 'promise-0001'))).toBe(seq);
  expect(await pool()).toMatchObject({ promised: { minor: 12_345_678 }, spent: { minor: 0 } });
  valueOf(await vale.money.spend(board, POOL, seq, 12_000_001));
  const view = await pool();
  expect(view).toMatchObject({ promised: { minor: 0 }, spent: { minor: 12_000_001 }, unshared: { minor: 0 } });
  expect(view.partners.reduce((sum, { left }) => sum + left.minor, 0)).toBe(view.left.minor);
  expect(view.bridge.reduce((sum, { amount, kind }) => (kind === 'level' ? sum : sum + amount.minor), 0)).toBe(
    view.left.minor,
  );
  expect(view.partners.map(({ name, spent }) => [name, spent.minor])).toEqual([
    ['Vale Care Board', 6_816_779],
    ['Vale Council', 5_183_222],
    ['Riverside Community Trust', 0],
  ]);
  const shown = valueOf(
    await vale.money.statement(council, POOL, { party: COUNCIL, from: '2026-04-01', until: '2026-06-30' }),
  );
  expect(shown).toMatchObject({
    opening: { minor: 0 },
    closing: { minor: COUNCIL_PART - 1 },
    position: { spent: { minor: 5_183_222 } },
  });
  expect(shown.lines.at(-1)?.balance).toEqual(shown.closing);
  expect(view.partners[1]?.due.minor).toBe(shown.closing.minor + 2 * COUNCIL_PART + 1);
});

test('a statement is agreed by both sides, and stays as it was reported whatever is entered later', async () => {
  vale = await testMoney(database.store);
  await vale.turnTo('2026-05-05');
  const [board, council, trust] = [await vale.seat(BOARD), await vale.seat(COUNCIL), await vale.seat(RIVERSIDE)];
  const question = { party: COUNCIL, from: '2026-04-01', until: '2026-04-30' };
  const shown = valueOf(await vale.money.statement(council, POOL, question));
  const signing = { ...question, revision: shown.revision, hash: shown.hash };
  expect(codesOf(await vale.money.agree(trust, POOL, signing))).toEqual(['money.not-signatory']);
  expect(codesOf(await vale.money.agree(board, POOL, { ...signing, hash: 'other' }))).toEqual([
    'money.other-statement',
  ]);
  for (const seat of [council, board]) valueOf(await vale.money.agree(seat, POOL, signing));
  valueOf(await vale.money.receive(board, POOL, receipt(COUNCIL, COUNCIL_PART, 'LATE', '2026-04-20')));
  const again = valueOf(await vale.money.statement(council, POOL, { ...question, revision: shown.revision }));
  expect(again.hash).toBe(shown.hash);
  expect(again.agreed.map(({ name }) => name)).toEqual(['Vale Council', 'Vale Care Board']);
  const now = valueOf(await vale.money.statement(council, POOL, question));
  expect([now.hash === shown.hash, now.closing.minor, now.agreed]).toEqual([false, 0, []]);
});

test('an entry by hand counts once another partner has agreed it, and is undone the same way', async () => {
  vale = await testMoney(database.store);
  await vale.turnTo('2026-04-10');
  const [board, council] = [await vale.seat(BOARD), await vale.seat(COUNCIL)];
  const asked = {
    debit: 'fund',
    credit: `due-to ${RIVERSIDE}`,
    minor: 5_000,
    on: '2026-04-09',
    words: 'Van hire',
    reason: 'The bus broke down',
    scheme: 'transport',
  };
  expect(codesOf(await vale.money.journal(board, POOL, { ...asked, reason: '' }, 'journal-0001'))).toEqual([
    'money.reason',
  ]);
  expect(codesOf(await vale.money.journal(board, POOL, { ...asked, debit: 'purse' }, 'journal-0001'))).toEqual([
    'money.account',
  ]);
  const seq = valueOf(await vale.money.journal(board, POOL, asked, 'journal-0001'));
  expect(await pool()).toMatchObject({
    spent: { minor: 0 },
    waiting: [{ words: 'Van hire', may: { approve: false } }],
  });
  expect(codesOf(await vale.money.approve(board, POOL, seq))).toEqual(['money.own-journal']);
  valueOf(await vale.money.approve(council, POOL, seq));
  valueOf(await vale.money.approve(council, POOL, seq));
  expect(await pool()).toMatchObject({
    spent: { minor: 5_000 },
    schemes: [{ name: 'transport', spent: { minor: 5_000 } }],
  });
  const { entries } = valueOf(await vale.money.ledger(council, POOL));
  const undone = valueOf(await vale.money.undo(council, POOL, entries[0]?.seq ?? '', 'It was paid by the trust'));
  expect(await pool()).toMatchObject({ spent: { minor: 5_000 } });
  valueOf(await vale.money.approve(board, POOL, undone));
  expect(await pool()).toMatchObject({ spent: { minor: 0 } });
});

test('what nobody agrees to is let go by itself, and a promise on its day', async () => {
  vale = await testMoney(database.store);
  await vale.turnTo('2026-04-10');
  const board = await vale.seat(BOARD);
  const promised = { to: RIVERSIDE, minor: 500, scheme: '', until: '2026-04-20', words: 'A desk' };
  valueOf(await vale.money.promise(board, POOL, promised, 'promise-0001'));
  await vale.turnTo('2026-04-20');
  expect(await pool()).toMatchObject({ promised: { minor: 500 } });
  await vale.turnTo('2026-04-21');
  expect(await pool()).toMatchObject({ promised: { minor: 0 }, waiting: [] });
});

test('money that came before its part was due meets it on the day', async () => {
  vale = await testMoney(database.store);
  await vale.turnTo('2026-04-10');
  const [board, council] = [await vale.seat(BOARD), await vale.seat(COUNCIL)];
  valueOf(await vale.money.receive(board, POOL, receipt(COUNCIL, 2 * COUNCIL_PART + 7, 'TWO MONTHS')));
  await vale.turnTo('2026-05-05');
  const { instalments } = valueOf(await vale.money.contributions(council, POOL));
  const mine = instalments.filter(({ party }) => party.organization === COUNCIL);
  expect(mine.slice(0, 3).map(({ state }) => state)).toEqual(['met', 'met', 'to-come']);
  expect((await vale.obligations.late(council)).items).toEqual([]);
  const { closing } = valueOf(await vale.money.statement(council, POOL, { party: COUNCIL }));
  expect(closing.minor).toBe(-7);
});

test('the same reference is the same receipt; another amount under it is refused', async () => {
  vale = await testMoney(database.store);
  await vale.turnTo('2026-04-10');
  const board = await vale.seat(BOARD);
  const first = valueOf(await vale.money.receive(board, POOL, receipt(COUNCIL, 100, 'REF 1')));
  expect(valueOf(await vale.money.receive(board, POOL, receipt(COUNCIL, 100, 'REF 1')))).toBe(first);
  expect(codesOf(await vale.money.receive(board, POOL, receipt(COUNCIL, 101, 'REF 1')))).toEqual([
    'money.reference-used',
  ]);
  expect(codesOf(await vale.money.receive(await vale.seat(COUNCIL), POOL, receipt(COUNCIL, 1, 'X')))).toEqual([
    'money.not-yours',
  ]);
  expect(codesOf(await vale.money.receive(board, POOL, receipt(COUNCIL, 1, 'Y', '2026-05-01')))).toEqual([
    'money.not-yet',
  ]);
});

test('a closed period stays as it was; two partners together open it again', async () => {
  vale = await testMoney(database.store);
  await vale.turnTo('2026-05-12');
  const [board, council] = [await vale.seat(BOARD), await vale.seat(COUNCIL)];
  valueOf(await vale.money.close(board, POOL, '2026-04-30', 'Month end April'));
  valueOf(await vale.money.receive(board, POOL, receipt(COUNCIL, COUNCIL_PART, 'APRIL', '2026-04-29')));
  const { entries } = valueOf(await vale.money.ledger(board, POOL));
  expect(entries[0]).toMatchObject({ effective: '2026-05-01', about: '2026-04-29' });
  expect(codesOf(await vale.money.close(board, POOL, '2026-05-12', 'Too early'))).toEqual(['money.close-through']);
  valueOf(await vale.money.askReopen(board, POOL, '2026-03-31', 'The bank moved a payment'));
  const waits = (await pool()).closings.find((one) => one.waits);
  expect(codesOf(await vale.money.agreeReopen(board, POOL, waits?.id ?? ''))).toEqual(['money.own-request']);
  valueOf(await vale.money.agreeReopen(council, POOL, waits?.id ?? ''));
  expect(await pool()).toMatchObject({ closed: '2026-03-31', closings: [{ act: 'reopen', waits: false }, {}, {}] });
});

test('a version of October that gives more from April adjusts what is owed, in open days, and names the version before', async () => {
  vale = await testMoney(database.store);
  await vale.turnTo('2026-09-10');
  valueOf(await vale.money.close(await vale.seat(BOARD), POOL, '2026-08-31', 'Month end'));
  const raised = { ...councilMoney, amount: { minor: 1_207_100_000, currency: 'GBP' }, appliesFrom: day('2026-04-01') };
  await vale.propose(
    fundDraft({ version: 2, decided: day('2026-09-05'), effective: day('2026-10-01') }, [boardMoney, raised]),
  );
  const reported = await pool();
  await vale.turnTo('2026-10-02');
  const { entries } = valueOf(await vale.money.ledger(await vale.seat(COUNCIL), POOL));
  const adjusting = entries.filter(({ reason }) => reason?.includes('in place of version 1'));
  expect(adjusting.map(({ effective, about }) => [effective, about])).toEqual(
    ['09', '08', '07', '06', '05', '04'].map((month) => ['2026-10-01', `2026-${month}-01`]),
  );
  const council = (await pool()).partners.find(({ organization }) => organization === COUNCIL);
  expect(council?.due.minor).toBe(7 * 100_591_666 + 8);
  const then = valueOf(
    await vale.money.pool(await vale.seat(BOARD), POOL, { on: '2026-09-10', revision: reported.revision }),
  );
  expect(then.partners).toEqual(reported.partners);
});

test('money that is given in kind meets its part at the agreed value and pays for nothing else', async () => {
  const staff = {
    ...councilMoney,
    id: 'council-staff',
    amount: { minor: 1_200_000, currency: 'GBP' },
    inKind: 'two social workers',
  };
  vale = await testMoney(database.store, fundDraft({}, [staff]));
  await vale.turnTo('2026-04-10');
  const board = await vale.seat(BOARD);
  const [part] = valueOf(await vale.money.contributions(board, POOL)).instalments;
  expect(part).toMatchObject({ inKind: 'two social workers', state: 'late' });
  const promised = { to: RIVERSIDE, minor: 1, scheme: '', until: '2026-04-20', words: 'A desk' };
  expect(codesOf(await vale.money.promise(board, POOL, promised, 'promise-0001'))).toEqual(['money.no-money']);
  const shown = { item: part?.item ?? '', on: '2026-04-09', words: 'Both were there all of April' };
  valueOf(await vale.money.receiveInKind(board, POOL, shown));
  expect((await pool()).partners[1]).toMatchObject({
    inKind: { minor: 100_000 },
    received: { minor: 0 },
    late: { minor: 0 },
    left: { minor: 0 },
  });
});

test('what is left now is shared step by step as it would be at the end of the year', async () => {
  const risk: ShareRiskClause = {
    id: 'risk',
    cites: '2',
    clause: 'shareRisk',
    pool: 'better-care',
    settled: 'year',
    overspend: [{ step: 'carry', by: BOARD }],
    underspend: [
      { step: 'keep-in-pool', most: { minor: 300_000, currency: 'GBP' } },
      {
        step: 'split',
        shares: [
          { organization: BOARD, parts: 2 },
          { organization: COUNCIL, parts: 1 },
        ],
      },
    ],
  };
  const money = { ...boardMoney, amount: { minor: 12_000_000, currency: 'GBP' } };
  vale = await testMoney(database.store, fundDraft({}, [money, risk]));
  await vale.turnTo('2026-04-10');
  expect((await pool()).risk).toMatchObject({
    over: false,
    because: 'Vale section 75 agreement, version 1, paragraph 2',
    steps: [
      { words: 'Kept: the pool keeps £3,000.00 (all that was agreed or is there).', came: { minor: 1_000_000 } },
      { words: 'Shared by parts: Vale Care Board £4,666.67 and Vale Council £2,333.33.', left: { minor: 0 } },
    ],
    partners: [{ amount: { minor: 466_667 } }, { amount: { minor: 233_333 } }],
  });
});

test('who is no partner, or has no part in money, sees no pool', async () => {
  vale = await testMoney(database.store);
  await vale.turnTo('2026-04-10');
  const stranger = await vale.seat('Organization/elm-tree');
  expect(valueOf(await vale.money.pools(stranger))).toEqual([]);
  expect(codesOf(await vale.money.pool(stranger, POOL))).toEqual(['money.no-pool']);
  expect(codesOf(await vale.money.pool(await vale.seat(BOARD, 'gp'), POOL))).toEqual(['money.no-pool']);
  expect(valueOf(await vale.money.pools(await vale.seat(COUNCIL, 'board-member')))).toMatchObject([
    { name: 'better care' },
  ]);
});
