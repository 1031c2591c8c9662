import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Access, Role } from '#agreement';
import type { Store } from '#store';
import { testStore } from '#testing/database';
import { engineOn } from '../engine.testing.ts';
import { governanceProjections } from '../governance.ts';
import {
  codesOf,
  COUNCIL,
  ELM,
  RIVERSIDE,
  type TestPartnership,
  testPartnership,
  valueOf,
} from '../partnership.testing.ts';
import type { Typed } from '../programme/typed.ts';
import { bounces } from './charter.ts';

let store: Store;
let vale: TestPartnership;
let lead: Access;
let manager: Access;
let id: string;

const seat = async (organization: string, role: Role): Promise<Access> => ({
  ...(await vale.seat(organization, role, 'planning')),
  principal: `account/${organization}/${role}`,
});
const act = (did: string, typed: Typed, by = lead) => vale.governance.charters.act(by, id, { did, typed });
const view = async (by = lead) => valueOf(await vale.governance.charters.one(by, id));

beforeAll(async () => {
  store = await testStore();
  vale = await testPartnership(store, { obligationsOn: engineOn(store), projections: governanceProjections });
  [lead, manager] = [await seat(RIVERSIDE, 'programme-lead'), await seat(ELM, 'practice-manager')];
  id = valueOf(await vale.governance.charters.begin(lead, { name: 'Foot care', keeper: `${ELM}|practice-manager` })).id;
  valueOf(await act('step', { words: 'Book the foot check' }));
  valueOf(await act('step', { words: 'Tell the person' }));
});
afterAll(() => vale.stop());

test('two who answer for one step are refused by name, and a step that nobody answers for is named', async () => {
  valueOf(await act('part', { step: 's1', of: RIVERSIDE, part: 'accountable' }));
  const second = await act('part', { step: 's1', of: ELM, part: 'accountable' });
  expect(second).toMatchObject({
    refusals: [
      {
        code: 'governance.two-accountable',
        text: expect.stringContaining('Riverside Community Trust answers for “Book the foot check” already'),
      },
    ],
  });
  valueOf(await act('part', { step: 's1', of: ELM, part: 'responsible' }));
  const { stepList, open } = await view();
  expect(open).toBe(1);
  expect(stepList.map(({ words, accountable }) => [words, accountable])).toEqual([
    ['Book the foot check', 'Riverside Community Trust'],
    ['Tell the person', undefined],
  ]);
  valueOf(await act('part', { step: 's1', of: RIVERSIDE, part: 'none' }));
  valueOf(await act('part', { step: 's1', of: ELM, part: 'accountable' }));
  expect(
    codesOf(await act('part', { step: 's1', of: ELM, part: 'informed' }, await seat(ELM, 'receptionist'))),
  ).toEqual(['governance.charter-whose']);
});

test('a task that goes back and forth more than twice is a charter issue, once, with its step and nothing of the person', async () => {
  const records = vale.repository.bind(await vale.repository.system(RIVERSIDE));
  valueOf(await records.update('Patient', 'p1', JSON.stringify({ resourceType: 'Patient', id: 'p1' })));
  const hand = async (task: string, owner: string) =>
    valueOf(
      await records.update(
        'Task',
        task,
        JSON.stringify({
          resourceType: 'Task',
          id: task,
          status: 'requested',
          intent: 'order',
          code: { text: 'Book the foot check' },
          for: { reference: 'Patient/p1' },
          owner: { reference: owner },
        }),
      ),
    );
  const issues = async () =>
    (await vale.governance.obligations.owedBy(manager)).items.filter(({ kind }) => kind === 'charter-issue');
  for (const owner of [RIVERSIDE, ELM, RIVERSIDE]) {
    vale.clock.now += 60_000;
    await hand('t1', owner);
  }
  await vale.governance.handOver();
  expect(await issues()).toEqual([]);
  vale.clock.now += 60_000;
  await hand('t1', ELM);
  await vale.governance.handOver();
  await vale.governance.handOver();
  expect((await issues()).map(({ title, aboutPerson }) => [title, aboutPerson])).toEqual([
    ['Say who does it: Book the foot check', false],
  ]);
  expect((await view()).stepList[0]?.issue).toBe(true);
  expect(bounces([ELM, ELM, RIVERSIDE])).toBe(1);
});

test('partners rank, and how far apart they are is shown', async () => {
  for (const words of ['Nobody waits', 'One desk']) valueOf(await act('priority', { words }));
  valueOf(await act('ranked', { order: ['1', '2'] }));
  valueOf(await act('ranked', { order: ['2', '1'] }, manager));
  valueOf(await act('ranked', { order: ['1', '2'] }, await seat(COUNCIL, 'commissioner')));
  const { ranks, rankedBy } = await view();
  expect(ranks).toMatchObject([
    { words: 'Nobody waits', middle: 1, spread: 1 },
    { words: 'One desk', middle: 2, spread: 1 },
  ]);
  expect(rankedBy).toHaveLength(3);
});

test('a concern without a name is known to the keeper alone, and a reply is due in ten working days', async () => {
  const nurse = await seat(ELM, 'practice-nurse');
  valueOf(await act('concern', { words: 'We ask twice.', unnamed: 'yes' }, nurse));
  valueOf(await act('concern', { words: 'Who rings?' }, nurse));
  const seen = async (by: Access) =>
    (await view(by)).concernList.map(({ words, by: who }) => [words, who !== undefined]);
  expect(await seen(lead)).toEqual([
    ['Who rings?', true],
    ['We ask twice.', false],
  ]);
  expect(await seen(manager)).toEqual([
    ['Who rings?', true],
    ['We ask twice.', true],
  ]);
  expect(await seen(nurse)).toEqual([
    ['Who rings?', true],
    ['We ask twice.', true],
  ]);
  const due = async () =>
    (await vale.governance.obligations.owedBy(manager)).items.filter(({ kind }) => kind === 'charter-concern');
  const owed = await due();
  expect(owed.map(({ dueDay }) => dueDay)).toEqual(['2026-06-15', '2026-06-15']);
  for (const one of owed) {
    const full = valueOf(await vale.governance.obligations.one(manager, one.id));
    expect(JSON.stringify(full)).not.toContain('practice-nurse');
  }
  expect(codesOf(await act('reply', { concern: 'c1', words: 'No.' }))).toEqual(['governance.concern-whose']);
  valueOf(await act('reply', { concern: 'c1', words: 'One form from July.' }, manager));
  expect(await due()).toHaveLength(1);
});
