import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from '#store';
import { type Concord, openConcord, picture } from './concord.ts';
import { faultsOf, NONE } from './faults.ts';

/** Check C2: health free, social care means-tested: the golden sums, the letter, a disputed line, and no trace for others. */
let concord: Concord;
let assessor: Page;
let person: Page;

const DAY = '2025-11-10';

beforeAll(async () => {
  concord = await openConcord();
  assessor = await concord.as('financial assessor', 'Vale County Council');
  person = await concord.as('their own record', '');
}, 300_000);

afterAll(async () => {
  await concord?.close();
});

type Asked = Readonly<Record<string, string>>;

async function fill(page: Page, asked: Asked): Promise<void> {
  await page.locator('[name="on"]').fill(DAY);
  for (const [name, value] of Object.entries(asked)) {
    const field = page.locator(`[name="${name}"]`);
    const row = page.locator('details:not([open])', { has: field });
    if ((await row.count()) > 0) await row.locator('summary').click();
    if (name === 'setting') await page.locator(`[name="setting"][value="${value}"]`).check();
    else if (/\.(kind|free)$|^household$/.test(name)) await field.selectOption(value);
    else await field.fill(value);
  }
}

const HOME: Asked = {
  setting: 'home',
  'care.0.words': 'Home care',
  'care.0.amount': '340.00',
  'income.0.kind': 'state-pension',
  'income.0.amount': '230.25',
  household: 'single-25',
};

async function worked(asked: Asked): Promise<string> {
  await assessor.goto(`${concord.base}/care-costs`);
  await fill(assessor, { ...HOME, ...asked });
  await assessor.getByRole('button', { name: 'Work it out' }).click();
  await assessor.getByRole('heading', { name: 'What it comes to, a week' }).waitFor();
  return (await assessor.locator('main').innerText()).replace(/\s+/g, ' ');
}

test.each([
  ['18,250.00', '£16.00'],
  ['18,251.00', '£17.00'],
  ['23,250.00', '£36.00'],
])('C2: capital of £%s counts as %s of income a week', async (capital, income) => {
  await worked({ 'capital.0.kind': 'savings', 'capital.0.amount': capital });
  expect(await assessor.locator('#tariff-1 td').first().innerText()).toContain(income);
});

test('C2: a penny above the limit in a care home costs all of it; a figure that is not here is refused by its name', async () => {
  const text = await worked({
    setting: 'care-home',
    'capital.0.kind': 'savings',
    'capital.0.amount': '23,250.01',
    'care.0.amount': '900.00',
  });
  expect(text).toContain('You pay £900.00');
  await assessor.locator('[name="household"]').selectOption('single-pension');
  await assessor.locator('[name="setting"][value="home"]').check();
  await assessor.locator('[name="capital.0.amount"]').fill('100');
  await assessor.getByRole('button', { name: 'Work it out' }).click();
  await assessor.getByText('no certain figure for england-2025-26').waitFor();
  expect(await assessor.locator('[name="care.0.words"]').inputValue()).toBe('Home care');
});

test('C2: at home a council may set a higher limit, and says where it is published', async () => {
  const over = { 'capital.0.kind': 'savings', 'capital.0.amount': '23,250.01' };
  expect(await worked(over)).toContain('You pay £340.00');
  const higher = { upperLimit: '25,000.00', 'upperLimit.source': 'Charging policy of Vale County Council' };
  // £37 for capital: a part of a step above £23,250 is a whole one.
  expect(await worked({ ...over, ...higher })).toContain('You pay £154.75');
});

test('C2: of one package health pays its part whole, and the person pays for the other by their means', async () => {
  const text = await worked({
    'capital.0.kind': 'savings',
    'capital.0.amount': '18,250.00',
    'care.1.words': 'A nurse at night',
    'care.1.amount': '600.00',
    'care.1.free': 'health',
  });
  expect(text).toContain('You pay £133.75');
  expect(text).toMatch(/The health service pays £600\.00/);
});

test.each([
  ['aftercare', 'aftercare is free by law'],
  ['continuing-health-care', 'one of health'],
  ['reablement', 'free for up to six weeks'],
])('C2: %s costs £0, with its reason', async (free, reason) => {
  const text = await worked({ 'care.0.free': free, 'care.0.since': '2025-10-20' });
  expect(text).toContain('You pay £0.00');
  expect(text).toContain(reason);
});

