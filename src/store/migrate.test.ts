import { expect, test } from 'vitest';
import { freshDatabase } from '#testing/database';
import { migrate, type Migration, sql } from './index.ts';

const tables: Migration = { name: '0001-tables', sql: 'create table one (id int); create table two (id int);' };
const more: Migration = { name: '0002-more', sql: 'alter table one add column note text;' };

test('applies each migration once, in order', async () => {
  const { store } = await freshDatabase([]);
  expect(await migrate(store, [tables])).toEqual(['0001-tables']);
  expect(await migrate(store, [tables, more])).toEqual(['0002-more']);
  expect(await migrate(store, [tables, more])).toEqual([]);
  expect(await store.all(sql`select note from one`)).toEqual([]);
});

test('applies each migration once when programs start together', async () => {
  const { store } = await freshDatabase([]);
  const answers = await Promise.all([1, 2, 3, 4].map(() => migrate(store, [tables, more])));
  expect(answers.flat().sort()).toEqual(['0001-tables', '0002-more']);
});

test('throws where an applied migration was edited, and changes nothing', async () => {
  const { store } = await freshDatabase([]);
  await migrate(store, [tables]);
  const edited = { ...tables, sql: `${tables.sql} create table three (id int);` };
  await expect(migrate(store, [edited, more])).rejects.toThrow('0001-tables was edited');
  expect(await store.all(sql`select name from schema_migration`)).toEqual([{ name: '0001-tables' }]);
});

test('leaves nothing of a migration that fails, and keeps those before it', async () => {
  const { store } = await freshDatabase([]);
  const broken: Migration = { name: '0002-broken', sql: 'create table three (id int); select 1 / 0;' };
  await expect(migrate(store, [tables, broken])).rejects.toThrow('division by zero');
  expect(await store.first(sql`select to_regclass('three') as three, to_regclass('one')::text as one`)).toEqual({
    three: null,
    one: 'one',
  });
});
