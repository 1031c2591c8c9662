import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type OpenBrowser, openBrowser } from './browser.ts';
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
let axe: string;

beforeAll(async () => {
  served = await serveStories();
  opened = await openBrowser();
  axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
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
      expect(await findFaults(page)).toEqual({ tooWide: [], tooSmall: [], scrambled: [], nameless: [] });
      expect(await violations(page)).toEqual([]);
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

async function violations(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const run = (globalThis as unknown as { axe: { run: (options: object) => Promise<AxeResult> } }).axe.run;
    const { violations } = await run({ rules: { 'target-size': { enabled: true } } });
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
  });
}

type AxeResult = {
  readonly violations: readonly { readonly id: string; readonly nodes: readonly { html: string }[] }[];
};

/** What axe does not find: sideways scrolling, text too small, dates and numbers that right-to-left text would scramble. */
function findFaults(page: Page) {
  return page.evaluate(() => {
    const box = document.documentElement;
    const words = (element: Element) => (element.textContent ?? '').trim().slice(0, 60);
    const tooWide =
      box.scrollWidth > box.clientWidth
        ? [...document.querySelectorAll('body *')]
            .filter((one) => {
              const { right, left, width } = one.getBoundingClientRect();
              return width > 1 && (right > box.clientWidth + 1 || left < -1);
            })
            .map((one) => `${one.tagName}.${one.getAttribute('class')} ${words(one)}`)
        : [];
    const tooSmall = [...document.querySelectorAll('body *')]
      .filter((one) => [...one.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim()))
      .filter((one) => one.getClientRects().length > 0 && Number.parseFloat(getComputedStyle(one).fontSize) < 11)
      .filter((one) => !one.classList.contains('shape'))
      .map(words);
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const scrambled: string[] = [];
    while (walker.nextNode()) {
      const text = walker.currentNode.textContent ?? '';
      const inside = walker.currentNode.parentElement;
      if (
        /\d{3} \d{3} \d{4}|\d{2}-[A-Z][a-z]{2}-\d{4}/.test(text) &&
        !inside?.closest('bdi, svg, title, textarea, option')
      ) {
        scrambled.push(text.trim());
      }
    }
    const nameless = [...document.querySelectorAll('section')]
      .filter((one) => !one.querySelector('h1, h2, h3'))
      .map(words);
    return { tooWide, tooSmall, scrambled, nameless };
  });
}
