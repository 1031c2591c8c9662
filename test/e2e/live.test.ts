import type { Page } from 'playwright-core';
import { sql } from '#store';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { recordAttendances } from './attendances.ts';
import { type Concord, openConcord } from './concord.ts';
import { recordSmokingOfAll } from './smoking.ts';

/** Figures that move on an open page when care is recorded elsewhere. */
let concord: Concord;
let nurse: Page;

beforeAll(async () => {
  concord = await openConcord();
  nurse = await concord.as('practice nurse', 'Elm Tree Surgery');
}, 300_000);

afterAll(async () => {
  await concord?.close();
});

const ROW = 'tr:has(th a:text-is("Smoking status recorded"))';
const LOINC = 'http://loinc.org';

test('a check that the practice records shows on an open dashboard without reloading', async () => {
  await nurse.goto(`${concord.base}/measures`);
  const lacking = nurse.locator(`${ROW} .lack-col a`);
  await lacking.click();
  await nurse.locator('table.people th a').first().click();
  const number = (await nurse.locator('.banner').innerText()).replace(/\s/g, '').match(/NHSNo\.(\d{10})/)?.[1] ?? '';
  await nurse.goto(`${concord.base}/measures`);
  const before = await met();
  await recordSmoking(number);
  await expect.poll(met, { interval: 100 }).toBe(before + 1);
  expect(await nurse.locator('#live').textContent()).toBe('Figures updated');
});

test('from the overview to the item: who lacks a check, whoever is seen soonest first, why, and what decided', async () => {
  await nurse.goto(`${concord.base}/measures`);
  await nurse.getByRole('link', { name: 'All eight care processes', exact: true }).click();
  await nurse.getByRole('heading', { level: 1, name: 'All eight care processes' }).waitFor();
  await nurse.getByRole('link', { name: 'Show these people' }).click();
  await nurse.getByRole('heading', { level: 1, name: 'Not yet: All eight care processes' }).waitFor();
  const cells = await nurse.locator('td[data-label="Next seen"]').allInnerTexts();
  const times = await nurse
    .locator('td[data-label="Next seen"] time')
    .evaluateAll((all) => all.map((one) => one.getAttribute('datetime') ?? ''));
  expect(times.length).toBeGreaterThan(1);
  expect(times).toEqual([...times].sort());
  expect(Date.parse(times[0] ?? '')).toBeGreaterThan(Date.now());
  expect(cells.map((text) => text === 'nothing booked')).toEqual(cells.map((_, at) => at >= times.length));
  expect(cells[0]).toContain('Elm Tree Surgery');
  const first = nurse.locator('table.people tbody tr').first();
  const name = await first.locator('th a').innerText();
  await first.getByRole('link', { name: /^why/ }).click();
  await nurse.getByRole('heading', { level: 1, name: /^Why: / }).waitFor();
  expect(await nurse.locator('main').innerText()).toContain(name);
  const item = nurse.locator('dl.facts a[href^="/explain"]').first();
  const reference = await item.innerText();
  await item.click();
  await nurse.getByRole('heading', { name: 'Can be seen', exact: true }).waitFor();
  expect(await nurse.locator('main').innerText()).toContain(`${reference}: `);
});

test('each month by itself is told with its limits, as a chart and as a table', async () => {
  const lead = await concord.as('programme lead', 'Vale Integrated Care Board');
  await lead.goto(`${concord.base}/measures/hba1c-recorded/signals?place=all`);
  const section = lead.locator('section', { has: lead.getByRole('heading', { name: 'Each month by itself' }) });
  await section.getByText('how many had it in that very month').waitFor();
  await section.getByText('As a table').click();
  const rows = section.locator('tbody tr');
  await rows
    .first()
    .locator('td', { hasText: /^\d+ of \d+$/ })
    .waitFor();
  expect(await rows.count()).toBe(24);
  expect(await section.locator('td[data-words="Upper limit"]').first().innerText()).toMatch(/^\d+\.\d%$/);
});

