import { afterEach, beforeEach, expect, test } from 'vitest';
import { freshDatabase, type TestDatabase } from '#testing/database';
import type { Clause, DisputeClause, PayClause } from '#agreement';
import { day } from '#base';
import { sql } from '#store';
import { ELM, sharingDraft } from '../../governance/partnership.testing.ts';
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

const SNOMED = 'http://snomed.info/sct';
const codes = ['229070002', 'foot', 'nail'];
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
    lines: codes.map((code) => ({
      id: code,
      words: `treatment ${code}`,
      codes: { system: SNOMED, codes: [code] },
      unit: 'contact',
      price: { minor: 10_300, currency: 'GBP' },
    })),
  },
  queryWorkingDays: 5,
};
const ladder: DisputeClause = {
  id: 'ladder',
  cites: '3',
  clause: 'dispute',
  payUndisputed: true,
  binding: true,
  ladder: [
    { id: 'board', words: 'to the council', who: [{ organization: COUNCIL, role: 'finance-lead' }], workingDays: 10 },
  ],
};

let database: TestDatabase;
let vale: TestMoney;

beforeEach(async () => {
  database = await freshDatabase();
  vale = await testMoney(database.store, fundDraft({}, [boardMoney, councilMoney, podiatry, ladder]));
  await vale.turnTo('2026-06-01');
});
afterEach(async () => {
  expect(await violations(database.store)).toEqual([]);
  await vale.stop();
  await database.drop();
});

async function done(count: number, code = codes[0]) {
  const org = await vale.vale.repository.contributors.organizationKey(RIVERSIDE);
  await database.store.run(sql`insert into money_activity (bkt, typ, id, cmp, org, system, code, day)
    select 1, 2, ${`${code}-`} || n, 3, ${org}::int, ${SNOMED}, ${code}, '2026-05-04' from generate_series(1, ${count}::int) as n`);
}
const proposed = async () => valueOf(await vale.money.proposeCharges(await vale.seat(RIVERSIDE)));
const spent = async () => valueOf(await vale.money.pool(await vale.seat(BOARD), POOL)).spent.minor;

test('many charges are accepted or queried at once, each for itself, and what did not go says why', async () => {
  for (const code of codes) await done(2, code);
  const [a = '', b = '', c = ''] = await proposed();
  const [board, trust] = [await vale.seat(BOARD), await vale.seat(RIVERSIDE)];
  expect(codesOf(await vale.money.acceptCharges(trust, [a, b]))).toEqual(['money.none-done']);
  expect(codesOf(await vale.money.acceptCharges(board, []))).toEqual(['money.no-charges']);
  expect(valueOf(await vale.money.acceptCharges(board, [a, b, '99']))).toMatchObject({
    done: [a, b],
    refused: [{ id: '99' }],
  });
  expect(await spent()).toBe(4 * 10_300);
  expect(valueOf(await vale.money.queryCharges(board, { ids: [a, c], reason: 'Whose are they?' }))).toMatchObject({
    done: [c],
    refused: [{ id: a }],
  });
  const inbox = valueOf(await vale.money.charges(board));
  expect(inbox.charges.map(({ id, queried }) => [id, queried])).toEqual([[c, 2]]);
  expect(inbox.waiting).toBe(1);
  expect(valueOf(await vale.money.charges(board, { settled: true, before: b })).charges.map(({ id }) => id)).toEqual([
    a,
  ]);
});

test('some items are accepted and entered, the others wait; items go on beyond the first 200', async () => {
  await done(450);
  const [id = ''] = await proposed();
  const board = await vale.seat(BOARD);
  const first = valueOf(await vale.money.charge(board, id));
  expect([first.rows.length, first.next]).toEqual([200, 200]);
  const last = valueOf(await vale.money.charge(board, id, 400));
  expect([last.rows.length, last.rows[0]?.number, last.next]).toEqual([50, 401, undefined]);
  valueOf(await vale.money.acceptCharge(board, id, { numbers: [1, 2, 450] }));
  expect(await spent()).toBe(3 * 10_300);
  valueOf(await vale.money.acceptCharge(board, id, { numbers: [1, 3] }));
  expect(await spent()).toBe(4 * 10_300);
  expect(valueOf(await vale.money.charge(board, id))).toMatchObject({ open: 446 });
});

test('what is queried is reported by its age, until it is settled', async () => {
  await done(3);
  const [id = ''] = await proposed();
  const board = await vale.seat(BOARD);
  valueOf(await vale.money.queryCharge(board, id, { numbers: [1], reason: 'Not known here.' }));
  const bands = async (day: string) => {
    await vale.turnTo(day);
    return valueOf(await vale.money.queriedAges(await vale.seat(RIVERSIDE))).lines.map((line) =>
      line.bands.map(({ minor }) => minor),
    );
  };
  expect(await bands('2026-06-02')).toEqual([[10_300, 0, 0, 0, 0]]);
  expect(await bands('2026-06-20')).toEqual([[0, 10_300, 0, 0, 0]]);
  expect(await bands('2026-12-01')).toEqual([[0, 0, 0, 0, 10_300]]);
  valueOf(await vale.money.acceptCharge(board, id, { queried: true }));
  expect(await bands('2026-12-02')).toEqual([]);
});

