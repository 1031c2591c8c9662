import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Answered, type Ask, askingServer } from './asking.testing.ts';

let ask: Ask;
let close: () => Promise<void>;
beforeAll(async () => {
  const asking = await askingServer();
  ask = asking.ask;
  close = asking.server.close;
});
afterAll(() => close?.());

const patient = (more: object = {}) => ({
  resourceType: 'Patient',
  name: [{ family: 'Haddad', given: ['Zoë'] }],
  ...more,
});
const identified = (value: string) => patient({ identifier: [{ system: 'urn:test', value }] });
const create = async (body: object = patient()) =>
  (await ask('POST', '/Patient', { body })).json['id'] as unknown as string;
const code = (answer: Answered) => answer.json['issue']?.[0]?.['details']?.['coding']?.[0]?.['code'];

test('create answers 201 with place, version and time', async () => {
  const { status, headers, json } = await ask('POST', '/Patient', { body: patient() });
  expect(status).toBe(201);
  expect(headers.get('location')).toMatch(new RegExp(`^http://localhost:\\d+/fhir/Patient/${json['id']}/_history/1$`));
  expect(headers.get('etag')).toBe('W/"1"');
  expect(Date.parse(headers.get('last-modified') ?? '')).not.toBeNaN();
  expect(headers.get('content-type')).toBe('application/fhir+json; charset=utf-8');
});

test('read gives what was sent, to the digit', async () => {
  const body =
    '{"resourceType":"Observation","status":"final","code":{"text":"x"},"valueQuantity":{"value": 1.00},"note":[{"text":"Zoë"}]}';
  const created = await ask('POST', '/Observation', { body });
  const { status, text, headers } = await ask('GET', `/Observation/${created.json['id']}`);
  expect(status).toBe(200);
  expect(text).toContain('"valueQuantity":{"value": 1.00},"note":[{"text":"Zoë"}]}');
  expect(headers.get('cache-control')).toBe('no-store');
});

test('whoever holds this version gets 304 without a body', async () => {
  const id = await create();
  const first = await ask('GET', `/Patient/${id}`);
  const again = await ask('GET', `/Patient/${id}`, { headers: { 'if-none-match': first.headers.get('etag') ?? '' } });
  expect([again.status, again.text]).toEqual([304, '']);
  const since = { 'if-modified-since': first.headers.get('last-modified') ?? '' };
  expect((await ask('GET', `/Patient/${id}`, { headers: since })).status).toBe(304);
});

test('HEAD is a read without its body', async () => {
  const { status, text, headers } = await ask('HEAD', `/Patient/${await create()}`);
  expect([status, text, headers.get('etag')]).toEqual([200, '', 'W/"1"']);
});

test('of two updates on one version the second is 412', async () => {
  const id = await create();
  const change = (birthDate: string) => ({ body: patient({ id, birthDate }), headers: { 'if-match': 'W/"1"' } });
  expect((await ask('PUT', `/Patient/${id}`, change('1950-01-01'))).status).toBe(200);
  expect((await ask('PUT', `/Patient/${id}`, change('1951-01-01'))).status).toBe(412);
  expect((await ask('GET', `/Patient/${id}`)).json['birthDate']).toBe('1950-01-01');
  expect(code(await ask('PUT', `/Patient/${id}`, { body: patient({ id }), headers: { 'if-match': '1' } }))).toBe(
    'http.if-match',
  );
});

test('an update may create, at an id that a system chose', async () => {
  const id = randomUUID();
  expect((await ask('PUT', `/Patient/${id}`, { body: patient({ id }) })).status).toBe(201);
  const twice = { body: patient({ id }), headers: { 'if-none-match': '*' } };
  expect((await ask('PUT', `/Patient/${id}`, twice)).status).toBe(412);
});

test('history has every version, newest first, and the deletion', async () => {
  const id = await create();
  await ask('PUT', `/Patient/${id}`, { body: patient({ id, gender: 'female' }) });
  expect((await ask('DELETE', `/Patient/${id}`)).status).toBe(204);
  const { json } = await ask('GET', `/Patient/${id}/_history`);
  expect(json['type']).toBe('history');
  const methods = (json['entry'] as unknown as { request: { method: string } }[]).map(({ request }) => request.method);
  expect(methods).toEqual(['DELETE', 'PUT', 'POST']);
  expect((await ask('GET', `/Patient/${id}`)).status).toBe(410);
  expect((await ask('GET', `/Patient/${id}/_history/1`)).status).toBe(200);
  expect((await ask('GET', `/Patient/${id}/_history/9`)).status).toBe(404);
  expect((await ask('DELETE', `/Patient/${id}`)).status).toBe(204);
});

test('pages of a search follow each other by links, and their total is exact', async () => {
  const mark = randomUUID();
  for (const gender of ['male', 'female', 'other']) {
    await create({ ...identified(mark), gender });
  }
  const seen: string[] = [];
  let next: string | undefined = `/Patient?identifier=urn:test|${mark}&_count=2`;
  for (let pages = 0; next !== undefined && pages < 5; pages++) {
    const { json, status } = await ask('GET', next);
    expect([status, json['total']]).toEqual([200, 3]);
    const entries = json['entry'] as unknown as { resource: { id: string }; search: { mode: string } }[];
    seen.push(...entries.map(({ resource }) => resource.id));
    const links = json['link'] as unknown as { relation: string; url: string }[];
    next = links.find(({ relation }) => relation === 'next')?.url;
  }
  expect(new Set(seen).size).toBe(3);
  expect(seen).toHaveLength(3);
});

