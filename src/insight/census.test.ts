import { freshDatabase, testStore } from '#testing/database';
import { beforeAll, expect, test } from 'vitest';
import { type Day, day, plusDays, seeded } from '#base';
import { type Store, sql } from '#store';
import { catalogue, type CountedPack } from './catalogue.ts';
import { censusRows, takeCensus } from './census.queries.ts';
import { newFigures } from './sums.ts';
import { diabetes, ELM, hba1c, patient, testInsight, TODAY, valueOf } from './insight.testing.ts';
import type { PatientRecord } from './person.ts';
import { directoryOf, standingOf } from './person.ts';
import type { PackScope } from './scope.ts';
import { membershipOf, type Stay, teamsByName, withinOn } from './team.ts';
import { FOREVER, numberOf, type Point, timelineOf } from './timeline.ts';

/** Days near the edges of windows are days of the calendar on which months end, leap days among them. */
const DAYS = ['2026-02-28', '2024-02-29', '2026-03-31'].map((text) => day(text));
const PEOPLE = 50;
const CONTRIBUTORS = [1, 2, 3];
const NAMES = ['Organization/a', 'k|1', 'Organization/b', 'k|2', 'Organization/elsewhere'];
const scope: Omit<PackScope, 'pack'> = {
  contributors: CONTRIBUTORS,
  practices: [
    { id: 'a', key: 1, name: 'A', names: ['Organization/a', 'k|1'] },
    { id: 'b', key: 2, name: 'B', names: ['Organization/b', 'k|2'] },
  ],
  teams: [
    { id: 't', name: 'T', of: 1, names: ['Organization/t', 'k|t'] },
    { id: 'u', name: 'U', of: 2, names: ['Organization/u'] },
  ],
  aims: {},
};
const TEAM_NAMES = ['Organization/t', 'k|t', 'Organization/u', 'Organization/v'];

type Person = { readonly id: string; readonly records: readonly Kept[] };
type Kept = PatientRecord & {
  readonly cmp: number;
  readonly points: readonly (Point & { readonly org: number })[];
  readonly stays: readonly (Stay & { readonly org: number })[];
};

let store: Store;
beforeAll(async () => {
  store = await testStore();
});

/** Of whoever counts, one after another, by the compiled rules. */
function counted(entry: CountedPack, people: readonly Person[], at: Day) {
  const figures = newFigures();
  for (const { records } of people) {
    const from = records.filter(({ org }) => CONTRIBUTORS.includes(org));
    const { place, belonging, ...life } = standingOf(from, directoryOf(scope));
    const points = records.flatMap((record) => record.points.filter(({ org }) => CONTRIBUTORS.includes(org)));
    const found = place && entry.count(timelineOf({ points, ...life }), belonging, [at]);
    const stays = records.flatMap((record) => record.stays.filter(({ org }) => CONTRIBUTORS.includes(org)));
    const { teams, within } = withinOn(
      stays.flatMap((stay) => membershipOf(stay, teamsByName(scope.teams))),
      [at],
    );
    if (place && found) figures.add({ pack: entry.number, place, ...found, teams, within }, 1);
  }
  // A census is of one day: it tells nothing of a month by itself.
  const days = figures.rows().map((row) => ({ ...row, had: undefined, hadMet: undefined }));
  return sorted(JSON.parse(JSON.stringify(days)) as typeof days);
}

function sorted<T>(rows: readonly T[]): readonly string[] {
  return rows.map((row) => JSON.stringify(Object.entries(row as object).sort())).sort();
}

test.each(catalogue.map((entry) => [entry.key, entry] as const))(
  '%s: everybody at once is everybody one by one',
  async (key, entry) => {
    const random = seeded(entry.number * 31);
    const people = Array.from({ length: PEOPLE }, (_, n) => person(n, entry, random));
    await store.write(async (transaction) => {
      for (const table of ['insight_fact', 'insight_patient', 'insight_team', 'person_record'])
        await transaction.run(sql`delete from ${sql.raw(table)}`);
      await insert(transaction.run, people);
    });
    const everyone = sql`(select person, bkt, cmp from person_record)`;
    for (const at of DAYS) {
      const found = await takeCensus(store, {
        pack: entry,
        scope: { pack: key, ...scope },
        at: numberOf(at),
        everyone,
      });
      expect(sorted(censusRows(entry, found ?? [], 0))).toEqual(counted(entry, people, at));
    }
  },
);