test('P3: attendances rise after a clinic moved: the change is named, first to the two partners, and is adjusted', async () => {
  const since = new Date(Date.now() - 21 * DAY_MS).toISOString().slice(0, 10);
  await recordAttendances(concord);
  const lead = await concord.as('programme lead', 'Vale Integrated Care Board');
  await lead.goto(`${concord.base}/sentinels`);
  await lead.getByText('Declare a change').click();
  await lead.getByLabel('What is changed').fill('The foot clinic moves to the practices');
  await lead.getByLabel('From this day on').fill(since);
  await lead.getByLabel('What is hoped for').fill('Feet are looked at nearer to home');
  await lead.locator('#f-organization-0').selectOption({ label: 'Vale Hospitals NHS Trust' });
  await lead.locator('#f-cost-0').fill('250');
  await lead.getByRole('button', { name: 'Declare and watch' }).click();
  const seen = lead.getByRole('heading', { name: /^Cost movement: Emergency attendances, Vale Hospitals NHS Trust/ });
  await seen.waitFor();
  const told = await lead.locator('main').innerText();
  expect(told).toMatch(/Counted\s+4\d/);
  expect(told).not.toMatch(/shift/i);

  const other = await concord.as('practice manager', 'Elm Tree Surgery');
  await other.goto(lead.url());
  await other.getByRole('heading', { name: 'The foot clinic moves to the practices' }).waitFor();
  expect(await other.locator('main').innerText()).not.toMatch(/Cost movement/);

  const hospital = await concord.as('consultant', 'Vale Hospitals');
  for (const [page, words] of [
    [hospital, 'Dressings were changed at the clinic and are not any more'],
    [lead, 'The dressing nurse did not move with it'],
  ] as const) {
    await page.goto(lead.url());
    await page.getByLabel('What your organisation knows of it').fill(words);
    await page.getByRole('button', { name: 'Comment', exact: true }).click();
    await page.locator('.item-words', { hasText: words }).waitFor();
  }
  await other.reload();
  await other.getByRole('heading', { name: /^Cost movement/ }).waitFor();
  await lead.getByLabel('Adjust it').check();
  await lead.getByLabel('Because').fill('A dressing clinic on two days');
  await lead.getByRole('button', { name: 'Decide' }).click();
  await lead.locator('.tag').getByText('reviewed', { exact: true }).waitFor();
  await lead.goto(`${concord.base}/obligations`);
  await lead.getByText('Adjust it, as decided: The foot clinic moves to the practices').first().waitFor();
});

/** Another change of the host on the same day, of which the same is feared: its page. */
async function declared(lead: Page, change: string): Promise<string> {
  const since = new Date(Date.now() - 21 * DAY_MS).toISOString().slice(0, 10);
  await lead.goto(`${concord.base}/sentinels`);
  await lead.getByText('Declare a change').click();
  await lead.getByLabel('What is changed').fill(change);
  await lead.getByLabel('From this day on').fill(since);
  await lead.getByLabel('What is hoped for').fill('Fewer calls that lead nowhere');
  await lead.locator('#f-organization-0').selectOption({ label: 'Vale Hospitals NHS Trust' });
  await lead.getByRole('button', { name: 'Declare and watch' }).click();
  await lead.getByRole('heading', { level: 1, name: change }).waitFor();
  await lead.getByRole('heading', { name: /^Seen: Emergency attendances, Vale Hospitals NHS Trust/ }).waitFor();
  return lead.url();
}

async function decides(lead: Page, verdict: string, because: string): Promise<void> {
  await lead.getByLabel(verdict).check();
  await lead.getByLabel('Because').fill(because);
  // Nobody has commented, and both could for a week.
  const early = lead.getByLabel(/^Why it is decided before .* and .* have commented$/);
  await early.fill('It cannot wait for a week.');
  await lead.getByRole('button', { name: 'Decide' }).click();
  await lead.locator('.said', { hasText: 'Decided, with its reason.' }).waitFor();
  await lead.locator('.item-words', { hasText: 'had commented: It cannot wait for a week.' }).waitFor();
  await lead.locator('.tag').getByText('reviewed', { exact: true }).waitFor();
  await lead.locator('.item-words').getByText(because).waitFor();
  expect(await lead.getByRole('button', { name: 'Decide' }).count()).toBe(0);
}

