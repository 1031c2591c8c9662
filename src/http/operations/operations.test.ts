import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { validate } from '#fhir';
import { compartmentOf } from '#repository';
import { sql } from '#store';
import type { TestServer } from '#testing/server';
import { type Answered, type Ask, askingServer, type Json } from '../asking.testing.ts';

let ask: Ask;
let server: TestServer;
beforeAll(async () => {
  ({ ask, server } = await askingServer());
});
afterAll(() => server?.close());

type Issue = {
  readonly severity: string;
  readonly code: string;
  readonly details: { readonly coding: readonly { readonly code: string }[] };
};
const issuesIn = ({ json }: Answered) =>
  (json['issue'] as unknown as readonly Issue[]).map(
    ({ severity, details }) => `${severity} ${details.coding[0]?.code}`,
  );

async function create(resource: { readonly resourceType: string; readonly [name: string]: unknown }): Promise<string> {
  const { json } = await ask('POST', `/${resource.resourceType}`, { body: resource });
  return `${resource.resourceType}/${json['id']}`;
}
const tag = (code: string) => ({ system: 'urn:test:tag', code });
const metaOf = ({ json }: Answered) =>
  json['parameter']?.[0]?.['valueMeta'] as unknown as { readonly tag?: readonly object[] } | undefined;
const parametersWith = (meta: object) => ({
  resourceType: 'Parameters',
  parameter: [{ name: 'meta', valueMeta: meta }],
});

test('$meta tells the labels of one resource, of a type and of everything', async () => {
  const [mine, other] = [randomUUID(), randomUUID()];
  const patient = await create({ resourceType: 'Patient', meta: { tag: [tag(mine)], profile: ['urn:test:profile'] } });
  await create({ resourceType: 'Location', meta: { tag: [tag(other)] } });
  expect(metaOf(await ask('GET', `/${patient}/$meta`))).toMatchObject({ versionId: '1', tag: [tag(mine)] });
  const ofType = metaOf(await ask('GET', '/Patient/$meta'));
  expect(ofType?.tag).toContainEqual(tag(mine));
  expect(ofType).not.toHaveProperty('versionId');
  expect(JSON.stringify(ofType)).not.toContain(other);
  expect(metaOf(await ask('GET', '/$meta'))?.tag).toEqual(expect.arrayContaining([tag(mine), tag(other)]));
  expect((await ask('GET', '/Patient/absent/$meta')).status).toBe(404);
});

test('$meta-add and $meta-delete write a version where they change something, under the rules of writes', async () => {
  const patient = await create({ resourceType: 'Patient', meta: { tag: [tag('a')] }, gender: 'male' });
  const added = await ask('POST', `/${patient}/$meta-add`, { body: parametersWith({ tag: [tag('a'), tag('b')] }) });
  expect(metaOf(added)).toMatchObject({ versionId: '2', tag: [tag('a'), tag('b')] });
  const again = await ask('POST', `/${patient}/$meta-add`, { body: parametersWith({ tag: [tag('b')] }) });
  expect(metaOf(again)).toMatchObject({ versionId: '2' });
  const taken = await ask('POST', `/${patient}/$meta-delete`, { body: parametersWith({ tag: [tag('a'), tag('b')] }) });
  expect(metaOf(taken)).toMatchObject({ versionId: '3' });
  expect(metaOf(taken)?.tag).toBeUndefined();
  expect((await ask('GET', `/${patient}`)).json).toMatchObject({ gender: 'male', meta: { versionId: '3' } });
  const stale = { body: parametersWith({ tag: [tag('c')] }), headers: { 'if-match': 'W/"1"' } };
  expect((await ask('POST', `/${patient}/$meta-add`, stale)).status).toBe(412);
  expect((await ask('POST', `/${patient}/$meta-add`, { body: { resourceType: 'Parameters' } })).text).toContain(
    'http.meta',
  );
  expect((await ask('POST', `/${patient}/$meta-add`, { body: parametersWith({ tag: [{ colour: 1 }] }) })).status).toBe(
    400,
  );
});

const observation = (more: object) => ({ resourceType: 'Observation', status: 'final', code: { text: 'x' }, ...more });

