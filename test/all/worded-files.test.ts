import { dayIn, plusDays } from '#base';
import { typeNumber } from '#fhir';
import { sql } from '#store';
import { type Demonstrated, startDemonstration } from '#testing/server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readable } from './readable.ts';

/**
 * What leaves as a file never has the words of the record in which a stigmatised condition is told, whoever takes it: each seat of the
 * demonstration follows the links of the pages that offer files, and every file that it comes to is opened and read. The wording of its people is on
 * everything that is kept of them: what they came for, what was asked, promised, booked, found.
 */
let server: Demonstrated;
const PRACTICE = 'Organization/practice-1';
const TOLD = 'Zyxwor';
const WORDS = `HIV clinic, Dr ${TOLD}`;
/** Who examines feet and is paid for it by what was agreed. */
const TRUST = 'Organization/community';
const FEET = { system: 'http://snomed.info/sct', code: '401191002' };
const PEOPLE_MAX = 60;

beforeAll(async () => {
  server = await startDemonstration();
  await plant(PRACTICE, planted);
  await plant(TRUST, paidFor);
  await server.app.caughtUp();
}, 300_000);
afterAll(() => server?.close());

/** Of some people of an organisation, as its own system sends it. */
async function plant(organization: string, made: (reference: string) => readonly Resource[]): Promise<void> {
  const token = await server.tokenFor(`${organization.replace('/', '-')}-feed`, organization);
  const people = await server.app.core.services.store.all<{ readonly id: string }>(sql`
    select r.id from resource r join organization_key k on k.key = r.org
    where k.organization = ${organization} and r.typ = ${typeNumber('Patient')}::smallint order by r.id limit ${PEOPLE_MAX}`);
  expect(people.length).toBeGreaterThan(20);
  const entry = people
    .flatMap(({ id }) => made(`Patient/${id}`))
    .map((resource) => ({ resource, ...posted(resource) }));
  const answer = await fetch(server.base, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/fhir+json' },
    body: JSON.stringify({ resourceType: 'Bundle', type: 'transaction', entry }),
  });
  expect(answer.status, await answer.text()).toBe(200);
}

/** What is charged, item by item, and so ends in what a bank is sent. */
function paidFor(reference: string): readonly Resource[] {
  const performedDateTime = new Date(Date.now() - 2 * 86_400_000).toISOString().slice(0, 10);
  const code = { coding: [FEET], text: WORDS };
  const done = { resourceType: 'Procedure', status: 'completed', code, reasonCode: [{ text: WORDS }] };
  return [{ ...done, subject: { reference }, performedDateTime, note: [{ text: WORDS }] }];
}

type Resource = Readonly<Record<string, unknown>> & { readonly resourceType: string };

function posted({ resourceType }: Resource) {
  return { request: { method: 'POST', url: resourceType } };
}

