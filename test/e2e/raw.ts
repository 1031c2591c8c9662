import type { Browser, Page } from 'playwright-core';
import { openBrowser } from './browser.ts';

/** `ran`: the numbers that called `hit`. `felled`: markup with which no browser stayed up long enough to tell. */
export type Raw = { readonly ran: readonly number[]; readonly felled: readonly string[] };

const AT_ONCE = 40;
const TRIES = 3;

/**
 * What a browser does with markup that nobody looked at: without a policy, as some other program might show it. Some of it brings
 * a whole browser down where the machine is busy, so it is shown in a browser of its own, few at a time, and in a new one again:
 * nothing is left untold, and no other page falls with it.
 */
export async function shownRaw(markup: readonly string[]): Promise<Raw> {
  const ran: number[] = [];
  const felled: string[] = [];
  const todo: (readonly string[])[] = [];
  for (let from = 0; from < markup.length; from += AT_ONCE) todo.push(markup.slice(from, from + AT_ONCE));
  let opened = await openBrowser();
  try {
    for (let some = todo.shift(); some !== undefined; some = todo.shift()) {
      const hits: number[] = [];
      let stands = false;
      for (let tries = 0; tries < TRIES && !stands; tries += 1) {
        if (!opened.browser.isConnected()) {
          await opened.close();
          opened = await openBrowser();
        }
        stands = await shown(opened.browser, some, hits);
      }
      ran.push(...hits);
      if (stands) continue;
      const half = Math.ceil(some.length / 2);
      if (some.length === 1) felled.push(...some);
      else todo.unshift(some.slice(0, half), some.slice(half));
    }
  } finally {
    await opened.close();
  }
  return { ran, felled };
}

/** Whether the browser still stood at the end; what ran until then is in `hits` either way. */
async function shown(browser: Browser, markup: readonly string[], hits: number[]): Promise<boolean> {
  try {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.exposeFunction('hit', (number: number) => void hits.push(number));
    await page.goto('about:blank');
    // Some lead away from where they stand.
    for (const one of markup) await put(page, one).catch(() => back(page));
    // What is asked for and does not come runs late, later on a busy machine: until nothing more does.
    for (let before = -1; before !== hits.length; ) {
      before = hits.length;
      await page.waitForTimeout(500);
    }
    await context.close();
  } catch (error) {
    // A page that crashed alone leaves its browser connected: also then it is asked again.
    if (browser.isConnected() && !/crashed|closed/.test(String(error))) throw error;
    return false;
  }
  return browser.isConnected();
}

function put(page: Page, html: string): Promise<void> {
  return page.evaluate((markup) => {
    const box = document.createElement('div');
    document.body.append(box);
    box.append(document.createRange().createContextualFragment(markup));
    for (const element of box.querySelectorAll<HTMLElement>('a[href], button, input[type=submit]')) {
      const address = element.getAttribute('href') ?? '';
      if (!/^https?:/.test(address)) element.click();
    }
  }, html);
}

/** A page that is on its way elsewhere may get there first. */
async function back(page: Page): Promise<void> {
  for (let tries = 0; tries < 10; tries += 1) {
    const came = await page.goto('about:blank').then(
      () => true,
      () => false,
    );
    if (came) return;
  }
}