test('P3: a change that is kept goes on being watched and nothing is owed; one that is stopped is owed by who declared it until it is done', async () => {
  const lead = await concord.as('programme lead', 'Vale Integrated Care Board');
  const owes = async (title: string): Promise<number> => {
    await lead.goto(`${concord.base}/obligations`);
    await lead.getByRole('heading', { level: 1 }).waitFor();
    return lead.getByRole('link', { name: title }).count();
  };
  const kept = await declared(lead, 'The evening line closes');
  expect(await owes('Keep, adjust or stop: The evening line closes')).toBe(1);
  expect(await owes('Comment before others see it: The evening line closes')).toBe(1);
  await lead.goto(kept);
  await decides(lead, 'Keep the change', 'They came for wounds, not for want of a line');
  await lead.locator('.tag').getByText('kept', { exact: true }).waitFor();
  // Watched as before: its end is still somebody's to say.
  expect(await lead.getByRole('button', { name: 'Watch it no longer' }).count()).toBe(1);
  expect(await lead.getByText('no longer watched', { exact: true }).count()).toBe(0);
  expect(await owes('The evening line closes')).toBe(0);

  const stopped = await declared(lead, 'Letters go by post alone');
  await decides(lead, 'Stop it', 'People came because they had not been told');
  await lead.locator('.tag').getByText('stopped', { exact: true }).waitFor();
  expect(await owes('Keep, adjust or stop: Letters go by post alone')).toBe(0);
  expect(await owes('Comment before others see it: Letters go by post alone')).toBe(0);
  expect(await owes('Stop it, as decided: Letters go by post alone')).toBe(1);
  await lead.getByRole('link', { name: 'Stop it, as decided: Letters go by post alone' }).click();
  await lead.getByRole('heading', { level: 1, name: /^Stop it, as decided/ }).waitFor();
  await lead.getByText('It is done', { exact: true }).click();
  await lead.getByLabel('What was done?').fill('Messages are sent again, since today.');
  await lead.getByRole('button', { name: 'Done', exact: true }).click();
  await lead.getByText('Done, and written down as done.').waitFor();
  expect(await owes('Stop it, as decided: Letters go by post alone')).toBe(0);
  await lead.goto(stopped);
  await lead.getByLabel('Why nothing needs to be watched any more').fill('Letters are gone.');
  await lead.getByRole('button', { name: 'Watch it no longer' }).click();
  await lead.getByText('no longer watched', { exact: true }).waitFor();
});

test('a view is kept and shared with colleagues; a measure tells of itself until it is to stop; who kept a view takes it away', async () => {
  const gp = await concord.as('GP', 'Elm Tree Surgery');
  const outside = await concord.as('consultant', 'Vale Hospitals');
  await nurse.goto(`${concord.base}/measures`);
  await nurse.getByText('Keep this view, or be told when it changes').click();
  await nurse.getByLabel('Name of the view').fill('Ours this month');
  await nurse.getByLabel('Share it in my organisation').check();
  await nurse.getByRole('button', { name: 'Keep it' }).click();
  await nurse.getByText('Kept. It stands on your overview.').waitFor();

  await gp.goto(`${concord.base}/measures`);
  await gp.getByRole('link', { name: 'Ours this month' }).click();
  await gp.waitForURL(/place=/);
  expect(await gp.locator('h1').innerText()).toBe(await nurseHeading());
  await gp.goto(`${concord.base}/measures/kept`);
  expect(await gp.locator('li[data-row]', { hasText: 'Ours this month' }).innerText()).toContain(
    'kept by Ruth Adeyemi',
  );
  await outside.goto(`${concord.base}/measures`);
  expect(await outside.getByText('Ours this month').count()).toBe(0);

  await gp.goto(`${concord.base}/measures`);
  await gp.getByRole('link', { name: 'Foot surveillance', exact: true }).click();
  await gp.getByRole('heading', { name: 'Foot surveillance' }).first().waitFor();
  await gp.getByText('Keep this view, or be told when it changes').click();
  await gp.getByRole('button', { name: 'Tell me' }).click();
  await gp.getByText('You are told of it where you start, from the next time on.').waitFor();
  await gp.getByRole('button', { name: /^Do not tell me/ }).click();
  await gp.getByText('You are not told of it any more.').waitFor();
  expect(await gp.getByRole('button', { name: /^Do not tell me/ }).count()).toBe(0);

  await nurse.goto(`${concord.base}/measures/kept`);
  await nurse.getByRole('button', { name: /^Take it away.*Ours this month/ }).click();
  await nurse.getByText('Taken away.').waitFor();
  await gp.goto(`${concord.base}/measures`);
  expect(await gp.getByText('Ours this month').count()).toBe(0);
});

test('who subscribed finds what results that were recorded late changed, until it is seen', async () => {
  const gp = await concord.as('GP', 'Elm Tree Surgery');
  await gp.goto(`${concord.base}/measures`);
  await gp.getByRole('link', { name: 'Smoking status recorded', exact: true }).click();
  await gp.getByRole('heading', { level: 1, name: 'Smoking status recorded' }).waitFor();
  await gp.getByText('Keep this view, or be told when it changes').click();
  await gp.getByLabel('At every month end, not only where a change is more than chance').uncheck();
  await gp.getByRole('button', { name: 'Tell me' }).click();
  await gp.getByText('You are told of it where you start, from the next time on.').waitFor();
  expect(await gp.getByRole('heading', { name: 'News of your figures' }).count()).toBe(0);

  await recordSmokingOfAll(concord, 'practice-1');
  const news = gp.locator('section', { has: gp.getByRole('heading', { name: 'News of your figures' }) });
  await expect
    .poll(async () => {
      await gp.goto(`${concord.base}/measures`);
      return news.getByText('more than chance').count();
    })
    .toBeGreaterThan(0);
  expect(await news.innerText()).toContain('Smoking status recorded, Elm Tree Surgery');
  await news.getByRole('button', { name: /^Seen/ }).click();
  await gp.locator('.said', { hasText: /Seen\.$/ }).waitFor();
  await gp.goto(`${concord.base}/measures`);
  await gp.getByRole('heading', { level: 1 }).waitFor();
  expect(await news.count()).toBe(0);
});

