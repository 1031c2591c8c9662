import { afterEach, beforeEach, expect, test } from 'vitest';
import { freshDatabase, type TestDatabase } from '#testing/database';
import type { PayClause } from '#agreement';
import { sql } from '#store';
import { checkMoney } from '../../../torture/checkers/money.ts';
import { violations } from '../ledger/world.testing.ts';
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

const { pool: _, ...direct } = podiatryPaid;
const referrals: PayClause = {
  ...direct,
  id: 'referrals',
  activity: 'referrals',
  by: RIVERSIDE,
  to: [COUNCIL],
  price: {
    model: 'tariff',
    lines: [
      {
        id: 'visit',
        words: 'an assessment',
        codes: { system: SNOMED, codes: ['assessment'] },
        unit: 'contact',
        price: { minor: 5_000, currency: 'GBP' },
      },
    ],
  },
};
const MONTHLY = 110_375_000 + 83_925_000;

let database: TestDatabase;
let vale: TestMoney;

beforeEach(async () => {
  database = await freshDatabase();
  vale = await testMoney(database.store, fundDraft({}, [boardMoney, councilMoney, podiatryPaid, referrals]));
  await vale.turnTo('2026-06-01');
});
afterEach(async () => {
  expect(await violations(database.store)).toEqual([]);
  expect(await checkMoney((text) => database.store.all<object>(sql`${sql.raw(text)}`))).toEqual([]);
  await vale.stop();
  await database.drop();
});

async function charged(by: string, payer: string, code: string, count: number) {
  const org = await vale.vale.repository.contributors.organizationKey(by);
  await database.store.run(sql`insert into money_activity (bkt, typ, id, cmp, org, system, code, day)
    select 1, 2, ${`${code}-`} || n, 3, ${org}::int, ${SNOMED}, ${code}, '2026-05-04' from generate_series(1, ${count}::int) as n
    where not exists (select from money_activity where id = ${`${code}-`} || n)`);
  for (const id of valueOf(await vale.money.proposeCharges(await vale.seat(by))))
    valueOf(await vale.money.acceptCharge(await vale.seat(payer), id, {}));
}
const IBANS = {
  [BOARD]: 'GB29NWBK60161331926819',
  [COUNCIL]: 'DE89370400440532013000',
  [RIVERSIDE]: 'GB82WEST12345698765432',
};
async function accounts() {
  for (const [organization, iban] of Object.entries(IBANS)) {
    const holder = organization.replace('Organization/', '');
    const given = { holder, iban, sortCode: '', number: '', bic: '' };
    valueOf(await vale.money.giveBankAccount(await vale.seat(organization), given));
    valueOf(await vale.money.confirmBankAccount(await vale.seat(organization, 'programme-lead')));
  }
}
const propose = async (organization = BOARD) =>
  vale.money.proposeSettlement(await vale.seat(organization), { instrument: 'fund', until: '2026-05-31' });
const view = async (id: string, organization = BOARD) =>
  valueOf(await vale.money.settlement(await vale.seat(organization), id));

test('what partners owe each other is one payment each: both sides sign, and it is entered in every ledger at once', async () => {
  await charged(RIVERSIDE, BOARD, 'visit', 480);
  await charged(COUNCIL, RIVERSIDE, 'assessment', 100);
  const id = valueOf(await propose());
  const proposed = await view(id);
  const net = Object.fromEntries(proposed.parties.map(({ organization, net }) => [organization, net?.minor]));
  // The board keeps the books: its own part is its own money, the council's comes to it, the trust is paid from it.
  expect(net).toEqual({
    [BOARD]: 2 * 83_925_000 - 480 * 10_300,
    [COUNCIL]: -2 * 83_925_000 + 100 * 5_000,
    [RIVERSIDE]: 480 * 10_300 - 100 * 5_000,
  });
  expect(proposed.payments).toHaveLength(2);
  for (const one of [COUNCIL, RIVERSIDE]) expect((await view(id, one)).may.sign, one).toBe(true);
  expect(proposed.may.sign).toBe(false);
  expect(codesOf(await propose(COUNCIL))).toEqual(['money.settlement-open']);
  valueOf(await vale.money.signSettlement(await vale.seat(COUNCIL), id));
  valueOf(await vale.money.signSettlement(await vale.seat(COUNCIL), id));
  expect(codesOf(await vale.money.signSettlement(await vale.seat(RIVERSIDE), id))).toEqual(['money.no-bank-account']);
  await accounts();
  valueOf(await vale.money.signSettlement(await vale.seat(RIVERSIDE), id));
  expect(await view(id, RIVERSIDE)).toMatchObject({ state: 'posted', pays: '2026-06-03', awaited: [] });
  const pool = valueOf(await vale.money.pool(await vale.seat(BOARD), POOL));
  expect([pool.late.minor, pool.received.minor, pool.bank.minor]).toEqual([0, 2 * MONTHLY, 2 * MONTHLY - 480 * 10_300]);
  expect(codesOf(await propose())).toEqual(['money.nothing-owed']);
  const earlier = { instrument: 'fund', until: '2026-05-30' };
  expect(codesOf(await vale.money.proposeSettlement(await vale.seat(BOARD), earlier))).toEqual(['money.settled']);
  // What is recorded late of a month that is settled goes into the next.
  await charged(RIVERSIDE, BOARD, 'visit', 481);
  await vale.turnTo('2026-07-01');
  const next = { instrument: 'fund', until: '2026-06-30' };
  const second = await view(valueOf(await vale.money.proposeSettlement(await vale.seat(BOARD), next)));
  expect(second.parties.find(({ organization }) => organization === RIVERSIDE)?.net?.minor).toBe(10_300);
});

