import type { Clause, PayClause, ShareRiskClause } from '#agreement';
import { day } from '#base';
import { sql } from '#store';
import { freshDatabase, type TestDatabase } from '#testing/database';
import { fc } from '#testing/chance';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { violations } from '../ledger/world.testing.ts';
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
} from '../money.testing.ts';
import { type Flows, netOf, replay } from './replay.ts';
import { tornadoOf } from './tornado.ts';

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

const SNOMED = 'http://snomed.info/sct';
const pounds = (minor: number) => ({ minor, currency: 'GBP' });
const visits = (price: number): PayClause => ({
  id: 'visits',
  cites: '2',
  clause: 'pay',
  activity: 'foot-care',
  by: BOARD,
  to: [RIVERSIDE],
  price: {
    model: 'tariff',
    lines: [
      { id: 'visit', words: 'Visit', codes: { system: SNOMED, codes: ['1', '2'] }, unit: 'each', price: pounds(price) },
    ],
  },
  queryWorkingDays: 5,
  pool: 'better-care',
});
const risk = (council: number): ShareRiskClause => ({
  id: 'risk',
  cites: '3',
  clause: 'shareRisk',
  pool: 'better-care',
  settled: 'month',
  overspend: [
    {
      step: 'split',
      shares: [
        { organization: BOARD, parts: 4 },
        { organization: COUNCIL, parts: council },
      ],
    },
  ],
  underspend: [
    { step: 'keep-in-pool', most: pounds(20_000) },
    {
      step: 'split',
      shares: [
        { organization: BOARD, parts: 1 },
        { organization: COUNCIL, parts: council },
      ],
    },
  ],
});
const NEXT = { from: day('2027-04-01'), until: day('2028-04-01') };
const money = { ...boardMoney, amount: pounds(1_200_000) };
const shared = { ...councilMoney, amount: pounds(600_001) };

/** Visits as the record's projection keeps them; what they were for does not matter here. */
async function visited(from: string, days: number, count: number): Promise<void> {
  const org = (await vale.seat(RIVERSIDE)).organization;
  await database.store.run(sql`
    insert into money_activity (bkt, typ, id, cmp, org, system, code, day, minutes)
    select 1, 7, ${`${from}-`} || n, n, ${org}, ${SNOMED}, (1 + n % 2)::text, ${from}::date + n % ${days}::int, null
    from generate_series(1, ${count}::int) n`);
}

async function livedThrough(counts: readonly number[]): Promise<void> {
  const [board, trust] = [await vale.seat(BOARD), await vale.seat(RIVERSIDE)];
  for (const [at, count] of counts.entries()) {
    const month = `2026-0${4 + at}`;
    await vale.turnTo(`2026-0${5 + at}-01`);
    await visited(`${month}-02`, 27, count);
    for (const id of valueOf(await vale.money.proposeCharges(trust)))
      valueOf(await vale.money.acceptCharge(board, id, {}));
    const [row] = await database.store.all<{ last: string }>(
      sql`select (${`${month}-01`}::date + interval '1 month' - interval '1 day')::date::text as last`,
    );
    valueOf(await vale.money.close(board, POOL, row?.last ?? '', 'Month end'));
  }
}

/** What the ledger says of a partner: owed for contributions and shares, and owed to it. */
async function posted() {
  const rows = await database.store.all<{ party: string; kind: string; entry: string; minor: string }>(sql`
    select a.party, a.kind, e.kind as entry, sum(p.minor)::text as minor from money_entry e join money_posting p on p.entry = e.seq
    join money_account a on a.id = p.account
    where e.state in ('posted', 'post') and a.kind in ('due-from', 'due-to') and e.effective < '2026-07-01' group by 1, 2, 3`);
  const of = (party: string, kind: string, entry: string) =>
    rows.reduce(
      (sum, row) => (row.party === party && row.kind === kind && row.entry === entry ? sum + Number(row.minor) : sum),
      0,
    );
  return (party: string) => ({
    putIn: of(party, 'due-from', 'contribution'),
    earned: 0 - of(party, 'due-to', 'charge'),
    shared: of(party, 'due-from', 'risk-share') + of(party, 'due-to', 'risk-share'),
  });
}

test.each([[[130, 160, 40]], [[0, 155, 149]]])(
  'simulated on what is agreed today, everything is as it was posted: %j',
  async (counts) => {
    vale = await testMoney(database.store, fundDraft({}, [money, shared, visits(1_000), risk(1)]));
    await livedThrough(counts);
    const asked = { instrument: 'fund', version: 1, from: '2026-04-01', until: '2026-06-30' };
    const found = valueOf(await vale.money.simulateMoney(await vale.seat(COUNCIL), asked));
    const of = await posted();
    for (const { organization, putIn, earned, shared: part } of found.today.positions)
      expect({ putIn: putIn.minor, earned: earned.minor, shared: part.minor }).toEqual(of(organization));
    expect(found.draft).toEqual(found.today);
    expect(found.movements.every(({ amount }) => amount.minor === 0)).toBe(true);
    const pool = valueOf(await vale.money.pool(await vale.seat(BOARD), POOL, { on: '2026-06-30' }));
    expect(found.today.pools).toEqual([{ pool: 'better care', left: pool.left }]);
  },
);

