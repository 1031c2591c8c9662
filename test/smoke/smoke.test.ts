import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Concord, openConcord, picture } from '../e2e/concord.ts';

let concord: Concord;
let nurse: Page;

beforeAll(async () => {
  concord = await openConcord();
  nurse = await concord.as('practice nurse', 'Elm Tree Surgery');
}, 300_000);

afterAll(async () => {
  await concord?.close();
});

test('a practice nurse signs in by her link, on what her practice still has to do', async () => {
  expect(new URL(nurse.url()).pathname).toBe('/people');
  expect(await nurse.getByRole('heading', { name: /^Still to do: Elm Tree Surgery$/ }).count()).toBe(1);
  expect(await nurse.getByText('Practice nurse · Elm Tree Surgery').count()).toBe(1);
});

test('she finds a person by name and opens the shared record', async () => {
  await nurse.getByRole('searchbox', { name: /Find a person by name/ }).fill('khan');
  await nurse.keyboard.press('Enter');
  await nurse.waitForURL(/text=khan/);
  await nurse.locator('.people-found th a').first().click();
  await nurse.waitForURL(/\/people\/[^?]+$/);
  expect(await nurse.locator('.banner h1').innerText()).toMatch(/^KHAN, /);
  expect(await nurse.locator('.banner .allergies').count()).toBe(1);
  for (const title of ['What matters to me', 'Problems', 'Medicines', 'Results over time', 'Timeline']) {
    expect(await nurse.getByRole('heading', { name: title, exact: true }).count(), title).toBe(1);
  }
  expect(await nurse.getByText('Some information may be restricted.').count()).toBe(1);
  await picture(nurse, 'smoke-record');
});

test('she opens the measures of her practice, and the people behind one of them', async () => {
  await nurse.getByRole('link', { name: 'Measures', exact: true }).click();
  await nurse.waitForURL(/\/measures$/);
  expect(await nurse.locator('table.measures tbody tr').count()).toBeGreaterThanOrEqual(11);
  await picture(nurse, 'smoke-measures');
  const lacking = nurse.locator('.lack-col a').first();
  const shown = Number((await lacking.locator('.value').innerText()).replace(/\D/g, ''));
  await lacking.click();
  await nurse.waitForURL(/\/people\?place=/);
  expect(await nurse.locator('table.people tbody tr').count()).toBe(Math.min(shown, 50));
});

test('nothing went wrong behind the screens', () => {
  expect(concord.complaints).toEqual([]);
});
