import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

/** What makes a page unusable for somebody; every list is empty on a good page. */
export type Faults = {
  readonly violations: readonly string[];
  readonly tooWide: readonly string[];
  readonly tooSmall: readonly string[];
  readonly scrambled: readonly string[];
  readonly nameless: readonly string[];
  readonly inPieces: readonly string[];
};

export const NONE: Faults = {
  violations: [],
  tooWide: [],
  tooSmall: [],
  scrambled: [],
  nameless: [],
  inPieces: [],
};

/** Run by a page before its own scripts it is there at once; a page that has not is given it when it is asked. */
export const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What else colours and another direction can make wrong; the rest of the rules read the document, which stays the same. */
export const BY_LOOK = ['color-contrast', 'target-size'];

export async function faultsOf(page: Page, only?: readonly string[]): Promise<Faults> {
  return { violations: await violations(page, only), ...(await findFaults(page)) };
}

async function violations(page: Page, only?: readonly string[]): Promise<readonly string[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(AXE);
  const options = {
    resultTypes: ['violations'],
    rules: { 'target-size': { enabled: true } },
    ...(only && { runOnly: { type: 'rule', values: [...only] } }),
  };
  return page.evaluate(async (asked) => {
    const run = (globalThis as unknown as { axe: { run: (options: object) => Promise<AxeResult> } }).axe.run;
    const { violations } = await run(asked);
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
  }, options);
}

type AxeResult = {
  readonly violations: readonly { readonly id: string; readonly nodes: readonly { html: string }[] }[];
};

/** What axe does not find: sideways scrolling, text too small, dates and numbers that right-to-left text would scramble, sentences in pieces. */
function findFaults(page: Page) {
  return page.evaluate(() => {
    const box = document.documentElement;
    const words = (element: Element) => (element.textContent ?? '').trim().slice(0, 60);
    const tooWide =
      box.scrollWidth > box.clientWidth
        ? [
            // Said even where nothing of what is seen is past the edge.
            `${box.scrollWidth} of ${box.clientWidth}`,
            ...[...document.querySelectorAll('body *')]
              .filter((one) => {
                const { right, left, width } = one.getBoundingClientRect();
                return width > 1 && (right > box.clientWidth + 1 || left < -1);
              })
              .map((one) => `${one.tagName}.${one.getAttribute('class')} ${words(one)}`),
          ]
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
    // A cell that lies down on a phone lays out its children one by one: a sentence in it falls into pieces unless it is one child.
    const inPieces = [...document.querySelectorAll('td, th')]
      .filter((one) => getComputedStyle(one).display === 'flex' && one.children.length > 0)
      .filter((one) => [...one.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim()))
      .map(words);
    return { tooWide, tooSmall, scrambled, nameless, inPieces };
  });
}