test('what changed since it was proposed is not entered: it is taken back and proposed anew', async () => {
  await accounts();
  await charged(RIVERSIDE, BOARD, 'visit', 10);
  const id = valueOf(await propose());
  valueOf(await vale.money.signSettlement(await vale.seat(COUNCIL), id));
  await charged(COUNCIL, RIVERSIDE, 'assessment', 3);
  const trust = await vale.seat(RIVERSIDE);
  expect(codesOf(await vale.money.signSettlement(trust, id))).toEqual(['money.settlement-moved']);
  expect((await view(id)).state).toBe('proposed');
  valueOf(await vale.money.withdrawSettlement(trust, id, 'More was charged since.'));
  expect(codesOf(await vale.money.signSettlement(trust, id))).toEqual(['money.settlement-over']);
  const again = valueOf(await propose());
  for (const one of [COUNCIL, RIVERSIDE]) valueOf(await vale.money.signSettlement(await vale.seat(one), again));
  expect((await view(again)).state).toBe('posted');
});

test('two who sign last at once enter it once', async () => {
  await accounts();
  await charged(RIVERSIDE, BOARD, 'visit', 10);
  const id = valueOf(await propose());
  const seats = [await vale.seat(COUNCIL), await vale.seat(RIVERSIDE), await vale.seat(COUNCIL)];
  for (const done of await Promise.all(seats.map((seat) => vale.money.signSettlement(seat, id)))) valueOf(done);
  const { count } = (await database.store.first<{ count: number }>(
    sql`select count(*)::int as count from money_entry where kind = 'settlement'`,
  )) ?? { count: 0 };
  expect(count).toBe(1);
  const [payment] = (await view(id, RIVERSIDE)).payments.filter(({ payee }) => payee.organization === RIVERSIDE);
  const came = { number: payment?.number ?? 0, on: '2026-06-01', reference: 'BACS 1' };
  expect(codesOf(await vale.money.paymentReceived(await vale.seat(COUNCIL), id, came))).toEqual(['money.no-payment']);
  valueOf(await vale.money.paymentReceived(await vale.seat(RIVERSIDE), id, came));
  expect((await view(id)).payments.find(({ number }) => number === came.number)).toMatchObject({
    received: '2026-06-01',
  });
});

test('one person alone does not say where an organisation is paid, and no other organisation sees it whole', async () => {
  const board = await vale.seat(BOARD);
  const given = { holder: 'Vale Care Board', iban: IBANS[BOARD] ?? '', sortCode: '', number: '', bic: '' };
  valueOf(await vale.money.giveBankAccount(board, given));
  expect(codesOf(await vale.money.confirmBankAccount(board))).toEqual(['money.own-bank-account']);
  expect(valueOf(await vale.money.settlements(board)).account).toMatchObject({ waiting: { masked: '\u20266819' } });
  valueOf(await vale.money.confirmBankAccount(await vale.seat(BOARD, 'signatory')));
  const { account } = valueOf(await vale.money.settlements(board));
  expect(account).toMatchObject({ known: { masked: '\u20266819' } });
  expect(account?.waiting).toBeUndefined();
});
