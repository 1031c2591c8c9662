import type { Page } from 'playwright-core';
import { picture } from './concord.ts';

type Around = {
  readonly address: string;
  readonly lead: Page;
  /** Who scores, and sits on the board: the first of them in the chair. */
  readonly scorers: readonly (readonly [organization: string, page: Page])[];
  readonly body: string;
  readonly host: string;
};

const OPTIONS = [
  ['One team for diabetes', 'Something is done', [9, 7]],
  ['A clinic in each practice', 'Something is done', [6, 5]],
  ['It stays as it is', 'Nothing is done', [2, 8]],
  ['Each practice by itself', 'Each goes on alone', [4, 4]],
] as const;

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

/** Begins a programme, writes its case for change, has it scored and decided by the board; answers where the case stands. */
export async function decided(around: Around): Promise<string> {
  const path = await begun(around);
  const { lead, scorers, address } = around;
  await lead.goto(`${address}${path}`);
  await written(lead);
  await panel(lead, scorers);
  for (const [at, [, page]] of scorers.entries()) await score(page, `${address}${path}`, at);
  await lead.goto(`${address}${path}`);
  await lead.getByText('What it comes to').waitFor();
  await lead.getByLabel('When somebody looks at what came of it').fill(inDays(300));
  await lead.getByRole('button', { name: 'Put it to the board' }).click();
  await lead.locator('.said', { hasText: 'It is before the board.' }).waitFor();
  const paper = (await lead.locator('a[href^="/papers/"]').first().getAttribute('href')) ?? '';
  await meet(around, paper);
  await lead.goto(`${address}${path}`);
  await deed(lead, 'Let the programme go on', 'It goes on.');
  return path;
}

async function begun({ address, lead, body, host }: Around): Promise<string> {
  await lead.goto(`${address}/programmes`);
  await lead.locator('summary', { hasText: 'A programme' }).click();
  await lead.getByLabel('Name', { exact: true }).fill('Diabetes care as one');
  await lead.getByLabel('Aim', { exact: true }).fill('Everybody with diabetes has all eight checks within a year.');
  await lead.getByLabel('The measure that says so').selectOption('all-eight');
  await lead.getByLabel('Who decides about it').selectOption({ label: body });
  await lead.getByLabel('Who leads it: organisation').selectOption({ label: host });
  await lead.getByLabel('Who leads it: role').selectOption({ label: 'Programme lead' });
  await lead.getByRole('button', { name: 'Begin it' }).click();
  await lead.locator('.said', { hasText: 'It is begun.' }).waitFor();
  return `${new URL(lead.url()).pathname}/case`;
}

async function written(lead: Page): Promise<void> {
  await deed(lead, 'Say what the problem is', 'It is written down.', [
    ['The problem', 'People with diabetes are seen by four organisations, and their feet by none.'],
  ]);
  await deed(lead, 'Add a cause', 'The cause is written down.', [
    ['What causes it', 'Nobody sees what the others did.'],
  ]);
  await deed(lead, 'Say what shows it', 'The evidence is there.', [
    ['What shows it', 'Of forty records of the hospital three reached a practice within a week.'],
  ]);
  for (const [words, kind] of OPTIONS) {
    await deed(lead, 'Add an option', 'The option is there.', [
      ['What would be done', words],
      ['What sort', kind],
    ]);
    await lead.locator('li[data-row]', { hasText: words }).waitFor();
  }
  for (const [words, weight] of [
    ['Whom it reaches', '70'],
    ['What it costs', '30'],
  ] as const) {
    await deed(lead, 'Add what options are judged by', 'It is there.', [
      ['What counts', words],
      ['Weight', weight],
    ]);
    await lead.locator('li[data-row]', { hasText: words }).waitFor();
  }
}

