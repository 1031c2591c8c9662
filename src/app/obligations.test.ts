import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '#testing/server';
import { day } from '#base';
import { sql } from '#store';

let server: TestServer;
const GP = { id: 'ann-gp', role: 'gp', organization: 'Organization/elm', organizationName: 'Elm' } as const;
const MANAGER = { ...GP, id: 'joan-manager', role: 'practice-manager' } as const;

beforeAll(async () => {
  server = await startTestServer();
  const { auth, services } = server.app.core;
  await services.ports.contributors.organizationKey('Organization/elm', 'Elm Tree Surgery');
  await auth.keepAccount({ id: 'ann', name: 'Ann', seats: [GP] });
  await auth.keepAccount({ id: 'joan', name: 'Joan', seats: [MANAGER] });
});

afterAll(async () => server.close());

const seat = async (account: string, of: typeof GP | typeof MANAGER) =>
  server.app.core.auth.accessOfSeat({ ...of, account, name: account });

test('what is promised is held by who sits in the role, and what falls due is done by the clock', async () => {
  const { obligations, jobs } = server.app.core;
  const ann = await seat('ann', GP);
  const promised = await obligations.byHand.promise(ann, {
    title: 'Send the list',
    due: { on: day('2026-01-05') },
    owed: { organization: 'Organization/elm', role: 'practice-manager' },
  });
  expect(promised.ok).toBe(true);
  const [one] = (await obligations.owedBy(ann)).items;
  expect(one).toMatchObject({ holder: 'Ann', late: true, escalated: 0 });
  await jobs.send('obligation.fall-due', {});
  const escalated = async () => (await obligations.late(await seat('joan', MANAGER))).items[0]?.escalated;
  await expect.poll(escalated).toBe(1);
});

test('a joint sends a job in its own transaction', async () => {
  const { services, jobs } = server.app.core;
  expect(services.send).toBe(jobs.send);
  const undone = services.store.write(async (transaction) => {
    await jobs.send('obligation.recount', {}, transaction);
    throw new Error('no');
  });
  await expect(undone).rejects.toThrow('no');
  const id = await services.store.write((transaction) => jobs.send('obligation.recount', {}, transaction));
  const found = async () =>
    services.store.first<{ state: string }>(sql`select state::text as state from pgboss.job where id = ${id}::uuid`);
  await expect.poll(async () => (await found())?.state).toBe('completed');
});

test('the API lists and acts for whoever asks, and hides what is not theirs', async () => {
  const ask = async (path: string, organization: string, body?: object) => {
    const token = await server.tokenFor('board', organization);
    const answer = await fetch(`${server.app.address}${path}`, {
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
    });
    return { status: answer.status, body: (await answer.json()) as { items?: { id: string }[]; id?: string } };
  };
  const made = await ask('/api/obligations', 'Organization/elm', { title: 'Say when', workingDays: 5 });
  expect(made.status).toBe(200);
  const id = made.body.id ?? '';
  const own = await ask('/api/obligations?list=owed-by', 'Organization/elm');
  expect(own.body.items?.map((one) => one.id)).toContain(id);
  expect((await ask(`/api/obligations/${id}`, 'Organization/other')).status).toBe(404);
  expect((await ask(`/api/obligations/${id}/close`, 'Organization/other', { words: 'x' })).status).toBe(404);
  expect((await ask(`/api/obligations/${id}/close`, 'Organization/elm', { words: '' })).status).toBe(400);
  expect((await ask(`/api/obligations/${id}/close`, 'Organization/elm', { words: 'Friday' })).status).toBe(200);
  expect((await ask('/api/obligations?list=all', 'Organization/elm')).status).toBe(400);
  expect((await ask('/api/obligations', 'Organization/elm', { title: 'x' })).status).toBe(400);
});

test('a calendar program needs the address and nothing else', async () => {
  const { obligations } = server.app.core;
  const made = await obligations.feeds.make(await seat('ann', GP));
  if (!made.ok) throw new Error('no calendar');
  const answer = await fetch(`${server.app.address}/calendar/${made.value}.ics`);
  expect(answer.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
  expect(answer.headers.get('cache-control')).toBe('private, no-store');
  const text = await answer.text();
  expect(text).toContain('SUMMARY:Send the list');
  expect(text.replaceAll('\r\n ', '')).toContain(`URL:${server.app.address}/obligations/`);
  expect((await fetch(`${server.app.address}/calendar/${'x'.repeat(43)}.ics`)).status).toBe(404);
  expect((await fetch(`${server.app.address}/calendar/x`)).status).toBe(404);
});

test('who leaves a role leaves what they held there, in the same moment', async () => {
  const { auth, obligations, people } = server.app.core;
  const nurse = { ...GP, id: 'eve-nurse', role: 'practice-nurse' } as const;
  await auth.keepAccount({ id: 'eve', name: 'Eve', seats: [nurse] });
  const eve = await auth.accessOfSeat({ ...nurse, account: 'eve', name: 'Eve' });
  const promised = await obligations.byHand.promise(eve, {
    title: 'Order the test strips',
    due: { on: day('2030-01-05') },
  });
  if (!promised.ok) throw new Error(promised.refusals[0].text);
  const holder = async () => {
    const found = await obligations.one(eve, promised.value);
    return found.ok ? found.value.holder : found;
  };
  expect(await holder()).toBe('Eve');
  await auth.keepAccount({ id: 'kay', name: 'Kay', seats: [{ ...MANAGER, id: 'kay-manager' }] });
  const manager = { ...MANAGER, account: 'joan', name: 'Joan' };
  expect(await people.endSeat(manager, { seat: 'eve-nurse', ends: Date.now() })).toEqual({ ok: true, value: true });
  expect(await holder()).toBeUndefined();
});
