import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { sql } from '#store';
import { checkMoney } from '../../torture/checkers/money.ts';
import { accountOf } from './bank-account.ts';
import { type Concord, openConcord, picture } from './concord.ts';
import { comesBack, hired, invited } from './hired.ts';
import { ELM, FEET, footCare, HARBOUR, merger, MILL } from './made-up-leaving.ts';

/** A partner leaves, two become one, and a charge is disputed on the way: the organisations and people of a hundred days. */
let concord: Concord;

const BOARD = 'Vale Integrated Care Board';
const COUNCIL = 'Vale County Council';
const IBANS: Readonly<Record<string, string>> = {
  [BOARD]: 'GB29 NWBK 6016 1331 9268 19',
  [ELM.name]: 'GB07 LOYD 3096 3412 3456 78',
  [HARBOUR.name]: 'GB71 HBUK 4012 7612 3456 78',
};
/** One day for the whole file, so that it may run across midnight. */
const yesterday = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
const dayAfter = (days: number) => new Date(Date.parse(yesterday) + days * 86_400_000).toISOString().slice(0, 10);

beforeAll(async () => {
  concord = await openConcord();
}, 300_000);

afterAll(async () => {
  vi.useRealTimers();
  await concord?.close();
});

test('S10: a practice leaves, a charge of £4,120 is disputed, two others merge: pool, lineage and access agree', {
  timeout: 300_000,
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
  // Who sees to the money of two of the practices, and who cares for people at the third.
  const elmMoney = await invited(concord, await concord.as('practice manager', ELM.name), 'Ivy Marlow', 'Finance lead');
  const millMoney = await hired(concord, { name: 'Ruth Calder', role: 'finance-lead', ...worksAt(MILL) });
  const harbourDoctor = await hired(concord, { name: 'Dr Anna Weiss', role: 'gp', ...worksAt(HARBOUR) });
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
  const social = async () => {
    const page = await concord.as('social worker', COUNCIL);
    const seen = await itemsSeen(page, 'Osei', [theirs, relied]);
    await page.context().close();
    return seen;
  };
  const patient = {
    reference: await sent('practice-2', 'Patient', { name: [{ family: 'Pendlebury' }], gender: 'male' }),
  };
  const mills = await sent('practice-2', 'Observation', { ...result, subject: patient });
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
    // Links are kept anew, as at a start on that day.
    await concord.passes(0);
    await expect.poll(social).toEqual([false, true]);
    await disputed(await comesBack(concord, elmMoney));
    // Of what Mill Lane knows of its people its own doctor sees all, and who works at Harbour Street nothing.
    expect(await itemsSeen(await concord.as('Helen Marsh', MILL.name), 'Pendlebury', [mills])).toEqual([true]);
    expect(await itemsSeen(await comesBack(concord, harbourDoctor), 'Pendlebury', [mills])).toEqual([false]);
    vi.setSystemTime(Date.now() + 8 * 86_400_000);
    await merged(millMoney, await comesBack(concord, elmMoney));
    await recordsMoved(harbourDoctor, mills);
  } finally {
    vi.useRealTimers();
  }
  expect(await checkMoney((text) => concord.store.all<object>(sql`${sql.raw(text)}`))).toEqual([]);
});

/** What was done before it left is charged and settled; what is not agreed goes up the ladder, and the rest is paid. */
async function disputed(practice: Page): Promise<void> {
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
  expect(await lead.locator('main').innerText()).toMatch(/to the programme lead, by \d[^]*10 working days/);
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
async function merged(millMoney: Page, elmMoney: Page): Promise<void> {
  await checked('practice-3', 5, dayAfter(98));
  await expect
    .poll(() => concord.store.first(sql`select "to" from governance_succession`), { timeout: 20_000 })
    .toEqual({ to: HARBOUR.organization });
  const orphans = await concord.store.all(sql`
    select 'seat' as kind from auth_seat where organization = ${MILL.organization} and (ends is null or ends > now())
    union all select 'due' from obligation where state = 'open'
      and owner = (select key from organization_key where organization = ${MILL.organization})`);
  expect(orphans).toEqual([]);
  // The seat went over: who saw to Mill Lane's money signs in as ever, and sees to that of Harbour Street.
  const harbour = await comesBack(concord, millMoney);
  expect(await harbour.locator('.me-seat').innerText()).toContain(HARBOUR.name);
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
  await accountOf(concord, payer, { name: BOARD, iban: IBANS[BOARD] ?? '' });
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
    [elmMoney, ELM.name],
  ] as const) {
    await accountOf(concord, page, { name, iban: IBANS[name] ?? '' });
    await page.goto(address);
    await page.getByRole('button', { name: 'Sign for your organisation' }).click();
    await page.getByText('Signed. It is entered once everybody has.').waitFor();
  }
  await harbour.goto(address);
  await harbour.getByText('Signed by all and entered').waitFor();
  await picture(harbour, 's10-settles-for-both');
  // What is not disputed of the one that left, and what both that merged did: 30, 10 and 5 checks.
  const file = await payer.request.get(`${concord.base}/api${new URL(address).pathname}/payments`);
  expect(await file.text()).toContain('<CtrlSum>4635.00</CtrlSum>');
  const left = await concord.store.all(sql`
    select a.party from money_posting p join money_account a on a.id = p.account
    where a.pool = 'foot-care-nearby/charges' and a.kind in ('due-from', 'due-to') group by 1 having sum(p.minor) <> 0`);
  expect(left).toEqual([]);
}

/** What Mill Lane recorded is Harbour Street's own from the day on: its doctor finds it, and who came over from Mill Lane still does. */
async function recordsMoved(harbourDoctor: Page, item: string): Promise<void> {
  const doctor = await comesBack(concord, harbourDoctor);
  await expect.poll(() => itemsSeen(doctor, 'Pendlebury', [item])).toEqual([true]);
  await picture(doctor, 's10-records-moved');
  const cameOver = await concord.as('Helen Marsh', MILL.name);
  expect(await cameOver.locator('.me-seat').innerText()).toContain(HARBOUR.name);
  expect(await itemsSeen(cameOver, 'Pendlebury', [item])).toEqual([true]);
}

/** Which of some items somebody finds in the record of a person. */
async function itemsSeen(page: Page, name: string, items: readonly string[]): Promise<readonly boolean[]> {
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
  return items.map((item) => seen.has(item));
}

const worksAt = ({ organization, name }: typeof MILL) => ({ organization, organizationName: name });

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
