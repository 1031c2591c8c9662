import { typeNumber, parseSearch } from '#fhir';
import { type Reader, type Store, sql } from '#store';
import { testStore } from '#testing/database';
import { beforeAll, describe, expect, test } from 'vitest';
import { identBucket, compartmentOf } from '../place/compartment.ts';
import { UNITS, unitText } from '../index-rows/term.ts';
import { parameterNumber, tokenHash } from '../place/hash.ts';
import { NOW, NURSE, SYSTEM, TEAM } from './searched.testing.ts';
import { resolvedFor } from './resolve.ts';
import { sortedRows } from './sorted.ts';
import { countStatement, pageStatement } from './statement.ts';

/** People, each with one Patient and 40 Observations of one common code and many rare ones. */
const PEOPLE = 500;
const PER_PERSON = 40;
let store: Store;

beforeAll(async () => {
  store = await testStore();
  const [observation, patient] = ['Observation', 'Patient'].map(typeNumber);
  const people = Array.from({ length: PEOPLE }, (_, index) => compartmentOf(`Patient/p${index}`));
  await store.write(async (write) => {
    await write.run(sql`create temp table person on commit drop as select n - 1 as n, bkt, cmp
      from unnest(${people.map(({ bkt }) => bkt)}::smallint[], ${people.map(({ cmp }) => cmp)}::bigint[]) with ordinality p(bkt, cmp, n)`);
    await write.run(sql`insert into resource
      select bkt, ${patient}, 'p' || n, 1, cmp, 1, 1, 1, 0, 1, '-infinity', '-infinity', ${new Date(NOW)},
        array[hashtextextended('Patient.gender=' || case n % 2 when 0 then 'male' else 'female' end, 0)],
        array[${parameterNumber('Patient', 'gender')}::int], '{}' from person`);
    await write.run(
      sql`insert into word select ${parameterNumber('Patient', 'family')}, 'name' || n, bkt, ${patient}, 'p' || n from person`,
    );
    await write.run(
      sql`insert into ident select case n when 7 then ${identBucket('urn:a', '7')}::int else n % 99 end, 'urn:a', n::text, bkt, ${patient}, 'p' || n from person`,
    );
    await write.run(
      sql`insert into range select ${parameterNumber('Patient', 'birthdate')}, 0, n * 1e9, n * 1e9 + 864e5, bkt, ${patient}, 'p' || n from person`,
    );
    const at = sql`timestamptz '2020-01-01' + (n * ${PER_PERSON}::int + k) * interval '1 minute'`;
    const codes = sql`array[hashtextextended('Observation.code=' || case when k < 20 then 'common' else 'rare' || (n + k) end, 0),
      hashtextextended('Observation.subject=Patient/p' || n, 0), hashtextextended('Observation.status=final', 0)]`;
    await write.run(sql`insert into resource
      select bkt, ${observation}, 'o' || n || '-' || k, 1, cmp, 1 + k % 2, 1, 5, 0, 1, ${at}, ${at} + interval '1 day',
        ${new Date(NOW)}::timestamptz + k * interval '1 second', ${codes}, '{}', repeat('x', 300)
      from person cross join generate_series(1, ${PER_PERSON}::int) k`);
    await write.run(sql`insert into posting
      select (${codes})[1], ${at}, bkt, ${observation}, 'o' || n || '-' || k, cmp, 1 + k % 2, 1, 5, 0
      from person cross join generate_series(1, ${PER_PERSON}::int) k`);
    const unit = unitText({ system: 'http://unitsofmeasure.org', code: 'mg' });
    await write.run(sql`insert into term values (${UNITS}, ${unit})`);
    await write.run(sql`insert into range select ${parameterNumber('Observation', 'value-quantity')},
      ${tokenHash('Observation', 'value-quantity', unit)}::bigint, n + k / 100.0, n + k / 100.0, bkt, ${observation}, 'o' || n || '-' || k
      from person cross join generate_series(1, ${PER_PERSON}::int) k`);
    await write.run(sql`insert into access (viewer, purpose, bkt, cmp, rel)
      select v, 0, bkt, cmp, ${TEAM}::int from person cross join unnest(array[${NURSE.viewer}::int, 5, 6]) v where n % 10 > 0 or v > 5`);
  });
  for (const table of ['resource', 'posting', 'word', 'range', 'ident', 'access'])
    await store.run(sql`vacuum analyze ${sql.raw(table)}`);
}, 120_000);

