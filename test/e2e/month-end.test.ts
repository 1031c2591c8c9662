import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { sql } from '#store';
import { checkMoney } from '../../torture/checkers/money.ts';
import { accountOf } from './bank-account.ts';
import { type Concord, openConcord, picture } from './concord.ts';
import { faultsOf, NONE } from './faults.ts';
import { comesBack, hired } from './hired.ts';
import {
  AGREED,
  budgetText,
  CARE,
  COUNCIL,
  FUND,
  HOSPITAL,
  ICB,
  month,
  MONTH_END,
  monthEnd,
  TRUST,
} from './made-up-month-end.ts';
import { careOfBoth } from './moved-care.ts';

/** S6, month end: four partners, one pool over its plan, and everything that a month end asks of commissioner and finance. */
let concord: Concord;
let board: Page;
let commissioner: Page;
let hospital: Page;
let trust: Page;
let council: Page;

const POOL = `/money/${FUND}/urgent-care`;
const IBANS: Readonly<Record<string, string>> = {
  [ICB.name]: 'GB29 NWBK 6016 1331 9268 19',
  [HOSPITAL.name]: 'GB33 BUKB 2020 1555 5555 55',
  [TRUST.name]: 'GB82 WEST 1234 5698 7654 32',
  [COUNCIL.name]: 'GB94 BARC 1020 1530 0934 59',
};

beforeAll(async () => {
  concord = await openConcord();
  const lead = await concord.as('programme lead', ICB.name);
  await posted(lead, '/api/instruments', AGREED);
  for (const { name } of AGREED.parties) {
    const signatory = await concord.as('signatory', name);
    const read = await signatory.request.get(`${concord.base}/api/instruments/${FUND}`);
    const { textHash } = (await read.json()) as { readonly textHash: string };
    await posted(signatory, `/api/instruments/${FUND}/versions/1/signatures`, { textHash });
    await signatory.context().close();
  }
  // The demonstration has only who signs for the hospital: its money needs somebody who leads it.
  const { organization, name: organizationName } = HOSPITAL;
  hospital = await hired(concord, { name: 'Carol Whitby', role: 'finance-lead', organization, organizationName });
  vi.useFakeTimers({ now: MONTH_END, toFake: ['Date'] });
  // Links are kept anew, as at a start on that day.
  await concord.passes(0);
  await comesBack(concord, hospital);
  board = await concord.as('finance lead', ICB.name);
  commissioner = await concord.as('Priya Raman', ICB.name);
  trust = await concord.as('finance lead', TRUST.name);
  council = await concord.as('finance lead', COUNCIL.name);
  for (const page of [board, commissioner, hospital, trust, council]) page.setDefaultTimeout(30_000);
}, 300_000);

afterAll(async () => {
  vi.useRealTimers();
  await concord?.close();
});

test('contributions, actuals, accruals: what fell due, what was done and accepted, what is charged and not accepted yet', async () => {
  await recorded(HOSPITAL.organization, 'non-elective-spell', 100);
  await recorded(TRUST.organization, 'community-nursing', 40);
  await proposed(hospital);
  await proposed(trust);
  for (const amount of ['£2,250,000.00', '£60,000.00']) await accepted(amount);
  await recorded(TRUST.organization, 'community-nursing', 4);
  await proposed(trust);
  await board.goto(`${concord.base}${POOL}/contributions`);
  await board.getByLabel('From whom').selectOption({ label: COUNCIL.name });
  await board.getByLabel('How much, in GBP').fill('100,000.00');
  await board.getByLabel('Reference of the bank').fill('CC 5120');
  await board.getByRole('button', { name: 'Enter it' }).last().click();
  await board.getByText('Entered: it meets the oldest part first.').waitFor();
});

test('forecast: non-elective care is over plan, and the year is projected £310,000 over', async () => {
  await board.goto(`${concord.base}${POOL}/budget`);
  await board.getByLabel('Or the lines themselves').fill(budgetText());
  await board.getByRole('button', { name: 'See what it comes to' }).click();
  await board.getByText('This would be the budget').waitFor();
  await board.getByLabel('Why this budget?').fill('The plan of the year');
  await board.getByRole('button', { name: 'Keep this budget' }).click();
  await board.getByText('Kept: this budget counts from now on.').waitFor();
  await commissioner.goto(`${concord.base}${POOL}/budget?method=commitments`);
  const forecasts = await commissioner.getByRole('region', { name: 'What the year will come to' }).innerText();
  expect(forecasts.replace(/\s+/g, ' ')).toContain('£6,310,000.00 £310,000.00 over the year');
});

