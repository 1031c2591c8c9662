import { TOTP } from 'otpauth';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addressToBegin } from '#app';
import { startTestServer, type TestServer } from '#testing/server';
import { openBrowser, type OpenBrowser } from './browser.ts';
import { picture } from './concord.ts';
import { acceptPapers } from './papers.ts';

/** Journey S1: an installation that nobody uses becomes a partnership whose agreement runs. */
let server: TestServer;
let opened: OpenBrowser;
let lead: Page;
const complaints: string[] = [];

const HOST = 'Thames Vale Care Board';
const TRUST = 'Riverside Hospital';
const PRACTICE = 'Elm Tree Surgery';
const PARTNERS = [
  [TRUST, 'RTH', 'Acute trust', 'Sam Adeyemi'],
  ['County Council', 'E10', 'Local authority', 'Owen Pugh'],
  [PRACTICE, 'K84001', 'General practice', 'Ines Duarte'],
] as const;

/** Yesterday: past in every zone. */
const LOOKED_UP = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);

beforeAll(async () => {
  server = await startTestServer();
  opened = await openBrowser();
}, 120_000);

afterAll(async () => {
  await opened?.close();
  await server?.close();
});

const leads = new Map<string, Page>();

test('S1: the first person begins the partnership and is its lead', async () => {
  lead = await fresh();
  await lead.goto((await addressToBegin(server.app.core, server.app.address)) ?? '');
  await lead.getByLabel('Name of the partnership').fill('Thames Vale');
  await lead.getByLabel('The organisation that hosts it').fill(HOST);
  await lead.getByLabel('Its code').fill('QU9');
  await lead.getByLabel('Your name').fill('Sian Rees');
  await lead.getByRole('button', { name: 'Begin' }).click();
  await protect(lead);
  await lead.getByRole('heading', { name: 'Thames Vale' }).waitFor();
  leads.set(HOST, lead);
  await picture(lead, 's1-begun');
}, 60_000);

test('S1: organisations are put on the list, and each accepts by its own link', async () => {
  for (const [name, code, kind, person] of PARTNERS) {
    await lead.getByLabel('Name', { exact: true }).fill(name);
    await lead.getByLabel('Code', { exact: true }).fill(code);
    await lead.getByLabel('What it is in law').selectOption({ label: kind });
    if (name === TRUST) await lead.getByLabel('Looked up in the register on').fill(LOOKED_UP);
    await lead.getByLabel('Who does the first steps there').fill(person);
    await lead.getByRole('button', { name: 'Put it on the list' }).click();
    const said = await lead.locator('.said', { hasText: `${name} is on the list` }).innerText();
    const page = await fresh();
    await page.goto(/https?:\S+/.exec(said)?.[0] ?? '');
    await protect(page);
    await page.getByRole('heading', { name: 'Thames Vale' }).waitFor();
    leads.set(name, page);
  }
  await picture(lead, 's1-partners');
}, 120_000);

test('S1: which organisation of the register each is, is said by itself or by the host, and who has not said it owes it', async () => {
  const rowOf = (page: Page, name: string) => page.locator('[data-row]', { hasText: name });
  expect(await rowOf(lead, TRUST).innerText()).toMatch(/ODS code \w+, looked up in the Organisation Data Service/);
  expect(await rowOf(lead, HOST).innerText()).toContain('no ODS code yet');
  for (const [code, answer] of [
    ['QU 9', 'is no such code'],
    ['qu9', 'Kept, with who says so and when.'],
  ] as const) {
    await rowOf(lead, HOST).locator('summary').click();
    await rowOf(lead, HOST).getByLabel('ODS code').fill(code);
    await rowOf(lead, HOST).getByLabel('Looked up on').fill(LOOKED_UP);
    await rowOf(lead, HOST).getByRole('button', { name: 'Say it' }).click();
    await lead.getByText(answer).waitFor();
    await lead.goto(`${server.app.address}/partnership`);
  }
  expect(await rowOf(lead, HOST).innerText()).toContain('ODS code QU9');
  const council = leads.get('County Council') as Page;
  await council.goto(`${server.app.address}/obligations`);
  await council.getByText('Look up the ODS code of County Council and say it').first().waitFor();
  await council.goto(`${server.app.address}/partnership`);
  await picture(lead, 's1-codes');
}, 60_000);

