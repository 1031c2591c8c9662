import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Day } from '#base';

type Golden = Readonly<Record<string, Readonly<Record<string, string>>>>;
type Shown = { readonly page: Page; readonly address: string; readonly asAt: Day };

/** Waits until the page of measures says, of each of these places, what stands in first-day.json: what was sent is counted from the feed. */
export async function stands(shown: Shown, when: string, places: readonly string[]): Promise<void> {
  const golden = JSON.parse(await readFile(join(import.meta.dirname, 'first-day.json'), 'utf8')) as Record<
    string,
    Golden
  >;
  const expected = golden[when];
  if (expected === undefined) throw new Error(`no figures stand for ${when}`);
  await expect.poll(() => baseline(shown, places), { timeout: 120_000, interval: 1_000 }).toEqual(expected);
}

/** What is read on the page of measures as at a day, by place and measure. */
async function baseline({ page, address, asAt }: Shown, places: readonly string[]): Promise<Golden> {
  const found: Record<string, Record<string, string>> = {};
  for (const place of places) {
    await page.goto(`${address}/measures?place=${place}&asAt=${asAt}`);
    const rows = await page.locator('table.measures tbody tr').all();
    const figures = await Promise.all(
      rows.map(async (row) => [
        await row.locator('th').innerText(),
        await row.locator('td .detail').first().innerText(),
      ]),
    );
    found[place] = Object.fromEntries(figures) as Record<string, string>;
  }
  return found;
}
