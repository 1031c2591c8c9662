import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Role } from '#agreement';
import { dayIn } from '#base';
import { compartmentOf } from '#repository';
import { startTestServer, type TestServer } from '#testing/server';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { agreed, care, of } from '../../src/agreement/hard-cases/vale.testing.ts';
import { lawOfPlace } from '../../src/governance/law-of-place.ts';
import { boardAlone, PERSON, valeOn } from '../../src/governance/hard-cases.testing.ts';
import { type OpenBrowser, openBrowser } from './browser.ts';
import { picture } from './concord.ts';
import { faultsOf, NONE } from './faults.ts';
import { binding, type Newcomers, newcomersOf } from './newcomers.ts';

/* What nobody signs, as people meet it: a direction above what was agreed, a court's order above the direction, and the law of the place. */

let server: TestServer;
let opened: OpenBrowser;
let people: Newcomers;
let lead: Page;
let social: Page;
let result: string;
let record: string;

const DIRECTION = 'Direction on falls';
const ORDER = 'Order of the High Court';

/** The partners keep results of the trust from the council, whose social worker has the person on the caseload. */
const LOCAL = agreed({
  id: 'local',
  title: 'Vale agreement',
  parties: ['community', 'council'],
  clauses: [
    ...care('care', ['community'], ['council'], { classes: ['demographics', 'problems', 'results', 'plans'] }),
    {
      id: 'not-results',
      cites: '',
      clause: 'withhold',
      classes: ['results'],
      from: [of('community')],
      to: { organizations: [of('council')] },
    },
  ],
});

beforeAll(async () => {
  await promisify(execFile)(process.execPath, ['build.mjs']);
  [server, opened] = await Promise.all([startTestServer(), openBrowser()]);
  people = newcomersOf(opened, server.app.address);
  const vale = valeOn(server);
  await vale.agree(LOCAL, boardAlone());
  await vale.write('community', AMARA);
  result = await vale.write('community', RESULT);
  await vale.relate({ viewer: 'council', rel: ['caseload'] });
  const { ports, store } = server.app.core.services;
  const [own] = await ports.persons.of(store, [compartmentOf(PERSON)]);
  record = `/people/${own?.person}`;
  lead = await comes(server, people, ['ig-lead', 'board', 'Vale Care Board']);
  social = await comes(server, people, ['social-worker', 'council', 'Vale Council']);
}, 300_000);

afterAll(async () => {
  await opened?.close();
  await server?.close();
});

test('a direction is entered on a phone by the keys alone, and is not in force before those who give records confirm it', async () => {
  expect(await shown()).toBe(false);
  await lead.setViewportSize({ width: 390, height: 844 });
  await lead.goto(`${server.app.address}/mandates/new`);
  expect(await faultsOf(lead)).toEqual(NONE);
  await keyed([
    ['[name=mandate]', 'ArrowDown', 'ArrowDown', 'ArrowDown'],
    ['[name=title]', `type ${DIRECTION}`],
    ['[name=authority]', 'type The Secretary of State, direction 12 of 2026.'],
    ['[name=effect]', 'type Results of tests are shown to those who prevent falls.'],
    ['[name=does]', 'ArrowDown'],
    ['[name=classes][value=results]', 'Space'],
    [`[name=from][value="${of('community')}"]`, 'Space'],
    [`[name=to][value="${of('council')}"]`, 'Space'],
    ['details summary', 'Enter'],
    ['[name=roles][value=social-worker]', 'Space'],
    ['[name=relationships][value=caseload]', 'Space'],
    ['button.main', 'Enter'],
  ]);
  await lead.getByText('It holds once those whose records it makes seen have confirmed it.').waitFor();
  await picture(lead, 'journey-by-law-entered');
  expect(await faultsOf(lead)).toEqual(NONE);
  expect(await shown()).toBe(false);
}, 120_000);

