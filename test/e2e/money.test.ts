import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import writeXlsxFile from 'write-excel-file/node';
import { sql } from '#store';
import { checkMoney } from '../../torture/checkers/money.ts';
import { type Concord, openConcord, picture } from './concord.ts';

/** Two finance leads before one pool: what fell due, what is late, what one asks and the other agrees, and one statement for both. */
let concord: Concord;
let board: Page;
let council: Page;

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const POOL = '/money/vale-pooled-fund/diabetes-care';

beforeAll(async () => {
  concord = await openConcord();
  [board, council] = await Promise.all([
    concord.as('finance lead', 'Vale Integrated Care Board'),
    concord.as('finance lead', 'Vale County Council'),
  ]);
}, 300_000);

afterAll(async () => {
  await concord?.close();
});

test('a link worker is paid for a visit once somebody else attests it, once, and sees what waits and why', async () => {
  const [worker, lead] = await Promise.all([
    concord.as('Dev Chandra', ''),
    concord.as('programme lead', 'Vale Integrated Care Board'),
  ]);
  await worker.goto(`${concord.base}/obligations`);
  await worker.getByRole('link', { name: 'What I earned' }).first().click();
  await worker.getByText('is claimed already').waitFor();
  const waits = worker.locator('li', { hasText: 'It is paid once somebody who did not do it' });
  const before = await waits.count();
  expect(before).toBeGreaterThan(0);
  await lead.goto(`${concord.base}/money/incentives`);
  expect(await lead.getByText('Dev Chandra').count()).toBeGreaterThan(0);
  await lead
    .locator('li', { hasText: 'It is paid once somebody who did not do it' })
    .first()
    .getByRole('checkbox')
    .check();
  await lead.getByRole('button', { name: 'What is ticked was done' }).click();
  await lead.getByText('Attested: 1 item').waitFor();
  await worker.reload();
  await worker.getByText('is claimed already').waitFor();
  expect(await waits.count()).toBe(before - 1);
  await picture(worker, 'journey-incentives');
}, 60_000);

test('positions of partners add up to the pool on the page, to the penny', async () => {
  await board.goto(`${concord.base}/money`);
  await board.getByRole('link', { name: 'Open' }).first().click();
  const left = await numbersOf(board, 'Whose money it is', 3);
  expect(left.length).toBeGreaterThan(2);
  expect(left.slice(0, -1).reduce((sum, one) => sum + one, 0)).toBe(left.at(-1));
  const steps = await numbersOf(board, 'How it moved', 2);
  expect(steps.slice(0, -1).reduce((sum, one) => sum + one, 0)).toBe(steps.at(-1));
  await picture(board, 'journey-pool');
});

test('money that comes meets what is due, and the same reference is never entered twice', async () => {
  await board.goto(`${concord.base}${POOL}/contributions`);
  const due = await board.locator('section', { hasText: 'Due now' }).locator('li').count();
  expect(due).toBeGreaterThan(1);
  for (const amount of ['10,000.00', '10,000.00']) {
    // Opened anew, so that what is waited for below is not what stands there from the time before.
    await board.goto(`${concord.base}${POOL}/contributions`);
    await board.getByLabel('From whom').selectOption({ label: 'Vale County Council' });
    await board.getByLabel('How much, in GBP').fill(amount);
    await board.getByLabel('Reference of the bank').fill('CC 4471');
    await board.getByRole('button', { name: 'Enter it' }).last().click();
    await board.getByText('Entered: it meets the oldest part first.').waitFor();
  }
  expect(await board.locator('section', { hasText: 'Due now' }).locator('li').count()).toBe(due - 1);
  await picture(board, 'journey-contributions');
});

test('an entry by hand counts once the other partner has agreed it', async () => {
  await board.goto(concord.base + POOL);
  expect(await board.getByRole('button', { name: /Agree to entry/ }).count()).toBe(0);
  await council.goto(concord.base + POOL);
  const before = await numbersOf(council, 'How it moved', 2);
  await council.getByRole('button', { name: /Agree to entry/ }).click();
  await council.getByText('Agreed: it counts from now on.').waitFor();
  expect((await numbersOf(council, 'How it moved', 2)).at(-1)).toBe((before.at(-1) ?? 0) - 412_000);
});

