import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from '#store';
import { type Concord, openConcord, picture } from './concord.ts';

/** People come and go: who is new knows it in an hour, why is found by asking, and who leaves leaves nothing behind with nobody. */
let concord: Concord;
let nurse: Page;

beforeAll(async () => {
  concord = await openConcord();
  nurse = await concord.as('practice nurse', 'Elm Tree');
}, 300_000);

afterAll(() => concord?.close());

test('O6: who is new reads an hour, answers ten questions of the programme’s own records, and sees where each wrong answer is written', async () => {
  await nurse.goto(`${concord.base}/programmes`);
  await nurse.getByRole('link', { name: 'Diabetes care as one' }).click();
  await nurse.getByRole('link', { name: 'New here? An hour to know it' }).click();
  await nurse.getByRole('button', { name: 'Ask me' }).click();
  await nurse.getByRole('button', { name: 'These are my answers' }).waitFor();
  expect(await nurse.locator('fieldset').count()).toBe(10);
  await answer(nurse, 7);
  await nurse.getByText('7 of 10 answers right.').waitFor();
  expect(await nurse.getByRole('link', { name: 'where it is written' }).count()).toBe(3);
  await picture(nurse, 'journey-new-here');
  await nurse.getByRole('button', { name: 'Ask me ten others' }).click();
  await nurse.getByRole('button', { name: 'These are my answers' }).waitFor();
  await answer(nurse, 8);
  await nurse.getByText('8 of 10 answers right.').waitFor();
  expect(await nurse.getByText('enough', { exact: true }).count()).toBe(1);
});

test('O6: why podiatry was dropped from phase 1 is found by asking: the decision, its day, who was against and why, what it was to bring', async () => {
  await nurse.goto(`${concord.base}/programmes`);
  await nurse.getByRole('link', { name: 'Why it is as it is' }).click();
  await nurse.getByLabel('Your question').fill('Why did we drop podiatry from phase 1?');
  await nurse.getByRole('button', { name: 'Look', exact: true }).click();
  const first = nurse.locator('li[data-row]').first();
  await first.waitFor();
  const told = await first.innerText();
  expect(told).toContain('Phase 1 without podiatry');
  expect(told).toContain('Agreed: podiatry comes with phase 2, once four practices have a room.');
  expect(told).toContain('Ulcers do not wait for rooms');
  expect(told).toContain('Phase 1 starts in time, in rooms that exist');
  expect(told).toMatch(/\d\d-[A-Z][a-z]{2}-\d{4}/);
  await picture(nurse, 'journey-memory');
});

test('B9: two who answer for one step are refused by name, and a task that goes back and forth is due as a charter issue', async () => {
  const lead = await concord.as('programme lead', 'Vale Integrated Care Board');
  await lead.goto(`${concord.base}/programmes`);
  await lead.getByRole('link', { name: 'Who does what' }).click();
  await lead.getByText('nobody answers for 1').waitFor();
  await lead.getByRole('link', { name: 'Foot care' }).click();
  // Out of tasks that a practice has open, with nothing typed.
  await lead
    .getByText('Tasks name these steps, and nobody has written down who does them: Ring whoever missed')
    .waitFor();
  const step = lead.locator('li[data-row]', { hasText: 'Book the foot check' });
  await step.getByText('Say who does what').click();
  await step.getByLabel('Organisation').selectOption({ label: 'Vale Hospitals NHS Trust' });
  await step.getByLabel('What it does').selectOption({ label: 'Answers for it' });
  await step.getByRole('button', { name: 'Write it down' }).click();
  await lead.getByText('Vale Community NHS Trust answers for “Book the foot check” already').first().waitFor();
  const { token, base } = await concord.system('pathway', 'Organization/community');
  const send = async (type: string, id: string, body: object) => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/fhir+json' };
    const answer = await fetch(`${base}/${type}/${id}`, {
      method: 'PUT',
      headers,
      body: JSON.stringify({ resourceType: type, id, ...body }),
    });
    expect(answer.ok, await answer.text()).toBe(true);
  };
  await send('Patient', 'b9-person', {});
  const task = {
    status: 'requested',
    intent: 'order',
    code: { text: 'Book the foot check' },
    for: { reference: 'Patient/b9-person' },
  };
  for (const owner of ['community', 'acute', 'community', 'practice-1']) {
    await send('Task', 'b9-task', { ...task, owner: { reference: `Organization/${owner}` } });
  }
  await handOver();
  await lead.goto(`${concord.base}/obligations`);
  expect(await lead.getByText('Say who does it: Book the foot check').count()).toBe(1);
  await lead.goto(`${concord.base}/charters`);
  await lead.getByRole('link', { name: 'Foot care' }).click();
  await lead.getByText('tasks go back and forth').waitFor();
  expect(await lead.locator('main').innerText()).toContain('I do not know who rings somebody');
  await picture(lead, 'journey-charter');
});

