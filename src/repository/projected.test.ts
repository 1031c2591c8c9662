import { freshDatabase } from '#testing/database';
import { beforeEach, expect, test } from 'vitest';
import { type Store, sql } from '#store';
import { type Opened, openForTest } from './open.testing.ts';
import type { BearingPlace, Place } from './ports.ts';
import { compartmentOf } from './place/compartment.ts';

const SYSTEM = 'https://codes.example.org';
const ASKED = { types: ['Observation', 'Procedure'], codes: [{ system: SYSTEM, code: 'A1' }] };

let store: Store;
let opened: Opened;
/** What the projection makes of a resource now: a joint that reads otherwise than before. */
let word = 'before';

beforeEach(async () => {
  const { store: fresh, drop } = await freshDatabase();
  store = fresh;
  word = 'before';
  await store.run(
    sql`create table test_word (bkt smallint, typ smallint, id text, cmp bigint, org int, word text, at date)`,
  );
  opened = openForTest(store, {
    projections: [
      {
        table: 'test_word',
        types: ['Observation'],
        columns: [
          { name: 'word', type: 'text' },
          { name: 'at', type: 'date' },
        ],
        rows: (resource, _learned, organization) =>
          resource['status'] === 'final' ? [[`${word} of ${organization}`, null]] : [],
      },
    ],
  });
  return drop;
});

type Wish = { readonly id: string; readonly of?: string; readonly code?: string; readonly system?: string | null };

async function put({ id, of = 'p1', code = 'A1', system = SYSTEM }: Wish, more: object = {}): Promise<void> {
  const bound = opened.bind(await opened.system());
  const coding = [{ ...(system === null ? {} : { system }), code }];
  const resource = { resourceType: 'Observation', id, status: 'final', code: { coding }, ...more };
  const written = await bound.update(
    'Observation',
    id,
    JSON.stringify({ ...resource, subject: { reference: `Patient/${of}` } }),
  );
  expect(written.ok).toBe(true);
}

async function everyBearing(limit: number): Promise<readonly string[]> {
  const found: Place[] = [];
  let after: BearingPlace | undefined;
  do {
    const page = await opened.projected.bearing(store, { ...ASKED, after, limit });
    expect(page.places.length).toBeLessThanOrEqual(limit);
    found.push(...page.places);
    after = page.after;
  } while (after !== undefined);
  return found.map(({ type, id }) => `${type}/${id}`);
}

test('finds all that bear a code, page by page, each once, those of one day and those without one too', async () => {
  const days = ['2026-03-01', '2026-03-01', '2026-03-01', '2026-04-01', undefined, undefined];
  for (const [n, day] of days.entries())
    await put({ id: `o${n}`, of: `p${n}` }, day === undefined ? {} : { effectiveDateTime: day });
  await put({ id: 'other', code: 'B2' });
  await put({ id: 'elsewhere', system: 'https://other.example.org' });
  const all = days.map((_, n) => `Observation/o${n}`);
  for (const limit of [1, 2, 3, 100]) expect([...(await everyBearing(limit))].sort(), `${limit} a page`).toEqual(all);
  expect(await opened.projected.countBearing(store, ASKED)).toBe(days.length);
});

test('a code that is sent without a system is found by itself', async () => {
  await put({ id: 'bare', system: null });
  const { places } = await opened.projected.bearing(store, { ...ASKED, codes: [{ code: 'A1' }], limit: 10 });
  expect(places.map(({ id }) => id)).toEqual(['bare']);
});

test('of some resources, and of all in a compartment, tells those that bear a code', async () => {
  await put({ id: 'mine' });
  await put({ id: 'other', code: 'B2' });
  await put({ id: 'yours', of: 'p2' });
  const { places } = await opened.projected.bearing(store, {
    types: ['Observation'],
    codes: [{ code: 'B2' }],
    limit: 10,
  });
  const named = async (of: readonly Place[], compartments: readonly string[]) => {
    const among = { ...ASKED, of, compartments: compartments.map(compartmentOf) };
    return (await opened.projected.bearingAmong(store, among)).map(({ id }) => id);
  };
  expect(await named(places, [])).toEqual([]);
  expect(await named(places, ['Patient/p2'])).toEqual(['yours']);
  expect(await named([], ['Patient/p1'])).toEqual(['mine']);
});

test('makes rows what a write would make them now, tells of whom, and touches none that are right', async () => {
  await put({ id: 'o1' });
  await put({ id: 'o2', of: 'p2' }, { status: 'preliminary' });
  const words = () => store.all(sql`select id, word, org, at, xmin::text as written from test_word order by id`);
  const { places } = await opened.projected.bearing(store, { ...ASKED, limit: 10 });
  const anew = () => store.write((transaction) => opened.projected.anew(transaction, ['test_word'], places));
  const before = await words();
  expect(await anew()).toEqual([]);
  expect(await words(), 'the very rows').toEqual(before);
  word = 'after';
  expect(await anew()).toEqual([compartmentOf('Patient/p1')]);
  expect(await words()).toMatchObject([{ id: 'o1', word: 'after of 1', org: 1, at: null }]);
  await store.run(sql`insert into test_word select * from test_word`);
  expect(await anew(), 'a row too many').toHaveLength(1);
  expect(await words()).toHaveLength(1);
  expect(await store.write((transaction) => opened.projected.anew(transaction, ['elsewhere'], places))).toEqual([]);
});
