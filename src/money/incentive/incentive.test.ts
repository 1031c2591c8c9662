import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Access, PayClause } from '#agreement';
import { plusDays } from '#base';
import type { Staff } from '#joint';
import { sql, type Store } from '#store';
import { testStore } from '#testing/database';
import { violations } from '../ledger/world.testing.ts';
import {
  BOARD,
  boardMoney,
  codesOf,
  councilMoney,
  fundDraft,
  POOL,
  RIVERSIDE,
  type TestMoney,
  testMoney,
  valueOf,
} from '../money.testing.ts';

const SNOMED = 'http://snomed.info/sct';
const RATE = 250;
const price = (codes: readonly string[]): PayClause['price'] => ({
  model: 'tariff',
  lines: [
    {
      id: 'visit',
      words: 'home visit',
      codes: { system: SNOMED, codes },
      unit: 'each',
      price: { minor: RATE, currency: 'GBP' },
    },
  ],
});
const visits: PayClause = {
  id: 'visits',
  cites: '2',
  clause: 'pay',
  activity: 'home-visit',
  pool: 'better-care',
  by: BOARD,
  to: [RIVERSIDE],
  price: price(['visit']),
  queryWorkingDays: 5,
  worker: {
    role: 'community-health-worker',
    shared: 'each',
    verified: { by: 'second-person', role: 'community-nurse' },
  },
};
/** Another programme's words for the same. */
const outreach: PayClause = { ...visits, id: 'outreach', price: price(['outreach']) };
const screening: PayClause = {
  ...visits,
  id: 'screening',
  activity: 'screening',
  price: price(['screened']),
  worker: {
    role: 'community-health-worker',
    shared: 'team',
    verified: { by: 'record', words: 'a blood pressure', search: 'Procedure?code=pressure', withinDays: 1 },
  },
};

const [AMA, BO] = ['Practitioner/ama', 'Practitioner/bo'];
const staff = {
  of: () =>
    Promise.resolve([
      { id: '1', account: 'ama', name: 'Ama', role: 'community-health-worker' },
      { id: '2', account: 'bo', name: 'Bo', role: 'community-health-worker' },
    ]),
  practitioner: (account: string) => `Practitioner/${account}`,
} as unknown as Staff;

let store: Store;
let vale: TestMoney;
let lead: Access;
let nurse: Access;
let ama: Access;

beforeAll(async () => {
  store = await testStore();
  vale = await testMoney(store, fundDraft({}, [boardMoney, councilMoney, visits, outreach, screening]), { staff });
  await vale.turnTo('2026-06-10');
  lead = await vale.seat(RIVERSIDE);
  nurse = { ...(await vale.seat(RIVERSIDE, 'community-nurse')), principal: 'account/nina', name: 'Nina' };
  ama = { ...(await vale.seat(RIVERSIDE, 'community-health-worker')), principal: 'account/ama', name: 'Ama' };
});
afterAll(async () => {
  expect(await violations(store)).toEqual([]);
  await vale.stop();
});

/** What the projections write with an Encounter. */
async function done(
  id: string,
  of: { readonly by?: string; readonly person?: number; readonly on?: string; readonly code?: string } = {},
) {
  const { by = AMA, person = 1, on = '2026-06-03', code = 'visit' } = of;
  const org = await vale.vale.repository.contributors.organizationKey(RIVERSIDE);
  await undone(id);
  await store.run(sql`insert into money_activity (bkt, typ, id, cmp, org, system, code, day)
    values (1, 2, ${id}, ${person}::bigint, ${org}::int, ${SNOMED}, ${code}, ${on}::date)`);
  if (by !== '')
    await store.run(sql`insert into money_worker (bkt, typ, id, cmp, org, worker)
      values (1, 2, ${id}, ${person}::bigint, ${org}::int, ${by})`);
}
async function undone(id: string) {
  await store.run(sql`delete from money_activity where id = ${id}`);
  await store.run(sql`delete from money_worker where id = ${id}`);
}
const seenBy = async (access: Access) => valueOf(await vale.money.incentive.incentives(access));
const one = async (access: Access, activity = 'home-visit') =>
  (await seenBy(access)).incentives.find((each) => each.activity === activity && !each.key.includes('outreach'));

async function settleAll() {
  const ids = valueOf(await vale.money.proposeCharges(lead));
  const board = await vale.seat(BOARD);
  for (const id of ids) valueOf(await vale.money.acceptCharge(board, id, {}));
}
const paid = async () => valueOf(await vale.money.pool(await vale.seat(BOARD), POOL)).spent.minor;