const BIG = /Seq Scan on (resource|posting|word|range|ident|access|history|member|locator)\b/;

type Asked = readonly (readonly [name: string, value: string])[];

async function planOf(
  type: string,
  parameters: Asked,
  options: { access: typeof NURSE; kind?: string; count?: boolean; many?: boolean; compartment?: string },
) {
  const parsed = parseSearch(type, parameters, 'strict');
  if (!parsed.ok) throw new Error(JSON.stringify(parsed));
  const { compartment, access } = options;
  const asking = { access, now: new Date(NOW), secret: '' };
  const resolved = await resolvedFor(store, asking, parsed.value);
  if (!resolved.ok) throw new Error(JSON.stringify(resolved));
  const question = {
    ast: parsed.value,
    resolved: options.many ? { ...resolved.value, links: new Map() } : resolved.value,
    ...(compartment === undefined ? {} : { compartment }),
  };
  const statement = options.count ? countStatement(question, asking) : pageStatement(question, asking, { limit: 21 });
  const lines = await store.all<{ 'QUERY PLAN': string }>(sql`explain (analyze, timing off, summary off) ${statement}`);
  return lines.map((line) => line['QUERY PLAN']).join('\n');
}

type Planned = {
  readonly kind: string;
  readonly index: RegExp;
  readonly type: string;
  readonly parameters: Asked;
  readonly compartment?: string;
};

const plans: readonly Planned[] = [
  {
    kind: 'one person and a code',
    index: /resource_compartment/,
    type: 'Observation',
    parameters: [
      ['patient', 'Patient/p3'],
      ['code', 'common'],
    ],
  },
  {
    kind: 'one person, sorted by date',
    index: /resource_compartment/,
    type: 'Observation',
    parameters: [
      ['subject', 'Patient/p3'],
      ['_sort', '-date'],
    ],
  },
  {
    kind: 'several people',
    index: /resource_compartment/,
    type: 'Observation',
    parameters: [['patient', 'Patient/p3,Patient/p4']],
  },
  {
    kind: 'a compartment',
    index: /resource_compartment/,
    type: 'Observation',
    parameters: [],
    compartment: 'Patient/p3',
  },
  { kind: 'an identifier', index: /ident_pkey/, type: 'Patient', parameters: [['identifier', 'urn:a|7']] },
  { kind: 'ids', index: /resource_pkey/, type: 'Patient', parameters: [['_id', 'p1,p2,p3']] },
  { kind: 'a common code, newest first', index: /posting_page/, type: 'Observation', parameters: [['code', 'common']] },
  {
    kind: 'a common code in a period',
    index: /posting_page/,
    type: 'Observation',
    parameters: [
      ['code', 'common'],
      ['date', 'ge2020-01-03'],
    ],
  },
  { kind: 'a rare code', index: /posting_page|resource_tokens/, type: 'Observation', parameters: [['code', 'rare30']] },
  { kind: 'rare codes', index: /resource_tokens/, type: 'Observation', parameters: [['code', 'rare30,rare31']] },
  { kind: 'a name', index: /word_value/, type: 'Patient', parameters: [['family', 'name12']] },
  { kind: 'a birth date', index: /range_low|range_high/, type: 'Patient', parameters: [['birthdate', '1970-02']] },
  { kind: 'a period', index: /resource_at/, type: 'Observation', parameters: [['date', 'ge2020-01-14']] },
  { kind: 'everything of a type', index: /resource_at/, type: 'Observation', parameters: [] },
  {
    kind: 'the latest changes',
    index: /resource_updated/,
    type: 'Observation',
    parameters: [['_sort', '-_lastUpdated']],
  },
  {
    kind: 'the earliest changes',
    index: /resource_updated/,
    type: 'Observation',
    parameters: [['_sort', '_lastUpdated']],
  },
  {
    kind: 'a chain to a few people',
    index: /resource_(compartment|pkey)/,
    type: 'Observation',
    parameters: [['patient.family', 'name12']],
  },
  {
    kind: 'people who have a rare code',
    index: /resource_pkey/,
    type: 'Patient',
    parameters: [['_has:Observation:subject:code', 'rare30']],
  },
];

