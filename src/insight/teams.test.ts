import { freshDatabase } from '#testing/database';
import { beforeEach, expect, test } from 'vitest';
import { type Day, day, endOfDay } from '#base';
import type { Tally } from './contract.ts';
import { exportFigures } from './export/export.ts';
import { figuresAt } from './figures.ts';
import {
  careTeam,
  diabetes,
  ELM,
  hba1c,
  MILL,
  patient,
  type TestInsight,
  TRUST,
  testInsight,
  valueOf,
} from './insight.testing.ts';
import { atPractice } from './team.ts';

const PODIATRY = 'Organization/podiatry';
const DAY_MS = 86_400_000;
let made: TestInsight;

beforeEach(async () => {
  const { store, drop } = await freshDatabase();
  made = await testInsight(store);
  return async () => {
    await made.stop();
    await drop();
  };
});

async function tallyOf(place: string, on: { readonly asAt?: Day; readonly reportedOn?: Day } = {}) {
  const found = valueOf(await made.insight.dashboard(await made.system('Organization/board'), { place, ...on }));
  return found.measures.find(({ id }) => id === 'hba1c-recorded')?.tally;
}

async function withDiabetes(practice: string, ...ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    await made.put(practice, patient(id, practice));
    await made.put(practice, diabetes(`d-${id}`, id));
  }
}

const differences = async (asAt?: Day) =>
  valueOf(await made.insight.recompute(await made.system('Organization/board'), asAt));

test('a team counts its people of every practice, each once, and nobody else', async () => {
  await withDiabetes(ELM, 'p1', 'p2');
  await withDiabetes(MILL, 'p3');
  await made.put(ELM, hba1c('h1', 'p1', '2026-03-01'));
  await made.put(TRUST, careTeam('t1', 'p1', PODIATRY));
  await made.put(
    TRUST,
    careTeam('t2', 'p3', 'Organization/none', { participant: [{ member: { reference: PODIATRY } }] }),
  );
  await made.put(ELM, careTeam('t3', 'p1', PODIATRY));
  await made.put('Organization/stranger', careTeam('t4', 'p2', PODIATRY));
  await made.follow();
  expect(await tallyOf('podiatry')).toEqual({ met: 1, of: 2 });
  expect(await tallyOf('all')).toEqual({ met: 1, of: 3 });
  expect(await tallyOf('wound-care')).toEqual({ met: 0, of: 0 });
  const board = await made.system('Organization/board');
  const { places } = valueOf(await made.insight.dashboard(board, { place: 'all' }));
  expect(places.filter(({ level }) => level === 'team')).toEqual([
    { id: 'podiatry', name: 'team podiatry', level: 'team' },
  ]);
  const view = valueOf(await made.insight.measure(board, 'hba1c-recorded', 'all'));
  expect(view.teams).toEqual([
    { place: { id: 'podiatry', name: 'team podiatry', level: 'team' }, tally: { met: 1, of: 2 } },
  ]);
  expect(valueOf(await made.insight.measure(board, 'hba1c-recorded', 'podiatry')).strata?.[0]).toMatchObject({
    dimension: 'age',
    rows: [{ tally: { met: 1, of: 2 } }],
  });
  expect(await differences()).toEqual([]);
});

test('membership is that of the day: of month ends, of any past day, and from the day on which it ends', async () => {
  await withDiabetes(ELM, 'p1');
  await made.put(TRUST, careTeam('t1', 'p1', PODIATRY, { period: { start: '2026-04-10', end: '2026-06-16' } }));
  await made.follow();
  const one: Tally = { met: 0, of: 1 };
  const none: Tally = { met: 0, of: 0 };
  expect(await tallyOf('podiatry')).toEqual(one);
  expect(await tallyOf('podiatry', { asAt: day('2026-04-30') })).toEqual(one);
  expect(await tallyOf('podiatry', { asAt: day('2026-03-31') })).toEqual(none);
  expect(await tallyOf('podiatry', { asAt: day('2026-04-10') })).toEqual(one);
  expect(await tallyOf('podiatry', { asAt: day('2026-04-09') })).toEqual(none);
  made.clock.now += DAY_MS;
  expect(await tallyOf('podiatry')).toEqual(one);
  made.clock.now += DAY_MS;
  expect(await tallyOf('podiatry')).toEqual(none);
  expect(await differences()).toEqual([]);
  expect(await differences(day('2026-05-20'))).toEqual([]);
});

