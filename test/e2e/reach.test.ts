import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { day, plusDays } from '#base';
import { nhsNumber } from '../../src/app/demo/identity.ts';
import { PLANTED } from '../../src/app/demo/services.ts';
import { faultsOf, NONE } from './faults.ts';
import { type Concord, openConcord, picture } from './concord.ts';

/** What is offered where, what is told to a ministry, and what is due while somebody is here: checks C1, D5 and L6. */
let concord: Concord;
let planner: Page;
let nurse: Page;

beforeAll(async () => {
  concord = await openConcord();
  planner = await concord.as('commissioner', 'Vale Integrated Care Board');
  nurse = await concord.as('practice nurse', 'Elm Tree Surgery');
}, 300_000);

afterAll(async () => {
  await concord?.close();
});

const LOINC = 'http://loinc.org';
type Pair = [number, number];
const penceOf = (told: string): number => Math.round(Number(told.replace(/[£,]/g, '')) * 100);

test('C1: podiatry that two organisations offer in one area is found, and the postcode with none', async () => {
  await planner.goto(`${concord.base}/measures`);
  await planner.getByRole('link', { name: 'Services by place' }).click();
  await planner.getByRole('heading', { name: 'Offered by more than one organisation' }).waitFor();
  const { twice, none } = PLANTED;
  const overlap = planner.locator('li', { hasText: `${twice.kind} in ${twice.area}` });
  const words = await overlap.innerText();
  for (const organization of twice.by) expect(words).toContain(organization);
  const gap = await planner.locator('li', { hasText: none.town }).innerText();
  expect(gap).toContain(none.area);
  expect(gap).toContain(none.kind);
  const spend = planner.getByRole('region', { name: /^Prevention/ }).first();
  expect(await spend.innerText()).toMatch(/foot care\s+£359,824.17\s+secondary/);
  // Prevention's share is the sum of the schemes that count, of all that was spent.
  const lines = await spend
    .locator('tbody tr')
    .evaluateAll((rows) =>
      rows.map((row) => [...row.querySelectorAll('td')].map((cell) => cell.textContent?.trim() ?? '')),
    );
  const sum = (some: typeof lines) => some.reduce((all, [spent = '']) => all + penceOf(spent), 0);
  const [share = ''] = await spend.locator('p').allInnerTexts();
  const [prevention = 0, whole = 0] = (share.match(/£[\d,]+\.\d\d/g) ?? []).map(penceOf);
  expect(lines.length).toBeGreaterThan(2);
  expect([prevention, whole]).toEqual([sum(lines.filter(([, counts]) => counts !== 'no')), sum(lines)]);
  expect(share).toContain(`(${((100 * prevention) / whole).toFixed(1)}%)`);
  await picture(planner, 'services');
});

test('C1: the directory tells how many appointments are free now: one that is taken is no more told', async () => {
  const { token, base } = await concord.system('podiatry', 'Organization/community');
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/fhir+json' };
  const free = async () => {
    await planner.goto(`${concord.base}/services`);
    const told = await planner.locator('#service-foot-protection td').last().innerText();
    return Number(/^\d+/.exec(told)?.[0]);
  };
  const before = await free();
  expect(before).toBeGreaterThan(1);
  const slot = `${base}/Slot/foot-protection-slot-1`;
  const known = (await (await fetch(slot, { headers })).json()) as object;
  const written = await fetch(slot, { method: 'PUT', headers, body: JSON.stringify({ ...known, status: 'busy' }) });
  expect(written.status).toBe(200);
  expect(await free()).toBe(before - 1);
});