const signatories = new Map<string, Page>();

test('S1: each organisation invites whoever signs for it', async () => {
  for (const [organization, page] of leads) signatories.set(organization, await invited(page, 'Signatory'));
  expect(signatories.size).toBe(4);
}, 120_000);

test('S1: an agreement is written from nothing: what lacks is named until nothing does', async () => {
  await lead.goto(`${server.app.address}/drafts`);
  await lead.getByLabel('Title').fill('Thames Vale data-sharing agreement');
  await lead.getByRole('button', { name: 'Begin' }).click();
  await lead.getByRole('link', { name: 'Title, parties and days' }).first().click();
  for (const box of await lead.locator('input[name=party]').all()) await box.check();
  await lead.getByLabel('Whom it is about').fill('everybody registered with a practice of Thames Vale');
  await lead.getByRole('button', { name: 'Done' }).click();
  await lead.getByText('Kept.').waitFor();
  for (let wordless = await emptyParagraphs(); wordless > 0; wordless = await emptyParagraphs()) {
    await lead.locator('.draft-row', { hasText: 'No words yet' }).first().locator('h3 a').click();
    await lead.getByLabel('Words').fill('The parties agree what is written here, and what Concord says beside it.');
    await lead.getByRole('button', { name: 'Done' }).click();
    await lead.getByText('Kept.').waitFor();
  }
  await lead.getByLabel('What carries out paragraph 1', { exact: true }).selectOption({ label: 'Who sees what' });
  await lead.getByRole('button', { name: 'Add a part to paragraph 1' }).click();
  await lead.getByRole('heading', { name: 'Who sees what' }).waitFor();
  for (const box of ['Names and contact details', 'Problems', 'Results', 'Consultant', 'GP', 'They hold a record of'])
    await lead.getByLabel(box, { exact: true }).check();
  for (const who of await lead.getByLabel('All partners of this agreement').all()) await who.check();
  await lead.getByLabel('For which purpose').selectOption({ label: 'Giving care' });
  await lead.getByRole('button', { name: 'Done' }).click();
  await lead.getByText('Kept.').waitFor();
  expect(await lead.locator('main').innerText()).toContain('nothing says how people are told');
  await lead.getByLabel('What carries out paragraph 6', { exact: true }).selectOption({ label: 'How people are told' });
  await lead.getByRole('button', { name: 'Add a part to paragraph 6' }).click();
  await lead.getByLabel('Nothing is shared before').fill(new Date().toISOString().slice(0, 10));
  await lead.getByLabel('How people are told').fill('A letter to every household.');
  await lead.getByRole('button', { name: 'Done' }).click();
  await lead.getByText('Kept.').waitFor();
  await picture(lead, 's1-draft');
  await lead.getByRole('button', { name: 'Send to all parties' }).click();
  await lead.getByText('Version 1 is sent.').waitFor();
}, 120_000);

let agreement: string;
let observation: string;

test('S1: it runs when the last of them has signed, and not before: the consultant sees what the practice recorded', async () => {
  agreement = new URL(lead.url()).pathname;
  observation = await recorded();
  const consultant = await invited(leads.get(TRUST) as Page, 'Consultant');
  await consultant.goto(`${server.app.address}/people?text=9434765919`);
  await consultant.locator('.people-found th a').first().click();
  expect(await consultant.locator('main').innerText()).not.toContain('Elm Tree');
  for (const [organization, page] of signatories) {
    expect(await consultant.getByText('HbA1c').count()).toBe(0);
    await page.goto(`${server.app.address}${agreement}`);
    await page.getByRole('link', { name: 'Sign', exact: true }).click();
    // Nobody signs what shares before its safety documents are accepted; the way there is what the page offers.
    await page.getByRole('heading', { name: 'First', exact: true }).waitFor();
    expect(await page.getByRole('button', { name: 'Sign', exact: true }).count()).toBe(0);
    await page.getByRole('link', { name: 'Safety documents' }).last().click();
    expect(await acceptPapers(page)).toBe(organization === 'County Council' ? 2 : 4);
    if (organization === HOST) await picture(page, 's1-safety-documents');
    await page.goto(`${server.app.address}${agreement}/sign`);
    await page.getByLabel(/I have read it/).check();
    await page.getByRole('button', { name: 'Sign', exact: true }).click();
    await page.locator('.said', { hasText: `Signed for ${organization}.` }).waitFor();
    await consultant.reload();
  }
  expect(await consultant.getByText('HbA1c').count()).toBeGreaterThan(0);
  await picture(consultant, 's1-record');
}, 180_000);

