import { keepApp } from '#auth';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Concord, openConcord, picture } from './concord.ts';
import { faultsOf, NONE } from './faults.ts';
import { CLIENT_ID, serveSmartApp, type SmartApp } from './smart-app.ts';

/** Apps of somebody else, with the library that such apps are written with, in a real browser. */
let concord: Concord;
let app: SmartApp;
let page: Page;

beforeAll(async () => {
  concord = await openConcord();
  app = await serveSmartApp();
  await concord.store.write((transaction) =>
    keepApp(
      transaction,
      {
        id: CLIENT_ID,
        name: 'Growth chart',
        kind: 'app',
        authenticates: 'none',
        redirects: [`${app.origin}/app/`],
        launch: `${app.origin}/launch`,
        frames: [],
        scopes: 'openid fhirUser profile launch launch/patient online_access offline_access patient/*.cruds user/*.rs',
      },
      new Date(),
    ),
  );
  page = await concord.as('practice nurse', 'Elm Tree Surgery');
  page.setDefaultTimeout(20_000);
}, 300_000);

afterAll(async () => {
  app?.close();
  await concord?.close();
});

type Told = {
  readonly patient: string;
  readonly asked: string;
  readonly user: string;
  readonly observations: unknown;
  readonly conditions: unknown;
  readonly everybody: number;
  readonly scope: string;
  readonly refreshed: boolean;
  readonly after: unknown;
};

/** What the app has written into its page. */
async function toldBy(where: Page): Promise<Told> {
  return wholeOf(() => where.textContent('#out'));
}

/** It is read again until it is whole: what is being written is not JSON yet. */
async function wholeOf(read: () => Promise<string | null>): Promise<Told> {
  let told: Told | undefined;
  await expect.poll(async () => (told = parsed((await read()) ?? '')), { timeout: 20_000 }).toBeDefined();
  return told as Told;
}

function parsed(text: string): Told | undefined {
  try {
    return JSON.parse(text) as Told;
  } catch {
    return undefined;
  }
}

/** As browsers will be, and some are: a page within another site's has no cookie. */
async function blockForeignCookies(where: Page): Promise<void> {
  const browser = await where.context().newCDPSession(where);
  await browser.send('Network.enable');
  const controls = {
    enableThirdPartyCookieRestriction: true,
    disableThirdPartyCookieMetadata: true,
    disableThirdPartyCookieHeuristics: true,
  };
  await browser.send('Network.setCookieControls', controls);
}

async function showInFrame(record: Page, address: string): Promise<void> {
  await record.evaluate((src) => document.querySelector('iframe')?.setAttribute('src', src), address);
}

/** The page in three widths and in the dark; a picture of each is kept. */
async function looksWell(where: Page, name: string): Promise<void> {
  for (const [width, scheme] of [
    [1440, 'light'],
    [390, 'light'],
    [1440, 'dark'],
  ] as const) {
    await where.setViewportSize({ width, height: 900 });
    await where.emulateMedia({ colorScheme: scheme });
    // Colours fade from one scheme to the other.
    await where.waitForTimeout(300);
    expect({ name, width, scheme, ...(await faultsOf(where)) }).toEqual({ name, width, scheme, ...NONE });
    await picture(where, `${name}-${width}-${scheme}`);
  }
  await where.emulateMedia({ colorScheme: 'light' });
}

test('an app opened from the page of a person reads that person, and goes on with a new token', {
  timeout: 60_000,
}, async () => {
  await page.goto(`${concord.base}/people?text=smith`);
  await page.locator('.people-found th a').first().click();
  await page.locator('.open-apps summary').click();
  await looksWell(page, 'smart-open');
  await page.getByRole('link', { name: 'Growth chart' }).click();
  await page.getByRole('heading', { name: 'Open Growth chart?' }).waitFor();
  await looksWell(page, 'smart-consent');
  await page.getByRole('button', { name: 'Open it', exact: true }).click();
  const told = await toldBy(page);
  expect(told).toMatchObject({ patient: told.asked, user: 'Practitioner', refreshed: true });
  expect(told.observations).toBeGreaterThan(0);
  expect(told.after).toBe(told.observations);
  expect(told.everybody).toBeGreaterThanOrEqual(1);
  expect(told.everybody).toBeLessThan(6);
});

