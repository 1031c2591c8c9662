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

test.each(['/account', '/apps', '/staff'])(
  '%s carries that mark too, and the page after a form that was refused',
  async (path) => {
    const { auth, people } = launching.server.app.core;
    const seat = `lead${path.replace('/', '-')}`;
    const organization = { organization: 'Organization/test', organizationName: 'Elm Tree Surgery' };
    await auth.keepAccount({ id: seat, name: 'Noor Haddad', seats: [{ id: seat, role: 'ig-lead', ...organization }] });
    await auth.keepAccount({
      id: 'other',
      name: 'Sam Osei',
      seats: [{ id: 'other', role: 'ig-lead', ...organization }],
    });
    await auth.keepLink({ link: `link-${seat}`, seat, reusable: true, days: 1 });
    const cookie = await launching.signIn(seat);
    const headers = { cookie, 'sec-fetch-site': 'same-origin' };
    const markOf = (html: string) => `"${/data-mark="([^"]+)"/.exec(html)?.[1] ?? ''}"`;
    const mark = markOf(await (await fetch(`${launching.origin}${path}`, { headers })).text());
    expect((await ask(cookie, mark)).status).toBe(304);
    if (path !== '/apps') {
      const body = new URLSearchParams({ action: path === '/staff' ? 'end' : 'remove-passkey', seat: 'nobody' });
      const refused = await fetch(`${launching.origin}${path}`, { method: 'POST', headers, body });
      expect(refused.status).toBeGreaterThanOrEqual(400);
      expect(markOf(await refused.text())).toBe(mark);
    }
    const [other] = await auth.seats('other');
    if (!other) throw new Error('nobody manages');
    const ended = await people.endSeat(other, { seat, ends: Date.now() });
    expect(ended.ok).toBe(true);
    expect(await ask(cookie, mark)).toEqual({ status: 204, mark: '"nobody"', text: '' });
  },
);