/** Texts alone: what is coded carries a label, and is kept back whole. */
function planted(reference: string): readonly Resource[] {
  const subject = { reference };
  const said = { text: WORDS };
  const at = '2026-10-05T09:00:00Z';
  const active = { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-clinical', code: 'active' }] };
  const asked = { status: 'active', intent: 'order', subject, authoredOn: at };
  return [
    {
      resourceType: 'Encounter',
      status: 'finished',
      class: { code: 'AMB' },
      type: [said],
      reasonCode: [said],
      subject,
      period: { start: at },
    },
    {
      resourceType: 'Appointment',
      status: 'booked',
      description: WORDS,
      start: '2027-01-05T09:00:00Z',
      end: '2027-01-05T09:20:00Z',
      participant: [{ actor: subject, status: 'accepted' }],
    },
    { resourceType: 'Condition', clinicalStatus: active, code: said, subject, onsetDateTime: at },
    { resourceType: 'ServiceRequest', ...asked, code: said, reasonCode: [said] },
    { resourceType: 'MedicationRequest', ...asked, medicationCodeableConcept: said },
    {
      resourceType: 'Task',
      status: 'requested',
      intent: 'order',
      description: WORDS,
      code: said,
      for: subject,
      authoredOn: at,
    },
    { resourceType: 'Observation', status: 'final', code: said, valueString: WORDS, subject, effectiveDateTime: at },
    { resourceType: 'Procedure', status: 'completed', code: said, subject, performedDateTime: at },
    { resourceType: 'CarePlan', status: 'active', intent: 'plan', title: WORDS, description: WORDS, subject },
    { resourceType: 'Goal', lifecycleStatus: 'active', description: said, subject },
    { resourceType: 'Flag', status: 'active', code: said, subject },
  ];
}

type Seat = { readonly who: string; readonly cookie: string };
type Fetched = { readonly path: string; readonly type: string; readonly file: boolean; readonly bytes: Buffer };

async function signIn({ who, organization, address }: Demonstrated['links'][number]): Promise<Seat> {
  const answer = await fetch(address, { redirect: 'manual' });
  const cookie = answer.headers
    .getSetCookie()
    .find((one) => one.startsWith('concord-sid='))
    ?.split(';')[0];
  if (cookie === undefined) throw new Error(`${who} cannot sign in: ${answer.status}`);
  return { who: `${who} of ${organization}`, cookie };
}

async function fetched({ cookie }: Seat, path: string): Promise<Fetched> {
  const answer = await fetch(`${server.app.address}${path}`, { headers: { cookie, 'sec-fetch-site': 'same-origin' } });
  const type = answer.headers.get('content-type') ?? '';
  const file = answer.ok && (answer.headers.has('content-disposition') || !/text\/html|application\/json/.test(type));
  return { path, type, file, bytes: Buffer.from(await answer.arrayBuffer()) };
}

const OF_A_KIND = 2;
const FETCHED_MAX = 80;
const LISTS = ['identifiable', 'pseudonymised', 'anonymised'].flatMap((kind) =>
  ['csv', 'xlsx'].map(
    (format) =>
      `/api/lists?place=all&kind=${kind}&under=vale-data-sharing%2Fplanning&words=To+plan+clinics&format=${format}`,
  ),
);
/** Where pages stand that offer files, and what they lead to. */
const BEGIN = ['/measures', '/measures/visit-pack', '/monthly-reports', '/board-report', '/money', '/money/grants'];
const FOLLOWED = /^\/(measures|monthly-reports|board-report|money|api)\b/;

/** What a seat gets to by links from the pages that offer files, so many of each kind of address. */
async function reached(seat: Seat): Promise<readonly Fetched[]> {
  const waiting = [...LISTS, ...BEGIN];
  const kinds = new Map<string, number>();
  const found = new Map<string, Fetched>();
  for (let path = waiting.shift(); path !== undefined && found.size < FETCHED_MAX; path = waiting.shift()) {
    const kind = path
      .replace(/[?#].*?(format=\w+)?$/, '$1')
      .replace(/\/[^/]*\d[^/]*/g, '/1')
      .replace(/(?<=\/pools\/|\/money\/)[\w-]+\/[\w-]+/, 'pool');
    const count = kinds.get(kind) ?? 0;
    if (found.has(path) || (count >= OF_A_KIND && !LISTS.includes(path))) continue;
    kinds.set(kind, count + 1);
    const one = await fetched(seat, path);
    found.set(path, one);
    if (!one.type.includes('text/html')) continue;
    const links = [...one.bytes.toString('utf8').matchAll(/href="(\/[^"#]*)/g)].map(([, href = '']) => href);
    // Files first, and the pages that have nothing but files, so that many pages never crowd them out.
    for (const href of links.map((each) => each.replaceAll('&amp;', '&')).filter((each) => FOLLOWED.test(each)))
      if (/^\/api\/|\/books$/.test(href)) waiting.unshift(href);
      else waiting.push(href);
  }
  return [...found.values()];
}

/** What the addresses of files that have to be met look like. */
const KINDS: Readonly<Record<string, RegExp>> = {
  'figures as CSV': /^\/api\/figures.*format=csv/,
  'figures as a workbook': /^\/api\/figures.*format=xlsx/,
  'figures as NDJSON': /^\/api\/figures.*format=ndjson/,
  'a list of people as CSV': /^\/api\/lists.*format=csv/,
  'a list of people as a workbook': /^\/api\/lists.*format=xlsx/,
  'a visit pack': /^\/api\/visit-packs\/.*\/file/,
  'a board report': /^\/api\/board-packs\/.*\/file/,
  'the entries of a pool': /^\/api\/money\/pools\/.*\/export\/csv/,
  'a pool as a workbook': /^\/api\/money\/pools\/.*\/export\/xlsx/,
  'what a partner enters in its books': /^\/api\/money\/pools\/.*\/books\/\w+/,
  'a return to a funder': /^\/api\/money\/grants\/.*\/return\/\w+/,
  'a monthly report': /^\/api\/monthly-reports\/.*\/file/,
};

test('a file is read as whoever opens it reads it', async () => {
  const [first] = server.links;
  if (!first) throw new Error('nobody is in the demonstration');
  const gp = server.links.find(({ who }) => who.includes('GP')) ?? first;
  const files = (await reached(await signIn(gp))).filter(({ file }) => file);
  const pack = files.find(({ path }) => KINDS['a visit pack']?.test(path));
  const book = files.find(({ path }) => KINDS['figures as a workbook']?.test(path));
  expect(pack && readable(pack).replace(/\s+/g, ' ')).toContain('Visit to');
  expect(book && readable(book)).toContain('<sheet');
});

const attribute = (tag: string, name: string): string =>
  (new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1] ?? '').replaceAll('&amp;', '&').replaceAll('&quot;', '"');

/** Sends a form of a page as it stands there, with what is said beside; where it leads to, or undefined where the page has no such form. */
async function sent(seat: Seat, path: string, action: string, more: Readonly<Record<string, string>> = {}) {
  const html = (await fetched(seat, path)).bytes.toString('utf8');
  const form = html.split('<form').find((one) => one.includes(`value="${action}"`));
  if (form === undefined) return undefined;
  const fields = new URLSearchParams();
  for (const [tag] of form.split('</form>')[0]?.matchAll(/<input[^>]*>/g) ?? [])
    if (!/type="(checkbox|radio)"/.test(tag) || / checked/.test(tag))
      fields.append(attribute(tag, 'name'), attribute(tag, 'value'));
  for (const [name, value] of Object.entries(more)) fields.set(name, value);
  const answer = await fetch(`${server.app.address}${path}`, {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie: seat.cookie, 'sec-fetch-site': 'same-origin' },
    body: fields,
  });
  const to = answer.headers.get('location');
  if (to === null) throw new Error(`${path} did not take ${action}: ${answer.status} ${await answer.text()}`);
  return to;
}

/** Every address of a kind that a page leads to. */
async function leads(seat: Seat, path: string, kind: RegExp): Promise<readonly string[]> {
  const html = (await fetched(seat, path)).bytes.toString('utf8');
  const all = [...html.matchAll(/href="(\/[^"#]*)/g)].map(([, href = '']) => href.replaceAll('&amp;', '&'));
  return [...new Set(all)].filter((href) => kind.test(href));
}

/** The first that a search finds, one after the other. */
async function firstOf<T, Found>(all: readonly T[], find: (one: T) => Promise<Found | undefined>): Promise<Found> {
  for (const one of all) {
    const found = await find(one);
    if (found !== undefined) return found;
  }
  throw new Error('the demonstration has none');
}

const seatsNamed = async (who: RegExp): Promise<readonly Seat[]> =>
  Promise.all(server.links.filter((link) => who.test(link.who)).map(signIn));

beforeAll(async () => {
  // What was never submitted is in no file: the first month that somebody may submit.
  await firstOf(await seatsNamed(/./), async (seat) => {
    for (const path of await leads(seat, '/monthly-reports', /^\/monthly-reports\/./)) {
      const to = await sent(seat, path, 'submit');
      if (to !== undefined) return to;
    }
    return undefined;
  });
}, 300_000);

const IBANS = ['GB29NWBK60161331926819', 'GB82WEST12345698765432', 'GB94BARC10201530093459'];

let settled = '';

/** What was planted is charged, accepted, settled and signed by all, over the pages on which it is done. */
beforeAll(async () => {
  const accountants = server.links.filter(({ who }) => who.includes('finance lead'));
  expect(accountants.length).toBe(IBANS.length);
  const [board, , trust] = await Promise.all(
    ['Vale Integrated Care Board', 'Vale County Council', 'Vale Community NHS Trust'].map(async (name) => {
      const link = accountants.find(({ organization }) => organization === name);
      if (link === undefined) throw new Error(`${name} has no finance lead`);
      return signIn(link);
    }),
  );
  if (!board || !trust) throw new Error('nobody pays');
  await sent(trust, '/money/charges', 'propose');
  for (const path of await leads(board, '/money/charges', /^\/money\/charges\/\d+$/)) await sent(board, path, 'accept');
  for (const [at, link] of accountants.entries()) {
    const lead = await signIn(link);
    await sent(lead, '/money/settlements', 'account', { holder: link.organization, iban: IBANS[at] ?? '' });
    const second = server.links.find(
      ({ organization, who }) => organization === link.organization && who.includes('signatory'),
    );
    if (second) await sent(await signIn(second), '/money/settlements', 'confirm');
  }
  const { zone, now } = server.app.core.services;
  const until = plusDays(dayIn(zone, now()), -1);
  const instrument = 'vale-pooled-fund';
  const settlement = await sent(board, '/money/settlements', 'propose', { instrument, until });
  if (settlement === undefined) throw new Error('nothing can be settled');
  [settled = ''] = settlement.split('?');
  for (const link of accountants) await sent(await signIn(link), settled, 'sign');
  const { store } = server.app.core.services;
  const told = await store.first<{ readonly count: number }>(sql`
    select count(*)::int as count from money_charge_item i join resource r on (r.typ, r.id) = (i.typ, i.id)
    join money_charge c on c.id = i.charge where i.state = 'accepted' and r.body::text like ${`%${TOLD}%`}`);
  expect(told?.count).toBeGreaterThan(20);
}, 300_000);

test('what a bank is sent tells nothing of what is paid for', async () => {
  const read: Fetched[] = [];
  for (const seat of await seatsNamed(/finance lead/)) {
    const page = await fetched(seat, settled);
    const [file] = await leads(seat, settled, /^\/api\/money\/settlements\/\d+\/payments$/);
    read.push(page, ...(file === undefined ? [] : [await fetched(seat, file)]));
  }
  expect(read.filter((one) => readable(one).includes('<CstmrCdtTrfInitn>')).length).toBeGreaterThan(0);
  expect(read.filter((one) => readable(one).includes(TOLD)).map(({ path }) => path)).toEqual([]);
}, 300_000);

test('letters that are printed for people say nothing of it', async () => {
  const to = await firstOf(await seatsNamed(/GP|nurse/), async (seat) => {
    for (const list of await leads(seat, '/measures', /^\/measures\/[^/]+\/people/)) {
      const [form] = await leads(seat, list, /^\/measures\/[^/]+\/recall/);
      const made = form === undefined ? undefined : await sent(seat, form, 'send');
      if (made !== undefined) return { seat, made };
    }
    return undefined;
  });
  const page = (await fetched(to.seat, `${to.made}/letters`)).bytes.toString('utf8');
  expect(page.split('Dear ').length).toBeGreaterThan(1);
  expect(page).not.toContain(TOLD);
}, 300_000);

test('no file that any seat of the demonstration can take tells it', async () => {
  const met = new Set<string>();
  const telling: string[] = [];
  for (const link of server.links) {
    const seat = await signIn(link);
    for (const one of (await reached(seat)).filter(({ file }) => file)) {
      for (const [name, kind] of Object.entries(KINDS)) if (kind.test(one.path)) met.add(name);
      if (readable(one).includes(TOLD)) telling.push(`${seat.who}: ${one.path}`);
    }
  }
  expect(telling).toEqual([]);
  expect(Object.keys(KINDS).filter((name) => !met.has(name))).toEqual([]);
}, 600_000);

/** Last, since a seat ends by it. */
test('what is handed over by whoever leaves says nothing of it to whoever follows', async () => {
  // Whoever leaves cannot sign in again, and is refused the page.
  const readers = await seatsNamed(/./);
  const to = await firstOf(await seatsNamed(/manager|governance/), async (seat) => {
    for (const path of await leads(seat, '/staff', /^\/leaving\/of\//)) {
      const html = (await fetched(seat, path)).bytes.toString('utf8');
      const choice = /<select[^>]*name="all"[^>]*>(.*?)<\/select>/s.exec(html)?.[1] ?? '';
      const all = [...choice.matchAll(/<option[^>]*value="([^"]+)"/g)][0]?.[1];
      const made = all === undefined ? undefined : await sent(seat, path, 'leave', { all });
      if (made !== undefined) return made;
    }
    return undefined;
  });
  const packs = await Promise.all(readers.map((seat) => fetched(seat, to)));
  const read = packs.map(({ bytes }) => bytes.toString('utf8')).filter((html) => html.includes('Handed over by'));
  expect(read.length).toBeGreaterThan(0);
  expect(read.filter((html) => html.includes(TOLD))).toEqual([]);
}, 300_000);
