import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Seat } from '#auth';
import { dayIn, endOfDay, plusDays, plusMonths } from '#base';
import { compartmentOf } from '#repository';
import { sql } from '#store';
import { startTestServer, type TestServer } from '#testing/server';

/* Ada is fourteen, Mr Hale is an adult. Who comes to the desk with a document is let in there, in the law of England. */
const HOME = { organization: 'Organization/test', organizationName: 'Test Surgery' };
const AWAY = { organization: 'Organization/away', organizationName: 'Away Surgery' };
const ZONE = 'Europe/London';
type Cookies = Readonly<Record<string, string>>;

let server: TestServer;
let desk: Cookies;
const people = new Map<string, string>();
const today = () => dayIn(ZONE, Date.now());
let born = today();

beforeAll(async () => {
  server = await startTestServer();
  const { app } = server;
  born = plusMonths(today(), -12 * 14);
  await patient('ada', { name: [{ family: 'Lund', given: ['Ada'] }], birthDate: born });
  await patient('hale', { name: [{ family: 'Hale', given: ['Daniel'] }], birthDate: '1941-03-02' });
  await patient('cy', { name: [{ family: 'Okafor', given: ['Cy'] }], birthDate: '2015' });
  do await app.caughtUp();
  while ((await app.core.feed.behind('record', 1)) > 0);
  const { ports, store } = app.core.services;
  for (const id of ['ada', 'hale', 'cy']) {
    const [row] = await ports.persons.of(store, [compartmentOf(`Patient/${id}`)]);
    people.set(id, row?.person ?? '');
  }
  desk = await signedIn('joy', { role: 'receptionist', ...HOME });
});
afterAll(() => server?.close());

