import type { TransitionClause } from '#agreement';
import { day } from '#base';
import { sql } from '#store';
import { freshDatabase, type TestDatabase } from '#testing/database';
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
const NAME = { instrument: 'fund', clause: 'hump' } as const;
const pounds = (minor: number) => ({ minor, currency: 'GBP' });
const hump = (fund: string): TransitionClause => ({
  id: 'hump',
  cites: '2',
  clause: 'transition',
  fund,
  by: BOARD,
  to: RIVERSIDE,
  doubleRunning: { from: day('2026-04-01'), until: day('2026-10-01') },
  tranches: [
    { id: 'tranche-1', amount: pounds(40_000), notBefore: day('2026-04-01'), milestones: [] },
    {
      id: 'tranche-2',
      amount: pounds(30_000),
      notBefore: day('2026-06-01'),
      milestones: [
        { id: 'register', words: 'The register is there', evidence: { by: 'document', words: 'the register' } },
        {
          id: 'staff',
          words: 'Two people work',
          evidence: { by: 'search', search: 'Practitioner?active=true', count: 2 },
        },
      ],
    },
  ],
  costs: [{ from: day('2026-04-01'), monthly: pounds(10_000) }],
  savings: {
    words: 'admission',
    at: RIVERSIDE,
    codes: { system: SNOMED, codes: ['1'] },
    before: 20,
    worth: pounds(2_000),
    fewer: [{ from: day('2026-07-01'), monthly: 8 }],
  },
  payBack: { from: day('2026-04-01'), every: 'month', percentOfSavings: 50, most: pounds(60_000) },
});
const small = [
  { ...boardMoney, amount: pounds(600_000) },
  { ...councilMoney, amount: pounds(300_000) },
];

async function begun(fund: string): Promise<void> {
  vale = await testMoney(database.store, fundDraft({}, [...small, hump(fund)]));
  await vale.turnTo('2026-04-02');
}

async function done(month: string, count: number): Promise<void> {
  const org = (await vale.seat(RIVERSIDE)).organization;
  await database.store.run(sql`
    insert into money_activity (bkt, typ, id, cmp, org, system, code, day, minutes)
    select 1, 7, ${`${month}-`} || n, n, ${org}, ${SNOMED}, '1', ${`${month}-02`}::date, null from generate_series(1, ${count}::int) n`);
}

async function posted(pool: string) {
  return database.store.all<{ kind: string; party: string; minor: string }>(sql`
    select a.kind, a.party, sum(p.minor)::text as minor from money_entry e join money_posting p on p.entry = e.seq
    join money_account a on a.id = p.account
    where e.pool = ${pool} and e.kind = 'commitment' and e.state in ('posted', 'post') group by 1, 2 having sum(p.minor) <> 0 order by 1`);
}

test('keeps tranches apart in the pool, holds the second until its milestones are shown, and enters what is given', async () => {
  await begun(POOL.pool);
  const [board, trust] = [await vale.seat(BOARD), await vale.seat(RIVERSIDE)];
  const before = valueOf(await vale.money.pool(board, POOL)).promised;
  expect(before.minor).toBe(70_000);
  valueOf(await vale.money.hump.releaseTranche(board, NAME, { tranche: 'tranche-1', paper: '', words: 'It begins.' }));
  const early = await vale.money.hump.releaseTranche(board, NAME, { tranche: 'tranche-2', paper: '', words: 'Now.' });
  expect(early).toMatchObject({ ok: false, refusals: [{ code: 'money.milestone' }] });
  if (!early.ok) expect(early.refusals[0].text).toMatch(/2026-06-01.*The register is there.*Two people work: 0 of 2/);
  await vale.turnTo('2026-06-01');
  const shown = {
    tranche: 'tranche-2',
    milestone: 'register',
    words: 'Register of May',
    hash: 'ab'.repeat(32),
    paper: '',
  };
  expect(codesOf(await vale.money.hump.showMilestone(board, NAME, shown))).toEqual(['money.not-yours']);
  expect(codesOf(await vale.money.hump.showMilestone(trust, NAME, { ...shown, hash: 'no' }))).toEqual([
    'money.fingerprint',
  ]);
  expect(codesOf(await vale.money.hump.showMilestone(trust, NAME, { ...shown, milestone: 'staff' }))).toEqual([
    'money.shown-by-record',
  ]);
  valueOf(await vale.money.hump.showMilestone(trust, NAME, shown));
  const system = await vale.vale.repository.system(BOARD);
  for (const family of ['Marlow', 'Osei']) {
    const practitioner = JSON.stringify({ resourceType: 'Practitioner', active: true, name: [{ family }] });
    valueOf(await vale.vale.repository.bind(system).create('Practitioner', practitioner));
  }
  const view = valueOf(await vale.money.hump.hump(board, NAME));
  expect(view.tranches.map(({ state }) => state)).toEqual(['given', 'ready']);
  valueOf(await vale.money.hump.releaseTranche(board, NAME, { tranche: 'tranche-2', paper: '', words: 'All shown.' }));
  expect(await posted('fund/better-care')).toEqual([
    { kind: 'due-to', party: RIVERSIDE, minor: '-70000' },
    { kind: 'fund', party: '', minor: '70000' },
  ]);
  expect(valueOf(await vale.money.pool(board, POOL)).promised.minor).toBe(0);
  const twice = await vale.money.hump.releaseTranche(board, NAME, { tranche: 'tranche-2', paper: '', words: 'Again.' });
  expect(codesOf(twice)).toEqual(['money.tranche-given']);
});

