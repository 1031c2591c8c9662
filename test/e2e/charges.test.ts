import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from '#store';
import { checkMoney } from '../../torture/checkers/money.ts';
import { accountOf } from './bank-account.ts';
import { type Concord, openConcord, picture } from './concord.ts';

/** From recorded visits to money in the bank: charged, queried in part, settled net, paid by a file. */
let concord: Concord;
let board: Page;
let trust: Page;

const BOARD = 'Vale Integrated Care Board';
const TRUST = 'Vale Community NHS Trust';
const COUNCIL = 'Vale County Council';
const NAMES: Readonly<Record<string, string>> = {
  'Organization/icb': BOARD,
  'Organization/community': TRUST,
  'Organization/council': COUNCIL,
};
const IBANS: Readonly<Record<string, string>> = {
  [BOARD]: 'GB29 NWBK 6016 1331 9268 19',
  [TRUST]: 'GB82 WEST 1234 5698 7654 32',
  [COUNCIL]: 'GB94 BARC 1020 1530 0934 59',
};
/** One day for the whole file, so that it may run across midnight. */
const yesterday = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);

beforeAll(async () => {
  concord = await openConcord();
  board = await concord.as('finance lead', BOARD);
  trust = await concord.as('finance lead', TRUST);
  for (const page of [board, trust]) page.setDefaultTimeout(20_000);
}, 300_000);

afterAll(async () => {
  await concord?.close();
});

test('B4: of 500 visits 480 are accepted and 20 queried with a reason; what is queried is reported by its age', async () => {
  await recorded(500);
  await trust.goto(`${concord.base}/money/charges`);
  await trust.getByRole('button', { name: 'Propose what was recorded up to yesterday' }).click();
  await trust.getByText('Proposed: 1 charge.').waitFor();
  await board.goto(`${concord.base}/money/charges`);
  await board.getByRole('link', { name: 'Foot care: £26,200.00' }).click();
  const ticks = board.locator('input[name="item"]');
  await expect.poll(() => ticks.count()).toBe(200);
  for (let at = 0; at < 20; at += 1) await ticks.nth(at).check();
  await board.getByLabel('Why do you query what is ticked?').fill('They were in hospital on these days.');
  await board.getByRole('button', { name: 'Query what is ticked' }).click();
  await board.getByText('Queried: they are told').waitFor();
  await board.getByRole('button', { name: 'Accept what is not queried' }).click();
  await board.getByText('Accepted: what is not queried is entered.').waitFor();
  const page = await board.locator('section', { hasText: 'What it comes to' }).innerText();
  expect([page.includes('£25,152.00'), page.includes('£1,048.00')]).toEqual([true, true]);
  await board.getByRole('link', { name: 'Further items' }).click();
  await expect.poll(() => board.locator('tbody tr').count()).toBe(200);
  await trust.goto(`${concord.base}/money/charges/queried`);
  const row = await trust.locator('section', { hasText: 'Between whom' }).locator('li', { hasText: BOARD }).innerText();
  expect(row.replace(/\s+/g, ' ')).toContain('£1,048.00');
  await picture(trust, 'b4-queried-by-age');
});

test('B4: the month is settled net: both sides sign, and whoever pays has one file for its bank', async () => {
  for (const [page, name] of [
    [board, BOARD],
    [trust, TRUST],
  ] as const)
    await accountOf(concord, page, { name, iban: IBANS[name] ?? '' });
  await board.goto(`${concord.base}/money/settlements`);
  await board.getByLabel('Everything owed up to').fill(yesterday);
  await board.getByRole('button', { name: 'Propose a settlement' }).click();
  await board.getByText('Proposed and signed for you.').waitFor();
  const address = board.url();
  const awaited = board.locator('tr', { hasText: 'Not yet' }).locator('th[scope="row"]');
  for (const name of await awaited.allInnerTexts()) {
    const page = await leadOf(name);
    if (page !== trust && (await board.locator('tr', { hasText: name }).innerText()).includes('not known'))
      await accountOf(concord, page, { name, iban: IBANS[name] ?? '' });
    await page.goto(address);
    await page.getByRole('button', { name: 'Sign for your organisation' }).click();
    await page.getByText('Signed. It is entered once everybody has.').waitFor();
  }
  await trust.goto(address);
  await trust.getByText('Signed by all and entered').waitFor();
  await picture(trust, 'b4-settlement');
  const id = address.split('/').at(-1) ?? '';
  const rows = await concord.store.all<{ payer: string; minor: string }>(sql`
    select payer, sum(minor)::text as minor from money_settlement_payment where settlement = ${id}::bigint group by 1`);
  for (const { payer, minor } of rows) {
    const page = await leadOf(NAMES[payer] ?? payer);
    const read = () => page.request.get(`${concord.base}/api/money/settlements/${id}/payments`);
    const [file, again] = [await read(), await read()];
    expect([file.status(), file.headers()['content-type']]).toEqual([200, 'application/xml; charset=utf-8']);
    expect(await again.text()).toBe(await file.text());
    const total = `${minor.slice(0, -2)}.${minor.slice(-2)}`;
    expect(await file.text()).toContain(`<CtrlSum>${total}</CtrlSum>`);
  }
  expect(rows.length).toBeGreaterThan(0);
  expect(await checkMoney((text) => concord.store.all<object>(sql`${sql.raw(text)}`))).toEqual([]);
  expect(concord.complaints).toEqual([]);
});

