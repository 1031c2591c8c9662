import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { sql } from '#store';
import { checkMoney } from '../../torture/checkers/money.ts';
import { type Concord, openConcord, picture } from './concord.ts';
import { ELM, FEET, footCare, HARBOUR, merger, MILL } from './made-up-leaving.ts';

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
  'Elm Tree Surgery': 'GB07 LOYD 3096 3412 3456 78',
  'Harbour Street Surgery': 'GB71 HBUK 4012 7612 3456 78',
};
/** One day for the whole file, so that it may run across midnight. */
const yesterday = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
const dayAfter = (days: number) => new Date(Date.parse(yesterday) + days * 86_400_000).toISOString().slice(0, 10);

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
    await accountOf(page, name);
  await board.goto(`${concord.base}/money/settlements`);
  await board.getByLabel('Everything owed up to').fill(yesterday);
  await board.getByRole('button', { name: 'Propose a settlement' }).click();
  await board.getByText('Proposed and signed for you.').waitFor();
  const address = board.url();
  const awaited = board.locator('tr', { hasText: 'Not yet' }).locator('th[scope="row"]');
  for (const name of await awaited.allInnerTexts()) {
    const page = await leadOf(name);
    if (page !== trust && (await board.locator('tr', { hasText: name }).innerText()).includes('not known'))
      await accountOf(page, name);
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

/** Gives the account, and somebody else of the organisation confirms it. */
async function accountOf(page: Page, name: string): Promise<void> {
  await page.goto(`${concord.base}/money/settlements`);
  await page.getByLabel('In whose name').fill(name);
  await page.getByLabel('IBAN').fill(IBANS[name] ?? '');
  await page.getByRole('button', { name: 'Give this account' }).click();
  await page.getByText('It counts once a second person').waitFor();
  const second = await concord.as('signatory', name);
  await second.goto(`${concord.base}/money/settlements`);
  await second.getByRole('button', { name: 'It is ours: confirm it' }).click();
  await second.getByText('Confirmed: it counts from now on.').waitFor();
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

test('S10: a practice leaves, a charge of £4,120 is disputed, two others merge: pool, lineage and access agree', {
  timeout: 150_000,
}, async () => {
  const lead = await concord.as('programme lead', BOARD);
  for (const one of [footCare(dayAfter), merger(dayAfter)]) {
    const proposer = one.id === 'mill-joins-harbour' ? await concord.as('signatory', HARBOUR.name) : lead;
    await asked(proposer, '/api/instruments', one);
    for (const { name } of one.parties) {
      const signatory = await concord.as('signatory', name);
      const { textHash } = (await (
        await signatory.request.get(`${concord.base}/api/instruments/${one.id}`)
      ).json()) as { readonly textHash: string };
      await asked(signatory, `/api/instruments/${one.id}/versions/1/signatures`, { textHash });
      await signatory.context().close();
    }
  }
  // These sit for the money of their practices; links of the demonstration outlast the journey.
  await concord.store.run(sql`update auth_link set ends = ends + interval '1 year'`);
  await concord.store.run(sql`update auth_seat set role = 'finance-lead'
    where (organization = ${ELM.organization} and role = 'practice-manager')
       or (organization = ${HARBOUR.organization} and role = 'signatory') or (organization = ${MILL.organization} and role = 'gp')`);
  const names = { name: [{ family: 'Osei', given: ['Abena'] }], birthDate: '1950-02-03', gender: 'female' };
  const known = { ...names, identifier: [{ system: 'https://fhir.nhs.uk/Id/nhs-number', value: '9990100004' }] };
  const [subject, ours] = [
    { reference: await sent('practice-1', 'Patient', known) },
    { reference: await sent('council', 'Patient', known) },
  ];
  const member = { reference: 'Organization/council' };
  await sent('practice-1', 'CareTeam', { status: 'active', subject, participant: [{ member }] });
  const result = { status: 'final', code: { text: 'Monofilament test' }, effectiveDateTime: yesterday };
  const [theirs, relied] = [
    await sent('practice-1', 'Observation', { ...result, subject }),
    await sent('council', 'Observation', { ...result, subject: ours }),
  ];
  const social = () => itemsSeen('Osei', [theirs, relied]);
  await expect.poll(social).toEqual([true, true]);

  const elm = await concord.as('signatory', ELM.name);
  await elm.goto(`${concord.base}/agreements/foot-care-nearby/leave`);
  await elm.getByLabel('Why?').fill('We join a partnership elsewhere.');
  await elm.getByRole('button', { name: 'Give notice' }).click();
  await elm.getByText('Notice is given. Everything goes on until it has run.').waitFor();
  for (const words of ['Write to the people', 'List what others relied on', 'Agree the balances', 'Hand over open'])
    expect(await elm.locator('main').innerText()).toContain(words);
  await picture(elm, 's10-exit-plan');
  expect(await social()).toEqual([true, true]);

  try {
    vi.useFakeTimers({ now: Date.now() + 20 * 86_400_000, toFake: ['Date'] });
    await checked('practice-1', 40, dayAfter(15));
    await checked('practice-2', 10, dayAfter(15));
    vi.setSystemTime(Date.now() + 72 * 86_400_000);
    await expect.poll(social).toEqual([false, true]);
    await disputed();
    vi.setSystemTime(Date.now() + 8 * 86_400_000);
    await merged();
  } finally {
    vi.useRealTimers();
  }
  expect(await checkMoney((text) => concord.store.all<object>(sql`${sql.raw(text)}`))).toEqual([]);
});

/** What was done before it left is charged and settled; what is not agreed goes up the ladder, and the rest is paid. */
async function disputed(): Promise<void> {
  const practice = await concord.as('practice manager', ELM.name);
  await practice.goto(`${concord.base}/money/charges`);
  await practice.getByRole('button', { name: 'Propose what was recorded up to yesterday' }).click();
  await practice.getByText('Proposed: 1 charge.').waitFor();
  const payer = await concord.as('finance lead', BOARD);
  await payer.goto(`${concord.base}/money/charges`);
  await payer.getByRole('link', { name: /£4,120\.00/ }).click();
  const ticks = payer.locator('input[name="item"]');
  for (let at = 0; at < 10; at += 1) await ticks.nth(at).check();
  await payer.getByLabel('Why do you query what is ticked?').fill('They were done in hospital.');
  await payer.getByRole('button', { name: 'Query what is ticked' }).click();
  await payer.getByText('Queried: they are told').waitFor();
  await payer.getByRole('button', { name: 'Accept what is not queried' }).click();
  await payer.getByText('Accepted: what is not queried is entered.').waitFor();
  await payer.getByLabel('How do you read what was agreed?').fill('A check in hospital is not nearby.');
  await payer.getByRole('button', { name: 'Take it to a dispute' }).click();
  await payer.getByRole('heading', { name: `If the reading of ${BOARD} holds` }).waitFor();
  expect(await payer.locator('main').innerText()).toContain(`If the reading of ${ELM.name} holds`);
  expect(await payer.locator('main').innerText()).toContain('£3,090.00');
  await picture(payer, 's10-both-readings');
  const address = payer.url();
  await payer.getByRole('link', { name: 'See the dispute' }).click();
  await payer.waitForURL(/\/disputes\//);
  const lead = await concord.as('programme lead', BOARD);
  await lead.goto(payer.url());
  expect(await lead.locator('main').innerText()).toContain('to the programme lead');
  await lead.getByText('Write how it is settled').click();
  await lead.getByLabel('Which reading holds').selectOption({ label: `As ${BOARD} reads it` });
  await lead.getByLabel('In words').fill('A check in hospital is not one of these.');
  await lead.getByLabel('Because').fill('The text says nearby.');
  await lead.getByRole('button', { name: 'Write it down' }).click();
  await lead.getByText('The text says nearby.').first().waitFor();
  await picture(lead, 's10-ruling');
  await expect
    .poll(
      async () => {
        await practice.goto(address);
        return concord.store.first(sql`select count(*)::int as count from money_charge_item where state = 'withdrawn'`);
      },
      { timeout: 45_000, interval: 1_000 },
    )
    .toEqual({ count: 10 });
}

/** Harbour Street stands in the place of Mill Lane: people, what is due, and the money of both. */
async function merged(): Promise<void> {
  await checked('practice-3', 5, dayAfter(98));
  await expect
    .poll(() => concord.store.first(sql`select "to" from governance_succession`), { timeout: 20_000 })
    .toEqual({ to: HARBOUR.organization });
  const orphans = await concord.store.all(sql`
    select 'seat' as kind from auth_seat where organization = ${MILL.organization} and (ends is null or ends > now())
    union all select 'due' from obligation where state = 'open'
      and owner = (select key from organization_key where organization = ${MILL.organization})`);
  expect(orphans).toEqual([]);
  const harbour = await concord.as('Helen Marsh', MILL.name);
  await harbour.goto(`${concord.base}/money/charges`);
  await harbour.getByRole('button', { name: 'Propose what was recorded up to yesterday' }).click();
  await harbour.getByText('Proposed: 2 charges.').waitFor();
  const payer = await concord.as('finance lead', BOARD);
  for (const amount of [/£1,030\.00/, /£515\.00/]) {
    await payer.goto(`${concord.base}/money/charges`);
    await payer.getByRole('link', { name: amount }).click();
    await payer.getByRole('button', { name: 'Accept all of it' }).click();
    await payer.getByText('Accepted: what is not queried is entered.').waitFor();
  }
  await payer.goto(`${concord.base}/money/settlements`);
  await payer.getByLabel('Under which agreement').selectOption({ label: 'Foot care nearby' });
  await payer.getByLabel('Everything owed up to').fill(dayAfter(99));
  await payer.getByRole('button', { name: 'Propose a settlement' }).click();
  await payer.getByText('Proposed and signed for you.').waitFor();
  const positions = payer.locator('table', { hasText: 'What each is to have, or to pay' });
  const rows = await positions.locator('tbody th[scope="row"]').allInnerTexts();
  expect(rows.filter((one) => one.includes(MILL.name))).toEqual([]);
  expect(rows.join()).toContain(HARBOUR.name);
  const address = payer.url();
  for (const [page, name] of [
    [harbour, HARBOUR.name],
    [await concord.as('practice manager', ELM.name), ELM.name],
  ] as const) {
    await accountOf(page, name);
    await page.goto(address);
    await page.getByRole('button', { name: 'Sign for your organisation' }).click();
    await page.getByText('Signed. It is entered once everybody has.').waitFor();
  }
  await harbour.goto(address);
  await harbour.getByText('Signed by all and entered').waitFor();
  await picture(harbour, 's10-settles-for-both');
  const left = await concord.store.all(sql`
    select a.party from money_posting p join money_account a on a.id = p.account
    where a.pool = 'foot-care-nearby/charges' and a.kind in ('due-from', 'due-to') group by 1 having sum(p.minor) <> 0`);
  expect(left).toEqual([]);
}

/** Which of some items a social worker finds in the record of somebody. */
async function itemsSeen(name: string, items: readonly string[]): Promise<readonly boolean[]> {
  const page = await concord.as('social worker', COUNCIL);
  await page.goto(`${concord.base}/people?text=${name}`);
  const links = await page.locator('.people-found th a').all();
  const seen = new Set<string>();
  for (const path of await Promise.all(links.map((link) => link.getAttribute('href')))) {
    await page.goto(`${concord.base}${path}`);
    const hrefs = await page
      .locator('a.source')
      .evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).href));
    for (const href of hrefs) seen.add(new URL(href).searchParams.get('reference') ?? '');
  }
  await page.context().close();
  return items.map((item) => seen.has(item));
}

