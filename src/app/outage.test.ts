import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { issueToken, keyFor } from '#auth';
import { type App, startApp } from './start.ts';

let folder: string;
let app: App;
let headers: Readonly<Record<string, string>>;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'concord-outage-'));
  app = await startApp({
    folder,
    port: 0,
    host: 'localhost',
    demo: 'none',
    zone: 'Europe/London',
    log: 'silent',
    acceptDataLoss: false,
  });
  const key = keyFor(app.core.secret, 'token');
  const token = await issueToken(key, { client: 'test', organization: 'Organization/test', now: Date.now(), days: 1 });
  headers = { authorization: `Bearer ${token}`, 'content-type': 'application/fhir+json' };
});
afterAll(async () => {
  await app?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const body = JSON.stringify({ resourceType: 'Patient', name: [{ family: 'Haddad' }] });
const create = () => fetch(`${app.address}/fhir/Patient`, { method: 'POST', headers, body });
const postmaster = () =>
  Number(readFileSync(join(folder, 'postgres', 'cluster', 'postmaster.pid'), 'utf8').split('\n')[0]);

// Shows requirement V16.5.2.
test('when the database dies, requests get 503 with Retry-After, and service comes back by itself', async () => {
  const before = await create();
  expect(before.status).toBe(201);
  const { id } = (await before.json()) as { id: string };
  process.kill(postmaster(), 'SIGKILL');
  const refused = await untilStatus(503);
  expect(refused.headers.get('retry-after')).toBe('2');
  expect(await refused.json()).toMatchObject({ resourceType: 'OperationOutcome', issue: [{ code: 'transient' }] });
  await untilStatus(201);
  expect((await fetch(`${app.address}/healthz`)).status).toBe(200);
  const read = await fetch(`${app.address}/fhir/Patient/${id}`, { headers });
  expect(read.status).toBe(200);
});

async function untilStatus(status: number): Promise<Response> {
  const until = Date.now() + 25_000;
  for (;;) {
    const answer = await create();
    if (answer.status === status || Date.now() > until) {
      expect(answer.status).toBe(status);
      return answer;
    }
    await answer.text();
    await sleep(20);
  }
}
