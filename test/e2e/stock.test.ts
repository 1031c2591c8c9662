import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { sql } from '#store';
import { stockViolations } from '../../src/money/stock/stock.testing.ts';
import { checkMoney } from '../../torture/checkers/money.ts';
import { type Concord, openConcord, picture } from './concord.ts';

/** A site runs short and is helped out; two partners put their money together for fifteen schemes, and see what it would cost. */
let concord: Concord;
let board: Page;
let council: Page;
let lead: Page;

beforeAll(async () => {
  concord = await openConcord();
  [board, council, lead] = await Promise.all([
    concord.as('finance lead', 'Vale Integrated Care Board'),
    concord.as('finance lead', 'Vale County Council'),
    concord.as('programme lead', 'Vale Integrated Care Board'),
  ]);
  for (const page of [board, council, lead]) page.setDefaultTimeout(20_000);
}, 300_000);

afterAll(() => concord?.close());

test('D7: nine days of metformin are red on a phone without scripts; what is asked for is offered, sent and arrives', async () => {
  const phone = await withoutScripts('practice manager', 'Elm Tree');
  const answer = await phone.goto(`${concord.base}/stock`);
  expect(gzipSync((await answer?.body()) ?? '').length).toBeLessThan(8_000);
  const metformin = phone.getByRole('region', { name: 'Here' }).locator('li');
  expect(await metformin.innerText()).toContain('9 days, under the floor of 21');
  await picture(phone, 'd7-phone');
  const nurse = await concord.as('specialist nurse', 'Vale Community');
  await nurse.getByRole('link', { name: 'Stock' }).click();
  await nurse.getByRole('region', { name: 'Asked for and on its way' }).getByRole('link').click();
  const address = nurse.url();
  await nurse.getByLabel('How many can you give').fill('800');
  await nurse.getByRole('button', { name: 'Offer it' }).click();
  await nurse.getByText('Offered: send it now.').waitFor();
  await nurse.getByRole('button', { name: 'It is on its way' }).click();
  await nurse.getByText('It is on its way.').waitFor();
  await phone.goto(address);
  await phone.getByLabel('how many of 800 came').fill('760');
  await phone.getByLabel('Lost or broken on the way').fill('40');
  await phone.getByLabel('Why some is lost').fill('The box was wet.');
  await phone.getByRole('button', { name: 'Enter it' }).click();
  await phone.getByText('Received').first().waitFor();
  await picture(phone, 'd7-received');
  await phone.goto(`${concord.base}/stock`);
  // 270 and 760 at 30 a day.
  expect(await metformin.innerText()).toContain('34 days');
  expect(await stockViolations(concord.store)).toEqual([]);
  await phone.context().close();
});

test('D7: of the buffer fourteen days may be drawn and not one more; another system reads what was sent', async () => {
  const manager = await concord.as('practice manager', 'Elm Tree');
  await manager.goto(`${concord.base}/stock`);
  await manager.getByRole('region', { name: 'Here' }).getByRole('link').click();
  const ask = async (count: string) => {
    await manager.getByLabel('Whom').selectOption({ label: 'Vale Community NHS Trust, from the buffer' });
    await manager.getByLabel('How many', { exact: true }).first().fill(count);
    await manager.getByLabel('Why', { exact: true }).first().fill('The joint clinic is on Friday.');
    await manager.getByRole('button', { name: 'Ask' }).click();
  };
  await ask('421');
  await manager.getByText('420 tablet are left to draw').waitFor();
  await ask('420');
  await manager.getByText('It is drawn from a buffer.').waitFor();
  const { token, base } = await concord.system('stock-reader', 'Organization/practice-1');
  const answer = await fetch(`${base}/SupplyDelivery`, { headers: { authorization: `Bearer ${token}` } });
  const found = (await answer.json()) as { readonly entry?: readonly { readonly resource: object }[] };
  expect(found.entry?.[0]?.resource).toMatchObject({ status: 'completed', suppliedItem: { quantity: { value: 800 } } });
  await manager.context().close();
});

const POOL = '/money/better-care/better-care';
const SCHEMES = Array.from({ length: 15 }, (_, at) => `scheme-${String(at + 1).padStart(2, '0')}`);
/** Of the board's £13.245m and the council's £10.071m, what falls on each scheme. */
const EACH = { 'Organization/icb': 88_300_000, 'Organization/council': 67_140_000 } as const;

