import { freshDatabase } from '#testing/database';
import { beforeEach, expect, test } from 'vitest';
import { type Day, day, endOfDay, plusDays, seeded } from '#base';
import { sql } from '#store';
import { packOf } from './catalogue.ts';
import type { Tally } from './contract.ts';
import { figuresAt } from './figures.ts';
import {
  diabetes,
  ELM,
  HILL,
  hba1c,
  MILL,
  patient,
  type TestInsight,
  TODAY,
  testInsight,
  valueOf,
} from './insight.testing.ts';

let made: TestInsight;

beforeEach(async () => {
  const { store, drop } = await freshDatabase();
  made = await testInsight(store);
  return async () => {
    await made.stop();
    await drop();
  };
});

const DAY_MS = 86_400_000;
const DEPRIVATION = 'https://concord.health/deprivation-fifth';

async function figures(asAt: Day, reportedOn?: Day): Promise<Readonly<Record<string, Tally | undefined>>> {
  const question = { place: 'all', asAt, ...(reportedOn === undefined ? {} : { reportedOn }) };
  const found = valueOf(await made.insight.dashboard(await made.system('Organization/board'), question));
  return Object.fromEntries(found.measures.map(({ id, tally }) => [id, tally]));
}

async function nextDay(): Promise<void> {
  await made.follow();
  made.clock.now += DAY_MS;
}

test('late data moves the figure as at its day, and what was reported stays as it was reported', async () => {
  await made.put(ELM, patient('p1', ELM));
  await made.put(ELM, diabetes('d1', 'p1'));
  await made.put(ELM, hba1c('h1', 'p1', '2026-03-01', 70));
  await nextDay();
  await made.put(ELM, hba1c('h2', 'p1', '2026-03-20', 50));
  await made.put(ELM, hba1c('h1', 'p1', '2026-03-01', 71));
  await made.follow();
  const march = day('2026-03-31');
  expect((await figures(march))['hba1c-58']).toEqual({ met: 1, of: 1 });
  expect((await figures(march, TODAY))['hba1c-58']).toEqual({ met: 0, of: 1 });
  expect((await figures(march, plusDays(TODAY, 1)))['hba1c-58']).toEqual({ met: 1, of: 1 });
});

test('a difference between two reports is listed person by person for those who see them, and counted for others', async () => {
  for (const id of ['p1', 'p2']) {
    await made.put(ELM, patient(id, ELM));
    await made.put(ELM, diabetes(`d-${id}`, id));
    await made.put(ELM, hba1c(`h-${id}`, id, '2026-03-01', 70));
  }
  await made.relate(ELM, 'Patient/p1', 'Patient/p2');
  await nextDay();
  await made.put(ELM, hba1c('late', 'p1', '2026-03-20', 50));
  await made.follow();
  const question = {
    measure: 'hba1c-58',
    place: 'elm',
    asAt: day('2026-03-31'),
    from: TODAY,
    to: plusDays(TODAY, 1),
  };
  const seen = valueOf(await made.insight.restatement(await made.seat(ELM, 'gp'), question));
  expect(seen).toMatchObject({ before: { met: 0, of: 2 }, after: { met: 1, of: 2 }, changed: 1 });
  expect(seen.people).toMatchObject([
    {
      name: 'FAMILY P1, Given',
      before: 'not-met',
      after: 'met',
      because: [{ title: 'HbA1c', at: '2026-03-20', value: '50 mmol/mol' }],
    },
  ]);
  const other = await made.insight.restatement(await made.seat('Organization/trust', 'gp'), question);
  expect(valueOf(other)).toMatchObject({ people: [] });
  expect(valueOf(other).changed).toBeUndefined();
  const backwards = await made.insight.restatement(await made.seat(ELM, 'gp'), { ...question, to: question.from });
  expect(backwards).toMatchObject({ ok: false, refusals: [{ code: 'insight.report-days' }] });
});