test('what is not there cannot be promised, and the page says how much is', async () => {
  await board.goto(`${concord.base}${POOL}/enter`);
  await board.getByLabel('To whom').selectOption({ label: 'Vale Community NHS Trust' });
  await board.locator('#f-promise-amount').fill('99,000,000');
  await board.locator('#f-promise-words').fill('A hospital');
  await board.locator('#f-until').fill(laterDay());
  await board.getByRole('button', { name: 'Promise it' }).click();
  await board.getByText('is missing').waitFor();
  expect(await board.locator('#f-promise-words').inputValue()).toBe('A hospital');
});

test('visits that were recorded are charged; some are queried with a reason, the rest is accepted and entered at once', async () => {
  await board.goto(`${concord.base}/money/charges`);
  await board
    .getByRole('link', { name: /Foot care/ })
    .first()
    .click();
  const ticks = board.locator('input[name="item"]');
  await expect.poll(() => ticks.count()).toBeGreaterThan(5);
  for (const at of [0, 1]) await ticks.nth(at).check();
  await board.getByLabel('Why do you query what is ticked?').fill('Twice for one person.');
  await board.getByRole('button', { name: 'Query what is ticked' }).click();
  await board.getByText('Queried: they are told').waitFor();
  await board.getByRole('button', { name: 'Accept what is not queried' }).click();
  await board.getByText('Accepted: what is not queried is entered.').waitFor();
  await picture(board, 'journey-charge');
  const trust = await concord.as('finance lead', 'Vale Community NHS Trust');
  await trust.goto(board.url());
  await trust.getByLabel('Answer to the query').fill('Right, once is enough.');
  await trust.getByLabel('Take back what was queried').check();
  await trust.getByRole('button', { name: 'Answer' }).click();
  await trust.getByText('Answered.').waitFor();
  const row = await concord.store.first<{ accepted: string; entered: string }>(sql`
    select (select sum(minor) from money_charge_item where state = 'accepted')::text as accepted,
      (select sum(p.minor) from money_entry e join money_posting p on p.entry = e.seq and p.minor > 0 where e.kind = 'charge' and e.key like 'charge %')::text as entered`);
  expect(row?.accepted).toBe(row?.entered);
});

test('a spreadsheet of a budget is seen before it is kept, and its faults are named', async () => {
  const page = `${concord.base}${POOL}/budget`;
  await board.goto(page);
  await board.getByText('No budget was brought in').waitFor();
  await board.getByLabel('Or the lines themselves').fill('scheme,month,amount\nFoot care,April,100');
  await board.getByRole('button', { name: 'See what it comes to' }).click();
  await board.getByText("'April' is no month.").waitFor();
  const month = new Date().toISOString().slice(0, 7);
  const rows = [
    ['scheme', 'month', 'amount'],
    ['Foot care', month, 61_000.5],
    ['Specialist nursing', month, '80,000'],
  ];
  const file = await writeXlsxFile(rows.map((row) => row.map((value) => ({ value }))) as never, {});
  const sent = { name: 'budget.xlsx', mimeType: XLSX, buffer: await file.toBuffer() };
  await board.getByLabel('A spreadsheet (XLSX) or CSV file').setInputFiles(sent);
  await board.getByRole('button', { name: 'See what it comes to' }).click();
  await board.getByText('£61,000.50').waitFor();
  await board.getByLabel('Why this budget?').fill('Agreed by the board');
  await board.getByRole('button', { name: 'Keep this budget' }).click();
  await board.getByText('Kept: this budget counts from now on.').waitFor();
  await board.getByText('Budget 1, brought in by').waitFor();
  const causes = await numbersOf(board, 'What caused it', 2);
  expect(causes.slice(0, -1).reduce((sum, one) => sum + one, 0)).toBe(causes.at(-1));
  await picture(board, 'journey-budget');
});

