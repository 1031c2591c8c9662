import { afterEach, beforeEach, expect, test } from 'vitest';
import { freshDatabase, type TestDatabase } from '#testing/database';
import type { PayClause, Role } from '#agreement';
import { sql } from '#store';
import type { Typed } from '../../governance/programme/typed.ts';
import { exported } from '../export/export.ts';
import { showingOf } from '../fhir/showing.ts';
import {
  BOARD,
  boardMoney,
  codesOf,
  COUNCIL,
  councilMoney,
  fundDraft,
  POOL,
  RIVERSIDE,
  type TestMoney,
  testMoney,
  valueOf,
} from '../money.testing.ts';
import { podiatryPaid, SNOMED } from './settle.testing.ts';
import { paymentsFile } from './views.ts';

/** What the trust is to have: planted, and looked for wherever its rival reads. */
const VISITS = 487;
const PLANTED = VISITS * 10_300;
const SPELT = [String(PLANTED), '50161', '50,161', '487', '10300', '103.00'];

/** What the council does itself, so that the sum of the pool, which all may read, is not what the trust is to have. */
const assessments: PayClause = {
  ...podiatryPaid,
  id: 'assessments',
  activity: 'assessments',
  to: [COUNCIL],
  price: {
    model: 'tariff',
    lines: [
      {
        id: 'assessment',
        words: 'an assessment',
        codes: { system: SNOMED, codes: ['assessment'] },
        unit: 'contact',
        price: { minor: 5_000, currency: 'GBP' },
      },
    ],
  },
};
const OWN = 100 * 5_000;
const COUNCIL_NET = -2 * 83_925_000 + OWN;

let database: TestDatabase;
let vale: TestMoney;
let procurement: string;
let settlement: string;

beforeEach(async () => {
  database = await freshDatabase();
  vale = await testMoney(database.store, fundDraft({}, [boardMoney, councilMoney, podiatryPaid, assessments]));
  await vale.turnTo('2026-06-01');
  const begun = { title: 'Foot clinics', what: 'Clinics', route: 'psr-most-suitable', why: 'Two could do it' };
  const { competition } = vale.vale.governance;
  ({ id: procurement } = valueOf(await competition.begin(await seat(BOARD, 'commissioner'), begun)));
  await said('bid', { words: 'The trust', organizations: [RIVERSIDE] });
  await said('bid', { words: 'The council', organizations: [COUNCIL] });
  await done(RIVERSIDE, 'visit', VISITS);
  await done(COUNCIL, 'assessment', 100);
  const made = await vale.money.proposeSettlement(await seat(BOARD), { instrument: 'fund', until: '2026-05-31' });
  settlement = valueOf(made);
  await accounts();
});
afterEach(async () => {
  await vale.stop();
  await database.drop();
});

const seat = (organization: string, role: Role = 'finance-lead') => vale.seat(organization, role);
const said = async (did: string, typed: Typed) =>
  valueOf(await vale.vale.governance.competition.act(await seat(BOARD, 'commissioner'), procurement, { did, typed }));
const read = async (organization: string) => valueOf(await vale.money.settlement(await seat(organization), settlement));

async function done(by: string, code: string, count: number) {
  const org = await vale.vale.repository.contributors.organizationKey(by);
  await database.store.run(sql`insert into money_activity (bkt, typ, id, cmp, org, system, code, day)
    select 1, 2, ${`${code}-`} || n, 3, ${org}::int, ${SNOMED}, ${code}, '2026-05-04' from generate_series(1, ${count}::int) as n`);
  for (const id of valueOf(await vale.money.proposeCharges(await seat(by))))
    valueOf(await vale.money.acceptCharge(await seat(BOARD), id, {}));
}

async function accounts() {
  for (const [organization, iban] of [
    [BOARD, 'GB29NWBK60161331926819'],
    [COUNCIL, 'DE89370400440532013000'],
    [RIVERSIDE, 'GB82WEST12345698765432'],
  ] as const) {
    const given = { holder: organization.replace('Organization/', ''), iban, sortCode: '', number: '', bic: '' };
    valueOf(await vale.money.giveBankAccount(await seat(organization), given));
    valueOf(await vale.money.confirmBankAccount(await seat(organization, 'programme-lead')));
  }
}

