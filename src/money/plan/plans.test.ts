import { day } from '#base';
import { freshDatabase, type TestDatabase } from '#testing/database';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { entry, within } from '../ledger/world.testing.ts';
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
import { type PlanAsked, WHOLE_POOL } from './contract.ts';

let database: TestDatabase;
let vale: TestMoney;

const pounds = (minor: number) => ({ minor, currency: 'GBP' });
const FOOT: PlanAsked = {
  scheme: 'foot care',
  method: 'run-rate',
  party: RIVERSIDE,
  role: 'programme-lead',
  until: '2026-06-05',
  evidence: 'a recovery plan signed by its director',
};
const BROUGHT = { words: 'Two clinics are joined from July.', minor: 310_000, reference: 'Recovery plan 4' };

/** By the middle of May foot care has spent more than two months of its budget, and home care less. */
beforeAll(async () => {
  database = await freshDatabase();
  const money = { ...boardMoney, amount: pounds(12_000_000) };
  vale = await testMoney(database.store, fundDraft({}, [money, { ...councilMoney, amount: pounds(6_000_000) }]));
  await vale.turnTo('2026-05-15');
  const months = ['04', '05', '06'].map((month) => `foot-care,2026-${month},8000\nhome-care,2026-${month},7000`);
  const budget = { text: `scheme,month,amount\n${months.join('\n')}`, reason: 'Agreed by the board' };
  valueOf(await vale.money.keepBudget(await vale.seat(BOARD), POOL, budget));
  for (const [scheme, minor] of [
    ['foot-care', 1_900_000n],
    ['home-care', 100_000n],
  ] as const)
    valueOf(
      await within(database.store, 'fund/better-care', (ledger) =>
        ledger.post([
          entry(`spent on ${scheme}`, 'charge', day('2026-05-04'), [
            { account: { kind: 'fund', currency: 'GBP' }, minor, scheme },
            { account: { kind: 'due-to', party: RIVERSIDE, currency: 'GBP' }, minor: -minor },
          ]),
        ]),
      ),
    );
});
afterAll(async () => {
  await vale.stop();
  await database.drop();
});

const plans = async (organization = BOARD) =>
  valueOf(await vale.money.actionPlans(await vale.seat(organization), POOL));
const lead = () => vale.seat(RIVERSIDE, 'programme-lead');
const owed = async () =>
  (await vale.obligations.owedBy(await lead())).items.filter(({ kind }) => kind === 'action-plan');

test('a plan is asked for what is over its budget alone, by those who look after money, and of a partner', async () => {
  const board = await vale.seat(BOARD);
  const ask = async (asked: Partial<PlanAsked>) =>
    codesOf(await vale.money.askPlan(board, POOL, { ...FOOT, ...asked }));
  expect(await ask({ scheme: 'home care' })).toEqual(['money.plan-not-over']);
  expect(await ask({ scheme: 'eye care' })).toEqual(['money.plan-scheme']);
  expect(await ask({ party: 'Organization/nobody' })).toEqual(['money.plan-from']);
  expect(await ask({ role: 'signatory' })).toEqual(['money.plan-from']);
  expect(await ask({ until: '2026-05-15' })).toEqual(['money.plan-due']);
  expect(await ask({ evidence: ' ' })).toEqual(['money.plan-words']);
  const member = await vale.seat(COUNCIL, 'board-member');
  expect(codesOf(await vale.money.askPlan(member, POOL, FOOT))).toEqual(['money.plan-asker']);
  expect((await plans()).plans).toEqual([]);
});

