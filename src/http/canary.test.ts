import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TestServer } from '#testing/server';
import { type Ask, askingServer } from './asking.testing.ts';

/** A name that stands nowhere else: where it is found, content of a record was written down. */
const CANARY = 'Zzyzxcanary';
const lines: string[] = [];
const write = (fields: object, message: string) => void lines.push(JSON.stringify([fields, message]));

let ask: Ask;
let close: () => Promise<void>;
let app: TestServer['app'];
let origin: string;
beforeAll(async () => {
  const asking = await askingServer({ log: { info: write, warn: write, error: write } });
  ask = asking.ask;
  close = asking.server.close;
  app = asking.server.app;
  origin = new URL(asking.server.base).origin;
});
afterAll(() => close?.());

const patient = { resourceType: 'Patient', name: [{ family: CANARY }], birthDate: '1950-01-01' };

const DOCTOR = {
  id: 'canary',
  account: 'canary',
  name: 'A doctor',
  role: 'gp' as const,
  organization: 'Organization/canary',
  organizationName: 'Canary',
};

// Shows requirement V16.2.5.
test('no content of a record, no search and no address is ever logged', async () => {
  const created = await ask('POST', '/Patient', { body: patient });
  expect(created.status).toBe(201);
  await ask('GET', `/Patient?name=${CANARY}`);
  await ask('GET', `/Patient?${CANARY}=1`);
  await ask('GET', `/Patient/${CANARY}`);
  await ask('GET', `/${CANARY}`);
  await ask('GET', `/Patient/%${CANARY}`);
  await ask('POST', '/Patient', { body: `{"resourceType":"Patient","name":"${CANARY}` });
  await ask('POST', '/Patient', { body: { ...patient, [CANARY]: true } });
  await ask('POST', '/Patient', { body: { ...patient, id: 'x'.repeat(70) } });
  await ask('PUT', `/Patient/${CANARY}`, { body: patient });
  await ask('POST', '', { body: { resourceType: 'Bundle', type: 'transaction', entry: [{ resource: patient }] } });
  await ask('GET', '/Patient', { headers: { authorization: `Bearer ${CANARY}` } });
  await ask('POST', '/Patient', { body: patient, headers: { 'idempotency-key': CANARY } });
  await ask('GET', `/AuditEvent?site=concord&altid=${CANARY}`);
  await ask('GET', `/AuditEvent?site=concord&entity-name=${CANARY}`);
  await ask('POST', `${origin}/api/audit/anchors?${CANARY}`, { body: { n: 1, hash: CANARY, at: CANARY } });
  const opener = await app.core.auth.accessOfSeat(DOCTOR);
  const request = {
    family: CANARY,
    born: '1950-01-01',
    reason: 'danger-to-life',
    words: `${CANARY} found collapsed`,
  } as const;
  expect(await app.answers.record.openEmergency(opener, { ...request, born: '1950-01-02' })).toMatchObject({
    ok: false,
  });
  await app.answers.record.openEmergency(opener, request);
  expect(lines.length).toBeGreaterThan(10);
  expect(lines.filter((line) => line.includes(CANARY))).toEqual([]);
});

test('a request is found in the log by its route, status and caller', () => {
  const search = lines.find((line) => line.includes('"route":"/fhir/:type"') && line.includes('"method":"GET"'));
  expect(JSON.parse(search ?? '[{}]')[0]).toMatchObject({ status: 200, principal: 'client/test' });
});
