import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Concord, openConcord, picture } from './concord.ts';

/** Who and what is around a programme: who has gone silent, what was promised, whom to convince of what, and by whose leave. */
let concord: Concord;
let lead: Page;
let manager: Page;

const day = (from: number): string => new Date(Date.now() + from * 86_400_000).toISOString().slice(0, 10);

beforeAll(async () => {
  concord = await openConcord();
  [lead, manager] = await Promise.all([
    concord.as('programme lead', 'Vale Integrated Care Board'),
    concord.as('practice manager', 'Elm Tree'),
  ]);
}, 300_000);

afterAll(() => concord?.close());

test('P4: a partner silent for 45 days is flagged and asked about; a word with them, written down in one short form, closes it', async () => {
  await around('Stakeholders');
  const silent = lead.locator('section', { hasText: 'Gone silent' }).first();
  expect(await silent.innerText()).toContain('Vale Hospitals NHS Trust');
  expect(await silent.innerText()).toContain('days without a word');
  const due = () => lead.getByRole('link', { name: 'Speak with a stakeholder who has gone silent' }).count();
  const back = lead.url();
  await lead.goto(`${concord.base}/obligations`);
  expect(await due()).toBe(1);
  await lead.goto(back);
  await lead.getByLabel('Whom', { exact: true }).selectOption({ label: 'Vale Hospitals NHS Trust' });
  await lead.getByLabel('How', { exact: true }).selectOption({ label: 'Called' });
  await lead.getByLabel('In one line').fill('The half-days of the spring');
  await lead.getByLabel('Promised, if anything').fill('Send the dates');
  await lead.getByLabel('By when').fill(day(7));
  await lead.getByRole('button', { name: 'Write it down' }).first().click();
  await lead.getByText('It is written down; what was promised has its day.').waitFor();
  expect(await lead.getByText('Gone silent').count()).toBe(0);
  await picture(lead, 'journey-stakeholders');
  await lead.goto(`${concord.base}/obligations`);
  expect(await due()).toBe(0);
  await lead.getByRole('link', { name: 'Do what was promised: Vale Hospitals NHS Trust' }).waitFor();
});

test('P4: stances are kept one beside the other, a reply is linked to the change it made, and whom it is about reads it whole', async () => {
  await around('Stakeholders');
  await lead.getByRole('link', { name: 'Elm Tree Surgery' }).first().click();
  await lead.getByText('How they stand to it').waitFor();
  expect(await lead.locator('figure svg[role=img]').count()).toBe(1);
  const stances = await lead.locator('section', { hasText: 'How they stand to it' }).first().innerText();
  expect(stances).toContain('Asked twice who pays');
  expect(stances).toContain('Offered the first two-step clinic');
  await manager.goto(`${concord.base}/obligations`);
  await manager.getByRole('link', { name: 'What programmes wrote about me' }).click();
  await manager.getByText('Asked twice who pays').first().waitFor();
  await manager.getByText('Say how you see it').click();
  await manager.getByLabel('Your view').fill('We want it, if the hours are paid.');
  await manager.locator('details[open]').getByRole('button').click();
  await manager.getByText('Your words stand with the entry.').waitFor();
  await around('Stakeholders');
  await lead.getByRole('link', { name: 'People with diabetes of the Vale' }).first().click();
  await lead.getByText('The change: Foot clinics in the practices').waitFor();
});

