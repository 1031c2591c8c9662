import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Access, Clause } from '#agreement';
import { compartmentOf } from '#repository';
import type { Store } from '#store';
import { freshDatabase } from '#testing/database';
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
} from '../partnership.testing.ts';

let store: Store;
let drop: () => Promise<void>;
let vale: TestPartnership;
let person: string;
let self: Access;

beforeAll(async () => {
  ({ store, drop } = await freshDatabase());
  vale = await testPartnership(store);
  const elm = vale.repository.bind(await vale.repository.system(ELM));
  const subject = '"subject":{"reference":"Patient/p1"}';
  valueOf(await elm.update('Patient', 'p1', '{"resourceType":"Patient","id":"p1"}'));
  const laboratory =
    '"category":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/observation-category","code":"laboratory"}]}]';
  valueOf(
    await elm.create(
      'Observation',
      `{"resourceType":"Observation","status":"final","code":{"text":"HbA1c"},${laboratory},${subject}}`,
    ),
  );
  const [row] = await vale.repository.persons.of(store, [compartmentOf('Patient/p1')]);
  person = row?.person ?? '';
  self = await vale.seat(ELM, 'person', 'own-record', `Person/${person}`);
  await vale.relate(RIVERSIDE, 'Patient/p1', ['referred']);
  valueOf(await vale.governance.propose(await vale.seat(ELM, 'ig-lead'), sharingDraft()));
  await vale.signAll('sharing');
});
afterAll(async () => {
  await vale?.stop();
  await drop?.();
});

test('the person reads by which paragraph their record is seen, what of it, by whom and for what', async () => {
  const { seen, meetings } = valueOf(await vale.governance.personOverlap(self, person));
  expect(seen).toEqual([
    expect.objectContaining({
      instrument: 'Vale data-sharing agreement',
      paragraph: '4.2',
      to: 'Riverside Community Trust',
      roles: ['therapist'],
      purpose: 'direct-care',
      classes: ['results'],
      from: ['Elm Tree Surgery'],
    }),
  ]);
  expect(meetings).toEqual([]);
});

test('information governance reads the same of what its organisation wrote, and of nobody whom it does not see', async () => {
  const lead = await vale.seat(ELM, 'ig-lead', 'audit');
  expect(codesOf(await vale.governance.personOverlap(lead, person))).toEqual(['governance.no-person']);
  await vale.relate(ELM, 'Patient/p1', ['contributed'], 'audit');
  const found = valueOf(await vale.governance.personOverlap(lead, `Person/${person}`));
  expect(found.seen).toHaveLength(1);
  for (const [organization, role] of [
    [COUNCIL, 'ig-lead'],
    [ELM, 'gp'],
    [BOARD, 'commissioner'],
  ] as const) {
    const other = await vale.seat(organization, role, role === 'ig-lead' ? 'audit' : 'direct-care');
    expect(codesOf(await vale.governance.personOverlap(other, person)), role).toEqual(['governance.no-person']);
  }
  const another = await vale.seat(ELM, 'person', 'own-record', 'Person/another');
  expect(codesOf(await vale.governance.personOverlap(another, person))).toEqual(['governance.no-person']);
});

test('where two agreements differ it says which wins and why, and what is kept back is seen by nobody', async () => {
  const held: Clause = {
    id: 'held',
    cites: '4.2',
    clause: 'withhold',
    classes: ['results'],
    from: [ELM],
    to: { organizations: [RIVERSIDE] },
  };
  const draft = sharingDraft();
  const tells = draft.clauses.filter(({ clause }) => clause === 'inform');
  const second = { ...draft, id: 'second', title: 'Northdale agreement', clauses: [held, ...tells] };
  valueOf(await vale.governance.propose(await vale.seat(ELM, 'ig-lead'), second));
  await vale.signAll('second');
  const { seen, meetings } = valueOf(await vale.governance.personOverlap(self, person));
  expect(seen).toEqual([]);
  expect(meetings).toEqual([
    expect.objectContaining({
      why: expect.stringContaining('between equals what keeps back wins'),
      wins: expect.objectContaining({ instrument: 'Northdale agreement' }),
      yields: expect.objectContaining({ instrument: 'Vale data-sharing agreement' }),
    }),
  ]);
});
