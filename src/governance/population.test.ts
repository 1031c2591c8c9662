import { afterAll, beforeAll, expect, test } from 'vitest';
import { agreed, care, of } from '../agreement/hard-cases/vale.testing.ts';
import { boardAlone, openVale, PERSON } from './hard-cases.testing.ts';

/* An agreement about older people with diabetes of one practice: in the query, in the why and in what a draft would change. */

const ON = '2026-06-01';
let vale: Awaited<ReturnType<typeof openVale>>;
beforeAll(async () => {
  vale = await openVale(ON);
});
afterAll(() => vale.close());

const everybody = agreed({
  id: 'older',
  title: 'Care of older people',
  parties: ['elm', 'mill', 'community'],
  clauses: care('care', ['elm'], ['community']),
});
const older = agreed({
  ...everybody,
  version: 2,
  parties: ['elm', 'mill', 'community'],
  clauses: care('care', ['elm'], ['community']),
  population: {
    words: 'older people with diabetes of Elm Tree',
    organizations: [of('elm')],
    fromAge: 65,
    conditions: { system: 'http://snomed.info/sct', codes: ['44054006'] },
  },
});
const subject = { reference: PERSON };
const clinical = (code: string) => ({
  coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-clinical', code }],
});
const amara = (practice: string, birthDate: string) => ({
  resourceType: 'Patient',
  id: 'amara',
  birthDate,
  generalPractitioner: [{ reference: of(practice) }],
});
const diabetes = (status: string, more: object = {}) => ({
  resourceType: 'Condition',
  id: 'amaras-diabetes',
  clinicalStatus: clinical(status),
  code: { coding: [{ system: 'http://snomed.info/sct', code: '44054006' }] },
  subject,
  ...more,
});

async function looked(result: string): Promise<readonly [boolean, string]> {
  const therapist = await vale.seat('community', 'therapist');
  const asked = { viewer: 'community', role: 'therapist', reference: result, on: ON } as const;
  const { visible, words } = await vale.explain(asked);
  expect(await vale.reads(therapist, result), words).toBe(visible);
  return [visible, words];
}

// Shows a control of hazard H5.
test('shares about those whom it is about, from the moment they are and no longer than they are', async () => {
  await vale.agree(everybody, boardAlone());
  await vale.write('elm', amara('elm', '1961-06-02'));
  const result = await vale.item('elm', 'results');
  await vale.write('elm', amara('elm', '1961-06-02'));
  await vale.write('elm', {
    resourceType: 'ServiceRequest',
    status: 'active',
    intent: 'order',
    subject,
    performer: [{ reference: of('community') }],
  } as { readonly resourceType: string });
  expect((await looked(result))[0]).toBe(true);

  await vale.propose(older);
  expect(await vale.would(older)).toContain('results vanishes for therapist of Vale Community Trust');
  await vale.sign(older);
  const outside =
    'Not visible: the person is not in the population of Care of older people (older people with diabetes of Elm Tree).';
  expect(await looked(result)).toEqual([false, expect.stringContaining(outside)]);

  await vale.write('elm', diabetes('active'));
  expect((await looked(result))[0], '64 years old').toBe(false);
  await vale.write('elm', amara('elm', '1961-06-01'));
  expect((await looked(result))[0], 'it is the birthday').toBe(true);
  await vale.write('elm', amara('mill', '1961-06-01'));
  expect((await looked(result))[0], 'registered elsewhere').toBe(false);
  await vale.write('elm', amara('elm', '1961-06-01'));
  expect((await looked(result))[0]).toBe(true);
  await vale.write('elm', diabetes('resolved'));
  expect((await looked(result))[0], 'no condition that stands').toBe(false);
  const label = { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'HIV' };
  await vale.write('elm', diabetes('active', { meta: { security: [label] } }));
  expect((await looked(result))[0], 'a labelled condition tells nothing').toBe(false);
  await vale.write('elm', diabetes('active'));
  expect((await looked(result))[0]).toBe(true);
});
