import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Access, Role } from '#agreement';
import { testStore } from '../../test/database.ts';
import {
  BOARD,
  COUNCIL,
  codesOf,
  ELM,
  RIVERSIDE,
  sharingDraft,
  type TestPartnership,
  testPartnership,
  valueOf,
} from './partnership.testing.ts';

let vale: TestPartnership;
let result: string;
let letter: string;

beforeAll(async () => {
  vale = await testPartnership(await testStore());
  const elm = vale.repository.bind(await vale.repository.system(ELM));
  const subject = '"subject":{"reference":"Patient/p1"}';
  valueOf(await elm.update('Patient', 'p1', '{"resourceType":"Patient","id":"p1"}'));
  const laboratory =
    '"category":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/observation-category","code":"laboratory"}]}]';
  const observation = `{"resourceType":"Observation","status":"final","code":{"text":"HbA1c"},${laboratory},${subject}}`;
  result = `Observation/${valueOf(await elm.create('Observation', observation)).id}`;
  const document = `{"resourceType":"DocumentReference","status":"current",${subject},"content":[{"attachment":{"contentType":"text/plain"}}]}`;
  letter = `DocumentReference/${valueOf(await elm.create('DocumentReference', document)).id}`;
  await vale.relate(RIVERSIDE, 'Patient/p1', ['referred']);
  valueOf(await vale.governance.propose(await vale.seat(ELM, 'ig-lead'), sharingDraft()));
  await vale.signAll('sharing');
});
afterAll(() => vale.stop());

const seat = (organization: string, role: Role) => ({ organization, role, purpose: 'direct-care' as const });
const ask = (access: Access, reference: string, organization: string, role: Role) =>
  vale.governance.explain(access, { reference, viewer: seat(organization, role) });

test('says what the repository does, for every seat and item, and why', async () => {
  const host = await vale.seat(BOARD, 'ig-lead', 'audit');
  for (const reference of [result, letter]) {
    for (const [organization, role] of [
      [RIVERSIDE, 'therapist'],
      [RIVERSIDE, 'receptionist'],
      [COUNCIL, 'social-worker'],
    ] as const) {
      const [type = '', id = ''] = reference.split('/');
      const seen = await vale.repository.bind(await vale.seat(organization, role)).read(type, id);
      const told = valueOf(await ask(host, reference, organization, role));
      expect(told.visible, `${role} ${reference}`).toBe(seen.ok);
    }
  }
  expect(valueOf(await ask(host, result, RIVERSIDE, 'therapist'))).toMatchObject({
    visible: true,
    item: { reference: result, dataClass: 'results', labels: [], organization: 'Elm Tree Surgery' },
    relationships: ['referred'],
    decidedBy: {
      instrument: 'Vale data-sharing agreement',
      version: 1,
      paragraph: '4.2',
      rank: 'partnership',
      text: 'Therapists see results of people referred to them.',
      basis: { paragraph: 'legal-basis', text: 'What is said of legal-basis.' },
    },
  });
});

test('whoever may not see an item learns nothing of it by asking', async () => {
  const therapist = await vale.seat(RIVERSIDE, 'therapist');
  const hidden = await ask(therapist, letter, RIVERSIDE, 'therapist');
  const absent = await ask(therapist, 'DocumentReference/none', RIVERSIDE, 'therapist');
  expect(codesOf(hidden)).toEqual(['repository.not-found']);
  expect(JSON.stringify(hidden).replace(letter, '')).toBe(JSON.stringify(absent).replace('DocumentReference/none', ''));
  const [type = '', id = ''] = letter.split('/');
  expect(await vale.repository.bind(therapist).read(type, id)).toEqual(hidden);
  expect((await ask(therapist, result, RIVERSIDE, 'therapist')).ok).toBe(true);
  expect(codesOf(await ask(therapist, result, ELM, 'gp'))).toEqual(['governance.explain-others']);
});

test('leads ask about what their organisation recorded, those of the host about any item', async () => {
  expect((await ask(await vale.seat(ELM, 'ig-lead', 'audit'), letter, RIVERSIDE, 'therapist')).ok).toBe(true);
  const council = await vale.seat(COUNCIL, 'ig-lead', 'audit');
  expect(codesOf(await ask(council, letter, RIVERSIDE, 'therapist'))).toEqual(['repository.not-found']);
  expect(codesOf(await ask(await vale.seat(BOARD, 'commissioner', 'planning'), letter, ELM, 'gp'))).toEqual([
    'repository.not-found',
  ]);
});

test('refuses a seat that cannot be', async () => {
  const host = await vale.seat(BOARD, 'ig-lead', 'audit');
  expect(codesOf(await ask(host, result, 'Organization/nowhere', 'gp'))).toEqual(['governance.no-seat']);
  expect(codesOf(await ask(host, result, ELM, 'king' as Role))).toEqual(['governance.no-seat']);
});

test('a person asks who sees what of their own record, and of nobody else', async () => {
  await vale.relate('Person/p1', 'Patient/p1', ['self'], 'own-record');
  const person = await vale.seat(ELM, 'person', 'own-record', 'Person/p1');
  const other = await vale.seat(ELM, 'person', 'own-record', 'Person/p2');
  expect(valueOf(await ask(person, result, RIVERSIDE, 'therapist'))).toMatchObject({ visible: true });
  expect(valueOf(await ask(person, letter, RIVERSIDE, 'therapist'))).toMatchObject({ visible: false });
  const own = { organization: ELM, role: 'person' as const, purpose: 'own-record' as const };
  expect(valueOf(await vale.governance.explain(person, { reference: letter, viewer: own }))).toMatchObject({
    visible: true,
    relationships: ['self'],
    words: 'Visible. A person sees their own record.',
  });
  expect(codesOf(await ask(other, result, RIVERSIDE, 'therapist'))).toEqual(['repository.not-found']);
});

test('a seat is told what it sees whoever the person is, and what decided it, until it is suspended', async () => {
  const therapist = await vale.seat(RIVERSIDE, 'therapist');
  const told = await vale.governance.seat(therapist);
  expect(told.ways.find(({ kind }) => kind === 'shared')).toMatchObject({
    decidedBy: { instrument: 'Vale data-sharing agreement', paragraph: '4.2', rank: 'partnership' },
    when: expect.arrayContaining(['It belongs to what is seen this way: results.']),
  });
  expect(JSON.stringify(told)).not.toContain('Patient/');
  const clerk = await vale.governance.seat(await vale.seat(RIVERSIDE, 'receptionist'));
  expect(clerk.ways.map(({ kind }) => kind)).not.toContain('shared');
  const lead = await vale.seat(COUNCIL, 'ig-lead', 'audit');
  valueOf(await vale.governance.suspend(lead, 'sharing', 'Records went to the wrong place.'));
  expect((await vale.governance.seat(therapist)).ways.map(({ kind }) => kind)).not.toContain('shared');
  valueOf(await vale.governance.resume(lead, 'sharing', 'It is mended.'));
});