test('once confirmed it stands in the list with its force, and the seat that was denied sees the item', async () => {
  const trust = await comes(server, people, ['signatory', 'community', 'Vale Community Trust']);
  await trust.goto(`${server.app.address}/agreements`);
  await trust.getByRole('link', { name: DIRECTION }).click();
  await trust.getByRole('link', { name: 'Sign', exact: true }).click();
  const confirm = async () => {
    await trust.getByLabel(/I have read it/).check();
    await trust.getByRole('button', { name: 'Sign', exact: true }).click();
  };
  await binding(trust, confirm, trust.getByText('Signed for Vale Community Trust.'));
  await lead.goto(`${server.app.address}/agreements`);
  const row = lead.locator('.agreements li', { hasText: DIRECTION });
  expect(await row.innerText()).toMatch(
    /In effect[\s\S]*Direction of a ministry or regulator \(law or national direction\), version 1/,
  );
  await row.getByRole('link').click();
  await lead.getByRole('heading', { level: 1, name: DIRECTION }).waitFor();
  expect(await lead.getByText('Results of tests are shown to those who prevent falls.').count()).toBeGreaterThan(0);
  expect(await shown()).toBe(true);
}, 120_000);

test('the why is one step from the item: the direction, its paragraph and force, and the agreement it is stronger than', async () => {
  await social
    .locator(`a.source[href*="${encodeURIComponent(result)}"]`)
    .first()
    .click();
  await social.getByRole('heading', { name: 'Can be seen' }).waitFor();
  const answer = await social.locator('.answer').innerText();
  expect(answer).toContain(`Decided by: ${DIRECTION}, version 1, paragraph 2 (law or national direction)`);
  expect(answer).toContain('Results of tests are shown to those who prevent falls.');
  expect(answer).toContain('Stronger than: Vale agreement, version 1, paragraph 3 (agreement of the partnership)');
  await picture(social, 'journey-by-law-why');
}, 60_000);

test('an order of a court ends it at once, and the why says which order and what it was stronger than', async () => {
  await lead.setViewportSize({ width: 1440, height: 900 });
  await lead.goto(`${server.app.address}/mandates/new`);
  await lead.getByLabel('It is', { exact: true }).selectOption({ label: 'An order of a court' });
  await lead.getByLabel('Its name').fill(ORDER);
  await lead.getByLabel(/Who made it/).fill('The High Court at Riverford, HC-2026-118.');
  await lead.getByLabel('What it says').fill('Results recorded by the trust are not shown to the council.');
  await lead.locator('[name=classes][value=results]').check();
  await lead.locator(`[name=from][value="${of('community')}"]`).check();
  await lead.locator(`[name=to][value="${of('council')}"]`).check();
  await lead.getByRole('button', { name: 'Enter it' }).click();
  await lead.getByText('It is entered and holds from its day.').waitFor();
  expect(await shown()).toBe(false);
  const seat = { organization: of('council'), role: 'social-worker', purpose: 'direct-care' };
  await lead.goto(`${server.app.address}/explain?${new URLSearchParams({ reference: result, ...seat })}`);
  await lead.getByRole('heading', { name: 'Cannot be seen' }).waitFor();
  const answer = await lead.locator('.answer').innerText();
  expect(answer).toContain(`Decided by: ${ORDER}, version 1, paragraph 2 (court order)`);
  expect(answer).toContain(`Stronger than: ${DIRECTION}, version 1, paragraph 2 (law or national direction)`);
  await picture(lead, 'journey-by-law-order');
}, 120_000);