test('a visit waits for somebody else to attest it, is paid once they did, and the worker sees both', async () => {
  await done('v1');
  await done('v2', { person: 2 });
  await done('v3', { person: 3, by: '' });
  await done('v4', { person: 4, by: 'Practitioner/stranger' });
  await settleAll().catch(() => undefined);
  expect(await paid()).toBe(0);
  const waiting = (await one(nurse))?.waiting ?? [];
  expect(waiting.map(({ workers, why }) => [workers.join(), why?.slice(0, 20)])).toEqual([
    ['Ama', 'It is paid once some'],
    ['Ama', 'It is paid once some'],
    ['', 'The record does not '],
    ['', 'Nobody whom the reco'],
  ]);
  const ids = waiting.map(({ id }) => id);
  expect(codesOf(await vale.money.incentive.attest(ama, ids))).toEqual(['money.not-yours']);
  const self = { ...nurse, principal: 'account/ama' };
  expect(codesOf(await vale.money.incentive.attest(self, ids))).toEqual(['money.own-claim']);
  expect(valueOf(await vale.money.incentive.attest(nurse, ids.slice(0, 1)))).toBe(1);
  await settleAll();
  expect(await paid()).toBe(RATE);
  const own = await one(ama);
  expect(own?.months).toMatchObject([
    { month: '2026-06', count: 1, earned: { minor: RATE }, entered: { minor: RATE }, waits: 1 },
  ]);
  expect(own?.waiting.map(({ day }) => day)).toEqual(['2026-06-03']);
});

test('who pays sees what it comes to and no names; a finance lead of who employs sees each worker', async () => {
  const board = await one(await vale.seat(BOARD));
  expect([board?.workers, board?.waiting.flatMap(({ workers }) => workers)]).toEqual([[], []]);
  expect((await one(lead))?.workers).toMatchObject([{ name: 'Ama', count: 1, earned: { minor: RATE }, waits: 1 }]);
  expect(codesOf(await vale.money.incentive.incentives(await vale.seat(BOARD, 'gp')))).toEqual(['money.not-yours']);
});

test('one visit in two programmes is paid by one; the other is refused and listed with the first', async () => {
  await done('v5', { code: 'outreach' });
  const found = (await seenBy(nurse)).incentives.find(({ key }) => key.includes('outreach'));
  expect(found?.refused).toMatchObject([{ why: expect.stringContaining('claimed already, under fund, part visits') }]);
  await settleAll();
  expect(await paid()).toBe(RATE);
});

test('the record itself shows a screening, for all of the team', async () => {
  await done('s1', { code: 'screened', person: 7, by: BO });
  expect((await one(ama, 'screening'))?.waiting[0]?.why).toContain('once the record shows a blood pressure');
  const taking = await store.first<{ id: number }>(
    sql`select id from money_taking where search = 'Procedure?code=pressure'`,
  );
  const org = await vale.vale.repository.contributors.organizationKey(RIVERSIDE);
  await store.run(sql`insert into money_taken (taking, bkt, typ, id, cmp, org, day)
    values (${taking?.id ?? 0}::int, 1, 9, 'bp', 7, ${org}::int, '2026-06-04')`);
  expect((await one(ama, 'screening'))?.months).toMatchObject([{ count: 1, earned: { minor: RATE } }]);
  await settleAll();
  expect(await paid()).toBe(2 * RATE);
});

test('after random corrections what is paid is the verified visits times the rate, and never twice', async () => {
  let seed = 20_260_603;
  const below = (most: number): number => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((seed / 2_147_483_648) * most);
  };
  for (let step = 0; step < 40; step += 1) {
    const id = `r${below(8)}`;
    const on = plusDays('2026-05-20' as never, below(3));
    const what = below(4);
    if (what === 0) await undone(id);
    else if (what < 3)
      await done(id, {
        on,
        person: 20 + below(3),
        by: [AMA, BO, ''][below(3)] ?? '',
        code: ['visit', 'outreach'][below(2)] ?? '',
      });
    else {
      const { incentives } = await seenBy(nurse);
      const waiting = incentives.flatMap((each) => each.waiting).filter((_, at) => at % 2 === below(2));
      if (waiting.length > 0)
        await vale.money.incentive.attest(
          nurse,
          waiting.map((each) => each.id),
        );
    }
    if (step % 8 === 7) {
      await settleAll().catch(() => undefined);
      const earned = (await seenBy(lead)).incentives.flatMap(({ months }) => months);
      expect(await paid()).toBe(earned.reduce((sum, { count }) => sum + count, 0) * RATE);
      expect(earned.every((each) => each.earned.minor === each.entered.minor)).toBe(true);
    }
  }
});