test.each([
  ['the payer', BOARD, 309_000],
  ['the payee', RIVERSIDE, 412_000],
])(
  'a charge of £4,120 in dispute: £3,090 is paid, both readings are run, and the ruling for %s is entered',
  async (_, holds, paid) => {
    await done(40);
    const [id = ''] = await proposed();
    const [board, trust, council] = [await vale.seat(BOARD), await vale.seat(RIVERSIDE), await vale.seat(COUNCIL)];
    const numbers = Array.from({ length: 10 }, (__, at) => at + 31);
    expect(codesOf(await vale.money.disputeCharge(board, id, 'Days in hospital do not count.'))).toEqual([
      'money.no-query',
    ]);
    valueOf(await vale.money.queryCharge(board, id, { numbers, reason: 'Days in hospital do not count.' }));
    valueOf(await vale.money.acceptCharge(board, id, {}));
    const before = valueOf(await vale.money.pool(board, POOL)).left.minor;
    const dispute = valueOf(await vale.money.disputeCharge(board, id, 'Days in hospital do not count.'));
    expect(codesOf(await vale.money.disputeCharge(trust, id, 'They do.'))).toEqual(['money.in-dispute']);
    const { disputed, dispute: shown } = valueOf(await vale.money.charge(trust, id));
    expect(disputed).toBe(true);
    expect(shown?.readings.map(({ whose, paid: cost }) => [whose.organization, cost.minor])).toEqual([
      [BOARD, 309_000],
      [RIVERSIDE, 412_000],
    ]);
    const left = shown?.readings.map((one) => one.left.reduce((sum, { amount }) => sum + amount.minor, 0)) ?? [];
    expect((left[0] ?? 0) - (left[1] ?? 0)).toBe(103_000);
    expect(await spent()).toBe(309_000);
    const { disputes } = vale.vale.governance;
    valueOf(await disputes.read(trust, dispute, { runs: 'as-it-runs', words: 'They count.' }));
    const ruling = {
      follows: holds,
      words: 'So it is read.',
      reason: 'The words are plain.',
      keptAs: 'interpretation',
    } as const;
    valueOf(await disputes.rule(council, dispute, ruling));
    await vale.turnTo('2026-06-02');
    expect(await spent()).toBe(paid);
    expect(valueOf(await vale.money.pool(board, POOL)).left.minor).toBe(before - (paid - 309_000));
    expect(valueOf(await vale.money.charge(trust, id))).toMatchObject({ queried: 0, open: 0, disputed: false });
    await vale.turnTo('2026-06-03');
    expect(await spent()).toBe(paid);
  },
);

test('who takes the place of a payee asks for what it did, is paid for what it does itself, and settles for both', async () => {
  await done(2);
  const merger = sharingDraft({ id: 'merger', title: 'Merger' });
  const merge: Clause = {
    id: 'merge',
    cites: '1',
    clause: 'succeed',
    from: [RIVERSIDE],
    to: ELM,
    on: day('2026-06-02'),
  };
  const text = [...merger.text, { id: '1', text: 'Elm Tree takes the place of Riverside.' }];
  valueOf(
    await vale.vale.governance.propose(await vale.vale.seat(ELM, 'ig-lead', 'audit'), {
      ...merger,
      text,
      clauses: [merge],
    }),
  );
  await vale.vale.signAll('merger');
  const elm = await vale.seat(ELM);
  expect(codesOf(await vale.money.proposeCharges(elm))).toEqual(['money.nobody-pays']);
  await vale.turnTo('2026-06-03');
  await vale.vale.governance.carryOut();
  const org = await vale.vale.repository.contributors.organizationKey(ELM);
  await database.store.run(sql`insert into money_activity (bkt, typ, id, cmp, org, system, code, day)
    values (1, 2, 'of-elm', 3, ${org}::int, ${SNOMED}, ${codes[0]}, '2026-06-02'), (1, 2, 'too-early', 3, ${org}::int, ${SNOMED}, ${codes[0]}, '2026-06-01')`);
  const ids = valueOf(await vale.money.proposeCharges(elm));
  const asked = valueOf(await vale.money.charges(elm)).charges.map(({ payee, items }) => [payee.organization, items]);
  expect(asked.sort()).toEqual([
    [ELM, 1],
    [RIVERSIDE, 2],
  ]);
  const board = await vale.seat(BOARD);
  valueOf(await vale.money.acceptCharges(board, ids));
  expect(await spent()).toBe(3 * 10_300);
  const id = valueOf(await vale.money.proposeSettlement(board, { instrument: 'fund', until: '2026-06-02' }));
  const { parties } = valueOf(await vale.money.settlement(elm, id));
  expect(parties.map(({ organization }) => organization)).not.toContain(RIVERSIDE);
  expect(parties.find(({ organization }) => organization === ELM)?.net?.minor).toBe(3 * 10_300);
});
