import { afterAll, beforeAll, expect, test } from 'vitest';
import { freshDatabase, type TestDatabase } from '#testing/database';
import type { Access } from '#agreement';
import { compartmentOf } from '#repository';
import { violations } from '../ledger/world.testing.ts';
import { COUNCIL, type TestMoney, testMoney, valueOf } from '../money.testing.ts';
import type { Means } from './contract.ts';

let database: TestDatabase;
let vale: TestMoney;
let person: string;
let assessor: Access;
let self: Access;

const MEANS: Means = {
  on: '2026-01-05',
  setting: 'home',
  care: [
    { words: 'Home care', minor: 34_000, by: 'social' },
    { words: 'Nurse', minor: 7_000, by: 'health' },
  ],
  capital: [{ kind: 'savings', minor: 1_825_000 }],
  income: [{ kind: 'state-pension', minor: 23_025 }],
  household: 'single-25',
  premiums: [],
  spending: [],
};
const WEEK = 23_025 + 1_600 - 11_250;
const upTo = (weekly: number, days: number) => Math.floor((weekly * days) / 7);

beforeAll(async () => {
  database = await freshDatabase();
  vale = await testMoney(database.store);
  const { repository, relate, seat } = vale.vale;
  const system = repository.bind(await repository.system(COUNCIL));
  const written = valueOf(
    await system.create('Patient', JSON.stringify({ resourceType: 'Patient', name: [{ text: 'Edith Marlow' }] })),
  );
  const patient = `Patient/${written.id}`;
  const [row] = await repository.persons.of(database.store, [compartmentOf(patient)]);
  person = row?.person ?? '';
  await relate(COUNCIL, patient, ['contributed']);
  await relate(COUNCIL, patient, ['contributed'], 'audit');
  await relate(`Person/${person}`, patient, ['self'], 'own-record');
  assessor = await seat(COUNCIL, 'financial-assessor');
  self = await seat(COUNCIL, 'person', 'own-record', `Person/${person}`);
}, 60_000);

afterAll(async () => {
  expect(await violations(database.store)).toEqual([]);
  await vale.stop();
  await database.drop();
});

const charged = async (access: Access) =>
  valueOf(await vale.money.means.costs(access, person)).charged.map(({ month, amount, whose, adjusts }) =>
    [month.slice(0, 7), amount.minor, whose, adjusts ? 'adjusts' : ''].join(' ').trim(),
  );
const MONTHS = [
  `2026-02 ${upTo(WEEK, 55) - upTo(WEEK, 27)} person`,
  `2026-02 ${upTo(7_000, 55) - upTo(7_000, 27)} health`,
  `2026-01 ${upTo(WEEK, 27)} person`,
  `2026-01 ${upTo(7_000, 27)} health`,
];

test('a kept sum is entered month by month once each is over, the part of the health service apart', async () => {
  valueOf(await vale.money.means.assess(assessor, person, { means: MEANS }));
  expect(await charged(assessor)).toEqual([]);
  await vale.money.advance();
  expect(await charged(assessor)).toEqual(MONTHS);
  await vale.money.advance();
  expect(await charged(self)).toEqual(MONTHS);
});

test('worked out anew for a day before, what was charged too much is owed back by an adjusting entry, to the penny', async () => {
  const less: Means = { ...MEANS, on: '2026-02-02', capital: [] };
  valueOf(await vale.money.means.assess(assessor, person, { means: less, reason: 'The savings were spent.' }));
  await vale.money.advance();
  const cheaper = WEEK - 1_600;
  const february = upTo(WEEK, 28) - upTo(WEEK, 27) + upTo(cheaper, 27);
  const entered = upTo(WEEK, 55) - upTo(WEEK, 27);
  const now = await charged(self);
  expect(now.filter((line) => line.endsWith('adjusts'))).toEqual([`2026-02 ${february - entered} person adjusts`]);
  expect(now).toHaveLength(MONTHS.length + 1);
  await vale.turnTo('2026-04-01');
  expect((await charged(self)).filter((line) => line.startsWith('2026-03'))).toEqual([
    `2026-03 ${upTo(cheaper, 58) - upTo(cheaper, 27)} person`,
    `2026-03 ${upTo(7_000, 58) - upTo(7_000, 27)} health`,
  ]);
});

test('what was charged is there for nobody else', async () => {
  const nobody = await vale.money.means.costs(await vale.vale.seat(COUNCIL, 'receptionist'), person);
  expect(nobody.ok).toBe(false);
  const pools = valueOf(await vale.money.pools(await vale.seat(COUNCIL)));
  expect(pools.map(({ pool }) => pool)).toEqual(['better-care']);
});