test('a draft is replayed on what was recorded: who gains, who loses, and kept with the decision that used it', async () => {
  vale = await testMoney(database.store, fundDraft({}, [money, shared, visits(1_000), risk(1)]));
  await livedThrough([160]);
  const dearer: readonly Clause[] = [{ ...money, period: NEXT }, { ...shared, period: NEXT }, visits(1_100), risk(4)];
  valueOf(
    await vale.vale.governance.propose(
      await vale.vale.seat(BOARD, 'programme-lead', 'planning'),
      fundDraft({ version: 2, decided: day('2026-05-01'), effective: day('2027-04-01') }, dearer),
    ),
  );
  const [board, council] = [await vale.seat(BOARD), await vale.seat(COUNCIL)];
  expect(valueOf(await vale.money.replayable(council)).map(({ version }) => version)).toEqual([2, 1]);
  const asked = { instrument: 'fund', version: 2, from: '2026-04-01', until: '2026-04-30' };
  const found = valueOf(await vale.money.simulateMoney(council, asked));
  // 150,001 were put in; 160,000 spent at today's price and 176,000 at the draft's: 9,999 over, then 25,999.
  expect(found.movements.map(({ name, amount }) => [name, amount.minor])).toEqual([
    ['Vale Care Board', -5_001],
    ['Vale Council', -10_999],
    ['Riverside Community Trust', 16_000],
  ]);
  expect(found.tornado[0]).toMatchObject({ words: 'All prices', less: { minor: 8_800 }, more: { minor: -8_800 } });
  expect(codesOf(await vale.money.saveSimulation(council, asked, ''))).toEqual(['money.reason']);
  valueOf(await vale.money.saveSimulation(council, asked, 'Board of May: whether to pay £11 a visit'));
  expect(valueOf(await vale.money.simulateMoney(board, asked)).saved).toMatchObject([
    { version: 2, decision: 'Board of May: whether to pay £11 a visit' },
  ]);
  expect(codesOf(await vale.money.simulateMoney(board, { ...asked, until: '2027-04-30' }))).toEqual([
    'money.simulate-days',
  ]);
  expect(codesOf(await vale.money.simulateMoney(board, { ...asked, version: 9 }))).toEqual(['money.no-version']);
  expect(codesOf(await vale.money.simulateMoney(await vale.seat('Organization/elm-tree'), asked))).toEqual([
    'money.no-version',
  ]);
});

const amount = fc.bigInt({ min: 0n, max: 10n ** 9n });
const party = fc.constantFrom(BOARD, COUNCIL, RIVERSIDE);
const on = fc.constantFrom(day('2026-04-10'), day('2026-05-10'), day('2026-06-10'));
const flows: fc.Arbitrary<Flows> = fc.record({
  putIn: fc.array(
    fc.record({
      pool: fc.constantFrom('a', 'b'),
      party,
      on,
      minor: amount,
      fence: fc.constantFrom('', 'x', 'in-kind y'),
    }),
    { maxLength: 8 },
  ),
  paid: fc.array(
    fc.record({
      pool: fc.constantFrom('a', 'b'),
      payee: party,
      scheme: fc.constantFrom('', 'x', 'z'),
      on,
      minor: amount,
      priced: fc.boolean(),
    }),
    { maxLength: 8 },
  ),
  shared: fc.array(
    fc.record({
      pool: fc.constantFrom('a', 'b'),
      until: fc.constantFrom(day('2026-04-30'), day('2026-06-30')),
      clause: fc.record({ most: fc.nat(10 ** 8), parts: fc.integer({ min: 1, max: 9 }) }).map(
        ({ most, parts }): ShareRiskClause => ({
          ...risk(parts),
          overspend: [{ step: 'draw-reserve', reserve: 'b', most: pounds(most) }, ...risk(parts).overspend],
        }),
      ),
    }),
    { maxLength: 3 },
  ),
  promised: fc.constant([]),
});

test('whatever flows: what all have in the end and what is left in the pools add up to nought, and a replay is the same again', async () => {
  vale = await testMoney(database.store);
  fc.assert(
    fc.property(flows, (made) => {
      const { positions, left } = replay(made, [BOARD, COUNCIL]);
      const nets = [...positions.values()].reduce((sum, one) => sum + netOf(one), 0n);
      expect(nets + [...left.values()].reduce((sum, one) => sum + one, 0n)).toBe(0n);
      expect(replay(made, [BOARD, COUNCIL])).toEqual({ positions, left });
      expect(tornadoOf(made, [BOARD, COUNCIL], BOARD)).toEqual(tornadoOf(made, [BOARD, COUNCIL], BOARD));
    }),
  );
  // More was paid back than was paid: it is there for all, like what was put in.
  const back = { pool: 'a', payee: RIVERSIDE, scheme: '', on: day('2026-04-10'), minor: -3n, priced: true };
  const carried = { ...risk(1), underspend: [{ step: 'carry' as const, by: BOARD }] };
  const { positions } = replay(
    { putIn: [], paid: [back], shared: [{ pool: 'a', until: day('2026-04-30'), clause: carried }], promised: [] },
    [BOARD],
  );
  expect(positions.get(BOARD)?.shared).toBe(-3n);
});
