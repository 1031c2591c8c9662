import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from '#store';
import { type Concord, openConcord, picture } from './concord.ts';

/** Four partners at two tables: what goes up, who takes no part, who loses and what is offered, minutes that tell an edit, and promises that keep themselves honest. */
let concord: Concord;
let finance: Page;
let council: Page;
let community: Page;
let lead: Page;

const ICB = 'Organization/icb';
const day = (from: number): string => new Date(Date.now() + from * 86_400_000).toISOString().slice(0, 10);

const MEMBERS = [
  { organization: ICB, role: 'finance-lead' },
  { organization: 'Organization/council', role: 'finance-lead' },
  { organization: 'Organization/community', role: 'finance-lead' },
];

const ALLIANCE = {
  id: 'foot-alliance',
  version: 1,
  title: 'Foot care alliance',
  kind: 'alliance',
  rank: 'partnership',
  jurisdiction: 'england',
  purpose: 'planning',
  parties: [
    { organization: ICB, name: 'Vale Integrated Care Board' },
    { organization: 'Organization/council', name: 'Vale County Council' },
    { organization: 'Organization/community', name: 'Vale Community NHS Trust' },
    { organization: 'Organization/acute', name: 'Vale Hospitals NHS Trust' },
  ],
  population: { words: 'adults of the Vale with diabetes' },
  decided: day(-60),
  effective: day(-30),
  text: [
    { id: '1', section: 'aims', text: 'Feet are looked after where people live.' },
    { id: '2', section: 'principles', text: 'Open books.', coverage: 'judgement' },
    { id: '3', section: 'decisions', text: 'The group decides up to £50,000; the board decides the rest.' },
    { id: '4', section: 'exit', text: 'A partner leaves by agreement of all.', coverage: 'judgement' },
  ],
  clauses: [
    {
      id: 'group',
      cites: '3',
      clause: 'decide',
      topics: ['podiatry'],
      body: {
        name: 'The foot care group',
        kind: 'group',
        members: MEMBERS,
        chair: MEMBERS[0],
        secretary: { organization: ICB, role: 'programme-lead' },
      },
      upTo: { minor: 5_000_000, currency: 'GBP' },
      quorum: 2,
      by: 'majority',
    },
    {
      id: 'the-board',
      cites: '3',
      clause: 'decide',
      topics: ['podiatry'],
      body: { name: 'The alliance board', kind: 'board', members: MEMBERS, livedExperience: [MEMBERS[1]] },
      quorum: 3,
      by: 'majority',
    },
  ],
};

beforeAll(async () => {
  concord = await openConcord();
  [finance, council, community, lead] = await Promise.all([
    concord.as('finance lead', 'Vale Integrated Care Board'),
    concord.as('finance lead', 'Vale County Council'),
    concord.as('finance lead', 'Vale Community'),
    concord.as('programme lead', 'Vale Integrated Care Board'),
  ]);
  await agree();
}, 300_000);

afterAll(() => concord?.close());

test('E1: what is above the limit of a group is refused there and goes up to the board', async () => {
  await lead.goto(`${concord.base}/bodies`);
  await lead.getByRole('link', { name: 'The foot care group' }).click();
  await put(lead, { title: 'A podiatrist for the council', amount: '60,000' });
  const said = await lead.locator('.said').innerText();
  expect(said).toContain(
    '£60,000.00 is above the £50,000.00 up to which The foot care group may decide about podiatry.',
  );
  expect(said).toContain('It went up to The alliance board.');
  await lead.goto(`${concord.base}/bodies/foot-alliance~the-board`);
  expect(await lead.getByText('Sent up from The foot care group').count()).toBe(1);
  await picture(lead, 'journey-board');
});

