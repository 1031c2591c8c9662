import { typeNumber } from '#fhir';
import { sql } from '#store';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Concord, openConcord, picture } from './concord.ts';

/*
 * Check L7 of the capabilities: a stigmatised condition is cared for as any other. The hospital records HIV for somebody whom three organisations know, in the
 * clinic for long-term conditions that everybody comes to. Nobody learns it who was not chosen to; whoever prescribes is warned; the person reads who looked.
 */
let concord: Concord;
let person: Page;
let own: { readonly person: string; readonly patient: string; readonly family: string };
let feed: Awaited<ReturnType<Concord['system']>>;
let practice: Awaited<ReturnType<Concord['system']>>;
let charity: Awaited<ReturnType<Concord['system']>>;

const HOSPITAL = 'Organization/acute';
const CLINIC = 'Chronic care';
/** Words and codes by which it could be told, in any order of letters. */
const TELLING =
  /\bHIV\b|86406008|antiretroviral|abacavir-?related|ritonavir|immunodeficiency|\bB20\b|sexual health clinic/i;
const HIV = { coding: [{ system: 'http://snomed.info/sct', code: '86406008', display: 'HIV infection' }] };
const LABELLED = { security: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'HIV' }] };

beforeAll(async () => {
  concord = await openConcord();
  person = await concord.as('their own record', '');
  feed = await concord.system('hospital-feed', HOSPITAL);
  practice = await concord.system('practice-feed', 'Organization/practice-1');
  charity = await concord.system('charity-feed', 'Organization/charity');
  own = await whose();
  const subject = { reference: `Patient/${own.patient}` };
  const period = { start: '2026-01-12T09:00:00Z', end: '2026-01-12T09:30:00Z' };
  const visit = { status: 'finished', class: { code: 'AMB' }, type: [{ text: CLINIC }], subject, period };
  const active = { coding: [{ code: 'active' }] };
  await sent('Encounter', 'l7-visit', visit, practice);
  await sent('Encounter', 'l7-hospital', visit);
  const booked = { ...visit, type: [{ text: 'ART clinic, Dr Moss' }], period: { start: '2026-02-12T09:00:00Z' } };
  await sent('Encounter', 'l7-booked', booked, practice);
  await sent('Encounter', 'l7-home', { ...visit, type: [{ text: 'Home visit' }] }, charity);
  await sent('Condition', 'l7-charity', { clinicalStatus: active, code: HIV, subject }, charity);
  await sent('Condition', 'l7-condition', { clinicalStatus: active, code: HIV, subject });
  const medicine = { text: 'Ritonavir 100 mg tablets' };
  await sent('MedicationRequest', 'l7-medicine', {
    meta: LABELLED,
    status: 'active',
    intent: 'order',
    medicationCodeableConcept: medicine,
    subject,
  });
  await sent('AllergyIntolerance', 'l7-allergy', {
    meta: LABELLED,
    clinicalStatus: active,
    code: { text: 'Trimethoprim' },
    patient: subject,
    note: [{ text: 'found in the sexual health clinic' }],
  });
}, 300_000);

afterAll(async () => {
  await concord?.close();
});

/** The hospital's record of the person who signs in as themself. */
async function whose(): Promise<typeof own> {
  const rows = await concord.store.all<{ readonly person: string; readonly id: string; readonly body: string }>(sql`
    select p.person, r.id, r.body from auth_seat s join person_record p on 'Person/' || p.person = s.person
    join resource r on (r.bkt, r.cmp) = (p.bkt, p.cmp) and r.typ = ${typeNumber('Patient')}::smallint
    join organization_key k on k.key = r.org where s.role = 'person' and k.organization = ${HOSPITAL} limit 1`);
  const [row] = rows;
  if (row === undefined) throw new Error('the hospital knows the person of the demonstration');
  const { name = [] } = JSON.parse(row.body) as { readonly name?: readonly { readonly family?: string }[] };
  return { person: row.person, patient: row.id, family: name[0]?.family ?? '' };
}

