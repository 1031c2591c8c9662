import { sql } from '#store';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Concord, openConcord, picture } from './concord.ts';

/** Two seats of different organisations before one person, and what the partners' agreement lets each of them see. */
let concord: Concord;
let nurse: Page;
let social: Page;
let lead: Page;
let person: string;

const NURSE = { organization: 'Elm Tree Surgery', role: 'practice-nurse' };
const SOCIAL = { organization: 'Vale County Council', role: 'social-worker' };
const AGREEMENT = '/agreements/vale-data-sharing';

beforeAll(async () => {
  concord = await openConcord();
  [nurse, social, lead] = await Promise.all([
    concord.as('practice nurse', NURSE.organization),
    concord.as('social worker', SOCIAL.organization),
    concord.as('information governance lead', 'Vale Integrated Care Board'),
  ]);
  person = await knownToBoth();
}, 300_000);

afterAll(async () => {
  await concord?.close();
});

test('two users of different organisations see different parts of one person', async () => {
  const [seen, other] = [await itemsOf(nurse), await itemsOf(social)];
  expect(seen.size).toBeGreaterThan(0);
  expect(other.size).toBeGreaterThan(0);
  expect([...seen].filter((item) => !other.has(item)).length).toBeGreaterThan(0);
  await picture(nurse, 'journey-nurse');
  await picture(social, 'journey-social');
});

test('each sees exactly what the explanation says', async () => {
  const [seen, other] = [await itemsOf(nurse), await itemsOf(social)];
  const items = [...new Set([...seen, ...other])].slice(0, 60);
  const wrong: string[] = [];
  for (const item of items) {
    if ((await explained(NURSE, item)) !== seen.has(item)) wrong.push(`nurse ${item}`);
    if ((await explained(SOCIAL, item)) !== other.has(item)) wrong.push(`social worker ${item}`);
  }
  expect(wrong).toEqual([]);
  await picture(lead, 'journey-explain');
}, 120_000);

test('a list for planning is of the register that is chosen, and leaves out who has opted out', async () => {
  const planner = await concord.as('commissioner', 'Vale Integrated');
  await planner.goto(`${concord.base}/measures/list`);
  await planner.getByLabel('People on which register, with which checks?').selectOption({ index: 1 });
  await planner.getByLabel('What is it for?').fill('To see where a podiatrist is needed most');
  await planner.getByRole('button', { name: 'Show what it would be' }).click();
  const list = planner.getByRole('region', { name: 'This list' });
  await list.waitFor();
  const [national] = await list.locator('.item-list li').allInnerTexts();
  expect(national).toContain('National data opt-out');
  expect(national).not.toMatch(/^nobody/i);
  await picture(planner, 'journey-list');
});

test('suspending hides at once what the agreement let be seen, and letting it run shows it again', async () => {
  const before = await itemsOf(nurse);
  await act('suspend', 'Why?', 'Letters went to old addresses; we are finding out how.', 'Suspend now');
  expect(await lead.locator('.state-now').innerText()).toContain('Suspended');
  await picture(lead, 'journey-suspended');
  const meanwhile = await itemsOf(nurse);
  expect(meanwhile.size).toBeLessThan(before.size);
  expect(await organizationsSeen(nurse)).toEqual([NURSE.organization]);
  await act(
    'resume',
    'What was put right?',
    'Addresses were corrected and the letters were sent again.',
    'Let it run again',
  );
  expect(await itemsOf(nurse)).toEqual(before);
});

test('a new version shows nothing otherwise until every party has signed it, and then at once', async () => {
  const before = await itemsOf(social);
  const problems = [...before].filter((item) => item.startsWith('Condition/'));
  expect(problems.length).toBeGreaterThan(0);
  await propose(leaveOut);
  expect(await itemsOf(social)).toEqual(before);
  const signatories = concord.links.filter(({ who }) => who.endsWith('signatory'));
  expect(signatories.length).toBeGreaterThan(2);
  for (const [at, { organization }] of signatories.entries()) {
    await sign(organization, 2);
    const now = await itemsOf(social);
    const left = [...now].filter((item) => problems.includes(item));
    expect(left.length > 0, `after ${at + 1} signatures`).toBe(at + 1 < signatories.length);
  }
}, 120_000);