test('C1: a referral on a record goes to the nearest service with a free appointment', async () => {
  const { token, base } = await concord.system('reach', 'Organization/practice-1');
  const found = await fetch(`${base}/ServiceRequest?_count=50&_include=ServiceRequest:subject`, {
    headers: { authorization: `Bearer ${token}` },
  });
  const bundle = (await found.json()) as { entry: { resource: { resourceType: string; id: string; meta: object } }[] };
  const referrals = bundle.entry.filter(({ resource }) => resource.resourceType === 'ServiceRequest');
  for (const { resource } of referrals) {
    await nurse.goto(`${concord.base}/referrals/${resource.id}`);
    if ((await nurse.getByRole('heading', { name: 'Where to: Podiatry' }).count()) > 0) break;
  }
  await nurse.getByRole('link', { name: 'The person’s record' }).click();
  await nurse.getByRole('link', { name: 'Where to' }).first().click();
  await nurse.getByRole('button', { name: 'Take the nearest that has a free appointment' }).click();
  await nurse.getByText('The referral goes to').waitFor();
  const said = await nurse.locator('main, [role=status]').first().innerText();
  const list = await nurse.getByRole('listitem').allInnerTexts();
  const services = list.filter((one) => one.includes('Free in four weeks'));
  expect(services[0]).toContain('chosen');
  expect(services[0]).not.toContain('none free');
  // It is the directory of the page before, with the same appointments.
  await planner.goto(`${concord.base}/services`);
  const directory = await planner.locator('tr[id^="service-"] th').allInnerTexts();
  for (const service of services)
    expect(
      directory.some((name) => service.startsWith(name)),
      service,
    ).toBe(true);
  const km = services.filter((one) => !one.includes('none free')).map((one) => Number(/([\d.]+) km/.exec(one)?.[1]));
  expect(km).toEqual([...km].sort((a, b) => a - b));
  expect(said).not.toBe('');
  await picture(nurse, 'choose-service');
});

test('D5: the monthly report is made of visits, with nothing to type, and is read back from another system', async () => {
  const manager = await concord.as('practice manager', 'Elm Tree Surgery');
  await manager.goto(`${concord.base}/monthly-reports`);
  const own = manager.getByRole('region', { name: 'Elm Tree Surgery' });
  await own.getByRole('link').nth(1).click();
  await manager.getByRole('heading', { name: 'Figures' }).waitFor();
  const figures = manager.getByRole('region', { name: 'Figures' });
  expect(await figures.innerText()).toContain('none typed');
  expect(await figures.locator('input, textarea, select').count()).toBe(0);
  expect(Number(await figures.locator('tr:has(th bdi:text-is("Visits")) td').first().innerText())).toBeGreaterThan(0);
  await manager.getByRole('button', { name: 'Submit these figures' }).click();
  await manager.getByText('Submitted, number 1.').waitFor();
  const file = await manager.getByRole('link', { name: 'For DHIS2' }).getAttribute('href');
  const held = (await (await manager.request.get(`${concord.base}${file}`)).json()) as {
    dataValues: { value: string }[];
  };
  const changed = held.dataValues.find(({ value }) => value !== '0');
  if (changed) changed.value = '77777';
  await manager.getByLabel('What was exported').fill(JSON.stringify(held));
  await manager.getByRole('button', { name: 'Compare' }).click();
  await manager.getByText('it was changed there').waitFor();
  expect(await manager.locator('main').innerText()).toMatch(/figures are the same, 1 are not/);
  await picture(manager, 'monthly-report');
  expect(await faultsOf(manager)).toEqual(NONE);
});

test('D5: a pressure that nobody alive has is refused where it is entered, with place, rule and remedy', async () => {
  const { token, base } = await concord.system('reach', 'Organization/practice-1');
  const send = async (systolic: number) => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/fhir+json' };
    const part = (code: string, value: number) => ({
      code: { coding: [{ system: LOINC, code }] },
      valueQuantity: { value, unit: 'mmHg', system: 'http://unitsofmeasure.org', code: 'mm[Hg]' },
    });
    const body = {
      resourceType: 'Observation',
      status: 'final',
      code: { coding: [{ system: LOINC, code: '85354-9' }] },
      effectiveDateTime: new Date().toISOString(),
      component: [part('8480-6', systolic), part('8462-4', 80)],
    };
    const answer = await fetch(`${base}/Observation`, { method: 'POST', headers, body: JSON.stringify(body) });
    return { status: answer.status, text: await answer.text() };
  };
  const refused = await send(1_200);
  expect(refused.status).toBe(422);
  expect(refused.text).toContain('insight.impossible-value');
  expect(refused.text).toContain('Observation.component[0].valueQuantity');
  expect(refused.text).toContain('Read it again and enter what was measured');
  expect((await send(120)).status).toBe(201);
});