test('while everybody is counted anew figures of today are there at once, and all of them when it is done', async () => {
  const { store: own, drop } = await freshDatabase();
  const made = await testInsight(own);
  for (const n of [1, 2, 3]) {
    await made.put(ELM, patient(`p${n}`, ELM));
    await made.put(ELM, diabetes(`d${n}`, `p${n}`));
  }
  await made.put(ELM, hba1c('h1', 'p1', plusDays(TODAY, -40), 51));
  await made.follow();
  const system = await made.system(ELM);
  const ask = async () => valueOf(await made.insight.dashboard(system, { place: 'all' }));
  const before = await ask();
  expect(before.register.of).toBe(3);
  const meanwhile = await own.write(async (transaction) => {
    // Half of them were forgotten, and somebody else is at it.
    await own.run(sql`delete from insight_tally where measure > 2`);
    await own.run(sql`update insight_run set swept_bkt = -1, swept_cmp = 0`);
    await transaction.run(sql`select 1 from insight_run for update`);
    return ask();
  });
  expect(meanwhile.underway).toEqual({ percent: 0 });
  expect(meanwhile.measures.map(({ tally }) => tally)).toEqual(before.measures.map(({ tally }) => tally));
  expect(meanwhile.measures[0]?.history.some(({ tally }) => tally !== undefined)).toBe(false);
  await made.insight.rebuild();
  const { underway, ...after } = await ask();
  expect(underway).toBeUndefined();
  expect({ ...after, revision: '' }).toEqual({ ...before, revision: '' });
  await own.run(sql`update insight_run set swept_bkt = -1, swept_cmp = 0`);
  expect(valueOf(await made.insight.recompute(system))).toEqual([]);
  expect((await ask()).measures).toEqual(before.measures);
  await made.stop();
  await drop();
});

function person(n: number, entry: CountedPack, random: () => number): Person {
  const pick = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)] as T;
  const near = () => plusDays(pick(DAYS), pick([0, 0, 1, -1, 30, -30, 200, -365, -730, Math.floor(random() * -900)]));
  const point = () => {
    const { id, value } = pick(entry.pack.facts);
    return {
      fact: entry.factNumber(id),
      at: numberOf(near()),
      org: pick([1, 1, 2, 3, 4]),
      value:
        value?.from === 'end'
          ? pick([numberOf(near()), numberOf(near()), FOREVER])
          : pick([1, 2, 3, 50, 58, 59, 80, 90, 120, 130, 140, 141, 1_200]),
      ...(random() < 0.7 ? { second: pick([70, 80, 90, 91]) } : {}),
    };
  };
  const first = { ...point(), fact: entry.required?.[0] ?? point().fact, org: 1 };
  const record = (one: number): Kept => ({
    id: `p${n}-${one}`,
    cmp: n * 10 + one + 1,
    org: pick([1, 1, 2, 3, 4]),
    learned: Date.UTC(2025, 0, 1) + Math.floor(random() * 3),
    practices: random() < 0.4 ? [] : Array.from({ length: 1 + Math.floor(random() * 2) }, () => pick(NAMES)),
    ...(random() < 0.9 ? { born: plusDays(day('2026-02-28'), -Math.floor(random() * 33_000)) } : {}),
    ...(random() < 0.1 ? { died: near() } : {}),
    ...(random() < 0.5 ? { sex: pick(['female', 'male']) } : {}),
    ...(random() < 0.5 ? { language: pick(['en', 'cy']) } : {}),
    stays: Array.from({ length: Math.floor(random() * 3) }, () => {
      const [joins, leaves] = [near(), near()].sort() as [Day, Day];
      return { team: pick(TEAM_NAMES), joins, leaves, org: pick([1, 1, 2, 4]) };
    }),
    points: [...(one === 0 ? [first] : []), ...Array.from({ length: Math.floor(random() * 14) }, point)],
  });
  return { id: `person${n}`, records: Array.from({ length: random() < 0.6 ? 1 : 3 }, (_, one) => record(one)) };
}

async function insert(run: Store['run'], people: readonly Person[]): Promise<void> {
  const records = people.flatMap(({ id: whose, records: all }) => all.map((one) => ({ ...one, person: whose })));
  const rows = JSON.stringify(records.map((one) => ({ ...one, learned: new Date(one.learned) })));
  const points = JSON.stringify(
    records.flatMap((one) => one.points.map((point) => ({ cmp: one.cmp, ...point, second: point.second ?? null }))),
  );
  await run(sql`insert into person_record (person, bkt, cmp, state)
    select person, 1, cmp, 'confirmed' from jsonb_to_recordset(${rows}::jsonb) r(person text, cmp bigint)`);
  await run(sql`insert into insight_patient (bkt, typ, id, cmp, org, born, died, practices, learned, sex, language)
    select 1, 1, id, cmp, org, born, died, practices, learned, sex, language from jsonb_to_recordset(${rows}::jsonb)
      r(id text, cmp bigint, org int, born date, died date, practices text[], learned timestamptz, sex text, language text)`);
  const stays = JSON.stringify(records.flatMap((one) => one.stays.map((stay) => ({ cmp: one.cmp, ...stay }))));
  await run(sql`insert into insight_team (bkt, typ, id, cmp, org, team, joins, leaves, learned)
    select 1, 3, 'x', cmp, org, team, joins, leaves, now() from jsonb_to_recordset(${stays}::jsonb)
      r(cmp bigint, org int, team text, joins date, leaves date)`);
  await run(sql`insert into insight_fact (bkt, typ, id, cmp, org, fact, at, value, second, learned)
    select 1, 2, 'x', cmp, org, fact, date '1970-01-01' + at, value, second, now() from jsonb_to_recordset(${points}::jsonb)
      r(cmp bigint, org int, fact int, at int, value float8, second float8)`);
}
