import { afterEach, expect, test } from 'vitest';
import { sql } from '#store';
import type { TestServer } from '#testing/server';
import { type Answered, type Asked, askingServer } from './asking.testing.ts';
import { isOverloaded, type Limits, LIMITS, readLimits } from './limits.ts';

const SLOWLY = { perSecond: 1, most: 20 };
const AT_ONCE_MS = 50;

let close: (() => Promise<void>) | undefined;
afterEach(async () => {
  await close?.();
  close = undefined;
});

async function serving(limits: Partial<Limits>, publicAddress?: string) {
  const asking = await askingServer({
    limits: { ...LIMITS, ...limits },
    ...(publicAddress === undefined ? {} : { publicAddress }),
  });
  close = asking.server.close;
  return asking;
}

/** Asks until it is refused, as somebody would who does not wait. */
async function untilRefused(ask: () => Promise<Answered>, most = 100): Promise<Answered> {
  for (let time = 0; time < most; time += 1) {
    const answer = await ask();
    if (answer.status === 429) return answer;
  }
  throw new Error(`nothing was refused in ${most} requests`);
}

/** How long a refusal takes at its best: what else the machine does is not its fault. */
async function bestOf(ask: () => Promise<Answered>, status: number): Promise<number> {
  const took: number[] = [];
  for (let time = 0; time < 5; time += 1) {
    const began = performance.now();
    expect((await ask()).status).toBe(status);
    took.push(performance.now() - began);
  }
  return Math.min(...took);
}

const codeOf = (answer: Answered) => answer.json['issue']?.[0]?.['details']?.['coding']?.[0]?.['code'];
const seconds = (answer: Answered) => Number(answer.headers.get('retry-after'));

// Shows requirements API4:2023, V2.4.1.
test('a caller past its budget is told at once when to come again, and nobody else is', async () => {
  const { ask, server } = await serving({ system: SLOWLY });
  const refused = await untilRefused(() => ask('GET', '/Patient/nobody'));
  expect([codeOf(refused), refused.headers.get('cache-control')]).toEqual(['http.too-many', 'no-store']);
  expect(seconds(refused)).toBeGreaterThanOrEqual(1);
  expect(await bestOf(() => ask('GET', '/Patient?_count=1000'), 429)).toBeLessThan(AT_ONCE_MS);
  const authorization = `Bearer ${await server.tokenFor('another', 'Organization/test')}`;
  expect((await ask('GET', '/Patient/nobody', { headers: { authorization } })).status).toBe(404);
  const { address } = server.app;
  for (let time = 0; time < 40; time += 1) expect((await ask('GET', `${address}/healthz`)).status).toBe(200);
});

// Shows requirement API6:2023.
test('what reads more costs more: a page of 1,000 takes a budget that many reads do not', async () => {
  const { ask } = await serving({ system: { perSecond: 1, most: 60 } });
  expect((await ask('GET', '/Patient?_count=1000')).status).toBe(200);
  expect((await ask('GET', '/Patient/nobody')).status).toBe(404);
  const refused = await ask('GET', '/Patient?_count=1000');
  expect([refused.status, codeOf(refused)]).toEqual([429, 'http.too-many']);
  expect(seconds(refused)).toBeGreaterThan(30);
});

// Shows requirement V2.4.1.
test('a network past its budget is refused before anybody is looked up, pages in plain words', async () => {
  const { ask, server } = await serving({ address: SLOWLY });
  const forged: Asked = { anonymous: true, headers: { authorization: 'Bearer forged.token.here' } };
  const refused = await untilRefused(() => ask('GET', '/Patient/nobody', forged));
  expect(codeOf(refused)).toBe('http.too-many');
  const page = await ask('GET', `${server.app.address}/people`, { anonymous: true });
  expect([page.status, page.headers.get('content-type')]).toEqual([429, 'text/html; charset=utf-8']);
  expect(page.text).toContain('try again in');
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
  const { json } = await ask('GET', `${server.app.address}/api/nothing`, { anonymous: true });
  expect(json['refusals']?.[0]?.['code']).toBe('http.too-many');
});

