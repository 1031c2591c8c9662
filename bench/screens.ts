import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { BrowserContext, CDPSession, Page } from 'playwright-core';
import { openBrowser } from '../test/e2e/browser.ts';
import type { Cluster } from '../torture/cluster.ts';
import { median, quantile, usage } from './gauge.ts';
import { postmaster } from './postmaster.ts';
import type { Claim, Figure } from './run.ts';
import { seededLinks, signInAddress, type Visitor } from './sign-in.ts';

/** The lines and machines of the budgets: bits a second, ms there and back, how many times slower than this machine. */
const PHONES = [
  { name: 'slow 3G, CPU 6 times slower', bits: 400_000, latency: 400, slower: 6 },
  { name: 'slow 4G, CPU 4 times slower', bits: 1_600_000, latency: 150, slower: 4 },
] as const;
const MID_PHONE = 4;
const OPENINGS = 5;
/** Asked so often before it is measured: the machine code of a page is made meanwhile. */
const WARMING = 150;
const ROUNDS = 5;
const ASKINGS = 40;
const WALKS = 12;

/**
 * What the people before a screen wait for, page by page: the server's own work on it, of which drawing it, the largest thing seen on a
 * slow line and a slow phone with nothing kept from before, going from page to page in an office, and a keystroke until it is shown.
 * With `CONCORD_BENCH_SERVER=only` no browser is opened: the server's work alone is measured.
 */
export const screens: Claim = async (cluster) => {
  await startMeasured(cluster);
  if (process.env['CONCORD_BENCH_SERVER'] === 'only') return servedAll(cluster);
  const opened = await openBrowser();
  const found: Figure[] = [...(await servedAll(cluster))];
  try {
    for (const { role, pages } of await seats(cluster)) {
      const context = await opened.browser.newContext({ viewport: { width: 390, height: 844 } });
      const page = await context.newPage();
      await page.goto(`${cluster.base()}${await signInAddress(cluster, role)}`);
      for (const path of pages) {
        for (const phone of PHONES) found.push(await painted(context, `${cluster.base()}${path}`, path, phone));
      }
      found.push(await walked(page, cluster.base(), pages, role));
      if (role !== PERSON) found.push(await typed(page, `${cluster.base()}${pages[0] ?? '/'}`, role));
      await context.close();
    }
  } finally {
    await opened.close();
  }
  return found;
};

const PERSON = 'their own record';
type Seat = { readonly role: string; readonly pages: readonly string[] };

async function seats(cluster: Cluster): Promise<readonly Seat[]> {
  const nurse = await seededLinks(cluster, 'practice nurse');
  const record = /href="(\/people\/[A-Za-z0-9.-]+)"/.exec(await nurse.get('/people?text=smith'))?.[1];
  if (record === undefined) throw new Error('nobody to open');
  return [
    { role: 'practice nurse', pages: [record, '/measures', '/obligations', '/people?text=smith'] },
    { role: 'finance lead', pages: ['/money', '/agreements'] },
    { role: 'programme lead', pages: ['/programmes', '/agreements'] },
    { role: PERSON, pages: ['/me'] },
  ];
}

/** A server that tells what drawing costs. */
async function startMeasured(cluster: Cluster): Promise<void> {
  const drawing = pathToFileURL(join(import.meta.dirname, 'drawing.mjs')).href;
  await cluster.start({ NODE_OPTIONS: `--import ${drawing}`, CONCORD_BENCH_DRAWN: drawnIn(cluster) });
}

function drawnIn({ folder }: Cluster): string {
  return join(folder, 'drawn');
}

/** Every page by the server alone, all warm before the first is measured, in rounds: the machine's mood is shared by all. */
async function servedAll(cluster: Cluster): Promise<readonly Figure[]> {
  const asked: { readonly path: string; readonly visitor: Visitor }[] = [];
  for (const { role, pages } of await seats(cluster)) {
    const visitor = await seededLinks(cluster, role);
    for (const path of pages) if (!asked.some((one) => one.path === path)) asked.push({ path, visitor });
  }
  for (const { visitor, path } of asked) for (let n = 0; n < WARMING; n += 1) await visitor.get(path);
  const rounds = new Map<string, Served[]>(asked.map(({ path }) => [path, []]));
  for (let round = 0; round < ROUNDS; round += 1)
    for (const { visitor, path } of asked) rounds.get(path)?.push(await served(cluster, visitor, path));
  return asked.flatMap(({ path }) => {
    const of = (part: keyof Served) => median((rounds.get(path) ?? []).map((one) => one[part]));
    return [
      { name: `${kind(path)}: answered, p50`, value: Number(of('took').toFixed(1)), unit: 'ms' },
      {
        name: `${kind(path)}: CPU of Node a page, all that it asks included`,
        value: Number(of('cpu').toFixed(1)),
        unit: 'ms',
      },
      { name: `${kind(path)}: of it drawing the page, p50`, value: Number(of('drawn').toFixed(2)), unit: 'ms' },
    ];
  });
}

