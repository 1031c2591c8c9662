import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Concord, openConcord, picture } from './concord.ts';
import { faultsOf, NONE } from './faults.ts';

/** A person asks for a copy, takes it, asks for a correction and an erasure; the practice's information governance lead decides. */
let concord: Concord;
let person: Page;
let lead: Page;

beforeAll(async () => {
  concord = await openConcord();
  person = await concord.as('their own record', '');
  lead = await concord.as('information governance', 'Elm Tree Surgery');
}, 300_000);

afterAll(async () => {
  await concord?.close();
});

async function ask(what: string, words: string, item?: RegExp): Promise<void> {
  await person.goto(`${concord.base}/me/requests`);
  await person.getByRole('radio', { name: what }).check();
  const about = person.getByLabel('About what?');
  if (item) {
    const label = (await about.locator('option').allTextContents()).find((one) => item.test(one));
    await about.selectOption({ label: label ?? 'no such item' });
  } else {
    for (const box of await person.locator('input[name=of]').all()) await box.uncheck();
    await person.locator('input[name=of]').and(person.getByLabel('Elm Tree Surgery')).check();
  }
  await person.getByLabel('What should they know?').fill(words);
  await person.getByRole('button', { name: 'Ask', exact: true }).click();
  await person.getByText('Asked. You see here').waitFor();
}

async function open(what: string): Promise<void> {
  await lead.goto(`${concord.base}/audit/requests`);
  await lead.getByRole('region', { name: 'To decide' }).getByRole('link', { name: what }).first().click();
  await lead.getByRole('heading', { name: 'Decide' }).waitFor();
}

async function decide(given: string, ground: RegExp | undefined, words: string): Promise<void> {
  await lead.getByRole('radio', { name: given, exact: true }).check();
  const grounds = lead.getByLabel('On which ground');
  const label = (await grounds.locator('option').allTextContents()).find((one) => ground?.test(one));
  if (label !== undefined) await grounds.selectOption({ label });
  await lead.getByLabel('What the person reads').fill(words);
  await lead.getByRole('button', { name: 'Decide and tell them' }).click();
}

test('a person asks for a copy, sees by when it is due, and takes it once it is granted', async () => {
  await ask('Give me a copy of my record', '');
  await person.getByText('Answer due by').waitFor();
  expect(await faultsOf(person)).toEqual(NONE);
  await open('A copy of the record');
  expect(await faultsOf(lead)).toEqual(NONE);
  await decide('Granted', undefined, 'Here it is.');
  await lead.getByText('Decided. The person reads it.').waitFor();
  // The page that the person left open tells it by itself.
  const link = person.getByRole('link', { name: 'For computers (FHIR R4, NDJSON)' });
  await link.waitFor({ timeout: 20_000 });
  await picture(person, 'my-copy');
  const [file] = await Promise.all([person.waitForEvent('download'), link.click()]);
  let text = '';
  for await (const chunk of await file.createReadStream()) text += String(chunk);
  const types = text
    .trimEnd()
    .split('\n')
    .map((line) => (JSON.parse(line) as { resourceType: string }).resourceType);
  expect(types).toContain('Patient');
  expect(types.length).toBeGreaterThan(10);
  const page = await person.context().request.get(`${person.url()}/record.html`);
  expect(page.headers()['content-disposition']).toContain('attachment');
  expect(await page.text()).toContain('Who looked, and why');
  // Each item says by which paragraph it is shared, and with whom.
  expect(await page.text()).toMatch(/version \d+, paragraph 4\.\d+: /);
  // It is theirs alone: somebody else's seat finds no such file.
  const other = await lead.context().request.get(`${person.url()}/record.html`);
  expect(other.status()).toBe(403);
});

test('a correction is made by the lead, and both the item and the reason stand on the record', async () => {
  await ask('Put something right', 'The laboratory told me another number', /^Result: .*Elm Tree Surgery/);
  await open('A correction');
  const value = lead.getByLabel('Value', { exact: true });
  await value.fill('41');
  await decide('Granted', /Grant: It is wrong/, 'The laboratory says 41.');
  await lead.getByText('Decided. The person reads it.').waitFor();
  await person.goto(`${concord.base}/me/requests`);
  await person.getByRole('link', { name: 'A correction' }).click();
  await person.getByText('The laboratory says 41.').first().waitFor();
  await person.getByLabel(/If you do not agree/).fill('It was 40, I have the letter.');
  await person.getByRole('button', { name: 'Put it beside the item' }).click();
  await person.getByText('It stands beside the item now.').waitFor();
  expect(await faultsOf(person)).toEqual(NONE);
  await picture(person, 'my-correction');
});

test('an erasure is refused for what the law has kept, and done where the record is of somebody else', async () => {
  await ask('Erase something', 'That is not mine', /^Problem: .*Elm Tree Surgery/);
  await open('An erasure');
  await lead.getByRole('heading', { name: 'Has to be kept' }).waitFor();
  await decide('Granted', /no longer needed/, 'As you asked.');
  await lead.getByText(/Do not grant it, and say so/).waitFor();
  await picture(lead, 'erasure-kept');
  await decide('Granted', /should never have been in this record/, 'It was about somebody else.');
  await lead.getByText('Decided. The person reads it.').waitFor();
  expect(await faultsOf(lead)).toEqual(NONE);
  await person.goto(`${concord.base}/me/requests`);
  await person.getByText('Something that was erased').waitFor();
  expect(await faultsOf(person)).toEqual(NONE);
});

test('nothing went wrong behind the screens', () => {
  expect(concord.complaints.filter((one) => !one.includes('422') && !one.includes('403'))).toEqual([]);
});
