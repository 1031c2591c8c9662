import { createHash } from 'node:crypto';
import { TOTP } from 'otpauth';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dayWords } from '#agreement';
import { type Day, dayIn, plusDays } from '#base';
import { type Concord, openConcord, picture } from './concord.ts';
import { acceptPapers } from './papers.ts';

/** Check C6: practices join a signed agreement, and what they record flows, stops and ends as was agreed. */
let concord: Concord;
let lead: Page;
let consultant: Page;
let person: string;
let today: Day;

const AGREEMENT = '/agreements/vale-data-sharing';
const NHS = 'https://fhir.nhs.uk/Id/nhs-number';

beforeAll(async () => {
  concord = await openConcord();
  today = dayIn('Europe/London', Date.now());
  [lead, consultant] = await Promise.all([
    concord.as('information governance lead', 'Vale Integrated Care Board'),
    concord.as('consultant', 'Vale Hospitals'),
  ]);
  await consultant.goto(`${concord.base}/people?text=smith`);
  person = (await consultant.locator('.people-found th a').first().getAttribute('href')) ?? '';
}, 300_000);

afterAll(async () => {
  await concord?.close();
});

let quayside: Page;
let quaysideItem: string;

test('C6: a practice joins in ten minutes of work, and its records flow from the day that its people were told of', async () => {
  const began = performance.now();
  const link = await invite('Quayside Practice', 'quayside');
  quayside = await newcomer(link);
  await steps(quayside, today, 'y09998');
  quaysideItem = await recordFrom('quayside');
  expect(await seen(quaysideItem)).toBe(false);
  expect(await told(quaysideItem)).toMatch(/^Cannot be seen/);
  await agree();
  await quayside.reload();
  expect(await quayside.locator('.state-now').innerText()).toContain(`from ${dayWords(today)}`);
  await picture(quayside, 'c6-joined');
  expect(await seen(quaysideItem)).toBe(true);
  expect(await told(quaysideItem)).toContain('Can be seen');
  expect((performance.now() - began) / 60_000).toBeLessThan(10);
}, 240_000);

test('C6: where people are told of a later day nothing flows before it, and every page says from when', async () => {
  const tomorrow = plusDays(today, 1);
  const page = await newcomer(await invite('Harbour View Practice', 'harbour-view'));
  await steps(page, tomorrow, 'Y09999');
  await agree();
  const item = await recordFrom('harbour-view');
  expect(await seen(item)).toBe(false);
  expect(await told(item)).toContain(`Harbour View Practice joins it on ${dayWords(tomorrow)}`);
  expect(await told(item, tomorrow)).toContain('Can be seen');
  await lead.goto(`${concord.base}/agreements`);
  expect(await lead.getByText(`shares from ${dayWords(tomorrow)}`).count()).toBe(1);
  await lead.goto(`${concord.base}${AGREEMENT}`);
  expect(await lead.getByText(`from ${dayWords(tomorrow)}`).count()).toBeGreaterThan(0);
  await picture(lead, 'c6-from-a-day');
}, 240_000);

test('C6: who joined suspends like the others: it is hidden at once, told why, and comes back', async () => {
  await act(quayside, 'suspend', ['Why?', 'Two records were mixed up; we are looking.'], 'Suspend now');
  expect(await seen(quaysideItem)).toBe(false);
  expect(await told(quaysideItem)).toContain('it has been suspended since');
  await act(quayside, 'resume', ['What was put right?', 'The records are apart.'], 'Let it run again');
  expect(await seen(quaysideItem)).toBe(true);
});

test('C6: who joined gives notice: all goes on until it has run, and ends on the day', async () => {
  await act(quayside, 'leave', ['Why?', 'We close at the end of the year.'], 'Give notice');
  expect(await quayside.getByText('Quayside Practice is leaving').count()).toBe(1);
  await picture(quayside, 'c6-notice');
  expect(await seen(quaysideItem)).toBe(true);
  expect(await told(quaysideItem, plusDays(today, 89))).toContain('Can be seen');
  expect(await told(quaysideItem, plusDays(today, 91))).toContain('Quayside Practice has left it');
});

test('the signed document is kept by its bytes, handed out as a file, and not exchanged', async () => {
  const bytes = Buffer.from('%PDF-1.7\nWhat was signed.');
  const choose = async (buffer: Buffer) => {
    await lead.goto(`${concord.base}${AGREEMENT}`);
    await lead
      .getByLabel('PDF or Word document of this version')
      .setInputFiles({ name: 'Agreement.pdf', mimeType: 'application/pdf', buffer });
    await lead.getByRole('button', { name: 'Keep it' }).click();
  };
  await choose(bytes);
  await lead.getByText('The document is kept, with its hash.').waitFor();
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  expect(await lead.locator('.hash').first().innerText()).toBe(sha256);
  const href = (await lead.getByRole('link', { name: 'Agreement.pdf' }).getAttribute('href')) ?? '';
  const sent = await lead.request.get(`${concord.base}${href}`);
  expect((await sent.body()).equals(bytes)).toBe(true);
  expect(sent.headers()).toMatchObject({
    'content-type': 'application/pdf',
    'x-content-type-options': 'nosniff',
    'content-security-policy': expect.stringContaining('sandbox'),
    'content-disposition': expect.stringMatching(/^attachment;/),
  });
});

test('nothing went wrong behind the screens', () => {
  expect(concord.complaints).toEqual([]);
});

