import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from '#store';
import { checkMoney } from '../../torture/checkers/money.ts';
import { type Concord, openConcord, picture } from './concord.ts';
import { faultsOf, NONE } from './faults.ts';
import { homeSooner } from './made-up-discharge.ts';
import { AGREED, COUNCIL, HOSPITAL, month, MOVES, pounds, PRACTICE, TRUST } from './made-up-nearer-home.ts';
import { careOfBoth } from './moved-care.ts';

/** Care moves out of the hospital: the money that bridges it, who gains and loses by it, and what moves without being agreed. */
let concord: Concord;
let board: Page;
let trust: Page;
let lead: Page;

const HUMP = '/money/transition/care-nearer-home/hump';
const PACKAGES = '/money/home-sooner/packages';

function day(after: number): string {
  return new Date(Date.now() + after * 86_400_000).toISOString().slice(0, 10);
}

function lastDayBefore(one: string): string {
  return new Date(Date.parse(one) - 86_400_000).toISOString().slice(0, 10);
}

beforeAll(async () => {
  concord = await openConcord();
  [board, trust, lead] = await Promise.all([
    concord.as('finance lead', 'Vale Integrated Care Board'),
    concord.as('finance lead', 'Vale Community'),
    concord.as('programme lead', 'Vale Integrated Care Board'),
  ]);
  for (const page of [board, trust, lead]) page.setDefaultTimeout(20_000);
  for (const one of [AGREED, homeSooner(MOVES, month)]) await agree(one);
}, 300_000);

afterAll(() => concord?.close());

test('C7: the demonstration has a fund; the peak and the month in which savings have met it are drawn', async () => {
  await board.goto(`${concord.base}/money`);
  await board.getByRole('link', { name: 'Double running' }).click();
  await board.locator('section', { hasText: 'Foot clinics near home' }).getByRole('link', { name: 'Open' }).click();
  await board.getByRole('heading', { name: 'What it will take' }).waitFor();
  expect(await board.locator('svg.area').getAttribute('aria-label')).toMatch(/It rises to £.* in .* have met it in /);
  expect(await board.locator('main').innerText()).toContain('of 20000 are recorded');
  expect(await faultsOf(board)).toEqual(NONE);
  await picture(board, 'c7-demonstration');
});

test('C7: the first tranche needs a decision; the second is blocked until its milestones are shown', async () => {
  await board.goto(concord.base + HUMP);
  const [first, second] = ['Tranche 1', 'Tranche 2'].map((name) => board.getByRole('region', { name }));
  expect(await second?.innerText()).toContain('Not yet: 2 milestones of 2 are not shown.');
  await first?.getByLabel('The decision that gives it').fill('999999');
  await first?.getByRole('button', { name: 'Give it' }).click();
  await board.getByText("No decision has the number '999999'").waitFor();
  const one = await decided('First money for the move', 100_000);
  await first?.getByLabel('The decision that gives it').fill(one);
  await first?.getByRole('button', { name: 'Give it' }).click();
  await board.getByText('Given, and entered.').waitFor();
  const early = await post(board, '/api/money/transitions/care-nearer-home/hump/released', { tranche: 'tranche-2' });
  expect([early.status, early.text.includes('three clinics held: 0 of 3 are recorded.')]).toEqual([422, true]);
  await recorded(TRUST, [{ code: 'clinic', on: day(-2), count: 3 }]);
  await trust.goto(concord.base + HUMP);
  await trust.getByText('Show it', { exact: false }).first().click();
  await trust.getByLabel('What it is').fill('Register of sign-offs, signed by the lead');
  await trust.getByLabel('Fingerprint of the document').fill('5f'.repeat(32));
  await trust.getByRole('button', { name: 'Show it' }).click();
  await trust.getByText('Kept: it shows the milestone.').waitFor();
  const again = await decided('Second money for the move', 60_000);
  await board.goto(concord.base + HUMP);
  await second?.getByLabel('The decision that gives it').fill(one);
  await second?.getByRole('button', { name: 'Give it' }).click();
  await board.getByText('This decision has released a tranche already').waitFor();
  await second?.getByLabel('The decision that gives it').fill(again);
  await second?.getByRole('button', { name: 'Give it' }).click();
  await board.getByText('Given, and entered.').waitFor();
  const rows = await concord.store.all<{ kind: string; minor: string }>(sql`
    select a.kind, sum(p.minor)::text as minor from money_entry e join money_posting p on p.entry = e.seq
    join money_account a on a.id = p.account where e.pool = 'care-nearer-home/charges' group by 1 order by 1`);
  expect(rows).toEqual([
    { kind: 'due-from', minor: '16000000' },
    { kind: 'due-to', minor: '-16000000' },
  ]);
  await picture(board, 'c7-given');
});

