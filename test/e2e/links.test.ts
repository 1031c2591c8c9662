import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Concord, openConcord } from './concord.ts';

/** No link on any page leads whoever follows it to a refusal: what a seat may not do is not offered to it. */
let concord: Concord;

beforeAll(async () => {
  concord = await openConcord();
}, 300_000);

afterAll(async () => {
  await concord?.close();
});

/** Of each kind of page so many: lists are long, and their pages alike. */
const OF_A_KIND = 2;
const PAGES_MAX = 110;
const LONG = 300_000;

/** Beyond the pages: files of the program itself, signing out, another seat, and the API, which asks for a token. */
const BEYOND = /^\/(assets|sign-out|seats|fhir)\b|\.(js|css|svg|woff2?|png)$/;

type Refused = { readonly from: string; readonly to: string; readonly status: number };

/** Follows links from the first page on, page by page; answers how many opened, and those that did not. */
async function follow(page: Page): Promise<{ readonly opened: number; readonly refused: readonly Refused[] }> {
  const waiting: { readonly from: string; readonly to: string }[] = [{ from: '', to: '/' }];
  const kinds = new Map<string, number>();
  const seen = new Set<string>();
  const refused: Refused[] = [];
  for (let next = waiting.shift(); next !== undefined && seen.size < PAGES_MAX; next = waiting.shift()) {
    const { from, to } = next;
    const kind = to.replace(/[\w.-]*\d[\w.-]*/g, '1').replace(/=[^&]*/g, '=');
    if (seen.has(to) || (kinds.get(kind) ?? 0) >= OF_A_KIND) continue;
    seen.add(to);
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    const answer = await page.request.get(`${concord.base}${to}`);
    if (answer.status() >= 400) refused.push({ from, to, status: answer.status() });
    if (!(answer.headers()['content-type'] ?? '').startsWith('text/html')) continue;
    for (const [, href = ''] of (await answer.text()).matchAll(/<a\b[^>]*?\shref="(\/[^"#]*)/g))
      if (!BEYOND.test(href)) waiting.push({ from: to, to: href.replaceAll('&amp;', '&') });
  }
  return { opened: seen.size - refused.length, refused };
}

test.each([
  ['receptionist', 'Elm Tree Surgery'],
  ['practice nurse', 'Elm Tree Surgery'],
  ['practice manager', 'Elm Tree Surgery'],
  ['information governance', 'Elm Tree Surgery'],
  ['community health worker', 'Neighbours Together'],
  ['finance lead', 'Vale Integrated'],
  ['programme lead', 'Vale Integrated'],
  ['consultant', 'Vale Hospitals'],
  ['their own record', ''],
])('no link leads the %s to a refusal', { timeout: LONG }, async (who, organization) => {
  const { opened, refused } = await follow(await concord.as(who, organization));
  expect(refused).toEqual([]);
  expect(opened).toBeGreaterThan(15);
});

test('what is not for a seat answers so that a link to it would be found', async () => {
  const page = await concord.as('receptionist', 'Elm Tree Surgery');
  for (const path of ['/drafts', '/money', '/audit'])
    expect((await page.request.get(`${concord.base}${path}`)).status(), path).toBeGreaterThanOrEqual(400);
});