test('the waterfall runs on the forecast: underspends, risk pool by halves, uncommitted schemes, outside', async () => {
  const ahead = commissioner.getByRole('region', { name: /^What each would carry at the end of the year/ });
  expect(await ahead.locator('ol.share-steps li').allInnerTexts()).toEqual([
    'What other schemes did not spend: home first £60,000.00 (all that was agreed or is there).',
    `Shared by parts: ${ICB.name} £75,000.00 and ${HOSPITAL.name} £75,000.00.`,
    'What other schemes did not spend: prevention £30,000.00 (all that was agreed or is there).',
    `The rest: ${ICB.name} £70,000.00.`,
  ]);
  expect((await ahead.innerText()).replace(/\s+/g, ' ')).toContain('£310,000.00 too much would be spent');
  const facts = (await ahead.locator('dl').innerText()).replace(/\s+/g, ' ');
  expect(facts).toContain(`${ICB.name} would pay £145,000.00`);
  expect(facts).toContain(`${HOSPITAL.name} would pay £75,000.00`);
  expect(await faultsOf(commissioner)).toEqual(NONE);
  await picture(commissioner, 's6-budget');
});

test('an action plan is demanded: it stands on the owner’s list until the plan is brought, and on the budget for all', async () => {
  await commissioner.getByText('Ask for an action plan', { exact: true }).click();
  const scheme = commissioner.getByLabel('For what is over');
  const [value] = await scheme
    .locator('option', { hasText: /^Non elective spell/ })
    .evaluateAll((all) => all.map((one) => (one as HTMLOptionElement).value));
  await scheme.selectOption(value ?? '');
  await commissioner.getByLabel('From whom').selectOption({ label: HOSPITAL.name });
  await commissioner.getByLabel('In which role').selectOption({ label: 'Finance lead' });
  await commissioner.getByLabel('By which day').fill(dayAfter(21));
  await commissioner.getByLabel('What shows that the plan is there?').fill('a recovery plan that its board agreed');
  await commissioner.getByRole('button', { name: 'Ask for this plan' }).click();
  await commissioner.getByText('Asked for: it is owed from now on').waitFor();
  const plans = (page: Page) => page.getByRole('region', { name: 'Action plans' });
  expect(await plans(commissioner).innerText()).toContain('plan owed');

  await hospital.goto(`${concord.base}/obligations?mine=true`);
  await hospital.getByRole('link', { name: /^Bring an action plan for non elective spell: £/ }).click();
  await hospital.getByRole('link', { name: 'Do it here' }).click();
  await plans(hospital).getByText('Bring the plan').click();
  await hospital.getByLabel('What will be done, by whom and by when?').fill('Same-day care opens twelve hours a day.');
  await hospital.getByLabel('What it is to save by the end of the year').fill('soon');
  await hospital.getByRole('button', { name: 'Bring this plan' }).click();
  await hospital.getByText('Write the amount in digits').waitFor();
  await hospital.getByLabel('What it is to save by the end of the year').fill('310,000');
  await hospital.getByLabel('The document, where there is one').fill('Recovery plan 1');
  await hospital.getByRole('button', { name: 'Bring this plan' }).click();
  await hospital.getByText('Brought: nothing is owed of it any more.').waitFor();
  await hospital.goto(`${concord.base}/obligations?mine=true`);
  await hospital.getByRole('heading', { name: 'What is due', exact: true }).waitFor();
  expect(await hospital.getByRole('link', { name: /^Bring an action plan/ }).count()).toBe(0);
  await council.goto(`${concord.base}${POOL}/budget`);
  const shown = (await plans(council).innerText()).replace(/\s+/g, ' ');
  expect(shown).toContain('plan brought');
  expect(shown).toContain('Same-day care opens twelve hours a day. It is to save £310,000.00');
  await picture(council, 's6-plan-brought');
});

