import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openProxy, type Proxy } from '../../src/store/proxy.testing.ts';
import { type Concord, openConcord, picture } from './concord.ts';

/** The database goes away under pages that are open, and comes back. */
let proxy: Proxy;
let concord: Concord;
let nurse: Page;
let lead: Page;

beforeAll(async () => {
  concord = await openConcord(async (url) => {
    proxy = await openProxy(url);
    return proxy.url;
  });
  nurse = await concord.as('practice nurse', 'Elm Tree Surgery');
  await nurse.goto(`${concord.base}/measures`);
  lead = await concord.as('information governance lead', 'Vale Integrated Care Board');
  await lead.goto(`${concord.base}/agreements/vale-data-sharing/suspend`);
}, 300_000);

afterAll(async () => {
  await concord?.close();
  await proxy?.close();
});

const REASON = 'A court has ordered it, and the hearing is on Friday.';
const reason = () => lead.locator('main form textarea').first();

test('open pages say that the records are out of reach and how old is what they show, and keep what was typed', async () => {
  await reason().fill(REASON);
  proxy.stall();
  await nurse.locator('#away').waitFor({ timeout: 30_000 });
  expect(await nurse.locator('#away').innerText()).toMatch(
    /cannot reach its records.*as at \d\d:\d\d, (less than a minute|\d+ minutes?) ago/,
  );
  await picture(nurse, 'outage-page');
  await lead
    .locator('main form:has(textarea)')
    .first()
    .evaluate((form: HTMLFormElement) => form.requestSubmit());
  await lead.locator('#away').waitFor({ timeout: 30_000 });
  expect(await reason().inputValue()).toBe(REASON);
});

test('whoever opens a page meanwhile is told within bounds, with a way to try again', async () => {
  const other = await nurse.context().newPage();
  const began = Date.now();
  const gone = await other.goto(`${concord.base}/measures`, { timeout: 30_000 });
  expect(gone?.status()).toBe(503);
  expect(Number(gone?.headers()['retry-after'])).toBeGreaterThan(0);
  expect(await other.locator('main').innerText()).toContain('cannot reach its records just now');
  expect(Date.now() - began).toBeLessThan(30_000);
});

test('it all comes back without a restart, and the pages take their word back', async () => {
  proxy.flow();
  await nurse.locator('#away').waitFor({ state: 'detached', timeout: 30_000 });
  await lead.locator('#away').waitFor({ state: 'detached', timeout: 30_000 });
  expect(await reason().inputValue()).toBe(REASON);
  expect((await nurse.goto(`${concord.base}/measures`))?.status()).toBe(200);
}, 90_000);
