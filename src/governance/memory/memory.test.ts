import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Access, Role } from '#agreement';
import { type Store, sql } from '#store';
import { testStore } from '#testing/database';
import { agreeBoard, beginProgramme } from '../board.testing.ts';
import { engineOn } from '../engine.testing.ts';
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
import { hits } from './memory.queries.ts';

let store: Store;
let vale: TestPartnership;
let lead: Access;
let council: Access;
let programme: string;

const CHAIR = { organization: RIVERSIDE, role: 'programme-lead' } as const;
const BODY = {
  name: 'The board',
  members: [CHAIR, { organization: COUNCIL, role: 'commissioner' }, { organization: ELM, role: 'signatory' }],
  chair: CHAIR,
} as const;
const seat = async (organization: string, role: Role): Promise<Access> => ({
  ...(await vale.seat(organization, role, 'planning')),
  principal: `account/${organization}/${role}`,
  name: `The ${role}`,
});
const act = async (did: string, typed: Typed) =>
  valueOf(await vale.governance.programmes.act(lead, programme, { did, typed }));

beforeAll(async () => {
  store = await testStore();
  vale = await testPartnership(store, { obligationsOn: engineOn(store) });
  await agreeBoard(vale, BODY);
  [lead, council] = [await seat(RIVERSIDE, 'programme-lead'), await seat(COUNCIL, 'commissioner')];
  programme = await beginProgramme(vale, lead);
  await decided();
});
afterAll(() => vale.stop());

/** A paper that is agreed against one voice, whose reason is kept. */
async function decided(): Promise<void> {
  const { decisions } = vale.governance;
  const meeting = valueOf(
    await decisions.call(lead, { body: 'sharing~board', day: '2026-06-01', starts: '14:00', place: 'Room 2' }),
  ).id;
  const paper = {
    title: 'Phase 1 without podiatry',
    ask: 'Drop podiatry from phase 1 of the programme.',
    topic: 'programme',
    effect: 'The first phase starts in time, in rooms that exist.',
    reviewOn: '2026-12-01',
  };
  const { id } = valueOf(await decisions.put(lead, 'sharing~board', paper));
  valueOf(await decisions.table(lead, id, meeting));
  const elm = await seat(ELM, 'signatory');
  for (const one of [lead, council, elm]) valueOf(await decisions.come(one, meeting, {}));
  valueOf(await decisions.open(lead, meeting));
  valueOf(await decisions.vote(lead, id, { vote: 'for', reason: '' }));
  valueOf(await decisions.vote(elm, id, { vote: 'for', reason: '' }));
  valueOf(await decisions.vote(council, id, { vote: 'against', reason: 'Feet do not wait for rooms.' }));
  valueOf(await decisions.decide(lead, id, 'Agreed: it follows in phase 2, once there are rooms.'));
  valueOf(await decisions.close(lead, meeting));
}

test('why did we drop podiatry from phase 1: the decision, its day, who, who was against and why, and what it was to bring', async () => {
  const [first, ...others] = await vale.governance.memory.remember(council, 'Why did we drop podiatry from phase 1?');
  expect(first).toMatchObject({
    source: 'paper',
    title: 'Phase 1 without podiatry',
    on: '2026-06-01',
    decision: {
      outcome: 'agreed',
      words: 'Agreed: it follows in phase 2, once there are rooms.',
      body: 'The board',
      dissent: [{ name: 'The commissioner', reason: 'Feet do not wait for rooms.' }],
      reviewOn: '2026-12-01',
    },
  });
  expect(first?.decision?.rests).toContainEqual(
    expect.objectContaining({ words: expect.stringContaining('starts in time') }),
  );
  expect(others.map(({ source }) => source)).toEqual(['meeting']);
});

