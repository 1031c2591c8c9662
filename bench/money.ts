import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrations } from '#app';
import type { Clause, Instrument, PayClause } from '#agreement';
import { day } from '#base';
import { migrate, openStore, sql, startEmbedded, type Store } from '#store';
import {
  BOARD,
  boardMoney,
  COUNCIL,
  councilMoney,
  fundDraft,
  RIVERSIDE,
  type TestMoney,
  testMoney,
  valueOf,
} from '../src/money/money.testing.ts';
import { quantile } from './gauge.ts';
import type { Claim, Figure } from './run.ts';

const ACTIVITIES = 1_000_000;
const SNOMED = 'http://snomed.info/sct';
const STATEMENTS = 400;
const PAYEES = [RIVERSIDE, 'Organization/elm-tree', 'Organization/harbour', 'Organization/north'] as const;
const POOL = { instrument: 'bench', pool: 'better-care' } as const;

/** A year of a million activities replayed under a draft; a month of a million charged, accepted and closed; and statements. */
export const money: Claim = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'concord-bench-money-'));
  const engine = await startEmbedded({ folder, sharedBuffers: '256MB' });
  const store = await openStore({ url: engine.url, max: 12, statementTimeoutMs: 300_000 });
  try {
    await migrate(store, migrations());
    const vale = await testMoney(store);
    await sixPartners(vale);
    await vale.turnTo('2027-04-10');
    const figures = [...(await simulated(store, vale)), ...(await monthEnd(store, vale)), ...(await statements(vale))];
    await vale.stop();
    return figures;
  } finally {
    await store.close();
    await engine.stop();
    await rm(folder, { recursive: true, force: true });
  }
};

async function sixPartners({ vale, propose }: TestMoney): Promise<void> {
  const [, , harbour, north] = PAYEES;
  const system = await vale.repository.system(BOARD);
  const partners = [
    { organization: harbour, name: 'Harbour Hospital', kind: 'community-trust' as const },
    { organization: north, name: 'North Community Trust', kind: 'community-trust' as const },
  ];
  valueOf(await vale.governance.enroll(system, { name: 'Vale', partners }));
  await propose(draftAt(1, 1_000));
  valueOf(await vale.governance.propose(await vale.seat(BOARD, 'programme-lead', 'planning'), draftAt(2, 1_050)));
}

function draftAt(version: number, price: number): Instrument {
  const parties = [
    ...fundDraft().parties,
    { organization: PAYEES[1], name: 'Elm Tree Surgery', kind: 'general-practice' as const },
    { organization: PAYEES[2], name: 'Harbour Hospital', kind: 'community-trust' as const },
    { organization: PAYEES[3], name: 'North Community Trust', kind: 'community-trust' as const },
  ];
  const visits: PayClause = {
    id: 'visits',
    cites: '2',
    clause: 'pay',
    activity: 'visits',
    by: BOARD,
    to: [...PAYEES],
    price: {
      model: 'tariff',
      lines: ['1', '2', '3', '4'].map((code, at) => ({
        id: `visit-${code}`,
        words: `Visit ${code}`,
        codes: { system: SNOMED, codes: [code] },
        unit: 'each' as const,
        price: { minor: price + at, currency: 'GBP' },
      })),
    },
    queryWorkingDays: 5,
    pool: POOL.pool,
  };
  const share: Clause = {
    id: 'risk',
    cites: '3',
    clause: 'shareRisk',
    pool: POOL.pool,
    settled: 'year',
    overspend: [{ step: 'split', shares: [BOARD, COUNCIL].map((organization) => ({ organization, parts: 1 })) }],
    underspend: [{ step: 'keep-in-pool' }],
  };
  const dated = version === 1 ? {} : { decided: day('2027-03-01'), effective: day('2027-06-01') };
  return fundDraft({ id: POOL.instrument, version, kind: 'contract', parties, ...dated }, [
    boardMoney,
    councilMoney,
    visits,
    share,
  ]);
}

/** Activities as the record's projection keeps them, evenly over payees, codes and days. */
async function recorded(store: Store, vale: TestMoney, { from, days, name }: Days): Promise<void> {
  const orgs = await Promise.all(PAYEES.map(async (payee) => (await vale.seat(payee)).organization));
  await store.run(sql`
    insert into money_activity (bkt, typ, id, cmp, org, system, code, day, minutes)
    select n % 1000, 7, ${name} || n, n / 100, (${orgs}::int[])[1 + n % 4], ${SNOMED}, (1 + n / 4 % 4)::text, ${from}::date + n % ${days}::int, null
    from generate_series(1, ${ACTIVITIES}::int) n`);
  await store.run(sql`analyze money_activity`);
}

type Days = { readonly from: string; readonly days: number; readonly name: string };

async function simulated(store: Store, vale: TestMoney): Promise<readonly Figure[]> {
  await recorded(store, vale, { from: '2026-04-01', days: 334, name: 'year-' });
  const board = await vale.seat(BOARD);
  const asked = { instrument: POOL.instrument, version: 2, from: '2026-04-01', until: '2027-03-31' };
  const times: number[] = [];
  for (let round = 0; round < 3; round += 1)
    times.push(await timed(async () => valueOf(await vale.money.simulateMoney(board, asked))));
  return [
    {
      name: 'a year of 1,000,000 activities simulated under a draft, slowest of 3',
      value: Math.round(Math.max(...times)),
      unit: 'ms',
    },
  ];
}

/** A million in one month beside nothing else: charged by each payee, accepted, and the month and year closed and shared. */
async function monthEnd(store: Store, vale: TestMoney): Promise<readonly Figure[]> {
  await store.run(sql`truncate money_activity`);
  await recorded(store, vale, { from: '2027-03-01', days: 31, name: 'month-' });
  const board = await vale.seat(BOARD);
  const took = await timed(async () => {
    for (const payee of PAYEES) {
      const seat = await vale.seat(payee);
      for (const id of valueOf(await vale.money.proposeCharges(seat)))
        valueOf(await vale.money.acceptCharge(board, id, {}));
    }
    valueOf(await vale.money.close(board, POOL, '2027-03-31', 'Year end'));
  });
  return [
    {
      name: 'month end: 1,000,000 activities charged, accepted, closed and shared among 6 partners',
      value: Math.round(took),
      unit: 'ms',
    },
  ];
}

async function statements(vale: TestMoney): Promise<readonly Figure[]> {
  const board = await vale.seat(BOARD);
  const times: number[] = [];
  for (let round = 0; round < STATEMENTS; round += 1)
    times.push(
      await timed(async () =>
        valueOf(
          await vale.money.statement(board, POOL, {
            party: round % 2 === 0 ? COUNCIL : BOARD,
            from: '2026-04-01',
            until: '2027-03-31',
          }),
        ),
      ),
    );
  return [{ name: 'a statement of a year, p99', value: Math.round(quantile(times, 0.99) * 10) / 10, unit: 'ms' }];
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}
