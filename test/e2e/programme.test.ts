import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Concord, openConcord, picture } from './concord.ts';

/** A programme of change from its aim to what it learned: who may say yes, who owns what, what came between, and whether there are hands for it. */
let concord: Concord;
let lead: Page;
let nurse: Page;

const day = (from: number): string => new Date(Date.now() + from * 86_400_000).toISOString().slice(0, 10);
/** As pages write a day. */
const shown = (from: number): string => {
  const [year = '', month = '', date = ''] = day(from).split('-');
  return `${date}-${['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'][Number(month) - 1]}-${year}`;
};

beforeAll(async () => {
  concord = await openConcord();
  [lead, nurse] = await Promise.all([
    concord.as('programme lead', 'Vale Integrated Care Board'),
    concord.as('practice nurse', 'Elm Tree'),
  ]);
}, 300_000);

afterAll(() => concord?.close());

test('O3: who can approve a data feed at the hospital is answered by typing: name, limit, deputy, next meeting', async () => {
  await lead.goto(`${concord.base}/bodies`);
  await lead.getByRole('link', { name: 'Who may say yes' }).click();
  await lead.getByLabel('Your question').fill('Who can approve a data feed at Vale Hospitals?');
  await lead.getByRole('button', { name: 'Ask', exact: true }).click();
  await lead.getByText('Read as: Data feeds').waitFor();
  const row = await lead.locator('section', { hasText: 'In each organisation' }).first().locator('li').innerText();
  expect(row).toContain('Chief executive (Signatory, Vale Hospitals NHS Trust) decides, up to £50,000.00.');
  expect(row).toContain('Stands in: Dr Tomasz Zielinski (Consultant, Vale Hospitals NHS Trust), up to £10,000.00.');
  const together = await lead.locator('li', { hasText: 'The joint board' }).innerText();
  expect(together).toContain(`next ${shown(9)} 14:00`);
  await picture(lead, 'journey-decision-rights');
});

test('L1: a change without owner or measure cannot start, and says which it lacks', async () => {
  await lead.goto(`${concord.base}/agreements`);
  await lead.getByRole('link', { name: 'Programmes' }).click();
  await lead.getByRole('link', { name: 'Diabetes care as one' }).click();
  await lead.getByText('From aim to owner').first().waitFor();
  const change = lead.locator('li[data-row]', { hasText: 'Foot clinics in the practices' });
  await start(change);
  expect(await lead.locator('[role=alert]').first().innerText()).toContain('it lacks an owner and a measure');
  await change.getByText('Say how it shows').click();
  await change.getByLabel('A measure that is counted already').selectOption({ label: 'Foot surveillance' });
  await change.getByRole('button', { name: 'Write it down' }).click();
  await lead.getByText('The measure is written down.').waitFor();
  await start(change);
  await lead.getByText('it lacks an owner. The lead').waitFor();
  await change.getByText('Give it an owner').click();
  await change.getByLabel('Owner: organisation').selectOption({ label: 'Vale Community NHS Trust' });
  await change.getByLabel('Owner: role').selectOption({ label: 'Finance lead' });
  await change.getByRole('button', { name: 'Write it down' }).click();
  await lead.getByText('It has an owner.').waitFor();
  await start(change);
  await lead.getByText('It has started.').waitFor();
  expect(await change.innerText()).toContain('Owen Pugh (Finance lead, Vale Community NHS Trust)');
  await picture(lead, 'journey-programme');
});

test('L1: the office of the sponsor ends: a risk, a successor and a briefing are due the same day', async () => {
  await lead.getByText('The office ended', { exact: true }).click();
  await lead.getByLabel('How it ended').fill('An election.');
  await lead.getByRole('button', { name: 'It ended today' }).click();
  await lead.getByText('The office of its sponsor has ended').waitFor();
  await lead.goto(`${concord.base}/obligations`);
  for (const what of ['Name the successor of the sponsor', 'Brief whoever follows the sponsor']) {
    const row = await lead.locator('li', { hasText: what }).first().innerText();
    expect(row).toContain(shown(0));
  }
});

test('J0: new staff open what changes for them: five lines, each with its day and whose it is', async () => {
  await nurse.goto(`${concord.base}/obligations`);
  await nurse.getByRole('link', { name: 'What changes for me' }).click();
  await nurse.getByText('In my work').waitFor();
  const lines = await nurse.locator('ol li').allInnerTexts();
  expect(lines).toHaveLength(5);
  for (const line of lines) {
    expect(line).toMatch(/\d\d-[A-Z][a-z]{2}-\d{4}/);
    expect(line).toMatch(/Ask .+ \(/);
  }
  await picture(nurse, 'journey-what-changes');
});

async function start(change: ReturnType<Page['locator']>): Promise<void> {
  await change.locator('summary', { hasText: 'Start it' }).click();
  await change.getByRole('button', { name: 'Start it' }).click();
}
