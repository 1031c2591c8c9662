import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Access } from '#agreement';
import type { Seat } from '#auth';
import { dayIn, plusDays, plusMonths } from '#base';
import type { Outcome } from '#fhir';
import { compartmentOf } from '#repository';
import { sql } from '#store';
import { startTestServer, type TestServer } from '#testing/server';
import type { RecordJoint } from '../record.ts';
import type { ProtectionAnswers } from './contract.ts';

/*
 * Mr Hale's son Sam has a power in law and sits in his place; his daughter Ruth is a carer. Sam is a nurse of the surgery too. The doctor fears that
 * Sam is forcing his father. Everything runs as in the program.
 */
const HOME = { organization: 'Organization/test', organizationName: 'Test Surgery' };
const ZONE = 'Europe/London';
type Cookies = Readonly<Record<string, string>>;

let server: TestServer;
let notes: ProtectionAnswers;
let person: string;
let gp: Access;
let nurse: Access;
let colleague: Access;
let own: Cookies;
let sam: Cookies;
let samAtWork: Cookies;

beforeAll(async () => {
  server = await startTestServer();
  const { app } = server;
  ({ protection: notes } = app.core.services.answers['record'] as RecordJoint);
  const answer = await fetch(`${server.base}/Patient/hale`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${server.token}`, 'content-type': 'application/fhir+json' },
    body: JSON.stringify({ resourceType: 'Patient', id: 'hale', name: [{ family: 'Hale' }], birthDate: '1941-03-02' }),
  });
  expect(answer.status).toBe(201);
  do await app.caughtUp();
  while ((await app.core.feed.behind('record', 1)) > 0);
  const { ports, store } = app.core.services;
  const home = compartmentOf('Patient/hale');
  const [row] = await ports.persons.of(store, [home]);
  person = `Person/${row?.person ?? ''}`;
  const self = { role: 'person', person, ...HOME } as const;
  own = await signedIn('hale', 'Mr Hale', self);
  sam = await signedIn('sam', 'Sam Hale', { ...self, proxy: 'attorney' });
  await signedIn('ruth', 'Ruth Hale', { ...self, proxy: 'carer' });
  samAtWork = await signedIn('sam-at-work', 'Sam Hale', { role: 'practice-nurse', ...HOME });
  await signedIn('moss', 'Dr Moss', { role: 'gp', ...HOME });
  await signedIn('ines', 'Ines Otieno', { role: 'practice-nurse', ...HOME });
  await signedIn('noor', 'Noor Haddad', { role: 'gp', ...HOME });
  gp = await seat('moss', 'Dr Moss', 'gp');
  colleague = await seat('noor', 'Noor Haddad', 'gp');
  nurse = await seat('sam-at-work', 'Sam Hale', 'practice-nurse');
  // Found before: he cannot decide about sharing, so that whoever has the power does.
  await store.run(sql`insert into record_capacity (id, bkt, cmp, organization, decision, able, found, found_by, at, entered_by)
    values ('c1', ${home.bkt}, ${home.cmp}, ${gp.organization}, 'sharing', false, '2026-01-05', 'Dr Lund', now(), 'Dr Lund')`);
});
afterAll(() => server?.close());

async function signedIn(id: string, name: string, seat: Omit<Seat, 'id' | 'account' | 'name'>): Promise<Cookies> {
  const { auth } = server.app.core;
  await auth.keepAccount({ id, name, seats: [{ id: `${id}-seat`, ...seat }] });
  await auth.keepLink({ link: linkOf(id), seat: `${id}-seat`, days: 1, reusable: true });
  const sid = await auth.signIn(linkOf(id));
  const { origin } = new URL(server.base);
  return { cookie: `concord-sid=${sid.ok ? sid.value : ''}`, 'sec-fetch-site': 'same-origin', origin };
}
const seat = (account: string, name: string, role: Seat['role']) =>
  server.app.core.auth.accessOfSeat({ id: `${account}-seat`, account, name, role, ...HOME });
const linkOf = (id: string) => `${id}-link`.repeat(6);

const opened = async (path: string, headers: Cookies, form?: Readonly<Record<string, string>>) => {
  const sent = form === undefined ? {} : { method: 'POST', body: new URLSearchParams(form) };
  const answer = await fetch(`${server.app.address}${path}`, { headers, redirect: 'manual', ...sent });
  return { status: answer.status, text: await answer.text() };
};
const code = (outcome: Outcome<unknown>) => (outcome.ok ? 'accepted' : outcome.refusals[0].code);
function value<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`${outcome.refusals[0].code}: ${outcome.refusals[0].text}`);
  return outcome.value;
}
const today = () => dayIn(ZONE, Date.now());
const wish = () => ({
  account: 'sam',
  name: '',
  words: 'He fell silent whenever Sam came in, and signed what Sam laid before him.',
  again: plusDays(today(), 20),
});
const over = { goesOn: false, again: '', words: 'Sam lives abroad and visits no more.' };
const inside = async () => (await opened('/me', sam)).text.includes('HALE');

const OWN_PAGES = ['/me', '/me/decides', '/me/sharing', '/me/requests', '/account', '/obligations', '/me/forms'];
/** What two looks at one page differ by although nothing happened between them. */
const steady = (text: string) => text.replace(/nonce="[^"]*"|\d\d:\d\d(:\d\d)?|Last used [^<]*/g, '');
const ownPages = async () =>
  Promise.all(OWN_PAGES.map(async (path) => [path, steady((await opened(path, own)).text)] as const));

test('whom a note names is out at once, as one whose seat has ended, and the person’s own pages stay as they were', async () => {
  expect(await inside()).toBe(true);
  const before = await ownPages();
  const id = value(await notes.suspect(gp, person, wish()));
  expect(await inside()).toBe(false);
  expect((await opened('/me', sam)).text).toBe((await opened('/me', { ...sam, cookie: 'concord-sid=ended' })).text);
  expect(code(await server.app.core.auth.signIn(linkOf('sam')))).toBe('auth.link');
  expect(await server.app.core.auth.seats('sam')).toEqual([]);
  expect(await ownPages()).toEqual(before);
  const decided = before.find(([path]) => path === '/me/decides')?.[1];
  expect(decided).toContain('so Sam Hale decides, as attorney');
  const looked = (await opened('/me/access', own)).text;
  expect(looked).not.toMatch(/note|protect|forc/i);
  // Whom nobody suspects sees what they saw.
  expect(await server.app.core.auth.seats('ruth')).toHaveLength(1);
  // To staff who protect people, he decides no more.
  const { deciding } = server.app.answers.record;
  const sharing = value(await deciding.of(gp, person)).matters.find((one) => one.id === 'sharing');
  expect(sharing).toMatchObject({ who: 'best-interests' });
  value(await notes.lookAgain(colleague, id, over));
  expect(await inside()).toBe(true);
});

test('nor is it there for them at work: not on the page, among what is due, in a calendar, in the API', async () => {
  const path = `/people/${person.slice('Person/'.length)}/protection`;
  const before = steady((await opened(path, samAtWork)).text);
  const { obligations } = server.app.core;
  const calendar = async (of: Access) => {
    const address = value(await obligations.feeds.make(of));
    return (await fetch(`${server.app.address}/calendar/${address}.ics`)).text();
  };
  const listed = async (of: Access) => (await obligations.owedBy(of)).items.map(({ kind }) => kind);
  // Written by another nurse, so that what is due is owed by his own role.
  const other = await seat('ines', 'Ines Otieno', 'practice-nurse');
  const id = value(await notes.suspect(other, person, wish()));
  expect(await listed(other)).toContain('protection-note');
  expect(await calendar(other)).toMatch(/SUMMARY:/);
  expect(value(await notes.of(other, person)).suspicions.map(({ name }) => name)).toEqual(['Sam Hale']);
  expect(value(await notes.of(nurse, person))).toMatchObject({ suspicions: [] });
  expect(code(await notes.one(nurse, id))).toBe('record.no-note');
  expect(code(await notes.one(nurse, 'nothing'))).toBe('record.no-note');
  expect(await listed(nurse)).not.toContain('protection-note');
  expect(await calendar(nurse)).not.toMatch(/SUMMARY:/);
  const all = await obligations.owedBy(other);
  const due = all.items.find(({ kind }) => kind === 'protection-note');
  expect(due).toMatchObject({ title: 'Look again at a note on protecting somebody', page: `/protection/${id}` });
  expect(JSON.stringify(due)).not.toMatch(/Hale|forc/);
  expect(code(await obligations.one(nurse, due?.id ?? ''))).toBe(code(await obligations.one(nurse, 'nothing')));
  expect(steady((await opened(path, samAtWork)).text)).toBe(before);
  expect((await opened(`/protection/${id}`, samAtWork)).status).toBe(404);
  for (const found of ['AuditEvent?_count=500', '?_type=Task,Flag,AuditEvent', 'Flag', 'Task']) {
    expect((await opened(`/fhir/${found}`, samAtWork)).text).not.toMatch(/keep-note|look-at-note|protection|forcing/);
  }
  const { deciding } = server.app.answers.record;
  const sharing = value(await deciding.of(nurse, person)).matters.find((one) => one.id === 'sharing');
  expect(sharing?.why).toContain('so Sam Hale decides, as attorney');
  value(await notes.lookAgain(gp, id, over));
});

test('it is in the log without the person, looked at again by its day, and goes on until somebody says that it is over', async () => {
  const { store, obligations } = { ...server.app.core.services, ...server.app.core };
  const first = wish();
  const id = value(await notes.suspect(gp, person, first));
  const lines = await store.all<object>(
    sql`select principal, person, cmp from audit where action = 'keep-note' and query = ${id}`,
  );
  expect(lines).toEqual([{ principal: 'account/moss', person: null, cmp: null }]);
  const due = async () =>
    (await obligations.owedBy(gp)).items.filter(({ page }) => page === `/protection/${id}`).map(({ dueDay }) => dueDay);
  expect(await due()).toEqual([first.again]);
  const on = { goesOn: true, again: plusDays(today(), 30), words: 'He is still afraid when Sam is named.' };
  value(await notes.lookAgain(colleague, id, on));
  expect(await due()).toEqual([on.again]);
  expect(await inside()).toBe(false);
  const shown = value(await notes.of(gp, person)).suspicions;
  expect(shown).toMatchObject([{ again: on.again, looks: [{ by: 'Noor Haddad', words: on.words }] }]);
  value(await notes.lookAgain(gp, id, over));
  expect(await due()).toEqual([]);
  expect(code(await notes.lookAgain(gp, id, over))).toBe('record.no-note');
  expect(await inside()).toBe(true);
});

test('somebody known by name alone is kept out when they are let in later', async () => {
  const id = value(await notes.suspect(gp, person, { ...wish(), account: '', name: 'tom hale' }));
  const seat = { role: 'person', person, proxy: 'carer', ...HOME } as const;
  await server.app.core.auth.keepAccount({ id: 'tom', name: 'Tom Hale', seats: [{ id: 'tom-seat', ...seat }] });
  expect(await server.app.core.auth.seats('tom')).toEqual([]);
  value(await notes.lookAgain(gp, id, over));
  expect(await server.app.core.auth.seats('tom')).toHaveLength(1);
});

test('refuses by name', async () => {
  const tried = async (one: object, access = gp) => code(await notes.suspect(access, person, { ...wish(), ...one }));
  expect(await tried({ account: '', name: 'x' })).toBe('record.protection-who');
  expect(await tried({}, nurse)).toBe('record.protection-who');
  expect(await tried({ words: 'odd' })).toBe('record.protection-words');
  expect(await tried({ again: today() })).toBe('record.protection-day');
  expect(await tried({ again: plusDays(plusMonths(today(), 3), 2) })).toBe('record.protection-day');
  expect(await tried({}, { ...gp, role: 'receptionist' })).toBe('record.not-a-protector');
  expect(code(await notes.of(gp, 'Person/nobody'))).toBe('record.no-person');
});

test('on the page a note is written, looked at again and ended', async () => {
  const doctor = await signedIn('moss', 'Dr Moss', { role: 'gp', ...HOME });
  const path = `/people/${person.slice('Person/'.length)}/protection`;
  const refused = await opened(path, doctor, { action: 'suspect', ...wish(), words: 'odd' });
  expect([refused.status, refused.text.includes('Write what you saw or heard')]).toEqual([400, true]);
  expect((await opened(path, doctor, { action: 'suspect', ...wish() })).status).toBe(303);
  const note = /href="(\/protection\/[^"]+)"/.exec((await opened(path, doctor)).text)?.[1] ?? '';
  expect((await opened(note, doctor)).text).toContain('He fell silent whenever');
  expect((await opened(note, doctor, { action: 'look', goes: 'over', words: over.words })).status).toBe(303);
  expect((await opened(path, doctor)).text).not.toContain('He fell silent whenever');
});