test('what is erased is not in any past, and a restricted item is neither in what is known nor in what was', async () => {
  const bodies = [
    patient('p1', ELM),
    patient('p1', MILL),
    diabetes('d1', 'p1'),
    hba1c('h1', 'p1', '2026-03-01', 70),
    hba1c('h1', 'p1', '2026-03-01', 50),
    hba1c('h2', 'p1', '2026-03-02', 71),
    hba1c('h2', 'p1', '2026-03-02', 72),
  ];
  for (const one of bodies) await made.put(ELM, one);
  await nextDay();
  const { store } = made.services;
  const rows = async (table: string) => {
    const found = await store.all<{ id: string }>(sql`select distinct id from ${sql.raw(table)} order by id`);
    return found.map(({ id }) => id);
  };
  const [facts, lives] = ['insight_fact_past', 'insight_patient_past'];
  expect([await rows(facts), await rows(lives)]).toEqual([['h1', 'h2'], ['p1']]);
  const { rights } = made.repository;
  const march = day('2026-03-31');
  const recorded = async (on?: Day) => (await figures(march, on))['hba1c-recorded'];
  const restrict = async (on: boolean) => {
    await store.write((transaction) => rights.restrict(transaction, ['Observation/h1', 'Observation/h2'], on));
    await made.follow();
  };
  expect([await recorded(), await recorded(TODAY)]).toEqual([
    { met: 1, of: 1 },
    { met: 1, of: 1 },
  ]);
  await restrict(true);
  expect([await rows('insight_fact'), await rows(facts)]).toEqual([['d1'], []]);
  expect([await recorded(), await recorded(TODAY)]).toEqual([
    { met: 0, of: 1 },
    { met: 0, of: 1 },
  ]);
  // What is written meanwhile stays out of the past as well.
  await made.put(ELM, hba1c('h1', 'p1', '2026-03-01', 49));
  await made.put(ELM, hba1c('h1', 'p1', '2026-03-01', 48));
  expect([await rows('insight_fact'), await rows(facts)]).toEqual([['d1'], []]);
  await restrict(false);
  expect(await recorded()).toEqual({ met: 1, of: 1 });
  await made.put(ELM, hba1c('h1', 'p1', '2026-03-01', 47));
  await made.put(ELM, diabetes('d1', 'p1'));
  expect(await rows(facts)).toContain('h1');
  const all = ['Observation/h1', 'Observation/h2', 'Condition/d1', 'Patient/p1'];
  const why = { access: await made.system(ELM), at: new Date(made.clock.now), because: 'article 17' };
  await store.write((transaction) => rights.purge(transaction, all, why));
  for (const table of ['insight_fact', facts, 'insight_patient', lives]) expect(await rows(table), table).toEqual([]);
  await made.follow();
  expect([await recorded(), await recorded(TODAY)]).toEqual([
    { met: 0, of: 0 },
    { met: 0, of: 0 },
  ]);
});

test('what was told on a day is told of that day for ever, whatever is written, corrected and deleted later', async () => {
  const random = seeded(7);
  const pick = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)] as T;
  const told: { readonly on: Day; readonly asAt: Day; readonly was: Awaited<ReturnType<typeof figures>> }[] = [];
  const present = new Set<string>();
  for (let n = 1; n <= 60; n += 1) {
    const who = `p${Math.floor(random() * 6)}`;
    const on = plusDays(TODAY, -Math.floor(random() * 400));
    const choice = random();
    const keep = async (resource: Parameters<TestInsight['put']>[1]) => {
      await made.put(ELM, resource);
      present.add(`${resource.resourceType}/${resource.id}`);
    };
    if (choice < 0.25) await keep(patient(who, pick([ELM, MILL, HILL])));
    else if (choice < 0.45) await keep(diabetes(`d${who}`, who));
    else if (choice < 0.8)
      await keep(hba1c(`h${pick(['1', '2', '3', '4', '5'])}`, who, on, 45 + Math.floor(random() * 30)));
    else if (present.size > 0) {
      const gone = pick([...present]);
      present.delete(gone);
      await made.remove(ELM, gone);
    }
    if (n % 10 > 0) continue;
    await made.follow();
    const asAt = plusDays(TODAY, -Math.floor(random() * 200));
    told.push({ on: plusDays(TODAY, n / 10 - 1), asAt, was: await figures(asAt) });
    await nextDay();
  }
  expect(told.some(({ was }) => (was['hba1c-recorded']?.met ?? 0) > 0)).toBe(true);
  for (const { on, asAt, was } of told) expect(await figures(asAt, on)).toEqual(was);
  const days = told.map(({ on, asAt }) => ({ on, asAt }));
  const before = await allOf(days, ONE_BY_ONE);
  expect(await allOf(days, ALL_AT_ONCE)).toEqual(before);
  expect(before.every((one) => one.every(({ of }) => of === 0))).toBe(false);
  // People of several records are told by another part of the statement.
  const [first = '', ...others] = [...present].filter((one) => one.startsWith('Patient/')).slice(0, 3);
  expect(others.length).toBeGreaterThan(0);
  for (const other of others) await made.link(first, other);
  await made.follow();
  expect(await allOf(days, ALL_AT_ONCE)).toEqual(await allOf(days, ONE_BY_ONE));
});

