import type { Instrument } from '#agreement';
import { day } from '#base';
import { afterEach, beforeEach, expect, test } from 'vitest';
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
beforeEach(async () => {
  database = await freshDatabase();
  vale = await testPartnership(database.store);
  valueOf(await vale.governance.propose(await vale.seat(ELM, 'ig-lead', 'audit'), sharingDraft()));
  await vale.signAll('sharing');
});
afterEach(async () => {
  await vale.stop();
  await database.drop();
});

const ORDER: Instrument = {
  id: 'order',
  version: 1,
  title: 'Order of the Family Court',
  kind: 'mandate',
  mandate: 'court-order',
  rank: 'court-order',
  jurisdiction: 'england',
  purpose: 'direct-care',
  parties: [
    { organization: ELM, name: 'Elm Tree Surgery' },
    { organization: RIVERSIDE, name: 'Riverside Community Trust' },
  ],
  population: { words: 'whom it names' },
  decided: day('2026-05-28'),
  effective: day('2026-05-28'),
  text: [
    { id: '1', section: 'authority', text: 'The Family Court at Riverford, FC-2026-118.' },
    { id: '2', section: 'effect', text: 'Results recorded by the surgery are not shown to the trust.' },
  ],
  clauses: [
    {
      id: 'hold',
      cites: '2',
      clause: 'withhold',
      classes: ['results'],
      from: [ELM],
      to: { organizations: [RIVERSIDE] },
    },
  ],
};

test('an order holds from its day above what was agreed, with nobody’s signature, and the why names it', async () => {
  const elm = vale.repository.bind(await vale.repository.system(ELM));
  valueOf(await elm.update('Patient', 'p1', '{"resourceType":"Patient","id":"p1"}'));
  const { id } = valueOf(
    await elm.create(
      'Observation',
      `{"resourceType":"Observation","status":"final","code":{"text":"HbA1c"},"subject":{"reference":"Patient/p1"},
       "category":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/observation-category","code":"laboratory"}]}]}`,
    ),
  );
  await vale.relate(RIVERSIDE, 'Patient/p1', ['referred']);
  const reads = async () =>
    (await vale.repository.bind(await vale.seat(RIVERSIDE, 'therapist')).read('Observation', id)).ok;
  expect(await reads()).toBe(true);
  const entered = valueOf(await vale.governance.propose(await vale.seat(ELM, 'ig-lead', 'audit'), ORDER));
  expect(entered).toMatchObject({ state: 'in-effect', kind: 'mandate' });
  expect(await reads()).toBe(false);
  const why = valueOf(
    await vale.governance.explain(await vale.seat(BOARD, 'ig-lead', 'audit'), {
      viewer: { organization: RIVERSIDE, role: 'therapist', purpose: 'direct-care' },
      reference: `Observation/${id}`,
    }),
  );
  expect(why).toMatchObject({
    visible: false,
    decidedBy: { instrument: 'Order of the Family Court', rank: 'court-order', paragraph: '2' },
  });
});

test('it is entered by information governance of whom it names or of the host, and by nobody else', async () => {
  for (const [organization, role] of [
    [ELM, 'programme-lead'],
    [ELM, 'signatory'],
    [COUNCIL, 'ig-lead'],
  ] as const) {
    const refused = await vale.governance.propose(await vale.seat(organization, role, 'planning'), ORDER);
    expect(codesOf(refused)).toEqual(['governance.mandate-entry']);
  }
  valueOf(await vale.governance.propose(await vale.seat(BOARD, 'ig-lead', 'audit'), ORDER));
});
