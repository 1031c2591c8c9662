import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Concord, openConcord, picture } from './concord.ts';

/** What months do to what was said once: a sponsor whom nobody sees, and answers that nobody confirmed, are asked about by themselves. */
let concord: Concord;
let lead: Page;

const SEEN = 'Have the sponsor seen to stand for it: Diabetes care as one';
const SILENT = 'Its sponsor has not been seen to stand for it for sixty days.';
/** One more than two whole months of days, as a day can be an hour shorter than the clock's. */
const PAST_SIXTY_DAYS = 62;
/** Six months are 184 days at most, and what is asked on a holiday is asked for on the working day after. */
const PAST_SIX_MONTHS = 200;

beforeAll(async () => {
  concord = await openConcord();
  lead = await asLead();
}, 300_000);

afterAll(() => concord?.close());

test('O3: who listens to whom is drawn, each line with what shows it, its day and whom to ask', async () => {
  await around('Influence');
  const lines = await lead.locator('main li[data-row]').allInnerTexts();
  expect(lines.length).toBeGreaterThan(1);
  expect(await lead.locator('figure svg[role=img] line').count()).toBe(lines.length);
  for (const line of lines) {
    expect(line).toMatch(/→/);
    expect(line).toMatch(/Seen on \d\d-[A-Z][a-z]{2}-\d{4}, confirmed on \d\d-[A-Z][a-z]{2}-\d{4}\. Ask .+\./);
  }
  const line = lead.locator('main li[data-row]', { hasText: 'How tightly to treat' });
  expect(await line.innerText()).toContain('GPs asked for her at both visits.');
  await line.getByText('confirmed', { exact: true }).waitFor();
  await picture(lead, 'journey-influence');
});

test('L1: a sponsor not seen for sixty days is a risk, and the next act that people see is late; one that is seen ends both', async () => {
  await around();
  expect(await lead.getByText(SILENT).count()).toBe(0);
  expect(await due(lead, SEEN)).toBe('to do');
  await concord.passes(PAST_SIXTY_DAYS);
  lead = await asLead();
  expect(await due(lead, SEEN)).toBe('late');
  await around();
  await lead.getByText(SILENT).first().waitFor();
  const sponsor = lead.locator('li[data-row]', { hasText: 'Cllr Joyce Amadi' });
  await sponsor.getByText('not seen for 60 days', { exact: true }).waitFor();
  await picture(lead, 'journey-sponsor-silent');
  await lead.locator('summary', { hasText: 'Write down a visible act' }).click();
  const act = lead.locator('details.deed[open]');
  await act.getByLabel('Day', { exact: true }).fill(later(PAST_SIXTY_DAYS));
  await act.getByLabel('What was seen, and where').fill('Took the chair of the open evening.');
  await act.getByRole('button').click();
  await lead.getByText('The act is written down.').waitFor();
  await sponsor.getByText('seen', { exact: true }).waitFor();
  expect(await lead.getByText(SILENT).count()).toBe(0);
  expect(await due(lead, SEEN)).toBe('to do');
});

test('O3: what nobody confirmed for six months is marked, and asked of whoever holds it, who says that it is still so', async () => {
  await concord.passes(PAST_SIX_MONTHS - PAST_SIXTY_DAYS);
  lead = await asLead();
  await around('Influence');
  const lines = await lead.locator('main li[data-row]').count();
  expect(await lead.getByText('not confirmed for six months', { exact: true }).count()).toBe(lines);
  expect(await due(lead, 'Say whether it is still so: influence about How tightly to treat')).toBe('late');
  const chief = await concord.as('signatory', 'Vale Hospitals');
  expect(await due(chief, 'Confirm who decides: data feeds')).toBe('late');
  await chief.getByRole('link', { name: 'Confirm who decides: data feeds' }).click();
  await chief.getByRole('link', { name: 'Do it here' }).click();
  const row = chief.locator('li[data-row]', { hasText: 'Data feeds, Vale Hospitals NHS Trust' });
  await row.getByText('to be confirmed', { exact: true }).waitFor();
  await row.getByRole('button', { name: 'It is still so' }).click();
  await row.getByText('confirmed', { exact: true }).waitFor();
  await picture(chief, 'journey-right-confirmed');
  expect(await due(chief, 'Confirm who decides: data feeds')).toBe('to do');
  // A page of before the months went by is signed out, and says so.
  expect(concord.complaints.filter((one) => !one.includes('status of 401'))).toEqual([]);
});

function asLead(): Promise<Page> {
  return concord.as('programme lead', 'Vale Integrated Care Board');
}

/** The programme, or a page of it. */
async function around(tab?: string): Promise<void> {
  await lead.goto(`${concord.base}/programmes`);
  await lead.getByRole('link', { name: 'Diabetes care as one', exact: true }).click();
  await lead.getByRole('heading', { level: 1, name: 'Diabetes care as one' }).waitFor();
  if (tab === undefined) return;
  await lead.getByRole('link', { name: tab, exact: true }).click();
  await lead.getByRole('heading', { level: 1, name: tab }).waitFor();
}

/** How the one thing of that name stands that falls to the role of whoever looks. */
async function due(page: Page, title: string): Promise<string> {
  await page.goto(`${concord.base}/obligations?list=owed-by&mine=true`);
  const row = page.locator('li[data-row]', { has: page.getByRole('link', { name: title, exact: true }) });
  return row.locator('.item-fact .tag > span').last().innerText();
}

function later(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}
