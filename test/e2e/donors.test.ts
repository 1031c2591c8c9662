import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SECTIONS } from '../../src/agreement/kinds.ts';
import { day, plusDays, plusMonths } from '#base';
import { sql } from '#store';
import { checkMoney } from '../../torture/checkers/money.ts';
import { type Concord, openConcord, picture } from './concord.ts';
import { faultsOf, NONE } from './faults.ts';
import { invited } from './hired.ts';

/** Three funders of one clinic: one visit in the figures of all three, paid by one; what joint visits save; a line nobody can cut alone. */
let concord: Concord;
let manager: Page;
let board: Page;

const TODAY = new Date().toISOString().slice(0, 10);
const FROM = day(`${TODAY.slice(0, 7)}-01`);
const PERIOD = { from: FROM, until: plusMonths(FROM, 12) };
const CLINIC = 'Organization/practice-1';
const FUNDERS = [
  ['hiv', 'acute', 'Vale Hospitals NHS Trust', 'B24', 1],
  ['heart', 'council', 'Vale County Council', 'I10', 2],
  ['ministry', 'icb', 'Vale Integrated Care Board', 'I10', 3],
] as const;
const ICD = 'http://hl7.org/fhir/sid/icd-10';
const PREMIUM = {
  id: 'premium',
  cites: '1',
  clause: 'pay',
  activity: 'joint-clinic',
  by: 'Organization/icb',
  to: [CLINIC],
  price: {
    model: 'integration-premium',
    premium: { minor: 350, currency: 'GBP' },
    withinDays: 0,
    together: ['I10', 'B24'].map((code) => ({ system: ICD, codes: [code] })),
  },
  queryWorkingDays: 5,
};
const VISITS = [['B24', 'I10'], ['B24', 'I10'], ['B24', 'I10'], ['I10'], ['I10'], ['B24']];

beforeAll(async () => {
  concord = await openConcord();
  await agreed();
  await recorded();
  [manager, board] = await Promise.all([
    concord.as('practice manager', 'Elm Tree Surgery'),
    concord.as('finance lead', 'Vale Integrated Care Board'),
  ]);
}, 300_000);

afterAll(async () => {
  await concord?.close();
});

test('D1: one visit is in the figures of three funders and is paid by one; totals reconcile, and each figure leads to people', async () => {
  const told = [];
  for (const [id] of FUNDERS) {
    await manager.goto(returnOf(id));
    told.push(await Promise.all(['Visits that count for this grant', 'What this grant paid for them'].map(figure)));
    await manager.getByText('adds up', { exact: true }).first().waitFor();
  }
  expect(told).toEqual([
    ['4', '£120.00'],
    ['2', '£60.00'],
    ['0', '£0.00'],
  ]);
  expect([await figure('Visits for HIV care'), await figure('Visits for hypertension')]).toEqual(['4', '5']);
  await manager.goto(returnOf('heart'));
  expect(await figure('Visits in which HIV care and hypertension care were given together')).toBe('3');
  expect(await faultsOf(manager)).toEqual(NONE);
  await picture(manager, 'journey-return');
  await row('Visits that count for this grant').getByRole('link').click();
  await expect
    .poll(
      async () => {
        await manager.reload();
        return manager.getByRole('link', { name: /^Nabirye \d/ }).count();
      },
      { timeout: 20_000 },
    )
    .toBe(2);
  await manager.getByText('It counts for Vale County Council, because it is number 2').first().waitFor();
});