test('E1: what was expected of a decision stands beside the live figures, and a new paper names the measure it is to move', async () => {
  await lead.goto(`${concord.base}/bodies`);
  await lead.getByRole('link', { name: 'The joint board', exact: true }).click();
  await lead.getByRole('link', { name: /^A visit of consultant and specialist nurse/ }).click();
  const effect = lead.locator('section', { hasText: 'What it was to do, and what the figures say' });
  await effect.waitFor();
  expect(await effect.locator('tbody tr').count()).toBe(2);
  for (const when of ['When it was decided', 'Now'])
    expect(await effect.locator('tr', { hasText: when }).innerText()).toMatch(/\d\.\d%\s+[\d,]+ of [\d,]+/);
  const now = await effect.locator('tr', { hasText: 'Now' }).locator('td').nth(2).innerText();
  const review = lead.locator('details', { hasText: 'Say what came of it' });
  await review.locator('summary').click();
  expect(await review.innerText()).toContain(now);
  await picture(lead, 'journey-paper-effect');
  await effect.getByRole('link').first().click();
  await lead.waitForURL(/\/measures\/all-eight/);
  expect(await lead.locator('main').innerText()).toContain(now);
  await lead.goto(`${concord.base}/bodies/foot-alliance~group/paper`);
  const measures = lead.getByLabel('Measure in which it is to be seen');
  await measures.selectOption({ value: 'all-eight' });
  await lead.getByLabel('To how many in a hundred').fill('many');
  await fillPaper(lead, { title: 'Checks in the evening', amount: '10,000' });
  await lead.getByRole('button', { name: 'Put it', exact: true }).click();
  await lead.locator('.problem', { hasText: 'rise or fall' }).waitFor();
  expect(await measures.inputValue()).toBe('all-eight');
  await lead.getByLabel('To how many in a hundred').fill('70');
  await lead.getByRole('button', { name: 'Put it', exact: true }).click();
  await lead.waitForURL(/\/papers\/\d+/);
  await effect.getByText('to rise to 70%').waitFor();
  expect(await effect.locator('tbody tr').count()).toBe(1);
}, 60_000);

test('B2: shares in a supplier keep their holder out, and who loses has to be offered something first', async () => {
  await community.goto(`${concord.base}/interests`);
  await community.getByLabel('In somebody else').fill('Zeta Limited');
  await community.getByLabel('What is it?').fill('I hold shares in Zeta.');
  await community.getByRole('button', { name: 'Declare it' }).click();
  await community.getByText('Declared, from that day on.').waitFor();
  await lead.goto(`${concord.base}/bodies/foot-alliance~group`);
  await put(lead, { title: 'Zeta runs the clinics', amount: '40,000', suppliers: 'ZETA Ltd', moves: true });
  const paper = new URL(lead.url()).pathname;
  const meeting = await meetingOf();
  await lead.goto(concord.base + paper);
  await lead.getByRole('button', { name: 'Put it there' }).click();
  await lead.getByText('It is on the agenda.').waitFor();
  for (const page of [finance, community]) {
    await page.goto(concord.base + meeting);
    await page.getByRole('button', { name: 'I am here' }).click();
    await page.getByText('Noted as present.').waitFor();
  }
  await finance.getByRole('button', { name: 'Open the meeting' }).click();
  await finance.getByText('The meeting is open.').waitFor();
  await vote(finance, paper, 'For it');
  await community.goto(concord.base + paper);
  expect(await community.getByRole('button', { name: 'Vote' }).count()).toBe(0);
  expect(await community.getByText('I hold shares in Zeta.').count()).toBe(1);
  const loser = community.locator('li', { hasText: 'Vale Community NHS Trust' }).filter({ hasText: 'loses' });
  expect(await loser.innerText()).toContain('\u2212£96,000.00');
  // Who gains by it declared nothing, and votes: the paper says so to all.
  const gainer = community.locator('section', { hasText: 'Interests' }).first().locator('li', { hasText: 'Gains' });
  expect(await gainer.innerText()).toMatch(/Vale County Council[\s\S]*Gains £96,000\.00 by it, and has a vote\./);
  expect(await say(finance, paper, 'Write what was decided', ['Zeta runs them.', 'Decided'])).toContain(
    'would lose by it',
  );
  await finance.goto(concord.base + paper);
  await finance.getByText('Offer something to a partner').click();
  await finance.getByLabel('To whom').selectOption({ label: 'Vale Community NHS Trust' });
  await finance.getByLabel('What is offered').fill('Half of it for two years.');
  await finance.getByRole('button', { name: 'Offer it' }).click();
  await finance.getByText('It is offered.').waitFor();
  await say(community, paper, 'Answer the offer', ['That is fair.', 'Answer']);
  expect(await say(finance, paper, 'Write what was decided', ['Zeta runs them.', 'Decided'])).toContain(
    '1 of those present may vote',
  );
  await council.goto(concord.base + meeting);
  await council.getByRole('button', { name: 'I am here' }).click();
  await council.getByText('Noted as present.').waitFor();
  await vote(council, paper, 'Against it', 'Too far for many.');
  await say(finance, paper, 'Write what was decided', ['It is not agreed: the way is too far.', 'Decided']);
  expect(await finance.locator('.state-now').innerText()).toContain('not agreed');
  await picture(finance, 'journey-paper');
}, 120_000);