test('L6: who attends for tuberculosis is prompted for a pressure; a high one makes one task; a lost step says who pays', async () => {
  const { token, base } = await concord.system('reach', 'Organization/practice-1');
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/fhir+json' };
  const create = async (resource: { readonly resourceType: string } & Readonly<Record<string, unknown>>) => {
    const asked = { method: 'POST', headers, body: JSON.stringify(resource) };
    return ((await (await fetch(`${base}/${resource.resourceType}`, asked)).json()) as { id: string }).id;
  };
  const nhs = nhsNumber(61_000);
  const patient = await create({
    resourceType: 'Patient',
    identifier: [{ system: 'https://fhir.nhs.uk/Id/nhs-number', value: nhs }],
    name: [{ family: 'Ocheng', given: ['Ruth'] }],
    birthDate: '1971-03-02',
    generalPractitioner: [{ reference: 'Organization/practice-1' }],
  });
  const subject = { reference: `Patient/${patient}` };
  await create({
    resourceType: 'Encounter',
    status: 'in-progress',
    class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'AMB' },
    subject,
    period: { start: new Date().toISOString() },
    reasonCode: [{ coding: [{ system: 'http://hl7.org/fhir/sid/icd-10', code: 'A15.0' }] }],
  });
  const row = nurse.locator('main a', { hasText: 'OCHENG' }).first();
  await expect
    .poll(
      async () => {
        await nurse.goto(`${concord.base}/people?text=${nhs}`);
        return row.count();
      },
      { timeout: 20_000 },
    )
    .toBe(1);
  await row.click();
  const prompts = nurse.getByRole('region', { name: 'While they are here' });
  await prompts.getByText('Blood pressure check').waitFor();
  await picture(nurse, 'prompts');
  const part = (code: string, value: number) => ({
    code: { coding: [{ system: LOINC, code }] },
    valueQuantity: { value, unit: 'mmHg', system: 'http://unitsofmeasure.org', code: 'mm[Hg]' },
  });
  await create({
    resourceType: 'Observation',
    status: 'final',
    code: { coding: [{ system: LOINC, code: '85354-9' }] },
    subject,
    effectiveDateTime: new Date().toISOString(),
    component: [part('8480-6', 164), part('8462-4', 96)],
  });
  const tasks = async () => {
    const answer = await fetch(`${base}/Task?patient=Patient/${patient}`, { headers });
    const { entry = [] } = (await answer.json()) as {
      entry?: readonly { readonly resource: { readonly code: object; readonly owner: object } }[];
    };
    return entry.map(({ resource: { code, owner } }) => ({ code, owner }));
  };
  await expect.poll(tasks, { timeout: 20_000 }).toMatchObject([
    {
      code: { text: expect.stringMatching(/^See whether this is hypertension/) },
      owner: { reference: 'Organization/practice-1' },
    },
  ]);
  await nurse.reload();
  await nurse.getByRole('heading', { name: 'Timeline' }).waitFor();
  expect(await prompts.getByText('Blood pressure check').count()).toBe(0);
  await planner.goto(`${concord.base}/services`);
  await planner.getByRole('link', { name: /^Prevention and treatment/ }).click();
  const step = planner.locator('tr', { hasText: 'Linked: blood pressure in a year' });
  await step.getByText('screening').or(step.getByText('paragraph 13')).first().waitFor();
  const [lost, cost] = await Promise.all([
    step.locator('td').nth(1).innerText(),
    step.locator('td').nth(2).innerText(),
  ]);
  expect(Math.round(Number(cost.replace(/[£,]/g, '')) * 100)).toBe(Number(lost.replace(/,/g, '')) * 680);
  expect(await step.innerText()).toContain('Vale Integrated Care Board, out of diabetes care');
  expect(await planner.locator('main').innerText()).toMatch(/Spent on prevention out of diabetes care: £416,268.07/);
  const beside = planner.getByRole('table', { name: 'Complications a year before and now' });
  const falls = beside.locator('tr:has(th bdi:text-is("Fall in a year, aged 65 and over")) td');
  const [before = '', now = '', expected = '', difference = ''] = await falls.allInnerTexts();
  const [[had, among], [have, of]] = [before, now].map((told) => told.split(' of ').map(Number)) as [Pair, Pair];
  expect(Number(expected)).toBeCloseTo((had / among) * of, 1);
  // The complication became rarer: how many were avoided stands under what prevention cost.
  expect(difference).toContain(`${((had / among) * of - have).toFixed(1)} fewer`);
  expect(await planner.locator('main').innerText()).toContain('no money is put on what did not happen');
  await picture(planner, 'prevention');
  expect(await faultsOf(planner)).toEqual(NONE);
}, 60_000);

