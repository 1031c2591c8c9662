import { fc } from '#testing/chance';
import { beforeAll, expect, test } from 'vitest';
import { freshDatabase } from '#testing/database';
import { copyRow, sql, type Store, Timeout } from './index.ts';
import { openStore } from './postgres.ts';

// The same for every engine: this file runs on the embedded one, and on a server where TEST_DATABASE_URL gives one.
let store: Store;
let url: string;

beforeAll(async () => {
  ({ store, url } = await freshDatabase([]));
  await store.run(sql`create table kept (id int primary key, note text)`);
});

const ids = async (): Promise<readonly number[]> =>
  (await store.all<{ id: number }>(sql`select id from kept order by id`)).map(({ id }) => id);

test('reads bigints as text, days as days and instants as dates', async () => {
  const row =
    await store.first(sql`select 9007199254740993::bigint as big, array[1, 2]::bigint[] as bigs, array[1, 2]::int[] as ints,
    '2025-02-28'::date as day, '2025-02-28T10:00:00+02'::timestamptz as at, 1.50::numeric as exact, null::text as none`);
  expect(row).toEqual({
    big: '9007199254740993',
    bigs: ['1', '2'],
    ints: [1, 2],
    day: '2025-02-28',
    at: new Date('2025-02-28T08:00:00Z'),
    exact: '1.50',
    none: null,
  });
});

test('passes arrays, dates, nulls and text with quotes as parameters', async () => {
  const texts = ['a', 'b "c"', "d'e", 'f\\g', '{h,i}', null];
  const at = new Date('2025-01-02T03:04:05.678Z');
  const row =
    await store.first(sql`select ${texts}::text[] as texts, ${[1n, 2n ** 62n]}::bigint[] as bigs, ${at}::timestamptz as at,
    ${undefined}::text as none`);
  expect(row).toEqual({ texts, bigs: ['1', String(2n ** 62n)], at, none: null });
});

test('keeps all of a transaction when its work is done', async () => {
  const answer = await store.write(async (transaction) => {
    await transaction.run(sql`insert into kept values (1, 'a')`);
    return transaction.run(sql`insert into kept values (2, 'b'), (3, 'c')`);
  });
  expect(answer).toBe(2);
  expect(await ids()).toEqual([1, 2, 3]);
});

// Shows requirement V16.5.3.
test('keeps nothing of a transaction whose work throws', async () => {
  const work = store.write(async (transaction) => {
    await transaction.run(sql`insert into kept values (10, 'a')`);
    throw new Error('changed my mind');
  });
  await expect(work).rejects.toThrow('changed my mind');
  expect(await ids()).not.toContain(10);
});

test('keeps nothing of a transaction that is refused, and answers the refusal', async () => {
  const refusal = { ok: false, refusals: [{ code: 'test.refused', type: 'business-rule', text: 'no' }] };
  const answer = await store.write(async (transaction) => {
    await transaction.run(sql`insert into kept values (11, 'a')`);
    return refusal;
  });
  expect(answer).toBe(refusal);
  expect(await ids()).not.toContain(11);
});

test('never calls a transaction done in which a statement failed and nobody looked', async () => {
  const work = store.write(async (transaction) => {
    await transaction.run(sql`insert into kept values (12, 'a')`);
    await transaction.run(sql`insert into kept values (12, 'again')`).catch(() => undefined);
  });
  await expect(work).rejects.toThrow('not committed');
  expect(await ids()).not.toContain(12);
});

test('refuses a statement after the end of its transaction', async () => {
  const late = await store.write(async (transaction) => ({ transaction }));
  await expect(late.transaction.run(sql`insert into kept values (13, 'a')`)).rejects.toThrow('after the end');
});

test('gives the connection back whatever happens', async () => {
  for (let turn = 0; turn < 40; turn += 1) {
    await store.write(async (transaction) => transaction.run(sql`select 1 / 0`)).catch(() => undefined);
  }
  expect(await store.first(sql`select 1 as one`)).toEqual({ one: 1 });
});

test('leaves mistakes of ours as they are', async () => {
  await expect(store.all(sql`select * from nowhere`)).rejects.toMatchObject({ code: '42P01' });
});

test('gives up a statement that runs too long', async () => {
  const hasty = await openStore({ url, statementTimeoutMs: 50 });
  await expect(hasty.all(sql`select pg_sleep(5)`)).rejects.toBeInstanceOf(Timeout);
  expect(await hasty.first(sql`select 1 as one`)).toEqual({ one: 1 });
  await hasty.close();
});

