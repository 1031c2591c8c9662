import { afterEach, beforeEach, expect, test } from 'vitest';
import { freshDatabase, type TestDatabase } from '#testing/database';
import type { ContributeClause, GrantClause } from '#agreement';
import { day } from '#base';
import { startInsight } from '../../insight/insight.ts';
import { projections } from '../../insight/projections.ts';
import { BOARD, boardMoney, COUNCIL, RIVERSIDE, type TestMoney, testMoney, valueOf } from '../money.testing.ts';
import { clinicDraft, hivGrant, ugx, visited } from './grant.testing.ts';

const COSTS = { instrument: 'clinic', pool: 'costs' } as const;
const putsIn: ContributeClause = {
  ...boardMoney,
  id: 'council-money',
  pool: 'costs',
  by: COUNCIL,
  amount: ugx(240_000),
  every: 'year',
};
const inKind: ContributeClause = { ...putsIn, id: 'council-rooms', amount: ugx(120_000), inKind: 'two rooms' };
const match = { by: COUNCIL, puts: ugx(1), forEach: ugx(2), pool: 'costs', valued: true, dueBy: day('2026-09-30') };
const first: GrantClause = {
  ...hivGrant,
  lines: hivGrant.lines.map((line) => ({ ...line, amount: ugx(600_000) })),
  match,
  version: '3',
};
/** The same money is asked for by another grant, which comes second. */
const second: GrantClause = {
  ...first,
  id: 'second',
  grant: 'second-clinic',
  place: 2,
  match: { ...match, dueBy: day('2026-12-31') },
  lines: [{ id: 'more', words: 'more of it', search: 'Encounter?class=HH', cost: ugx(1_000), amount: ugx(200_000) }],
};

let database: TestDatabase;
let vale: TestMoney;

beforeEach(async () => {
  database = await freshDatabase();
});
afterEach(async () => {
  await vale.stop();
  await database.drop();
});

const matchOf = async (organization: string, clause = 'hiv') =>
  valueOf(await vale.money.grants.grants(await vale.seat(organization))).find(({ name }) => name.clause === clause)
    ?.match;
const owed = async () =>
  (await vale.obligations.owedBy(await vale.seat(COUNCIL))).items
    .filter(({ kind, state }) => kind === 'grant-match' && state === 'open')
    .map(({ title, due }) => [title, String(due).slice(0, 10)]);

test('what another party puts in beside a grant is owed to the funder until it came, in money or in kind, each penny once', async () => {
  vale = await testMoney(database.store, clinicDraft([first, second, putsIn, inKind]));
  await visited(vale, [{ id: 'v1', person: 'p1', on: '2026-05-04', codes: ['B24'] }]);
  await vale.turnTo('2026-06-01');
  expect(await matchOf(RIVERSIDE)).toMatchObject({
    by: { organization: COUNCIL },
    whole: ugx(300_000),
    missing: ugx(300_000),
    state: 'to-come',
  });
  // The party that matches reads the grant, as its funder does.
  expect(await matchOf(COUNCIL)).toEqual(await matchOf(BOARD));
  expect(await owed()).toEqual([]);
  await vale.turnTo('2026-09-01');
  expect(await owed()).toEqual([['Put in UGX 300,000 that matches hiv clinic', '2026-09-30']]);

  const keeper = await vale.seat(BOARD);
  const receipt = { party: COUNCIL, minor: 240_000, on: '2026-09-01', reference: 'COUNCIL 1' };
  valueOf(await vale.money.receive(keeper, COSTS, receipt));
  expect(await matchOf(BOARD)).toMatchObject({ money: ugx(240_000), inKind: ugx(0), missing: ugx(60_000) });
  expect(await matchOf(BOARD, 'second')).toMatchObject({ whole: ugx(100_000), missing: ugx(100_000) });
  await vale.turnTo('2026-10-01');
  expect(await matchOf(BOARD)).toMatchObject({ state: 'late' });

  const { instalments } = valueOf(await vale.money.contributions(keeper, COSTS));
  const item = instalments.find((one) => one.inKind !== undefined)?.item ?? '';
  valueOf(await vale.money.receiveInKind(keeper, COSTS, { item, on: '2026-10-01', words: 'Two rooms all year.' }));
  await vale.turnTo('2026-10-02');
  expect(await owed()).toEqual([]);
  expect(await matchOf(BOARD)).toMatchObject({ inKind: ugx(60_000), missing: ugx(0), state: 'matched' });
  // What is left of it is all that the second grant has.
  expect(await matchOf(BOARD, 'second')).toMatchObject({ inKind: ugx(60_000), missing: ugx(40_000) });
});

test('a return says what was matched by the end of its period, and what was missing then', async () => {
  vale = await testMoney(database.store, clinicDraft([first, putsIn]), { projections });
  const insight = await startInsight(vale.asking.services);
  Object.assign(vale.asking.services.answers, { insight: insight.answers });
  await insight.stop?.();
  await vale.turnTo('2026-06-01');
  const keeper = await vale.seat(BOARD);
  valueOf(
    await vale.money.receive(keeper, COSTS, { party: COUNCIL, minor: 100_000, on: '2026-06-01', reference: 'ONE' }),
  );
  await vale.turnTo('2026-07-05');
  valueOf(
    await vale.money.receive(keeper, COSTS, { party: COUNCIL, minor: 140_000, on: '2026-07-05', reference: 'TWO' }),
  );
  const name = { instrument: 'clinic', clause: 'hiv', since: '2026-04-01' };
  const manager = await vale.seat(RIVERSIDE);
  const figures = async (from: string) =>
    valueOf(await vale.money.grants.return(manager, name, { from }))
      .cells.filter(({ cell }) => cell.startsWith('match'))
      .map(({ cell, amount }) => [cell, amount?.minor]);
  expect(await figures('2026-04-01')).toEqual([
    ['matched', 100_000],
    ['match-missing', 200_000],
  ]);
  expect(await figures('2026-07-01')).toEqual([
    ['matched', 240_000],
    ['match-missing', 60_000],
  ]);
});
