import { afterEach, beforeEach, expect, test } from 'vitest';
import { freshDatabase, type TestDatabase } from '#testing/database';
import type { PayClause, Price } from '#agreement';
import { day } from '#base';
import { sql } from '#store';
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

const SNOMED = 'http://snomed.info/sct';
const gbp = (minor: number) => ({ minor, currency: 'GBP' });
const visit = { id: 'visit', words: 'a visit', codes: { system: SNOMED, codes: ['visit'] }, unit: 'contact' } as const;
const lines = [{ ...visit, price: gbp(10_000) }];
const paying = (price: Price, more: Partial<PayClause> = {}): PayClause => ({
  id: 'podiatry',
  cites: '2',
  clause: 'pay',
  activity: 'podiatry',
  pool: 'better-care',
  by: BOARD,
  to: [RIVERSIDE],
  price,
  queryWorkingDays: 5,
  ...more,
});

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

const start = async (...clauses: readonly PayClause[]) => {
  vale = await testMoney(database.store, fundDraft({}, [boardMoney, councilMoney, ...clauses]));
  await vale.turnTo('2026-06-01');
};
const proposed = async () => valueOf(await vale.money.proposeCharges(await vale.seat(RIVERSIDE)));
const charges = async (ids: readonly string[]) => {
  const board = await vale.seat(BOARD);
  return Promise.all(ids.map(async (id) => valueOf(await vale.money.charge(board, id))));
};
const accept = async (ids: readonly string[]) => {
  const board = await vale.seat(BOARD);
  for (const id of ids) valueOf(await vale.money.acceptCharge(board, id, {}));
};
const spent = async () => valueOf(await vale.money.pool(await vale.seat(BOARD), POOL)).spent.minor;

async function done(
  count: number,
  on: string,
  more: { readonly code?: string; readonly cmp?: number; readonly prefix?: string } = {},
) {
  const { code = 'visit', cmp = 3, prefix = `${on}-` } = more;
  const org = await vale.vale.repository.contributors.organizationKey(RIVERSIDE);
  await database.store.run(sql`insert into money_activity (bkt, typ, id, cmp, org, system, code, day)
    select 1, 2, ${prefix} || n, ${cmp}::bigint, ${org}::int, ${SNOMED}, ${code}, ${on}::date from generate_series(1, ${count}::int) as n`);
}
const registered = (cmp: number, holder: string, from: string, until: string) =>
  database.store.run(sql`insert into money_registered (bkt, typ, id, cmp, org, holder, from_day, until_day)
    values (1, 1, ${`p${cmp}${from}`}, ${cmp}::bigint, 1, ${holder}, ${from}::date, ${until}::date)`);

test('a block is charged when its month is over, and a version that changes it in the middle splits it by the day', async () => {
  await start(paying({ model: 'block', amount: gbp(3_000_000), every: 'month' }));
  const first = await proposed();
  expect(
    (await charges(first)).map(({ total, byPeriod, words, items }) => [total.minor, byPeriod, words, items]),
  ).toEqual([[6_000_000, true, 'block, whatever is done', 2]]);
  await accept(first);
  expect(await spent()).toBe(6_000_000);
  expect(await proposed()).toEqual([]);
  const more = paying({ model: 'block', amount: gbp(6_000_000), every: 'month' }, { appliesFrom: day('2026-05-17') });
  await vale.propose(
    fundDraft({ version: 2, decided: day('2026-06-02'), effective: day('2026-06-02') }, [
      boardMoney,
      councilMoney,
      more,
    ]),
  );
  await vale.turnTo('2026-06-03');
  const changed = await charges(await proposed());
  // 15 of 31 days of May: what the first version takes back, and what the second asks for them.
  expect(changed.map(({ total, adjusts }) => [adjusts, total.minor]).sort()).toEqual([
    [false, 2_903_226],
    [true, -1_451_613],
  ]);
  await accept(changed.map(({ id }) => id));
  expect(await spent()).toBe(6_000_000 + 1_451_613);
});

test('of cases beyond the threshold a part is paid, at most the cap, and a late one moves the difference alone', async () => {
  const price: Price = {
    model: 'cost-per-case',
    lines,
    every: 'month',
    threshold: 10,
    abovePercent: 50,
    most: gbp(130_000),
  };
  await start(paying(price));
  await done(14, '2026-05-04');
  const first = await proposed();
  const [charge] = await charges(first);
  expect([charge?.items, charge?.total.minor]).toEqual([15, 120_000]);
  expect(charge?.rows.find(({ words }) => words)).toMatchObject({
    amount: { minor: -20_000 },
    words: '14 cases for £1,400.00: past the threshold or the cap, 2026-05-01 to 2026-05-31',
  });
  await accept(first);
  await done(6, '2026-05-20');
  await accept(await proposed());
  expect(await spent()).toBe(130_000);
  await database.store.run(sql`delete from money_activity where id like '2026-05-20%'`);
  await accept(await proposed());
  expect(await spent()).toBe(120_000);
  expect(await proposed()).toEqual([]);
});

test('a blended price pays its fixed part and shares what is above and below the plan', async () => {
  await start(
    paying({
      model: 'blended',
      fixed: gbp(50_000),
      planned: gbp(50_000),
      every: 'month',
      lines,
      abovePercent: 20,
      belowPercent: 40,
    }),
  );
  await done(10, '2026-05-04');
  const [charge] = await charges(await proposed());
  expect(charge?.rows.map(({ amount }) => amount.minor)).toEqual([30_000, 60_000]);
});