test('L6: the aims of both programmes stand beside the steps; staff and stock that are agreed beside what there is, until it is there', async () => {
  const { token, base } = await concord.system('rota', 'Organization/practice-1');
  await nurse.goto(`${concord.base}/services/prevention`);
  const steps = nurse.getByRole('table', { name: /^Steps of Cascade of hypertension/ });
  const treated = steps.locator('tr', { hasText: 'Treated: a medicine in a year' });
  expect(await treated.locator('td').first().innerText()).toContain('aim 80%');
  const needs = nurse.getByRole('table', { name: /^Staff and stock of Cascade of hypertension/ });
  const staff = needs.locator('tr', { hasText: 'nurses who take a pressure and follow it up' });
  const cells = async () => (await staff.locator('td').allInnerTexts()).map((one) => one.replace(/\s+/g, ' ').trim());
  expect(await cells()).toEqual([
    'Elm Tree Surgery',
    '2 people',
    expect.stringMatching(/^1 person .*too little$/),
    expect.stringMatching(/, paragraph 5\.4$/),
  ]);
  const stock = nurse.getByRole('table', { name: /^Staff and stock of Cascade of diabetes/ });
  const metformin = stock.locator('tr', { hasText: 'Metformin 500 mg' }).filter({ hasText: 'Elm Tree Surgery' });
  expect(await metformin.innerText()).toMatch(
    /21 days\s+\d+ days\s+[^]*too little\s+Essential medicines between sites, paragraph 2/,
  );
  await picture(nurse, 'l6-staff-and-stock');
  expect(await faultsOf(nurse)).toEqual(NONE);
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/fhir+json' };
  const post = await fetch(`${base}/PractitionerRole`, {
    method: 'POST',
    headers,
    body: JSON.stringify({
      resourceType: 'PractitionerRole',
      active: true,
      organization: { reference: 'Organization/practice-1' },
      code: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/practitioner-role', code: 'nurse' }] }],
    }),
  });
  expect(post.status).toBe(201);
  await nurse.reload();
  expect((await cells())[2]).toBe('2 people');
});

test('a practice that treats more than helps stands out to who plans; its GP sees these people and those treated too little', async () => {
  const over = 'Blood pressure treated beyond what helps';
  await planner.goto(`${concord.base}/measures`);
  await planner.getByRole('link', { name: 'Too little or too much' }).click();
  const out = planner.getByRole('table', { name: `Practices that stand out: ${over}` });
  await out.getByText('Elm Tree Surgery').waitFor();
  expect(await out.locator('tbody tr').count()).toBe(1);
  await out.locator('td[data-words="Against the others"]', { hasText: 'far above the others' }).waitFor();
  expect(await planner.getByText('you may see').count()).toBe(0);
  const gp = await concord.as('GP', 'Elm Tree Surgery');
  await gp.goto(`${concord.base}/measures/outliers?place=practice-1`);
  for (const [side, measure] of [
    ['May be treated too little', 'Blood pressure 140/90 or less'],
    ['May be treated more than helps', over],
  ] as const) {
    const people = gp.getByRole('region', { name: side }).locator('details', { hasText: measure });
    await people.locator('summary').click();
    await people.locator('li[data-row] a').first().waitFor();
    expect(await people.locator('summary').innerText()).toMatch(/^[1-9]\d* (person|people) you may see/);
  }
  await picture(gp, 'outliers-both-ways');
  expect(await faultsOf(gp)).toEqual(NONE);
});

