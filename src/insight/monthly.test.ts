import { sql, type Store } from '#store';
import { freshDatabase } from '#testing/database';
import { beforeEach, expect, test } from 'vitest';
import { day, plusDays, plusMonths, seeded } from '#base';
import type { Tally } from './contract.ts';
import { catalogue } from './catalogue.ts';
import { monthDifferences } from './month-check.ts';
import {
  careTeam,
  diabetes,
  ELM,
  hba1c,
  HILL,
  MILL,
  patient,
  TEAMS,
  type TestInsight,
  testInsight,
  TRUST,
  valueOf,
} from './insight.testing.ts';
import { monthlyRule } from './month-bits.ts';

let made: TestInsight;
let store: Store;

beforeEach(async () => {
  const { store: fresh, drop } = await freshDatabase();
  store = fresh;
  made = await testInsight(store);
  return async () => {
    await made.stop();
    await drop();
  };
});

/** The month ends before 15 June 2026, oldest first. */
const ENDS = Array.from({ length: 24 }, (_, back) => plusDays(plusMonths(day('2026-06-01'), -back), -1)).reverse();
const monthOf = (on: string) => on.slice(0, 7);

async function withDiabetes(practice: string, ...ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    await made.put(practice, patient(id, practice));
    await made.put(practice, diabetes(`d-${id}`, id));
  }
}

const monthsOf = async (measure: string, place = 'all') =>
  valueOf(await made.insight.signals(await made.system('Organization/board'), measure, place)).months;

const tallies = async (measure: string, place?: string) =>
  new Map((await monthsOf(measure, place))?.points.map(({ day: end, tally }) => [end, tally]));

test('each month by itself is what was recorded in it, whatever was before and after', async () => {
  const random = seeded(5);
  const people = Array.from({ length: 12 }, (_, n) => `p${n}`);
  await withDiabetes(ELM, ...people.slice(0, 7));
  await withDiabetes(MILL, ...people.slice(7));
  const results = people.flatMap((person) =>
    Array.from({ length: 9 }, () => ({
      person,
      on: plusDays(day('2024-05-20'), Math.floor(random() * 750)),
      value: 45 + Math.floor(random() * 30),
    })),
  );
  const once = [...new Map(results.map((one) => [`${one.person} ${one.on}`, one])).values()];
  for (const [at, { person, on, value }] of once.entries()) await made.put(ELM, hba1c(`h${at}`, person, on, value));
  await made.follow();
  const expected = (place: string, kind: 'done' | 'reached') =>
    ENDS.map((end): readonly [string, Tally] => {
      const own = people.filter((_, at) => place === 'all' || (place === 'elm') === at < 7);
      const latest = own.flatMap((person) => {
        const found = once.filter((one) => one.person === person && monthOf(one.on) === monthOf(end));
        return found.sort((a, b) => (a.on < b.on ? 1 : -1)).slice(0, 1);
      });
      return kind === 'done'
        ? [end, { met: latest.length, of: own.length }]
        : [end, { met: latest.filter(({ value }) => value <= 58).length, of: latest.length }];
    });
  for (const place of ['all', 'elm', 'mill']) {
    expect([...(await tallies('hba1c-recorded', place))]).toEqual(expected(place, 'done'));
    expect([...(await tallies('hba1c-58', place))]).toEqual(
      expected(place, 'reached').map(([end, tally]) => [end, tally]),
    );
  }
  expect((await monthsOf('hba1c-58'))?.kind).toBe('reached');
  expect((await monthsOf('hba1c-58'))?.of).toEqual(['HbA1c']);
});

test('a month that is out of the ordinary is found, and not held against what a declared phase ended', async () => {
  const people = Array.from({ length: 60 }, (_, n) => `p${n}`);
  await withDiabetes(ELM, ...people);
  // Ten a month are tested, from the seventeenth month on each time thirty.
  for (const [at, end] of ENDS.entries())
    for (let n = 0; n < (at < 16 ? 10 : 30); n += 1)
      await made.put(ELM, hba1c(`h${at}-${n}`, people[(at * 7 + n) % 60] as string, `${monthOf(end)}-05`));
  await made.follow();
  const months = await monthsOf('hba1c-recorded', 'elm');
  expect(months?.missing).toBe(0);
  expect(months?.points.map(({ tally }) => tally?.met)).toEqual(ENDS.map((_, at) => (at < 16 ? 10 : 30)));
  const rate = (16 * 10 + 8 * 30) / (24 * 60);
  expect(months?.points[0]?.limits?.mean).toBeCloseTo(rate * 100, 6);
  expect(months?.points[0]?.limits?.high).toBeCloseTo((rate + 3 * Math.sqrt((rate * (1 - rate)) / 60)) * 100, 6);
  expect(months?.signals.at(-1)).toMatchObject({ from: ENDS[16], to: ENDS[23], meaning: 'better' });
  const manager = await made.seat(ELM, 'practice-manager');
  const wish = {
    place: 'elm',
    since: `${monthOf(ENDS[16] as string)}-01`,
    reason: 'Samples are taken at the foot clinic',
  };
  valueOf(await made.insight.declarePhase(manager, 'hba1c-recorded', wish));
  const phased = await monthsOf('hba1c-recorded', 'elm');
  expect(phased?.signals).toEqual([]);
  expect(phased?.missing).toBe(4);
  expect(phased?.points[0]?.limits?.mean).toBeCloseTo((10 * 100) / 60, 6);
}, 120_000);