test('what a reader may not read is not found, not counted and changes no order', async () => {
  expect(await hits(store, 'podiatry phase', [])).toEqual([]);
  expect((await hits(store, 'podiatry phase', ['sharing'])).length).toBeGreaterThan(0);
  await act('lesson', {
    words: 'Podiatry rooms',
    expected: 'Rooms in time.',
    happened: 'None came.',
    advice: 'Look at rooms first.',
  });
  const blind = await hits(store, 'podiatry rooms', []);
  expect(blind.map(({ source }) => source)).toEqual(['programme']);
  const person = await seat(ELM, 'person');
  expect(await vale.governance.memory.remember(person, 'podiatry rooms')).toEqual([]);
});

test('what shares few words with the question is no answer, and odd questions are none', async () => {
  expect(await vale.governance.memory.remember(council, 'podiatry budget overspend forecast')).toEqual([]);
  for (const asked of ['', '   ', "'); truncate table", 'the of and', '<b>&|!:*', 'x'.repeat(5_000)]) {
    expect(await vale.governance.memory.remember(council, asked)).toEqual([]);
  }
});

test('scores are blind here too: nothing of them is remembered', async () => {
  await store.run(sql`insert into governance_case_deed (programme, at, principal, by, organization, role, said)
    values (${programme}::bigint, now(), 'account/x', 'x', ${ELM}, 'gp', '{"did":"scored","scores":{"o1.k1":7},"words":"zebra"}'::jsonb)`);
  expect(await hits(store, 'zebra', ['sharing'])).toEqual([]);
});

test('an hour for whoever is new, ten questions of these records, and where each wrong answer is written', async () => {
  for (const driver of ['Feet are looked at', 'Rooms are there', 'Nurses are taught'])
    await act('driver', { words: driver });
  const on = (month: number) => `2026-${String(month).padStart(2, '0')}-15`;
  for (const [index, owner] of [
    `${ELM}|practice-manager`,
    `${RIVERSIDE}|finance-lead`,
    `${COUNCIL}|commissioner`,
    `${ELM}|gp`,
  ].entries()) {
    await act('change', { driver: 'd1', words: `Change ${index + 1}`, starts: on(7 + index) });
    await act('measured-by', { change: `c${index + 1}`, measure: `measure-${index + 1}` });
    await act('owned', { change: `c${index + 1}`, owner });
    await act('milestone', { words: `Milestone ${index + 1}`, on: on(8 + index) });
  }
  const { induction } = vale.governance;
  const view = async () => valueOf(await induction.of(council, programme));
  const hour = await view();
  expect(Object.values(hour.minutes).reduce((sum, one) => sum + one, 0)).toBe(60);
  expect(hour.decisions.map(({ title, dissent }) => [title, dissent.length])).toEqual([
    ['Phase 1 without podiatry', 1],
  ]);
  expect(hour.people.map(({ why }) => why)).toContain('leads the programme');
  expect(codesOf(await induction.answer(council, programme, []))).toEqual(['governance.quiz-none']);
  valueOf(await induction.ask(council, programme));
  valueOf(await induction.ask(council, programme));
  const asked = (await view()).quiz;
  expect(asked.asked).toHaveLength(10);
  expect(JSON.stringify(asked.asked)).not.toContain('"answer"');
  const [kept] = await store.all<{
    readonly questions: readonly { readonly options: readonly string[]; readonly answer: string }[];
  }>(sql`select questions from governance_induction order by id desc limit 1`);
  const right = (kept?.questions ?? []).map(({ options, answer }) => options.indexOf(answer));
  valueOf(
    await induction.answer(
      council,
      programme,
      right.map((one, index) => (index < 8 ? one : (one + 1) % 3)),
    ),
  );
  expect((await view()).quiz.result).toMatchObject({ correct: 8, of: 10, passed: true });
  expect((await view()).quiz.result?.missed.every(({ page }) => page.startsWith('/'))).toBe(true);
  vale.clock.now += 12 * 86_400_000;
  valueOf(
    await vale.governance.decisions.put(council, 'sharing~board', {
      title: 'Rooms',
      ask: 'Rooms.',
      topic: 'programme',
      effect: 'Rooms.',
      reviewOn: '2026-12-01',
    }),
  );
  expect((await view()).toFirstDecision).toEqual({ mine: 12, of: 1 });
});
