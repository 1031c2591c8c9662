import { afterEach, beforeEach, expect, test } from 'vitest';
import { freshDatabase, type TestDatabase } from '#testing/database';
import { type Clause, type DisputeClause, disputeTerms, type Instrument, type PayClause, type Stack } from '#agreement';
import { day } from '#base';
import { sql } from '#store';
import { violations } from '../ledger/world.testing.ts';
import {
  BOARD,
  boardMoney,
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
        id: 'visit',
        words: 'treatment at home',
        codes: { system: SNOMED, codes: ['v'] },
        unit: 'contact',
        price: { minor: 10_300, currency: 'GBP' },
      },
    ],
  },
  queryWorkingDays: 5,
};
const ladder = (payUndisputed: boolean): DisputeClause => ({
  id: 'ladder',
  cites: '3',
  clause: 'dispute',
  payUndisputed,
  binding: true,
  ladder: [
    { id: 'board', words: 'to the council', who: [{ organization: COUNCIL, role: 'finance-lead' }], workingDays: 10 },
  ],
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

const spent = async () => valueOf(await vale.money.pool(await vale.seat(BOARD), POOL)).spent.minor;

/** Forty visits charged, ten of them queried and taken to a dispute. */
async function disputed(payUndisputed: boolean) {
  const clauses: readonly Clause[] = [boardMoney, councilMoney, podiatry, ladder(payUndisputed)];
  vale = await testMoney(database.store, fundDraft({}, clauses));
  await vale.turnTo('2026-06-01');
  const org = await vale.vale.repository.contributors.organizationKey(RIVERSIDE);
  await database.store.run(sql`insert into money_activity (bkt, typ, id, cmp, org, system, code, day)
    select 1, 2, 'v' || n, 3, ${org}::int, ${SNOMED}, 'v', '2026-05-04' from generate_series(1, 40) as n`);
  const [id = ''] = valueOf(await vale.money.proposeCharges(await vale.seat(RIVERSIDE)));
  const board = await vale.seat(BOARD);
  const numbers = Array.from({ length: 10 }, (_, at) => at + 31);
  valueOf(await vale.money.queryCharge(board, id, { numbers, reason: 'Days in hospital do not count.' }));
  const dispute = valueOf(await vale.money.disputeCharge(board, id, 'Days in hospital do not count.'));
  return { id, board, dispute };
}

test('agreed that payment waits, no part of a charge in dispute is paid, by hand or by its day; the ruling pays all', async () => {
  const { id, board, dispute } = await disputed(false);
  expect(await vale.money.acceptCharge(board, id, {})).toMatchObject({
    refusals: [
      {
        code: 'money.payment-waits',
        text: 'A part of this charge is in dispute, and payment waits meanwhile (Vale section 75 agreement, paragraph 3). Accept it once the dispute is over, or settle first what is queried.',
      },
    ],
  });
  expect(valueOf(await vale.money.charge(board, id))).toMatchObject({
    waits: expect.stringContaining('payment waits meanwhile'),
    may: { accept: false, acceptQueried: true },
  });
  const shown = valueOf(await vale.money.charges(board)).charges[0];
  expect([shown?.may.accept, shown?.open]).toEqual([false, 30]);
  await vale.turnTo('2026-06-30');
  expect(await spent()).toBe(0);
  const { disputes } = vale.vale.governance;
  const ruling = {
    follows: RIVERSIDE,
    words: 'They count.',
    reason: 'It is plain.',
    keptAs: 'interpretation',
  } as const;
  valueOf(await disputes.read(await vale.seat(RIVERSIDE), dispute, { runs: 'as-it-runs', words: 'They count.' }));
  valueOf(await disputes.rule(await vale.seat(COUNCIL), dispute, ruling));
  await vale.turnTo('2026-07-01');
  expect(await spent()).toBe(412_000);
});

test('what is taken back is argued about no more, and the rest can be paid at once', async () => {
  const { id, board } = await disputed(false);
  valueOf(await vale.money.answerQuery(await vale.seat(RIVERSIDE), id, { words: 'Taken back.', withdraw: true }));
  valueOf(await vale.money.acceptCharge(board, id, {}));
  expect(await spent()).toBe(309_000);
});

test('agreed that the rest is paid meanwhile, it is, and what is in dispute waits alone', async () => {
  const { id, board } = await disputed(true);
  expect(valueOf(await vale.money.charge(board, id))).not.toHaveProperty('waits');
  await vale.turnTo('2026-06-09');
  expect(await spent()).toBe(309_000);
});

test('where a version says nothing of disputes, what stands above it does', async () => {
  vale = await testMoney(database.store);
  const signed = (instrument: Instrument): Stack[number] => ({
    instrument,
    signatures: instrument.parties.map(({ organization }) => ({ organization, on: day('2026-03-01') })),
    suspensions: [],
  });
  const above = signed(fundDraft({ id: 'above' }, [boardMoney, ladder(false)]));
  const below = signed(fundDraft({ parent: 'above' }));
  const asked = { instrument: 'fund', version: 1, on: day('2026-06-01') };
  expect(disputeTerms([above, below], asked)).toMatchObject({
    instrument: { id: 'above' },
    clause: { payUndisputed: false },
  });
  expect(disputeTerms([below], asked)).toBeUndefined();
});