test('E2: £13.245m and £10.071m for fifteen schemes: the one that is not there is late on the first day, and statements are the ledger', {
  timeout: 60_000,
}, async () => {
  const due = workingDayBefore();
  await agree(due);
  for (const [party, minor] of [
    ['Organization/icb', 15 * EACH['Organization/icb']],
    ['Organization/council', 14 * EACH['Organization/council']],
  ] as const)
    await done(board, `/api${POOL.replace('/money', '/money/pools')}/receipts`, { party, minor, reference: party });
  await council.goto(`${concord.base}${POOL}/contributions`);
  expect(await council.getByRole('region', { name: 'Due now' }).locator('li').count()).toBe(1);
  // Tomorrow, for the program: it runs in this process.
  vi.useFakeTimers({ now: Date.now() + 86_400_000, toFake: ['Date'] });
  council = await concord.as('finance lead', 'Vale County Council');
  await council.goto(`${concord.base}${POOL}/contributions`);
  const late = council.getByRole('region', { name: 'Late' }).locator('li');
  expect(await late.count()).toBe(1);
  expect(await late.innerText()).toMatch(/£671,400\.00[^]*Late by 1 day/);
  await picture(council, 'e2-late');
  vi.useRealTimers();
  [board, council] = [
    await concord.as('finance lead', 'Vale Integrated Care Board'),
    await concord.as('finance lead', 'Vale County Council'),
  ];
  for (const page of [board, council]) page.setDefaultTimeout(20_000);
  const owed = await concord.store.all<{ party: string; count: number; minor: string; left: string }>(sql`
    select a.party, count(*) filter (where p.minor > 0)::int as count, sum(p.minor) filter (where p.minor > 0)::text as minor,
      sum(p.minor)::text as left from money_posting p join money_account a on a.id = p.account
    where a.pool = 'better-care/better-care' and a.kind = 'due-from' group by 1 order by 1`);
  expect(owed).toEqual([
    { party: 'Organization/council', count: 15, minor: '1007100000', left: '67140000' },
    { party: 'Organization/icb', count: 15, minor: '1324500000', left: '0' },
  ]);
  for (const { party, left } of owed) {
    const address = `${POOL.replace('/money', '/money/pools')}/statement?${new URLSearchParams({ party })}`;
    const told = (await (await board.request.get(`${concord.base}/api${address}`)).json()) as StatementTold;
    const lines = told.lines.reduce((sum, { amount }) => sum + amount.minor, told.opening.minor);
    expect([lines, String(told.closing.minor)]).toEqual([told.closing.minor, left]);
  }
  await council.goto(`${concord.base}${POOL}/statement`);
  expect(await council.locator('main').innerText()).toContain('£671,400.00');
});

type Minor = { readonly minor: number };
type StatementTold = {
  readonly opening: Minor;
  readonly closing: Minor;
  readonly lines: readonly { readonly amount: Minor }[];
};

test('E3: what an agreement would cost is replayed from the page, and kept with the decision that uses it', async () => {
  await board.goto(`${concord.base}/money/simulate`);
  await board.getByLabel('Agreement').selectOption({ value: '1 vale-pooled-fund' });
  await board.getByLabel('From which day').fill(monthsAgo(5));
  await board.getByLabel('Up to which day').fill(dayBefore(monthsAgo(0)));
  await board.getByRole('button', { name: 'Replay' }).click();
  await board.getByRole('heading', { name: 'Who gains and who loses' }).waitFor();
  const rows = await board.getByRole('region', { name: 'Who gains and who loses' }).locator('tbody tr').all();
  expect(rows.length).toBeGreaterThan(2);
  for (const row of rows) {
    const [today = 0, then = 0, movement] = (await row.locator('td').allInnerTexts()).map(penceIn);
    expect(movement).toBe(then - today);
  }
  await board.getByLabel('Which decision uses it?').fill('The board of next month: whether to go on');
  await board.getByRole('button', { name: 'Keep it' }).click();
  await board.getByText('Kept with the decision that used it.').waitFor();
  await council.goto(board.url());
  await council.getByText('The board of next month: whether to go on').waitFor();
  await picture(council, 'e3-simulated');
});

test('C9: a thousand reviews do not move to a practice before 0.6 posts and the money are assigned', {
  timeout: 60_000,
}, async () => {
  await board.goto(`${concord.base}/money/movements`);
  await board.getByRole('link', { name: 'Work that moves' }).click();
  await board
    .locator('details')
    .filter({ hasText: 'Write down what is to move' })
    .evaluate((one) => one.setAttribute('open', ''));
  await board.getByLabel('What is to move').fill('Yearly reviews of people with diabetes');
  await board.getByLabel('From whom').selectOption({ value: 'vale-data-sharing Organization/acute' });
  await board.getByLabel('To whom').selectOption({ value: 'Organization/practice-1' });
  await board.getByLabel('Who pays').selectOption({ value: 'Organization/icb' });
  await board.getByLabel('Its code').fill('http://snomed.info/sct|170745003');
  await board.getByLabel('How many a year').fill('1,000');
  await board.getByLabel('Minutes of staff').fill('57');
  await board.getByLabel('Money for each').fill('31.20');
  await board.getByLabel('From which day on').fill(workingDayBefore());
  await board.getByRole('button', { name: 'Write it down' }).click();
  await board.getByText('Written down: it begins once').waitFor();
  await board.getByRole('button', { name: 'Let it begin' }).click();
  await board.getByText('Not yet. 0.60 posts of staff of 0.60 posts are not assigned: Elm Tree Surgery').waitFor();
  const address = board.url();
  const practice = await concord.as('signatory', 'Elm Tree');
  practice.setDefaultTimeout(20_000);
  await practice.goto(address);
  expect(await practice.getByRole('button', { name: 'Let it begin' }).count()).toBe(0);
  await practice.getByLabel('How many posts').fill('0.6');
  await practice.getByLabel('Who does it').fill('Two practice nurses, each a day and a half a week');
  await practice.getByRole('button', { name: 'Assign these posts' }).click();
  await practice.getByText('Staff assigned.').waitFor();
  await board.goto(address);
  await board.getByRole('button', { name: 'Let it begin' }).click();
  await board.getByText('Not yet. 31,200 of 31,200 GBP a year are not assigned').waitFor();
  await board.getByLabel('How much a year').fill('31,200.00');
  await board.getByLabel('Out of what').fill('Out of the growth of the year');
  await board.getByRole('button', { name: 'Assign this money' }).click();
  await board.getByText('Money assigned.').waitFor();
  await board.getByRole('button', { name: 'Let it begin' }).click();
  await board.getByRole('heading', { name: 'Month by month' }).waitFor();
  await picture(board, 'c9-moves');
  await practice.context().close();
});

