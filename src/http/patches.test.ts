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

const identified = (value: string, more: object = {}) => ({
  resourceType: 'Patient',
  identifier: [{ system: 'urn:test', value }],
  ...more,
});
const create = async (value: string, more: object = {}) =>
  (await ask('POST', '/Patient', { body: identified(value, more) })).json['id'] as unknown as string;
const at = (value: string) => `Patient?identifier=urn:test|${value}`;
const read = async (id: string) => (await ask('GET', `/Patient/${id}`)).json;

const binary = (patch: unknown, contentType = 'application/json-patch+json') => ({
  resourceType: 'Binary',
  contentType,
  data: Buffer.from(JSON.stringify(patch)).toString('base64'),
});
const replace = (path: string, value: object) => ({
  resourceType: 'Parameters',
  parameter: [
    {
      name: 'operation',
      part: [
        { name: 'type', valueCode: 'replace' },
        { name: 'path', valueString: path },
        { name: 'value', ...value },
      ],
    },
  ],
});
const entry = (method: string, url: string, resource?: object, more: object = {}) => ({
  ...(resource ? { resource } : {}),
  request: { method, url, ...more },
});
const send = (type: string, entries: readonly object[]) =>
  ask('POST', '', { body: { resourceType: 'Bundle', type, entry: entries } });
const statuses = ({ json }: Answered) =>
  (json['entry'] as unknown as { response: { status: string } }[]).map(({ response }) => response.status.slice(0, 3));
const MERGE = { 'content-type': 'application/merge-patch+json' };
const JSON_PATCH = { 'content-type': 'application/json-patch+json' };

test('a merge patch changes what it names and takes out what it says is null', async () => {
  const id = await create(randomUUID(), { gender: 'male', birthDate: '1950-01-01', name: [{ family: 'A' }] });
  const body = JSON.stringify({ gender: null, birthDate: '1951-02-03', maritalStatus: { text: 'married' } });
  expect(await ask('PATCH', `/Patient/${id}`, { body, headers: MERGE })).toMatchObject({ status: 200 });
  const patched = await read(id);
  expect(patched).toMatchObject({
    birthDate: '1951-02-03',
    maritalStatus: { text: 'married' },
    name: [{ family: 'A' }],
  });
  expect(patched['gender']).toBeUndefined();
  const owned = await ask('PATCH', `/Patient/${id}`, { body: '{"id":"other"}', headers: MERGE });
  expect(owned).toMatchObject({ status: 422 });
  expect((await ask('PATCH', `/Patient/${id}`, { body: '[]', headers: MERGE })).status).toBe(400);
});

test('a conditional patch changes the one match; none and several are refused', async () => {
  const mark = randomUUID();
  const body = JSON.stringify([{ op: 'add', path: '/gender', value: 'other' }]);
  const patch = () => ask('PATCH', `/${at(mark)}`, { body, headers: JSON_PATCH });
  expect(await patch()).toMatchObject({ status: 404 });
  const id = await create(mark);
  expect(await patch()).toMatchObject({ status: 200, json: { id, gender: 'other' } });
  const stale = { ...JSON_PATCH, 'if-match': 'W/"1"' };
  expect(await ask('PATCH', `/${at(mark)}`, { body, headers: stale })).toMatchObject({ status: 412 });
  await create(mark);
  expect(await patch()).toMatchObject({ status: 412 });
  expect((await ask('PATCH', '/Patient', { body, headers: JSON_PATCH })).text).toContain('http.criteria');
});

test('a transaction takes patches of every kind, by id and by search', async () => {
  const [first, second, third] = [await create('p1'), await create('p2'), await create('p3')];
  const mark = randomUUID();
  const fourth = await create(mark);
  const answer = await send('transaction', [
    entry('PATCH', `Patient/${first}`, binary([{ op: 'add', path: '/active', value: true }])),
    entry('PATCH', `Patient/${second}`, replace('Patient.identifier[0].value', { valueString: 'p2b' })),
    entry('PATCH', `Patient/${third}`, binary({ gender: 'female' }, 'application/merge-patch+json')),
    entry('PATCH', at(mark), binary([{ op: 'add', path: '/birthDate', value: '1960-01-01' }])),
  ]);
  expect(statuses(answer)).toEqual(['200', '200', '200', '200']);
  expect(await read(first)).toMatchObject({ active: true });
  expect(await read(second)).toMatchObject({ identifier: [{ value: 'p2b' }] });
  expect(await read(third)).toMatchObject({ gender: 'female' });
  expect(await read(fourth)).toMatchObject({ birthDate: '1960-01-01', meta: { versionId: '2' } });
});