test('people of a gap list are written to in one go, and it is taken back on the same day', async () => {
  await nurse.goto(`${concord.base}/measures`);
  await nurse.locator('tr:has(th a:text-is("Smoking status recorded")) .lack-col a').click();
  await nurse.getByRole('link', { name: 'Write to them' }).click();
  await nurse.getByRole('button', { name: 'Make them' }).click();
  await nurse.getByText(/\d+ of \d+ made\./).waitFor();
  await nurse.getByRole('link', { name: 'The letters, to print' }).click();
  await nurse.getByRole('heading', { name: 'Letters' }).waitFor();
  const letters = nurse.locator('.letter');
  expect(await letters.count()).toBeGreaterThan(0);
  expect(await letters.first().innerText()).not.toMatch(/smok|diabet/i);
  await nurse.getByRole('link', { name: 'Who was written to' }).click();
  await nurse.getByRole('button', { name: 'Take all of them back' }).click();
  await nurse.getByText('Taken back: nothing of it stands open.').waitFor();
  expect(await nurse.getByText('taken back', { exact: true }).count()).toBeGreaterThan(0);
});

test('the browser complains of nothing', () => {
  expect(concord.complaints).toEqual([]);
  expect(LOINC).toMatch(/^http/);
});

// Days pass in it, and sessions end with them: last.
test('D5: of each organisation it is told how many reports were expected and came, how complete its visits are, and how many came late', async () => {
  const today = day(new Date().toISOString().slice(0, 10));
  const send = async (type: string, body: object) => {
    // A token lasts for days: one that was given before the forty is none after them.
    const { token, base } = await concord.system('council-records', 'Organization/council');
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/fhir+json' };
    const answer = await fetch(`${base}/${type}`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ resourceType: type, ...body }),
    });
    expect(answer.status).toBe(201);
    return ((await answer.json()) as { id: string }).id;
  };
  const patient = await send('Patient', { name: [{ family: 'Achen' }], gender: 'female', birthDate: '1961-05-06' });
  const visit = (reason: string | undefined) =>
    send('Encounter', {
      status: 'finished',
      class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'AMB' },
      subject: { reference: `Patient/${patient}` },
      period: { start: today },
      ...(reason ? { reasonCode: [{ coding: [{ system: 'http://hl7.org/fhir/sid/icd-10', code: reason }] }] } : {}),
    });
  await planner.goto(`${concord.base}/monthly-reports`);
  const council = (page: Page) => page.getByRole('region', { name: 'Vale County Council' });
  await planner.getByRole('heading', { name: 'Elm Tree Surgery' }).waitFor();
  expect(await council(planner).count()).toBe(0);
  for (const reason of ['I10', undefined, undefined]) await visit(reason);
  await concord.passes(40);
  await visit('I10');
  const page = await concord.as('commissioner', 'Vale Integrated Care Board');
  await page.goto(`${concord.base}/monthly-reports`);
  const late = plusDays(today, 40);
  const month = `${today.slice(0, 7)}-01`;
  const name = new Date(month).toLocaleDateString('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' });
  const cells = council(page)
    .locator('tr', { has: page.locator(`th:text-is("${name}")`) })
    .locator('td');
  // Two of the four say what they were for; three were recorded before the report was due, one after.
  const [state = '', , ...shares] = await cells.allInnerTexts();
  expect(state).toMatch(/\blate$/);
  expect(shares).toEqual(['50%', '75%']);
  // Of the six months that are told the one that runs is not due, nor the one before it up to the seventh.
  const expected = late.slice(8) <= '07' ? 4 : 5;
  expect(await council(page).locator('p').first().innerText()).toBe(
    `Of ${expected} reports that were due, 0 were submitted (0%) and 0 in time (0%). In the middle month 50% of visits say sex, age and reason, and 75% were recorded by the day the report was due.`,
  );
  const elm = await page.getByRole('region', { name: 'Elm Tree Surgery' }).locator('p').first().innerText();
  expect(elm).toMatch(new RegExp(`^Of ${expected} reports that were due, 1 was submitted`));
  const both = await page.locator('main p', { hasText: /^Of/ }).first().innerText();
  expect(Number(/^Of (\d+)/.exec(both)?.[1]) % expected).toBe(0);
  expect(both).toContain(' 1 was submitted');
  await picture(page, 'd5-expected-and-received');
  expect(await faultsOf(page)).toEqual(NONE);
});
