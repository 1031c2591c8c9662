import { afterEach, beforeEach, expect, test } from 'vitest';
import { freshDatabase, type TestDatabase } from '#testing/database';
import type { Access, PayClause, Role } from '#agreement';
import type { Staff } from '#joint';
import { sql } from '#store';
import {
  BOARD,
  boardMoney,
  councilMoney,
  fundDraft,
  RIVERSIDE,
  type TestMoney,
  testMoney,
  valueOf,
} from '../money.testing.ts';

const SNOMED = 'http://snomed.info/sct';
const visits: PayClause = {
  id: 'visits',
  cites: '2',
  clause: 'pay',
  activity: 'home-visit',
  pool: 'better-care',
  by: BOARD,
  to: [RIVERSIDE],
  price: {
    model: 'tariff',
    lines: [
      {
        id: 'visit',
        words: 'home visit',
        codes: { system: SNOMED, codes: ['visit'] },
        unit: 'each',
        price: { minor: 250, currency: 'GBP' },
      },
    ],
  },
  queryWorkingDays: 5,
  worker: {
    role: 'community-health-worker',
    shared: 'each',
    verified: { by: 'second-person', role: 'community-nurse' },
  },
};
const staff = {
  of: () => Promise.resolve([{ id: '1', account: 'ama', name: 'Ama', role: 'community-health-worker' }]),
  practitioner: (account: string) => `Practitioner/${account}`,
} as unknown as Staff;

let database: TestDatabase;
let vale: TestMoney;
let nurse: Access;

beforeEach(async () => {
  database = await freshDatabase();
  vale = await testMoney(database.store, fundDraft({}, [boardMoney, councilMoney, visits]), { staff });
  nurse = { ...(await vale.seat(RIVERSIDE, 'community-nurse')), principal: 'account/nina', name: 'Nina' };
});
afterEach(async () => {
  await vale.stop();
  await database.drop();
});

async function done(id: string, on: string) {
  const org = await vale.vale.repository.contributors.organizationKey(RIVERSIDE);
  const { store } = database;
  await store.run(sql`insert into money_activity (bkt, typ, id, cmp, org, system, code, day)
    values (1, 2, ${id}, ${Number(id.slice(1))}, ${org}::int, ${SNOMED}, 'visit', ${on}::date)`);
  await store.run(sql`insert into money_worker (bkt, typ, id, cmp, org, worker)
    values (1, 2, ${id}, ${Number(id.slice(1))}, ${org}::int, 'Practitioner/ama')`);
}
const owed = async (organization = RIVERSIDE, role: Role = 'community-nurse') =>
  (await vale.obligations.owedBy(await vale.seat(organization, role))).items
    .filter(({ kind, state }) => kind === 'incentive-attest' && state === 'open')
    .filter(({ owner }) => owner.role === role)
    .map(({ title, page }) => [title, page]);
const waiting = async () =>
  valueOf(await vale.money.incentive.incentives(nurse)).incentives.flatMap((one) => one.waiting.map(({ id }) => id));
const PAGE = '/money/incentives';

test('what waits is told to the role that attests it, once, until nothing waits of it; what comes later is told anew', async () => {
  await done('v1', '2026-06-01');
  await done('v2', '2026-06-02');
  await vale.turnTo('2026-06-03');
  const first = ['Say whether it was done: home visit, 2 waiting, £5.00', PAGE];
  expect(await owed()).toEqual([first]);
  expect(await owed(BOARD)).toEqual([]);
  await done('v3', '2026-06-03');
  await vale.turnTo('2026-06-04');
  expect(await owed()).toEqual([first]);
  const [one = '', two = ''] = await waiting();
  valueOf(await vale.money.incentive.attest(nurse, [one]));
  expect(await owed()).toEqual([first]);
  valueOf(await vale.money.incentive.attest(nurse, [two]));
  expect(await owed()).toEqual([['Say whether it was done: home visit, 1 waiting, £2.50', PAGE]]);
  valueOf(await vale.money.incentive.attest(nurse, await waiting()));
  expect(await owed()).toEqual([]);
  await vale.turnTo('2026-06-05');
  expect(await owed()).toEqual([]);
});

test('what was taken back since is owed by nobody', async () => {
  await done('v1', '2026-06-01');
  await vale.turnTo('2026-06-03');
  expect(await owed()).toHaveLength(1);
  await database.store.run(sql`delete from money_activity`);
  await vale.turnTo('2026-06-04');
  expect(await owed()).toEqual([]);
});

test('where nobody of the employer sits in that role, whoever pays is told', async () => {
  const holders = (organization: string, role: Role) =>
    Promise.resolve(organization === BOARD && role === 'community-nurse' ? [{ account: 'bea', name: 'Bea' }] : []);
  await vale.stop();
  await database.drop();
  database = await freshDatabase();
  vale = await testMoney(database.store, fundDraft({}, [boardMoney, councilMoney, visits]), { staff, holders });
  await done('v1', '2026-06-01');
  await vale.turnTo('2026-06-03');
  expect([(await owed(BOARD)).length, await owed()]).toEqual([1, []]);
});
