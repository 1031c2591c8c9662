import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type OpenBrowser, openBrowser } from './browser.ts';
import { faultsOf, NONE } from './faults.ts';
import { type Served, serveStories } from './serve-stories.ts';
import { STORIES } from './stories.tsx';

const VIEWS = [
  { view: 'wide and light', width: 1440, query: '' },
  { view: 'wide and dark', width: 1440, query: '?theme=dark' },
  { view: 'right to left', width: 1024, query: '?dir=rtl' },
  { view: 'a phone', width: 390, query: '' },
  { view: 'the narrowest', width: 320, query: '?theme=dark' },
] as const;

let opened: OpenBrowser;
let served: Served;

beforeAll(async () => {
  served = await serveStories();
  opened = await openBrowser();
});

afterAll(async () => {
  await opened?.close();
  await served?.close();
});

describe.each(STORIES.map(({ name }) => name))('%s', (name) => {
  test.each(VIEWS)('can be used on $view', async ({ width, query }) => {
    const complaints: string[] = [];
    const page = await opened.browser.newPage({ viewport: { width, height: 900 } });
    try {
      page.on('console', (message) => complaints.push(message.text()));
      page.on('pageerror', (error) => complaints.push(error.message));
      await page.goto(`${served.base}/${name}${query}`);
      expect(await faultsOf(page)).toEqual(NONE);
      expect(complaints).toEqual([]);
    } finally {
      await page.close();
    }
  });
});

test('pages keep to their weight', async () => {
  const weigh = async (path: string) => {
    const answer = await fetch(`${served.base}${path}`);
    return gzipSync(Buffer.from(await answer.arrayBuffer())).length;
  };
  expect(await weigh('/record')).toBeLessThan(15_000);
  expect(await weigh('/measures')).toBeLessThan(20_000);
  expect(await weigh('/assets/concord.css')).toBeLessThan(10_000);
  expect(await weigh('/assets/pages.js')).toBeLessThan(10_000);
});

test('screens use no word of the machine', async () => {
  for (const { name } of STORIES) {
    const html = await (await fetch(`${served.base}/${name}`)).text();
    const words = html.replace(/<[^>]*>/g, ' ');
    expect(
      /\b(clause|compiled?|gate|sentinel|refused|policy engine|compartment)\b/i.exec(words)?.[0],
      name,
    ).toBeUndefined();
  }
});
