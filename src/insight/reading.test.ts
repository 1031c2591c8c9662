import { fc } from '#testing/chance';
import { freshDatabase } from '#testing/database';
import { beforeEach, expect, test } from 'vitest';
import { seeded } from '#base';
import type { Services } from '#joint';
import { sql } from '#store';
import { act } from './acts.testing.ts';
import { diabetes, ELM, footCheck, hba1c, patient, type TestInsight, testInsight } from './insight.testing.ts';
import { projections } from './projections.ts';
import { readAnew } from './reading.ts';

let made: TestInsight;

beforeEach(async () => {
  const { store, drop } = await freshDatabase();
  made = await testInsight(store);
  return async () => {
    await made.stop();
    await drop();
  };
});

/** Every row that is kept of resources, a table each. */
async function kept(): Promise<readonly (readonly string[])[]> {
  const rows = projections.map(({ table }) =>
    made.services.store.all<{ readonly row: string }>(
      sql`select row_to_json(t)::text as row from ${sql.raw(table)} t order by 1`,
    ),
  );
  return (await Promise.all(rows)).map((all) => all.map(({ row }) => row));
}

const forget = () => made.services.store.run(sql`update insight_run set facts = 'of another version'`);

/** The record page by page of so few, which breaks off before a page. */
function repository(limit: number, breaksBefore = Infinity): Services['repository'] {
  let pages = 0;
  return (access) => {
    const bound = made.services.repository(access);
    return {
      ...bound,
      sweep: async (request) => {
        pages += 1;
        if (pages >= breaksBefore) throw new Error('killed');
        return bound.sweep({ ...request, limit });
      },
    };
  };
}

const reading = (limit: number, breaksBefore?: number) =>
  readAnew({ ...made.services, repository: repository(limit, breaksBefore) });

test('what is read anew is what was kept with the writes, whatever was written', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer(), fc.integer({ min: 1, max: 40 }), async (seed, limit) => {
      const random = seeded(seed);
      const present = new Set<string>();
      for (let n = 0; n < 25; n += 1) await act({ made, random, present, people: 6, passing: 0 });
      const before = await kept();
      await forget();
      expect(await reading(limit)).toBeGreaterThan(0);
      expect(await kept()).toEqual(before);
    }),
    { numRuns: 6 },
  );
});

test('a reading that was cut short goes on where it was, with what was written since', async () => {
  for (let n = 0; n < 12; n += 1) {
    await made.put(ELM, patient(`p${n}`, ELM, { gender: 'female' }));
    await made.put(ELM, diabetes(`d${n}`, `p${n}`));
    await made.put(ELM, hba1c(`h${n}`, `p${n}`, '2026-03-01'));
  }
  await made.services.store.run(sql`update insight_fact set value = 7`);
  await forget();
  await expect(reading(5, 6)).rejects.toThrow('killed');
  const { store } = made.services;
  const under = await store.first<{ readonly facts: string; readonly read_to: unknown }>(
    sql`select facts, read_to from insight_run`,
  );
  expect(under?.facts).toMatch(/^reading /);
  // People of this test lie in both halves.
  expect(under?.read_to).toEqual([
    { bkt: expect.any(Number), type: expect.any(String), id: expect.any(String) },
    expect.anything(),
  ]);
  // Some of these lie before the place, some behind it.
  for (let n = 0; n < 12; n += 1) {
    await made.put(ELM, hba1c(`h${n}`, `p${n}`, '2026-04-01', 60));
    await made.put(ELM, footCheck(`f${n}`, `p${n}`, '2026-04-01'));
  }
  const whole = await store.first<{ readonly count: number }>(
    sql`select count(*)::int as count from resource where typ <> 0`,
  );
  const rest = await reading(5);
  expect(rest).toBeGreaterThan(0);
  expect(rest).toBeLessThan((whole?.count ?? 0) - 5);
  const resumed = await kept();
  await forget();
  await reading(500);
  expect(resumed).toEqual(await kept());
  expect(await readAnew(made.services)).toBe(0);
});

test('another version of the program that read meanwhile is not gone on from', async () => {
  await made.put(ELM, patient('p1', ELM));
  await made.put(ELM, diabetes('d1', 'p1'));
  const before = await kept();
  await forget();
  await expect(reading(1, 4)).rejects.toThrow('killed');
  await made.services.store.run(sql`update insight_run set facts = 'reading by another version'`);
  await reading(500);
  expect(await kept()).toEqual(before);
});
