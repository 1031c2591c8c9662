import { afterEach, beforeEach, expect, test } from 'vitest';
import { freshDatabase, type TestDatabase } from '#testing/database';
import type { PayClause } from '#agreement';
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
  RIVERSIDE,
  type TestMoney,
  testMoney,
  valueOf,
} from '../money.testing.ts';
import { outOf } from './away.ts';

const SNOMED = 'http://snomed.info/sct';
const HERE = 'Organization/north-practice';
const THERE = 'Organization/west-practice';
const podiatry: PayClause = {
  id: 'podiatry',
  cites: '2',
  clause: 'pay',
  activity: 'podiatry',
  pool: 'better-care',
  by: BOARD,
  to: [RIVERSIDE],
  price: {
    model: 'tariff',
    lines: [
      {
        id: 'home',
        words: 'treatment at home',
        codes: { system: SNOMED, codes: ['229070002'] },
        unit: 'contact',
        price: { minor: 10_300, currency: 'GBP' },
      },
    ],
  },
  queryWorkingDays: 5,
};

let database: TestDatabase;
let vale: TestMoney;

beforeEach(async () => {
  database = await freshDatabase();
  const population = { words: 'People registered in the north of the Vale', organizations: [HERE] };
  vale = await testMoney(database.store, fundDraft({ population }, [boardMoney, councilMoney, podiatry]));
  await vale.turnTo('2026-08-03');
});
afterEach(async () => {
  expect(await violations(database.store)).toEqual([]);
  await vale.stop();
  await database.drop();
});

/** What the projections write with a Patient and with a Procedure. */
async function registered(person: number, holder: string, from: string, until = '9999-12-31') {
  await database.store.run(sql`insert into money_registered (bkt, typ, id, cmp, org, holder, from_day, until_day)
    values (1, 3, ${`p${person}`}, ${person}, 1, ${holder}, ${from}::date, ${until}::date)`);
}
async function done(person: number, ids: readonly string[], on: string) {
  const org = await vale.vale.repository.contributors.organizationKey(RIVERSIDE);
  await database.store.run(sql`insert into money_activity (bkt, typ, id, cmp, org, system, code, day)
    select 1, 2, id, ${person}, ${org}::int, ${SNOMED}, '229070002', ${on}::date from unnest(${ids}::text[]) as id`);
}
const proposed = async () => {
  const made = valueOf(await vale.money.proposeCharges(await vale.seat(RIVERSIDE)));
  const board = await vale.seat(BOARD);
  return Promise.all(made.map(async (id) => valueOf(await vale.money.charge(board, id)).total.minor));
};
const queue = async (organization = RIVERSIDE) =>
  valueOf(await vale.money.elsewhere(await vale.seat(organization))).rows;

test('a move mid-year splits by day: what was done before it is charged, what came after is for another commissioner', async () => {
  await registered(1, HERE, '2020-01-01', '2026-07-01');
  await registered(1, THERE, '2026-07-01');
  await done(1, ['before', 'last'], '2026-06-30');
  await done(1, ['after'], '2026-07-01');
  await done(2, ['unknown'], '2026-07-02');
  expect(await proposed()).toEqual([3 * 10_300]);
  expect((await queue()).map(({ day: on, amount, state }) => [on, amount.minor, state])).toEqual([
    ['2026-07-01', 10_300, 'found'],
  ]);
  expect(await proposed()).toEqual([]);
});

test('whoever is registered in both is here; what was corrected since leaves the queue and is charged', async () => {
  await registered(1, THERE, '2026-01-01');
  await done(1, ['a'], '2026-07-01');
  expect([await proposed(), (await queue()).length]).toEqual([[], 1]);
  await registered(1, HERE, '2026-01-01');
  expect([await proposed(), (await queue()).length]).toEqual([[10_300], 0]);
  const spell = (holder: string, from: string, until: string) => ({ holder, from: day(from), until: day(until) });
  expect(
    outOf(
      [spell('ods|W1', '2026-01-01', '2027-01-01'), spell(THERE, '2026-01-01', '2026-09-01')],
      [spell(HERE, '2026-03-01', '2026-04-01')],
    ).map(({ holder, from, until }) => [holder, from, until]),
  ).toEqual([
    [THERE, '2026-01-01', '2026-03-01'],
    [THERE, '2026-04-01', '2026-09-01'],
    ['ods|W1', '2026-09-01', '2027-01-01'],
  ]);
});

test('asked, with a clock; taken over it is a charge that is entered, and is not asked again whatever is corrected', async () => {
  await registered(1, THERE, '2026-01-01');
  await done(1, ['a', 'b'], '2026-07-01');
  await proposed();
  const [trust, council] = [await vale.seat(RIVERSIDE), await vale.seat(COUNCIL)];
  const ids = (await queue()).map(({ id }) => id);
  expect(codesOf(await vale.money.askElsewhere(trust, { ids }))).toEqual(['money.no-commissioner']);
  expect(valueOf(await vale.money.askElsewhere(trust, { ids, commissioner: COUNCIL }))).toBe(2);
  expect(codesOf(await vale.money.askElsewhere(trust, { ids, commissioner: COUNCIL }))).toEqual([
    'money.elsewhere-asked',
  ]);
  expect((await queue(COUNCIL)).map(({ due, may }) => [due, may.answer])).toEqual([
    ['2026-08-10', true],
    ['2026-08-10', true],
  ]);
  expect((await vale.obligations.owedBy(council)).items.filter(({ kind }) => kind === 'charge-elsewhere')).toHaveLength(
    2,
  );
  expect(codesOf(await vale.money.answerElsewhere(await vale.seat(BOARD), { ids, accept: true, reason: '' }))).toEqual([
    'money.no-elsewhere',
  ]);
  valueOf(await vale.money.answerElsewhere(council, { ids, accept: true, reason: '' }));
  const [row] = await queue(COUNCIL);
  const charge = valueOf(await vale.money.charge(council, row?.charge?.split('/').at(-1) ?? ''));
  expect([charge.payer.organization, charge.accepted.minor]).toEqual([COUNCIL, 20_600]);
  expect((await vale.obligations.owedBy(council)).items.filter(({ kind }) => kind === 'charge-elsewhere')).toEqual([]);
  await registered(1, HERE, '2026-01-01');
  expect(await proposed()).toEqual([]);
});

