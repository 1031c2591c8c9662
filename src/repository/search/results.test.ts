import { seeded } from '#base';
import { type Include, parseSearch } from '#fhir';
import type { Repository, SearchPage } from '#repository';
import { type Store, sql } from '#store';
import { testStore } from '#testing/database';
import { beforeAll, describe, expect, test } from 'vitest';
import { compartmentOf } from '../place/compartment.ts';
import type { Item } from './oracle.testing.ts';
import { NOW, NURSE, type SearchedWorld, searchedWorld, SYSTEM } from './searched.testing.ts';
import { type Pair, randomSearch } from './searches.testing.ts';
import { PEOPLE } from './world.testing.ts';

let store: Store;
let made: SearchedWorld;
beforeAll(async () => {
  store = await testStore();
  made = await searchedWorld(store);
}, 120_000);

async function page(repository: Repository, type: string, ...parameters: readonly Pair[]): Promise<SearchPage> {
  const found = await repository.search({ type, parameters, handling: 'strict' });
  if (!found.ok) throw new Error(JSON.stringify(found));
  return found.value;
}

const refusalOf = async (repository: Repository, type: string, ...parameters: readonly Pair[]) => {
  const found = await repository.search({ type, parameters, handling: 'strict' });
  return found.ok ? undefined : found.refusals[0];
};

const keysOf = ({ entries }: SearchPage, mode: string): readonly string[] =>
  entries.filter((entry) => entry.mode === mode).map(({ resource: { type, id } }) => `${type}/${id}`);

describe('_include and _revinclude', () => {
  const followed = (include: Include, from: Item, to: Item): boolean =>
    include.type === from.type &&
    from.keys.references.some(
      ({ p, type, id }) =>
        type === to.type &&
        id === to.id &&
        (include.parameter === '*' || include.parameter === p) &&
        (include.target === undefined || include.target === to.type),
    );

  /** What comes along, told by a loop: everything first, then only what says iterate. */
  function alongWith(
    items: readonly Item[],
    matches: readonly string[],
    includes: Record<'to' | 'from', readonly Include[]>,
  ) {
    const key = ({ type, id }: Item): string => `${type}/${id}`;
    const met = new Set(matches);
    let sources = items.filter((item) => met.has(key(item)));
    for (let round = 0; round < 4; round += 1) {
      const open = (include: Include): boolean => round === 0 || include.iterate;
      const fresh = items.filter(
        (item) =>
          !met.has(key(item)) &&
          sources.some(
            (source) =>
              includes.to.some((include) => open(include) && followed(include, source, item)) ||
              includes.from.some((include) => open(include) && followed(include, item, source)),
          ),
      );
      for (const item of fresh) met.add(key(item));
      sources = fresh;
    }
    return [...met].filter((one) => !matches.includes(one));
  }

  test('bring along what a loop over the visible resources brings along, each once', async () => {
    const random = seeded(23);
    let brought = 0;
    for (let round = 0; round < 300; round += 1) {
      const { repository, items } =
        random() < 0.5
          ? { repository: made.system, items: made.everything }
          : { repository: made.nurse, items: made.shared };
      const { type, parameters } = randomSearch(random, true);
      const asked = parameters.filter(([name]) => name !== '_summary');
      const parsed = parseSearch(type, asked, 'strict');
      if (!parsed.ok) throw new Error(JSON.stringify([asked, parsed]));
      const found = await page(repository, type, ...asked);
      const included = keysOf(found, 'include');
      const { include, revinclude } = parsed.value;
      const wanted = alongWith(items, keysOf(found, 'match'), { to: include, from: revinclude });
      expect([...included].sort(), JSON.stringify([type, asked])).toEqual([...wanted].sort());
      brought += included.length;
    }
    expect(brought).toBeGreaterThan(200);
  }, 60_000);
});