test('$validate tells what is wrong in structure, codes and references, and what is not here', async () => {
  const patient = await create({ resourceType: 'Patient' });
  const asked = async (more: object) =>
    issuesIn(await ask('POST', '/Observation/$validate', { body: observation(more) }));
  expect(await asked({ subject: { reference: patient } })).toEqual(['information done']);
  expect(await asked({ status: 'done' })).toEqual(['error fhir.code']);
  expect(await asked({ code: undefined })).toEqual(['error fhir.required']);
  expect(await asked({ subject: { reference: 'Patient/absent' } })).toEqual(['warning validate.reference-absent']);
  expect(await asked({ subject: { reference: 'Practitioner/x' } })).toContain('error validate.reference-type');
  expect(await asked({ subject: { reference: patient, type: 'Group' } })).toContain('error validate.reference-type');
  expect(await asked({ specimen: { reference: '#s' } })).toEqual(['error validate.reference-contained']);
  expect(await asked({ meta: { profile: ['urn:test:profile'] } })).toEqual(['warning validate.profile']);
});

test('$validate takes Parameters with a resource, a mode and a profile', async () => {
  const asked = async (place: string, parameter: readonly object[]) =>
    issuesIn(await ask('POST', `${place}/$validate`, { body: { resourceType: 'Parameters', parameter } }));
  const resource = { name: 'resource', resource: observation({}) };
  const profile = (id: string) => ({ name: 'profile', valueUri: `http://hl7.org/fhir/StructureDefinition/${id}` });
  expect(await asked('/Observation', [resource, { name: 'mode', valueCode: 'create' }])).toEqual(['information done']);
  expect(await asked('/Observation', [resource, profile('Observation')])).toEqual(['information done']);
  expect(await asked('/Observation', [resource, profile('bp')])).toEqual(['error validate.profile']);
  expect(await asked('/Observation', [resource, { name: 'mode', valueCode: 'update' }])).toEqual([
    'error validate.mode',
  ]);
  expect(await asked('/Observation', [])).toEqual(['error validate.mode']);
});

test('$validate of one resource: as it is stored, as it would be, and whether it may go', async () => {
  const patient = await create({
    resourceType: 'Patient',
    generalPractitioner: [{ reference: 'Practitioner/absent' }],
  });
  const id = patient.slice('Patient/'.length);
  expect(issuesIn(await ask('GET', `/${patient}/$validate`))).toEqual(['warning validate.reference-absent']);
  const body = (named: string) => ({ body: { resourceType: 'Patient', id: named } });
  expect(issuesIn(await ask('POST', `/${patient}/$validate?mode=update`, body(id)))).toEqual(['information done']);
  expect(issuesIn(await ask('POST', `/${patient}/$validate`, body('other')))).toEqual(['error validate.id']);
  expect(issuesIn(await ask('GET', `/${patient}/$validate?mode=delete`))).toEqual(['information done']);
  expect((await ask('GET', '/Patient/absent/$validate')).status).toBe(404);
});

test('$validate of a bundle knows what its entries bring along', async () => {
  const entry = (resource: object, fullUrl: string) => ({ fullUrl, resource });
  const urn = `urn:uuid:${randomUUID()}`;
  const body = {
    resourceType: 'Bundle',
    type: 'collection',
    entry: [
      entry({ resourceType: 'Patient', id: 'p' }, urn),
      entry(observation({ subject: { reference: 'Patient/p' } }), `urn:uuid:${randomUUID()}`),
      entry(observation({ subject: { reference: urn } }), `urn:uuid:${randomUUID()}`),
    ],
  };
  expect(issuesIn(await ask('POST', '/Bundle/$validate', { body }))).toEqual(['information done']);
});

type Section = {
  readonly title: string;
  readonly entry?: readonly { readonly reference: string }[];
  readonly emptyReason?: Json;
  readonly text: { readonly div: string };
};
const sectionsOf = ({ json }: Answered) =>
  json['entry']?.[0]?.['resource']?.['section'] as unknown as readonly Section[];
const titlesOf = (answer: Answered) =>
  Object.fromEntries(
    sectionsOf(answer).map(({ title, entry, emptyReason }) => [title, emptyReason ? 'empty' : entry?.length]),
  );

test('$summary is a document with its required sections, empty ones with a reason', async () => {
  const patient = await create({ resourceType: 'Patient', name: [{ family: 'Empty' }] });
  const answer = await ask('GET', `/${patient}/$summary`);
  expect(answer).toMatchObject({ status: 200, json: { resourceType: 'Bundle', type: 'document' } });
  expect(validate(answer.json, { type: 'Bundle', bindings: true })).toEqual([]);
  expect(titlesOf(answer)).toEqual({ Problems: 'empty', Medication: 'empty', 'Allergies and intolerances': 'empty' });
  expect(sectionsOf(answer)[0]?.emptyReason?.['coding']?.[0]?.['code']).toBe('unavailable');
  expect((await ask('GET', '/Patient/absent/$summary')).status).toBe(404);
});