test('O7: each practice has its last visit, the share of agreed actions done and the next visit; news is drafted, edited and sent', async () => {
  await around('Rhythm and news');
  const practice = await lead.locator('tr', { hasText: 'Elm Tree Surgery' }).first().innerText();
  expect(practice).toContain('100% (1 of 1)');
  expect(practice.match(/\d\d-[A-Z][a-z]{2}-\d{4}/g)).toHaveLength(2);
  const draft = await lead.getByLabel('What it says').inputValue();
  expect(draft).toContain('The list went out');
  await lead.getByLabel('What it says').fill(`${draft}\nThank you.`);
  await lead.getByRole('button', { name: 'Send it' }).click();
  await lead.getByText('It is sent:').waitFor();
  // The course of the engagement: a contact more is one more in its month.
  const months = lead.locator('section', { hasText: 'Engagement, month by month' }).first().locator('tbody tr');
  expect(await months.count()).toBeGreaterThan(3);
  const counted = async () =>
    (await months.locator('td.number').allInnerTexts())
      .map((words) => Number(/^\d+/.exec(words.trim())?.[0]))
      .reduce((sum, one) => sum + one, 0);
  const before = await counted();
  await around('Stakeholders');
  await lead.getByLabel('Whom', { exact: true }).selectOption({ label: 'Elm Tree Surgery' });
  await lead.getByLabel('How', { exact: true }).selectOption({ label: 'Called' });
  await lead.getByLabel('In one line').fill('The room for the clinic');
  await lead.getByRole('button', { name: 'Write it down' }).first().click();
  await lead.locator('.said', { hasText: 'It is written down' }).waitFor();
  await around('Rhythm and news');
  expect(await counted()).toBe(before + 1);
  await picture(lead, 'journey-rhythm');
  await manager.goto(`${concord.base}/what-changes`);
  await manager.getByText('Thank you.').waitFor();
});

test('O4: the kit of a practice manager is made of the practice’s own numbers in one click; a concern is closed by its owner alone', async () => {
  await around('Arguments');
  await lead.getByRole('link', { name: 'Practice manager, Elm Tree Surgery' }).last().click();
  await lead.getByText('Your own numbers').waitFor();
  expect(await lead.locator('tr', { hasText: 'HbA1c' }).first().innerText()).toMatch(/\d+\.\d%/);
  const concern = (page: Page) => page.locator('li[data-row]', { hasText: 'Who pays for the longer visits?' });
  await concern(lead).first().waitFor();
  expect(await lead.getByText('It is settled', { exact: true }).count()).toBe(0);
  await picture(lead, 'journey-kit');
  const id = /programmes\/(\d+)/.exec(lead.url())?.[1];
  const refused = await lead.evaluate(async (programme) => {
    const answer = await fetch(`/api/programmes/${programme}/stakeholders/all/concern-closed`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ concern: 'q1', words: 'It is settled.' }),
    });
    return { status: answer.status, text: await answer.text() };
  }, id);
  expect(refused.status).toBe(403);
  expect(refused.text).toContain('governance.concern-whose');
  await manager.goto(`${concord.base}/obligations`);
  await manager.getByRole('link', { name: 'Read what it means for you: Diabetes care as one' }).click();
  await manager.waitForURL((url) => url.pathname !== '/obligations');
  await manager.goto(lead.url());
  await manager.getByRole('button', { name: 'I have read it' }).click();
  await manager.getByText('Noted: you have read it.').waitFor();
  await concern(manager).getByText('It is settled', { exact: true }).click();
  await concern(manager).getByLabel('What settled it').fill('We saw the letter.');
  await concern(manager).getByRole('button').click();
  await manager.getByText('We saw the letter.').waitFor();
});

