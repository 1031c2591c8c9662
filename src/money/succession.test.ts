import { afterAll, beforeAll, expect, test } from 'vitest';
import { testStore } from '#testing/database';
import type { Access, TransitionClause } from '#agreement';
import { day } from '#base';
import { sql, type Store } from '#store';
import { ELM } from '../governance/partnership.testing.ts';
import {
  BOARD,
  boardMoney,
  COUNCIL,
  fundDraft,
  RIVERSIDE,
  type TestMoney,
  testMoney,
  valueOf,
} from './money.testing.ts';
import { mergerOn } from './merger.testing.ts';
import { movementRows } from './shift/shift.queries.ts';

const SNOMED = 'http://snomed.info/sct';
const pounds = (minor: number) => ({ minor, currency: 'GBP' });
const hump: TransitionClause = {
  id: 'hump',
  cites: '2',
  clause: 'transition',
  fund: 'better-care',
  by: BOARD,
  to: RIVERSIDE,
  doubleRunning: { from: day('2026-04-01'), until: day('2026-10-01') },
  tranches: [
    {
      id: 'tranche-1',
      amount: pounds(40_000),
      notBefore: day('2026-04-01'),
      milestones: [
        { id: 'register', words: 'The register is there', evidence: { by: 'document', words: 'the register' } },
      ],
    },
  ],
  costs: [{ from: day('2026-04-01'), monthly: pounds(10_000) }],
};

let store: Store;
let vale: TestMoney;
let elm: Access;
let work: string;

/** Riverside takes on reviews and double-running money; in August Elm Tree takes its place, and is no party of the agreement itself. */
beforeAll(async () => {
  store = await testStore();
  vale = await testMoney(store, fundDraft({}, [boardMoney, hump]));
  await vale.turnTo('2026-06-01');
  const board = await vale.seat(BOARD, 'commissioner');
  work = valueOf(
    await vale.money.movedWork.proposeWork(board, {
      instrument: 'fund',
      words: 'Yearly reviews',
      from: COUNCIL,
      to: RIVERSIDE,
      payer: BOARD,
      system: SNOMED,
      code: 'review',
      count: 1_000,
      minutes: 57,
      minor: 3_120,
      currency: 'GBP',
      begins: '2026-07-01',
      key: 'reviews',
    }),
  );
  const money = { id: work, kind: 'money', words: 'Growth', key: '1', amount: 3_120_000 } as const;
  valueOf(await vale.money.movedWork.assignWork(board, money));
  await mergerOn(vale, '2026-08-01');
  elm = await vale.seat(ELM);
});
afterAll(() => vale.stop());

async function merged() {
  await vale.turnTo('2026-09-02');
  await vale.vale.governance.carryOut();
  elm = await vale.seat(ELM);
}
async function done(by: string, id: string, on: string) {
  const org = await vale.vale.repository.contributors.organizationKey(by);
  await store.run(sql`insert into money_activity (bkt, typ, id, cmp, org, system, code, day)
    values (1, 2, ${id}, 3, ${org}::int, ${SNOMED}, 'review', ${on}::date)`);
}

test('before its day the successor knows of none of it; since then it assigns, begins with it and is counted with it', async () => {
  const { movedWork, hump: funds } = vale.money;
  expect([valueOf(await movedWork.works(elm)).found, valueOf(await funds.humps(elm))]).toEqual([[], []]);
  await done(RIVERSIDE, 'of-riverside', '2026-07-03');
  await merged();
  await done(ELM, 'of-elm', '2026-08-03');
  const seen = valueOf(await movedWork.work(elm, work));
  expect([seen.to.organization, seen.may.staff, seen.lacks.length]).toEqual([ELM, true, 1]);
  expect(seen.lacks[0]).not.toContain('Riverside');
  valueOf(await movedWork.assignWork(elm, { id: work, kind: 'staff', words: 'Two nurses', key: '1', amount: 60 }));
  valueOf(await movedWork.beginWork(await vale.seat(BOARD, 'commissioner'), work));
  await store.run(sql`update money_moved_work set begins = '2026-07-01'`);
  const { months } = valueOf(await movedWork.work(elm, work));
  expect(months.map(({ month, there }) => [month, there])).toEqual([
    ['2026-07-01', 1],
    ['2026-08-01', 1],
  ]);
});

test('double-running money waits for what the successor shows, under its name', async () => {
  const name = { instrument: 'fund', clause: 'hump' };
  const seen = valueOf(await vale.money.hump.hump(elm, name));
  expect([seen.may.show, seen.may.release, seen.to.name]).toEqual([true, false, expect.stringContaining('Elm Tree')]);
  valueOf(
    await vale.money.hump.showMilestone(elm, name, {
      tranche: 'tranche-1',
      milestone: 'register',
      words: 'Register of August',
      hash: 'ab'.repeat(32),
      paper: '',
    }),
  );
  const lead = await vale.seat(BOARD);
  const given = { tranche: 'tranche-1', paper: '', words: 'It is there.' };
  valueOf(await vale.money.hump.releaseTranche(lead, name, given));
});

test('a cost movement of who is no more is seen and commented by whoever took its place, once for each side', async () => {
  await store.run(sql`
    insert into money_movement (instrument, pair, month, from_organization, to_organization, shown, people, found, due)
    values ('fund', 'a to b', '2026-07-01', ${RIVERSIDE}, ${COUNCIL}, '{}'::jsonb, '[]'::jsonb, '2026-09-01', '2026-09-30')`);
  const [row] = await movementRows(store, { instruments: ['fund'] });
  const id = row?.id ?? '';
  const { shift } = vale.money;
  expect(valueOf(await shift.movements(await vale.seat(BOARD)))).toEqual([]);
  expect(valueOf(await shift.movements(elm)).map(({ may }) => may.comment)).toEqual([true]);
  valueOf(await shift.commentMovement(elm, id, 'The clinic moved.'));
  expect(valueOf(await shift.movement(elm, id))).toMatchObject({ state: 'for-comment', may: { comment: false } });
  expect(await shift.commentMovement(elm, id, 'Again.')).toMatchObject({
    ok: false,
    refusals: [{ code: 'money.commented' }],
  });
});
