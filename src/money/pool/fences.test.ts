import { afterEach, beforeEach, expect, test } from 'vitest';
import { freshDatabase, type TestDatabase } from '#testing/database';
import type { ContributeClause, GrantClause, PayClause, ShareRiskClause } from '#agreement';
import { day } from '#base';
import { sql } from '#store';
import { hivGrant } from '../grant/grant.testing.ts';
import { sharesIn, violations } from '../ledger/world.testing.ts';
import { BOARD, boardMoney, COUNCIL, fundDraft, POOL, RIVERSIDE, testMoney, valueOf } from '../money.testing.ts';
import { podiatryPaid, SNOMED } from '../settle/settle.testing.ts';
import { fencesIn } from './purpose.ts';

const gbp = (minor: number) => ({ minor, currency: 'GBP' });
const grant: GrantClause = {
  ...hivGrant,
  id: 'feet',
  grant: 'foot-grant',
  programme: 'foot-care',
  funder: COUNCIL,
  pool: 'better-care',
  lines: hivGrant.lines.map((line) => ({ ...line, id: 'home-visits', cost: gbp(1_000), amount: gbp(1_200_000) })),
};
const given = (id: string, ringFencedFor: string, minor: number): ContributeClause => ({
  ...boardMoney,
  id,
  by: COUNCIL,
  amount: gbp(minor * 12),
  ringFencedFor,
});
const visits: PayClause = { ...podiatryPaid, scheme: 'home-visits' };
/** What is left each month is the board's, so that it says whether ring-fenced money was drawn. */
const carried: ShareRiskClause = {
  id: 'risk',
  cites: '3',
  clause: 'shareRisk',
  pool: 'better-care',
  settled: 'month',
  overspend: [{ step: 'carry', by: BOARD }],
  underspend: [{ step: 'carry', by: BOARD }],
};
const FENCED = [
  given('programme', 'foot-care', 50_000),
  given('grant', 'foot-grant', 100_000),
  given('eyes', 'eyes', 70_000),
];

let database: TestDatabase;
beforeEach(async () => {
  database = await freshDatabase();
});
afterEach(async () => {
  expect(await violations(database.store)).toEqual([]);
  await database.drop();
});

/** So many visits of £103 were done in April and accepted. */
async function lived(count: number) {
  const vale = await testMoney(database.store, fundDraft({}, [boardMoney, ...FENCED, grant, visits, carried]));
  await vale.turnTo('2026-05-05');
  const org = await vale.vale.repository.contributors.organizationKey(RIVERSIDE);
  await database.store.run(sql`insert into money_activity (bkt, typ, id, cmp, org, system, code, day)
    select 1, 2, 'visit-' || n, 3, ${org}::int, ${SNOMED}, 'visit', '2026-04-14' from generate_series(1, ${count}::int) as n`);
  for (const id of valueOf(await vale.money.proposeCharges(await vale.seat(RIVERSIDE))))
    valueOf(await vale.money.acceptCharge(await vale.seat(BOARD), id, {}));
  return vale;
}

test.each([
  // What was given for the grant pays for its line, then what was given for its programme, then what is for all of the pool.
  [9, { 'council for foot-grant': 200_000 - 92_700, 'council for foot-care': 100_000 }],
  [27, { 'council for foot-care': 200_000 + 100_000 - 278_100 }],
  [30, { board: 220_750_000 - (309_000 - 300_000) }],
])('money given under the name of a grant or its programme pays for its lines: %i visits', async (count, left) => {
  const vale = await lived(count);
  const all = { board: 220_750_000, 'council for foot-grant': 200_000, 'council for foot-care': 100_000 };
  const kept = Object.entries({ ...all, 'council for eyes': 140_000, ...left });
  const spent = count > 19 ? ['council for foot-grant'] : [];
  if (count > 29) spent.push('council for foot-care');
  expect(await sharesIn(database.store, 'fund/better-care')).toEqual(
    Object.fromEntries(kept.filter(([name]) => !spent.includes(name)).sort(([a], [b]) => (a < b ? -1 : 1))),
  );
  await vale.stop();
});

test('a month is shared and simulated alike, whichever of the names the money was given under', async () => {
  const vale = await lived(12);
  const board = await vale.seat(BOARD);
  valueOf(await vale.money.close(board, POOL, '2026-04-30', 'Month end'));
  const { shares } = valueOf(await vale.money.pool(board, POOL));
  const asked = { instrument: 'fund', version: 1, from: '2026-04-01', until: '2026-04-30' };
  const { today } = valueOf(await vale.money.simulateMoney(board, asked));
  expect(shares).toHaveLength(1);
  const { shared } = today.positions.find(({ organization }) => organization === BOARD) ?? {};
  expect(shared?.minor).toBe(-110_375_000);
  expect(shares[0]?.result.minor).toBe(110_375_000);
  await vale.stop();
});

test('a name that says two things keeps money for its own scheme alone', async () => {
  const other: GrantClause = { ...grant, id: 'more', grant: 'home-visits', programme: 'foot-care', place: 2 };
  const vale = await testMoney(database.store, fundDraft({}, [boardMoney, grant]));
  const pool = { instrument: 'fund', name: 'better-care' };
  const of = () => fencesIn(vale.asking.governance().stack(), pool, day('2026-08-01'));
  const on = day('2026-07-01');
  expect(of()?.('home-visits', on)).toEqual(['home-visits', 'foot-grant', 'foot-care']);
  expect(of()?.('foot-grant', on)).toEqual(['foot-grant', 'foot-care']);
  expect(of()?.('foot-care', on)).toEqual(['foot-care']);
  expect(of()?.('nursing', on)).toEqual(['nursing']);
  // Before the grant has begun nothing but its own name counts.
  expect(of()?.('home-visits', day('2026-03-31'))).toEqual(['home-visits']);
  const changed = { version: 2, decided: day('2026-04-02'), effective: day('2026-06-01') };
  await vale.propose(fundDraft(changed, [boardMoney, grant, other]));
  expect(of()?.('home-visits', on)).toEqual(['home-visits', 'foot-care']);
  expect(fencesIn(vale.asking.governance().stack(), { ...pool, name: 'charges' }, on)).toBeUndefined();
  await vale.stop();
});