test('it is owed from then on with the figures of the day, once however often the form is sent, and its proof is the plan', async () => {
  const council = await vale.seat(COUNCIL);
  valueOf(await vale.money.askPlan(council, POOL, FOOT));
  expect(codesOf(await vale.money.askPlan(council, POOL, FOOT))).toEqual(['money.plan-asked']);
  valueOf(await vale.money.askPlan(council, POOL, { ...FOOT, scheme: WHOLE_POOL, party: BOARD, role: 'finance-lead' }));
  const [whole, foot] = (await plans()).plans;
  // 8,000 of April and 15 of 31 days of May, to the penny; the year goes on as its first 45 of 365 days did.
  const view = valueOf(await vale.money.budget(council, POOL));
  const row = view.rows.find(({ scheme }) => scheme === 'foot care');
  expect(foot).toMatchObject({
    scheme: 'foot care',
    over: row?.over,
    year: pounds((row?.forecast.minor ?? 0) - (row?.year.minor ?? 0)),
    state: 'owed',
    due: '2026-06-05',
    owner: { organization: RIVERSIDE, role: 'programme-lead' },
    askedBy: { organization: COUNCIL },
    next: { name: 'Vale Council', role: 'finance-lead' },
    may: { bring: false },
  });
  // Neither owes it nor asked for it: the budget says it, and what is owed between others is not there.
  expect(foot?.page).toBeUndefined();
  expect(foot?.over).toEqual(pounds(1_900_000 - 800_000 - 387_097));
  expect(whole).toMatchObject({ scheme: WHOLE_POOL, over: view.over, may: { bring: true } });
  const [due] = await owed();
  expect(due).toMatchObject({
    title: 'Bring an action plan for foot care: £7,129.03 over its budget so far',
    dueDay: '2026-06-05',
    may: { close: false },
  });
});

test('late, it climbs its ladder for all partners to see; the plan closes it, is brought once, and stays', async () => {
  await vale.turnTo('2026-06-09');
  await vale.obligations.fallDue();
  const late = (await plans(COUNCIL)).plans.find(({ scheme }) => scheme === 'foot care');
  expect(late).toMatchObject({ state: 'late', next: { name: 'Vale Care Board', role: 'programme-lead' } });
  const plan = late?.id ?? '';
  expect(codesOf(await vale.money.bringPlan(await vale.seat(COUNCIL), POOL, { ...BROUGHT, plan }))).toEqual([
    'money.plan-owner',
  ]);
  const owner = await lead();
  expect(codesOf(await vale.money.bringPlan(owner, POOL, { ...BROUGHT, plan: '999' }))).toEqual(['money.no-plan']);
  expect(codesOf(await vale.money.bringPlan(owner, POOL, { ...BROUGHT, plan, words: '' }))).toEqual([
    'money.plan-words',
  ]);
  expect(codesOf(await vale.money.bringPlan(owner, POOL, { ...BROUGHT, plan, minor: 0 }))).toEqual(['money.amount']);
  expect(await owed()).toHaveLength(1);
  valueOf(await vale.money.bringPlan(owner, POOL, { ...BROUGHT, plan }));
  expect(codesOf(await vale.money.bringPlan(owner, POOL, { ...BROUGHT, plan }))).toEqual(['money.plan-brought']);
  expect(await owed()).toEqual([]);
  const [closed] = (await vale.obligations.owedBy(owner, { state: 'closed' })).items;
  expect(closed).toMatchObject({ state: 'kept', evidence: { by: 'fact', reference: 'Recovery plan 4' } });
  expect((await plans()).plans.find(({ id }) => id === plan)).toMatchObject({
    state: 'brought',
    brought: { words: BROUGHT.words, saves: pounds(310_000), reference: 'Recovery plan 4' },
    may: { bring: false },
  });
});

test('what whoever asked lets go of is owed no more, and the budget says so', async () => {
  const [whole] = (await plans(COUNCIL)).plans;
  const id = whole?.page?.split('/').at(-1) ?? '';
  valueOf(await vale.obligations.byHand.withdraw(await vale.seat(COUNCIL), id, 'The spending was booked twice.'));
  expect((await plans()).plans[0]).toMatchObject({ state: 'let-go', may: { bring: false } });
});