async function signed() {
  for (const one of [COUNCIL, RIVERSIDE]) valueOf(await vale.money.signSettlement(await seat(one), settlement));
}

/** Everything that the council can ask for of the settlement and of the ledger that it is entered in. */
async function everythingOf(organization: string): Promise<string> {
  const { money, asking } = vale;
  const lead = await seat(organization);
  const file = await paymentsFile(asking, lead, settlement);
  let text = '';
  if (file.ok) for await (const part of file.value.text) text += part;
  const showing = showingOf(asking);
  const shown = await showing.some(lead, 'PaymentReconciliation', { limit: 50 });
  const files = await Promise.all(['csv', 'xlsx', 'journal'].map((format) => exported(asking, lead, POOL, { format })));
  expect(files.map((one) => (one.ok ? ['open'] : codesOf(one)))).toEqual(files.map(() => ['money.walled']));
  return JSON.stringify([
    await money.settlements(lead),
    await money.settlement(lead, settlement),
    await money.ledger(lead, POOL),
    await money.books(lead, POOL, {}),
    shown.shown.map(({ resource }) => resource),
    text,
  ]);
}

test('a rival reads its own figures and what was put in; the figure of the other is in no view and no file', async () => {
  const council = await read(COUNCIL);
  expect(council.keptBack.map(({ organization }) => organization)).toEqual([RIVERSIDE]);
  expect(council.parties.map(({ organization, net }) => [organization, net?.minor])).toEqual([
    [BOARD, undefined],
    [COUNCIL, COUNCIL_NET],
    [RIVERSIDE, undefined],
  ]);
  expect(council.paid.minor).toBe(-COUNCIL_NET);
  expect(council.owed.map(({ words }) => words)).not.toContain('Charges for podiatry');
  const put = council.owed.filter(({ party }) => party.organization === BOARD).map(({ amount }) => amount.minor);
  expect(put).toEqual([110_375_000, 110_375_000]);
  await signed();
  const text = await everythingOf(COUNCIL);
  expect(text).toContain(String(COUNCIL_NET));
  expect(SPELT.filter((figure) => text.includes(figure))).toEqual([]);
});

test('whoever bids for nothing reads all of it, and a rival does once the procurement is closed', async () => {
  const all = [
    [BOARD, -COUNCIL_NET - PLANTED],
    [COUNCIL, COUNCIL_NET],
    [RIVERSIDE, PLANTED],
  ];
  const nets = async (of: string) =>
    (await read(of)).parties.map(({ organization, net }) => [organization, net?.minor]);
  expect(await nets(BOARD)).toEqual(all);
  expect(await nets(COUNCIL)).not.toEqual(all);
  await said('closed', { why: 'Signed' });
  expect(await nets(COUNCIL)).toEqual(all);
  expect((await read(COUNCIL)).keptBack).toEqual([]);
});

test('rivals pay and are paid by whoever keeps the books, and never each other', async () => {
  await signed();
  const { payments, state } = await read(BOARD);
  expect(state).toBe('posted');
  expect(payments.map(({ payer, payee, amount }) => [payer.organization, payee.organization, amount.minor])).toEqual([
    [COUNCIL, BOARD, -COUNCIL_NET],
    [BOARD, RIVERSIDE, PLANTED],
  ]);
  const showing = showingOf(vale.asking);
  const own = await showing.some(await seat(RIVERSIDE), 'PaymentReconciliation', { limit: 50 });
  expect(own.shown.map(({ resource }) => resource['paymentAmount'])).toEqual([
    { value: expect.anything(), currency: 'GBP' },
  ]);
});

