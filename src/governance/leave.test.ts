import { afterEach, beforeEach, expect, test } from 'vitest';
import { sql } from '#store';
import { day } from '#base';
import { engineOn } from './engine.testing.ts';
import { freshDatabase, type TestDatabase } from '../../test/database.ts';
import {
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

beforeEach(async () => {
  database = await freshDatabase();
  vale = await testPartnership(database.store, { obligationsOn: engineOn(database.store) });
  const lead = await vale.seat(ELM, 'ig-lead', 'audit');
  valueOf(await vale.governance.propose(lead, draft()));
  await vale.signAll('sharing');
});
afterEach(async () => {
  await vale.stop();
  await database.drop();
});

function draft(changes: Parameters<typeof sharingDraft>[0] = {}) {
  const base = sharingDraft();
  return sharingDraft({
    ...base,
    text: [...base.text, { id: '9', text: 'A party leaves with 90 days of notice.' }],
    clauses: [
      ...base.clauses,
      {
        id: 'leave',
        cites: '9',
        clause: 'leave',
        by: 'parties',
        noticeDays: 90,
        runOffDays: 60,
        exitPlan: (['people-told', 'records', 'money', 'tasks'] as const).map((matter, at) => ({
          matter,
          words: `see to ${matter}`,
          owner: { organization: ELM, role: 'practice-manager' },
          daysBefore: 30 + at,
        })),
      },
    ],
    ...changes,
  });
}

async function therapistReads(id: string): Promise<boolean> {
  const therapist = await vale.seat(RIVERSIDE, 'therapist');
  return (await vale.repository.bind(therapist).read('Observation', id)).ok;
}

async function referredPerson(): Promise<string> {
  const elm = vale.repository.bind(await vale.repository.system(ELM));
  valueOf(await elm.update('Patient', 'p1', '{"resourceType":"Patient","id":"p1"}'));
  const result = `{"resourceType":"Observation","status":"final","code":{"text":"HbA1c"},"subject":{"reference":"Patient/p1"},
    "category":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/observation-category","code":"laboratory"}]}]}`;
  const { id } = valueOf(await elm.create('Observation', result));
  await vale.relate(RIVERSIDE, 'Patient/p1', ['referred']);
  return id;
}

async function due(): Promise<readonly { kind: string; title: string; state: string }[]> {
  return database.store.all(
    sql`select kind, title, state from obligation where kind in ('exit-step', 'run-off') order by length(id::text), id`,
  );
}

test('who gives notice is bound until it has run, and then nothing of theirs is shared', async () => {
  const id = await referredPerson();
  const signatory = await vale.seat(ELM, 'signatory', 'planning');
  valueOf(await vale.governance.leave(signatory, 'sharing', 'The practice closes.'));
  expect((await due()).map(({ kind, title }) => `${kind}: ${title}`)).toEqual([
    'exit-step: Before Elm Tree Surgery leaves: see to people-told',
    'exit-step: Before Elm Tree Surgery leaves: see to records',
    'exit-step: Before Elm Tree Surgery leaves: see to money',
    'exit-step: Before Elm Tree Surgery leaves: see to tasks',
    'run-off: Settle what was done before Elm Tree Surgery left Vale data-sharing agreement',
  ]);
  const view = valueOf(await vale.governance.instrument(signatory, 'sharing'));
  expect(view.leaving).toMatchObject([
    {
      name: 'Elm Tree Surgery',
      given: '2026-06-01',
      leaves: '2026-08-30',
      runOffUntil: '2026-10-29',
      left: false,
      steps: [{ words: 'See to people-told', dueBy: '2026-07-31', state: 'open' }, {}, {}, {}],
    },
  ]);
  expect(view.may).toMatchObject({ leave: false, stay: true });
  expect(await therapistReads(id)).toBe(true);
  vale.clock.now = Date.parse('2026-08-29T22:59:59Z'); // the last second in London
  expect(await therapistReads(id)).toBe(true);
  vale.clock.now = Date.parse('2026-08-29T23:00:00Z');
  expect(await therapistReads(id)).toBe(false);
  const others = valueOf(await vale.governance.instrument(await vale.seat(COUNCIL, 'signatory'), 'sharing'));
  expect(others).toMatchObject({ state: 'in-effect', leaving: [{ left: true }] });
  const lead = await vale.seat(ELM, 'ig-lead', 'audit');
  expect(codesOf(await vale.governance.suspend(lead, 'sharing', 'We want it stopped.'))).toEqual([
    'governance.has-left',
  ]);
  expect(codesOf(await vale.governance.stay(signatory, 'sharing', 'Back.'))).toEqual(['governance.has-left']);
});

test('a notice is taken back while it runs, with its steps', async () => {
  const id = await referredPerson();
  const signatory = await vale.seat(ELM, 'signatory', 'planning');
  valueOf(await vale.governance.leave(signatory, 'sharing', 'The practice closes.'));
  expect(codesOf(await vale.governance.leave(signatory, 'sharing', 'Again.'))).toEqual(['governance.leaving-already']);
  valueOf(await vale.governance.stay(signatory, 'sharing', 'A partner was found.'));
  expect((await due()).every(({ state }) => state === 'withdrawn')).toBe(true);
  expect(codesOf(await vale.governance.stay(signatory, 'sharing', 'Again.'))).toEqual(['governance.not-leaving']);
  vale.clock.now = Date.parse('2026-09-15T09:00:00Z');
  expect(await therapistReads(id)).toBe(true);
  const view = valueOf(await vale.governance.instrument(signatory, 'sharing'));
  expect(view.leaving).toEqual([]);
  expect(view.acts?.map(({ words }) => words).slice(0, 2)).toEqual([
    'Elm Tree Surgery took its notice back: A partner was found.',
    'Elm Tree Surgery gave notice: The practice closes.',
  ]);
});

test('who left and signs a later version is back, and can leave it again', async () => {
  const id = await referredPerson();
  const signatory = await vale.seat(ELM, 'signatory', 'planning');
  valueOf(await vale.governance.leave(signatory, 'sharing', 'The practice closes.'));
  vale.clock.now = Date.parse('2026-09-15T09:00:00Z');
  expect(await therapistReads(id)).toBe(false);
  const council = await vale.seat(COUNCIL, 'signatory', 'planning');
  valueOf(await vale.governance.propose(council, draft({ version: 2, effective: day('2026-09-15') })));
  const view = valueOf(await vale.governance.instrument(council, 'sharing', 2));
  for (const organization of [ELM, RIVERSIDE, COUNCIL]) {
    const signer = await vale.seat(organization, 'signatory', 'planning');
    valueOf(await vale.governance.sign(signer, 'sharing', 2, view.textHash));
  }
  expect(await therapistReads(id)).toBe(true);
  expect(valueOf(await vale.governance.instrument(signatory, 'sharing', 2)).may.leave).toBe(true);
});

test('only who signs for a party that may leave gives notice', async () => {
  const lead = await vale.seat(ELM, 'ig-lead', 'audit');
  expect(codesOf(await vale.governance.leave(lead, 'sharing', 'Why not.'))).toEqual(['governance.not-signatory']);
  const signatory = await vale.seat(ELM, 'signatory', 'planning');
  expect(codesOf(await vale.governance.leave(signatory, 'sharing', ' '))).toEqual(['governance.reason']);
  valueOf(await vale.governance.propose(lead, sharingDraft({ id: 'fixed' })));
  await vale.signAll('fixed');
  expect(codesOf(await vale.governance.leave(signatory, 'fixed', 'We go.'))).toEqual(['governance.no-leaving']);
});
