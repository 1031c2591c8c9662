import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SEEDS } from '../../torture/hostile/markup.ts';
import { type Concord, openConcord } from './concord.ts';
import { shownRaw } from './raw.ts';

/*
 * Markup that others send, through everything that shows it: it is refused, or shown as the words it is. A browser tells whether
 * anything of it ran: each seed calls `hit` with its number, whatever it is.
 */
let concord: Concord;
let nurse: Page;
const ran: number[] = [];
const asked: string[] = [];
const FAMILY = 'Zzhostile';

beforeAll(async () => {
  concord = await openConcord();
  nurse = await concord.as('practice nurse', 'Elm Tree Surgery');
  await listen(nurse);
}, 300_000);
afterAll(() => concord?.close());

async function listen(page: Page): Promise<void> {
  await page.context().exposeFunction('hit', (number: number) => void ran.push(number));
  page.on('dialog', (dialog) => void dialog.dismiss());
  page.on('request', (request) => asked.push(request.url()));
}

type Told = { readonly status: string; readonly id: string };

async function send(entries: readonly object[]): Promise<readonly Told[]> {
  const { token, base } = await concord.system('practice-system', 'Organization/practice-1');
  const entry = entries.map((resource) => ({
    resource,
    request: { method: 'POST', url: (resource as { resourceType: string }).resourceType },
  }));
  const answer = await fetch(base, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/fhir+json' },
    body: JSON.stringify({ resourceType: 'Bundle', type: 'batch', entry }),
  });
  if (!answer.ok && answer.status < 500) {
    // One text that is none (a zero character) refuses the body it stands in: which one, is found by halves.
    if (entries.length === 1) return [{ status: String(answer.status), id: '' }];
    const half = Math.ceil(entries.length / 2);
    return [...(await send(entries.slice(0, half))), ...(await send(entries.slice(half)))];
  }
  const { entry: told = [] } = (await answer.json()) as {
    entry?: readonly { response: { status: string; location?: string } }[];
  };
  return told.map(({ response }) => ({
    status: response.status.slice(0, 3),
    id: /\/([^/]+)\/_history/.exec(response.location ?? '')?.[1] ?? '',
  }));
}

const narrative = (markup: string) => `<div xmlns="http://www.w3.org/1999/xhtml">${markup}</div>`;

test('a browser would run most of what is tried here', { timeout: 120_000 }, async () => {
  const hits = new Set((await shownRaw(SEEDS.map(({ markup }) => markup))).ran);
  expect(SEEDS.length).toBeGreaterThanOrEqual(500);
  expect(hits.size).toBeGreaterThan(150);
});

// Shows requirement V1.3.1.
test('a narrative that would run is refused by name, and what is taken does not run anywhere', {
  timeout: 120_000,
}, async () => {
  const told = await send(
    SEEDS.map(({ markup }) => ({
      resourceType: 'Basic',
      code: { text: 'x' },
      text: { status: 'generated', div: narrative(markup) },
    })),
  );
  expect(told.length).toBe(SEEDS.length);
  expect(told.filter(({ status }) => !/^(201|400|422)$/.test(status))).toEqual([]);
  const taken = SEEDS.filter((_, index) => told[index]?.status === '201');
  console.log(`${told.length - taken.length} of ${told.length} refused`);
  expect(taken.length).toBeLessThan(60);
  expect(await shownRaw(taken.map(({ markup }) => narrative(markup)))).toEqual({ ran: [], felled: [] });
});

