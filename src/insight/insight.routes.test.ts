import { setTimeout as sleep } from 'node:timers/promises';
import { startTestServer, type TestServer } from '#testing/server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Governance } from '#governance';
import type { Dashboard, MeasureView } from './contract.ts';
import { diabetes, ELM, hba1c, measuring, patient, type Resource, valueOf } from './insight.testing.ts';

let server: TestServer;
let token: string;

beforeAll(async () => {
  server = await startTestServer();
  token = await server.tokenFor('elm', ELM);
  const { auth, services } = server.app.core;
  const governance = services.answers['governance'] as Governance;
  const system = await auth.accessOfClient('test', 'Organization/board');
  const draft = measuring();
  const partners = draft.parties.map(({ organization, name }) => ({
    organization,
    name,
    kind: organization === ELM ? ('general-practice' as const) : ('acute-trust' as const),
  }));
  valueOf(await governance.enroll(system, { name: 'Vale partnership', partners }));
  const { id, version } = valueOf(await governance.propose(system, draft));
  const { textHash } = valueOf(await governance.instrument(system, id, version));
  for (const { organization } of draft.parties) {
    const seat = { id: 's', account: 's', name: 'S', role: 'signatory' as const, organization, organizationName: 'S' };
    valueOf(await governance.sign(await auth.accessOfSeat(seat), id, version, textHash));
  }
}, 120_000);

afterAll(() => server.close());

async function get<T>(path: string): Promise<{ readonly status: number; readonly body: T }> {
  const answer = await fetch(`${server.app.address}${path}`, { headers: { authorization: `Bearer ${token}` } });
  return { status: answer.status, body: (await answer.json()) as T };
}

async function put(resource: Resource): Promise<void> {
  const { resourceType, id } = resource;
  const answer = await fetch(`${server.base}/${resourceType}/${id}`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/fhir+json' },
    body: JSON.stringify(resource),
  });
  if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
}

test('a write over HTTP moves the figures within five seconds', async () => {
  await put(patient('p1', ELM, { generalPractitioner: [{ reference: ELM }] }));
  await put(diabetes('d1', 'p1'));
  const today = new Date().toISOString().slice(0, 10);
  await put(hba1c('h1', 'p1', today));
  const began = performance.now();
  const met = async () => (await get<Dashboard>('/api/measures?place=elm')).body.measures?.[0]?.tally?.met;
  while ((await met()) !== 1) {
    expect(performance.now() - began).toBeLessThan(5_000);
    await sleep(20);
  }
  const { body } = await get<MeasureView>('/api/measures/hba1c-recorded');
  expect(body.children).toEqual([
    { place: { id: 'elm', name: 'Elm Tree Surgery', level: 'practice' }, tally: { met: 1, of: 1 } },
  ]);
  expect(body.definition[0]).toBe('Counts everybody on the register: Diabetes recorded and alive.');
  const { body: lacking } = await get<{ total: number }>('/api/measures/foot-checked/people?limit=1');
  expect(lacking.total).toBe(1);
  const { body: checks } = await get<readonly { state: string }[]>('/api/people/Patient%2Fp1/checks');
  expect(checks[0]?.state).toBe('met');
});

test('what is not there is said in words, with its code', async () => {
  expect((await get('/api/measures?asAt=yesterday')).status).toBe(400);
  expect((await get('/api/measures?asAt=2999-01-01')).status).toBe(422);
  expect((await get('/api/measures?place=nowhere')).status).toBe(404);
  expect((await get('/api/measures/of-nothing')).status).toBe(404);
  expect((await fetch(`${server.app.address}/api/measures`)).status).toBe(401);
});

test('a recomputation over HTTP finds no difference', async () => {
  const answer = await fetch(`${server.app.address}/api/measures/recomputation`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
  });
  expect([answer.status, await answer.json()]).toEqual([200, []]);
});
