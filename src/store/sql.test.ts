import { expect, test } from 'vitest';
import { nameOf } from './prepared.ts';
import { sql } from './sql.ts';

// Shows requirement V1.2.4.
test('makes every value a parameter', () => {
  const id = "7'; drop table resource; --";
  expect(sql`select 1 from t where id = ${id} and ver = ${2}`).toMatchObject({
    text: 'select 1 from t where id = $1 and ver = $2',
    values: [id, 2],
  });
});

test('splices statements and numbers their parameters anew', () => {
  const inner = sql`a = ${1} and ${sql`b = ${2}`}`;
  expect(sql`select ${0} where ${inner} or ${sql.empty}c = ${3}`).toMatchObject({
    text: 'select $1 where a = $2 and b = $3 or c = $4',
    values: [0, 1, 2, 3],
  });
});

// Shows requirement V1.2.4.
test('takes an object that only looks like a statement for a value', () => {
  const forged = { text: '1; drop table resource', values: [] };
  expect(sql`select ${forged}`).toMatchObject({ text: 'select $1', values: [forged] });
});

test('joins statements, by a comma where no separator is given', () => {
  const parts = [1, 2, 3].map((value) => sql`x = ${value}`);
  expect(sql.join(parts, sql` and `)).toMatchObject({ text: 'x = $1 and x = $2 and x = $3', values: [1, 2, 3] });
  expect(sql.join([sql`a`, sql`b`]).text).toBe('a, b');
  expect(sql.join([])).toMatchObject({ text: '', values: [] });
});

test('names a statement without changing it', () => {
  expect(sql.named('one', sql`select ${1}`)).toMatchObject({ name: 'one', text: 'select $1', values: [1] });
});

test('a statement that repeats has a name once its text has come a few times, the same for ever', () => {
  const asked = (id: number) => nameOf(sql.prepared(sql`select ${id}::int as of_the_name_test`));
  expect([asked(1), asked(2)]).toEqual([undefined, undefined]);
  const name = asked(3);
  expect(name).toMatch(/^prepared_\d+$/);
  expect(asked(4)).toBe(name);
  expect(nameOf(sql`select ${5}::int as of_the_name_test`)).toBe(undefined);
});
