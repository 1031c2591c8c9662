import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Concord, openConcord, picture } from './concord.ts';
import { newcomersOf } from './newcomers.ts';

/** A programme of change from its aim to what it learned: who may say yes, who owns what, what came between, and whether there are hands for it. */
let concord: Concord;
let lead: Page;
let nurse: Page;

const day = (from: number): string => new Date(Date.now() + from * 86_400_000).toISOString().slice(0, 10);
/** As pages write a day. */
const shown = (from: number): string => {
  const [year = '', month = '', date = ''] = day(from).split('-');
  return `${date}-${['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'][Number(month) - 1]}-${year}`;
};

beforeAll(async () => {
  concord = await openConcord();
  [lead, nurse] = await Promise.all([
    concord.as('programme lead', 'Vale Integrated Care Board'),
    concord.as('practice nurse', 'Elm Tree'),
  ]);
}, 300_000);

afterAll(() => concord?.close());

test('O3: who can approve a data feed at the hospital is answered by typing: name, limit, deputy, next meeting', async () => {
  await lead.goto(`${concord.base}/bodies`);
  await lead.getByRole('link', { name: 'Who may say yes' }).click();
  await lead.getByLabel('Your question').fill('Who can approve a data feed at Vale Hospitals?');
  await lead.getByRole('button', { name: 'Ask', exact: true }).click();
  await lead.getByText('Read as: Data feeds').waitFor();
  const row = await lead.locator('section', { hasText: 'In each organisation' }).first().locator('li').innerText();
  expect(row).toContain('Chief executive (Signatory, Vale Hospitals NHS Trust) decides, up to £50,000.00.');
  expect(row).toContain('Stands in: Dr Tomasz Zielinski (Consultant, Vale Hospitals NHS Trust), up to £10,000.00.');
  const together = await lead.locator('li', { hasText: 'The joint board' }).innerText();
  expect(together).toContain(`next ${shown(9)} 14:00`);
  await picture(lead, 'journey-decision-rights');
});

test('L1: a change without owner or measure cannot start, and says which it lacks', async () => {
  await lead.goto(`${concord.base}/agreements`);
  await lead.getByRole('link', { name: 'Programmes' }).click();
  await lead.getByRole('link', { name: 'Diabetes care as one' }).click();
  await lead.getByText('From aim to owner').first().waitFor();
  const change = lead.locator('li[data-row]', { hasText: 'Foot clinics in the practices' });
  await start(change);
  expect(await lead.locator('[role=alert]').first().innerText()).toContain('it lacks an owner and a measure');
  await change.getByText('Say how it shows').click();
  await change.getByLabel('The measure').selectOption({ label: 'Foot surveillance' });
  await change.getByRole('button', { name: 'Write it down' }).click();
  await lead.getByText('The measure is written down.').waitFor();
  await change.getByText('Say what is feared').click();
  await change.getByLabel('What would show it').selectOption({ label: 'Emergency attendances' });
  await change.getByLabel('Where').selectOption({ label: 'Vale Hospitals NHS Trust' });
  await change.locator('details[open]').getByRole('button', { name: 'Write it down' }).click();
  await change.getByText('It is watched from the first day on.').waitFor();
  await start(change);
  await lead.getByText('it lacks an owner. The lead').waitFor();
  await change.getByText('Give it an owner').click();
  await change.getByLabel('Owner: organisation').selectOption({ label: 'Vale Community NHS Trust' });
  await change.getByLabel('Owner: role').selectOption({ label: 'Finance lead' });
  await change.getByRole('button', { name: 'Write it down' }).click();
  await lead.getByText('It has an owner.').waitFor();
  await start(change);
  await lead.getByText('It has started.').waitFor();
  expect(await change.innerText()).toContain('Owen Pugh (Finance lead, Vale Community NHS Trust)');
  const measured = change.locator('bdi', { hasText: 'Shown by' });
  expect(await measured.innerText()).toMatch(/Foot surveillance, \d+(\.\d)?% as at \d\d-[A-Z][a-z]{2}-\d{4}/);
  const aim = lead.locator('.fact, dl > div', { hasText: 'Reached when' }).first();
  expect(await aim.innerText()).toMatch(/[+\u2212]?\d+\.\d points since \d\d-[A-Z][a-z]{2}-\d{4}/);
  await picture(lead, 'journey-programme');
});