test('what all have signed appears; what the person then keeps back is gone for whom they named, and for nobody else', async () => {
  const own = await concord.as('own record', '');
  const [row] = await concord.store.all<{ person: string }>(sql`
    select person from auth_seat where person is not null limit 1`);
  const record = `/people/${row?.person.replace('Person/', '')}`;
  const [consultant, specialist] = [
    await concord.as('consultant', 'Vale Hospitals'),
    await concord.as('specialist nurse', 'Vale Community'),
  ];
  const medicinesSeen = async (page: Page) =>
    [...(await itemsOf(page, record))].filter((item) => item.startsWith('Medication'));
  const before = await medicinesSeen(specialist);
  await propose(takeIn);
  for (const { organization } of concord.links.filter(({ who }) => who.endsWith('signatory'))) {
    expect(await medicinesSeen(specialist)).toEqual(before);
    await sign(organization, 3);
  }
  const [shared, elsewhere] = [await medicinesSeen(specialist), await medicinesSeen(consultant)];
  expect(shared.length).toBeGreaterThan(before.length);
  expect(elsewhere.length).toBeGreaterThan(0);
  const others = [...(await itemsOf(specialist, record))].filter((item) => !item.startsWith('Medication'));

  const consent = await sendConsent(row?.person ?? '');
  await expect.poll(() => medicinesSeen(specialist), { interval: 20 }).toEqual([]);
  expect(await medicinesSeen(consultant)).toEqual(elsewhere);
  await consent.remove();
  await expect.poll(() => medicinesSeen(specialist), { interval: 20 }).toEqual(shared);

  await own.getByRole('link', { name: 'What I share', exact: true }).click();
  await own.getByLabel('What is to be kept back?').selectOption({ label: 'All medicines' });
  await own.getByLabel('Vale Community NHS Trust').check();
  await own.getByRole('button', { name: 'Keep it back' }).click();
  await own.getByText('Kept back. It holds from now on.').waitFor();
  expect(await medicinesSeen(specialist)).toEqual([]);
  expect([...(await itemsOf(specialist, record))]).toEqual(others);
  expect(await medicinesSeen(consultant)).toEqual(elsewhere);
  await picture(own, 'journey-what-i-share');
  await picture(specialist, 'journey-kept-back');
  expect(await specialist.getByText('Some information may be restricted.').count()).toBe(1);
  await specialist.getByRole('link', { name: 'What my role sees, and why' }).click();
  await specialist.getByRole('heading', { name: 'What your role sees' }).waitFor();
  await specialist.goBack();

  await own.getByRole('button', { name: 'Share it again' }).click();
  await own.getByText('Shared again, as the organisations agreed.').waitFor();
  expect(await medicinesSeen(specialist)).toEqual(shared);
  await own.getByRole('link', { name: 'Who looked', exact: true }).click();
  await own.waitForURL(/\/me\/access$/);
  expect(await own.getByText('Vale Community NHS Trust').count()).toBeGreaterThan(0);
}, 180_000);

test('the person sees who looked', async () => {
  const own = await concord.as('own record', '');
  await own.getByRole('link', { name: 'Who looked', exact: true }).click();
  await own.waitForURL(/\/me\/access$/);
  expect(await own.getByRole('heading', { name: 'Who looked at my record' }).count()).toBe(1);
  await picture(own, 'journey-who-looked');
});

test('nothing went wrong behind the screens', () => {
  expect(concord.complaints).toEqual([]);
});

/** Somebody whom both seats find, with fewer items than the page lists, so that what is not on it is not visible. */
async function knownToBoth(): Promise<string> {
  for (const name of ['smith', 'jones', 'khan', 'patel', 'taylor', 'brown', 'williams', 'davies', 'evans', 'thomas']) {
    const [found, others] = [await peopleFound(nurse, name), await peopleFound(social, name)];
    for (const path of found.filter((one) => others.includes(one))) {
      await nurse.goto(`${concord.base}${path}`);
      if ((await nurse.getByText('Older items are in the record').count()) === 0) return path;
    }
  }
  throw new Error('nobody of the demonstration is known to both');
}

async function peopleFound(page: Page, name: string): Promise<readonly string[]> {
  await page.goto(`${concord.base}/people?text=${name}`);
  const links = await page.locator('.people-found th a').all();
  return Promise.all(links.map(async (link) => (await link.getAttribute('href')) ?? ''));
}

/** References of everything on the record page. */
async function itemsOf(page: Page, of = person): Promise<ReadonlySet<string>> {
  await page.goto(`${concord.base}${of}`);
  const hrefs = await page
    .locator('a.source')
    .evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).href));
  return new Set(hrefs.map((href) => new URL(href).searchParams.get('reference') ?? ''));
}