test('D1: the very same visit stands behind figures of all three returns, for whoever treats the person and not for who runs the place', async () => {
  const nurse = await concord.as('practice nurse', 'Elm Tree Surgery');
  const both = [];
  for (const [id, words] of [
    ['hiv', 'Visits for HIV care'],
    ['heart', 'Visits for hypertension'],
    ['ministry', 'Visits for hypertension'],
  ] as const) {
    await manager.goto(returnOf(id));
    await row(words).getByRole('link').click();
    await manager.getByText(/further items of the record are for those who care for these people/).waitFor();
    expect(await manager.getByRole('link', { name: 'Nabirye 0', exact: true }).count()).toBe(0);
    await nurse.goto(manager.url());
    const item = nurse.locator('li[data-row]', { has: nurse.getByRole('link', { name: 'Nabirye 0', exact: true }) });
    both.push(/Encounter\/[\w-]+/.exec(await item.innerText())?.[0]);
    expect(await nurse.getByText('further items of the record').count()).toBe(0);
    expect(await nurse.getByRole('link', { name: 'The return' }).count()).toBe(0);
  }
  expect(both[0]).toBeDefined();
  expect(new Set(both).size).toBe(1);
  await picture(nurse, 'd1-figure');
  expect(await faultsOf(nurse)).toEqual(NONE);
  // The source item itself: both conditions in one visit, as the clinic's own system wrote it.
  const { token, base } = await concord.system('clinic', CLINIC);
  const found = await fetch(`${base}/${both[0]}`, { headers: { authorization: `Bearer ${token}` } });
  const { type } = (await found.json()) as { readonly type: readonly { coding: readonly { code: string }[] }[] };
  expect(type.flatMap(({ coding }) => coding.map(({ code }) => code))).toEqual(['B24', 'I10']);
});

test('D1: every figure of every return that is not nought leads to as many people or visits as it says', async () => {
  const nurse = await concord.as('practice nurse', 'Elm Tree Surgery');
  let followed = 0;
  for (const [id] of FUNDERS) {
    await manager.goto(returnOf(id));
    await manager.getByRole('heading', { name: 'Figures', exact: true }).waitFor();
    const told = await manager
      .locator('a[href*="/figure?"]')
      .evaluateAll((all) =>
        all.map((one) => [one.getAttribute('href') ?? '', (one.textContent ?? '').trim()] as const),
      );
    for (const [href, text] of told.filter(([, words]) => /^[1-9]/.test(words))) {
      await nurse.goto(`${concord.base}${href}`);
      await nurse.getByRole('heading', { name: /^Counted from/ }).waitFor();
      const rows = nurse.locator('li[data-row]');
      const people = await rows.locator('a').evaluateAll((all) => all.map((one) => one.getAttribute('href')));
      const title = await nurse.getByRole('heading', { level: 1 }).innerText();
      expect(people.length, href).toBe(await rows.count());
      expect(/visits/i.test(title) ? people.length : new Set(people).size, `${href}: ${title}`).toBe(
        Number.parseInt(text, 10),
      );
      followed += 1;
    }
  }
  expect(followed).toBeGreaterThan(15);
}, 120_000);

test('D2: what joint visits saved each programme is told from real visits, at stated prices', async () => {
  await manager.goto(`${concord.base}/money/grants`);
  await manager.getByRole('link', { name: 'Care given together' }).click();
  await manager.getByLabel('A journey of a person is worth').fill('4.00');
  await manager.getByLabel('An hour of staff is worth').fill('9.00');
  await manager.getByLabel('Up to').fill(plusDays(day(TODAY), 1));
  await manager.getByRole('button', { name: 'Work it out' }).click();
  await manager.getByText('£4.00').first().waitFor();
  const sums = (await manager.locator('dl.sums').innerText()).replace(/,/g, '');
  const told = (name: string) => Number(new RegExp(`${name}\\s+£?([\\d.]+)`).exec(sums)?.[1]);
  // Three contacts of ours save a journey and twenty minutes each, beside those of the demonstration.
  expect(told('Journeys saved')).toBeGreaterThanOrEqual(3);
  expect(told('Staff minutes saved')).toBeGreaterThanOrEqual(60);
  const worth = told('Journeys saved') * 4 + (told('Staff minutes saved') * 9) / 60;
  expect(Math.abs(told('Worth') - worth)).toBeLessThan(0.2);
  const rows = manager.getByRole('region', { name: 'By programme' }).locator('tbody tr');
  const parts = new Map<string, number>();
  for (const row of await rows.all()) {
    const part = (await row.locator('td').last().innerText()).replace(/[£,\s]/g, '');
    parts.set((await row.locator('th').innerText()).toLowerCase(), Math.round(Number(part) * 100));
  }
  expect([...parts.values()].reduce((sum, one) => sum + one, 0)).toBe(Math.round(told('Worth') * 100));
  for (const programme of ['hiv care', 'hypertension']) expect(parts.get(programme)).toBeGreaterThan(0);
  expect(await faultsOf(manager)).toEqual(NONE);
});