test('a partner gives its accounts its own codes, and takes its entries to its own ledger', async () => {
  await council.goto(concord.base + POOL);
  await council.getByRole('link', { name: 'Our books' }).click();
  const lines = council.locator('section', { hasText: 'What we enter' }).last();
  expect(await lines.getByText('no code yet').count()).toBeGreaterThan(0);
  await council.getByLabel('Account', { exact: true }).selectOption({ label: 'Owed by us' });
  await council.getByLabel('Of which scheme alone').fill('');
  await council.getByLabel('Code in our ledger', { exact: true }).fill('9'.repeat(81));
  await council.getByRole('button', { name: 'Keep it' }).click();
  await council.getByText('A code has at most 80 letters.').waitFor();
  expect(await council.getByLabel('Code in our ledger', { exact: true }).inputValue()).toBe('9'.repeat(81));
  await council.getByLabel('Code in our ledger', { exact: true }).fill('8810');
  await council.getByLabel('Cost centre').fill('ASC-104');
  await council.getByRole('button', { name: 'Keep it' }).click();
  await council.getByText('Kept.').waitFor();
  expect(await lines.getByText('8810 · ASC-104').count()).toBeGreaterThan(0);
  await picture(council, 'journey-books');
  const taken = council.waitForEvent('download');
  await council.getByRole('link', { name: 'For our ledger, as CSV' }).click();
  const csv = await readFile(await (await taken).path(), 'utf8');
  expect(sum(csv, 'debit')).toBeGreaterThan(0);
  expect(sum(csv, 'debit')).toBe(sum(csv, 'credit'));
  await board.goto(`${concord.base}${POOL}/books`);
  expect(await board.getByText('8810').count()).toBe(0);
});

test('both sides agree one statement, and the ledger leaves as a spreadsheet', async () => {
  await council.goto(`${concord.base}${POOL}/statement`);
  const address = `${POOL}/statement?${new URLSearchParams({ party: 'Organization/council', revision: await revision() })}`;
  for (const [page, name] of [
    [council, 'Vale County Council'],
    [board, 'Vale Integrated Care Board'],
  ] as const) {
    await page.goto(concord.base + address);
    await page.getByRole('button', { name: 'Agree this statement' }).click();
    await page.getByText('Agreed, as it was shown.').waitFor();
    expect(await page.locator('section', { hasText: 'Agreed by' }).innerText()).toContain(name);
  }
  const file = await board.request.get(`${concord.base}/api${POOL.replace('/money', '/money/pools')}/export/csv`);
  expect([file.status(), file.headers()['content-type']]).toEqual([200, 'text/csv; charset=utf-8']);
  const debits = sum(await file.text(), 'debit');
  expect(debits).toBeGreaterThan(0);
  expect(debits).toBe(sum(await file.text(), 'credit'));
  expect(await checkMoney((text) => concord.store.all<object>(sql`${sql.raw(text)}`))).toEqual([]);
  // The browser tells of the refusals that were asked for above.
  expect(concord.complaints.filter((one) => !/status of 4(00|22)/.test(one))).toEqual([]);
});

/** The amounts of a column, in pence. */
async function numbersOf(page: Page, section: string, column: number): Promise<readonly number[]> {
  const cells = await page
    .locator('section', { hasText: section })
    .last()
    .locator(`tbody tr td:nth-of-type(${column})`)
    .allInnerTexts();
  return cells.map((text) =>
    Math.round(
      Number(
        text
          .replace('none', '0')
          .replace('\u2212', '-')
          .replace(/[£,\s]/g, ''),
      ) * 100,
    ),
  );
}

async function revision(): Promise<string> {
  const row = await concord.store.first<{ seq: string }>(sql`select max(seq)::text as seq from money_entry`);
  return row?.seq ?? '';
}

/** Sums a column of amounts; cells of words are quoted where they have commas. */
function sum(csv: string, column: string): number {
  const [head = '', ...rows] = csv.replace('\uFEFF', '').trim().split('\r\n');
  const at = head.split(',').indexOf(column);
  return rows.reduce((total, row) => {
    const cells = [...row.matchAll(/(?:^|,)("(?:[^"]|"")*"|[^,]*)/g)].map((cell) => cell[1] ?? '');
    return total + Math.round(Number(cells[at] ?? 0) * 100);
  }, 0);
}

function laterDay(): string {
  return new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
}