test('C4: a bidder cannot open what its rivals cost and the try is logged; two bid together and see only their own; the record prints', async () => {
  const [trust, council, hospital] = await Promise.all([
    concord.as('finance lead', 'Vale Community'),
    concord.as('finance lead', 'Vale County Council'),
    concord.as('signatory', 'Vale Hospitals'),
  ]);
  const addresses = await moneyOf(trust);
  await lead.goto(`${concord.base}/programmes`);
  await lead.getByRole('link', { name: 'Competition' }).first().click();
  await lead.locator('summary', { hasText: 'Begin a procurement' }).click();
  await lead.getByLabel('What it is called').fill('Foot clinics in the north');
  await lead.getByLabel('What is to be provided').fill('A clinic a week in six practices');
  await lead.getByLabel('By which route').selectOption('psr-most-suitable');
  await lead.getByLabel('Why by this route').fill('Two providers are near enough.');
  await lead.getByRole('button', { name: 'Begin it' }).click();
  await lead.getByText('It is begun. Name who bids.').waitFor();
  const page = lead.url();
  for (const [bid, names] of [
    ['Trust and council together', ['Vale Community NHS Trust', 'Vale County Council']],
    ['The hospital alone', ['Vale Hospitals NHS Trust']],
  ] as const) {
    await lead.locator('summary', { hasText: 'Add a bid' }).click();
    await lead.getByLabel('What the bid is called').fill(bid);
    for (const name of names) await lead.getByRole('checkbox', { name }).check();
    await lead.locator('details[open]').getByRole('button').click();
    await lead.locator('main').getByText(bid, { exact: true }).first().waitFor();
  }
  for (const [bidder, item] of [
    [trust, 'An hour of a podiatrist'],
    [council, 'A room for a day'],
    [hospital, 'A clinic in the tower'],
  ] as const) {
    await bidder.goto(page);
    await bidder.getByText('Write down a cost of ours').click();
    await bidder.getByLabel('Of what').fill(item);
    await bidder.getByLabel('How much').fill('48');
    await bidder.locator('details[open]').getByRole('button').click();
    await bidder.getByText('no other bidder sees it').waitFor();
  }
  const items = ['An hour of a podiatrist', 'A room for a day', 'A clinic in the tower'];
  for (const [bidder, own] of [trust, council, hospital].map((one, at) => [one, items[at] ?? ''] as const)) {
    await bidder.goto(page);
    await bidder.getByRole('heading', { name: /^Costs that you may see/ }).waitFor();
    const told = await bidder.evaluate(async (at) => (await fetch(`/api${at}`)).text(), new URL(page).pathname);
    for (const item of items) {
      expect(await bidder.getByText(item).count(), item).toBe(item === own ? 1 : 0);
      expect(told.includes(item), item).toBe(item === own);
    }
  }
  for (const address of addresses) expect(await statusOf(trust, address), address).toBe(403);
  await lead.goto(page);
  await lead.getByText('tried to open').first().waitFor();
  for (const item of items) expect(await lead.getByText(item).count(), item).toBe(1);
  expect(await lead.locator('section', { hasText: 'Walls' }).first().innerText()).toContain('Owen Pugh');
  await picture(lead, 'journey-procurement');
  await lead.locator('summary', { hasText: /^Decide$/ }).click();
  const decision = lead.locator('details.deed[open]');
  await decision.getByLabel('Which bid').selectOption({ label: 'Trust and council together' });
  await decision.getByLabel('Why this one').fill('Six practices from the first week.');
  await decision.getByRole('button').click();
  await lead.locator('.said', { hasText: 'It is decided, and stands in the record.' }).waitFor();
  // On paper: the record, and nothing that is pressed.
  await lead.emulateMedia({ media: 'print' });
  const record = await lead.locator('section', { hasText: 'Selection record' }).last().innerText();
  for (const words of [
    'Most suitable provider process',
    'Two providers are near enough.',
    'Six practices from the first',
  ])
    expect(record).toContain(words);
  expect(await lead.locator('.top').isVisible()).toBe(false);
  expect(await lead.getByRole('button').filter({ visible: true }).count()).toBe(0);
  expect((await lead.pdf({ format: 'A4' })).subarray(0, 5).toString()).toBe('%PDF-');
  await lead.emulateMedia({ media: null });
  await lead.getByRole('link', { name: 'Bundle for a request for information' }).click();
  await lead.getByText('Left out: names of people').waitFor();
  expect(await lead.getByText('48.00').count()).toBe(0);
  expect(await lead.getByText('Most suitable provider process').count()).toBe(1);
});