test('D3: a protected line is not cut below its floor until whoever speaks for it agrees', async () => {
  await keepBudget('2000.00');
  await board.getByText('is protected: never less than £3,000.00').first().waitFor();
  await manager.goto(returnOf('heart'));
  await manager.getByText('Agree to less for').first().click();
  await manager.getByLabel('Amount that may be planned instead').fill('2000.00');
  await manager.getByLabel('Why', { exact: true }).fill('A second clinic opens.');
  await manager.getByRole('button', { name: 'Agree to it' }).click();
  await manager.getByText('Agreed: a budget can plan as little as that.').first().waitFor();
  await keepBudget('2000.00');
  await board.getByText('Kept: this budget counts from now on.').first().waitFor();
  expect(concord.complaints.filter((one) => !/status of 4\d\d/.test(one))).toEqual([]);
});

test('D2: when the month is over its host is paid by rule for the visits that joined both; D3: need stands beside money', async () => {
  await concord.passes(35);
  manager = await concord.as('practice manager', 'Elm Tree Surgery');
  board = await concord.as('finance lead', 'Vale Integrated Care Board');
  const clinic = await invited(concord, manager, 'Ivy Marlow', 'Finance lead');
  await clinic.goto(`${concord.base}/money/charges`);
  await clinic.getByRole('button', { name: 'Propose what was recorded up to yesterday' }).click();
  await clinic.getByText(/Proposed: [1-9]\d* charges?\./).waitFor();
  await board.goto(`${concord.base}/money/charges`);
  // Three visits in which both were given, at £3.50 each.
  await board.getByRole('link', { name: 'Joint clinic: £10.50' }).click();
  await board.getByRole('button', { name: 'Accept all of it' }).click();
  await board.getByText('Accepted: what is not queried is entered.').waitFor();
  await manager.goto(`${concord.base}/money/grants`);
  const needs = await manager.getByRole('region', { name: 'Need and money' }).innerText();
  expect(needs).toMatch(/Visits with I10[^]*£12,000\.00 of £[1-9][\d,]*\.\d\d/);
  await picture(manager, 'd3-need-and-money');
  await manager.getByRole('link', { name: 'Care given together' }).click();
  await manager.getByLabel('Up to').fill(plusDays(day(TODAY), 33));
  await manager.getByRole('button', { name: 'Work it out' }).click();
  const paid = manager.getByRole('region', { name: 'Paid for it by the agreement' }).locator('li');
  await paid.filter({ hasText: '£10.50' }).waitFor();
  expect(await paid.filter({ hasText: '£10.50' }).innerText()).toContain(
    'Vale Integrated Care Board to Elm Tree Surgery; £0.00 more is charged',
  );
  await picture(manager, 'd2-paid');
  expect(await checkMoney((text) => concord.store.all<object>(sql`${sql.raw(text)}`))).toEqual([]);
});

function returnOf(id: string): string {
  return `${concord.base}/money/grants/donors/${id}/${FROM}`;
}

function row(words: string) {
  return manager.locator('li', { has: manager.locator('.item-title', { hasText: words }) }).first();
}

async function figure(words: string): Promise<string> {
  return (await row(words).locator('.item-fact bdi').first().innerText()).trim();
}

async function keepBudget(amount: string): Promise<void> {
  await board.goto(`${concord.base}/money/donors/one-clinic/budget`);
  await board.getByLabel('Or the lines themselves').fill(`scheme,month,amount\nvisits,${FROM.slice(0, 7)},${amount}`);
  await board.getByRole('button', { name: 'See what it comes to' }).click();
  await board.getByLabel('Why this budget?').fill('Agreed by the board');
  await board.getByRole('button', { name: 'Keep this budget' }).click();
}