test('cost-shift alert: attendances are down and community nursing is up, told to both who are in it', {
  timeout: 180_000,
}, async () => {
  await shifted();
  await trust.goto(`${concord.base}/money/movements`);
  await trust.getByRole('button', { name: 'Look at the last whole month now' }).click();
  await trust.getByText('1 cost movement found.').waitFor();
  const alert = new RegExp(`attendance fell at ${HOSPITAL.name}, nurse visit rose at ${TRUST.name}`);
  await trust.getByRole('link', { name: alert }).click();
  await trust.getByRole('heading', { name: /^Cost movement in / }).waitFor();
  await hospital.goto(`${concord.base}/money/movements`);
  expect(await hospital.getByRole('link', { name: alert }).count()).toBe(1);
});

test('hump fund: tranche 2 is held while its milestone is not shown', async () => {
  await board.goto(`${concord.base}/money/transition/vale-pooled-fund/foot-clinics`);
  expect(await board.getByRole('region', { name: 'Tranche 2' }).innerText()).toContain('Not yet');
  const asked = { tranche: 'tranche-2', words: 'It is month end.' };
  const held = await sent(board, '/api/money/transitions/vale-pooled-fund/foot-clinics/released', asked);
  expect([held.status, held.text.includes('20,000 foot examinations recorded')]).toEqual([422, true]);
});

test('the ledger closes, and what partners have is what the pool has, to the penny', async () => {
  await board.goto(concord.base + POOL);
  await board.getByText('Close a period', { exact: true }).first().click();
  await board.getByLabel('The last day to close').fill(monthEnd());
  await board.getByLabel('What was checked?').fill('Bank, charges and budget agree.');
  await board.getByRole('button', { name: 'Close a period' }).click();
  await board.locator('section', { hasText: 'Closed periods' }).getByText('Bank, charges and budget agree.').waitFor();
  const left = await numbersOf(board, 'Whose money it is', 3);
  expect(left.length).toBeGreaterThan(4);
  expect(left.slice(0, -1).reduce((sum, one) => sum + one, 0)).toBe(left.at(-1));
  await picture(board, 's6-closed');
});

test('net settlement between the four: all sign one proposal, and it is entered', async () => {
  for (const [page, { name }] of [
    [board, ICB],
    [council, COUNCIL],
    [hospital, HOSPITAL],
    [trust, TRUST],
  ] as const)
    await accountOf(concord, page, { name, iban: IBANS[name] ?? '' });
  await board.goto(`${concord.base}/money/settlements`);
  await board.getByLabel('Under which agreement').selectOption({ label: AGREED.title });
  await board.getByLabel('Everything owed up to').fill(monthEnd());
  await board.getByRole('button', { name: 'Propose a settlement' }).click();
  await board.getByText('Proposed and signed for you.').waitFor();
  const positions = board.locator('table', { hasText: 'What each is to have, or to pay' });
  const names = await positions.locator('tbody th[scope="row"]').allInnerTexts();
  for (const { name } of AGREED.parties) expect(names.join()).toContain(name);
  const address = board.url();
  for (const page of [hospital, trust, council]) {
    await page.goto(address);
    await page.getByRole('button', { name: 'Sign for your organisation' }).click();
    await page.getByText('Signed. It is entered once everybody has.').waitFor();
  }
  await council.goto(address);
  await council.getByText('Signed by all and entered').waitFor();
  const sums = await concord.store.all(sql`
    select sum(minor)::text as sum from money_settlement_party where settlement = ${address.split('/').at(-1) ?? ''}::bigint`);
  expect(sums).toEqual([{ sum: '0' }]);
  await picture(council, 's6-settlement');
});

test('the quarterly return: its figures add up, each leads to what it was added up from, and it is submitted', async () => {
  await board.goto(`${concord.base}${POOL}/return?from=${month(-3)}`);
  await board.getByRole('heading', { name: 'Income and expenditure' }).waitFor();
  const figure = async (id: string) => pence(await board.locator(`[data-figure="${id}"] .item-fact`).innerText());
  const ids = await board
    .locator('[data-figure]')
    .evaluateAll((all) => all.map((one) => (one as HTMLElement).dataset['figure'] ?? ''));
  const of = async (...groups: readonly string[]) => {
    let sum = 0;
    for (const id of ids.filter((one) => groups.includes(one.split(':')[0] ?? ''))) sum += await figure(id);
    return sum;
  };
  expect(await of('opening', 'income', 'shared', 'spent')).toBe(await of('closing'));
  expect(await of('income')).toBe(150_000_000);
  expect(await of('spent')).toBe(-231_000_000);
  expect(await of('accrued')).toBe(600_000);
  for (const id of ids.filter((one) => /^(income|spent|accrued):/.test(one))) {
    const words = await board.locator(`[data-figure="${id}"] .item-fact`).innerText();
    await board.locator(`[data-figure="${id}"] .item-fact a`).click();
    const trace = board.getByRole('region', { name: /^Where it comes from: / });
    await trace.getByRole('heading', { name: words.trim() }).waitFor();
    expect(await trace.locator('li').count(), id).toBeGreaterThan(0);
  }
  await board.getByRole('button', { name: 'Submit these figures' }).click();
  await board.getByText('Submitted: these figures stay as they are.').waitFor();
  expect(await faultsOf(board)).toEqual(NONE);
  await picture(board, 's6-return');
});