// Shows requirements V1.2.1, V3.2.2.
test('in names and words it is shown as it was written, and nothing of it runs', { timeout: 120_000 }, async () => {
  const [patient] = await send([
    { resourceType: 'Patient', name: [{ family: FAMILY, given: [SEEDS[0]?.markup] }], birthDate: '1950-01-01' },
  ]);
  const subject = { reference: `Patient/${patient?.id}` };
  const told = await send(SEEDS.map(({ markup, number }) => resourceOf(number, `mark${number}x ${markup}`, subject)));
  const taken = SEEDS.filter((_, index) => told[index]?.status === '201');
  expect(taken.length).toBeGreaterThan(400);
  const person = await personPage();
  for (const address of [
    person,
    `${person}?kind=problem`,
    `${person}?kind=medicine`,
    `${person}?kind=result`,
    `${concord.base}/people?text=${FAMILY}`,
  ]) {
    await nurse.goto(address);
    await nurse.waitForTimeout(200);
  }
  await nurse.goto(person);
  const words = await nurse.locator('main').innerText();
  const shown = taken.filter(({ number }) => words.includes(`mark${number}x`));
  console.log(`${taken.length} taken, ${shown.length} shown on one page`);
  expect(shown.length).toBeGreaterThan(100);
  expect(
    await nurse
      .locator('main')
      .locator('script, iframe, object, embed, svg script, [onerror], [onload], [onfocus], style, base, link, meta')
      .count(),
  ).toBe(0);
  for (const { markup } of SEEDS.slice(0, 40))
    await nurse.goto(`${concord.base}/people?text=${encodeURIComponent(markup)}`);
  expect(ran).toEqual([]);
});

test('the API tells it as data, and a summary has it as words', { timeout: 120_000 }, async () => {
  const { token, base } = await concord.system('practice-system', 'Organization/practice-1');
  const headers = { authorization: `Bearer ${token}` };
  const found = (await (await fetch(`${base}/Patient?family=${FAMILY}`, { headers })).json()) as {
    entry: readonly { resource: { id: string } }[];
  };
  const id = found.entry[0]?.resource.id ?? '';
  const summary = await (await fetch(`${base}/Patient/${id}/$summary`, { headers })).text();
  const divs = [...summary.matchAll(/"div":("(?:[^"\\]|\\.)*")/g)].map(([, text = '""']) => JSON.parse(text) as string);
  expect(divs.length).toBeGreaterThan(0);
  expect(divs.join('')).toMatch(/mark\d+x/);
  expect(await shownRaw(divs)).toEqual({ ran: [], felled: [] });
  for (const path of [
    `/Patient/${id}`,
    `/Patient/${id}/$summary`,
    `/Patient/${id}/$everything`,
    `/Patient?name=${encodeURIComponent('<img src=x onerror=hit(1)>')}`,
    '/<script>hit(1)</script>',
  ])
    await nurse.goto(`${base}${path}`).catch(() => undefined);
  expect(ran).toEqual([]);
});

test('nothing was asked of anybody else', () => {
  const ours = new URL(concord.base).host;
  const others = asked.filter((address) => /^https?:/.test(address) && new URL(address).host !== ours);
  expect(others).toEqual([]);
});

function resourceOf(number: number, text: string, subject: object): object {
  const code = { text };
  const clinicalStatus = {
    coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-clinical', code: 'active' }],
  };
  const effectiveDateTime = '2026-01-05';
  const kinds: readonly object[] = [
    { resourceType: 'Condition', clinicalStatus, code, subject, onsetDateTime: '2026-01-05' },
    {
      resourceType: 'MedicationStatement',
      status: 'active',
      medicationCodeableConcept: code,
      subject,
      effectiveDateTime,
    },
    { resourceType: 'Observation', status: 'final', code, subject, effectiveDateTime, valueString: text },
    { resourceType: 'AllergyIntolerance', code, patient: subject },
    { resourceType: 'Procedure', status: 'completed', code, subject, performedDateTime: '2026-01-05' },
  ];
  return kinds[number % kinds.length] ?? {};
}

/** The person is linked as soon as the feed has been read. */
async function personPage(): Promise<string> {
  const link = nurse.locator('.people-found th a').first();
  await expect
    .poll(
      async () => {
        await nurse.goto(`${concord.base}/people?text=${FAMILY}`);
        return link.count();
      },
      { timeout: 20_000 },
    )
    .toBeGreaterThan(0);
  return `${concord.base}${await link.getAttribute('href')}`;
}