async function agreed(): Promise<void> {
  const gbp = (minor: number) => ({ minor, currency: 'GBP' });
  const floor = { floor: gbp(300_000), spokenForBy: { organization: CLINIC, role: 'practice-manager' } };
  const grants = FUNDERS.map(([id, funder, , code, place]) => ({
    id,
    cites: '1',
    clause: 'grant',
    grant: `${id}-clinic`,
    programme: code === 'B24' ? 'hiv-care' : 'hypertension',
    funder: `Organization/${funder}`,
    to: [CLINIC],
    ...(id === 'heart' ? { pool: 'one-clinic' } : {}),
    period: PERIOD,
    every: 'quarter',
    dueWorkingDays: 10,
    place,
    parts: 1,
    lines: [
      {
        id: 'visits',
        words: `visits with ${code}`,
        codes: { system: ICD, codes: [code] },
        cost: gbp(3_000),
        amount: gbp(1_200_000),
        ...(id === 'heart' ? floor : {}),
      },
    ],
    pack: `return-${id}`,
    version: '1',
  }));
  const money = {
    id: 'money',
    cites: '1',
    clause: 'contribute',
    pool: 'one-clinic',
    by: 'Organization/icb',
    amount: gbp(1_200_000),
  };
  const due = { period: PERIOD, every: 'year', dueWorkingDay: 1, varies: 'fixed' };
  const draft = {
    id: 'donors',
    version: 1,
    title: 'Grants to one clinic',
    kind: 'grant',
    rank: 'partnership',
    jurisdiction: 'england',
    purpose: 'payment',
    parties: [
      ...FUNDERS.map(([, id, name]) => ({ organization: `Organization/${id}`, name })),
      { organization: CLINIC, name: 'Elm Tree Surgery' },
    ],
    population: { words: 'people seen at one clinic' },
    decided: plusDays(day(TODAY), -1),
    effective: TODAY,
    text: [
      { id: '1', text: 'What each gives.' },
      ...SECTIONS.map((section) => ({ id: section, text: `Of ${section}.`, section })),
    ],
    clauses: [{ ...money, ...due }, PREMIUM, ...grants],
  };
  await sent('Organization/icb', `${concord.base}/api/instruments`, draft);
  for (const name of [...FUNDERS.map(([, , one]) => one), 'Elm Tree Surgery']) {
    const signatory = await concord.as('signatory', name);
    await signatory.goto(`${concord.base}/agreements/donors?version=1`);
    await signatory.getByRole('link', { name: 'Sign', exact: true }).click();
    await signatory.getByLabel(/I have read it/).check();
    await signatory.getByRole('button', { name: 'Sign', exact: true }).click();
    await signatory.getByText(`Signed for ${name}.`).first().waitFor();
    await signatory.context().close();
  }
}

async function recorded(): Promise<void> {
  const { base } = await concord.system('clinic', CLINIC);
  for (const [at, codes] of VISITS.entries()) {
    const patient = {
      resourceType: 'Patient',
      name: [{ family: String(at), given: ['Nabirye'] }],
      gender: 'female',
      birthDate: `19${60 + at}-03-0${at + 1}`,
    };
    const { id } = await sent(CLINIC, `${base}/Patient`, patient);
    await sent(CLINIC, `${base}/Encounter`, {
      resourceType: 'Encounter',
      status: 'finished',
      class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'AMB' },
      type: codes.map((code) => ({ coding: [{ system: ICD, code }] })),
      subject: { reference: `Patient/${id}` },
      period: { start: `${TODAY}T07:00:00Z`, end: `${TODAY}T07:20:00Z` },
    });
  }
}

async function sent(organization: string, address: string, body: object): Promise<{ readonly id: string }> {
  const { token } = await concord.system('clinic', organization);
  const fhir = address.includes('/fhir/');
  const answer = await fetch(address, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': fhir ? 'application/fhir+json' : 'application/json' },
    body: JSON.stringify(body),
  });
  const said = await answer.text();
  expect(answer.status, said).toBeLessThan(300);
  return JSON.parse(said) as { readonly id: string };
}