/** The lead of the board invites, and hands over the link. */
async function invite(name: string, code: string): Promise<string> {
  await lead.goto(`${concord.base}${AGREEMENT}`);
  await lead.getByRole('link', { name: 'Invite to join' }).click();
  await lead.getByLabel('Name', { exact: true }).fill(name);
  await lead.getByLabel('Code').fill(code);
  await lead.getByLabel('What it is in law').selectOption({ label: 'General practice' });
  await lead.getByLabel('Has the same place as').selectOption({ label: 'Elm Tree Surgery' });
  await lead.getByLabel('Who does the steps there').fill('Jo Field');
  await lead.getByRole('button', { name: 'Invite', exact: true }).click();
  await lead.waitForURL(/\/join\/\d+$/);
  return /http\S+/.exec(await lead.locator('.said').innerText())?.[0] ?? '';
}

/** Opens the link on a device of their own, protects the account, and stands before the steps. */
async function newcomer(link: string): Promise<Page> {
  const browser = lead.context().browser();
  if (!browser) throw new Error('there is no browser');
  const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
  await page.goto(link);
  const secret = ((await page.locator('code').first().textContent()) ?? '').replaceAll(' ', '');
  await page.getByLabel('Code that the app shows').fill(new TOTP({ secret }).generate());
  await page.getByRole('button', { name: 'Go on' }).click();
  await page.getByRole('link', { name: 'I have kept them' }).click();
  await page.waitForURL(/\/join\/\d+$/);
  return page;
}

async function steps(page: Page, from: Day, code: string): Promise<void> {
  const joining = page.url();
  await page.getByRole('link', { name: 'Hand them in' }).click();
  await acceptPapers(page);
  await page.goto(joining);
  await page.getByLabel('ODS code').fill(code);
  await page.getByLabel('Looked up on').fill(new Date(Date.now() - 86_400_000).toISOString().slice(0, 10));
  await page.getByRole('button', { name: 'Say it' }).click();
  await page.getByText(`ODS code ${code.toUpperCase()}, looked up in the Organisation Data Service`).waitFor();
  await page.getByRole('button', { name: 'That is right' }).click();
  await page.getByText('Confirmed.').waitFor();
  await page.getByLabel('How', { exact: true }).fill('A letter to every household.');
  await page.getByLabel('Nothing is shared before').fill(from);
  await page.getByRole('button', { name: 'Keep', exact: true }).click();
  await page.getByText('Kept: nothing is shared before that day.').waitFor();
  await page.getByLabel(/I have read version/).check();
  await page.getByRole('button', { name: 'Sign', exact: true }).click();
  await page.getByText('Signed.').waitFor();
}

async function agree(): Promise<void> {
  const signatory = await concord.as('signatory', 'Vale Integrated Care Board');
  await signatory.goto(`${concord.base}/agreements`);
  await signatory.getByRole('link', { name: /joins/ }).first().click();
  await signatory.getByRole('button', { name: /^Agree that/ }).click();
  await signatory.getByText('Agreed.').waitFor();
  await signatory.context().close();
}

/** As the system of the practice sends what it knows of the person. Answers the reference of a result. */
async function recordFrom(practice: string): Promise<string> {
  const { token, base } = await concord.system(`${practice}-system`, `Organization/${practice}`);
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/fhir+json' };
  await consultant.goto(`${concord.base}${person}`);
  const number =
    (await consultant.locator('.banner').innerText()).replace(/\s/g, '').match(/NHSNo\.(\d{10})/)?.[1] ?? '';
  const found = await fetch(`${base}/Patient?identifier=${encodeURIComponent(`${NHS}|${number}`)}`, { headers });
  const { entry = [] } = (await found.json()) as { entry?: readonly { resource: Readonly<Record<string, unknown>> }[] };
  const { identifier, name, birthDate, gender } = entry[0]?.resource ?? {};
  const post = async (type: string, body: object) => {
    const written = await fetch(`${base}/${type}`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ resourceType: type, ...body }),
    });
    const text = await written.text();
    expect(written.status, text).toBe(201);
    return `${type}/${(JSON.parse(text) as { id: string }).id}`;
  };
  const patient = await post('Patient', { identifier, name, birthDate, gender });
  return post('Observation', {
    status: 'final',
    category: [
      { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'laboratory' }] },
    ],
    code: { coding: [{ system: 'http://loinc.org', code: '59261-8', display: 'HbA1c' }] },
    subject: { reference: patient },
    effectiveDateTime: new Date().toISOString(),
    valueQuantity: { value: 52, unit: 'mmol/mol' },
  });
}

/** Whether the consultant finds the item on the record, once the feed has been read. */
async function seen(item: string): Promise<boolean> {
  for (let tries = 0; tries < 10; tries += 1) {
    await consultant.goto(`${concord.base}${person}`);
    const links = await consultant
      .locator('a.source')
      .evaluateAll((all) => all.map((one) => (one as HTMLAnchorElement).href));
    if (links.some((href) => new URL(href).searchParams.get('reference') === item)) return true;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  return false;
}

/** What the lead is told about whether the consultant sees it, on any day. */
async function told(reference: string, on?: Day): Promise<string> {
  const asked = new URLSearchParams({
    reference,
    organization: 'Organization/acute',
    role: 'consultant',
    purpose: 'direct-care',
    ...(on === undefined ? {} : { on }),
  });
  await lead.goto(`${concord.base}/explain?${asked}`);
  return lead.locator('.answer').innerText();
}

async function act(
  page: Page,
  what: string,
  [label, reason]: readonly [string, string],
  button: string,
): Promise<void> {
  await page.goto(`${concord.base}${AGREEMENT}/${what}`);
  await page.getByLabel(label).fill(reason);
  await page.getByRole('button', { name: button }).click();
  await page.waitForURL((url) => url.pathname === AGREEMENT);
}