test('P3: what was feared of a change is watched from the day it starts, with no second declaration', async () => {
  const back = lead.url();
  await lead.locator('li[data-row]', { hasText: 'Foot clinics in the practices' }).getByText('It is watched').click();
  await lead.getByRole('heading', { level: 1, name: 'What changes do elsewhere' }).waitFor();
  const row = lead.locator('li[data-row]', { hasText: 'Foot clinics in the practices' });
  expect(await row.innerText()).toContain('Vale Community NHS Trust');
  expect(await row.innerText()).toContain('watched because of its programme');
  await row.getByRole('link').first().click();
  await lead.getByRole('heading', { level: 1, name: 'Foot clinics in the practices' }).waitFor();
  await lead.getByRole('link', { name: 'its programme' }).waitFor();
  expect(await lead.getByRole('button', { name: 'Watch it no longer' }).count()).toBe(0);
  await picture(lead, 'journey-change-watched');
  await lead.goto(back);
});

test('L1: the office of the sponsor ends: a risk, a successor and a briefing are due the same day', async () => {
  await lead.getByText('The office ended', { exact: true }).click();
  await lead.getByLabel('How it ended').fill('An election.');
  await lead.getByRole('button', { name: 'It ended today' }).click();
  await lead.getByText('The office of its sponsor has ended').waitFor();
  await lead.goto(`${concord.base}/obligations`);
  for (const what of ['Name the successor of the sponsor', 'Brief whoever follows the sponsor']) {
    const row = await lead.locator('li', { hasText: what }).first().innerText();
    expect(row).toContain(shown(0));
  }
});

