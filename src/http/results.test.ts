import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Ask, askingServer } from './asking.testing.ts';

let ask: Ask;
let close: () => Promise<void>;
let id: string;
const mark = randomUUID();
beforeAll(async () => {
  const asking = await askingServer();
  ask = asking.ask;
  close = asking.server.close;
  for (const gender of ['female', 'male', 'other']) {
    const made = await ask('POST', '/Patient', { body: patient(gender) });
    id = made.json['id'] as unknown as string;
  }
});
afterAll(() => close?.());

const patient = (gender: string) => ({
  resourceType: 'Patient',
  text: { status: 'generated', div: '<div xmlns="http://www.w3.org/1999/xhtml">x</div>' },
  identifier: [{ system: 'urn:test', value: mark }],
  gender,
  communication: [{ language: { text: 'Welsh' } }],
});

const search = (more: string) => ask('GET', `/Patient?identifier=urn:test|${mark}&${more}`);
const firstOf = (json: Awaited<ReturnType<Ask>>['json']) => json['entry']?.[0]?.['resource'];

test.each([
  ['_summary=true', ['identifier', 'gender'], ['text', 'communication']],
  ['_summary=text', ['text'], ['gender', 'identifier']],
  ['_summary=data', ['gender', 'communication'], ['text']],
  ['_summary=false', ['gender', 'communication', 'text'], []],
  ['_elements=gender', ['gender', 'id', 'meta'], ['identifier', 'text']],
])('%s shows %j and not %j', async (query, shown, left) => {
  for (const resource of [firstOf((await search(query)).json), (await ask('GET', `/Patient/${id}?${query}`)).json]) {
    for (const name of shown) expect(resource?.[name], name).toBeDefined();
    for (const name of left) expect(resource?.[name], name).toBeUndefined();
    const tagged = JSON.stringify(resource?.['meta'] ?? {}).includes('SUBSETTED');
    expect(tagged).toBe(query !== '_summary=false');
  }
});

test.each(['_summary=count', '_count=0'])('%s counts and shows nothing, without a link to more', async (query) => {
  const { json } = await search(query);
  expect(json).toMatchObject({ type: 'searchset', total: 3 });
  expect(json['entry']).toBeUndefined();
  expect((json['link'] as unknown as { relation: string }[]).map(({ relation }) => relation)).toEqual(['self']);
});

test('_total is told as asked', async () => {
  expect((await search('_count=1&_total=none')).json['total']).toBeUndefined();
  expect((await search('_count=1&_total=estimate')).json['total']).toBe(3);
  expect((await search('_count=1&_total=accurate')).json['total']).toBe(3);
  expect((await search('_total=some')).status).toBe(400);
});

test('_pretty lays the same out over lines', async () => {
  const [plain, pretty] = [await search('_count=1'), await search('_count=1&_pretty=true')];
  expect(pretty.text.split('\n').length).toBeGreaterThan(10);
  expect(firstOf(pretty.json)).toEqual(firstOf(plain.json));
});

test('orders by what no index has are made, and their pages follow each other', async () => {
  const first = await search('_sort=-gender&_count=2');
  const genders = (json: Awaited<ReturnType<Ask>>['json']) =>
    (json['entry'] as unknown as { resource: { gender: string } }[]).map(({ resource }) => resource.gender);
  expect(genders(first.json)).toEqual(['other', 'male']);
  const next = first.json['link']?.[1]?.['url'] as unknown as string;
  expect(genders((await ask('GET', next)).json)).toEqual(['female']);
});

test('If-Modified-Since, versions and deletion: 200, 304, 410, and what was before', async () => {
  const made = await ask('POST', '/Patient', { body: patient('unknown') });
  const place = `/Patient/${made.json['id']}`;
  const since = (time: number) => ({ headers: { 'if-modified-since': new Date(time).toUTCString() } });
  expect((await ask('GET', place, since(0))).status).toBe(200);
  expect((await ask('GET', place, since(Date.parse('2100-01-01')))).status).toBe(304);
  expect((await ask('GET', `${place}/_history/1`, since(Date.parse('2100-01-01')))).status).toBe(304);
  expect((await ask('DELETE', place)).status).toBe(204);
  expect((await ask('GET', place)).status).toBe(410);
  expect((await ask('GET', place, since(Date.parse('2100-01-01')))).status).toBe(410);
  expect((await ask('GET', `${place}/_history/1`)).status).toBe(200);
  expect((await ask('GET', `${place}/_history/2`)).status).toBe(410);
  expect((await ask('GET', `${place}/_history/3`)).status).toBe(404);
});