test('no penny and no tablet was made or lost, and nothing went wrong behind the screens', async () => {
  expect(await checkMoney((text) => concord.store.all<object>(sql`${sql.raw(text)}`))).toEqual([]);
  expect(await stockViolations(concord.store)).toEqual([]);
  // 401: days pass in E2, and open pages hear that they have.
  expect(concord.complaints.filter((one) => !/status of 4(00|01|22)/.test(one))).toEqual([]);
});

/** Somebody of the demonstration on a small phone whose browser runs no scripts. */
async function withoutScripts(who: string, organization: string): Promise<Page> {
  const { page, link } = await concord.stranger(who, organization);
  const browser = page.context().browser();
  await page.context().close();
  if (!browser) throw new Error('a browser is open');
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, javaScriptEnabled: false });
  const phone = await context.newPage();
  phone.setDefaultTimeout(20_000);
  await phone.goto(link);
  return phone;
}

const SECTIONS = ['aims', 'contributions', 'functions', 'people-and-services', 'resources', 'duration', 'management'];

/** A pooled fund whose contributions fall due on a day, one for each scheme and partner; all sign it. */
async function agree(due: string): Promise<void> {
  const period = { from: due, until: `${Number(due.slice(0, 4)) + 1}${due.slice(4)}` };
  const parties = [
    { organization: 'Organization/icb', name: 'Vale Integrated Care Board', kind: 'care-board' },
    { organization: 'Organization/council', name: 'Vale County Council', kind: 'local-authority' },
  ];
  const clauses = parties.flatMap(({ organization }) =>
    SCHEMES.map((scheme) => ({
      id: `${organization.slice(13)}-${scheme}`,
      cites: 'contributions',
      clause: 'contribute',
      pool: 'better-care',
      by: organization,
      amount: { minor: EACH[organization as keyof typeof EACH], currency: 'GBP' },
      period,
      every: 'year',
      dueWorkingDay: 1,
      ringFencedFor: scheme,
      varies: 'pro-rata',
      appliesFrom: due,
    })),
  );
  await done(lead, '/api/instruments', {
    id: 'better-care',
    version: 1,
    title: 'Better care fund',
    kind: 'section-75-pooled-fund',
    rank: 'partnership',
    jurisdiction: 'england',
    purpose: 'payment',
    parties,
    population: { words: 'adults of the Vale' },
    decided: due,
    effective: due,
    text: SECTIONS.map((section) => ({ id: section, section, text: `What is said of ${section}.` })),
    clauses,
  });
  for (const { name } of parties) {
    const signatory = await concord.as('signatory', name);
    const path = '/api/instruments/better-care';
    const { textHash } = (await (await signatory.request.get(concord.base + path)).json()) as {
      readonly textHash: string;
    };
    await done(signatory, `${path}/versions/1/signatures`, { textHash });
    await signatory.context().close();
  }
}

/** '−£1,234.50' is −123450; what is nothing is drawn as a dash. */
function penceIn(text: string): number {
  const [, minus, pounds] = /([\u2212-]?)£([\d,]+\.\d\d)/.exec(text) ?? [];
  return pounds === undefined ? 0 : Math.round(Number(pounds.replaceAll(',', '')) * 100) * (minus ? -1 : 1);
}

/** The first of a month, so many months ago. */
function monthsAgo(count: number): string {
  const now = new Date();
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - count, 1)).toISOString().slice(0, 10);
}

function dayBefore(day: string): string {
  return new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10);
}

/** The last day before today on which offices were open, but for holidays, after which it is a day further back or two. */
function workingDayBefore(): string {
  for (let back = 1; ; back += 1) {
    const one = new Date(Date.now() - back * 86_400_000);
    if (one.getUTCDay() !== 0 && one.getUTCDay() !== 6) return one.toISOString().slice(0, 10);
  }
}

async function done(page: Page, path: string, body: object): Promise<void> {
  const answer = await page.evaluate(
    async ([to, text]) => {
      const headers = { 'content-type': 'application/json' };
      const sent = await fetch(to as string, { method: 'POST', headers, body: text as string });
      return { status: sent.status, text: await sent.text() };
    },
    [path, JSON.stringify(body)],
  );
  expect(answer.status, `${path}: ${answer.text}`).toBeLessThan(300);
}