test('C7: a slip of three months re-forecasts the peak and the month', async () => {
  await board.goto(concord.base + HUMP);
  const facts = () => board.getByRole('region', { name: /What / }).locator('dl').first().innerText();
  const before = await facts();
  await board.getByLabel('What if it came so many months later').fill('3');
  await board.getByRole('button', { name: 'Look' }).click();
  await board.getByRole('heading', { name: 'What if it came 3 months later' }).waitFor();
  const asked = await facts();
  expect(asked).toContain('As agreed');
  expect(asked).not.toContain(before.split('\n')[1] ?? 'the peak');
  await board.getByLabel('How many months later does it come').fill('3');
  await board.getByLabel('Why', { exact: true }).fill('The clinics open later.');
  await board.getByRole('button', { name: 'Keep it' }).click();
  await board.getByText('Kept: the forecast goes by it.').waitFor();
  await board.getByRole('heading', { name: 'What it will take' }).waitFor();
  expect(await facts()).toBe(asked);
  await picture(board, 'c7-slipped');
});

test('C3: last year under four ways of paying: the hospital loses, the practices gain, it adds up to nought, and it is signed', async () => {
  await recorded(HOSPITAL, yearOf('review', 6));
  await recorded(PRACTICE, yearOf('review', 10));
  await board.goto(`${concord.base}/money/simulate`);
  await board.getByRole('link', { name: 'Ways of paying' }).click();
  await board.getByLabel('Agreement').selectOption({ label: 'Care nearer home, version 1' });
  await board.getByRole('button', { name: 'Compare' }).click();
  await board.getByRole('heading', { name: 'Who gains and who loses' }).waitFor();
  const gains = board.getByRole('region', { name: 'Who gains and who loses' });
  const capitation = (name: string) => gains.getByRole('row', { name }).locator('td').nth(2).innerText();
  expect(await capitation('Vale Hospitals')).toContain('\u2212£8,496.00');
  expect(await capitation('Elm Tree Surgery')).toMatch(/£8,4\d\d\.\d\d/);
  const text = (await gains.innerText()).replace(/\s+/g, ' ');
  expect(text.match(/what all have and what is left add up to £0\.00/g)?.length).toBe(4);
  const conflicts = await board.getByRole('region', { name: 'If care moves from one to another' }).innerText();
  expect(conflicts).toContain('Elm Tree Surgery bears £52.00');
  expect(conflicts).toContain('Vale Hospitals NHS Trust loses £118.00');
  await board.getByLabel('Way of paying', { exact: true }).selectOption({ label: 'Blended' });
  await board.getByLabel('Why this one').fill('The practice is paid for what moves.');
  await board.getByRole('button', { name: 'Sign it' }).click();
  await board.getByText('Signed, with what was shown.').waitFor();
  expect(await board.getByRole('region', { name: /^Signed/ }).innerText()).toContain('As shown here');
  const [row] = await concord.store.all<{ hash: string }>(sql`select hash from money_model_signed`);
  expect(row?.hash).toMatch(/^[0-9a-f]{64}$/);
  expect(await faultsOf(board)).toEqual(NONE);
  await picture(board, 'c3-compared');
});