async function asked(page: Page, path: string, body: object): Promise<void> {
  const status = await page.evaluate(
    async ([to, text]) => {
      const headers = { 'content-type': 'application/json' };
      const answer = await fetch(to as string, { method: 'POST', headers, body: text as string });
      return answer.ok ? '' : await answer.text();
    },
    [path, JSON.stringify(body)],
  );
  expect(status).toBe('');
}

async function sent(organization: string, resourceType: string, body: object): Promise<string> {
  const { token, base } = await concord.system(`${organization}-system`, `Organization/${organization}`);
  const written = await fetch(`${base}/${resourceType}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/fhir+json' },
    body: JSON.stringify({ resourceType, ...body }),
  });
  const text = await written.text();
  expect(written.status, text).toBe(201);
  return `${resourceType}/${(JSON.parse(text) as { readonly id: string }).id}`;
}

/** Feet that a practice looked at on a day. */
async function checked(practice: string, count: number, performedDateTime: string): Promise<void> {
  const subject = { reference: await sent(practice, 'Patient', { name: [{ family: 'Adomako' }] }) };
  const code = { coding: [{ system: FEET, code: 'check' }] };
  for (let at = 0; at < count; at += 1)
    await sent(practice, 'Procedure', { status: 'completed', code, subject, performedDateTime });
}