// Shows requirement V4.1.3.
test('nobody gets a new budget by naming another address in front of the proxy', async () => {
  const { ask, server } = await serving({ address: SLOWLY }, 'https://concord.example');
  const there = `http://localhost:${server.app.port}/fhir/Patient/nobody`;
  const from = (said: string) => ask('GET', there, { headers: { 'x-forwarded-for': said } });
  let made = 0;
  await untilRefused(() => from(`198.51.100.${(made += 1)}, 192.0.2.7`));
  expect((await from('192.0.2.8')).status).toBe(404);
});

// Shows requirement API4:2023.
test('beyond what can be done at once whoever comes is sent away, and served again as soon as there is room', async () => {
  const { ask, server } = await serving({ requests: { few: 1, most: 1 } });
  const release = await lockedRecord(server);
  const waiting = ask('GET', '/Patient/nobody');
  let refused = await ask('GET', '/metadata');
  while (refused.status !== 503) refused = await ask('GET', '/metadata');
  expect(await bestOf(() => ask('GET', '/metadata'), 503)).toBeLessThan(AT_ONCE_MS);
  expect([refused.status, codeOf(refused), seconds(refused)]).toEqual([503, 'http.overloaded', 2]);
  expect((await ask('GET', `${server.app.address}/healthz`)).status).toBe(200);
  await release();
  expect((await waiting).status).toBe(404);
  expect((await ask('GET', '/metadata')).status).toBe(200);
});

test('bundles and files have places of their own: a feed that sends too many at once closes the door to itself alone', async () => {
  const { ask, server } = await serving({ requests: { few: 1, most: 2 }, bulk: { few: 1, most: 1 } });
  const release = await lockedRecord(server);
  const entry = [{ resource: { resourceType: 'Patient' }, request: { method: 'POST', url: 'Patient' } }];
  const send = () => ask('POST', '', { body: { resourceType: 'Bundle', type: 'transaction', entry } });
  const first = Promise.all([send(), send(), send()]);
  expect((await ask('GET', '/metadata')).status).toBe(200);
  await release();
  const told = (await first).map(({ status }) => status).sort();
  expect([told[0], told[2]]).toEqual([200, 503]);
  expect((await send()).status).toBe(200);
});

/** Nothing of the record is read or written until it is let go. */
async function lockedRecord(server: TestServer): Promise<() => Promise<void>> {
  const { store } = server.app.core.services;
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  let locked = (): void => undefined;
  const isLocked = new Promise<void>((resolve) => {
    locked = resolve;
  });
  const holding = store.write(async (transaction) => {
    await transaction.run(sql`lock table resource in access exclusive mode`);
    locked();
    await released;
  });
  await isLocked;
  return async () => {
    release();
    await holding;
  };
}

test('few at once are never sent away; many are while the program is slow or the database is waited for', () => {
  const limit = { few: 10, most: 100 };
  const idle = { atOnce: 9, lateMs: 5_000, tookMs: 5_000, queued: 1_000 };
  expect(isOverloaded(idle, limit)).toBe(false);
  const quick = { atOnce: 10, lateMs: 0, tookMs: 0, queued: 0 };
  expect(isOverloaded(quick, limit)).toBe(false);
  expect(isOverloaded({ ...quick, lateMs: 201 }, limit)).toBe(true);
  expect(isOverloaded({ ...quick, tookMs: 301 }, limit)).toBe(true);
  expect(isOverloaded({ ...quick, queued: 129 }, limit)).toBe(true);
  expect(isOverloaded({ ...quick, atOnce: 100 }, limit)).toBe(true);
});

test('limits are written in a line, and what is not said stays as it is', () => {
  expect(readLimits('system=7/70, requests=8/80')).toEqual({
    ...LIMITS,
    system: { perSecond: 7, most: 70 },
    requests: { few: 8, most: 80 },
  });
  expect(readLimits('off')).toBe('off');
});