async function panel(lead: Page, scorers: Around['scorers']): Promise<void> {
  await lead.locator('summary', { hasText: 'Name who scores' }).click();
  for (const [at, [organization]] of scorers.entries()) {
    await lead.getByLabel(`Member ${at + 1}: organisation`).selectOption({ label: organization });
    await lead.getByLabel(`Member ${at + 1}: role`).selectOption({ label: 'Signatory' });
  }
  await lead.getByLabel('Last day for scores').fill(inDays(14));
  await lead.locator('details[open]').getByRole('button').click();
  await lead.locator('.said', { hasText: 'They have been asked' }).waitFor();
}

/** Each gives every option a little more or less than the other. */
async function score(page: Page, address: string, at: number): Promise<void> {
  await page.goto(address);
  if ((await page.getByText('What it comes to').count()) > 0) throw new Error('scores are open before all have scored');
  const values = OPTIONS.flatMap(([, , scores]) => scores.map((value) => value - at));
  for (const [index, value] of values.entries()) await page.getByLabel(', from 0 to 10').nth(index).fill(String(value));
  await page.getByRole('button', { name: 'Score', exact: true }).click();
  await page.locator('.said', { hasText: 'Your scores are kept' }).waitFor();
}

async function meet({ address, lead, scorers, body }: Around, paper: string): Promise<void> {
  await lead.goto(`${address}/bodies`);
  await lead.getByRole('link', { name: body, exact: true }).click();
  await lead.locator('summary', { hasText: 'Call a meeting' }).click();
  await lead.locator('#f-day').fill(inDays(1));
  await lead.locator('#f-starts').fill('14:00');
  await lead.locator('#f-place').fill('Committee room 2');
  await lead.getByRole('button', { name: 'Call it' }).click();
  await lead.waitForURL(/\/meetings\/\d+$/);
  const meeting = lead.url();
  await lead.goto(`${address}${paper}`);
  await lead.getByRole('button', { name: 'Put it there' }).click();
  await lead.locator('.said', { hasText: 'It is on the agenda.' }).waitFor();
  for (const [, page] of scorers) {
    await page.goto(meeting);
    await page.getByRole('button', { name: 'I am here' }).click();
    await page.locator('.said', { hasText: 'Noted as present.' }).waitFor();
  }
  const chair = scorers[0]?.[1] as Page;
  await chair.getByRole('button', { name: 'Open the meeting' }).click();
  await chair.locator('.said', { hasText: 'The meeting is open.' }).waitFor();
  for (const [, page] of scorers) {
    await page.goto(`${address}${paper}`);
    await page.getByLabel('For it').check();
    await page.getByRole('button', { name: 'Vote', exact: true }).click();
    await page.locator('.said', { hasText: 'The vote is written down.' }).waitFor();
  }
  await chair.goto(`${address}${paper}`);
  const decision = chair.locator('details', { hasText: 'Write what was decided' });
  await decision.locator('summary').click();
  await decision.locator('textarea').fill('Agreed: one team for diabetes, from April.');
  await decision.getByRole('button', { name: 'Decided', exact: true }).click();
  await chair.locator('.state-now', { hasText: /agreed/ }).waitFor();
  await lead.goto(meeting);
  await lead.getByRole('button', { name: 'Close it and seal the minutes' }).click();
  await lead.getByText('as they were sealed').waitFor();
  await picture(lead, 's1-minutes');
}

/** Opens a form by its name, fills it in, and sends it. */
async function deed(
  page: Page,
  name: string,
  said: string,
  fields: readonly (readonly [label: string, value: string])[] = [],
): Promise<void> {
  const form = page.locator('details', { hasText: name }).first();
  await form.locator('summary').click();
  for (const [label, value] of fields) {
    const field = form.getByLabel(label, { exact: true });
    const chosen = await field.evaluate((element) => element.tagName === 'SELECT');
    if (chosen) await field.selectOption({ label: value });
    else await field.fill(value);
  }
  await form.getByRole('button').click();
  await page.locator('.said', { hasText: said }).waitFor();
}
