import { testStore } from '#testing/database';
import { day } from '#base';
import { sql, type Store } from '#store';
import { beforeAll, expect, test } from 'vitest';
import type { NewEntry } from './entry.ts';
import {
  codesOf,
  entry,
  PARTNERS,
  pledged,
  sharesIn,
  spent,
  TODAY,
  valueOf,
  violations,
  within,
} from './world.testing.ts';

const [BOARD, COUNCIL, TRUST] = PARTNERS;
let store: Store;
let pool = '';
let pools = 0;

beforeAll(async () => {
  store = await testStore();
});

const fresh = (): string => (pool = `fund/${(pools += 1)}`);
const post = (...entries: readonly NewEntry[]) => within(store, pool, (ledger) => ledger.post(entries));

test('what is ring-fenced is spent first, then everybody pays pro rata, to the penny', async () => {
  fresh();
  valueOf(
    await post(
      pledged('a', BOARD, 1_000n),
      pledged('b', COUNCIL, 500n),
      pledged('c', COUNCIL, 200n, { fence: 'home-care' }),
    ),
  );
  valueOf(await post(spent('d', 300n, { scheme: 'home-care' })));
  expect(await sharesIn(store, pool)).toEqual({ board: 933, council: 467 });
  valueOf(await post(spent('e', 100n, { scheme: 'foot-care' })));
  expect(await sharesIn(store, pool)).toEqual({ board: 866, council: 434 });
  expect(await violations(store)).toEqual([]);
});

test('money that is ring-fenced for something else is not there', async () => {
  fresh();
  valueOf(await post(pledged('a', BOARD, 100n), pledged('b', COUNCIL, 900n, { fence: 'home-care' })));
  const refused = await post(spent('c', 101n, { scheme: 'foot-care' }));
  expect(refused).toMatchObject({
    refusals: [{ code: 'money.no-money', text: expect.stringContaining('£1.00 is there for it') as string }],
  });
  expect(await sharesIn(store, pool)).toEqual({ board: 100, 'council for home-care': 900 });
});

test('care that was given is owed beyond the money there is: the overspend is nobody’s until it is shared', async () => {
  fresh();
  valueOf(await post(pledged('a', BOARD, 100n), spent('b', 130n, { overspends: true })));
  expect(await sharesIn(store, pool)).toEqual({ '': -30 });
  expect(await violations(store)).toEqual([]);
});

test('the same key is the same entry; another entry under it is refused', async () => {
  fresh();
  const first = valueOf(await post(pledged('a', BOARD, 100n)));
  expect(valueOf(await post(pledged('a', BOARD, 100n)))).toEqual(first);
  expect(codesOf(await post(pledged('a', BOARD, 101n)))).toEqual(['money.key-used']);
  expect(await sharesIn(store, pool)).toEqual({ board: 100 });
});

test('a promise keeps money apart, is posted in part, and frees the rest', async () => {
  fresh();
  const until = Date.parse('2026-07-01T00:00:00Z');
  valueOf(await post(pledged('a', BOARD, 60n), pledged('b', COUNCIL, 40n)));
  const [seq = ''] = valueOf(await post(spent('c', 80n, { pendingUntil: until })));
  expect(codesOf(await post(spent('d', 21n)))).toEqual(['money.no-money']);
  const ending = { key: 'keep c', effective: TODAY, words: 'kept' };
  const keep = (amount: bigint) => within(store, pool, (ledger) => ledger.keep(seq, { ...ending, amount }));
  expect(codesOf(await keep(81n))).toEqual(['money.more-than-promised']);
  valueOf(await keep(50n));
  expect(await sharesIn(store, pool)).toEqual({ board: 30, council: 20 });
  valueOf(await keep(50n));
  const again = await within(store, pool, (ledger) => ledger.release(seq, { ...ending, key: 'void c' }));
  expect(codesOf(again)).toEqual(['money.promise-ended']);
  valueOf(await post(spent('d', 50n)));
  expect(await violations(store)).toEqual([]);
});

test('a promise that is let go leaves everything as it was', async () => {
  fresh();
  valueOf(await post(pledged('a', BOARD, 60n)));
  const until = Date.parse('2026-07-01T00:00:00Z');
  const [seq = ''] = valueOf(await post(spent('b', 60n, { pendingUntil: until })));
  valueOf(
    await within(store, pool, (ledger) => ledger.release(seq, { key: 'no', effective: TODAY, words: 'not done' })),
  );
  valueOf(await post(spent('c', 60n)));
  expect(await violations(store)).toEqual([]);
});