test('C2: kept, it is a letter that the person reads and disputes line by line; the log says by which version of the rules', async () => {
  const id = await knownToCouncil();
  const before = await assessed();
  await expect
    .poll(async () => (await assessor.goto(`${concord.base}/people/${id}/care-costs`))?.status(), { timeout: 20_000 })
    .toBe(200);
  await fill(assessor, { ...HOME, 'capital.0.kind': 'savings', 'capital.0.amount': '18,250' });
  await assessor.getByRole('button', { name: 'Keep it' }).click();
  await assessor.getByText('Kept: this is the letter.').waitFor();
  expect(await faultsOf(assessor)).toEqual(NONE);
  await picture(assessor, 'journey-care-cost');
  await person.goto(`${concord.base}/me/care-costs`);
  await person.getByRole('link', { name: '£133.75 a week' }).click();
  await person.getByText('You pay what your income allows').waitFor();
  expect(await person.locator('main').innerText()).toContain('£133.75');
  await person.getByLabel('Which line').selectOption('capital-1');
  await person.getByLabel('What is wrong, or has changed').fill('Half of it is my brother’s.');
  await person.getByRole('button', { name: 'Send it' }).click();
  await person.getByText('You are answered within twenty working days').waitFor();
  await assessor.goto(person.url());
  await assessor.getByLabel('Answer').fill('Right: half of it counts.');
  await assessor.getByRole('button', { name: 'Answer' }).click();
  await assessor.getByText('Answered.').waitFor();
  await person.reload();
  expect(await person.locator('main').innerText()).toContain('Right: half of it counts.');
  expect((await assessed()).slice(before.length)).toEqual(['england-2025-26 version 1']);
  await assessor.goto(`${concord.base}/people/${id}/care-costs`);
  await assessor.getByText('Fill in the checklist').click();
  for (const level of await assessor.locator('select[name^="level."]').all()) await level.selectOption('B');
  await assessor.getByRole('button', { name: 'Keep the checklist' }).click();
  await assessor.getByText('Kept, as evidence of what was asked and found.').waitFor();
  const kept = assessor.getByRole('region', { name: 'NHS continuing health care: was it asked?' }).locator('li');
  expect((await kept.allInnerTexts()).filter((one) => one.includes('Full assessment follows'))).toHaveLength(1);
  expect(concord.complaints.filter((one) => !/status of 4\d\d/.test(one))).toEqual([]);
});

test('C2: to others it is not there, as for somebody whom nobody worked out', async () => {
  const address = person.url();
  const manager = await concord.as('practice manager', 'Elm Tree Surgery');
  for (const path of [new URL(address).pathname, '/care-costs/nothing'])
    expect((await manager.goto(concord.base + path))?.status()).toBe(403);
});

/** What the log says of assessments, oldest first; the demonstration has some of its own. */
async function assessed(): Promise<readonly string[]> {
  const rows = await concord.store.all<{ query: string }>(
    sql`select query from audit where action = 'assess-means' order by seq`,
  );
  return rows.map(({ query }) => query);
}

/** The council writes down the person who has a sign-in of their own, as its system would send it; answers the id of the person. */
async function knownToCouncil(): Promise<string> {
  const row = await concord.store.first<{ person: string; body: string }>(sql`
    select s.person, r.body from auth_seat s
    join person_record p on 'Person/' || p.person = s.person
    join resource r on r.bkt = p.bkt and r.cmp = p.cmp
    where s.role = 'person' and r.body like '%"resourceType":"Patient"%' and r.body like '%nhs-number%' limit 1`);
  const { token, base } = await concord.system('council-system', 'Organization/council');
  const { name, birthDate, identifier, gender, address } = JSON.parse(row?.body ?? '{}') as Record<string, unknown>;
  const written = await fetch(`${base}/Patient`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/fhir+json' },
    body: JSON.stringify({ resourceType: 'Patient', name, birthDate, identifier, gender, address }),
  });
  expect(written.status, await written.text()).toBe(201);
  return (row?.person ?? '').replace('Person/', '');
}
