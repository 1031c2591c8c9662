import { testStore } from '#testing/database';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { day } from '#base';
import type { MeasureRow } from './contract.ts';
import { ELM, measuring, MILL, patient, type TestInsight, testInsight, valueOf } from './insight.testing.ts';

const PACK = 'experience 2026.1';
const FORM = 'https://concord.health/Questionnaire/integrate';
const ANSWER = 'https://concord.health/integrate-answer';
const ITEMS = ['information', 'advice', 'respect', 'roles'];

let made: TestInsight;

beforeAll(async () => {
  const { clauses } = measuring();
  const experience = {
    id: 'lived',
    cites: '5.2',
    clause: 'measure',
    pack: 'experience',
    version: '2026.1',
    aims: [{ measure: 'integrate-top', percent: 50 }],
  };
  made = await testInsight(await testStore(), { clauses: [...clauses, experience as never] });
  for (const id of ['p1', 'p2', 'p3']) {
    await made.put(ELM, patient(id, ELM));
    await made.put(ELM, asked(id));
  }
  await made.put(MILL, patient('m1', MILL));
  await made.put(ELM, answers('p1', [0, 0, 0, 0]));
  await made.put(ELM, answers('p2', [0, 0, 2, 0]));
  await made.put(MILL, answers('m1', [0, 0, 0, 0]));
  await made.follow();
}, 60_000);
afterAll(() => made?.stop());

function asked(of: string) {
  return {
    resourceType: 'ServiceRequest',
    id: `asked-${of}`,
    status: 'active',
    intent: 'order',
    subject: { reference: `Patient/${of}` },
    code: { coding: [{ system: 'https://concord.health/asked', code: 'integrate' }] },
    authoredOn: '2026-05-01',
  };
}

/** As the person fills it in: a coded answer to each question, by themself. */
function answers(of: string, given: readonly number[], status = 'completed') {
  return {
    resourceType: 'QuestionnaireResponse',
    id: `answers-${of}`,
    questionnaire: `${FORM}|1`,
    status,
    subject: { reference: `Patient/${of}` },
    author: { reference: `Patient/${of}` },
    authored: '2026-05-10T09:30:00Z',
    item: given.map((value, at) => ({
      linkId: ITEMS[at],
      answer: [{ valueCoding: { system: ANSWER, code: String(value) } }],
    })),
  };
}

async function dashboard(place: string, asAt?: string) {
  const at = asAt === undefined ? {} : { asAt: day(asAt) };
  return valueOf(await made.insight.dashboard(await made.system(ELM), { place, pack: PACK, ...at }));
}

const tallies = (rows: readonly MeasureRow[]) => Object.fromEntries(rows.map(({ id, tally }) => [id, tally]));

test('answers to the four questions count where people are registered, among the measures that were agreed on', async () => {
  expect(tallies((await dashboard('elm')).measures)).toEqual({
    'integrate-top': { met: 1, of: 2 },
    'integrate-response': { met: 2, of: 3 },
  });
  expect(tallies((await dashboard('all')).measures)['integrate-top']).toEqual({ met: 2, of: 3 });
  expect(tallies((await dashboard('all', '2026-05-09')).measures)).toEqual({
    'integrate-top': { met: 0, of: 0 },
    'integrate-response': { met: 0, of: 3 },
  });
});

test('each question is told beside the four together, with what an answer is and where its words come from', async () => {
  const view = valueOf(await made.insight.measure(await made.system(ELM), 'integrate-top', 'elm'));
  expect(tallies(view.variants ?? [])).toMatchObject({
    'integrate-information': { met: 2, of: 2 },
    'integrate-respect': { met: 1, of: 2 },
  });
  expect(view.definition).toContain(
    "Answers to IntegRATE: the sum of the answers to 'information', 'advice', 'respect', 'roles'; who left one out has none.",
  );
  expect(view.definition).toContain(`Answers to IntegRATE is recorded as ${FORM}.`);
});

test('few answers are told to nobody who does not see the people', async () => {
  const planner = await made.seat('Organization/board', 'programme-lead', 'planning');
  expect(await made.insight.dashboard(planner, { place: 'elm', pack: PACK })).toMatchObject({
    ok: false,
    refusals: [{ code: 'insight.too-few' }],
  });
});

test('an answer that is put right counts as it is now, and one recorded by mistake not at all', async () => {
  await made.put(ELM, answers('p2', [0, 0, 0, 0], 'amended'));
  await made.put(ELM, answers('p1', [0, 0, 0, 0], 'entered-in-error'));
  await made.follow();
  expect(tallies((await dashboard('elm')).measures)).toEqual({
    'integrate-top': { met: 1, of: 1 },
    'integrate-response': { met: 1, of: 3 },
  });
  expect(valueOf(await made.insight.recompute(await made.system('Organization/board')))).toEqual([]);
});
