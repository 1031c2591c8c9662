import type { PayClause, RiskStep, ShareRiskClause } from '#agreement';
import { sql } from '#store';
import { freshDatabase, type TestDatabase } from '#testing/database';
import { fc } from '#testing/chance';
import { afterEach, expect, test } from 'vitest';
import { checkMoney } from '../../torture/checkers/money.ts';
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
} from '../../src/money/money.testing.ts';

/** Simulated on what is agreed today, what was posted comes out, whatever was agreed and done. */
const SNOMED = 'http://snomed.info/sct';
const MONTHS = ['2026-04', '2026-05', '2026-06'] as const;
const pounds = (minor: number) => ({ minor, currency: 'GBP' });
const pence = (max: number) => fc.integer({ min: 1, max }).map(pounds);
const percent = fc.integer({ min: 1, max: 99 });

const line = (id: string, code: string, price: ReturnType<typeof pounds>) => ({
  id,
  words: id,
  codes: { system: SNOMED, codes: [code] },
  unit: 'each' as const,
  price,
});
const lines = fc
  .tuple(pence(9_000), pence(9_000))
  .map(([one, two]) => [line('visit', '1', one), line('review', '2', two)]);
// Shared by the month: care that is priced by a longer period counts on its own day here, and is entered when that period is over.
const every = fc.constant('month' as const);
const price: fc.Arbitrary<PayClause['price']> = fc.oneof(
  lines.map((all) => ({ model: 'tariff' as const, lines: all })),
  fc.record({ model: fc.constant('block' as const), amount: pence(900_000), every }),
  fc.record({
    model: fc.constant('capitation' as const),
    perPerson: pence(500),
    every,
    counted: fc.constant('registered' as const),
  }),
  fc
    .record({
      lines,
      every,
      threshold: fc.nat(60),
      abovePercent: percent,
      most: fc.option(pence(400_000), { nil: undefined }),
    })
    .map(({ most, ...rest }) => ({ model: 'cost-per-case' as const, ...rest, ...(most ? { most } : {}) })),
  fc
    .record({
      fixed: pence(300_000),
      planned: pence(300_000),
      every,
      lines,
      abovePercent: percent,
      belowPercent: percent,
    })
    .map((rest) => ({ model: 'blended' as const, ...rest })),
);
const most = fc.option(pence(60_000), { nil: undefined });
const capped = <T extends object>(one: T, cap: ReturnType<typeof pounds> | undefined) =>
  cap ? { ...one, most: cap } : one;
const share = fc
  .tuple(fc.constantFrom(BOARD, COUNCIL, RIVERSIDE), fc.integer({ min: 1, max: 9 }), most)
  .map(([organization, parts, cap]) => capped({ organization, parts }, cap));
const steps = fc
  .array(
    fc.oneof(
      pence(60_000).map((cap): RiskStep => ({ step: 'keep-in-pool', most: cap })),
      fc
        .tuple(
          fc.uniqueArray(share, { minLength: 1, maxLength: 3, selector: ({ organization }) => organization }),
          pence(60_000),
        )
        .map(([shares, cap]): RiskStep => ({ step: 'split', shares, most: cap })),
    ),
    { maxLength: 3 },
  )
  .map((all): readonly RiskStep[] => [...all, { step: 'carry', by: BOARD }]);

const course = fc.record({
  board: pence(3_000_000),
  council: pence(3_000_000),
  prices: fc.array(price, { minLength: 1, maxLength: 1 }),
  overspend: steps,
  underspend: steps,
  visits: fc.array(fc.nat(90), { minLength: 3, maxLength: 3 }),
});
type Course = typeof course extends fc.Arbitrary<infer T> ? T : never;

let database: TestDatabase | undefined;
let vale: TestMoney | undefined;

afterEach(async () => {
  await vale?.stop();
  await database?.drop();
  [vale, database] = [undefined, undefined];
});