type Served = { readonly took: number; readonly cpu: number; readonly drawn: number };

/** One round of a page: p50 of its answer, the CPU of Node without PostgreSQL that one costs, and p50 of the CPU of drawing one. */
async function served(cluster: Cluster, visitor: Visitor, path: string): Promise<Served> {
  const database = await postmaster(cluster);
  const took: number[] = [];
  rmSync(drawnIn(cluster), { force: true });
  const before = usage([cluster.pid()], [database]).cpuSeconds;
  for (let n = 0; n < ASKINGS; n += 1) {
    const began = performance.now();
    await visitor.get(path);
    took.push(performance.now() - began);
  }
  const cpu = ((usage([cluster.pid()], [database]).cpuSeconds - before) * 1_000) / ASKINGS;
  return { took: median(took), cpu, drawn: median(drawings(readFileSync(drawnIn(cluster), 'utf8'))) };
}

/** Ms a page: what it shows is drawn first, then the shell around it. */
function drawings(text: string): readonly number[] {
  const each: number[] = [];
  let inside = 0;
  for (const [what = '', us = '0'] of text
    .trim()
    .split('\n')
    .map((line) => line.split(' '))) {
    inside += Number(us) / 1_000;
    if (what !== 'shell') continue;
    each.push(inside);
    inside = 0;
  }
  return each;
}

/** Largest contentful paint in a browser that kept nothing from before, median. */
async function painted(
  context: BrowserContext,
  address: string,
  path: string,
  phone: (typeof PHONES)[number],
): Promise<Figure> {
  const browser = context.browser();
  if (!browser) throw new Error('the browser has gone');
  const took: number[] = [];
  for (let n = 0; n < OPENINGS; n += 1) {
    const storageState = await context.storageState();
    const fresh = await browser.newContext({ storageState, viewport: { width: 390, height: 844 } });
    const page = await fresh.newPage();
    const wire = await fresh.newCDPSession(page);
    await slowed(wire, phone);
    await page.goto(address, { waitUntil: 'networkidle' });
    took.push(await largest(page));
    await fresh.close();
  }
  return { name: `${kind(path)}: largest paint, ${phone.name}`, value: Math.round(median(took)), unit: 'ms' };
}

async function slowed(wire: CDPSession, phone: (typeof PHONES)[number]): Promise<void> {
  await wire.send('Network.enable');
  await wire.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: phone.latency,
    downloadThroughput: phone.bits / 8,
    uploadThroughput: phone.bits / 8,
  });
  await wire.send('Emulation.setCPUThrottlingRate', { rate: phone.slower });
}

function largest(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve, reject) => {
        setTimeout(() => reject(new Error('nothing was painted')), 10_000);
        new PerformanceObserver((list) => resolve(list.getEntries().at(-1)?.startTime ?? Number.NaN)).observe({
          type: 'largest-contentful-paint',
          buffered: true,
        });
      }),
  );
}

/** From one page to the next as in an office: what is shared by the pages is kept, nothing is slowed. */
async function walked(page: Page, base: string, pages: readonly string[], role: string): Promise<Figure> {
  const took: number[] = [];
  const tour = pages.length > 1 ? pages : [...pages, '/me/sharing'];
  for (let n = 0; n < WALKS * tour.length; n += 1) {
    await page.goto(`${base}${tour[n % tour.length] ?? '/'}`, { waitUntil: 'load' });
    if (n >= tour.length) took.push(await largest(page));
  }
  return { name: `${role}: from page to page, p95`, value: Math.round(quantile(took, 0.95)), unit: 'ms' };
}

/** The slowest of a keystroke's ways to the screen in the list of places that narrows as one types, on a phone of the middle. */
async function typed(page: Page, address: string, role: string): Promise<Figure> {
  await page.goto(address, { waitUntil: 'networkidle' });
  const wire = await page.context().newCDPSession(page);
  await wire.send('Emulation.setCPUThrottlingRate', { rate: MID_PHONE });
  await page.evaluate(() => {
    const kept = window as unknown as { slowest: number };
    kept.slowest = 0;
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) kept.slowest = Math.max(kept.slowest, duration);
    }).observe({ type: 'event', durationThreshold: 16, buffered: true } as PerformanceObserverInit);
  });
  await page.keyboard.press('Control+k');
  await page.locator('#palette input').waitFor();
  for (const key of 'measures') await page.keyboard.press(key, { delay: 60 });
  await page.waitForTimeout(500);
  const slowest = await page.evaluate(() => (window as unknown as { slowest: number }).slowest);
  await wire.send('Emulation.setCPUThrottlingRate', { rate: 1 });
  return { name: `${role}: slowest keystroke in the palette, CPU 4 times slower`, value: slowest, unit: 'ms' };
}

function kind(path: string): string {
  return path.startsWith('/people/') ? 'record' : path.replace(/\?.*/, '');
}