test('what is given back goes to those from whom it was taken', async () => {
  fresh();
  valueOf(await post(pledged('a', BOARD, 100n), pledged('b', COUNCIL, 50n)));
  const [seq = ''] = valueOf(await post(spent('c', 90n)));
  valueOf(await post(pledged('d', BOARD, 1_000n)));
  const back = entry('e', 'charge', TODAY, [
    { account: { kind: 'due-to', party: TRUST, currency: 'GBP' }, minor: 31n },
    { account: { kind: 'fund', currency: 'GBP' }, minor: -31n, returns: seq },
  ]);
  valueOf(await post(back));
  expect(await sharesIn(store, pool)).toEqual({ board: 1_040 + 21, council: 20 + 10 });
  expect(await violations(store)).toEqual([]);
});

test('an entry is undone by its mirror, whose money it was included', async () => {
  fresh();
  valueOf(await post(pledged('a', BOARD, 100n), pledged('b', COUNCIL, 50n, { fence: 'home-care' })));
  const before = await sharesIn(store, pool);
  const [seq = ''] = valueOf(await post(spent('c', 90n, { scheme: 'home-care' })));
  const undo = () =>
    within(store, pool, (ledger) => ledger.reverse(seq, { key: 'undo', effective: TODAY, words: 'entered twice' }));
  expect(valueOf(await undo())).toBe(valueOf(await undo()));
  expect(await sharesIn(store, pool)).toEqual(before);
  expect(await violations(store)).toEqual([]);
});

test('an entry that does not balance is refused by name, and by the tables whatever code wrote it', async () => {
  fresh();
  const off = entry('a', 'journal', TODAY, [
    { account: { kind: 'bank', currency: 'GBP' }, minor: 2n },
    { account: { kind: 'due-from', party: BOARD, currency: 'GBP' }, minor: -1n },
  ]);
  expect(codesOf(await post(off))).toEqual(['money.unbalanced']);
  const [seq = ''] = valueOf(await post(pledged('b', BOARD, 100n)));
  const add = sql`insert into money_posting (entry, line, account, minor)
    select ${seq}::bigint, 9, id, 5 from money_account where pool = ${pool} and kind = 'due-from'`;
  await expect(store.write((transaction) => transaction.run(add))).rejects.toThrow(/is out by 5 GBP/);
  const edit = sql`update money_posting set minor = 7 where entry = ${seq}::bigint`;
  await expect(store.run(edit)).rejects.toThrow(/never edited/);
  const untraced = sql`insert into money_lineage values (${seq}::bigint, 2, 9, ${BOARD}, '', -5)`;
  await expect(store.write((transaction) => transaction.run(untraced))).rejects.toThrow(/lineage of entry/);
  const debt = sql`update money_share set posted = -1 where owner = ${BOARD}`;
  await expect(store.run(debt)).rejects.toThrow(/money_share/);
});

test('nothing is entered in a closed period, by this code or by any other', async () => {
  fresh();
  const [seq = ''] = valueOf(await post(pledged('a', BOARD, 100n, { on: day('2026-05-01') })));
  await store.run(sql`update money_pool set closed = '2026-05-31' where id = ${pool}`);
  expect(codesOf(await post(pledged('b', BOARD, 5n, { on: day('2026-05-31') })))).toEqual(['money.closed']);
  const late = { ...pledged('b', BOARD, 5n, { on: day('2026-06-01') }), about: day('2026-05-31') };
  valueOf(await post(late));
  const past = sql`insert into money_entry (seq, pool, key, hash, state, kind, effective, recorded, words, principal, by, organization)
    select nextval('money_entry_seq'), pool, 'x', '', 'void', kind, '2026-05-02', recorded, words, principal, by, organization
    from money_entry where seq = ${seq}::bigint`;
  await expect(store.run(past)).rejects.toThrow(/closed period/);
});

test('two at once spend the same money once', async () => {
  fresh();
  valueOf(await post(pledged('a', BOARD, 100n)));
  const all = await Promise.all(Array.from({ length: 8 }, (_, at) => post(spent(`s${at}`, 30n))));
  expect(all.filter(({ ok }) => ok).length).toBe(3);
  expect(await sharesIn(store, pool)).toEqual({ board: 10 });
  expect(await violations(store)).toEqual([]);
});
