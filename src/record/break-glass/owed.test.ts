import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '#testing/server';
import { day } from '#base';
import { sql } from '#store';

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server?.close());

const seat = (role: 'gp' | 'ig-lead') => ({
  id: `owed-${role}`,
  account: `owed-${role}`,
  name: role === 'gp' ? 'Dr Imran Sethi' : 'Noor Haddad',
  role,
  organization: 'Organization/test',
  organizationName: 'Test',
});

test('an opening owes its review from the same moment, and the review closes it', async () => {
  const { app, base, token } = server;
  const { record } = app.answers;
  const { obligations, store } = app.core.services;
  const doctor = await app.core.auth.accessOfSeat(seat('gp'));
  const officer = await app.core.auth.accessOfSeat(seat('ig-lead'));
  await fetch(`${base}/Patient`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/fhir+json' },
    body: JSON.stringify({ resourceType: 'Patient', name: [{ family: 'Okafor' }], birthDate: '1957-07-04' }),
  });
  await app.caughtUp();
  const request = {
    family: 'Okafor',
    born: '1957-07-04',
    reason: 'cannot-say',
    words: 'Confused, and alone at home',
  } as const;
  const done = await record.openEmergency(doctor, request);
  if (!done.ok) throw new Error(done.refusals[0].text);
  const looked = await record.openPerson(doctor, done.value.person, day('2026-03-02'));
  expect(looked).toMatchObject({ ok: true, value: { banner: { name: 'OKAFOR' }, emergency: { id: done.value.id } } });
  const queue = async () => {
    const list = await obligations?.owedBy(officer, { state: 'all' });
    return (list?.items ?? []).filter(({ kind }) => kind === 'break-glass-review');
  };
  expect(await queue()).toMatchObject([
    {
      state: 'open',
      title: 'Review a record that was opened in an emergency',
      page: `/audit/emergency/${done.value.id}`,
    },
  ]);
  expect(JSON.stringify(await queue())).not.toContain('Okafor');
  const review = { verdict: 'justified', words: 'The district nurse confirms what happened' };
  expect(await record.reviewEmergency(officer, done.value.id, review)).toMatchObject({ ok: true });
  expect(await queue()).toMatchObject([{ state: 'kept' }]);
  const lines = await store.all(sql`select action, under from audit where action = 'break-glass'`);
  expect(lines).toEqual([{ action: 'break-glass', under: done.value.id }]);
});
