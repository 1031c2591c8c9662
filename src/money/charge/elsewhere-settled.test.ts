import { afterEach, beforeEach, expect, test } from 'vitest';
import { fc } from '#testing/chance';
import { freshDatabase, type TestDatabase } from '#testing/database';
import { sql } from '#store';
import { ELM } from '../../governance/partnership.testing.ts';
import { showingOf } from '../fhir/showing.ts';
import { violations } from '../ledger/world.testing.ts';
import {
  BOARD,
  boardMoney,
  codesOf,
  COUNCIL,
  councilMoney,
  fundDraft,
  RIVERSIDE,
  type TestMoney,
  testMoney,
  valueOf,
} from '../money.testing.ts';
import { podiatryPaid, SNOMED } from '../settle/settle.testing.ts';
import { paymentsFile } from '../settle/views.ts';

const HERE = 'Organization/north-practice';
const THERE = 'Organization/west-practice';
/** What the trust does for Elm Tree, which is no partner of the agreement. */
const ALONE = 'fund/elsewhere_riverside_elm-tree';
const UNTIL = '2026-08-31';
const IBANS = {
  [BOARD]: 'GB29NWBK60161331926819',
  [COUNCIL]: 'DE89370400440532013000',
  [RIVERSIDE]: 'GB82WEST12345698765432',
  [ELM]: 'GB94BARC10201530093459',
};

let database: TestDatabase;
let vale: TestMoney;

beforeEach(async () => {
  database = await freshDatabase();
  const population = { words: 'People registered in the north of the Vale', organizations: [HERE] };
  vale = await testMoney(database.store, fundDraft({ population }, [boardMoney, councilMoney, podiatryPaid]));
  await vale.turnTo('2026-09-01');
  await database.store.run(sql`insert into money_registered (bkt, typ, id, cmp, org, holder, from_day, until_day)
    values (1, 3, 'p1', 1, 1, ${THERE}, '2026-01-01', '9999-12-31')`);
});
afterEach(async () => {
  expect(await violations(database.store)).toEqual([]);
  await vale.stop();
  await database.drop();
});

const seat = (organization: string, role: 'finance-lead' | 'programme-lead' = 'finance-lead') =>
  vale.seat(organization, role);

async function done(name: string, count: number) {
  const org = await vale.vale.repository.contributors.organizationKey(RIVERSIDE);
  await database.store.run(sql`insert into money_activity (bkt, typ, id, cmp, org, system, code, day)
    select 1, 2, ${`${name}-`} || n, 1, ${org}::int, ${SNOMED}, 'visit', '2026-07-01' from generate_series(1, ${count}::int) as n`);
  valueOf(await vale.money.proposeCharges(await seat(RIVERSIDE)));
}

/** What was done and is asked of nobody yet is taken over. */
async function takenOverBy(commissioner: string, name: string, count: number) {
  if (count === 0) return;
  await done(name, count);
  const rows = valueOf(await vale.money.elsewhere(await seat(RIVERSIDE))).rows.filter(({ state }) => state === 'found');
  const ids = rows.map(({ id }) => id);
  expect(ids).toHaveLength(count);
  valueOf(await vale.money.askElsewhere(await seat(RIVERSIDE), { ids, commissioner }));
  valueOf(await vale.money.answerElsewhere(await seat(commissioner), { ids, accept: true, reason: '' }));
}

async function accounts() {
  for (const [organization, iban] of Object.entries(IBANS)) {
    const given = { holder: organization.replace('Organization/', ''), iban, sortCode: '', number: '', bic: '' };
    valueOf(await vale.money.giveBankAccount(await seat(organization), given));
    valueOf(await vale.money.confirmBankAccount(await seat(organization, 'programme-lead')));
  }
}

const proposed = async (instrument: string, by: string) =>
  valueOf(await vale.money.proposeSettlement(await seat(by), { instrument, until: UNTIL }));
const view = async (id: string, of: string) => valueOf(await vale.money.settlement(await seat(of), id));
const open = (pool: string) =>
  database.store.all<{ kind: string; party: string; owed: number }>(sql`
    select kind, party, posted::int as owed from money_account where pool = ${pool} and posted <> 0 order by 1, 2`);

async function settled(id: string, parties: readonly string[]) {
  for (const one of parties) valueOf(await vale.money.signSettlement(await seat(one), id));
  const { payments, state } = await view(id, RIVERSIDE);
  expect(state).toBe('posted');
  return payments.map(({ payer, payee, amount }) => [payer.organization, payee.organization, amount.minor]);
}

test('what a partner took over is in the settlement of the agreement, from what was done to the payment that came', async () => {
  await takenOverBy(COUNCIL, 'a', 3);
  expect(await open('fund/elsewhere')).toEqual([
    { kind: 'due-from', party: COUNCIL, owed: 30_900 },
    { kind: 'due-to', party: RIVERSIDE, owed: -30_900 },
  ]);
  const pools = valueOf(await vale.money.pools(await seat(COUNCIL)));
  expect(pools.map(({ name, pooled, owed }) => [name, pooled, owed.minor])).toContainEqual([
    'people of another area',
    false,
    30_900,
  ]);
  await accounts();
  const id = await proposed('fund', BOARD);
  const { owed, parties } = await view(id, BOARD);
  expect(owed.filter(({ ledger }) => ledger === 'people of another area').map(({ amount }) => amount.minor)).toEqual([
    30_900, -30_900,
  ]);
  expect(parties.reduce((sum, { net }) => sum + (net?.minor ?? 0), 0)).toBe(0);
  expect(parties.find(({ organization }) => organization === RIVERSIDE)?.net?.minor).toBe(30_900);
  const paid = await settled(id, [COUNCIL, RIVERSIDE]);
  expect(paid.filter(([, payee]) => payee === RIVERSIDE).reduce((sum, [, , minor]) => sum + Number(minor), 0)).toBe(
    30_900,
  );
  expect(await open('fund/elsewhere')).toEqual([]);
});