test('E8: a practice with no podiatry tie is red; visits held together raise it; nothing under five is told', async () => {
  const lead = await concord.as('programme lead', 'Vale Integrated Care Board');
  await lead.goto(`${concord.base}/ties`);
  const tie = lead.locator('li[data-row]', { hasText: 'Everybody with diabetes has their feet looked at' });
  expect(await tie.innerText()).toContain('no tie');
  expect(await tie.locator('.tag.danger').innerText()).toContain('no tie');
  const quarters = await lead.locator('li[data-row] .item-words.meta').allInnerTexts();
  const told = quarters.flatMap((words) => [...words.matchAll(/: (under five|\d+)/g)].map(([, count]) => count ?? ''));
  expect(told.filter((count) => count !== 'under five').length).toBeGreaterThan(0);
  expect(told.filter((count) => count !== 'under five' && (Number(count) < 5 || Number(count) % 5 !== 0))).toEqual([]);
  for (const visit of [1, 2, 3]) {
    await tie.getByText('Plan a visit together').click();
    await tie.getByLabel('Day').fill(new Date(Date.now() + 86_400_000).toISOString().slice(0, 10));
    await tie.getByLabel('What for').fill(`Clinic together ${visit}`);
    await tie.getByRole('button', { name: 'Write it down' }).last().click();
    await lead.getByText(`Clinic together ${visit}`).first().waitFor();
    await tie.getByText('It was held').click();
    await tie.getByLabel('What came of it').fill(`Agreed ${visit}`);
    await tie.getByRole('button', { name: 'Write it down' }).first().click();
    await lead.getByText(`Agreed ${visit}`).first().waitFor();
  }
  expect(await tie.innerText()).toContain('working');
  await picture(lead, 'journey-ties');
});

test('O5: a lead leaves in one screen: nothing ends without a successor, then no task, decision, approval or login is left with nobody', async () => {
  const [lead, manager] = await Promise.all([
    concord.as('programme lead', 'Vale Integrated Care Board'),
    concord.as('nformation governance', 'Vale Integrated Care Board'),
  ]);
  const right = { of: 'Organization/icb', topic: 'data feeds', way: 'must-agree', role: 'programme-lead' };
  const said = await lead.request.post(`${concord.base}/api/decision-rights`, {
    headers: { origin: concord.base },
    data: { ...right, evidence: 'Minute 12 of March.' },
  });
  expect(said.ok(), await said.text()).toBe(true);
  const paper = await put(lead, 'A room in every practice');
  await lead.goto(`${concord.base}/key-people`);
  const alone = await lead
    .locator('li[data-row]', { hasText: 'Programme lead, Vale Integrated Care Board' })
    .textContent();
  expect(alone).toContain('Leads Diabetes care as one');
  await manager.goto(`${concord.base}/staff`);
  const row = manager.locator('li', { hasText: /^\s*[^,]+, Programme lead/ }).first();
  await row.getByText('Change', { exact: true }).click();
  await row.getByRole('button', { name: 'End now' }).click();
  await manager.getByText('would be left with nobody').first().waitFor();
  await manager
    .locator('li', { hasText: /^\s*[^,]+, Programme lead/ })
    .first()
    .getByRole('link', { name: 'Hand over and leave' })
    .click();
  await manager.getByRole('button', { name: 'Hand over and end their seats' }).click();
  await manager.getByText('nobody follows, so it cannot end').first().waitFor();
  await picture(manager, 'journey-leaving');
  const all = manager.getByLabel(/Who follows in everything/);
  const commissioner =
    (await all.locator('option').allInnerTexts()).find((words) => words.includes('Commissioner')) ?? '';
  await all.selectOption({ label: commissioner });
  await manager.getByRole('button', { name: 'Hand over and end their seats' }).click();
  await manager.getByText('Read first').waitFor();
  const pack = await manager.locator('main').innerText();
  expect(pack).toContain('Leads Diabetes care as one');
  expect(pack).toContain('Keeps the minutes of The joint board');
  expect(pack).toContain('Put a paper that is not decided: A room in every practice');
  expect(pack).toContain('Must agree about data feeds');
  expect(Number(/Read first\s*(\d+) minutes/.exec(pack)?.[1])).toBeLessThanOrEqual(30);
  await picture(manager, 'journey-handed-over');
  await lead.goto(`${concord.base}/obligations`);
  await lead.getByText('Sign in').first().waitFor();
  expect(await orphans()).toEqual([]);
  const next = await follower();
  await next.goto(`${concord.base}/decision-rights?q=${encodeURIComponent('data feed at Vale Integrated Care Board')}`);
  const feeds = next.locator('li[data-row]', { hasText: 'Minute 12 of March.' });
  expect(await feeds.innerText()).toContain('Priya Raman (Programme lead, Vale Integrated Care Board) must agree');
  // What the leaver put does not lie there: whoever follows takes it back.
  await next.goto(`${concord.base}/papers/${paper}`);
  await next.locator('summary', { hasText: 'Take it back' }).click();
  const back = next.locator('details[open]', { hasText: 'Take it back' });
  await back.getByLabel('Why').fill('Two papers become one.');
  await back.getByRole('button', { name: 'Take it back' }).click();
  await next.locator('.state-now', { hasText: 'taken back' }).waitFor();
});