test('S1: who could see it, and why, is answered with the paragraph', async () => {
  await lead.goto(`${server.app.address}/explain`);
  await lead.getByLabel(/Item/).fill(observation);
  await lead.getByLabel('Who looks: organisation').selectOption({ label: TRUST });
  await lead.getByLabel('In which role').selectOption({ label: 'Consultant' });
  await lead.getByLabel('For which purpose').selectOption({ label: 'Giving care' });
  await lead.getByRole('button', { name: 'Ask' }).click();
  await lead.getByText('Thames Vale data-sharing agreement').first().waitFor();
  expect(await lead.locator('main').innerText()).toMatch(/Can be seen[\s\S]*paragraph 1/);
}, 60_000);

test('nothing went wrong behind the screens', () => {
  expect(complaints).toEqual([]);
});

async function emptyParagraphs(): Promise<number> {
  return lead.locator('.draft-row', { hasText: 'No words yet' }).count();
}

async function fresh(): Promise<Page> {
  const page = await (await opened.browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
  page.on('pageerror', ({ message }) => complaints.push(message));
  page.on('response', (answer) => {
    if (answer.status() >= 500) complaints.push(`${answer.status()} ${new URL(answer.url()).pathname}`);
  });
  return page;
}

/** The second step of somebody new: an app that shows codes. */
async function protect(page: Page): Promise<void> {
  const secret = ((await page.locator('code').first().textContent()) ?? '').replaceAll(' ', '');
  await page.getByLabel('Code that the app shows').fill(new TOTP({ secret }).generate());
  await page.getByRole('button', { name: 'Go on' }).click();
  await page.getByRole('link', { name: 'I have kept them' }).click();
}

/** What the practice and the hospital record of one person, as their systems send it. */
async function recorded(): Promise<string> {
  const identifier = [{ system: 'https://fhir.nhs.uk/Id/nhs-number', value: '9434765919' }];
  const person = {
    identifier,
    name: [{ family: 'Okafor', given: ['Amara'] }],
    birthDate: '1961-03-04',
    gender: 'female',
  };
  await sent('RTH', 'Patient', person);
  const patient = await sent('K84001', 'Patient', person);
  const coding = [{ system: 'http://loinc.org', code: '59261-8', display: 'HbA1c' }];
  const made = await sent('K84001', 'Observation', {
    status: 'final',
    category: [
      { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'laboratory' }] },
    ],
    code: { coding, text: 'HbA1c' },
    subject: { reference: patient },
    effectiveDateTime: '2026-09-01',
    valueQuantity: { value: 61, unit: 'mmol/mol', system: 'http://unitsofmeasure.org', code: 'mmol/mol' },
  });
  await server.app.caughtUp();
  return made;
}

async function sent(organization: string, type: string, body: object): Promise<string> {
  const token = await server.tokenFor(`${organization}-system`, `Organization/${organization}`);
  const written = await fetch(`${server.base}/${type}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/fhir+json' },
    body: JSON.stringify({ resourceType: type, ...body }),
  });
  const text = await written.text();
  expect(written.status, text).toBe(201);
  return `${type}/${(JSON.parse(text) as { id: string }).id}`;
}

/** Somebody whom the lead of an organisation gives a seat. */
async function invited(by: Page, role: string): Promise<Page> {
  await by.goto(`${server.app.address}/staff`);
  await by.getByLabel('Name', { exact: true }).fill(`${role} of theirs`);
  await by.getByLabel('Role', { exact: true }).selectOption({ label: role });
  await by.getByRole('button', { name: 'Invite' }).click();
  const link = await by.locator('code.link').innerText();
  const page = await fresh();
  await page.goto(link);
  await protect(page);
  return page;
}
