import { afterAll, beforeAll, expect, test } from 'vitest';
import { askWith, type Json, type Launching, openApp, openLaunching, tokensFor } from './launching.testing.ts';

let launching: Launching;
beforeAll(async () => {
  launching = await openLaunching();
}, 60_000);
afterAll(() => launching?.server.close());

const ids = (bundle: Json): readonly string[] =>
  (bundle['entry'] ?? []).map(({ resource }: Json) => `${resource['resourceType']}/${resource['id']}`);

test('a scope is limited by when, and by what is not, as by codes', async () => {
  const dated = (id: string, day: string, status: string) => ({
    resourceType: 'Observation',
    id,
    status,
    subject: { reference: 'Patient/dated' },
    code: { coding: [{ code: 'weight' }] },
    effectiveDateTime: day,
  });
  await launching.system('PUT', '/Patient/dated', {
    resourceType: 'Patient',
    id: 'dated',
    name: [{ family: 'Dated' }],
  });
  await launching.system('PUT', '/Observation/old', dated('old', '2019-03-01', 'final'));
  await launching.system('PUT', '/Observation/new', dated('new', '2025-03-01', 'final'));
  await launching.system('PUT', '/Observation/wrong', dated('wrong', '2025-04-01', 'entered-in-error'));
  await launching.server.app.caughtUp();
  const scope =
    'launch/patient patient/Observation.cruds?date=ge2024-01-01&status:not=entered-in-error patient/Patient.rs';
  const opened = await openApp(launching, { scope, person: 'Patient/dated' });
  expect(opened.page).toContain('only date from 2024-01-01 on and status other than entered in error');
  const { access_token } = await tokensFor(launching, { scope, person: 'Patient/dated' });
  const ask = (path: string, init?: RequestInit) => askWith(launching, access_token as string, path, init);
  expect(ids((await ask('/fhir/Observation?_total=accurate')).json)).toEqual(['Observation/new']);
  expect(ids((await ask('/fhir/Observation?code=weight')).json)).toEqual(['Observation/new']);
  expect((await ask('/fhir/Observation?_summary=count')).json['total']).toBe(1);
  for (const [id, status] of [
    ['old', 404],
    ['wrong', 404],
    ['new', 200],
  ] as const) {
    expect([id, (await ask(`/fhir/Observation/${id}`)).status]).toEqual([id, status]);
    expect([id, (await ask(`/fhir/Observation/${id}/_history`)).status]).toEqual([id, status]);
  }
  expect(ids((await ask('/fhir/Patient?_revinclude=Observation:patient')).json)).toEqual([
    'Patient/dated',
    'Observation/new',
  ]);
  expect(ids((await ask('/fhir/Patient/dated/$everything')).json).toSorted()).toEqual([
    'Observation/new',
    'Patient/dated',
  ]);
  expect((await ask('/fhir/Patient?_has:Observation:patient:status=entered-in-error')).json['total']).toBe(0);
  const post = (day: string) => {
    const { id: _, ...body } = dated('', day, 'final');
    return ask('/fhir/Observation', { method: 'POST', body: JSON.stringify(body) });
  };
  expect([(await post('2023-12-31')).status, (await post('2024-01-01')).status]).toEqual([403, 201]);
});

test('of several codes the person leaves some out, and one that cannot be held to is refused by its name', async () => {
  const scope = 'launch/patient patient/Observation.rs?code=4548-4,8867-4';
  const opened = await openApp(launching, { scope, person: 'Patient/one' });
  expect(opened.page).toContain('value="patient/Observation.rs?code=8867-4"');
  const ticked = ['patient/Observation.rs?code=8867-4', 'patient/Observation.rs?code=1'];
  const tokens = await tokensFor(launching, { scope, person: 'Patient/one', ticked });
  expect(tokens['scope'].split(' ').toSorted()).toEqual(['launch/patient', 'patient/Observation.rs?code=8867-4']);
  const ask = (path: string) => askWith(launching, tokens['access_token'] as string, path);
  expect(ids((await ask('/fhir/Observation')).json)).toEqual(['Observation/vital-signs-one']);
  for (const [asked, named] of [
    ['patient/Observation.rs?value-quantity=gt5', 'value-quantity'],
    ['patient/Observation.rs?colour=red', 'colour'],
    ['patient/*.rs?status=final', 'Every\\+type'],
  ] as const) {
    const refused = openApp(launching, { scope: `launch/patient ${asked}`, person: 'Patient/one' });
    await expect(refused, asked).rejects.toThrow(new RegExp(`error=invalid_scope&error_description=[^&]*${named}`));
  }
});
