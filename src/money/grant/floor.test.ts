import { afterAll, beforeAll, expect, test } from 'vitest';
import { freshDatabase, type TestDatabase } from '#testing/database';
import { type ContributeClause, type PayClause } from '#agreement';
import {
  BOARD,
  boardMoney,
  codesOf,
  COUNCIL,
  RIVERSIDE,
  type TestMoney,
  testMoney,
  valueOf,
} from '../money.testing.ts';
import { clinicDraft, heartGrant, hivGrant, ICD, ugx, visited } from './grant.testing.ts';

let database: TestDatabase;
let vale: TestMoney;

const money: ContributeClause = { ...boardMoney, id: 'money', pool: 'one-clinic', amount: ugx(1_200_000) };
const premium: PayClause = {
  id: 'premium',
  cites: '2',
  clause: 'pay',
  activity: 'joint-visit',
  by: BOARD,
  to: [RIVERSIDE],
  price: {
    model: 'integration-premium',
    premium: ugx(3_500),
    withinDays: 0,
    together: [
      { system: ICD, codes: ['I10'] },
      { system: ICD, codes: ['B24'] },
    ],
  },
  queryWorkingDays: 5,
};
const POOL = { instrument: 'clinic', pool: 'one-clinic' } as const;
const HEART = { instrument: 'clinic', clause: 'heart', since: '2026-04-01' } as const;
const budget = (heart: number) => `scheme,month,amount\nvisits,2026-04,${heart}\nhiv-care,2026-04,500000`;

beforeAll(async () => {
  database = await freshDatabase();
  const grants = [hivGrant, { ...heartGrant, pool: 'one-clinic' }];
  vale = await testMoney(database.store, clinicDraft([money, premium, ...grants]));
  const both = Array.from({ length: 12 }, (_, at) => ({
    id: `both-${at}`,
    person: `p${at}`,
    on: '2026-04-14',
    codes: ['B24', 'I10'],
  }));
  const alone = ['B24', 'I10'].map((code, at) => ({
    id: `alone-${at}`,
    person: `p${40 + at}`,
    on: '2026-04-15',
    codes: [code],
  }));
  await visited(vale, [...both, ...alone]);
  await vale.turnTo('2026-06-02');
});
afterAll(async () => {
  await vale.stop();
  await database.drop();
});

const keeper = () => vale.seat(BOARD);
const keep = async (heart: number) =>
  vale.money.keepBudget(await keeper(), POOL, { text: budget(heart), reason: 'The year.' });
const less = async (seat: Promise<Parameters<typeof vale.money.grants.agreeToLess>[0]>, minor: number) =>
  vale.money.grants.agreeToLess(await seat, HEART, { line: 'visits', minor, reason: 'A second clinic opens.' });

test('D3: a protected line is not cut below its floor unless whoever speaks for it agrees; the refusal names clause and remedy', async () => {
  expect(codesOf(await keep(300_000))).toEqual([]);
  const cut = await keep(250_000);
  expect(cut.ok ? '' : cut.refusals[0].text).toBe(
    'visits would have UGX 250,000, and is protected: never less than UGX 300,000 (One clinic, version 1, paragraph 2). Plan UGX 300,000 for it, or ask the programme lead of Riverside Community Trust to agree to less on the page of the grant.',
  );
  expect(codesOf(await less(vale.seat(COUNCIL, 'programme-lead'), 250_000))).toEqual(['money.not-yours']);
  expect(codesOf(await less(vale.seat(RIVERSIDE), 250_000))).toEqual(['money.not-yours']);
  expect(codesOf(await less(vale.seat(RIVERSIDE, 'programme-lead'), 300_000))).toEqual(['money.no-less']);
  expect(codesOf(await keep(250_000))).toEqual(['money.protected']);
  valueOf(await less(vale.seat(RIVERSIDE, 'programme-lead'), 250_000));
  expect(codesOf(await keep(249_999))).toEqual(['money.protected']);
  expect(codesOf(await keep(250_000))).toEqual([]);
});

test('D3: need stands beside money, by what was recorded so far', async () => {
  const [hiv, heart] = valueOf(await vale.money.grants.grants(await vale.seat(RIVERSIDE, 'programme-lead')));
  // 13 visits of UGX 12,000 in 62 days, over 365.
  expect([hiv?.lines[0]?.need, heart?.lines[0]?.need]).toEqual([ugx(918_387), ugx(918_387)]);
  expect(heart?.lines[0]).toMatchObject({ amount: ugx(400_000), may: { agree: true } });
});

test('D2: what joint visits saved each programme is told from real visits, and the host is paid for them by rule', async () => {
  const lead = await vale.seat(RIVERSIDE, 'programme-lead');
  const asked = { from: '2026-04-01', until: '2026-06-02', travel: 4_000, hour: 9_000 };
  const before = valueOf(await vale.money.grants.together(lead, asked));
  // Alone each takes 20 minutes, together 20: 20 are saved.
  expect(before).toMatchObject({
    contacts: 12,
    people: 12,
    journeys: 12,
    minutes: 240,
    worth: ugx(84_000),
    premiums: [],
  });
  expect(before.programmes.map(({ programme, worth }) => [programme, worth.minor])).toEqual([
    ['hiv care', 42_000],
    ['hypertension', 42_000],
  ]);
  const clinic = await vale.seat(RIVERSIDE);
  for (const id of valueOf(await vale.money.proposeCharges(clinic)))
    valueOf(await vale.money.acceptCharge(await keeper(), id, {}));
  expect(valueOf(await vale.money.grants.together(lead, asked)).premiums).toEqual([
    {
      words: 'joint visit',
      payer: 'Vale Care Board',
      payee: 'Riverside Community Trust',
      accepted: ugx(42_000),
      waiting: ugx(0),
    },
  ]);
});