test('$summary holds what stands now, of all records of the person, and everything it refers to', async () => {
  const [here, there] = [await create({ resourceType: 'Patient' }), await create({ resourceType: 'Patient' })];
  const { services } = server.app.core;
  await services.store.write((transaction) =>
    services.ports.persons.link(transaction, compartmentOf(here), compartmentOf(there)),
  );
  const drug = await create({ resourceType: 'Medication', code: { text: 'Metformin <500>' } });
  const of = (subject: string) => ({ subject: { reference: subject } });
  const status = (code: string) => ({
    coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-clinical', code }],
  });
  await create({
    resourceType: 'Condition',
    ...of(here),
    code: { text: 'Diabetes' },
    clinicalStatus: status('active'),
  });
  await create({ resourceType: 'Condition', ...of(there), code: { text: 'Asthma' } });
  await create({
    resourceType: 'Condition',
    ...of(here),
    code: { text: 'Broken arm' },
    clinicalStatus: status('resolved'),
  });
  await create({
    resourceType: 'MedicationRequest',
    ...of(there),
    status: 'active',
    intent: 'order',
    medicationReference: { reference: drug },
  });
  await create({
    resourceType: 'AllergyIntolerance',
    patient: { reference: here },
    code: { text: 'Penicillin' },
    criticality: 'high',
  });
  await create({
    resourceType: 'Immunization',
    patient: { reference: here },
    status: 'completed',
    vaccineCode: { text: 'MMR' },
    occurrenceDateTime: '2020-01-01',
  });
  const laboratory = [
    { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'laboratory' }] },
  ];
  const result =
    '{"resourceType":"Observation","status":"final","code":{"text":"HbA1c"},"valueQuantity":{"value":7.0,"unit":"%"}';
  await ask('POST', '/Observation', {
    body: `${result},"category":${JSON.stringify(laboratory)},"subject":{"reference":"${here}"}}`,
  });
  await create(observation({ ...of(here), code: { text: 'weight' } }));
  await create({ resourceType: 'Procedure', ...of(there), status: 'completed', code: { text: 'Eye screening' } });
  const answer = await ask('GET', `/${here}/$summary`);
  expect(validate(answer.json, { type: 'Bundle', bindings: true })).toEqual([]);
  expect(titlesOf(answer)).toEqual({
    Problems: 2,
    Medication: 1,
    'Allergies and intolerances': 1,
    Immunizations: 1,
    Results: 1,
    Procedures: 1,
  });
  const urls = (answer.json['entry'] as unknown as { fullUrl: string }[]).map(({ fullUrl }) => fullUrl);
  expect(urls).toHaveLength(new Set(urls).size);
  for (const { entry = [] } of sectionsOf(answer)) for (const { reference } of entry) expect(urls).toContain(reference);
  for (const one of [here, there, drug]) expect(urls).toContain(`${server.base}/${one}`);
  const told = sectionsOf(answer)
    .map(({ text }) => text.div)
    .join('');
  for (const word of ['Diabetes', 'Asthma', 'Metformin &lt;500&gt;', 'high risk', 'MMR', '7.0 %', 'Eye screening'])
    expect(told).toContain(word);
  expect(told).not.toContain('Broken arm');
  const looks = await services.store.all<{ cmp: string }>(
    sql`select distinct cmp from audit where action = 'summary' and cmp is not null`,
  );
  expect(looks.map(({ cmp }) => cmp)).toEqual(
    expect.arrayContaining([compartmentOf(here).cmp, compartmentOf(there).cmp]),
  );
});

// Shows requirement API9:2023.
test('the capability statement names every operation, where it is', async () => {
  const { json } = await ask('GET', '/metadata');
  const rest = json['rest']?.[0] as unknown as {
    readonly operation: readonly { readonly name: string }[];
    readonly resource: readonly {
      readonly type: string;
      readonly operation: readonly { readonly name: string }[];
      readonly interaction: readonly { readonly code: string }[];
    }[];
  };
  const ofType = (type: string) => rest.resource.find((one) => one.type === type);
  expect(rest.operation.map(({ name }) => name)).toEqual(['meta']);
  expect(ofType('Basic')?.operation.map(({ name }) => name)).toEqual(['meta', 'meta-add', 'meta-delete', 'validate']);
  expect(ofType('Patient')?.operation.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['everything', 'summary']),
  );
  expect(ofType('Basic')?.interaction.map(({ code }) => code)).toContain('history-type');
  expect(validate(json, { type: 'CapabilityStatement', bindings: true })).toEqual([]);
});