/** The finance lead of a partner, whichever it is: what falls due on the day that this runs may bring in a third. */
function leadOf(name: string): Page | Promise<Page> {
  if (name === BOARD) return board;
  return name === TRUST ? trust : concord.as('finance lead', name);
}

/** Foot examinations that the trust's own system writes. */
async function recorded(count: number): Promise<void> {
  const { token, base } = await concord.system('trust-system', 'Organization/community');
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/fhir+json' };
  const person = await fetch(`${base}/Patient`, {
    method: 'POST',
    headers,
    body: JSON.stringify({
      resourceType: 'Patient',
      name: [{ family: 'Okafor', given: ['Ngozi'] }],
      birthDate: '1950-02-03',
    }),
  });
  expect(person.status).toBe(201);
  const patient = `Patient/${((await person.json()) as { readonly id: string }).id}`;
  const entry = Array.from({ length: count }, () => ({
    request: { method: 'POST', url: 'Procedure' },
    resource: {
      resourceType: 'Procedure',
      status: 'completed',
      code: { coding: [{ system: 'http://snomed.info/sct', code: '401191002' }] },
      subject: { reference: patient },
      performedDateTime: yesterday,
    },
  }));
  const written = await fetch(base, {
    method: 'POST',
    headers,
    body: JSON.stringify({ resourceType: 'Bundle', type: 'transaction', entry }),
  });
  expect(written.status).toBe(200);
}

test('what the board takes over of another area is settled with whoever did it alone, and paid', async () => {
  await board.goto(`${concord.base}/money/charges/elsewhere`);
  const asked = board.getByRole('region', { name: 'You are asked to pay' });
  await asked.locator('input[name="row"]').check();
  await asked.getByRole('button', { name: 'Pay for what is ticked', exact: true }).click();
  await board.getByText('Taken over, and entered as a charge: 1 item.').waitFor();
  await trust.goto(`${concord.base}/money`);
  const ledger = trust.locator('section', { hasText: 'whoever pays for them took over' });
  expect(await ledger.innerText()).toContain('£16.80 to be paid');
  await picture(trust, 'elsewhere-owed');
  await board.goto(`${concord.base}/money/settlements`);
  const between = `Steady on your feet: classes for strength and balance, people of another area: ${TRUST} and ${BOARD}`;
  await board.getByLabel('Under which agreement').selectOption({ label: between });
  await board.getByLabel('Everything owed up to').fill(yesterday);
  await board.getByRole('button', { name: 'Propose a settlement' }).click();
  await board.getByText('Proposed and signed for you.').waitFor();
  const address = board.url();
  await trust.goto(address);
  await trust.getByRole('button', { name: 'Sign for your organisation' }).click();
  await trust.getByText('Signed. It is entered once everybody has.').waitFor();
  await trust.goto(address);
  await trust.getByText('Signed by all and entered').waitFor();
  await picture(trust, 'elsewhere-settled');
  const id = address.split('/').at(-1) ?? '';
  const file = await board.request.get(`${concord.base}/api/money/settlements/${id}/payments`);
  expect(await file.text()).toContain('<CtrlSum>16.80</CtrlSum>');
  const left = await concord.store.all(sql`
    select kind, party, posted::text as posted from money_account where pool like 'vale-steady-on-your-feet/elsewhere%' and posted <> 0`);
  expect(left).toEqual([]);
  expect(await checkMoney((text) => concord.store.all<object>(sql`${sql.raw(text)}`))).toEqual([]);
});
