import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Concord, openConcord, picture } from './concord.ts';
import { faultsOf, NONE } from './faults.ts';

/** Several lists are made in each, of everybody on the register. */
const LONG = 120_000;

/** A research project asks people one by one: from agreeing to the list of the project, and back out of it. */
let concord: Concord;
let person: Page;
let lead: Page;
let planner: Page;

const FEET = { id: 'urn:iras:301234', title: 'Feet first: who keeps their feet, and why' };

beforeAll(async () => {
  concord = await openConcord();
  person = await concord.as('their own record', '');
  lead = await concord.as('information governance', 'Vale Integrated');
  planner = await concord.as('commissioner', 'Vale Integrated');
}, 300_000);

afterAll(async () => {
  await concord?.close();
});

/** The lines of the list that name somebody, for a project. */
async function listed(project: string): Promise<readonly string[]> {
  const query = new URLSearchParams({
    place: 'all',
    kind: 'identifiable',
    under: 'vale-data-sharing/planning',
    words: 'To learn what helps people to keep their feet',
    format: 'csv',
    project,
  });
  const answer = await planner.request.get(`${concord.base}/api/lists?${query.toString()}`);
  expect(answer.status()).toBe(200);
  return (await answer.text()).split('\r\n').filter((line) => /^\d{10},/.test(line));
}

async function say(words: string, told: string): Promise<void> {
  await person.goto(`${concord.base}/me/sharing`);
  await person.getByRole('link', { name: 'Decide about research' }).click();
  const project = person.getByRole('region', { name: FEET.title });
  await project.getByRole('button', { name: words }).click();
  await person.getByText(told).waitFor();
}

test(
  'a person reads who asks for what, agrees, and is on the list of the project; withdraws, and is not',
  async () => {
    expect(await listed(FEET.id)).toEqual([]);
    await person.goto(`${concord.base}/me/sharing/research`);
    const asked = await person.getByRole('region', { name: FEET.title }).innerText();
    for (const told of ['Vale Integrated Care Board', 'yearly checks', 'Research Ethics Committee', 'nothing said'])
      expect(asked).toContain(told);
    expect(await faultsOf(person)).toEqual(NONE);
    await say('I take part', 'Written down: you take part.');
    await picture(person, 'my-research-agreed');
    const [line, ...others] = await listed(FEET.id);
    expect(others).toEqual([]);
    await person.goto(`${concord.base}/me`);
    const own = (await person.locator('main').innerText()).toUpperCase();
    const words = (/^\d{10},("[^"]+"|[^,]+)/.exec(line ?? '')?.[1] ?? 'nobody').match(/[\p{L}'-]{3,}/gu) ?? [];
    for (const word of words) expect(own).toContain(word.toUpperCase());
    await say('Withdraw', 'Written down: you do not take part.');
    expect(await listed(FEET.id)).toEqual([]);
    await person.goto(`${concord.base}/me/access`);
    await person.getByText('Took part of the record into a list of people').first().waitFor();
  },
  LONG,
);

test(
  'opting out of every other use, a person is on the list of the one project that they agreed to',
  async () => {
    await person.goto(`${concord.base}/me/sharing`);
    const national = person.locator('input[name=rule][value=national-data-opt-out]');
    await person
      .locator('form', { has: national })
      .getByRole('button', { name: /^Opt out/ })
      .click();
    await person.getByText('Nobody uses it beyond your own care from now on.').waitFor();
    await say('I take part', 'Written down: you take part.');
    const [line = ''] = await listed(FEET.id);
    expect(line).not.toBe('');
    expect(await listed('')).not.toContain(line);
  },
  LONG,
);

test(
  'what somebody said on paper is written down, counts, and stands beside it; who asks ends the project for all',
  async () => {
    await lead.goto(`${concord.base}/audit/research`);
    expect(await faultsOf(lead)).toEqual(NONE);
    await lead.getByLabel('What is it called?').fill('Eyes on the Vale');
    await lead.getByLabel('What is it for?').fill('To compare pictures of the back of the eye over ten years.');
    await lead.getByLabel('What is taken of the record?').fill('Your age, and when your eyes were looked at.');
    await lead.getByLabel('Who approved it?').fill('North West Research Ethics Committee, 26/NW/0200');
    await lead.getByLabel('Under which reference?').fill('urn:iras:298001');
    await lead.getByLabel('What is the last day?').fill('2099-12-31');
    await lead.getByRole('button', { name: 'Ask people' }).click();
    await lead.getByText('People are asked from now on.').waitFor();
    await picture(lead, 'audit-research');
    expect(await listed('urn:iras:298001')).toEqual([]);
    const [line = ''] = await listed(FEET.id);
    const desk = await concord.as('information governance', 'Elm Tree Surgery');
    await desk.goto(`${concord.base}/audit/research`);
    await desk.getByLabel('Who?').fill(line.slice(0, 10));
    await desk.getByLabel('To which project?').selectOption({ label: 'Eyes on the Vale, Vale Integrated Care Board' });
    await desk.getByLabel('They take part').check();
    await desk.getByLabel('On which day?').fill('2026-01-12');
    await desk.getByRole('button', { name: 'Write it down' }).click();
    await desk.getByText('Written down. It counts from now on.').waitFor();
    expect(await listed('urn:iras:298001')).toEqual([line]);
    await person.goto(`${concord.base}/me/sharing/research`);
    const eyes = person.getByRole('region', { name: 'Eyes on the Vale' });
    await eyes.getByText('What was said').click();
    expect(await eyes.innerText()).toContain('written down by Elm Tree Surgery');
    await lead.getByRole('button', { name: /^End it\s*: Eyes on the Vale/ }).click();
    await lead.getByText('Ended. Nobody is on a new list of it.').waitFor();
    expect(await listed('urn:iras:298001')).toEqual([]);
  },
  LONG,
);

test('nothing went wrong behind the screens', () => {
  expect(concord.complaints).toEqual([]);
});
