import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as web from '#web';
import { type OpenBrowser, openBrowser } from './browser.ts';
import { AXE, BY_LOOK, faultsOf, NONE } from './faults.ts';
import { type Served, serveStories } from './serve-stories.ts';
import { STORIES } from './stories.tsx';

/** Each look is one document that is then made narrow: every rule is tried on the first, and on the others what a look can change. */
const LOOKS = [
  { look: 'light, wide and on a phone', query: '', widths: [1440, 390], rules: undefined },
  { look: 'dark, wide and at its narrowest', query: '?theme=dark', widths: [1440, 320], rules: BY_LOOK },
  { look: 'right to left, wide and on a phone', query: '?dir=rtl', widths: [1024, 390], rules: BY_LOOK },
] as const;

let opened: OpenBrowser;
let served: Served;
let page: Page;
const complaints: string[] = [];

beforeAll(async () => {
  served = await serveStories();
  opened = await openBrowser();
  // A colour that is still on its way to another is neither.
  page = await opened.browser.newPage({ reducedMotion: 'reduce' });
  await page.addInitScript(AXE);
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
});

afterAll(async () => {
  await opened?.close();
  await served?.close();
});

describe.each(STORIES.map(({ name }) => name))('%s', (name) => {
  test.each(LOOKS)('can be used $look', async ({ query, widths, rules }) => {
    complaints.length = 0;
    await page.setViewportSize({ width: widths[0], height: 900 });
    await page.goto(`${served.base}/${name}${query}`);
    for (const width of widths) {
      await page.setViewportSize({ width, height: 900 });
      expect(await faultsOf(page, rules), `${width} wide`).toEqual(NONE);
    }
    expect(complaints).toEqual([]);
  });
});

test('no page is left out', async () => {
  const shown = STORIES.map(({ shell }) => shell.path.replace(/\?.*/, ''));
  const untold = web.pages.filter(({ path }) => !shown.some((one) => patternOf(path).test(one)));
  expect(untold.map(({ path }) => path)).toEqual([]);
  // Those that are drawn by a route of their own have no address here: they are found by their name.
  const files = (await readdir(import.meta.dirname)).filter((name) => /^stories.*\.tsx$/.test(name));
  const texts = await Promise.all(files.map((name) => readFile(join(import.meta.dirname, name), 'utf8')));
  const named = Object.keys(web).filter((name) => name.endsWith('Page') && name !== 'firstPage');
  expect(named.length).toBeGreaterThan(8);
  expect(named.filter((name) => !texts.some((text) => new RegExp(`\\b${name}\\b`).test(text)))).toEqual([]);
});

/** '/people/:id' is any address of two parts that begins so. */
function patternOf(path: string): RegExp {
  const parts = path.split('/').map((part) => (part.startsWith(':') ? '[^/]+' : part.replace(/[^\w-]/g, '\\$&')));
  return new RegExp(`^${parts.join('/')}$`);
}

test('faint words and tiny buttons are found in every look', async () => {
  await page.goto('about:blank');
  await page.setContent(
    '<!doctype html><html lang="en"><title>t</title><main><h1>t</h1><p style="color:#999;background:#fff">faint</p>' +
      '<button style="width:8px;height:8px;padding:0;border:0" aria-label="a"></button>'.repeat(2) +
      '</main>',
  );
  const found = (await faultsOf(page, BY_LOOK)).violations.map((told) => told.split(':')[0]);
  expect(found.sort()).toEqual(['color-contrast', 'target-size', 'target-size']);
});

test('pages keep to their weight', async () => {
  const weigh = async (path: string) => {
    const answer = await fetch(`${served.base}${path}`);
    return gzipSync(Buffer.from(await answer.arrayBuffer())).length;
  };
  expect(await weigh('/record')).toBeLessThan(15_000);
  expect(await weigh('/measures')).toBeLessThan(20_000);
  expect(await weigh('/assets/concord.css')).toBeLessThan(10_000);
  // Here it is one file with what pages load only where they need it: passkeys, drafts, forms.
  expect(await weigh('/assets/pages.js')).toBeLessThan(15_000);
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