test('what is small, and what would leave few of the figure of a month end, is told to nobody who does not see the people', async () => {
  for (const [practice, name] of [
    [ELM, 'e'],
    [MILL, 'm'],
    [HILL, 'h'],
  ] as const) {
    const people = Array.from({ length: 40 }, (_, n) => `${name}${n}`);
    await withDiabetes(practice, ...people);
    // Everybody but twelve is tested once a year; in May twenty, and of Hill's people three.
    for (const [at, id] of people.slice(0, 28).entries())
      await made.put(practice, hba1c(`h-${id}`, id, at < (name === 'h' ? 3 : 14) ? '2026-05-03' : '2026-02-03'));
  }
  await made.follow();
  made.clock.now = Date.parse('2026-06-20T09:00:00Z');
  const planner = await made.seat('Organization/board', 'programme-lead', 'planning');
  const may = async (place: string) => {
    const found = valueOf(await made.insight.signals(planner, 'hba1c-recorded', place));
    return found.months?.points.at(-1)?.tally;
  };
  expect(await may('all')).toEqual({ met: 31, of: 120 });
  expect(await may('hill')).toBeUndefined();
  // Hill's would follow from the locality's: something beside it is not told either.
  const told = await Promise.all(['all', 'north', 'south', 'elm', 'mill'].map(may));
  expect(told.filter((one) => one !== undefined).length).toBeLessThan(5);
  const nurse = await made.seat(HILL, 'practice-nurse');
  const own = valueOf(await made.insight.signals(nurse, 'hba1c-recorded', 'hill')).months?.points.at(-1)?.tally;
  expect(own).toEqual({ met: 3, of: 40 });
}, 120_000);

test('what asks for several things, for one after another or for what is not there is told of no single month; nor is a team', async () => {
  const rules = new Map(catalogue.flatMap(({ pack }) => pack.measures.map((one) => [one.id, monthlyRule(one)])));
  for (const id of ['all-eight', 'discharge-contact-7', 'htn-missed-three-months', 'frail-care-plan', 'htn-cohort-3-6'])
    expect(rules.get(id)).toBeUndefined();
  expect(rules.get('bal-kidney-injury')).toEqual({ kind: 'done', facts: ['kidney-injury', 'hyperkalaemia'] });
  expect(rules.get('htn-control-six-months')).toEqual({ kind: 'reached', facts: ['blood-pressure'] });
  await withDiabetes(ELM, 'p1');
  await made.put(TRUST, careTeam('t1', 'p1', TEAMS[0]));
  await made.follow();
  expect(await monthsOf('all-eight')).toBeUndefined();
  expect(await monthsOf('hba1c-recorded', 'podiatry')).toBeUndefined();
  expect(await monthsOf('hba1c-recorded', 'elm')).toBeDefined();
});

/** What of the months by themselves is not as it would be counted from the facts and what each person counts in, of all measures; and how much is kept. */
async function monthsWrong() {
  const { scope, today } = await made.insight.asking.keeping.current();
  const wrong = await monthDifferences(store, { scope, today }, (count) =>
    Array.from({ length: count }, (_, at) => at),
  );
  const [kept] = await store.all<{ readonly had: number }>(
    sql`select coalesce(sum(had), 0)::int as had from insight_tally`,
  );
  return { wrong, had: kept?.had ?? 0 };
}

test('each month by itself is kept as it would be counted from the facts, whatever is written, deleted, linked, and as months pass', async () => {
  const random = seeded(11);
  const pick = (count: number): number => Math.floor(random() * count);
  const people = Array.from({ length: 8 }, (_, n) => `p${n}`);
  await withDiabetes(ELM, ...people.slice(0, 5));
  await withDiabetes(MILL, ...people.slice(5));
  await made.put(TRUST, patient('t0', ELM));
  const there: { readonly by: string; readonly id: string }[] = [];
  for (let round = 0; round < 6; round += 1) {
    for (let n = 0; n < 12; n += 1) {
      const gone = random() < 0.25 ? there.splice(pick(there.length), 1)[0] : undefined;
      if (gone) await made.remove(gone.by, `Observation/${gone.id}`);
      const by = [ELM, MILL, TRUST][pick(3)] ?? ELM;
      const whose = by === TRUST ? 't0' : (people[pick(people.length)] ?? 'p0');
      const id = `h${round}-${n}`;
      await made.put(by, hba1c(id, whose, plusDays(day('2026-06-14'), -pick(800)), 45 + pick(30)));
      there.push({ by, id });
    }
    if (round === 2) await made.link('Patient/p0', 'Patient/t0');
    if (round === 4) await made.put(MILL, patient('p1', MILL));
    if (round === 5) made.clock.now += 40 * 86_400_000;
    await made.follow();
    const { wrong, had } = await monthsWrong();
    expect(wrong).toEqual([]);
    expect(had).toBeGreaterThan(5);
  }
}, 120_000);

test('a deliberately wrong figure of a month is found by the nightly inspection in whose turn its measure comes, and gone once everybody is counted anew', async () => {
  await withDiabetes(ELM, 'p1', 'p2');
  await made.put(ELM, hba1c('h1', 'p1', '2026-05-04'));
  await made.follow();
  expect((await made.insight.inspect()).wrong).toEqual([]);
  await store.run(sql`update insight_tally set had = had + 1 where slot = 2 and stratum = '' and place = 'elm'`);
  const wrong = (await made.insight.inspect()).wrong.map(({ place, measure, kept, raw }) => ({
    place,
    measure,
    kept,
    raw,
  }));
  expect(wrong).toEqual([
    {
      place: 'elm',
      measure: expect.stringMatching(/ \(2026-04 alone\)$/),
      kept: { met: 0, of: 1 },
      raw: { met: 0, of: 0 },
    },
  ]);
  const all = (await monthsWrong()).wrong;
  expect(all.length).toBeGreaterThan(5);
  expect(all).toContainEqual(expect.objectContaining(wrong[0] ?? {}));
  await made.insight.rebuild();
  expect((await made.insight.inspect()).wrong).toEqual([]);
});
