import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Concord, openConcord } from './concord.ts';

/** Figures that move on an open page when care is recorded elsewhere. */
let concord: Concord;
let nurse: Page;

beforeAll(async () => {
  concord = await openConcord();
  nurse = await concord.as('practice nurse', 'Elm Tree Surgery');
}, 300_000);

afterAll(async () => {
  await concord?.close();
});

const ROW = 'tr:has(th a:text-is("Smoking status recorded"))';
const LOINC = 'http://loinc.org';

test('a check that the practice records shows on an open dashboard within 5 seconds, without reloading', async () => {
  await nurse.goto(`${concord.base}/measures`);
  const lacking = nurse.locator(`${ROW} .lack-col a`);
  await lacking.click();
  await nurse.locator('table.people th a').first().click();
  const number = (await nurse.locator('.banner').innerText()).replace(/\s/g, '').match(/NHSNo\.(\d{10})/)?.[1] ?? '';
  await nurse.goto(`${concord.base}/measures`);
  const before = await met();
  await recordSmoking(number);
  await expect.poll(met, { timeout: 5_000, interval: 100 }).toBe(before + 1);
  expect(await nurse.locator('#live').textContent()).toBe('Figures updated');
});

test('nothing went wrong behind the screens', () => {
  expect(concord.complaints).toEqual([]);
});

async function met(): Promise<number> {
  return Number.parseInt(await nurse.locator(`${ROW} td.number .detail`).first().innerText(), 10);
}

/** As the practice's own system would send it. */
async function recordSmoking(nhsNumber: string): Promise<void> {
  const { token, base } = await concord.system('practice-system', 'Organization/practice-1');
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/fhir+json' };
  const identifier = encodeURIComponent(`https://fhir.nhs.uk/Id/nhs-number|${nhsNumber}`);
  const found = await fetch(`${base}/Patient?identifier=${identifier}`, { headers });
  const { entry = [] } = (await found.json()) as { entry?: readonly { resource: { id: string } }[] };
  const written = await fetch(`${base}/Observation`, {
    method: 'POST',
    headers,
    body: JSON.stringify({
      resourceType: 'Observation',
      status: 'final',
      code: { coding: [{ system: LOINC, code: '72166-2' }] },
      subject: { reference: `Patient/${entry[0]?.resource.id}` },
      effectiveDateTime: new Date().toISOString(),
      valueCodeableConcept: { text: 'Never smoked' },
    }),
  });
  expect(written.status, await written.text()).toBe(201);
}
