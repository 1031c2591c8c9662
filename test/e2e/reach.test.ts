import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
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
  await picture(planner, 'services');
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
  expect(await beside.locator('tr:has(th bdi:text-is("Emergency attendance in a year")) td').count()).toBe(4);
  await picture(planner, 'prevention');
  expect(await faultsOf(planner)).toEqual(NONE);
}, 60_000);

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
