import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Concord, openConcord, picture } from './concord.ts';

/** Forms as they are published: looked at, compared, and one after the other. */
let concord: Concord;
let lead: Page;
let nurse: Page;

beforeAll(async () => {
  concord = await openConcord();
  [lead, nurse] = await Promise.all([
    concord.as('programme lead', 'Vale Integrated Care Board'),
    concord.as('practice nurse', 'Elm Tree'),
  ]);
}, 300_000);

afterAll(() => concord?.close());

/** A form of its own, so that it meets no other test. */
const SHOES = {
  resourceType: 'Questionnaire',
  url: 'https://example.org/shoes',
  version: '1',
  status: 'draft',
  title: 'Shoes',
  item: [{ linkId: 'fit', type: 'boolean', text: 'Do the shoes fit?', required: true }],
};
const SOCKS = { linkId: 'socks', type: 'string', text: 'What socks?' };

async function lookAt(page: Page, form: object): Promise<void> {
  await page.goto(`${concord.base}/forms`);
  await page.getByRole('link', { name: 'Publish a form' }).click();
  const sent = { name: 'form.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(form)) };
  await page.getByLabel('A file with the Questionnaire').setInputFiles(sent);
  await page.getByRole('button', { name: 'Look at it' }).click();
}

test('P2: a form is published after it was looked at; of two at once one is told who was first; old answers stay as they were asked', async () => {
  await lookAt(lead, { ...SHOES, item: [{ ...SHOES.item[0], type: 'colour' }] });
  await lead.getByText('At “Do the shoes fit?”:').waitFor();
  await lookAt(lead, SHOES);
  await lead.getByRole('heading', { name: 'As people will see it' }).waitFor();
  await lead.getByRole('button', { name: 'Publish it' }).click();
  await lead.getByText('Published.').waitFor();
  await nurse.goto(`${concord.base}/forms`);
  expect(await nurse.getByRole('link', { name: 'Publish a form' }).count()).toBe(0);
  await nurse.getByRole('link', { name: 'Shoes', exact: true }).click();
  await nurse.getByRole('link', { name: 'Fill it in' }).click();
  await nurse.getByLabel('Yes').check();
  await nurse.getByRole('button', { name: 'Send it' }).click();
  await nurse.getByText('Your answer is kept.').waitFor();
  const answer = nurse.url();
  const officer = await concord.as('information governance lead', 'Vale Integrated Care Board');
  const next = { ...SHOES, version: '2', item: [{ ...SHOES.item[0], text: 'Are the shoes wide enough?' }, SOCKS] };
  await lookAt(officer, { ...SHOES, version: '3' });
  await officer.getByRole('heading', { name: 'What changes' }).waitFor();
  await lookAt(lead, next);
  await lead.getByText('The question “What socks?” is new.').waitFor();
  expect(await lead.getByRole('group', { name: 'The form as people will see it' }).innerText()).toContain(
    'What socks?',
  );
  await picture(lead, 'form-publish');
  await lead.getByRole('button', { name: 'Publish it' }).click();
  await lead.getByText('Published.').waitFor();
  await picture(lead, 'form-versions');
  await officer.getByRole('button', { name: 'Publish it' }).click();
  const told = officer.getByText(/published version 2 while you looked at yours\..*“What socks\?” is new\./);
  await told.waitFor();
  await nurse.goto(answer);
  expect(await nurse.locator('main').innerText()).toContain('Do the shoes fit?');
  await nurse.goto(`${concord.base}/forms`);
  await nurse.getByRole('link', { name: 'Shoes', exact: true }).click();
  await nurse.getByRole('link', { name: 'All 2 versions' }).click();
  await nurse.getByText('The question “Do the shoes fit?” is worded “Are the shoes wide enough?” now.').waitFor();
  // The two refusals are answers, and nothing else went wrong.
  expect(concord.complaints.filter((words) => !/4\d\d/.test(words))).toEqual([]);
});