test('a patch may refer to what its transaction creates, and to what a search finds', async () => {
  const [id, mark, urn] = [await create(randomUUID()), randomUUID(), `urn:uuid:${randomUUID()}`];
  const asked = await ask('POST', '/Organization', {
    body: { resourceType: 'Organization', name: 'Found', identifier: [{ system: 'urn:test', value: mark }] },
  });
  const answer = await send('transaction', [
    { fullUrl: urn, ...entry('POST', 'Practitioner', { resourceType: 'Practitioner' }) },
    entry(
      'PATCH',
      `Patient/${id}`,
      binary([
        { op: 'add', path: '/generalPractitioner', value: [{ reference: urn }] },
        { op: 'add', path: '/managingOrganization', value: { reference: `Organization?identifier=urn:test|${mark}` } },
      ]),
    ),
  ]);
  const made = String(answer.json['entry']?.[0]?.['response']?.['location']).replace(/\/_history.*/, '');
  expect(await read(id)).toMatchObject({
    generalPractitioner: [{ reference: made }],
    managingOrganization: { reference: `Organization/${asked.json['id']}` },
  });
});

test('a transaction with a patch that fails leaves nothing, and says which entry', async () => {
  const [id, mark] = [await create(randomUUID()), randomUUID()];
  const attempt = (patch: object, more: object = {}) =>
    send('transaction', [entry('POST', 'Patient', identified(mark)), entry('PATCH', `Patient/${id}`, patch, more)]);
  const missing = await attempt(binary([{ op: 'replace', path: '/gender', value: 'male' }]));
  expect(missing.status).toBe(400);
  expect(missing.text).toContain('Bundle.entry[1]');
  expect((await attempt(binary([{ op: 'add', path: '/colour', value: 'blue' }]))).status).toBe(400);
  expect((await attempt(binary([]), { ifMatch: 'W/"9"' })).status).toBe(412);
  expect((await attempt({ resourceType: 'Patient' })).text).toContain('repository.entry-patch');
  expect((await ask('GET', `/${at(mark)}`)).json['total']).toBe(0);
  const batch = await send('batch', [
    entry('PATCH', 'Patient/absent', binary([])),
    entry('PATCH', `Patient/${id}`, binary([{ op: 'add', path: '/active', value: false }])),
  ]);
  expect(statuses(batch)).toEqual(['404', '200']);
});

test('conditional creates, updates and deletes stand in one transaction', async () => {
  const [made, changed, gone, several] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
  const [id, last] = [await create(changed), await create(gone)];
  const answer = await send('transaction', [
    entry('DELETE', at(gone)),
    entry('POST', 'Patient', identified(made), { ifNoneExist: `identifier=urn:test|${made}` }),
    entry('PUT', at(changed), identified(changed, { gender: 'other' })),
  ]);
  expect(statuses(answer)).toEqual(['204', '201', '200']);
  expect(await read(id)).toMatchObject({ gender: 'other' });
  expect((await ask('GET', `/Patient/${last}`)).status).toBe(410);
  const again = await send('transaction', [
    entry('DELETE', at(gone)),
    entry('POST', 'Patient', identified(made), { ifNoneExist: `identifier=urn:test|${made}` }),
    entry('PUT', at(randomUUID()), identified('new')),
  ]);
  expect(statuses(again)).toEqual(['204', '200', '201']);
  await Promise.all([create(several), create(several)]);
  for (const method of ['PUT', 'DELETE']) {
    const resource = method === 'PUT' ? identified(several) : undefined;
    const refused = await send('transaction', [
      entry('POST', 'Patient', identified(gone)),
      entry(method, at(several), resource),
    ]);
    expect(refused.status).toBe(412);
  }
  expect((await ask('GET', `/${at(gone)}`)).json['total']).toBe(0);
});
