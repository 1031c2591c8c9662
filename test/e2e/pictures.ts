import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demonstrate, type SignInLink, startApp } from '#app';
import type { Page } from 'playwright-core';
import { openBrowser } from './browser.ts';

/** Writes the pictures of the documentation, of the small demonstration: `npx tsx test/e2e/pictures.ts`. */
const FOLDER = 'docs/images';
const NAMES = ['khan', 'smith', 'patel', 'jones', 'taylor', 'evans', 'williams', 'brown'];

await mkdir(FOLDER, { recursive: true });
const folder = await mkdtemp(join(tmpdir(), 'concord-pictures-'));
const app = await startApp({
  folder,
  acceptDataLoss: false,
  port: 0,
  host: 'localhost',
  demo: 'small',
  zone: 'Europe/London',
  log: 'silent',
});
const opened = await openBrowser();
try {
  const links = await demonstrate(app, { demo: 'small', folder }, () => {});
  const nurse = await as(links, 'practice nurse', 'Elm Tree Surgery');
  await nurse.goto(`${app.address}${await richest(nurse)}`);
  await take(nurse, 'record', { width: 1440, height: 1000 });
  await take(nurse, 'record-phone', { width: 390, height: 844 });
  await nurse.goto(`${app.address}/measures`);
  await take(nurse, 'measures', { width: 1440, height: 900 });
  await take(nurse, 'measures-phone', { width: 390, height: 844 });
  const lead = await as(links, 'information governance lead', 'Vale Integrated Care Board');
  await lead.goto(`${app.address}/agreements/vale-data-sharing`);
  await take(lead, 'agreement', { width: 1440, height: 900 });
} finally {
  await opened.close();
  await app.stop();
  await rm(folder, { recursive: true, force: true });
}

async function as(links: readonly SignInLink[], who: string, organization: string): Promise<Page> {
  const page = await opened.browser.newPage();
  const link = links.find((one) => one.who.includes(who) && one.organization === organization);
  await page.goto(link?.address ?? '');
  return page;
}

async function take(
  page: Page,
  name: string,
  size: { readonly width: number; readonly height: number },
): Promise<void> {
  await page.setViewportSize(size);
  await page.screenshot({ path: `${FOLDER}/${name}.png` });
}

/** The person of whom most organisations have most to show. */
async function richest(page: Page): Promise<string> {
  let best = { path: '', score: -1 };
  for (const name of NAMES) {
    await page.goto(`${app.address}/people?text=${name}`);
    const links = await page.locator('.people-found th a').all();
    const paths = await Promise.all(links.map((link) => link.getAttribute('href')));
    for (const path of paths) {
      await page.goto(`${app.address}${path}`);
      const counts = await Promise.all(
        ['.matter', '.item-list > li', '.trend', '.allergies:not(.none)'].map((what) => page.locator(what).count()),
      );
      const [matters = 0, items = 0, trends = 0, allergies = 0] = counts;
      const score = Math.min(matters, 2) * 6 + Math.min(items, 12) + trends * 2 + allergies * 8;
      if (score > best.score) best = { path: path ?? '', score };
    }
  }
  return best.path;
}
