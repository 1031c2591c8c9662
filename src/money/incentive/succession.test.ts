import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PayClause } from '#agreement';
import type { Staff } from '#joint';
import { sql, type Store } from '#store';
import { testStore } from '#testing/database';
import { ELM } from '../../governance/partnership.testing.ts';
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
import { mergerOn } from '../merger.testing.ts';

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

let store: Store;
let vale: TestMoney;

/** Riverside's workers are paid for visits; in August Elm Tree takes its place, and is no party of the agreement itself. */
beforeAll(async () => {
  store = await testStore();
  vale = await testMoney(store, fundDraft({}, [boardMoney, councilMoney, visits]), {
    staff,
    holders: (organization, role) =>
      Promise.resolve(organization === ELM && role === 'community-nurse' ? [{ account: 'nina', name: 'Nina' }] : []),
  });
  await vale.turnTo('2026-07-21');
  await mergerOn(vale, '2026-08-01');
});
afterAll(async () => {
  expect(await violations(store)).toEqual([]);
  await vale.stop();
});

async function done(id: string, organization: string, on: string) {
  const org = await vale.vale.repository.contributors.organizationKey(organization);
  await store.run(sql`insert into money_activity (bkt, typ, id, cmp, org, system, code, day)
    values (1, 2, ${id}, ${Number(id.slice(1))}, ${org}::int, ${SNOMED}, 'visit', ${on}::date)`);
  await store.run(sql`insert into money_worker (bkt, typ, id, cmp, org, worker)
    values (1, 2, ${id}, ${Number(id.slice(1))}, ${org}::int, 'Practitioner/ama')`);
}
const nurse = async (principal = 'account/nina') => ({
  ...(await vale.seat(ELM, 'community-nurse')),
  principal,
  name: 'Nina',
});
const waiting = async () =>
  valueOf(await vale.money.incentive.incentives(await nurse())).incentives.flatMap((one) =>
    one.waiting.map(({ id }) => id),
  );

test('before its day the successor knows of none of it', async () => {
  await done('v1', RIVERSIDE, '2026-07-20');
  await vale.turnTo('2026-07-22');
  expect(codesOf(await vale.money.incentive.incentives(await nurse()))).toEqual(['money.not-yours']);
});

test('what waits of the predecessor is attested by the successor, and both are asked for and paid', async () => {
  await vale.turnTo('2026-08-04');
  await vale.vale.governance.carryOut();
  await done('v2', ELM, '2026-08-03');
  await vale.turnTo('2026-08-05');
  const told = (await vale.obligations.owedBy(await nurse())).items.filter(
    ({ kind, state }) => kind === 'incentive-attest' && state === 'open',
  );
  expect(told.map(({ owner }) => owner.organization)).toEqual([ELM, ELM]);
  const ids = await waiting();
  expect(ids).toHaveLength(2);
  const self = await nurse('account/ama');
  expect(codesOf(await vale.money.incentive.attest(self, ids))).toEqual(['money.own-claim']);
  expect(valueOf(await vale.money.incentive.attest(await nurse(), ids))).toBe(2);
  expect(await waiting()).toEqual([]);

  const charges = valueOf(await vale.money.proposeCharges(await vale.seat(ELM)));
  const board = await vale.seat(BOARD);
  for (const id of charges) valueOf(await vale.money.acceptCharge(board, id, {}));
  expect(valueOf(await vale.money.pool(board, POOL)).spent).toEqual({ minor: 500, currency: 'GBP' });
});