test('for registered people: by the day, a person who moves is paid for once, and a correction adjusts', async () => {
  await start(paying({ model: 'capitation', perPerson: gbp(3_100), every: 'month', counted: 'registered' }));
  await registered(11, RIVERSIDE, '2026-05-01', '9999-12-31');
  await registered(12, RIVERSIDE, '2026-05-11', '9999-12-31');
  await registered(12, COUNCIL, '2026-05-01', '2026-05-11');
  const first = await proposed();
  const [charge] = await charges(first);
  expect(charge?.total.minor).toBe(3_100 + 2_100);
  await accept(first);
  await database.store.run(sql`update money_registered set until_day = '2026-05-21' where cmp = 11`);
  const [adjusted] = await charges(await proposed());
  expect([adjusted?.adjusts, adjusted?.total.minor]).toEqual([true, -1_100]);
});

test('whoever a record names by an identifier, or by a copy of the organisation that carries it, is registered with it', async () => {
  await start(paying({ model: 'capitation', perPerson: gbp(3_100), every: 'month', counted: 'registered' }));
  const ods = { system: 'https://fhir.nhs.uk/Id/ods-organization-code', value: 'R,X|1' };
  const records = vale.vale.repository.bind(await vale.vale.repository.system(RIVERSIDE));
  const keep = async (id: string, identifier: readonly object[]) =>
    valueOf(
      await records.update(
        'Organization',
        id,
        JSON.stringify({ resourceType: 'Organization', id, name: id, identifier }),
      ),
    );
  await keep('copy', [ods]);
  await registered(11, RIVERSIDE, '2026-05-01', '9999-12-31');
  await registered(12, `${ods.system}|${ods.value}`, '2026-05-01', '9999-12-31');
  await registered(13, 'Organization/copy', '2026-05-01', '9999-12-31');
  const first = await proposed();
  expect((await charges(first)).map(({ total }) => total.minor)).toEqual([3_100]);
  await accept(first);
  await keep(RIVERSIDE.replace('Organization/', ''), [ods]);
  const [learnt] = await charges(await proposed());
  expect([learnt?.adjusts, learnt?.total.minor]).toEqual([true, 6_200]);
});

test('a premium is paid for visits that were given together, whoever gave the one and the other', async () => {
  const together = [
    { system: SNOMED, codes: ['visit'] },
    { system: SNOMED, codes: ['retinal'] },
  ];
  await start(paying({ model: 'integration-premium', premium: gbp(2_500), together, withinDays: 7 }));
  await done(1, '2026-05-04', { cmp: 21 });
  await done(1, '2026-05-06', { cmp: 21, code: 'retinal' });
  await done(1, '2026-05-06', { cmp: 22, code: 'retinal', prefix: 'other' });
  const [charge] = await charges(await proposed());
  expect(charge?.total.minor).toBe(2_500);
});

test('two blocks for one activity are funded twice: listed, and charged by neither', async () => {
  const block = { model: 'block', amount: gbp(100), every: 'month' } as const;
  await start(paying(block), paying(block, { id: 'again', by: COUNCIL }));
  const trust = await vale.seat(RIVERSIDE);
  expect(codesOf(await vale.money.proposeCharges(trust))).toEqual(['money.nobody-pays']);
  expect(valueOf(await vale.money.charges(trust)).twice[0]).toContain('Funded twice');
});

test('what a search finds is paid: what was recorded before the agreement, what comes later, and no more once it is corrected', async () => {
  const search = 'Observation?code=http://loinc.org|4548-4&status=final';
  const line = { id: 'test', words: 'a blood test', search, unit: 'each', price: gbp(700) } as const;
  vale = await testMoney(database.store);
  const trust = await vale.vale.repository.system(RIVERSIDE);
  const observed = (id: string, more: object = {}) =>
    JSON.stringify({
      resourceType: 'Observation',
      id,
      status: 'final',
      code: { coding: [{ system: 'http://loinc.org', code: '4548-4' }] },
      effectiveDateTime: '2026-05-04',
      ...more,
    });
  const repository = vale.vale.repository.bind({ ...trust, choosesIds: true });
  valueOf(await repository.update('Observation', 'before', observed('before')));
  await vale.propose(
    fundDraft({ version: 2, decided: day('2026-03-02'), effective: day('2026-04-01') }, [
      boardMoney,
      councilMoney,
      paying({ model: 'tariff', lines: [line] }),
    ]),
  );
  await vale.turnTo('2026-06-01');
  const first = await proposed();
  expect((await charges(first)).map(({ total }) => total.minor)).toEqual([700]);
  await accept(first);
  valueOf(await repository.update('Observation', 'after', observed('after')));
  valueOf(await repository.update('Observation', 'before', observed('before', { status: 'entered-in-error' })));
  valueOf(await repository.update('Observation', 'other', observed('other', { status: 'preliminary' })));
  await vale.follow();
  const found = await charges(await proposed());
  expect(found.map(({ total, adjusts }) => [adjusts, total.minor]).sort()).toEqual([
    [false, 700],
    [true, -700],
  ]);
});

test('what two clauses find alike by different codes is funded twice: listed, and charged by neither', async () => {
  const second = { ...visit, id: 'foot', codes: { system: SNOMED, codes: ['foot'] }, price: gbp(900) };
  await start(
    paying({ model: 'tariff', lines }),
    paying({ model: 'tariff', lines: [second] }, { id: 'again', activity: 'feet', by: COUNCIL }),
  );
  await done(2, '2026-05-04', { prefix: 'v' });
  await done(1, '2026-05-04', { prefix: 'v', code: 'foot' });
  const found = await charges(await proposed());
  expect(found.map(({ items }) => items)).toEqual([1]);
  expect(valueOf(await vale.money.charges(await vale.seat(RIVERSIDE))).twice).toEqual([
    'Funded twice, so nothing is charged until it is settled who pays: 1 recorded from 2026-05-04 on, by Vale section 75 agreement (again) and by Vale section 75 agreement (podiatry).',
  ]);
});