test('no penny was made or lost, and nothing went wrong behind the screens', async () => {
  expect(await checkMoney((text) => concord.store.all<object>(sql`${sql.raw(text)}`))).toEqual([]);
  expect(concord.complaints.filter((one) => !one.includes('status of 4'))).toEqual([]);
});

type Answer = { readonly status: number; readonly text: string };

async function sent(page: Page, path: string, body: object): Promise<Answer> {
  return page.evaluate(
    async ([to, text]) => {
      const headers = { 'content-type': 'application/json' };
      const answer = await fetch(to as string, { method: 'POST', headers, body: text as string });
      return { status: answer.status, text: await answer.text() };
    },
    [path, JSON.stringify(body)],
  );
}

async function posted(page: Page, path: string, body: object): Promise<void> {
  const answer = await sent(page, path, body);
  expect(answer.status, `${path}: ${answer.text}`).toBeLessThan(300);
}

async function proposed(page: Page): Promise<void> {
  await page.goto(`${concord.base}/money/charges`);
  await page.getByRole('button', { name: 'Propose what was recorded up to yesterday' }).click();
  await page.getByText(/Proposed: [1-9]\d* charges?\./).waitFor();
}

/** Every charge of one kind until this much of it is accepted: they may come by the month. */
async function accepted(amount: string): Promise<void> {
  await board.goto(`${concord.base}/money/charges`);
  await board.getByRole('link', { name: amount }).first().click();
  await board.getByRole('button', { name: 'Accept all of it' }).click();
  await board.getByText('Accepted: what is not queried is entered.').waitFor();
}

/** So many in each of the three months that are over, by the organisation's own system. */
async function recorded(organization: string, code: string, count: number): Promise<void> {
  const { token, base } = await concord.system(`${organization.slice(13)}-care`, organization);
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/fhir+json' };
  const send = (to: string, body: object) => fetch(to, { method: 'POST', headers, body: JSON.stringify(body) });
  const names = { name: [{ family: 'Okafor', given: ['Ngozi'] }], birthDate: '1950-02-03' };
  const person = await send(`${base}/Patient`, { resourceType: 'Patient', ...names });
  expect(person.status).toBe(201);
  const subject = { reference: `Patient/${((await person.json()) as { readonly id: string }).id}` };
  const made = { resourceType: 'Procedure', status: 'completed', code: { coding: [{ system: CARE, code }] }, subject };
  const entry = [-3, -2, -1].flatMap((at) =>
    Array.from({ length: count }, () => ({
      request: { method: 'POST', url: 'Procedure' },
      resource: { ...made, performedDateTime: `${month(at).slice(0, 8)}10` },
    })),
  );
  const written = await send(base, { resourceType: 'Bundle', type: 'transaction', entry });
  expect(written.status, await written.text()).toBe(200);
}

/** In the last whole month two attendances fewer of each person, and nine visits more. */
function shifted(): Promise<void> {
  const cares = [
    { organization: HOSPITAL.organization, system: CARE, code: 'attendance', least: 6, spread: 5, change: -2 },
    { organization: TRUST.organization, system: CARE, code: 'nurse-visit', least: 4, spread: 9, change: 9 },
  ];
  return careOfBoth(concord, cares, month);
}

/** The amounts of a column, in pence. */
async function numbersOf(page: Page, section: string, column: number): Promise<readonly number[]> {
  const rows = page.locator('section', { hasText: section }).last().locator(`tbody tr td:nth-of-type(${column})`);
  return (await rows.allInnerTexts()).map(pence);
}

function pence(text: string): number {
  const digits = text
    .replace('none', '0')
    .replace('\u2212', '-')
    .replace(/[£,\s]/g, '');
  return Math.round(Number(digits) * 100);
}

function dayAfter(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}