test('E3: discharges two days earlier and dearer packages are found in a month of data, for both to comment first', {
  timeout: 180_000,
}, async () => {
  await moved();
  await nextMonth();
  const council = await concord.as('finance lead', 'Vale County Council');
  await council.goto(`${concord.base}/money`);
  await council.getByRole('link', { name: 'Cost movement' }).click();
  await council.getByRole('button', { name: 'Look at the last whole month now' }).click();
  // The program looks every day by itself, so that it may have been first.
  await council.getByText(/(\d+ cost movements? found|Nothing new in the last whole month)\./).waitFor();
  await council
    .getByRole('link', { name: /bed day fell at Vale Hospitals NHS Trust, care hour rose at Vale County Council/ })
    .click();
  await council.getByRole('heading', { name: /^Cost movement in / }).waitFor();
  const text = (await council.locator('main').innerText()).replace(/\s+/g, ' ');
  expect(text).toMatch(/30 people: people who were there in that month/);
  expect(text).toMatch(/\u2212£1[78],\d{3}\.\d\d/);
  expect(text).toContain('None whose record this role may see');
  const address = new URL(council.url()).pathname;
  expect((await board.goto(concord.base + address))?.status()).toBe(404);
  await council.getByLabel('What is behind it').fill('People come home two days earlier, and need more.');
  await council.getByRole('button', { name: 'Say it' }).click();
  await council.getByText('Kept beside it.').waitFor();
  const hospital = await concord.as('signatory', 'Vale Hospitals');
  await hospital.goto(concord.base + address);
  await hospital.getByLabel('What is behind it').fill('Discharge to assess began.');
  await hospital.getByRole('button', { name: 'Say it' }).click();
  await hospital.getByText('Kept beside it.').waitFor();
  await board.goto(concord.base + address);
  await board.getByText('All partners of the agreement see it.').waitFor();
  expect(await faultsOf(board)).toEqual(NONE);
  await picture(board, 'e3-cost-movement');
});

test('E3: what packages cost beyond what there is for them is shared as was agreed when the month is closed, line by line', {
  timeout: 120_000,
}, async () => {
  const council = await concord.as('finance lead', 'Vale County Council');
  await council.goto(`${concord.base}/money/charges`);
  await council.getByRole('button', { name: 'Propose what was recorded up to yesterday' }).click();
  await council.getByText(/Proposed: [1-9]\d* charges?\./).waitFor();
  await board.goto(`${concord.base}/money/charges`);
  // 504 hours: thirteen for each of thirty people, and 114 more.
  await board.getByRole('link', { name: 'Care hour: £12,600.00' }).click();
  await board.getByRole('button', { name: 'Accept all of it' }).click();
  await board.getByText('Accepted: what is not queried is entered.').waitFor();
  await board.goto(concord.base + PACKAGES);
  await board.getByText('Close a period', { exact: true }).first().click();
  await board.getByLabel('The last day to close').fill(lastDayBefore(month(1)));
  await board.getByLabel('What was checked?').fill('Charges and bank agree.');
  await board.getByRole('button', { name: 'Close a period' }).click();
  await board.locator('section', { hasText: 'Closed periods' }).getByText('Charges and bank agree.').waitFor();
  expect(await board.locator('ol.share-steps li').allInnerTexts()).toContain(
    'Shared by parts: Vale Hospitals NHS Trust £1,300.00 and Vale County Council £1,300.00.',
  );
  await picture(board, 'e3-shared');
  for (const name of ['Vale Hospitals', 'Vale County Council']) {
    const owes = await concord.as('signatory', name);
    await owes.goto(`${concord.base}${PACKAGES}/statement`);
    expect((await owes.locator('main').innerText()).replace(/\s+/g, ' ')).toContain('£1,300.00');
    await owes.context().close();
  }
  await council.context().close();
});

test('no penny was made or lost, and nothing went wrong behind the screens', async () => {
  expect(await checkMoney((text) => concord.store.all<object>(sql`${sql.raw(text)}`))).toEqual([]);
  expect(concord.complaints.filter((one) => !one.includes('status of 4'))).toEqual([]);
});

type Answer = { readonly status: number; readonly text: string };

async function post(page: Page, path: string, body: object): Promise<Answer> {
  return page.evaluate(
    async ([to, text]) => {
      const headers = { 'content-type': 'application/json' };
      const answer = await fetch(to as string, { method: 'POST', headers, body: text as string });
      return { status: answer.status, text: await answer.text() };
    },
    [path, JSON.stringify(body)],
  );
}