test('what was known of a team on an earlier day is told as it was', async () => {
  await withDiabetes(ELM, 'p1', 'p2');
  await made.put(TRUST, careTeam('t1', 'p1', PODIATRY, { period: { start: '2026-01-01' } }));
  await made.follow();
  const reportedOn = day('2026-06-15');
  const board = await made.system('Organization/board');
  const reportedBy = async (team: string, { asAt, few }: { readonly asAt: Day; readonly few: number }) => {
    const { keeping } = made.insight.asking;
    const reported = new Date(endOfDay('Europe/London', reportedOn) - 1);
    const counting = { ...keeping.counting(await keeping.current(), []), reported };
    const found = await figuresAt(made.services.store, counting, asAt, few);
    const keys = found.practicesOf(team).map((practice) => atPractice(team, practice));
    return found.sum(keys, { pack: 1, slot: 0, measure: 0 }).of;
  };
  made.clock.now += DAY_MS;
  await made.put(TRUST, careTeam('t1', 'p1', PODIATRY, { status: 'entered-in-error' }));
  await made.put(TRUST, careTeam('t2', 'p2', PODIATRY, { period: { start: '2026-01-01' } }));
  await made.put(TRUST, careTeam('t3', 'p1', 'Organization/wound-care', { period: { start: '2026-01-01' } }));
  await made.follow();
  for (const asAt of [day('2026-05-31'), day('2026-05-20')]) {
    expect(await tallyOf('wound-care', { asAt, reportedOn })).toEqual({ met: 0, of: 0 });
    expect(await tallyOf('wound-care', { asAt })).toEqual({ met: 0, of: 1 });
    expect(await tallyOf('podiatry', { asAt, reportedOn })).toEqual({ met: 0, of: 1 });
    // By strata it is a census as it was known that tells; and many who changed since are counted by one.
    for (const [team, of] of [
      ['wound-care', 0],
      ['podiatry', 1],
    ] as const) {
      const view = valueOf(await made.insight.measure(board, 'hba1c-recorded', team, { asAt, reportedOn }));
      expect(view.strata?.find(({ dimension }) => dimension === 'age')?.rows.length ?? 0).toBe(of);
      expect(await reportedBy(team, { asAt, few: 0 })).toBe(of);
      expect(await reportedBy(team, { asAt, few: 1_000 })).toBe(of);
    }
  }
  const told = valueOf(
    await made.insight.restatement(await made.system('Organization/board'), {
      measure: 'hba1c-recorded',
      place: 'podiatry',
      asAt: day('2026-05-20'),
      from: reportedOn,
      to: day('2026-06-16'),
    }),
  );
  expect(told).toMatchObject({ before: { met: 0, of: 1 }, after: { met: 0, of: 1 }, changed: 2 });
  expect(told.people?.map(({ name }) => name)).toEqual(['FAMILY P2, Given']);
});

test('a team that is written down later has its people then, and an end of it leaves nobody', async () => {
  await withDiabetes(ELM, 'p1');
  await made.put(TRUST, careTeam('t0', 'p1', 'Organization/heart'));
  await made.put(TRUST, careTeam('t1', 'p1', 'Organization/heart-2'));
  await made.follow();
  const board = await made.system('Organization/board');
  expect(await made.insight.dashboard(board, { place: 'heart' })).toMatchObject({
    refusals: [{ code: 'insight.no-place' }],
  });
  const heart = { resourceType: 'Organization', id: 'heart', name: 'Heart team', partOf: { reference: TRUST } };
  await made.put('Organization/stranger', heart);
  await made.follow();
  expect(await made.insight.dashboard(board, { place: 'heart' })).toMatchObject({ ok: false });
  await made.remove('Organization/stranger', 'Organization/heart');
  await made.put(TRUST, { ...heart, id: 'heart-2', identifier: [{ system: 'urn:x', value: 'heart' }] });
  await made.follow();
  expect(await tallyOf('heart-2')).toEqual({ met: 0, of: 1 });
  await made.remove(TRUST, 'CareTeam/t1');
  await made.follow();
  expect(await tallyOf('heart-2')).toEqual({ met: 0, of: 0 });
  expect(await differences()).toEqual([]);
});