test('O6: how long it took whoever follows to take part in a decision is counted from their first questions', async () => {
  const next = await follower();
  await next.goto(`${concord.base}/programmes`);
  await next.getByRole('link', { name: 'Diabetes care as one' }).click();
  await next.getByRole('link', { name: 'New here? An hour to know it' }).click();
  await next.getByRole('button', { name: 'Ask me' }).click();
  await next.getByRole('button', { name: 'These are my answers' }).waitFor();
  // Without the place on the page, as to go to that again reads nothing anew; and while somebody is signed in there.
  const hour = next.url().replace(/#.*/, '');
  await concord.passes(3);
  const later = await follower();
  const told = async () => {
    await later.goto(hour);
    await later.getByRole('heading', { name: 'Whom to meet' }).waitFor();
    return later.locator('main').innerText();
  };
  expect(await told()).not.toContain('first took part in a decision');
  await put(later, 'A list of whom to ring');
  expect(await told()).toContain('You first took part in a decision 3 days after you began');
});

/** Who follows the lead, in the lead's seat. */
async function follower(): Promise<Page> {
  const page = await concord.as('commissioner', 'Vale Integrated Care Board');
  await page.locator('.me summary').click();
  await page.getByRole('button', { name: 'Programme lead · Vale Integrated Care Board' }).click();
  await page.locator('.me-seat', { hasText: 'Programme lead' }).waitFor();
  return page;
}

/** Puts a paper to the joint board; answers its id. */
async function put(by: Page, title: string): Promise<string> {
  const bodies = (await (await by.request.get(`${concord.base}/api/bodies`)).json()) as { id: string; name: string }[];
  const board = bodies.find(({ name }) => name === 'The joint board')?.id ?? '';
  const reviewOn = new Date(Date.now() + 200 * 86_400_000).toISOString().slice(0, 10);
  const answer = await by.request.post(`${concord.base}/api/bodies/${encodeURIComponent(board)}/papers`, {
    headers: { origin: concord.base },
    data: { title, ask: `${title}, from spring.`, topic: 'programme', effect: 'People wait less.', reviewOn },
  });
  expect(answer.ok(), await answer.text()).toBe(true);
  return ((await answer.json()) as { id: string }).id;
}

/** What is still owed, held or open for somebody who sits nowhere any more. */
async function orphans(): Promise<readonly string[]> {
  const rows = await concord.store.all<{ readonly what: string }>(sql`
    with sits as (select account, role, organization from auth_seat where person is null and (ends is null or ends > now()) and (begins is null or begins <= now()))
    select o.kind as what from obligation o where o.closed is null and o.holder is not null and o.holder not in (select account from sits)
    union all select 'session' from auth_session t join auth_seat s on s.id = t.seat where s.ends <= now()
    union all select 'link' from auth_link t join auth_seat s on s.id = t.seat where s.ends <= now()
    union all select o.kind from obligation o where o.closed is null and o.owner_role = 'programme-lead'
      and not exists (select from sits where role = 'programme-lead')`);
  return rows.map(({ what }) => what);
}

/** What runs by itself every minute, now. */
async function handOver(): Promise<void> {
  await concord.runs('governance.hand-over');
  for (let waited = 0; waited < 100; waited += 1) {
    if (await concord.store.first(sql`select from obligation where kind = 'charter-issue'`)) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/** So many right answers, as they are kept with the questions; the rest wrong. */
async function answer(page: Page, right: number): Promise<void> {
  const [kept] = await concord.store.all<{
    readonly questions: readonly { readonly options: readonly string[]; readonly answer: string }[];
  }>(sql`select questions from governance_induction order by id desc limit 1`);
  for (const [at, { options, answer: said }] of (kept?.questions ?? []).entries()) {
    const place = options.indexOf(said);
    await page
      .locator(`input[name=q${at}]`)
      .nth(at < right ? place : (place + 1) % options.length)
      .check();
  }
  await page.getByRole('button', { name: 'These are my answers' }).click();
}