test('C4: each says with evidence what two compete for, both see it and no third partner does; a promise on recruiting is broken, answered and prolonged by both', async () => {
  const [hospital, trust, council, nurses] = await Promise.all([
    concord.as('signatory', 'Vale Hospitals'),
    concord.as('signatory', 'Vale Community'),
    concord.as('signatory', 'Vale County Council'),
    concord.as('practice manager', 'Elm Tree'),
  ]);
  await trust.goto(`${concord.base}/procurements`);
  await trust.getByRole('link', { name: 'What we compete for' }).click();
  await trust.getByRole('heading', { level: 1, name: 'What we compete for' }).waitFor();
  const words = 'Patients who choose where their feet are seen';
  await trust
    .getByRole('row', { name: /Vale Hospitals/ })
    .getByRole('link')
    .click();
  await trust.getByText('Seen by the two of you alone.').waitFor();
  await trust.locator('summary', { hasText: 'Say what both want' }).click();
  await trust.locator('details[open]').getByLabel('Which is').selectOption('patients');
  await trust.locator('details[open]').getByLabel('What both want').fill(words);
  await trust.locator('details[open]').getByLabel('What shows it').fill('A third of referrals name both of us.');
  await trust.locator('details[open]').getByRole('button').click();
  await trust.getByText('It is written down, and both see it.').waitFor();
  const pair = `${concord.base}/competition-map/community`;
  await hospital.goto(`${concord.base}/competition-map`);
  const inMap = hospital.getByRole('row', { name: /Vale Community/ });
  await inMap.getByText('they say so').first().waitFor();
  const list = await hospital.locator('li', { hasText: 'Vale Community' }).first().innerText();
  expect(list).toContain('Patients: they say so, we have not');
  expect(list).toContain('Staff: both say so');
  expect(list).toContain('Fair recruitment: agreed');
  await picture(hospital, 'journey-competition-map');
  for (const third of [council, nurses, lead]) {
    await third.goto(`${concord.base}/competition-map`);
    await third.getByRole('heading', { level: 1, name: 'What we compete for' }).waitFor();
    expect(await third.evaluate(async () => (await fetch('/api/competition-map')).text())).not.toContain(words);
  }
  await hospital.goto(pair);
  await hospital.getByText(words).waitFor();
  await hospital.locator('summary', { hasText: 'Say that it was broken' }).click();
  await hospital
    .locator('details[open]')
    .getByLabel('What happened')
    .fill('Two posts were advertised without a word to us.');
  await hospital.locator('details[open]').getByLabel('What shows it').fill('The advertisements of Monday.');
  await hospital.locator('details[open]').getByRole('button').click();
  await hospital.getByText('It is written down; the other owes an answer.').waitFor();
  await trust.goto(`${concord.base}/obligations`);
  await trust
    .getByRole('link', { name: 'Answer what Vale Hospitals NHS Trust says of fair recruitment' })
    .first()
    .click();
  await trust.getByRole('link', { name: 'Do it here' }).click();
  await trust.waitForURL((url) => url.pathname === '/competition-map/acute');
  await trust.locator('summary', { hasText: 'Answer what is said' }).click();
  await trust
    .locator('details[open]')
    .getByLabel('What you answer')
    .fill('Both are withdrawn, and come again with you.');
  await trust.locator('details[open]').getByRole('button').click();
  await trust.getByText('Your answer stands beside it.').waitFor();
  await hospital.goto(pair);
  await hospital.getByText('Both are withdrawn, and come again with you.').waitFor();
  await picture(hospital, 'journey-competition-pair');
  await hospital.locator('summary', { hasText: 'Propose a later last day' }).click();
  const later = hospital.locator('details.deed[open]');
  await later.getByLabel('Is to hold up to').fill(new Date(Date.now() + 700 * 86_400_000).toISOString().slice(0, 10));
  await later.getByLabel('Which work still needs it').fill('The clinics go on for another year.');
  await later.getByRole('button').click();
  await hospital.getByText('It waits for the other to agree.').waitFor();
  expect(await hospital.locator('summary', { hasText: 'Agree to the later day' }).count()).toBe(0);
  await trust.goto(`${concord.base}/obligations`);
  const asked = 'Say whether fair recruitment with Vale Hospitals NHS Trust goes on';
  await trust.getByRole('link', { name: asked }).first().click();
  await trust.getByRole('link', { name: 'Do it here' }).click();
  await trust.waitForURL((url) => url.pathname === '/competition-map/acute');
  await trust.locator('summary', { hasText: /^Agree to the later day$/ }).click();
  await trust.getByRole('button', { name: 'We agree', exact: true }).click();
  await trust.getByText('Both have agreed: it holds up to the later day.').waitFor();
  await hospital.goto(pair);
  const goesOn = hospital.locator('.fact', { hasText: 'Both agreed to go on' });
  expect(await goesOn.innerText()).toContain('The clinics go on for another year.');
  await trust.goto(`${concord.base}/obligations`);
  await trust.getByRole('heading', { level: 1, name: 'What is due' }).waitFor();
  expect(await trust.getByRole('link', { name: asked }).count()).toBe(0);
  await picture(hospital, 'journey-competition-later-day');
});