test('staff of the organisation see their team as it is; others not what would speak of few', async () => {
  const ids = Array.from({ length: 60 }, (_, n) => `p${n}`);
  await withDiabetes(ELM, ...ids);
  for (const id of ids.slice(0, 3)) await made.put(TRUST, careTeam(`t-${id}`, id, PODIATRY));
  for (const id of ids.slice(0, 58)) await made.put(TRUST, careTeam(`w-${id}`, id, 'Organization/wound-care'));
  for (const id of ids.slice(0, 30)) await made.put(ELM, careTeam(`n-${id}`, id, 'Organization/elm-nurses'));
  await made.follow();
  const told = async (organization: string, place: string) => {
    const found = await made.insight.dashboard(await made.seat(organization, 'consultant'), { place });
    return found.ok ? found.value.register.of : found.refusals[0].code;
  };
  for (const [place, of] of [
    ['podiatry', 3],
    ['wound-care', 58],
  ] as const) {
    expect(await told(TRUST, place)).toBe(of);
    expect(await told(MILL, place)).toBe('insight.too-few');
  }
  expect(await told(MILL, 'elm-nurses')).toBe(30);
  expect(await made.insight.dashboard(await made.seat(ELM, 'person'), { place: 'elm-nurses' })).toMatchObject({
    refusals: [{ code: 'insight.staff-only' }],
  });
});

test('a list of a team has those of whom the viewer may see that they are in it', async () => {
  await withDiabetes(ELM, 'p1', 'p2', 'p3');
  await made.put(ELM, careTeam('t1', 'p1', PODIATRY));
  await made.put(TRUST, careTeam('t2', 'p2', PODIATRY));
  await made.relate(ELM, 'Patient/p1', 'Patient/p2', 'Patient/p3');
  await made.follow();
  const nurse = await made.seat(ELM, 'practice-nurse');
  const listed = async (place: string) => {
    const question = { measure: 'hba1c-recorded', place, limit: 50 };
    return valueOf(await made.insight.lacking(nurse, question)).people.map(({ name }) => name);
  };
  expect(await listed('elm')).toEqual(['FAMILY P1, Given', 'FAMILY P2, Given', 'FAMILY P3, Given']);
  expect(await listed('podiatry')).toEqual(['FAMILY P1, Given']);
});

test('every form of export tells of a team what its page does', async () => {
  const ids = Array.from({ length: 30 }, (_, n) => `p${n}`);
  await withDiabetes(ELM, ...ids);
  for (const id of ids.slice(0, 15)) {
    await made.put(TRUST, careTeam(`t-${id}`, id, PODIATRY));
    await made.put(ELM, hba1c(`h-${id}`, id, '2026-02-03'));
  }
  await made.follow();
  const planner = await made.seat('Organization/board', 'commissioner', 'planning');
  const file = async (format: string) => {
    const question = { place: 'podiatry', measure: 'hba1c-recorded', format };
    return valueOf(await exportFigures(made.insight, planner, question)).bytes;
  };
  const text = async (format: string) => Buffer.from(await file(format)).toString('utf8');
  expect(await text('csv')).toMatch(/team podiatry.*,15,15,/);
  expect(JSON.parse(await text('ndjson'))).toMatchObject({
    reporter: { reference: PODIATRY, display: 'team podiatry' },
    group: [{ population: [{ count: 15 }, { count: 15 }] }],
  });
  expect(await text('adx')).toMatch(/orgUnit="podiatry"/);
  expect(JSON.parse(await text('datavalueset'))).toMatchObject({ orgUnit: 'podiatry' });
  expect((await file('xlsx')).byteLength).toBeGreaterThan(1_000);
});

test('a team that the host wrote down counts too, and one that another partner says is a part of somebody does not', async () => {
  await withDiabetes(ELM, 'p1');
  const partOf = { reference: TRUST };
  for (const [by, id] of [
    ['Organization/board', 'of-host'],
    [MILL, 'of-mill'],
  ] as const) {
    await made.put(by, { resourceType: 'Organization', id, name: id, partOf });
    await made.put(ELM, careTeam(`c-${id}`, 'p1', `Organization/${id}`));
  }
  await made.follow();
  expect(await tallyOf('of-host')).toEqual({ met: 0, of: 1 });
  const board = await made.system('Organization/board');
  expect(await made.insight.dashboard(board, { place: 'of-mill' })).toMatchObject({
    refusals: [{ code: 'insight.no-place' }],
  });
});
