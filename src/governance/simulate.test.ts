import { afterEach, beforeEach, expect, test } from 'vitest';
import { day } from '#base';
import { freshDatabase, type TestDatabase } from '../../test/database.ts';
import {
  BOARD,
  codesOf,
  COUNCIL,
  ELM,
  RIVERSIDE,
  sharingDraft,
  type TestPartnership,
  testPartnership,
  valueOf,
} from './partnership.testing.ts';

let database: TestDatabase;
let vale: TestPartnership;
let results: string[] = [];

beforeEach(async () => {
  database = await freshDatabase();
  vale = await testPartnership(database.store);
  results = [];
});
afterEach(async () => {
  await vale.stop();
  await database.drop();
});

/** People of Elm Tree with a result each; all are referred to Riverside. */
async function referred(count: number): Promise<void> {
  const elm = vale.repository.bind(await vale.repository.system(ELM));
  for (let at = 0; at < count; at += 1) {
    const patient = `p${at}`;
    valueOf(
      await elm.update(
        'Patient',
        patient,
        `{"resourceType":"Patient","id":"${patient}","name":[{"family":"Sample","given":["No ${at}"]}]}`,
      ),
    );
    const result = `{"resourceType":"Observation","status":"final","code":{"text":"HbA1c"},"subject":{"reference":"Patient/${patient}"},
      "category":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/observation-category","code":"laboratory"}]}]}`;
    results.push(valueOf(await elm.create('Observation', result)).id);
    await vale.relate(RIVERSIDE, `Patient/${patient}`, ['referred']);
    await vale.relate(ELM, `Patient/${patient}`, ['registered']);
  }
}

const lead = () => vale.seat(ELM, 'ig-lead', 'audit');
const simulated = async (version = 1) => valueOf(await vale.governance.simulate(await lead(), 'sharing', version));

test('before anybody signs, it counts what those who sign would bring about', async () => {
  await referred(12);
  valueOf(await vale.governance.propose(await lead(), sharingDraft()));
  const before = await simulated();
  expect(before).toMatchObject({ done: before.of, on: '2026-06-01' });
  expect(before.effects).toEqual([
    {
      organization: 'Riverside Community Trust',
      roles: ['therapist'],
      purpose: 'direct-care',
      appears: [{ dataClass: 'results', labels: [], few: false, items: 12, people: 12 }],
      vanishes: [],
    },
  ]);
  await vale.signAll('sharing');
  const therapist = vale.repository.bind(await vale.seat(RIVERSIDE, 'therapist'));
  const seen = await Promise.all(results.map(async (id) => (await therapist.read('Observation', id)).ok));
  expect(seen.filter(Boolean)).toHaveLength(12);
  expect(codesOf(await vale.governance.simulate(await lead(), 'sharing', 1))).toEqual([
    'governance.nothing-to-simulate',
  ]);
});

test('a version that shares less makes it vanish, on its own day', async () => {
  await referred(12);
  valueOf(await vale.governance.propose(await lead(), sharingDraft()));
  await vale.signAll('sharing');
  const [care, tell] = sharingDraft().clauses;
  if (care?.clause !== 'share' || !tell) throw new Error('the draft shares and tells');
  const clauses = [{ ...care, classes: ['plans'] as const }, tell];
  valueOf(
    await vale.governance.propose(await lead(), sharingDraft({ version: 2, effective: day('2026-07-01'), clauses })),
  );
  expect(await simulated(2)).toMatchObject({
    on: '2026-07-01',
    effects: [{ appears: [], vanishes: [{ dataClass: 'results', items: 12 }] }],
  });
});

test('of few people nothing is counted out', async () => {
  await referred(9);
  valueOf(await vale.governance.propose(await lead(), sharingDraft()));
  expect((await simulated()).effects[0]?.appears).toEqual([{ dataClass: 'results', labels: [], few: true }]);
});

test('people are shown only to who sees them anyway', async () => {
  await referred(12);
  valueOf(await vale.governance.propose(await lead(), sharingDraft()));
  const signs = { ...(await vale.seat(ELM, 'gp')), role: 'signatory' as const };
  const own = valueOf(await vale.governance.simulate(signs, 'sharing', 1));
  expect(own.people).toHaveLength(5);
  expect(own.people[0]).toMatchObject({
    name: expect.stringMatching(/^SAMPLE, No \d+$/),
    items: [{ dataClass: 'results', change: 'appears', viewer: RIVERSIDE, roles: ['therapist'] }],
  });
  const council = await vale.seat(COUNCIL, 'ig-lead', 'audit');
  expect(valueOf(await vale.governance.simulate(council, 'sharing', 1)).people).toEqual([]);
  const board = await vale.seat(BOARD, 'ig-lead', 'audit');
  expect(codesOf(await vale.governance.simulate(board, 'sharing', 1))).toEqual(['governance.not-proposer']);
});
