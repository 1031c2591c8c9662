import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Concord, openConcord } from './concord.ts';
import { faultsOf, NONE } from './faults.ts';

/** Every page on the demonstration's own content, for the seats that open it: what made-up content does not bring to light. */
let concord: Concord;

beforeAll(async () => {
  concord = await openConcord();
}, 300_000);

afterAll(async () => {
  await concord?.close();
});

const AGREEMENT = '/agreements/vale-data-sharing';
const POOL = '/money/vale-pooled-fund/diabetes-care';

type Tour = {
  readonly who: string;
  readonly organization: string;
  readonly addresses: readonly string[];
  /** Opens the first of a list as well. */
  readonly person?: true;
};

const TOURS: readonly Tour[] = [
  {
    who: 'practice nurse',
    organization: 'Elm Tree Surgery',
    addresses: [
      '/people',
      '/measures',
      '/measures/all-eight',
      '/measures/foot-checked/people',
      '/measures/outliers?place=practice-1',
      '/agreements',
      '/explain',
      '/look',
    ],
    person: true,
  },
  {
    who: 'practice manager',
    organization: 'Elm Tree Surgery',
    addresses: ['/identity', '/obligations', '/obligations/promise', '/measures', '/money/grants'],
  },
  { who: 'social worker', organization: 'Vale County Council', addresses: ['/people', AGREEMENT], person: true },
  { who: 'consultant', organization: 'Vale Hospitals NHS Trust', addresses: ['/measures', '/emergency'], person: true },
  {
    who: 'commissioner',
    organization: 'Vale Integrated Care Board',
    addresses: [
      '/measures?place=all',
      '/measures/hba1c-58',
      '/measures/hba1c-58/signals?place=all',
      '/measures/outliers?place=all',
    ],
  },
  {
    who: 'information governance lead',
    organization: 'Vale Integrated Care Board',
    addresses: [
      AGREEMENT,
      `${AGREEMENT}/suspend`,
      `${AGREEMENT}/propose`,
      '/identity',
      '/audit',
      '/audit/unusual',
      '/audit/search',
    ],
  },
  {
    who: 'finance lead',
    organization: 'Vale Integrated Care Board',
    addresses: ['/money', POOL, `${POOL}/contributions`, `${POOL}/ledger`, `${POOL}/statement`, '/money/charges'],
  },
  {
    who: 'finance lead',
    organization: 'Vale Community NHS Trust',
    addresses: ['/money/charges', '/money/charges/elsewhere'],
  },
  { who: 'own record', organization: '', addresses: ['/me', '/obligations', '/me/access'] },
];

describe.each(TOURS)('for the $who of $organization', ({ who, organization, addresses, person }) => {
  let page: Page;
  const visited: string[] = [...addresses];

  beforeAll(async () => {
    page = await concord.as(who, organization);
    if (!person) return;
    await page.goto(`${concord.base}/people?text=smith`);
    visited.push('/people?text=smith');
    const first = (await page.locator('.people-found th a').first().getAttribute('href')) ?? '';
    visited.push(first, `${first}/links`);
  });

  test.each([1440, 390, 320])('every page can be used at %d pixels', async (width) => {
    await page.setViewportSize({ width, height: 900 });
    for (const address of visited) {
      const answer = await page.goto(`${concord.base}${address}`);
      expect(`${answer?.status()} ${address}`).toBe(`200 ${address}`);
      expect({ address, ...(await faultsOf(page)) }).toEqual({ address, ...NONE });
    }
  });
});

test('the demonstration has a return that is nearly due: each figure leads to visits, with for whom each counts and why', async () => {
  const manager = await concord.as('practice manager', 'Elm Tree Surgery');
  await manager.goto(`${concord.base}/money/grants`);
  const grant = manager.getByRole('region', { name: 'Public health grant' });
  await grant.getByText('a return is due').waitFor();
  await grant.getByRole('link', { name: 'Return' }).click();
  await manager.getByRole('heading', { name: 'Return of public health grant' }).waitFor();
  expect(await manager.locator('.under').innerText()).toContain('to be submitted');
  await manager.getByText('adds up').waitFor();
  await manager.getByRole('link', { name: /What this grant paid for them/ }).click();
  await manager.getByText('It counts for Vale County Council, because it is number 1').first().waitFor();
  expect(await faultsOf(manager)).toEqual(NONE);
  const council = await concord.as('finance lead', 'Vale County Council');
  await council.goto(`${concord.base}/money/grants`);
  await council.getByRole('link', { name: 'Return' }).first().click();
  await council.getByText('Not submitted yet').waitFor();
});

test('of four who came from a practice that takes no part the board turned one down and is asked about one', async () => {
  const trust = await concord.as('finance lead', 'Vale Community NHS Trust');
  await trust.goto(`${concord.base}/money/charges/elsewhere`);
  const states = await trust.locator('li[data-row] .item-fact').allInnerTexts();
  expect(states.map((one) => one.replace(/^\W+/, '')).sort()).toEqual([
    'Asked',
    'Closed',
    'Not paid for',
    'To be asked for',
  ]);
  const board = await concord.as('finance lead', 'Vale Integrated Care Board');
  await board.goto(`${concord.base}/money/charges/elsewhere`);
  const asked = board.getByRole('region', { name: 'You are asked to pay' });
  expect(await asked.locator('li[data-row]').count()).toBe(1);
});

test('Ctrl K goes to any page by what it is called: typed, walked by arrows, opened by Enter; Escape leaves where one was', async () => {
  const lead = await concord.as('programme lead', 'Vale Integrated Care Board');
  await lead.goto(`${concord.base}/measures`);
  await lead.keyboard.press('Control+k');
  const palette = lead.locator('#palette');
  await palette.locator('input').waitFor();
  await palette.locator('input').fill('who say');
  expect(await palette.locator('a:visible').allInnerTexts()).toEqual(['Who may say yes']);
  expect(await faultsOf(lead)).toEqual(NONE);
  await lead.keyboard.press('Escape');
  await palette.locator('input').waitFor({ state: 'hidden' });
  await lead.keyboard.press('Control+k');
  await palette.locator('input').fill('programme diabetes');
  await lead.keyboard.press('ArrowDown');
  await lead.keyboard.press('Enter');
  await lead.getByRole('heading', { name: 'Diabetes care as one' }).waitFor();
  await lead.goto(`${concord.base}/go?text=zebra`);
  await lead.getByText('Nothing is called that').waitFor();
});

test('j and k walk through the rows of a list, Enter opens the one that has the focus', async () => {
  const lead = await concord.as('programme lead', 'Vale Integrated Care Board');
  await lead.goto(`${concord.base}/programmes`);
  await lead.keyboard.press('j');
  await lead.keyboard.press('j');
  await lead.keyboard.press('k');
  const first = await lead.locator('li[data-row] > a').first().innerText();
  expect(await lead.locator(':focus').innerText()).toBe(first);
  await lead.keyboard.press('Enter');
  await lead.getByRole('heading', { name: first }).waitFor();
});

test('nothing went wrong behind the screens', () => {
  expect(concord.complaints).toEqual([]);
});
