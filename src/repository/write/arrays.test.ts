import { testStore } from '#testing/database';
import { fc } from '#testing/chance';
import { beforeAll, expect, test } from 'vitest';
import { type Store, sql } from '#store';
import { columnValues, insertOf, rowsOf } from './arrays.ts';

let store: Store;

const COLUMNS = [
  { name: 'small', type: 'smallint' },
  { name: 'whole', type: 'int' },
  { name: 'big', type: 'bigint' },
  { name: 'half', type: 'double precision' },
  { name: 'plain', type: 'text' },
  { name: 'sure', type: 'boolean' },
  { name: 'day', type: 'date' },
  { name: 'instant', type: 'timestamptz' },
  { name: 'bigs', type: 'bigint[]' },
  { name: 'wholes', type: 'int[]' },
  { name: 'texts', type: 'text[]' },
  { name: 'exact', type: 'numeric' },
];

const listed = (
  columns: readonly { readonly name: string; readonly type: string }[],
  rows: readonly (readonly unknown[])[],
) =>
  rowsOf(
    'test_row',
    columns.map((column, place) => ({ ...column, of: (row: readonly unknown[]) => row[place] })),
    rows,
  );

beforeAll(async () => {
  store = await testStore();
  const columns = COLUMNS.map(({ name, type }) => `${name} ${type}`).join(', ');
  await store.run(sql`create table test_row (place int, ${sql.raw(columns)})`);
});

test('every type comes back as it went in', async () => {
  const none = (of: fc.Arbitrary<unknown>) => fc.option(of);
  const text = fc.string({ unit: 'grapheme' }).map((each) => each.replaceAll('\0', ' '));
  const big = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(String);
  const whole = fc.integer();
  const instant = fc.integer({ min: -62_135_596_800_000, max: 253_402_300_799_999 }).map((ms) => new Date(ms));
  const day = fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true });
  const row = fc.tuple(
    ...[fc.integer({ min: -32_768, max: 32_767 }), whole, big, fc.double({ noNaN: true }), text, fc.boolean()].map(
      none,
    ),
    none(day.map((each) => each.toISOString().slice(0, 10))),
    ...[instant, fc.array(big), fc.array(whole), fc.array(text), fc.constantFrom('0.10', '-12.5')].map(none),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 6 }), async (rows) => {
      await store.run(sql`truncate test_row`);
      const columns = [{ name: 'place', type: 'int' }, ...COLUMNS];
      await store.run(
        insertOf(
          listed(
            columns,
            rows.map((each, place) => [place, ...each]),
          ),
        ),
      );
      const names = sql.raw(COLUMNS.map(({ name }) => name).join(', '));
      const found = await store.all<Record<string, unknown>>(sql`select ${names} from test_row order by place`);
      expect(found.map((each) => Object.values(each))).toEqual(rows);
    }),
    { numRuns: 60 },
  );
});

test('open ends, and instants as text, as numbers and as dates', async () => {
  const values = ['infinity', '-infinity', Number.POSITIVE_INFINITY, '2026-03-01T00:00:00.123Z', 0, new Date(-1)];
  await store.run(sql`truncate test_row`);
  const columns = [{ name: 'instant', type: 'timestamptz' }];
  await store.run(
    insertOf(
      listed(
        columns,
        values.map((value) => [value]),
      ),
    ),
  );
  const found = await store.all<{ instant: string }>(sql`select instant::text from test_row`);
  expect(found.map(({ instant }) => instant)).toEqual([
    'infinity',
    '-infinity',
    'infinity',
    '2026-03-01 00:00:00.123+00',
    '1970-01-01 00:00:00+00',
    '1969-12-31 23:59:59.999+00',
  ]);
});

test('a zero character, which PostgreSQL takes nowhere, is a blank', async () => {
  await store.run(sql`truncate test_row`);
  await store.run(insertOf(listed([{ name: 'plain', type: 'text' }], [['a\0b']])));
  expect(await store.all(sql`select plain from test_row`)).toEqual([{ plain: 'a b' }]);
});

test('texts longer than the buffer are whole', () => {
  const long = 'é'.repeat(700_000);
  const [value] = columnValues(listed([{ name: 'plain', type: 'text' }], [[long], [long]]));
  expect(value?.length).toBe(20 + 2 * (4 + 1_400_000));
});

test('what is no day and no instant is refused', () => {
  const insert = (type: string) => () => columnValues(listed([{ name: 'a', type }], [['soon']]));
  expect(insert('date')).toThrow('soon');
  expect(insert('timestamptz')).toThrow('soon');
});