test('a search by form finds the same', async () => {
  const mark = randomUUID();
  const id = await create(identified(mark));
  const form = {
    body: `identifier=urn:test|${mark}`,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  };
  const { json } = await ask('POST', '/Patient/_search', form);
  expect(json).toMatchObject({ total: 1, entry: [{ resource: { id }, search: { mode: 'match' } }] });
});

test('a compartment holds what is about one person', async () => {
  const id = await create();
  const about = {
    resourceType: 'Observation',
    status: 'final',
    code: { text: 'x' },
    subject: { reference: `Patient/${id}` },
  };
  await ask('POST', '/Observation', { body: about });
  expect((await ask('GET', `/Patient/${id}/Observation`)).json['total']).toBe(1);
  expect(code(await ask('GET', `/Practitioner/x/Observation`))).toBe('http.compartment');
});

test('several types are searched at once, by address and by form, in a compartment too', async () => {
  const id = await create();
  const about = { status: 'final', code: { text: 'x' }, subject: { reference: `Patient/${id}` } };
  await ask('POST', '/Observation', { body: { resourceType: 'Observation', ...about } });
  await ask('POST', '/DiagnosticReport', { body: { resourceType: 'DiagnosticReport', ...about } });
  const form = (body: string) => ({ body, headers: { 'content-type': 'application/x-www-form-urlencoded' } });
  const types = '_type=Observation,DiagnosticReport';
  const byAddress = await ask('GET', `/?${types}&subject=Patient/${id}&_count=1`);
  expect([byAddress.status, byAddress.json['total']]).toEqual([200, 2]);
  const next = byAddress.json['link']?.[1]?.['url'] as unknown as string;
  const second = await ask('GET', next);
  expect(second.json['entry']?.[0]?.['resource']?.['resourceType']).not.toBe(
    byAddress.json['entry']?.[0]?.['resource']?.['resourceType'],
  );
  const totals = [
    await ask('GET', `?${types}&subject=Patient/${id}`),
    await ask('POST', '/_search', form(`${types}&subject=Patient/${id}`)),
    await ask('GET', `/Patient/${id}/*?_type=Observation,Patient`),
    await ask('POST', `/Patient/${id}/_search`, form(types)),
    await ask('POST', `/Patient/${id}/Observation/_search`, form('status=final')),
    await ask('GET', `/Patient/${id}/*`),
  ].map(({ json }) => json['total'] as unknown);
  expect(totals).toEqual([2, 2, 2, 2, 1, 3]);
  expect(code(await ask('GET', '/?_type=Observation,Nothing'))).toBe('search.value');
});

test('unknown parameters are refused, unless lenient', async () => {
  expect((await ask('GET', '/Patient?colour=blue')).status).toBe(400);
  const lenient = await ask('GET', '/Patient?colour=blue&_count=1', { headers: { prefer: 'handling=lenient' } });
  expect(lenient.status).toBe(200);
  expect(lenient.json['link']?.[0]?.['url']).not.toContain('colour');
});

test('Prefer says what a write answers', async () => {
  const prefer = (value: string) => ({ body: patient(), headers: { prefer: `return=${value}` } });
  expect((await ask('POST', '/Patient', prefer('minimal'))).text).toBe('');
  expect((await ask('POST', '/Patient', prefer('representation'))).json['resourceType']).toBe('Patient');
  expect((await ask('POST', '/Patient', prefer('OperationOutcome'))).json['resourceType']).toBe('OperationOutcome');
});

test('conditional create makes one, whoever comes first', async () => {
  const mark = randomUUID();
  const asked = { body: identified(mark), headers: { 'if-none-exist': `identifier=urn:test|${mark}` } };
  const answers = await Promise.all(Array.from({ length: 8 }, () => ask('POST', '/Patient', asked)));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 200, 200, 200, 200, 201]);
});

test('conditional update and delete act on the one match', async () => {
  const mark = randomUUID();
  const place = `/Patient?identifier=urn:test|${mark}`;
  expect((await ask('PUT', place, { body: identified(mark) })).status).toBe(201);
  expect((await ask('PUT', place, { body: { ...identified(mark), gender: 'other' } })).status).toBe(200);
  expect((await ask('DELETE', place)).status).toBe(204);
  expect((await ask('GET', place)).json['total']).toBe(0);
  expect((await ask('DELETE', place)).status).toBe(204);
  expect(code(await ask('DELETE', '/Patient'))).toBe('http.criteria');
});

test('a request under one key has one effect, and one answer', async () => {
  const mark = randomUUID();
  const asked = { body: identified(mark), headers: { 'idempotency-key': mark } };
  const answers = await Promise.all(Array.from({ length: 6 }, () => ask('POST', '/Patient', asked)));
  expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
  expect(answers.every(({ status }) => status === 201)).toBe(true);
  expect((await ask('GET', `/Patient?identifier=urn:test|${mark}`)).json['total']).toBe(1);
  const other = { ...asked, body: identified('other') };
  expect(await ask('POST', '/Patient', other)).toMatchObject({ status: 422 });
  const odd = { ...asked, headers: { 'idempotency-key': 'a key with spaces' } };
  expect(code(await ask('POST', '/Patient', odd))).toBe('http.idempotency-key');
});