test('E1: the minutes are sealed, keep dissent and who took no part, and tell an edit', async () => {
  const meeting = await meetingOf();
  await lead.goto(concord.base + meeting);
  await lead.getByRole('button', { name: 'Close it and seal the minutes' }).click();
  await lead.getByText('as they were sealed').waitFor();
  const hash = await lead.locator('.hash').innerText();
  const minutes = await lead.locator('section', { hasText: 'Minutes' }).first().innerText();
  expect(minutes).toContain('against: Too far for many.');
  expect(minutes).toContain('I hold shares in Zeta.');
  await lead.reload();
  expect(await lead.locator('.hash').innerText()).toBe(hash);
  await picture(lead, 'journey-minutes');
  await concord.store.run(sql`drop rule governance_minutes_kept_update on governance_minutes`);
  await concord.store.run(sql`update governance_minutes set text = replace(text, 'Too far', 'Just right')`);
  await lead.reload();
  await lead.getByText('changed since they were sealed').waitFor();
});

test('B1: "share data" is kept when records arrive, and broken the day after with no typing', async () => {
  await promise('Share our visits by the end of the month', day(20), 'Records of Vale County Council arrive');
  await promise('Share our assessments by tomorrow', day(1), 'Records of Neighbours Together arrive');
  const stands = async (page: Page, title: string) => {
    await page.goto(`${concord.base}/commitments`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    return (await page.locator('li', { hasText: title }).locator('.tag').innerText()).replace(/\s+/g, ' ');
  };
  for (const page of [council, finance]) expect(await stands(page, 'Share our assessments')).toContain('to come');
  expect(await stands(finance, 'Share our visits')).toContain('to come');
  const { token, base } = await concord.system('council-system', 'Organization/council');
  const sent = await fetch(`${base}/Patient`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/fhir+json' },
    body: JSON.stringify({ resourceType: 'Patient', name: [{ family: 'Arrives' }] }),
  });
  expect(sent.status).toBe(201);
  await expect.poll(() => stands(finance, 'Share our visits'), { timeout: 20_000, interval: 500 }).toContain('kept');
  await picture(finance, 'journey-commitments');
  await concord.passes(2);
  await concord.runs('obligation.fall-due');
  const [ours, theirs] = await Promise.all([
    concord.as('finance lead', 'Vale County Council'),
    concord.as('finance lead', 'Vale Integrated Care Board'),
  ]);
  expect(await stands(ours, 'Share our assessments')).toContain('broken');
  // Five working days to answer before anybody else sees it.
  expect(await stands(theirs, 'Share our assessments')).toContain('to come');
  expect(await stands(theirs, 'Share our visits')).toContain('kept');
  await concord.passes(14);
  const [later, others] = await Promise.all([
    concord.as('finance lead', 'Vale County Council'),
    concord.as('finance lead', 'Vale Integrated Care Board'),
  ]);
  for (const page of [later, others]) expect(await stands(page, 'Share our assessments')).toContain('broken');
});

test('nothing went wrong behind the screens', () => {
  expect(concord.complaints.filter((one) => !one.includes('status of 4'))).toEqual([]);
});