test('O1: a policy that is withdrawn shows in one view what rests on it and asks the owners; a programme outside policy has three hooks', async () => {
  await lead.goto(`${concord.base}/programmes`);
  await lead.getByRole('link', { name: 'Policies' }).first().click();
  await lead.getByText('Programmes and the policies that carry them').waitFor();
  const outside = lead.locator('li[data-row]', { hasText: 'Home after hospital' });
  expect(await outside.innerText()).toContain('outside current policy');
  expect(await outside.getByText('Near:').count()).toBe(3);
  await lead.getByRole('link', { name: 'Diabetes care nearer home' }).first().click();
  await lead.getByText('Draft an application for:').waitFor();
  await lead.getByText('It was withdrawn').click();
  await lead.getByLabel('What ended it').fill('A new government.');
  await lead.locator('details[open]').getByRole('button').click();
  await lead.getByText('Each owner of what rests on it is asked.').waitFor();
  const rests = await lead.locator('section', { hasText: 'What rests on it' }).first().innerText();
  for (const what of ['Programmes', 'Funds', 'Duties', 'Reports']) expect(rests).toContain(what);
  await picture(lead, 'journey-policy');
  const finance = await concord.as('finance lead', 'Vale Integrated Care Board');
  await finance.goto(`${concord.base}/obligations`);
  await finance.getByRole('link', { name: 'Say what becomes of it without' }).first().waitFor();
  await lead.locator('a.chip', { hasText: 'Diabetes care as one' }).click();
  await lead.getByText('out of the programme’s own records').waitFor();
  expect(await lead.getByText('Programme office, two people').count()).toBe(1);
});

/** Where the trust reads the statements of whoever is to bid beside it, and the whole ledger: open before anybody bids. */
async function moneyOf(page: Page): Promise<readonly string[]> {
  await page.goto(`${concord.base}/money`);
  const pools = await page.evaluate(async () => (await fetch('/api/money/pools')).json());
  const parties = ['Organization/council', 'Organization/acute'];
  const all: string[] = [];
  for (const { instrument, pool } of pools as readonly { readonly instrument: string; readonly pool: string }[]) {
    const at = `/api/money/pools/${encodeURIComponent(instrument)}/${encodeURIComponent(pool)}`;
    for (const address of [
      ...parties.map((one) => `${at}/statement?party=${encodeURIComponent(one)}`),
      `${at}/export/csv`,
    ])
      if ((await statusOf(page, address)) === 200) all.push(address);
  }
  for (const what of [encodeURIComponent('Organization/council'), '/export/csv'])
    expect(
      all.filter((address) => address.endsWith(what)),
      what,
    ).not.toEqual([]);
  return all;
}

function statusOf(page: Page, address: string): Promise<number> {
  return page.evaluate(async (path) => (await fetch(path)).status, address);
}

async function around(page: string): Promise<void> {
  await lead.goto(`${concord.base}/programmes`);
  await lead.getByRole('link', { name: 'Diabetes care as one' }).click();
  await lead.getByRole('link', { name: page, exact: true }).click();
  await lead.getByRole('heading', { level: 1, name: page }).waitFor();
}