test('who is no partner settles with whoever did it alone: both sign, the file pays it, the invoice is balanced', async () => {
  await takenOverBy(ELM, 'a', 2);
  await takenOverBy(COUNCIL, 'b', 1);
  await accounts();
  const [elm, riverside] = [await seat(ELM), await seat(RIVERSIDE)];
  const choices = valueOf(await vale.money.settlements(elm)).agreements;
  expect(choices.map(({ instrument, title }) => [instrument, title])).toEqual([
    [ALONE, expect.stringContaining('people of another area: Riverside')],
  ]);
  expect(codesOf(await vale.money.proposeSettlement(elm, { instrument: 'fund', until: UNTIL }))).toEqual([
    'money.no-pool',
  ]);
  const partners = await proposed('fund', BOARD);
  expect((await view(partners, BOARD)).parties.map(({ organization }) => organization)).not.toContain(ELM);
  expect(codesOf(await vale.money.settlement(elm, partners))).toEqual(['money.no-settlement']);
  const id = await proposed(ALONE, RIVERSIDE);
  expect(codesOf(await vale.money.settlement(await seat(BOARD), id))).toEqual(['money.no-settlement']);
  expect((await view(id, ELM)).parties.map(({ organization, net }) => [organization, net?.minor])).toEqual([
    [ELM, -20_600],
    [RIVERSIDE, 20_600],
  ]);
  expect(await settled(id, [ELM])).toEqual([[ELM, RIVERSIDE, 20_600]]);
  expect(await open(ALONE)).toEqual([]);
  const file = valueOf(await paymentsFile(vale.asking, elm, id));
  let text = '';
  for await (const part of file.text) text += part;
  expect(text).toContain('206.00');
  valueOf(await vale.money.paymentReceived(riverside, id, { number: 1, on: '2026-09-01', reference: 'CR 77' }));
  expect((await view(id, ELM)).payments[0]).toMatchObject({ received: '2026-09-01', reference: 'CR 77' });
  const invoices = await showingOf(vale.asking).some(riverside, 'Invoice', { limit: 10 });
  expect(invoices.shown.map(({ resource }) => [resource['recipient'], resource['status']])).toEqual([
    [{ reference: COUNCIL, display: 'Vale Council' }, 'issued'],
    [{ reference: ELM, display: expect.any(String) }, 'balanced'],
  ]);
});

test('both sides read the same statement, closing asks both for the balance, and agreeing answers it', async () => {
  await takenOverBy(ELM, 'a', 2);
  const ledger = { instrument: 'fund', pool: ALONE.slice('fund/'.length) };
  const days = { party: ELM, from: '2026-04-01', until: UNTIL };
  const [elm, riverside] = [await seat(ELM), await seat(RIVERSIDE)];
  const [theirs, ours] = [
    valueOf(await vale.money.statement(elm, ledger, days)),
    valueOf(await vale.money.statement(riverside, ledger, days)),
  ];
  expect([theirs.hash, theirs.lines.length]).toEqual([ours.hash, 1]);
  expect(codesOf(await vale.money.statement(await seat(BOARD), ledger, days))).toEqual(['money.no-pool']);
  const owes = async (organization: string) =>
    (await vale.obligations.owedBy(await seat(organization))).items
      .filter(({ kind }) => kind === 'balance-agreement')
      .map(({ title }) => title);
  valueOf(await vale.money.close(riverside, ledger, UNTIL, 'The month is over'));
  const asked = [expect.stringContaining('in people of another area')];
  expect([await owes(ELM), await owes(RIVERSIDE)]).toEqual([asked, asked]);
  for (const one of [elm, riverside])
    valueOf(await vale.money.agree(one, ledger, { ...days, revision: ours.revision, hash: ours.hash }));
  expect([await owes(ELM), await owes(RIVERSIDE)]).toEqual([[], []]);
});

test('whatever is taken over by whom, in any order with settlements: nothing is made or lost, and in the end nothing is owed', async () => {
  await accounts();
  let number = 0;
  const step = fc.constantFrom('partner', 'other', 'settle') as fc.Arbitrary<'partner' | 'other' | 'settle'>;
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(step, fc.integer({ min: 0, max: 4 })), { maxLength: 6 }), async (steps) => {
      for (const [what, count] of [...steps, ['settle', 0] as const]) {
        number += 1;
        if (what !== 'settle') await takenOverBy(what === 'partner' ? COUNCIL : ELM, `p${number}`, count);
        else
          for (const [name, parties] of [
            ['fund', [BOARD, COUNCIL]],
            [ALONE, [ELM]],
          ] as const) {
            const made = await vale.money.proposeSettlement(await seat(RIVERSIDE), { instrument: name, until: UNTIL });
            if (made.ok) await settled(made.value, parties);
            else expect(['money.nothing-owed', 'money.no-pool']).toContain(codesOf(made)[0]);
          }
        expect(await violations(database.store)).toEqual([]);
      }
      expect([await open('fund/elsewhere'), await open(ALONE)]).toEqual([[], []]);
    }),
    { numRuns: 6 },
  );
}, 120_000);
