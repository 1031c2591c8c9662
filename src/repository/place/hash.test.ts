import { RESOURCE_TYPES, parametersOf } from '#fhir';
import { sql } from '#store';
import { testStore } from '#testing/database';
import { fc } from '#testing/chance';
import { expect, test } from 'vitest';
import { hash64, parameterNumber } from './hash.ts';

test('is what PostgreSQL computes, for any text of any length', async () => {
  const store = await testStore();
  const text = fc.string({ unit: 'binary', maxLength: 60 }).map((one) => one.replaceAll('\u0000', ''));
  const texts = fc.sample(fc.oneof(text, fc.string({ unit: 'binary-ascii', maxLength: 40 })), 2_000);
  const plain = texts.map((one) => one.replaceAll('\u0000', ''));
  const all = [...plain, '', 'x'.repeat(5_000), 'Observation.subject=Patient/7', 'é€😀'.repeat(700)];
  const rows = await store.all<{ n: string; h: string }>(
    sql`select n, hashtextextended(t, 0)::text as h from unnest(${all}::text[]) with ordinality u(t, n) order by u.n`,
  );
  expect(rows.map(({ h }) => h)).toEqual(all.map(hash64));
});

test('gives every search parameter of every type a number of its own', () => {
  const names = RESOURCE_TYPES.flatMap((type) => parametersOf(type).map(({ code }) => [type, code] as const));
  expect(names.length).toBeGreaterThan(1_400);
  const numbers = new Set(names.map(([type, code]) => parameterNumber(type, code)));
  expect(numbers.size).toBe(new Set(names.map((name) => name.join('.'))).size);
});