test('J0: new staff open what changes for them: five lines, each with its day and whose it is', async () => {
  const browser = lead.context().browser();
  if (!browser) throw new Error('there is no browser');
  const newcomers = newcomersOf({ browser }, concord.base);
  const fresh = await newcomers.invited(await concord.as('practice manager', 'Elm Tree'), 'Practice nurse');
  await fresh.goto(`${concord.base}/obligations`);
  await fresh.getByRole('link', { name: 'What changes for me' }).click();
  await fresh.getByText('In my work').waitFor();
  const lines = await fresh.locator('ol li').allInnerTexts();
  expect(lines).toHaveLength(5);
  for (const line of lines) {
    expect(line).toMatch(/\d\d-[A-Z][a-z]{2}-\d{4}/);
    expect(line).toMatch(/Ask .+ \(/);
  }
  expect(newcomers.complaints).toEqual([]);
  await picture(fresh, 'journey-what-changes');
});

test('B3: 40 % fewer hours than planned forecast every milestone anew, and the chair of the board owes a decision', async () => {
  await programme('Diabetes care as one', 'Hours and money');
  await add('Plan hours or money', [
    ['Who or what', 'Nurses who teach'],
    ['From', day(-100)],
    ['Until', day(100)],
    ['Hours in all', '4,000'],
  ]);
  await lead.getByText('It is planned.').waitFor();
  const staffing = lead.locator('section', { hasText: 'Up to today' }).first();
  expect(await staffing.innerText()).toMatch(/(6|7)\d % below plan/);
  const line = lead.locator('li[data-row]', { hasText: 'Nurses who teach' });
  await add(
    'Write down what was used',
    [
      ['Up to which day', day(0)],
      ['Hours since the last time', '10'],
    ],
    line,
  );
  await lead.getByText('It is counted.').waitFor();
  await lead.getByRole('link', { name: 'The plan at this pace' }).click();
  await lead.getByText('at this pace on').first().waitFor();
  await picture(lead, 'journey-plan');
  const chair = await concord.as('board member', 'Vale County Council');
  await chair.goto(`${concord.base}/obligations`);
  expect(await chair.getByText('Decide what gives: Diabetes care as one').count()).toBe(1);
});

test('O2: a shock moves three milestones ten weeks, tells the teams, counts the hours, and what the region promised waits for its day', async () => {
  await programme('Diabetes care as one', 'Plan');
  await lead.locator('summary', { hasText: 'Something came between' }).click();
  await lead.getByLabel('What happened').fill('A new footprint from above');
  await lead.getByLabel('by so many weeks').fill('10');
  for (const one of [
    'Every practice visited once',
    'Reviews in two steps in ten practices',
    'Foot clinics in three practices',
  ])
    await lead.getByRole('checkbox', { name: one }).check();
  await lead.getByLabel('What the teams are told').fill('Clinics and visits go on as they are.');
  await lead.getByLabel('Who tells them (1): organisation').selectOption({ label: 'Elm Tree Surgery' });
  await lead.getByLabel('Who tells them (1): role').selectOption({ label: 'Practice manager' });
  await lead.locator('details[open]').getByRole('button').click();
  await lead.getByText('The plan as it was is frozen').waitFor();
  expect(await lead.getByText('10 weeks later.').count()).toBe(3);
  expect(await lead.getByRole('link', { name: 'Before: A new footprint from above' }).count()).toBe(1);
  const shock = lead.locator('li[data-row]', { hasText: 'The teams are told' });
  await add(
    'Count hours that it took',
    [
      ['Hours', '120'],
      ['Whose, and on what', 'Planning meetings'],
    ],
    shock,
  );
  await lead.getByText('The hours are counted.').waitFor();
  expect(await shock.innerText()).toContain('120 hours lost.');
  await add('Something was promised to us', [
    ['Who promised it', 'The region'],
    ['What', 'Support'],
    ['Money', '200,000'],
    ['By which day', day(1)],
  ]);
  await lead.getByText('It is written down; its day asks').waitFor();
  expect(await lead.locator('li[data-row]', { hasText: '£200,000.00' }).innerText()).toContain('to come');
  await picture(lead, 'journey-shock');
  // Who chairs the board is asked to look, and sees the plan as it was beside the plan as it is.
  const chair = await concord.as('board member', 'Vale County Council');
  await chair.goto(`${concord.base}/obligations`);
  await chair.getByRole('link', { name: 'Look at the plan again: Diabetes care as one' }).first().click();
  await chair.getByRole('link', { name: 'Do it here' }).click();
  await chair.getByRole('link', { name: 'Before: A new footprint from above' }).waitFor();
  expect(await chair.getByText('10 weeks later.').count()).toBe(3);
  await nurse.goto(`${concord.base}/what-changes`);
  expect(await nurse.getByText('Clinics and visits go on as they are.').count()).toBe(1);
  const manager = await concord.as('practice manager', 'Elm Tree');
  await manager.goto(`${concord.base}/obligations`);
  await manager.getByRole('link', { name: 'Tell your teams: A new footprint' }).waitFor();
});

test('O8: the second programme is offered twelve lessons, each with why it fits', async () => {
  await programme('Home after hospital', 'Lessons');
  const offers = lead.locator('li[data-row]', { hasText: 'From Diabetes care as one' });
  expect(await offers.count()).toBe(12);
  expect(await offers.first().innerText()).toContain(
    'The same: town or country, shape of the partnership, people served.',
  );
  expect(await offers.first().innerText()).toContain('Different: how money is held');
  await add('Weigh it', [['What you make of it', 'We do the same.']], offers.first());
  await lead.getByText('Weighed.').waitFor();
  await picture(lead, 'journey-lessons');
});

test('O8: a programme that has just begun is offered them as soon as it says what it stands in', async () => {
  await lead.goto(`${concord.base}/programmes`);
  await lead.locator('summary', { hasText: 'A programme' }).click();
  await lead.getByLabel('Name', { exact: true }).fill('Breath as one');
  await lead.getByLabel('Aim', { exact: true }).fill('Everybody with a bad chest is seen within a week.');
  await lead.getByLabel('The measure that says so').selectOption('all-eight');
  await lead.getByLabel('Who decides about it').selectOption({ label: 'The joint board' });
  await lead.getByLabel('Who leads it: organisation').selectOption({ label: 'Vale Integrated Care Board' });
  await lead.getByLabel('Who leads it: role').selectOption({ label: 'Programme lead' });
  await lead.getByRole('button', { name: 'Begin it' }).click();
  await lead.locator('.said', { hasText: 'It is begun.' }).waitFor();
  await programme('Breath as one', 'Lessons');
  await lead.locator('summary', { hasText: 'Say what it stands in' }).click();
  for (const [what, value] of [
    ['town or country', 'country'],
    ['how money is held', 'pooled'],
    ['part of the clinicians', 'lead'],
  ] as const)
    await lead.getByLabel(what, { exact: true }).selectOption(value);
  await lead.getByRole('button', { name: 'Write it down', exact: true }).last().click();
  await lead.locator('.said', { hasText: 'Lessons are held against that.' }).waitFor();
  const offers = lead.locator('li[data-row]', { hasText: 'From Diabetes care as one' });
  expect(await offers.count()).toBe(12);
  expect(await offers.first().innerText()).toContain('The same: how money is held, part of the clinicians.');
  expect(await offers.first().innerText()).toContain('Different: town or country.');
});

test('P1: no programme goes on with two options or a bare cause; scores are blind, and whether the winner flips is shown', async () => {
  await programme('Home after hospital', 'Case for change');
  await add('Let the programme go on', [], undefined);
  const refusal = await lead.locator('[role=alert]').first().innerText();
  for (const lacking of [
    'evidence for the cause “Nobody knows who may say yes',
    'three options (there are 2)',
    'the option of doing nothing',
  ])
    expect(refusal).toContain(lacking);
  const bare = lead.locator('li[data-row]', { hasText: 'Nobody knows who may say yes' });
  await bare.locator('summary', { hasText: 'Say what shows it' }).click();
  await bare.getByLabel('What shows it').fill('Nine of ten calls ended with another call.');
  await bare.getByLabel('A measure that is counted already').selectOption({ label: 'Foot surveillance' });
  await bare.getByRole('button').click();
  await lead.getByText('The evidence is there.').waitFor();
  expect(await bare.locator('.item-words').first().innerText()).toMatch(
    /Foot surveillance: \d+\.\d% \([\d,]+ of [\d,]+\), as at \d\d-[A-Z][a-z]{2}-\d{4}/,
  );
  await picture(lead, 'journey-case-evidence');
  await lead.locator('summary', { hasText: 'Add an option' }).click();
  await lead.getByLabel('What would be done').fill('It stays as it is');
  await lead.getByLabel('What sort').selectOption({ label: 'Nothing is done' });
  await lead.locator('details[open]').getByRole('button').click();
  await lead.getByText('The option is there.').waitFor();
  await lead.locator('summary', { hasText: 'Name who scores' }).click();
  for (const [number, of, role] of [
    [1, 'Vale Integrated Care Board', 'Commissioner'],
    [2, 'Vale Hospitals NHS Trust', 'Consultant'],
  ] as const) {
    await lead.getByLabel(`Member ${number}: organisation`).selectOption({ label: of });
    await lead.getByLabel(`Member ${number}: role`).selectOption({ label: role });
  }
  await lead.getByLabel('Last day for scores').fill(day(14));
  await lead.locator('details[open]').getByRole('button').click();
  await lead.getByText('They have been asked').waitFor();
  await score(await concord.as('commissioner', 'Vale Integrated Care Board'), [9, 3, 5, 6, 2, 8]);
  await lead.reload();
  await lead.getByText('Nobody sees the scores of others').waitFor();
  expect(await lead.getByText('What it comes to').count()).toBe(0);
  await score(await concord.as('consultant', 'Vale Hospitals'), [7, 5, 4, 6, 2, 10]);
  await lead.reload();
  await lead.getByText('What it comes to').waitFor();
  const flips = await lead.locator('li', { hasText: 'the best would be' }).allInnerTexts();
  expect(flips.join(' ')).toMatch(
    /Days that people wait: from [\d.]+ % downwards \(now 60 %\) the best would be It stays as it is/,
  );
  await picture(lead, 'journey-case');
});

test('P2: a change of which nobody said what it means for one person at work is a warning at the gate', async () => {
  const warning = 'Nobody has said what it means for one person at work: The ward writes the assessment';
  expect(await lead.getByText(warning).count()).toBe(1);
  await lead.getByRole('link', { name: 'At four levels' }).click();
  await lead.getByText('nobody has said what it means for one person').waitFor();
  await lead.locator('summary', { hasText: 'Say what it means' }).click();
  await lead.getByLabel('For whom').selectOption({ label: 'One person at work' });
  await lead.getByLabel('One person: in which role').selectOption({ label: 'Social worker' });
  await lead.getByLabel('What it means for them').fill('You open an assessment that is written already.');
  await lead.locator('details[open]').getByRole('button').click();
  await lead.getByText('It stands there for those it concerns.').waitFor();
  await lead.getByRole('link', { name: 'Case for change' }).click();
  await lead.getByText('Options, and by what they are judged').waitFor();
  expect(await lead.getByText(warning).count()).toBe(0);
  expect(concord.complaints.filter((one) => !one.includes('422'))).toEqual([]);
});

test('O2: the day of what was promised passes without it: it is broken with no typing, and the lead owes the asking', async () => {
  await concord.passes(3);
  await concord.runs('obligation.fall-due');
  lead = await concord.as('programme lead', 'Vale Integrated Care Board');
  await programme('Diabetes care as one', 'Plan');
  const promised = lead.locator('li[data-row]', { hasText: '£200,000.00' });
  await promised.getByText('broken', { exact: true }).waitFor();
  const shock = lead.locator('li[data-row]', { hasText: 'The teams are told' });
  expect(await shock.innerText()).toContain('120 hours lost.');
  await picture(lead, 'journey-shock-broken');
  await lead.goto(`${concord.base}/obligations`);
  await lead.getByRole('link', { name: 'Say what became of the promise of The region' }).first().waitFor();
});

/** Opens a page of a programme. */
async function programme(name: string, tab: string): Promise<void> {
  await lead.goto(`${concord.base}/programmes`);
  await lead.getByRole('link', { name }).click();
  await lead.getByRole('link', { name: tab, exact: true }).click();
  await lead.locator(`a[aria-current=page]`, { hasText: tab }).waitFor();
}

/** Opens a form by its name, fills it in, and sends it. */
async function add(
  name: string,
  fields: readonly (readonly [label: string, value: string])[],
  within?: ReturnType<Page['locator']>,
): Promise<void> {
  const form = (within ?? lead).locator('details', { hasText: name }).first();
  await form.locator('summary').click();
  for (const [label, value] of fields) await form.getByLabel(label, { exact: true }).fill(value);
  await form.getByRole('button').click();
}

async function score(page: Page, scores: readonly number[]): Promise<void> {
  await page.goto(`${concord.base}/programmes`);
  await page.getByRole('link', { name: 'Home after hospital' }).click();
  await page.getByRole('link', { name: 'Case for change' }).click();
  await page.getByRole('button', { name: 'Score' }).waitFor();
  for (const [index, value] of scores.entries()) await page.getByLabel(', from 0 to 10').nth(index).fill(String(value));
  await page.getByRole('button', { name: 'Score' }).click();
  await page.getByText('Your scores are kept').waitFor();
}

async function start(change: ReturnType<Page['locator']>): Promise<void> {
  await change.locator('summary', { hasText: 'Start it' }).click();
  await change.getByRole('button', { name: 'Start it' }).click();
}