test('a tranche that is kept apart is not spent or let go by hand', async () => {
  await begun(POOL.pool);
  const board = await vale.seat(BOARD);
  const [row] = await database.store.all<{ seq: string }>(
    sql`select seq::text as seq from money_entry where state = 'pending' order by money_entry.seq limit 1`,
  );
  expect(codesOf(await vale.money.spend(board, POOL, row?.seq ?? '', 1_000))).toEqual(['money.tranche-by-hand']);
  expect(codesOf(await vale.money.letGo(board, POOL, row?.seq ?? '', 'No more.'))).toEqual(['money.tranche-by-hand']);
});

test('without a pool one owes the other; what was saved is agreed month by month and comes back to the penny', async () => {
  await begun('double-running');
  const [board, trust] = [await vale.seat(BOARD), await vale.seat(RIVERSIDE)];
  valueOf(await vale.money.hump.releaseTranche(board, NAME, { tranche: 'tranche-1', paper: '', words: 'It begins.' }));
  await done('2026-04', 25);
  await done('2026-05', 9);
  await vale.turnTo('2026-06-03');
  const { back } = valueOf(await vale.money.hump.hump(board, NAME));
  expect(back.map(({ saved, amount }) => [saved.minor, amount.minor])).toEqual([
    [-10_000, 0],
    [12_000, 6_000],
  ]);
  const [april, may] = back;
  expect(codesOf(await vale.money.hump.agreeSaving(trust, NAME, { from: april?.from ?? '', minor: 0 }))).toEqual([
    'money.not-yours',
  ]);
  expect(codesOf(await vale.money.hump.agreeSaving(board, NAME, { from: may?.from ?? '', minor: 6_000 }))).toEqual([
    'money.saving-moved',
  ]);
  valueOf(await vale.money.hump.agreeSaving(board, NAME, { from: april?.from ?? '', minor: 0 }));
  valueOf(await vale.money.hump.agreeSaving(board, NAME, { from: may?.from ?? '', minor: 6_000 }));
  expect(await posted('fund/charges')).toEqual([
    { kind: 'due-from', party: BOARD, minor: '34000' },
    { kind: 'due-to', party: RIVERSIDE, minor: '-34000' },
  ]);
});

test('a slip is asked, then kept with its reason, and the forecast goes by it', async () => {
  await begun('double-running');
  const board = await vale.seat(BOARD);
  const plain = valueOf(await vale.money.hump.hump(board, NAME)).forecast;
  const asked = valueOf(await vale.money.hump.hump(board, NAME, '3'));
  expect(asked.forecast.peak?.amount.minor).toBeGreaterThan(plain.peak?.amount.minor ?? 0);
  expect(asked.agreed).toEqual(plain);
  valueOf(await vale.money.hump.slipHump(board, NAME, { months: '3', reason: 'The clinics are not built.' }));
  expect(valueOf(await vale.money.hump.hump(board, NAME)).forecast).toEqual(asked.forecast);
  expect(codesOf(await vale.money.hump.hump(board, NAME, '99'))).toEqual(['money.slip']);
});

test('is not there for those who are no party, nor for clinicians', async () => {
  await begun('double-running');
  expect(codesOf(await vale.money.hump.hump(await vale.seat('Organization/elm-tree'), NAME))).toEqual([
    'money.no-hump',
  ]);
  expect(codesOf(await vale.money.hump.humps(await vale.seat(COUNCIL, 'gp')))).toEqual(['money.not-yours']);
});