const ONE_BY_ONE = Number.POSITIVE_INFINITY;
const ALL_AT_ONCE = -1;

/** Every figure of every pack that counts, as at days and as reported on others; up to `few` of whom anything was learned since are counted one by one. */
async function allOf(days: readonly { readonly on: Day; readonly asAt: Day }[], few: number) {
  const { keeping, services } = made.insight.asking;
  const run = await keeping.current();
  const measures = run.scope.packs.flatMap(({ pack, practices }) => {
    const found = packOf(pack);
    const cells = [{ measure: 0 }, ...(found?.pack.measures ?? []).map((_, place) => ({ measure: place + 1 }))];
    return cells.map((cell) => ({ ...cell, pack: found?.number ?? 0, places: practices.map(({ id }) => id) }));
  });
  return Promise.all(
    days.map(async ({ on, asAt }) => {
      const counting = { ...keeping.counting(run, []), reported: new Date(endOfDay(services.zone, on)) };
      const found = await figuresAt(services.store, counting, asAt, few);
      return measures.map(({ places, pack, measure }) => found.sum(places, { pack, slot: 0, measure }));
    }),
  );
}

test('how those who are told apart fared on a past day is told: as is known now, and as was known then', async () => {
  const fifth = (value: number) => ({
    extension: [{ url: DEPRIVATION, valueInteger: value }],
    birthDate: '1961-06-10',
  });
  await made.put(ELM, patient('p1', ELM, { gender: 'female', ...fifth(1) }));
  await made.put(ELM, patient('p2', ELM, { gender: 'male' }));
  for (const one of ['1', '2']) await made.put(ELM, diabetes(`d${one}`, `p${one}`));
  await made.put(ELM, hba1c('h1', 'p1', '2026-03-01'));
  await nextDay();
  const reported = TODAY;
  await made.put(ELM, patient('p1', ELM, { gender: 'female', ...fifth(3) }));
  await made.put(ELM, hba1c('h2', 'p2', '2026-03-02'));
  await made.follow();
  const strata = async (asAt: Day, reportedOn?: Day) => {
    const on = { asAt, ...(reportedOn === undefined ? {} : { reportedOn }) };
    const view = valueOf(
      await made.insight.measure(await made.system('Organization/board'), 'hba1c-recorded', 'all', on),
    );
    const rows = (view.strata ?? []).flatMap(({ dimension, rows: all }) =>
      all.map(({ value, tally }): [string, Tally | undefined] => [`${dimension}:${value}`, tally]),
    );
    return { ...Object.fromEntries(rows), all: view.measure.tally };
  };
  const before = plusDays(day('2026-06-10'), -1);
  expect(await strata(before)).toMatchObject({
    all: { met: 2, of: 2 },
    'sex:female': { met: 1, of: 1 },
    'sex:male': { met: 1, of: 1 },
    'age:40': { met: 1, of: 1 },
    'deprivation:3': { met: 1, of: 1 },
  });
  expect(await strata(before, reported)).toMatchObject({
    all: { met: 1, of: 2 },
    'sex:male': { met: 0, of: 1 },
    'deprivation:1': { met: 1, of: 1 },
  });
  expect(await strata(day('2026-06-10'))).not.toHaveProperty('age:40');
  // Of a month end that is kept without strata; before h1 nobody had it.
  expect(await strata(day('2026-02-28'))).toMatchObject({ all: { met: 0, of: 2 }, 'sex:female': { met: 0, of: 1 } });
});