test('over random prices, caps, shares and activity', { timeout: 400_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(course, async (made) => {
      database = await freshDatabase();
      vale = await testMoney(database.store, fundDraft({}, clausesOf(made)));
      try {
        await lived(vale, database, made.visits);
        await same(vale, database);
      } finally {
        await vale.stop();
        await database.drop();
        [vale, database] = [undefined, undefined];
      }
    }),
    { numRuns: 15 },
  );
});

function clausesOf({ board, council, prices, overspend, underspend }: Course) {
  const risk: ShareRiskClause = {
    id: 'risk',
    cites: '3',
    clause: 'shareRisk',
    pool: 'better-care',
    settled: 'month',
    overspend,
    underspend,
  };
  const paid = prices.map(
    (one, at): PayClause => ({
      id: `paid-${at}`,
      cites: '2',
      clause: 'pay',
      activity: `care-${at}`,
      by: BOARD,
      to: [RIVERSIDE],
      price: one,
      queryWorkingDays: 5,
      pool: 'better-care',
    }),
  );
  return [{ ...boardMoney, amount: board }, { ...councilMoney, amount: council }, ...paid, risk];
}

async function lived(money: TestMoney, { store }: TestDatabase, visits: readonly number[]): Promise<void> {
  const [board, trust] = [await money.seat(BOARD), await money.seat(RIVERSIDE)];
  for (const [at, month] of MONTHS.entries()) {
    await money.turnTo(`2026-0${5 + at}-01`);
    await store.run(sql`
      insert into money_activity (bkt, typ, id, cmp, org, system, code, day, minutes)
      select 1, 7, ${`${month}-`} || n, n, ${trust.organization}, ${SNOMED}, (1 + n % 2)::text, ${`${month}-02`}::date + n % 27, null
      from generate_series(1, ${visits[at] ?? 0}::int) n`);
    for (const id of valueOf(await money.money.proposeCharges(trust)))
      valueOf(await money.money.acceptCharge(board, id, {}));
    const [row] = await store.all<{ last: string }>(
      sql`select (${`${month}-01`}::date + interval '1 month' - interval '1 day')::date::text as last`,
    );
    valueOf(await money.money.close(board, POOL, row?.last ?? '', 'Month end'));
  }
}

async function same({ money, seat }: TestMoney, { store }: TestDatabase): Promise<void> {
  const rows = await store.all<{ party: string; kind: string; entry: string; minor: string }>(sql`
    select a.party, a.kind, e.kind as entry, sum(p.minor)::text as minor from money_entry e join money_posting p on p.entry = e.seq
    join money_account a on a.id = p.account
    where e.state in ('posted', 'post') and a.kind in ('due-from', 'due-to') and e.effective < '2026-07-01' group by 1, 2, 3`);
  const of = (party: string, kind: string, entry: string) =>
    rows.reduce(
      (sum, row) => (row.party === party && row.kind === kind && row.entry === entry ? sum + Number(row.minor) : sum),
      0,
    );
  const asked = { instrument: 'fund', version: 1, from: '2026-04-01', until: '2026-06-30' };
  const found = valueOf(await money.simulateMoney(await seat(COUNCIL), asked));
  for (const { organization, putIn, earned, shared } of found.today.positions)
    expect({ putIn: putIn.minor, earned: earned.minor, shared: shared.minor }).toEqual({
      putIn: of(organization, 'due-from', 'contribution'),
      earned: 0 - of(organization, 'due-to', 'charge'),
      shared: of(organization, 'due-from', 'risk-share') + of(organization, 'due-to', 'risk-share'),
    });
  expect(found.draft).toEqual(found.today);
  const pool = valueOf(await money.pool(await seat(BOARD), POOL, { on: '2026-06-30' }));
  expect(found.today.pools).toEqual([{ pool: 'better care', left: pool.left }]);
  expect(await checkMoney((text) => store.all<object>(sql`${sql.raw(text)}`))).toEqual([]);
}