async function agree(): Promise<void> {
  const governance = await concord.as('information governance lead', 'Vale Integrated Care Board');
  const post = (page: Page, path: string, body: object) =>
    page.evaluate(
      async ([to, text]) => {
        const answer = await fetch(to as string, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: text as string,
        });
        return { status: answer.status, text: await answer.text() };
      },
      [path, JSON.stringify(body)],
    );
  const proposed = await post(governance, '/api/instruments', ALLIANCE);
  expect(proposed.status, proposed.text).toBeLessThan(300);
  for (const { organization, name } of ALLIANCE.parties.map((one) => ({ ...one, organization: one.name }))) {
    const signatory = await concord.as('signatory', name);
    await signatory.goto(`${concord.base}/agreements/foot-alliance?version=1`);
    await signatory.getByRole('link', { name: 'Sign', exact: true }).click();
    await signatory.getByLabel(/I have read it/).check();
    await signatory.getByRole('button', { name: 'Sign', exact: true }).click();
    await signatory.waitForURL((url) => url.pathname === '/agreements/foot-alliance');
    expect(await signatory.locator('.said').innerText()).toContain(`Signed for ${organization}.`);
    await signatory.context().close();
  }
}

type Typed = { readonly title: string; readonly amount: string; readonly suppliers?: string; readonly moves?: boolean };

async function put(page: Page, typed: Typed): Promise<void> {
  await page.getByRole('link', { name: 'Put a paper' }).click();
  await fillPaper(page, typed);
  await page.getByRole('button', { name: 'Put it', exact: true }).click();
  await page.waitForURL(/\/papers\/\d+/);
}

async function fillPaper(page: Page, { title, amount, suppliers = '', moves = false }: Typed): Promise<void> {
  await page.getByLabel('Title').fill(title);
  await page.getByLabel('What is asked').fill('Pay for it for a year.');
  await page.getByLabel('For how much').fill(amount);
  await page.getByLabel('Suppliers').fill(suppliers);
  if (moves) {
    await page.getByText('Something moves from one partner to another').click();
    await page.getByLabel('What moves').fill('Foot clinics');
    await page.getByLabel('From', { exact: true }).selectOption({ label: 'Vale Community NHS Trust' });
    await page.getByLabel('To', { exact: true }).selectOption({ label: 'Vale County Council' });
    await page.getByLabel('How many a year').fill('1200');
    await page.getByLabel('What one costs').fill('80');
  }
  await page.getByLabel('What is expected of it').fill('Waits fall from nine weeks to four.');
  await page.getByLabel('When somebody looks').fill(day(180));
}

/** The one meeting of the group; called where there is none yet. */
async function meetingOf(): Promise<string> {
  await lead.goto(`${concord.base}/bodies/foot-alliance~group`);
  const known = lead.locator('a[href^="/meetings/"]');
  if ((await known.count()) > 0) return (await known.first().getAttribute('href')) ?? '';
  await lead.getByText('Call a meeting').click();
  await lead.locator('#f-day').fill(day(1));
  await lead.locator('#f-starts').fill('14:00');
  await lead.locator('#f-place').fill('Committee room 2');
  await lead.getByRole('button', { name: 'Call it' }).click();
  await lead.waitForURL(/\/meetings\/\d+/);
  return new URL(lead.url()).pathname;
}

async function vote(page: Page, paper: string, how: string, reason = ''): Promise<void> {
  await page.goto(concord.base + paper);
  await page.getByLabel(how).check();
  await page.getByLabel('Your reason').fill(reason);
  await page.getByRole('button', { name: 'Vote', exact: true }).click();
  await page.getByText('The vote is written down.').waitFor();
}

/** Opens one of the folded forms of a paper, says it, and answers what came of it. */
async function say(
  page: Page,
  paper: string,
  what: string,
  [words, button]: readonly [string, string],
): Promise<string> {
  await page.goto(concord.base + paper);
  const form = page.locator('details', { hasText: what });
  await form.locator('summary').click();
  await form.locator('textarea').fill(words);
  await form.getByRole('button', { name: button, exact: true }).click();
  await page.locator('.said, .problem').first().waitFor();
  return page.locator('body').innerText();
}

async function promise(title: string, by: string, shown: string): Promise<void> {
  await council.goto(`${concord.base}/obligations/promise`);
  await council.locator('#f-title').fill(title);
  await council.locator('#f-day').fill(by);
  await council.locator('#f-shown').selectOption({ label: shown });
  await council.getByRole('button', { name: 'Promise it' }).click();
  await council.getByText('Promised: it is on the list.').waitFor();
}