test('prepares a named statement once', async () => {
  const ask = (value: number) => store.first(sql.named('twice', sql`select ${value}::int * 2 as twice`));
  expect(await Promise.all([ask(1), ask(2), ask(3)])).toEqual([{ twice: 2 }, { twice: 4 }, { twice: 6 }]);
});

test('runs many statements of one transaction side by side', async () => {
  const found = await store.write((transaction) =>
    Promise.all([1, 2, 3].map((value) => transaction.first(sql.named('same', sql`select ${value}::int as value`)))),
  );
  expect(found).toEqual([{ value: 1 }, { value: 2 }, { value: 3 }]);
});

test('refuses a server that may lose what it acknowledged', async () => {
  const lax = `${url}${url.includes('?') ? '&' : '?'}options=${encodeURIComponent('-c synchronous_commit=off')}`;
  await expect(openStore({ url: lax })).rejects.toThrow('synchronous_commit is off');
  const accepted = await openStore({ url: lax, acceptDataLoss: true });
  await accepted.close();
});

test('copies rows as they are, whatever characters they hold', async () => {
  await store.run(
    sql`create table copied (n int, note text, value float8, on_day date, at timestamptz, yes boolean, names text[])`,
  );
  const into = sql`copied (n, note, value, on_day, at, yes, names)`;
  const at = new Date('2025-01-02T03:04:05.678Z');
  // NUL is no character of PostgreSQL.
  const text = fc.string({ unit: 'binary' }).map((one) => one.replaceAll('\0', ''));
  const odd = ['', '\\.', '\\N', 'NULL', '{}', 'a\tb\nc\r\\d', '"e"', "f'g", 'h,i'].map((one) => fc.constant(one));
  const word = fc.oneof(text, ...odd);
  const value = fc.double({ noNaN: true }).map((one) => (one === 0 ? 0 : one));
  const row = fc.tuple(fc.integer({ min: 0, max: 9 }), fc.option(word), value, fc.array(word));
  await fc.assert(
    fc.asyncProperty(fc.array(row, { maxLength: 20 }), async (rows) => {
      const lines = rows.map(([n, note, value, names]) => copyRow([n, note, value, '2025-02-28', at, n > 4, names]));
      const back = await store.write(async (transaction) => {
        await transaction.run(sql`delete from copied`);
        expect(await transaction.copy(into, lines.join(''))).toBe(rows.length);
        return transaction.all(sql`select * from copied order by ctid`);
      });
      const kept = rows.map(([n, note, value, names]) => ({
        n,
        note,
        value,
        on_day: '2025-02-28',
        at,
        yes: n > 4,
        names,
      }));
      expect(back).toEqual(kept);
    }),
    { numRuns: 15 },
  );
});

test('keeps nothing of a copy that fails, and goes on', async () => {
  const rows = copyRow([20, 'a']) + copyRow(['no number', 'b']);
  const work = store.write(async (transaction) => {
    await transaction.run(sql`insert into kept values (19, 'a')`);
    await transaction.copy(sql`kept (id, note)`, rows);
  });
  await expect(work).rejects.toThrow('invalid input syntax');
  expect(await ids()).not.toContain(19);
  await store.write((transaction) => transaction.copy(sql`kept (id, note)`, copyRow([20, null])));
  expect(await ids()).toContain(20);
});

test('keeps a plan of every statement where that is asked for, in transactions and out of them', async () => {
  const keeping = await openStore({ url, max: 1, acceptDataLoss: true, keepsPlans: true });
  const ask = (id: number) => sql`select ${id}::int as of_the_kept_plans`;
  expect(await keeping.first(ask(1))).toEqual({ of_the_kept_plans: 1 });
  expect(await keeping.write((transaction) => transaction.first(ask(2)))).toEqual({ of_the_kept_plans: 2 });
  expect(await keeping.first(sql.named('own', sql`select ${3}::int as named_so`))).toEqual({ named_so: 3 });
  const kept = await keeping.all(sql`
    select name, (generic_plans + custom_plans)::int as times from pg_prepared_statements
    where statement like '%of_the_kept_plans%' and statement not like '%pg_prepared%' or name = 'own' order by times desc`);
  await keeping.close();
  expect(kept).toEqual([
    { name: expect.stringMatching(/^every_\d+$/), times: 2 },
    { name: 'own', times: 1 },
  ]);
});