test('a rivalry that begins after the proposal reroutes its payments, one that ends does so too; what is entered stays', async () => {
  const routes = async (organization: string) =>
    (await read(organization)).payments.map(({ payer, payee, amount }) => [
      payer.organization,
      payee.organization,
      amount.minor,
    ]);
  const through = [
    [COUNCIL, BOARD, -COUNCIL_NET],
    [BOARD, RIVERSIDE, PLANTED],
  ];
  const direct = [
    [COUNCIL, BOARD, -COUNCIL_NET - PLANTED],
    [COUNCIL, RIVERSIDE, PLANTED],
  ];
  await said('closed', { why: 'Signed' });
  expect((await routes(BOARD)).toSorted()).toEqual(direct.toSorted());
  const begun = { title: 'Foot clinics, again', what: 'Clinics', route: 'psr-most-suitable', why: 'Two could do it' };
  ({ id: procurement } = valueOf(
    await vale.vale.governance.competition.begin(await seat(BOARD, 'commissioner'), begun),
  ));
  await said('bid', { words: 'The trust', organizations: [RIVERSIDE] });
  valueOf(await vale.money.signSettlement(await seat(COUNCIL), settlement));
  expect((await routes(BOARD)).toSorted()).toEqual(direct.toSorted());
  await said('bid', { words: 'The council', organizations: [COUNCIL] });
  expect(await routes(BOARD)).toEqual(through);
  expect(await routes(COUNCIL)).toEqual([through[0]]);
  valueOf(await vale.money.signSettlement(await seat(RIVERSIDE), settlement));
  expect([(await read(BOARD)).state, await routes(BOARD)]).toEqual(['posted', through]);
  const text = await everythingOf(COUNCIL);
  expect(SPELT.filter((figure) => text.includes(figure))).toEqual([]);
  await said('closed', { why: 'Signed' });
  expect(await routes(BOARD)).toEqual(through);
});

test('what a rival asks for and is queried is in no aged list of the other until the procurement is closed', async () => {
  const made = await database.store.all<{ id: string }>(sql`
    insert into money_charge (instrument, version, clause, paragraph, pool, activity, line, line_words, payer, payee, currency, adjusts,
      from_day, until_day, proposed, stands, principal, by)
    values ('fund', 1, 'podiatry', '2', 'fund/charges', 'podiatry', 'home', 'treatment', ${COUNCIL}, ${RIVERSIDE}, 'GBP', false,
      '2026-05-04', '2026-05-04', '2026-05-05', '2026-05-06', 'test', 'test') returning id::text as id`);
  await database.store.run(sql`
    insert into money_charge_item (charge, number, typ, id, day, units, minor, state)
    values (${made[0]?.id ?? ''}::bigint, 1, 2, 'one', '2026-05-04', 1, 48700, 'queried')`);
  const aged = async (organization: string) => valueOf(await vale.money.queriedAges(await seat(organization)));
  expect(await aged(COUNCIL)).toMatchObject({ lines: [], oldest: [] });
  expect((await aged(RIVERSIDE)).lines.map(({ total }) => total.minor)).toEqual([48_700]);
  await said('closed', { why: 'Signed' });
  expect((await aged(COUNCIL)).lines.map(({ total }) => total.minor)).toEqual([48_700]);
});

test('what a rival asks to be paid for of another area is in no list of the other, nor answered by it, until the procurement is closed', async () => {
  const made = await database.store.all<{ id: string }>(sql`
    insert into money_elsewhere (payee, typ, activity, instrument, version, clause, paragraph, care, line, line_words, day, units, minor,
      currency, holder, state, commissioner, asked)
    values (${RIVERSIDE}, 2, 'one', 'fund', 1, 'podiatry', '2', 'podiatry', 'home', 'treatment', '2026-05-04', 1, 48700,
      'GBP', ${COUNCIL}, 'asked', ${COUNCIL}, '2026-05-05') returning id::text as id`);
  const ids = made.map(({ id }) => id);
  const listed = async (organization: string) =>
    valueOf(await vale.money.elsewhere(await seat(organization))).rows.map(({ amount }) => amount.minor);
  const taken = async () => vale.money.answerElsewhere(await seat(COUNCIL), { ids, accept: true, reason: '' });
  expect(await listed(RIVERSIDE)).toEqual([48_700]);
  expect(await listed(COUNCIL)).toEqual([]);
  expect(await taken()).toMatchObject({ ok: false });
  await said('closed', { why: 'Signed' });
  expect(await listed(COUNCIL)).toEqual([48_700]);
  expect(await taken()).toMatchObject({ ok: true, value: 1 });
});