async function done(page: Page, path: string, body: object): Promise<Record<string, string>> {
  const answer = await post(page, path, body);
  expect(answer.status, `${path}: ${answer.text}`).toBeLessThan(300);
  return JSON.parse(answer.text === '' ? '{}' : answer.text) as Record<string, string>;
}

type Draft = { readonly id: string; readonly parties: readonly { readonly name: string }[] };

async function agree(draft: Draft): Promise<void> {
  await done(lead, '/api/instruments', draft);
  for (const { name } of draft.parties) {
    const signatory = await concord.as('signatory', name);
    const path = `/api/instruments/${draft.id}`;
    const { textHash } = (await (await signatory.request.get(concord.base + path)).json()) as {
      readonly textHash: string;
    };
    await done(signatory, `${path}/versions/1/signatures`, { textHash });
    await signatory.context().close();
  }
}

/** A paper that the board agreed to; answers its address. */
async function decided(title: string, amount: number): Promise<string> {
  const body = 'care-nearer-home~the-board';
  const words = { title, ask: 'Release it.', effect: 'Clinics run.', topic: 'transition-money', reviewOn: day(90) };
  const paper = await done(lead, `/api/bodies/${body}/papers`, { ...words, amount: pounds(amount * 100) });
  const meeting = await done(lead, `/api/bodies/${body}/meetings`, { day: day(0), starts: '14:00', place: 'Room 2' });
  await done(lead, `/api/papers/${paper['id']}/agenda`, { meeting: meeting['id'] });
  await done(lead, `/api/meetings/${meeting['id']}/open`, {});
  await done(lead, `/api/meetings/${meeting['id']}/present`, {});
  await done(lead, `/api/papers/${paper['id']}/vote`, { vote: 'for' });
  await done(lead, `/api/papers/${paper['id']}/decision`, { words: 'Released.' });
  return `${concord.base}/papers/${paper['id']}`;
}

type Done = { readonly code: string; readonly on: string; readonly count: number };

/** Some days into the next month. */
async function nextMonth(): Promise<void> {
  await concord.passes(Math.ceil((Date.parse(month(1)) - Date.now()) / 86_400_000) + 2);
  board = await concord.as('finance lead', 'Vale Integrated Care Board');
  board.setDefaultTimeout(20_000);
}

/** In this month two bed days fewer of each person, and nine hours of care more. */
function moved(): Promise<void> {
  const cares = [
    { organization: HOSPITAL, system: MOVES, code: 'bed-day', least: 6, spread: 5, change: -2 },
    { organization: COUNCIL, system: MOVES, code: 'care-hour', least: 4, spread: 9, change: 9 },
  ];
  return careOfBoth(concord, cares, (after) => month(after + 1));
}

/** So many in each of the last twelve whole months. */
function yearOf(code: string, count: number): readonly Done[] {
  return Array.from({ length: 12 }, (_, at) => ({ code, on: month(at - 12), count }));
}

/** What an organisation's own system writes of one person. */
async function recorded(organization: string, what: readonly Done[]): Promise<void> {
  const { token, base } = await concord.system(`${organization.slice(13)}-moves`, organization);
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/fhir+json' };
  const send = (to: string, body: object) => fetch(to, { method: 'POST', headers, body: JSON.stringify(body) });
  const person = await send(`${base}/Patient`, {
    resourceType: 'Patient',
    name: [{ family: 'Okafor', given: ['Ngozi'] }],
    birthDate: '1950-02-03',
  });
  expect(person.status).toBe(201);
  const patient = `Patient/${((await person.json()) as { readonly id: string }).id}`;
  const entry = what.flatMap(({ code, on, count }) =>
    Array.from({ length: count }, () => ({
      request: { method: 'POST', url: 'Procedure' },
      resource: {
        resourceType: 'Procedure',
        status: 'completed',
        code: { coding: [{ system: MOVES, code }] },
        subject: { reference: patient },
        performedDateTime: on,
      },
    })),
  );
  const written = await send(base, { resourceType: 'Bundle', type: 'transaction', entry });
  expect(written.status, await written.text()).toBe(200);
}
