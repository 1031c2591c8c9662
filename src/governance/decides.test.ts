import { afterEach, beforeEach, expect, test } from 'vitest';
import { day } from '#base';
import { freshDatabase, type TestDatabase } from '../../test/database.ts';
import {
  codesOf,
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
  vale = await testPartnership(database.store);
});
afterEach(async () => {
  await vale.stop();
  await database.drop();
});

test('an item is explained by the agreements of any day', async () => {
  const elm = vale.repository.bind(await vale.repository.system(ELM));
  valueOf(await elm.update('Patient', 'p1', '{"resourceType":"Patient","id":"p1"}'));
  const result = `{"resourceType":"Observation","status":"final","code":{"text":"HbA1c"},"subject":{"reference":"Patient/p1"},
    "category":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/observation-category","code":"laboratory"}]}]}`;
  const { id } = valueOf(await elm.create('Observation', result));
  await vale.relate(RIVERSIDE, 'Patient/p1', ['referred']);
  const lead = await vale.seat(ELM, 'ig-lead', 'audit');
  valueOf(await vale.governance.propose(lead, sharingDraft({ expires: day('2026-08-01') })));
  await vale.signAll('sharing');
  const viewer = { organization: RIVERSIDE, role: 'therapist', purpose: 'direct-care' } as const;
  const seen = async (on?: string) =>
    vale.governance.explain(lead, { viewer, reference: `Observation/${id}`, ...(on === undefined ? {} : { on }) });
  expect(valueOf(await seen()).visible).toBe(true);
  expect(valueOf(await seen('2026-07-31')).visible).toBe(true);
  expect(valueOf(await seen('2026-08-01')).visible).toBe(false);
  expect(valueOf(await seen('2026-05-31')).visible).toBe(false); // nobody had signed
  expect(codesOf(await seen('2026-02-31'))).toEqual(['governance.day']);
});

test('what no agreement gives is nobody’s, on any day', async () => {
  const lead = await vale.seat(ELM, 'ig-lead', 'audit');
  expect(await vale.governance.topics(lead)).toEqual([]);
  const nobody = valueOf(await vale.governance.decides(lead, { topic: 'podiatry', on: '2027-01-01' }));
  expect(nobody).toMatchObject({
    decided: false,
    on: '2027-01-01',
    words: expect.stringContaining('No agreement in force says who decides about'),
  });
  expect(codesOf(await vale.governance.decides(lead, { topic: 'podiatry', on: 'soon' }))).toEqual(['governance.day']);
});