describe('the place of the next page', () => {
  const first = (repository: Repository) => page(repository, 'Observation', ['_count', '2']);

  // Shows requirement V8.2.2.
  test('is refused where it was altered, or belongs to somebody else, or to another search', async () => {
    const { next = '' } = await first(made.nurse);
    expect(await refusalOf(made.nurse, 'Observation', ['_count', '2'], ['_page', next])).toBeUndefined();
    const other = made.repositories.bind({ ...NURSE, principal: 'account/8' });
    const refused = [
      await refusalOf(made.nurse, 'Observation', ['_count', '2'], ['_page', `A${next.slice(1)}`]),
      await refusalOf(made.nurse, 'Observation', ['_count', '2'], ['_page', next.replace('.', 'A.')]),
      await refusalOf(made.nurse, 'Observation', ['_count', '2'], ['_page', 'nonsense']),
      await refusalOf(made.nurse, 'Observation', ['_count', '3'], ['_page', next]),
      await refusalOf(made.nurse, 'Condition', ['_count', '2'], ['_page', next]),
      await refusalOf(other, 'Observation', ['_count', '2'], ['_page', next]),
      await refusalOf(made.system, 'Observation', ['_count', '2'], ['_page', next]),
    ];
    expect(refused.map((refusal) => refusal?.code)).toEqual(refused.map(() => 'search.page'));
  });

  test('shows what may be seen when it is followed, not when it was given', async () => {
    const asked = [
      ['_count', '1'],
      ['patient', 'Patient/p3,Patient/p4'],
    ] as const;
    const { next = '' } = await page(made.nurse, 'Observation', ...asked);
    const { bkt, cmp } = compartmentOf('Patient/p4');
    await store.run(
      sql`update access set until = ${new Date(NOW)} where viewer = ${NURSE.viewer} and bkt = ${bkt} and cmp = ${cmp}::bigint`,
    );
    try {
      const seen: string[] = [];
      for (let place: string | undefined = next; place !== undefined; ) {
        const found: SearchPage = await page(made.nurse, 'Observation', ...asked, ['_page', place]);
        seen.push(...found.entries.map(({ resource }) => resource.body));
        place = found.next;
      }
      expect(seen.length).toBeGreaterThan(0);
      expect(seen.filter((body) => body.includes('Patient/p4'))).toEqual([]);
    } finally {
      await store.run(sql`update access set until = 'infinity' where viewer = ${NURSE.viewer}`);
    }
  });

  test('tells nothing but where the last row that was shown stands', async () => {
    const { next = '', entries } = await page(made.nurse, 'Observation', ['_count', '2'], ['_sort', '_id']);
    const [cursor, total] = JSON.parse(Buffer.from(next.split('.')[0] ?? '', 'base64url').toString()) as [
      string[],
      number,
    ];
    const last = entries[1]?.resource;
    expect(cursor).toEqual([last?.id, String(last?.bkt), last?.id]);
    expect(total).toBe(made.shared.filter(({ type }) => type === 'Observation').length);
  });
});

describe('the total', () => {
  test('is counted under the same policy, and left out where nobody wants it', async () => {
    const visible = made.shared.filter(({ type }) => type === 'Observation').length;
    expect((await page(made.nurse, 'Observation', ['_count', '1'])).total).toBe(visible);
    expect(await page(made.nurse, 'Observation', ['_summary', 'count'])).toMatchObject({
      total: visible,
      countOnly: true,
      entries: [],
    });
    expect(await page(made.nurse, 'Observation', ['_count', '0'])).toMatchObject({
      total: visible,
      countOnly: true,
      entries: [],
    });
    expect((await page(made.nurse, 'Observation', ['_count', '1'], ['_total', 'none'])).total).toBeUndefined();
    const code = made.shared.filter(
      ({ type, keys }) => type === 'Observation' && keys.tokens.some(({ p, c }) => p === 'code' && c === '4548-4'),
    );
    expect((await page(made.nurse, 'Observation', ['code', '4548-4'], ['_count', '1'])).total).toBe(code.length);
  });
});

describe('a search is refused', () => {
  test.each<readonly [code: string, type: string, parameters: readonly Pair[]]>([
    [
      'search.too-costly',
      'Patient',
      PEOPLE.map(() => ['_has:Observation:subject:_has:Provenance:target:agent.name:contains', 'a'] as const),
    ],
    [
      'search.too-deep',
      'Observation',
      [['subject:Patient.general-practitioner:Practitioner._has:Patient:general-practitioner:organization.name', 'a']],
    ],
    ['search.sort', 'Observation', [['_sort', 'code-value-quantity']]],
  ])('as %s', async (code, type, parameters) => {
    expect((await refusalOf(made.system, type, ...parameters))?.code).toBe(code);
  });
});

describe('compartments', () => {
  test('give the visible rows of several people together, newest first, so many a type', async () => {
    const of = ['Patient/p1', 'Patient/p2', 'Patient/p3'];
    const rows = await made.nurse.compartments(of.map(compartmentOf), {
      types: ['Observation', 'Appointment', 'Patient'],
      limit: 7,
    });
    for (const type of ['Observation', 'Appointment', 'Patient']) {
      const wanted = made.shared
        .filter((item) => item.type === type && item.patients.some((patient) => of.includes(patient)))
        .sort(
          (a, b) => (b.at?.lo ?? -Infinity) - (a.at?.lo ?? -Infinity) || a.bkt - b.bkt || (a.id < b.id ? -1 : 1) || 0,
        )
        .map(({ id }) => id)
        .slice(0, 7);
      expect(
        rows.filter((row) => row.type === type).map(({ id }) => id),
        type,
      ).toEqual(wanted);
    }
    expect(rows.length).toBeGreaterThan(7);
  });
});

describe('criteria of a conditional create', () => {
  const patient = JSON.stringify({ resourceType: 'Patient', identifier: [{ system: 'urn:once', value: '1' }] });
  test('see what the writer sees, and nothing else', async () => {
    const writer = made.repositories.bind({ ...SYSTEM, choosesIds: false });
    const once = { ifNoneExist: 'identifier=urn:once|1' };
    const [created, again] = [
      await writer.create('Patient', patient, once),
      await writer.create('Patient', patient, once),
    ];
    expect(created).toMatchObject({ ok: true, value: { effect: 'created' } });
    expect(again).toMatchObject({ ok: true, value: { effect: 'same' } });
    const everybody = await writer.create('Patient', patient, { ifNoneExist: '_count=1' });
    expect(everybody).toMatchObject({ ok: false, refusals: [{ code: 'search.no-criteria' }] });
  });
});