describe.each([
  ['a system', SYSTEM],
  ['a nurse', NURSE],
])('for %s', (_, access) => {
  test.each(plans)('$kind: a page is served by an index', async ({ index, type, parameters, ...rest }) => {
    const plan = await planOf(type, parameters, { access, ...rest });
    expect(plan).toMatch(index);
    expect(plan).not.toMatch(BIG);
  });

  test('a page of a common code reads little more than the page', async () => {
    const plan = await planOf('Observation', [['code', 'common']], { access });
    const fetched = [...plan.matchAll(/posting_page.*?actual rows=([\d.]+) loops=(\d+)/g)].map(
      ([, rows, loops]) => Number(rows) * Number(loops),
    );
    expect(fetched.length).toBe(1);
    expect(fetched[0]).toBeLessThan(80);
  });
});

test.each([
  ['Observation', [['patient.gender', 'male']], /resource_at/],
  [
    'Observation',
    [
      ['code', 'common'],
      ['patient.gender', 'male'],
    ],
    /posting_page/,
  ],
  ['Patient', [['_has:Observation:subject:code', 'common']], /resource_at/],
] as const)('%s?%s: where many are gone by, its rows are asked in order', async (type, parameters, index) => {
  const plan = await planOf(
    type,
    parameters.map(([name, value]) => [name, value] as const),
    { access: NURSE, many: true },
  );
  expect(plan).toMatch(index);
  expect(plan).toMatch(/SubPlan/);
  expect(plan).not.toMatch(BIG);
});

test('a total of a common code is counted off its postings', async () => {
  const plan = await planOf('Observation', [['code', 'common']], { access: SYSTEM, count: true });
  expect(plan).toMatch(/posting_page/);
  expect(plan).not.toMatch(/ on resource/);
});

test.each([SYSTEM, NURSE])(
  'a page of 20,000 in the order of an amount reads little more than the page',
  async (access) => {
    const parsed = parseSearch('Observation', [['_sort', '-value-quantity']], 'strict');
    if (!parsed.ok) throw new Error(JSON.stringify(parsed));
    const asking = { access, now: new Date(NOW), secret: '' };
    const question = { ast: parsed.value, resolved: { links: new Map(), meanings: new Map() } };
    const plans: string[] = [];
    const all: Reader['all'] = async (statement) => {
      if (statement.text.includes('lateral (select')) {
        const lines = await store.all<{ 'QUERY PLAN': string }>(
          sql`explain (analyze, timing off, summary off) ${statement}`,
        );
        plans.push(lines.map((line) => line['QUERY PLAN']).join('\n'));
      }
      return store.all(statement);
    };
    const page = await sortedRows({ ...store, all }, asking, { question, limit: 21, cursor: undefined });
    expect(page).toMatchObject({ ok: true, value: { length: 21 } });
    const [plan = ''] = plans;
    const read = [...plan.matchAll(/Index Scan.* using range_low.*?actual rows=([\d.]+) loops=(\d+)/g)].map(
      ([, rows, loops]) => Number(rows) * Number(loops),
    );
    expect(read).toHaveLength(1);
    expect(read[0]).toBeLessThan(100);
    expect(plan).not.toMatch(BIG);
  },
);