function headers({ token }: { readonly token: string }) {
  return { authorization: `Bearer ${token}`, 'content-type': 'application/fhir+json' };
}

async function sent(type: string, id: string, fields: object, by = feed): Promise<void> {
  const body = JSON.stringify({ resourceType: type, id, ...fields });
  const answer = await fetch(`${by.base}/${type}/${id}`, { method: 'PUT', headers: headers(by), body });
  expect(answer.status, `${type} ${await answer.text()}`).toBe(201);
}

/** The person's record, opened by a seat, as it reads and as it was sent. */
async function opened(page: Page): Promise<string> {
  await page.goto(`${concord.base}/people/${own.person}`);
  await page.locator('.banner').waitFor();
  return `${await page.locator('main').innerText()} ${await page.content()}`;
}

test('L7: the receptionist sees the clinic that everybody comes to, and nothing of the condition', async () => {
  const clerk = await concord.as('receptionist', 'Elm Tree Surgery');
  const text = await opened(clerk);
  expect(text).toContain(CLINIC);
  expect(text).not.toMatch(TELLING);
  expect(text).not.toContain('Before you prescribe');
  await picture(clerk, 'l7-receptionist');
  for (const path of [`/people?text=${own.family}`, '/measures', '/obligations']) {
    await clerk.goto(`${concord.base}${path}`);
    expect(await clerk.content(), path).not.toMatch(TELLING);
  }
});

test('L7: the person says what it is called to who need not know', async () => {
  await person.goto(`${concord.base}/me/sharing/who-knows`);
  await person.getByLabel('What shall it be called?').fill('my Thursday clinic');
  await person.getByRole('button', { name: 'Call it so' }).click();
  await person.getByText('That is what it is called from now on.').waitFor();
  const clerk = await concord.as('receptionist', 'Elm Tree Surgery');
  const text = await opened(clerk);
  expect(text).toContain('My Thursday clinic');
  expect(text).not.toMatch(TELLING);
  expect(text).not.toMatch(/ART clinic|Dr Moss/);
});

test('L7: the community worker whom the person names knows, and no longer than they say', async () => {
  const worker = await concord.as('community health worker', 'Neighbours Together');
  expect(await opened(worker)).not.toMatch(TELLING);
  await person.goto(`${concord.base}/me/sharing/who-knows`);
  await person.getByLabel('Dev Chandra, Neighbours Together').check();
  await person.getByLabel('HIV', { exact: true }).check();
  await person.getByRole('button', { name: 'They may know' }).click();
  await person.getByText('From now on they may know.').waitFor();
  await picture(person, 'l7-who-knows');
  expect(await opened(worker)).toMatch(/HIV infection/);
  const clerk = await concord.as('receptionist', 'Elm Tree Surgery');
  expect(await opened(clerk)).not.toMatch(TELLING);
  await person.getByRole('button', { name: 'End it for Dev Chandra' }).click();
  await person.getByText('Ended. They are shown it no more.').waitFor();
  expect(await opened(worker)).not.toMatch(TELLING);
});

test('L7: whoever prescribes is warned, in any organisation, of the risk and of nothing else', async () => {
  for (const [who, where] of [
    ['GP', 'Elm Tree Surgery'],
    ['specialist nurse', 'Vale Community'],
  ] as const) {
    const prescriber = await concord.as(who, where);
    const text = await opened(prescriber);
    expect(text, who).toContain('Allergy or intolerance: Trimethoprim.');
    expect(text, who).toContain('Something this person takes interacts severely');
    expect(text, who).not.toMatch(TELLING);
    await picture(prescriber, `l7-${who.replace(' ', '-')}`);
  }
});

test('L7: who recorded it sees it, so that it would be found where it is', async () => {
  const consultant = await concord.as('consultant', 'Vale Hospitals');
  const text = await opened(consultant);
  expect(text).toMatch(TELLING);
  expect(text).not.toContain('Before you prescribe');
});