test('refused with a reason it can be asked of somebody else, or closed', async () => {
  await registered(1, THERE, '2026-01-01');
  await done(1, ['a'], '2026-07-01');
  await proposed();
  const [trust, council] = [await vale.seat(RIVERSIDE), await vale.seat(COUNCIL)];
  const ids = (await queue()).map(({ id }) => id);
  valueOf(await vale.money.askElsewhere(trust, { ids, commissioner: COUNCIL }));
  expect(codesOf(await vale.money.answerElsewhere(council, { ids, accept: false, reason: '' }))).toEqual([
    'money.reason',
  ]);
  valueOf(await vale.money.answerElsewhere(council, { ids, accept: false, reason: 'They are not of our area.' }));
  expect(await queue()).toMatchObject([{ state: 'refused', reason: 'They are not of our area.', may: { ask: true } }]);
  valueOf(await vale.money.closeElsewhere(trust, { ids, reason: 'Paid by invoice, outside of Concord.' }));
  expect(await queue()).toMatchObject([{ state: 'closed', may: { ask: false } }]);
  expect(await queue(COUNCIL)).toEqual([]);
});

test('a practice that a Patient names by an identifier is found in the directory, and whoever it is a part of is asked', async () => {
  const ods = 'https://fhir.nhs.uk/Id/ods-organization-code';
  const { repository } = vale.vale;
  const west = {
    resourceType: 'Organization',
    id: 'west-practice',
    identifier: [{ system: ods, value: 'W1' }],
    name: 'West Practice',
    partOf: { reference: COUNCIL },
  };
  const bound = repository.bind(await repository.system(BOARD));
  valueOf(await bound.update('Organization', west.id, JSON.stringify(west)));
  await registered(1, `${ods}|W1`, '2026-01-01');
  await registered(2, `${ods}|W2`, '2026-01-01');
  await done(1, ['a'], '2026-07-01');
  await done(2, ['b'], '2026-07-02');
  await proposed();
  const [known, unknown] = await queue();
  expect(known).toMatchObject({ registered: 'West Practice', responsible: { organization: COUNCIL } });
  expect(unknown).toMatchObject({ registered: `${ods}|W2` });
  expect(unknown?.responsible).toBeUndefined();
  const trust = await vale.seat(RIVERSIDE);
  expect(codesOf(await vale.money.askElsewhere(trust, { ids: [unknown?.id ?? ''] }))).toEqual([
    'money.no-commissioner',
  ]);
  expect(valueOf(await vale.money.askElsewhere(trust, { ids: [known?.id ?? ''] }))).toBe(1);
  expect((await queue(COUNCIL)).map(({ state, registered: at }) => [state, at])).toEqual([['asked', 'West Practice']]);
});

test('the aged list counts what nobody pays for yet: from the day it was done, or from when it was asked, until it is taken over', async () => {
  await registered(1, THERE, '2026-01-01');
  await done(1, ['a', 'b', 'c'], '2026-07-01');
  await proposed();
  const ages = async (organization: string, on: string) => {
    await vale.turnTo(on);
    return valueOf(await vale.money.queriedAges(await vale.seat(organization))).elsewhere.map(
      ({ asked, state, items, bands }) => [state, asked?.organization, items, bands.map(({ minor }) => minor)],
    );
  };
  expect(await ages(RIVERSIDE, '2026-08-03')).toEqual([['found', undefined, 3, [0, 0, 30_900, 0, 0]]]);
  // Whoever nobody asked has nothing of it.
  expect(await ages(COUNCIL, '2026-08-03')).toEqual([]);
  const [first = '', second = ''] = (await queue()).map(({ id }) => id);
  valueOf(await vale.money.askElsewhere(await vale.seat(RIVERSIDE), { ids: [first, second], commissioner: COUNCIL }));
  expect(await ages(RIVERSIDE, '2026-08-04')).toEqual([
    ['asked', COUNCIL, 2, [20_600, 0, 0, 0, 0]],
    ['found', undefined, 1, [0, 0, 10_300, 0, 0]],
  ]);
  expect(await ages(COUNCIL, '2026-09-04')).toEqual([['asked', COUNCIL, 2, [0, 0, 20_600, 0, 0]]]);
  const council = await vale.seat(COUNCIL);
  valueOf(await vale.money.answerElsewhere(council, { ids: [first], accept: true, reason: '' }));
  valueOf(await vale.money.answerElsewhere(council, { ids: [second], accept: false, reason: 'Not ours.' }));
  expect(await ages(COUNCIL, '2026-09-05')).toEqual([]);
  expect(await ages(RIVERSIDE, '2026-12-01')).toEqual([
    ['refused', COUNCIL, 1, [0, 0, 0, 0, 10_300]],
    ['found', undefined, 1, [0, 0, 0, 0, 10_300]],
  ]);
});