test('a past day is looked at from the page of a measure, by sex too, as it was known then', async () => {
  await nurse.goto(`${concord.base}/measures`);
  await nurse.getByRole('link', { name: 'Smoking status recorded', exact: true }).click();
  await nurse.getByRole('heading', { level: 1, name: 'Smoking status recorded' }).waitFor();
  const bySex = nurse.locator('section', { has: nurse.getByRole('heading', { name: 'By sex', exact: true }) });
  const now = await bySex.innerText();
  const day = new Date(Date.now() - 200 * DAY_MS).toISOString().slice(0, 10);
  await nurse.getByLabel('As at').fill(day);
  await nurse.getByRole('button', { name: 'That day' }).click();
  await nurse.locator('dt', { hasText: /^On that day$/ }).waitFor();
  expect(await bySex.innerText()).toContain('Female');
  expect(await bySex.innerText()).not.toBe(now);
  await nurse.getByLabel('as it was known then').check();
  await nurse.getByRole('button', { name: 'That day' }).click();
  await nurse.getByText('as it was known then').first().waitFor();
  await nurse.waitForURL(/known=then/);
  // Nothing of the demonstration was known so long ago: it was recorded when it was loaded.
  await nurse.locator('dt', { hasText: /^On that day$/ }).waitFor();
  expect(await nurse.getByRole('heading', { name: 'By sex', exact: true }).count()).toBe(0);
});

test('nothing went wrong behind the screens', () => {
  expect(concord.complaints).toEqual([]);
});

// A browser complains of a page that is refused: last.
test('an open record empties itself once its reader has lost it, and says why', async () => {
  const gp = await concord.as('GP', 'Elm Tree Surgery');
  await gp.goto(`${concord.base}/people?text=smith`);
  await gp.locator('.people-found th a').first().click();
  await gp.locator('.banner').waitFor();
  const person = new URL(gp.url()).pathname.split('/')[2] ?? '';
  const places = sql`(bkt, cmp) in (select bkt, cmp from person_record where person = ${person})`;
  await concord.store.run(sql`update access set until = now() where ${places}`);
  await expect.poll(() => gp.locator('.banner').count(), { interval: 50 }).toBe(0);
  expect(await gp.locator('main').innerText()).not.toMatch(/smith/i);
  await concord.store.run(sql`update access set until = 'infinity' where ${places}`);
  await gp.reload();
  await gp.locator('.banner').waitFor();
  await concord.store.run(sql`delete from auth_session where seat in (select id from auth_seat where role = 'gp')`);
  await gp.getByRole('heading', { name: 'Sign in' }).waitFor();
  expect(await gp.locator('.banner').count()).toBe(0);
});

async function nurseHeading(): Promise<string> {
  await nurse.goto(`${concord.base}/measures`);
  return nurse.locator('h1').innerText();
}

async function met(): Promise<number> {
  return Number.parseInt(await nurse.locator(`${ROW} td.number .detail`).first().innerText(), 10);
}

const DAY_MS = 86_400_000;

/** As the practice's own system would send it. */
async function recordSmoking(nhsNumber: string): Promise<void> {
  const { token, base } = await concord.system('practice-system', 'Organization/practice-1');
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/fhir+json' };
  const identifier = encodeURIComponent(`https://fhir.nhs.uk/Id/nhs-number|${nhsNumber}`);
  const found = await fetch(`${base}/Patient?identifier=${identifier}`, { headers });
  const { entry = [] } = (await found.json()) as { entry?: readonly { resource: { id: string } }[] };
  const written = await fetch(`${base}/Observation`, {
    method: 'POST',
    headers,
    body: JSON.stringify({
      resourceType: 'Observation',
      status: 'final',
      code: { coding: [{ system: LOINC, code: '72166-2' }] },
      subject: { reference: `Patient/${entry[0]?.resource.id}` },
      effectiveDateTime: new Date().toISOString(),
      valueCodeableConcept: { text: 'Never smoked' },
    }),
  });
  expect(written.status, await written.text()).toBe(201);
}
