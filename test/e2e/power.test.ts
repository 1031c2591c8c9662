import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import england from '#packs/jurisdiction-england/pack.json' with { type: 'json' };
import { openCluster } from '../../torture/cluster.ts';
import { openBrowser } from './browser.ts';

const MINUTE_MS = 60_000;

/** A zone in which it is about noon, so that no midnight comes between, and hours that end there in 40 to 100 seconds. */
function hoursThatEndSoon(now: number): { readonly zone: string; readonly hours: string } {
  const soon = new Date(now + (now % MINUTE_MS > MINUTE_MS / 3 ? 2 : 1) * MINUTE_MS);
  const ahead = 12 - soon.getUTCHours();
  const minutes = String(soon.getUTCMinutes()).padStart(2, '0');
  return { zone: `Etc/GMT${ahead > 0 ? '-' : '+'}${Math.abs(ahead)}`, hours: `06:00-12:${minutes}` };
}

/** The law of a place with these days, as an installation brings it; answers the folder to name. */
function lawOf(zone: string, folder: string): string {
  const packs = join(folder, 'packs');
  mkdirSync(join(packs, 'jurisdiction-noon'), { recursive: true });
  writeFileSync(join(packs, 'jurisdiction-noon', 'pack.json'), JSON.stringify({ ...england, id: 'noon', zone }));
  return packs;
}

test('D7: before power ends every page says so; then all is closed in order, and the next morning it is there', async () => {
  await promisify(execFile)(process.execPath, ['build.mjs']);
  const cluster = await openCluster('power');
  const opened = await openBrowser();
  try {
    // The first start makes the database, which takes its time.
    await cluster.start();
    await cluster.term();
    const { zone, hours } = hoursThatEndSoon(Date.now());
    const place = { CONCORD_ZONE: zone, CONCORD_PACKS: lawOf(zone, cluster.folder) };
    await cluster.start({ ...place, CONCORD_POWER_HOURS: hours });
    const page = await (await opened.browser.newContext()).newPage();
    await page.goto(cluster.base());
    expect(await page.locator('#notice').innerText()).toContain(`Power here ends at ${hours.slice(6)}`);
    const written = await fetch(`${cluster.base()}/fhir/Patient`, {
      method: 'POST',
      headers: { authorization: `Bearer ${cluster.token}`, 'content-type': 'application/fhir+json' },
      body: JSON.stringify({ resourceType: 'Patient', name: [{ family: 'Okello' }] }),
    });
    expect(written.status).toBe(201);
    const { id } = (await written.json()) as { readonly id: string };
    expect(databaseIsOpen(cluster.folder)).toBe(true);
    expect(await cluster.ended(3 * MINUTE_MS)).toBe(true);
    expect(cluster.output()).toContain('everything is closed in order');
    expect(databaseIsOpen(cluster.folder)).toBe(false);
    // Nobody knows of power hours any more: the page says nothing of them.
    await cluster.start(place);
    const read = await fetch(`${cluster.base()}/fhir/Patient/${id}`, {
      headers: { authorization: `Bearer ${cluster.token}` },
    });
    expect(read.status).toBe(200);
    await page.goto(cluster.base());
    expect(await page.locator('#notice').count()).toBe(0);
  } finally {
    await opened.close();
    await cluster.remove();
  }
}, 300_000);

/** PostgreSQL leaves this file where it was cut off. */
function databaseIsOpen(folder: string): boolean {
  return existsSync(join(folder, 'postgres', 'cluster', 'postmaster.pid'));
}
