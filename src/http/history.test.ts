import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql, type Store } from '#store';
import { type Answered, type Ask, askingServer } from './asking.testing.ts';

let ask: Ask;
let close: () => Promise<void>;
let store: Store;
beforeAll(async () => {
  const asking = await askingServer();
  ask = asking.ask;
  close = asking.server.close;
  store = asking.server.app.core.services.store;
});
afterAll(() => close?.());

type Entry = {
  readonly fullUrl: string;
  readonly resource?: { readonly id: string; readonly meta: { readonly versionId: string } };
  readonly request: { readonly method: string; readonly url: string };
  readonly response: { readonly etag: string; readonly lastModified: string };
};
const entries = ({ json }: Answered) => (json['entry'] ?? []) as unknown as readonly Entry[];
const nextOf = ({ json }: Answered) =>
  (json['link'] as unknown as { relation: string; url: string }[]).find(({ relation }) => relation === 'next')?.url;
const nameOf = ({ fullUrl, response }: Entry) => `${fullUrl.split('/').slice(-2).join('/')} ${response.etag}`;

/** A Flag written, changed and deleted, and one that stays. */
async function flags(): Promise<{ readonly gone: string; readonly stays: string; readonly since: string }> {
  const subject = {
    reference: `Patient/${(await ask('POST', '/Patient', { body: { resourceType: 'Patient' } })).json['id']}`,
  };
  const flag = (text: string) => ({ resourceType: 'Flag', status: 'active', code: { text }, subject });
  const gone = (await ask('POST', '/Flag', { body: flag('one') })).json['id'] as unknown as string;
  await ask('PUT', `/Flag/${gone}`, { body: { ...flag('two'), id: gone } });
  const stays = await ask('POST', '/Flag', { body: flag('three') });
  await ask('DELETE', `/Flag/${gone}`);
  const since = (stays.json['meta']?.['lastUpdated'] ?? '') as unknown as string;
  return { gone, stays: stays.json['id'] as unknown as string, since };
}

test('the history of a type has every version of every resource, newest first, deletions too', async () => {
  const { gone, stays, since } = await flags();
  const all = await ask('GET', '/Flag/_history');
  expect(all).toMatchObject({ status: 200, json: { type: 'history', total: 4 } });
  expect(entries(all).map(nameOf)).toEqual([
    `Flag/${gone} W/"3"`,
    `Flag/${stays} W/"1"`,
    `Flag/${gone} W/"2"`,
    `Flag/${gone} W/"1"`,
  ]);
  expect(entries(all).map(({ request }) => request.method)).toEqual(['DELETE', 'POST', 'PUT', 'POST']);
  expect(entries(all)[0]?.resource).toBeUndefined();
  expect(entries(await ask('GET', `/Flag/_history?_since=${since}`)).map(nameOf)).toEqual([
    `Flag/${gone} W/"3"`,
    `Flag/${stays} W/"1"`,
  ]);
  const lines = await store.all<{ cmp: string | null }>(
    sql`select cmp from audit where action = 'history' and typ = 'Flag'`,
  );
  expect(lines.map(({ cmp }) => cmp)).not.toContain(null);
});

test('pages follow each other by signed marks, and what is written meanwhile parts none of them', async () => {
  const mark = randomUUID();
  const body = { resourceType: 'Basic', code: { text: mark } };
  for (let made = 0; made < 5; made += 1) await ask('POST', '/Basic', { body });
  const seen: string[] = [];
  let next: string | undefined = '/Basic/_history?_count=2';
  for (let pages = 0; next !== undefined && pages < 9; pages += 1) {
    const page: Answered = await ask('GET', next);
    expect(page.status).toBe(200);
    seen.push(...entries(page).map(nameOf));
    next = nextOf(page);
    if (pages === 0) await ask('POST', '/Basic', { body });
  }
  expect(seen).toHaveLength(5);
  expect(new Set(seen).size).toBe(5);
});

test('a mark of another history, or one made up, is refused', async () => {
  for (let made = 0; made < 2; made += 1) await ask('POST', '/Location', { body: { resourceType: 'Location' } });
  const mark = new URL(nextOf(await ask('GET', '/Location/_history?_count=1')) ?? '').searchParams.get('_page') ?? '';
  expect((await ask('GET', `/Location/_history?_count=1&_page=${mark}`)).status).toBe(200);
  for (const place of [
    `/Organization/_history?_page=${mark}`,
    `/Location/_history?_page=${mark}x`,
    `/_history?_page=${mark}`,
  ]) {
    expect(await ask('GET', place)).toMatchObject({ status: 400 });
  }
});

test('the history of everything has every type, and one resource pages too', async () => {
  const { gone } = await flags();
  const all = await ask('GET', '/_history?_count=5');
  expect(new Set(entries(all).map(nameOf)).size).toBe(5);
  expect(entries(all)[0]?.request).toEqual({ method: 'DELETE', url: `Flag/${gone}` });
  const times = entries(all).map(({ response }) => response.lastModified);
  expect(times).toEqual([...times].sort().reverse());
  const first = await ask('GET', `/Flag/${gone}/_history?_count=2`);
  expect(first.json['total']).toBeUndefined();
  const second = await ask('GET', nextOf(first) ?? '');
  expect([...entries(first), ...entries(second)].map(nameOf)).toEqual([3, 2, 1].map((n) => `Flag/${gone} W/"${n}"`));
});

test('what a history cannot be asked is refused by name', async () => {
  expect((await ask('GET', '/Flag/_history?_count=none')).text).toContain('http.count');
  expect((await ask('GET', '/Flag/_history?_since=yesterday')).text).toContain('http.date');
  expect((await ask('GET', '/Flag/_history?_at=2026')).text).toContain('http.parameter');
  expect((await ask('GET', '/Nothing/_history')).status).toBe(404);
});