test('an app that comes by itself is asked for whom, and sees what was left ticked', { timeout: 60_000 }, async () => {
  const server = encodeURIComponent(`${concord.base.replace('localhost', '127.0.0.1')}/fhir`);
  const scope = encodeURIComponent('openid fhirUser launch/patient patient/*.rs');
  await page.goto(`${app.origin}/launch?server=${server}&scope=${scope}`);
  await page.getByRole('heading', { name: 'For whom do you open' }).waitFor();
  await page.getByLabel('Find a person', { exact: true }).fill('smith');
  await page.getByRole('button', { name: 'Find', exact: true }).click();
  await looksWell(page, 'smart-pick');
  await page.locator('.item-list a').first().click();
  await page.getByLabel(/^See the whole record/).uncheck();
  await page.getByText('Only some of it').click();
  await page.getByLabel('Name, birth date, address and contact details').check();
  await page.getByLabel('Health problems').check();
  await looksWell(page, 'smart-narrowed');
  await page.getByRole('button', { name: 'Open it', exact: true }).click();
  const told = await toldBy(page);
  expect(told.patient).toBe(told.asked);
  expect(told.scope).toContain('patient/Condition.rs');
  expect(told.scope).not.toContain('patient/*');
  expect(told.conditions).toBeGreaterThan(0);
  expect(told.observations).toBe(0);
  expect(told.refreshed).toMatch(/failed/);
});

test('who is not signed in signs in first, and is then asked', { timeout: 60_000 }, async () => {
  const { page: other, link } = await concord.stranger('consultant', 'Vale Hospitals NHS Trust');
  const server = encodeURIComponent(`${concord.base}/fhir`);
  await other.goto(`${app.origin}/launch?server=${server}&scope=${encodeURIComponent('openid user/Patient.rs')}`);
  await other.getByRole('heading', { name: 'Sign in' }).waitFor();
  await other.goto(link);
  await other.getByRole('heading', { name: 'Open Growth chart?' }).waitFor();
  await other.getByRole('button', { name: 'Do not open it' }).click();
  expect(await toldBy(other)).toEqual({ error: expect.stringContaining('decided not to open') });
});

test('an app in the frame of another record asks in a window of its own, and goes on in its frame', {
  timeout: 60_000,
}, async () => {
  const { page: record, link } = await concord.stranger('consultant', 'Vale Hospitals NHS Trust');
  record.setDefaultTimeout(20_000);
  await blockForeignCookies(record);
  await record.goto(app.elsewhere);
  const scope = encodeURIComponent('openid fhirUser launch/patient patient/*.rs');
  const asked = `server=${encodeURIComponent(`${concord.base}/fhir`)}&scope=${scope}&target=popup`;
  await showInFrame(record, `${app.origin}/launch?${asked}`);
  const frame = record.frameLocator('#app');
  const opening = record.waitForEvent('popup');
  await frame.getByRole('button', { name: 'Connect' }).click();
  const popup = await opening;
  popup.setDefaultTimeout(20_000);
  await popup.getByLabel('Sign-in link or its code').fill(link);
  await popup.getByLabel('Sign-in link or its code').press('Enter');
  await popup.getByLabel('Find a person', { exact: true }).fill('smith');
  await popup.getByRole('button', { name: 'Find', exact: true }).click();
  await popup.locator('.item-list a').first().click();
  const closed = popup.waitForEvent('close');
  await popup.getByRole('button', { name: 'Open it', exact: true }).click();
  await closed;
  const out = frame.locator('#out');
  const told = await wholeOf(() => out.innerText());
  expect(told.patient).toBe(told.asked);
  expect(told.observations).toBeGreaterThan(0);
});

test('no frame of another site has a cookie, and none shows a page of ours', { timeout: 60_000 }, async () => {
  // A page that nobody listens to: a browser complains of each frame that it refuses.
  const record = await page.context().newPage();
  await blockForeignCookies(record);
  await record.goto(app.elsewhere);
  await showInFrame(record, `${app.origin}/launch?target=popup`);
  await expect.poll(() => record.frameLocator('#app').locator('#out').innerText()).toBe('cookies: ');
  for (const address of ['/sign-in', '/people', '/apps/consent/abc']) {
    await showInFrame(record, `${concord.base}${address}`);
    await expect.poll(() => record.frames()[1]?.url()).toMatch(/chrome-error/);
  }
  await record.close();
});

test('what was given is listed, and ended there', { timeout: 60_000 }, async () => {
  await page.goto(`${concord.base}/apps`);
  await page.locator('.item-title', { hasText: 'Growth chart' }).first().waitFor();
  await looksWell(page, 'smart-apps');
  const all = await page.getByRole('button', { name: 'End it' }).count();
  await page.getByRole('button', { name: 'End it' }).first().click();
  await expect.poll(() => page.getByRole('button', { name: 'End it' }).count()).toBe(all - 1);
});

test('nothing went wrong behind the screens', () => {
  expect(concord.complaints).toEqual([]);
});
