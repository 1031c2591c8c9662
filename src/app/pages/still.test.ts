import { sql } from '#store';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Launching, openLaunching } from '../smart/launching.testing.ts';

let launching: Launching;
beforeAll(async () => {
  launching = await openLaunching();
}, 60_000);
afterAll(() => launching?.server.close());

const ask = async (cookie: string, mark?: string, person?: string) => {
  const answer = await fetch(`${launching.origin}/still${person === undefined ? '' : `?person=${person}`}`, {
    headers: { cookie, ...(mark === undefined ? {} : { 'if-none-match': mark }) },
  });
  return { status: answer.status, mark: answer.headers.get('etag') ?? '', text: await answer.text() };
};

async function personOne(): Promise<string> {
  const { store } = launching.server.app.core.services;
  const row = await store.first<{ person: string }>(sql`
    select p.person from person_record p join resource r on (r.bkt, r.cmp) = (p.bkt, p.cmp) where r.id = 'one'`);
  return row?.person ?? '';
}

// Shows a control of hazard H8.
test('an open page may be shown as long as its seat may see the same, and no longer than its session', async () => {
  const { store } = launching.server.app.core.services;
  const cookie = await launching.signIn('gp-elm');
  const person = await personOne();
  const first = await ask(cookie, undefined, person);
  expect([first.status, first.text]).toEqual([204, '']);
  expect((await ask(cookie, first.mark, person)).status).toBe(304);
  await store.run(sql`update access set deny_cls = deny_cls | 2`);
  const second = await ask(cookie, first.mark, person);
  expect(second.status).toBe(204);
  expect(second.mark).not.toBe(first.mark);
  await launching.server.app.core.auth.signOut(cookie.slice(cookie.indexOf('=') + 1));
  expect(await ask(cookie, second.mark, person)).toEqual({ status: 204, mark: '"nobody"', text: '' });
});

test('it says nothing of what is recorded, nor of what others may see', async () => {
  const { store } = launching.server.app.core.services;
  const cookie = await launching.signIn('gp-elm');
  const person = await personOne();
  const recorded = async (text: string): Promise<void> => {
    await launching.system('PUT', '/Condition/problem-one', {
      resourceType: 'Condition',
      id: 'problem-one',
      subject: { reference: 'Patient/one' },
      code: { text },
    });
    await launching.server.app.caughtUp();
  };
  // The rows that were changed by hand above are what they have to be once the feed has been read.
  await recorded('One');
  const { mark } = await ask(cookie, undefined, person);
  await recorded('Another');
  await store.run(
    sql`insert into access (viewer, purpose, bkt, cmp, rel) select 30000, purpose, bkt, cmp, 7 from access`,
  );
  expect((await ask(cookie, mark, person)).status).toBe(304);
  expect((await ask(cookie, undefined, 'nobody')).status).toBe(204);
  expect((await ask(cookie, undefined, `${person}'or'1`)).status).toBe(204);
});

test('a page that asks by itself keeps no session alive', async () => {
  const { store } = launching.server.app.core.services;
  const cookie = await launching.signIn('gp-elm');
  const hash = sql`sha256(${Buffer.from(cookie.slice(cookie.indexOf('=') + 1))}::bytea)`;
  await store.run(sql`update auth_session set seen = now() - interval '14 minutes' where hash = ${hash}`);
  expect((await ask(cookie)).status).toBe(204);
  const row = await store.first<{ idle: boolean }>(
    sql`select seen < now() - interval '13 minutes' as idle from auth_session where hash = ${hash}`,
  );
  expect(row?.idle).toBe(true);
});

test('the page that was opened carries the mark that its seat has now', async () => {
  const cookie = await launching.signIn('gp-elm');
  const html = await (await fetch(`${launching.origin}/people/${await personOne()}`, { headers: { cookie } })).text();
  const mark = /data-mark="([^"]+)"/.exec(html)?.[1];
  expect((await ask(cookie, `"${mark}"`, await personOne())).status).toBe(304);
});