test('L7: reports and figures for those who do not care for the person never tell it', async () => {
  for (const [who, where, paths] of [
    ['commissioner', 'Vale Integrated', ['/measures', '/obligations', '/agreements']],
    ['programme lead', 'Vale Integrated', ['/measures', '/obligations']],
    ['finance lead', 'Vale Integrated', ['/measures', '/money']],
    ['community health worker', 'Neighbours Together', ['/people', `/people?text=${own.family}`, '/obligations']],
  ] as const) {
    const page = await concord.as(who, where);
    for (const path of paths) {
      await page.goto(`${concord.base}${path}`);
      expect(await page.content(), `${who} ${path}`).not.toMatch(TELLING);
    }
  }
});

test('L7: files, lists, calendars and notices never tell it', async () => {
  for (const [who, where, paths] of [
    [
      'commissioner',
      'Vale Integrated',
      [
        '/api/lists?place=all&kind=identifiable&under=vale-data-sharing%2Fplanning&words=To+plan+podiatry+clinics&format=csv',
        '/fhir/Condition?_count=200',
      ],
    ],
    ['receptionist', 'Elm Tree Surgery', ['/fhir/Condition?_count=200', '/obligations']],
    ['community health worker', 'Neighbours Together', ['/fhir/Condition?_count=200', '/fhir/Encounter?_count=100']],
  ] as const) {
    const page = await concord.as(who, where);
    for (const path of paths) {
      const text = await (await page.request.get(`${concord.base}${path}`)).text();
      expect(text, `${who} ${path}`).not.toMatch(TELLING);
    }
    // What is printed is what is on the screen: there is nothing on a page that only paper shows.
    await page.goto(`${concord.base}/obligations`);
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('body').innerText(), who).not.toMatch(TELLING);
  }
});

/** Of each kind of page so many: lists are long, and their pages alike. */
const PAGES_OF_A_KIND = 3;
const PAGES_MAX = 160;

