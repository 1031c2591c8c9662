import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Concord, openConcord } from './concord.ts';

/** What a page may weigh, gzipped, with all that a browser loads for it: somebody opens it on a slow line. */
const KB = 1024;
const SCRIPT_STAFF = 35 * KB;
const SCRIPT_PERSON = 20 * KB;
const STYLES = 10 * KB;

let concord: Concord;

beforeAll(async () => {
  concord = await openConcord();
}, 300_000);

afterAll(() => concord?.close());

type Weight = { readonly document: number; readonly script: number; readonly stylesheet: number };

/** Of a page that a browser has never seen anything of. */
async function weigh(page: Page, address: string): Promise<Weight> {
  const state = await page.context().storageState();
  const fresh = await page.context().browser()?.newContext({ storageState: state });
  if (!fresh) throw new Error('there is a browser');
  const opened = await fresh.newPage();
  const loads: Promise<readonly [string, number]>[] = [];
  opened.on('response', (response) => {
    const kind = response.request().resourceType();
    if (response.ok()) loads.push(response.body().then((body) => [kind, gzipSync(body).length] as const));
  });
  await opened.goto(address, { waitUntil: 'networkidle' });
  const sizes = await Promise.all(loads);
  await fresh.close();
  const sum = (kind: string) => sizes.reduce((all, [of, size]) => (of === kind ? all + size : all), 0);
  return { document: sum('document'), script: sum('script'), stylesheet: sum('stylesheet') };
}

test('a record, the measures and a person’s own page weigh what they may, with what they load', async () => {
  const nurse = await concord.as('practice nurse', 'Elm Tree Surgery');
  await nurse.goto(`${concord.base}/people?text=smith`);
  const record = await nurse.locator('.people-found th a').first().getAttribute('href');
  const person = await concord.as('own record', '');
  for (const [page, path, html, script] of [
    [nurse, record ?? '', 15 * KB, SCRIPT_STAFF],
    [nurse, '/measures', 20 * KB, SCRIPT_STAFF],
    [nurse, '/obligations', 15 * KB, SCRIPT_STAFF],
    [person, '/me', 15 * KB, SCRIPT_PERSON],
  ] as const) {
    const weight = await weigh(page, `${concord.base}${path}`);
    expect(weight.document, `${path} has a page`).toBeGreaterThan(0);
    expect(weight.stylesheet, `${path} has styles`).toBeGreaterThan(0);
    expect(weight.document, `HTML of ${path}`).toBeLessThanOrEqual(html);
    expect(weight.script, `scripts of ${path}`).toBeLessThanOrEqual(script);
    expect(weight.stylesheet, `styles of ${path}`).toBeLessThanOrEqual(STYLES);
  }
});
