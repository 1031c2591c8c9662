import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { TOTP } from 'otpauth';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '#testing/server';
import { type OpenBrowser, openBrowser } from './browser.ts';
import { picture } from './concord.ts';
import { faultsOf, NONE } from './faults.ts';
import { withPasskeys } from './passkeys.ts';

const PRACTICE = { organization: 'Organization/elm', organizationName: 'Elm Tree Surgery' };

let server: TestServer;
let opened: OpenBrowser;
const complaints: string[] = [];

beforeAll(async () => {
  await promisify(execFile)(process.execPath, ['build.mjs']);
  server = await startTestServer();
  opened = await openBrowser();
});

afterAll(async () => {
  await opened?.close();
  await server?.close();
});

/** A browser of its own, on a device that has a fingerprint reader. */
async function device(width = 1440): Promise<Page> {
  const context = await opened.browser.newContext({ viewport: { width, height: 900 } });
  const page = await context.newPage();
  page.on('pageerror', ({ message }) => complaints.push(message));
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('401')) complaints.push(message.text());
  });
  return withPasskeys(page);
}

async function invitation(role: 'practice-manager' | 'gp', name: string): Promise<string> {
  const given = await server.app.core.people.give({ name, role, by: 'operator', ...PRACTICE });
  if (!given.ok) throw new Error(given.refusals[0].code);
  return `${server.app.address}/sign-in?link=${given.value.link}`;
}

test('somebody invited adds a passkey, signs out, and signs in with it alone', async () => {
  const page = await device();
  await page.goto(await invitation('practice-manager', 'Ines Duarte'));
  await expect.poll(() => page.locator('h1').textContent()).toBe('Protect your account');
  expect(await faultsOf(page)).toEqual(NONE);
  await picture(page, 'second-step');
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  await expect.poll(() => page.locator('h1').textContent()).toBe('Keep these codes');
  expect(await page.locator('.codes li').count()).toBe(10);
  expect(await faultsOf(page)).toEqual(NONE);
  await page.getByRole('link', { name: 'I have kept them' }).click();
  await expect.poll(() => page.locator('h1').textContent()).not.toBe('Keep these codes');
  await page.goto(`${server.app.address}/account`);
  expect(await page.getByRole('button', { name: 'Remove' }).count()).toBe(1);
  expect(await faultsOf(page)).toEqual(NONE);
  await picture(page, 'account');
  await page.locator('details.me summary').click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect.poll(() => page.locator('h1').textContent()).toBe('Sign in');
  expect(await faultsOf(page)).toEqual(NONE);
  await picture(page, 'sign-in');
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await expect.poll(() => page.locator('.me-name').textContent()).toBe('Ines Duarte');
  await page.goto(`${server.app.address}/staff`);
  expect(await faultsOf(page)).toEqual(NONE);
  await picture(page, 'staff');
  expect(complaints).toEqual([]);
}, 60_000);

test('on a phone without a passkey an app that shows codes does, and a wrong code says so', async () => {
  const page = await device(390);
  await page.goto(await invitation('gp', 'Omar Haddad'));
  const secret = ((await page.locator('code').first().textContent()) ?? '').replaceAll(' ', '');
  const code = page.getByLabel('Code that the app shows');
  await code.fill('000000');
  await page.getByRole('button', { name: 'Go on' }).click();
  await expect.poll(() => page.locator('p.problem[role=alert]:visible').count()).toBe(1);
  await code.fill(new TOTP({ secret }).generate());
  await picture(page, 'second-step-phone');
  expect(await faultsOf(page)).toEqual(NONE);
  await page.getByRole('button', { name: 'Go on' }).click();
  await expect.poll(() => page.locator('h1').textContent()).toBe('Keep these codes');
  await page.goto(`${server.app.address}/account`);
  expect(await faultsOf(page)).toEqual(NONE);
  await picture(page, 'account-phone');
}, 60_000);