/** Everything that a seat can get to from its first page and from the person's, by following links: pages, files and calendars. */
async function reached(page: Page): Promise<ReadonlyMap<string, string>> {
  const waiting = ['/', `/people/${own.person}`];
  const kinds = new Map<string, number>();
  const texts = new Map<string, string>();
  for (let path = waiting.shift(); path !== undefined && texts.size < PAGES_MAX; path = waiting.shift()) {
    const kind = path.replace(/[\w.-]*\d[\w.-]*/g, '1').replace(/=[^&]*/g, '=');
    const count = kinds.get(kind) ?? 0;
    if (texts.has(path) || count >= PAGES_OF_A_KIND) continue;
    kinds.set(kind, count + 1);
    const text = await (await page.request.get(`${concord.base}${path}`)).text();
    texts.set(path, text);
    for (const [, href = ''] of text.matchAll(/(?:href|src)="(\/[^"#]*)/g)) {
      if (!/^\/(assets|sign-out|seats|fhir)|\.(js|css|svg|woff2?)$/.test(href))
        waiting.push(href.replaceAll('&amp;', '&'));
    }
  }
  return texts;
}

test('L7: nothing that a clerk can get to by links tells it: each page, printout, file and calendar', async () => {
  const clerk = await concord.as('receptionist', 'Elm Tree Surgery');
  const texts = await reached(clerk);
  expect(texts.size).toBeGreaterThan(20);
  const about = [...texts].filter(([, text]) => text.includes(own.family));
  expect(about.length).toBeGreaterThan(1);
  expect(about.filter(([, text]) => TELLING.test(text)).map(([path]) => path)).toEqual([]);
  // What names nobody may still be sent to somebody: files, calendars and what is due.
  const sent = [...texts].filter(([path, text]) => !text.startsWith('<!') || path.startsWith('/obligations'));
  expect(sent.filter(([, text]) => TELLING.test(text)).map(([path]) => path)).toEqual([]);
});

test('L7: how many come to the common clinic, their wait and the harm done are measures, told without small numbers', async () => {
  for (const [who, where] of [
    ['commissioner', 'Vale Integrated'],
    ['GP', 'Elm Tree Surgery'],
  ] as const) {
    const page = await concord.as(who, where);
    await page.goto(`${concord.base}/measures`);
    await page.getByRole('link', { name: 'The same clinic for everybody' }).click();
    await page.getByRole('heading', { name: 'The same clinic for everybody' }).waitFor();
    const text = await page.locator('main').innerText();
    for (const measured of [
      'HIV or tuberculosis: seen in a year in the clinic that everybody comes to',
      'HIV or tuberculosis: seen within 28 days of asking',
      'Any long-term condition: seen within 28 days of asking',
      'HIV or tuberculosis: a harm by disclosure reported in a year',
    ])
      expect(text, who).toContain(measured);
    await picture(page, `l7-measures-${who}`);
  }
});

test('L7: a harm by disclosure is reported, looked into where it happened, and answered', async () => {
  await person.goto(`${concord.base}/me/harm`);
  await person.getByLabel('Somebody learned of it who should not have').check();
  await person.getByLabel('Where did it happen?').selectOption({ label: 'Elm Tree Surgery' });
  await person.getByLabel('On which day?').fill('2026-01-12');
  await person.getByLabel('What happened?').fill('The clinic was named aloud at the desk.');
  await person.getByRole('button', { name: 'Send the report' }).click();
  await person.getByText('The answer will stand beside your report.').waitFor();
  const lead = await concord.as('information governance', 'Elm Tree Surgery');
  await lead.goto(`${concord.base}/audit`);
  await lead.getByRole('link', { name: 'Somebody learned of it who should not have' }).click();
  await lead.getByText('The clinic was named aloud at the desk.').waitFor();
  await lead.getByLabel('It came from us').check();
  await lead.getByLabel('What the person reads').fill('We were too loud, and are sorry. The desk has moved.');
  await lead.getByRole('button', { name: 'Send the answer' }).click();
  await lead.getByText('The person reads it beside the report.').waitFor();
  await person.goto(`${concord.base}/me/harm`);
  await person.getByText('The desk has moved.').waitFor();
  await picture(person, 'l7-harm');
  const gp = await concord.as('GP', 'Elm Tree Surgery');
  expect(await opened(gp)).not.toContain('named aloud');
});

test('L7: the person reads every look at their record', async () => {
  await person.goto(`${concord.base}/me/access`);
  const text = await person.locator('main').innerText();
  for (const who of ['Elm Tree Surgery', 'Vale Community']) expect(text).toContain(who);
  const look = person.locator('.visit', { hasText: 'Vale Community' }).first();
  await look.getByText('On what basis').click();
  await look.getByText(/article 6\(1\)\(e\)/).waitFor();
  await picture(person, 'l7-who-looked');
});

test('L7: the person chooses which organisation knows, and whether anybody is warned', async () => {
  await person.goto(`${concord.base}/me/sharing`);
  await person.getByLabel('What is to be kept back?').selectOption({ label: 'What is marked HIV' });
  await person.getByLabel('Neighbours Together').check();
  await person.getByRole('button', { name: 'Keep it back' }).click();
  await person.getByText('Kept back. It holds from now on.').waitFor();
  const kept = person.getByRole('region', { name: 'What I keep back now' });
  expect(await kept.innerText()).toContain('Not shown to Neighbours Together');
  const gp = await concord.as('GP', 'Elm Tree Surgery');
  expect(await opened(gp)).toContain('Allergy or intolerance: Trimethoprim.');
  await person.getByText('I do not want these warnings').click();
  await person.getByLabel('I have read this').check();
  await person.getByRole('button', { name: 'Do not warn anybody' }).click();
  await person.getByText('Nobody is warned any more').waitFor();
  expect(await opened(gp)).not.toContain('Before you prescribe');
  await person.getByRole('button', { name: 'Warn them again' }).click();
  await person.getByText('is warned again').waitFor();
  expect(await opened(gp)).toContain('Before you prescribe');
});

test('nothing went wrong behind the screens', () => {
  expect(concord.complaints).toEqual([]);
});