async function patient(id: string, fields: object): Promise<void> {
  const answer = await fetch(`${server.base}/Patient/${id}`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${server.token}`, 'content-type': 'application/fhir+json' },
    body: JSON.stringify({ resourceType: 'Patient', id, ...fields }),
  });
  expect(answer.status).toBe(201);
}

async function cookieOf(link: string): Promise<Cookies> {
  const sid = await server.app.core.auth.signIn(link);
  const { origin } = new URL(server.base);
  return { cookie: `concord-sid=${sid.ok ? sid.value : ''}`, 'sec-fetch-site': 'same-origin', origin };
}

async function signedIn(id: string, seat: Omit<Seat, 'id' | 'account' | 'name'>): Promise<Cookies> {
  const { auth } = server.app.core;
  const link = `${id}-link`.repeat(6);
  await auth.keepAccount({ id, name: id, seats: [{ id: `${id}-seat`, ...seat }] });
  await auth.keepLink({ link, seat: `${id}-seat`, days: 1, reusable: true });
  return cookieOf(link);
}

const opened = async (path: string, headers: Cookies, form?: Readonly<Record<string, string>>) => {
  const sent = form === undefined ? {} : { method: 'POST', body: new URLSearchParams(form) };
  const answer = await fetch(`${server.app.address}${path}`, { headers, redirect: 'manual', ...sent });
  return { status: answer.status, text: await answer.text() };
};
const pathOf = (id: string) => `/people/${people.get(id)}/in-their-place`;
const MOTHER = {
  action: 'let-in',
  name: 'Eva Lund',
  kind: 'birth-certificate',
  reference: 'WXZ 112',
  issued: '2012-06-20',
  ends: '',
};
const SON = { ...MOTHER, name: 'Sam Hale', kind: 'lasting-power', reference: '7000-1234', issued: '2024-01-20' };

/** Who was let in, by the link that the page shows once. */
async function letIn(id: string, form: Readonly<Record<string, string>>): Promise<Cookies> {
  const { status, text } = await opened(pathOf(id), desk, form);
  const link = /sign-in\?link=([\w-]+)/.exec(text)?.[1] ?? '';
  expect([status, link.length > 20], text).toEqual([200, true]);
  return cookieOf(link);
}

async function endsOf(name: string): Promise<Date | null | undefined> {
  const row = await server.app.core.services.store.first<{ readonly ends: Date | null }>(
    sql`select s.ends from auth_seat s join auth_account a on a.id = s.account where a.name = ${name} and s.proxy is not null
      order by s.id desc limit 1`,
  );
  return row?.ends;
}

test('a parent with a birth certificate sees the record, until the child decides; the desk ends it, and it opens nothing', async () => {
  const mother = await letIn('ada', MOTHER);
  expect((await opened('/me', mother)).text).toContain('LUND');
  const birthday = plusMonths(born, 12 * 16);
  expect((await endsOf('Eva Lund'))?.getTime()).toBe(endOfDay(ZONE, plusDays(birthday, -1)));
  const page = (await opened(pathOf('ada'), desk)).text;
  expect(page).toContain('Birth certificate that names the parent WXZ 112');
  expect(page).toContain('Seen by joy');
  const seat = /name="seat" value="([^"]+)"/.exec(page)?.[1] ?? '';
  expect((await opened(pathOf('ada'), desk, { action: 'end', seat, reason: '' })).status).toBe(400);
  expect((await opened(pathOf('hale'), desk, { action: 'end', seat, reason: 'A court ended it.' })).status).toBe(404);
  const elsewhere = await signedIn('ann', { role: 'receptionist', ...AWAY });
  expect((await opened(pathOf('ada'), elsewhere, { action: 'end', seat, reason: 'A court ended it.' })).status).toBe(
    404,
  );
  expect((await opened('/me', mother)).text).toContain('LUND');
  expect((await opened(pathOf('ada'), desk, { action: 'end', seat, reason: 'A court ended it.' })).status).toBe(303);
  expect((await opened('/me', mother)).text).not.toContain('LUND');
  expect((await opened(pathOf('ada'), desk)).text).not.toContain('WXZ 112');
});

test('an attorney sees it until the last day of the document; without one, until it is ended', async () => {
  const last = plusDays(today(), 40);
  const son = await letIn('hale', { ...SON, ends: last });
  expect((await opened('/me', son)).text).toContain('HALE');
  expect((await endsOf('Sam Hale'))?.getTime()).toBe(endOfDay(ZONE, last));
  await letIn('hale', { ...SON, name: 'Ruth Hale' });
  expect(await endsOf('Ruth Hale')).toBeNull();
  const { deciding } = server.app.answers.record;
  const gp = await server.app.core.auth.accessOfSeat({ id: 'g', account: 'g', name: 'Dr Moss', role: 'gp', ...HOME });
  expect(await deciding.of(gp, `Person/${people.get('hale')}`)).toMatchObject({ value: { name: 'HALE, Daniel' } });
});

test.each([
  ['a parent of an adult', 'hale', MOTHER, 'of the age to decide'],
  ['a parent where nobody knows the age', 'cy', MOTHER, 'No whole birth date is recorded'],
  ['a document that has run out', 'hale', { ...SON, ends: '2025-01-01' }, 'has run out'],
  ['a document that nobody knows', 'hale', { ...SON, kind: 'letter' }, 'What was shown: choose the kind of document'],
  ['a document of no kind', 'hale', { ...SON, kind: '' }, 'What was shown: choose the kind of document'],
  ['a document of a day to come', 'hale', { ...SON, issued: '2199-01-01' }, 'Give the day that stands on'],
  ['a document without a number', 'hale', { ...SON, reference: '' }, 'Say what was seen'],
] as const)('refuses %s, and keeps what was typed', async (_, id, form, words) => {
  const { status, text } = await opened(pathOf(id), desk, form);
  expect([status >= 400 && status < 500, text.includes(words), text.includes(`value="${form.name}"`)]).toEqual([
    true,
    true,
    true,
  ]);
});

test('no kind of document is filled in beforehand; one that was chosen stays when something else is refused', async () => {
  const kinds = (text: string) => /<select[^>]*name="kind"[^>]*>.*?<\/select>/s.exec(text)?.[0] ?? '';
  const fresh = kinds((await opened(pathOf('hale'), desk)).text);
  expect(fresh).toMatch(/^<select[^>]* required[^>]*><option value(="")?>Choose…<\/option>/);
  expect(fresh).not.toContain('selected');
  const again = kinds((await opened(pathOf('hale'), desk, { ...SON, reference: '' })).text);
  expect(again).toMatch(
    /<option[^>]*value="lasting-power"[^>]* selected|<option[^>]* selected[^>]*value="lasting-power"/,
  );
});

test('only the desk lets in, and only whom it sees', async () => {
  const nurse = await signedIn('nina', { role: 'practice-nurse', ...HOME });
  expect((await opened(pathOf('hale'), nurse, SON)).status).toBe(403);
  expect((await opened('/people/nobody/in-their-place', desk)).status).toBe(404);
});