test('what the law of the place gives can be read, and another place has another law', async () => {
  await lead.setViewportSize({ width: 390, height: 844 });
  await lead.goto(`${server.app.address}/agreements`);
  await lead.getByRole('link', { name: 'what holds by law', exact: true }).click();
  const england = await lawTold(lead, 'Europe/London');
  expect(england).toContain('Law of England.');
  expect(england).toContain('Whoever has to protect an adult or a child at risk');
  expect(england).toMatch(/Of what is labelled it opens: .*HIV.*within 3 days\./);
  await picture(lead, 'journey-by-law-england');
  const other = await startTestServer({ zone: 'Africa/Kampala' });
  try {
    await valeOn(other).ask('/api/partnership', { name: 'Kigezi', partners: [DISTRICT] });
    const there = newcomersOf(opened, other.app.address);
    const officer = await comes(other, there, ['ig-lead', 'board', DISTRICT.name]);
    await officer.goto(`${other.app.address}/law`);
    const uganda = await lawTold(officer, 'Africa/Kampala');
    expect(uganda).toContain('Law of Uganda.');
    expect(uganda).toContain('Whoever has to protect a child at risk');
    expect(uganda).toMatch(/Of what is labelled it opens: (?!.*HIV;).*within 7 days\./);
    await picture(officer, 'journey-by-law-uganda');
    expect(there.complaints).toEqual([]);
  } finally {
    await other.close();
  }
}, 180_000);

test('nothing went wrong behind the screens', () => {
  expect(people.complaints).toEqual([]);
});

const DISTRICT = { organization: of('board'), name: 'Kigezi District Health Office', kind: 'ministry', hosts: true };

const AMARA = { resourceType: 'Patient', id: 'amara', name: [{ family: 'Hill', given: ['Amara'] }] };

const RESULT = {
  resourceType: 'Observation',
  status: 'final',
  category: [
    { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'laboratory' }] },
  ],
  code: { text: 'HbA1c' },
  subject: { reference: PERSON },
  effectiveDateTime: '2026-05-04',
  valueQuantity: { value: 52, unit: 'mmol/mol', system: 'http://unitsofmeasure.org', code: 'mmol/mol' },
};

/** Somebody who is given a seat, on a device of their own. */
async function comes(
  { app }: TestServer,
  { arrives }: Newcomers,
  [role, organization, organizationName]: readonly [Role, string, string],
): Promise<Page> {
  const seat = { role, organization: of(organization), organizationName, name: `The ${role}`, by: 'operator' };
  const given = await app.core.people.give(seat);
  if (!given.ok) throw new Error(given.refusals[0].text);
  return arrives(`${app.address}/sign-in?link=${given.value.link}`);
}

/** Whether the social worker finds the result on the person's page. */
async function shown(): Promise<boolean> {
  await social.goto(server.app.address + record);
  await social.getByRole('heading', { level: 1, name: /Hill/i }).waitFor();
  return (await social.locator(`a.source[href*="${encodeURIComponent(result)}"]`).count()) > 0;
}

/** Goes on with the Tab key until each of these has the focus, and presses what is to be pressed there. */
async function keyed(steps: readonly (readonly [selector: string, ...keys: readonly string[]])[]): Promise<void> {
  for (const [selector, ...keys] of steps) {
    const there = () => lead.evaluate((one) => document.activeElement?.matches(one) ?? false, selector);
    for (let tabs = 0; !(await there()); tabs += 1) {
      if (tabs > 150) throw new Error(`the keys do not come to ${selector}`);
      await lead.keyboard.press('Tab');
    }
    for (const key of keys) {
      if (key.startsWith('type ')) await lead.keyboard.type(key.slice('type '.length));
      else await lead.keyboard.press(key);
    }
  }
}

/** The page of the law, read whole: without faults on a phone, with the days that are not worked there. */
async function lawTold(page: Page, zone: string): Promise<string> {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByRole('heading', { level: 1, name: 'What holds by law' }).waitFor();
  expect(await faultsOf(page)).toEqual(NONE);
  const days = page.getByRole('region', { name: 'Which days are no working days' });
  expect(await days.innerText()).toContain('Saturdays and Sundays, and public holidays.');
  const { holidays } = lawOfPlace(zone, dayIn(zone, Date.now()));
  expect(await days.locator('details li').count()).toBe(holidays.length);
  for (const role of ['GP', 'Practice nurse', 'Consultant'])
    expect(
      await page
        .getByRole('region', { name: 'Who may open a record in an emergency' })
        .getByText(role, { exact: true })
        .count(),
    ).toBe(1);
  return page.locator('main').innerText();
}