/** As the practice's system would send what a person told the practice: no medicines for the community trust. */
async function sendConsent(person: string): Promise<{ readonly remove: () => Promise<void> }> {
  const { token, base } = await concord.system('practice-system', 'Organization/practice-1');
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/fhir+json' };
  const [home] = await concord.store.all<{ id: string }>(sql`
    select d.id from record_demographics d join person_record p using (bkt, cmp)
    where p.person = ${person.replace('Person/', '')} limit 1`);
  const actor = { role: { coding: [{ code: 'IRCP' }] }, reference: { reference: 'Organization/community' } };
  const written = await fetch(`${base}/Consent`, {
    method: 'POST',
    headers,
    body: JSON.stringify({
      resourceType: 'Consent',
      status: 'active',
      scope: { coding: [{ code: 'patient-privacy' }] },
      category: [{ text: 'What is shared' }],
      patient: { reference: `Patient/${home?.id}` },
      policyRule: { coding: [{ code: 'OPTOUT' }] },
      provision: {
        type: 'deny',
        actor: [actor],
        class: [{ system: 'https://concord.health/data-class', code: 'medicines' }],
      },
    }),
  });
  const body = await written.text();
  expect(written.status, body).toBe(201);
  const { id } = JSON.parse(body) as { id: string };
  return {
    remove: async () => void (await fetch(`${base}/Consent/${id}`, { method: 'DELETE', headers })),
  };
}

async function organizationsSeen(page: Page): Promise<readonly string[]> {
  return [...new Set(await page.locator('a.source > bdi').allTextContents())];
}

/** Whether the lead is told that the seat sees the item. */
async function explained(seat: typeof NURSE, reference: string): Promise<boolean> {
  const partner = await organizationOf(seat.organization);
  const asked = new URLSearchParams({ reference, organization: partner, role: seat.role, purpose: 'direct-care' });
  await lead.goto(`${concord.base}/explain?${asked}`);
  const title = await lead.locator('.answer h2').innerText();
  expect(['Can be seen', 'Cannot be seen']).toContain(title);
  return title === 'Can be seen';
}

const organizations = new Map<string, string>();

async function organizationOf(name: string): Promise<string> {
  const known = organizations.get(name);
  if (known !== undefined) return known;
  await lead.goto(`${concord.base}/explain`);
  const value = await lead.getByLabel('Who looks: organisation').getByText(name, { exact: true }).getAttribute('value');
  organizations.set(name, value ?? '');
  return value ?? '';
}

async function act(what: 'suspend' | 'resume', label: string, reason: string, button: string): Promise<void> {
  await lead.goto(`${concord.base}${AGREEMENT}/${what}`);
  await lead.getByLabel(label).fill(reason);
  await lead.getByRole('button', { name: button }).click();
  await lead.waitForURL((url) => url.pathname === AGREEMENT);
}

/** Problems are shared with the council no more, nor medicines among those who treat; the text says so too. */
async function leaveOut(): Promise<void> {
  for (const [paragraph, kind] of [
    [/Paragraph 4\.5/, 'Problems'],
    [/Paragraph 4\.1/, 'Medicines'],
  ] as const) {
    const shared = lead.getByRole('group', { name: paragraph });
    await shared.getByLabel(kind, { exact: true }).uncheck();
    const words = shared.getByLabel(/Words of paragraph/);
    await words.fill((await words.inputValue()).replace(new RegExp(`${kind},? ?`, 'i'), ''));
  }
}

/** Medicines are shared again. */
async function takeIn(): Promise<void> {
  const shared = lead.getByRole('group', { name: /Paragraph 4\.1/ });
  await shared.getByLabel('Medicines', { exact: true }).check();
  const words = shared.getByLabel(/Words of paragraph/);
  await words.fill(`${await words.inputValue()} Medicines too.`);
}

async function propose(change: () => Promise<void>): Promise<void> {
  await lead.goto(`${concord.base}${AGREEMENT}/propose`);
  await change();
  await lead.getByRole('button', { name: 'Propose' }).click();
  await lead.waitForURL((url) => url.pathname === AGREEMENT);
  expect(await lead.getByRole('heading', { name: /What changes from the version before/ }).count()).toBe(1);
  await picture(lead, 'journey-proposed');
}

async function sign(organization: string, version: number): Promise<void> {
  const signatory = await concord.as('signatory', organization);
  await signatory.goto(`${concord.base}${AGREEMENT}?version=${version}`);
  await signatory.getByRole('link', { name: 'Sign', exact: true }).click();
  await signatory.getByLabel(/I have read it/).check();
  await signatory.getByRole('button', { name: 'Sign', exact: true }).click();
  await signatory.waitForURL((url) => url.pathname === AGREEMENT);
  expect(await signatory.locator('.said').innerText()).toContain(`Signed for ${organization}.`);
  await signatory.context().close();
}
