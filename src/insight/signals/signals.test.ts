import { freshDatabase } from '#testing/database';
import { beforeEach, expect, test } from 'vitest';
import {
  diabetes,
  ELM,
  hba1c,
  HILL,
  MILL,
  patient,
  type TestInsight,
  testInsight,
  valueOf,
} from '../insight.testing.ts';

let made: TestInsight;

beforeEach(async () => {
  const { store, drop } = await freshDatabase();
  made = await testInsight(store);
  return async () => {
    await made.stop();
    await drop();
  };
});

/** So many people of a practice, the first of whom have a check in spring. */
async function people(practice: string, count: number, checked: number): Promise<void> {
  const name = practice.slice('Organization/'.length);
  for (let at = 0; at < count; at += 1) {
    const id = `${name}-${at}`;
    await made.put(practice, patient(id, practice));
    await made.put(practice, diabetes(`d-${id}`, id));
    if (at < checked) await made.put(practice, hba1c(`h-${id}`, id, '2026-03-01'));
  }
}

test('a practice that does far less than the others is found without being told', async () => {
  await people(ELM, 40, 36);
  await people(MILL, 40, 35);
  await people(HILL, 40, 12);
  await made.follow();
  const system = await made.system('Organization/board');
  const found = valueOf(await made.insight.signals(system, 'hba1c-recorded', 'all'));
  expect(found.funnel?.whole).toEqual({ met: 83, of: 120 });
  expect(Object.fromEntries(found.funnel?.rows.map(({ place, band }) => [place.id, band]) ?? [])).toMatchObject({
    hill: 'far-below',
  });
  expect(found.funnel?.rows.filter(({ band }) => band === 'far-below')).toHaveLength(1);
  expect(found.caterpillar.map(({ place, side }) => [place.id, side])).toEqual([
    ['hill', 'lower'],
    ['mill', 'higher'],
    ['elm', 'higher'],
  ]);
  // Everybody is of one age here, so that what is expected of each practice is what all of them reach.
  expect(found.standardised.map(({ dimension }) => dimension)).toContain('age');
  for (const { rows } of found.standardised) {
    expect(rows.map(({ place, banding }) => [place.id, banding])[0]).toEqual(['hill', 'lower']);
    expect(rows.reduce((sum, { expected }) => sum + expected, 0)).toBeCloseTo(83, 6);
  }
  const pack = valueOf(await made.insight.visits.pack(system, 'hill'));
  expect(pack.rows.find(({ id }) => id === 'hba1c-recorded')).toMatchObject({
    band: 'far-below',
    tally: { met: 12, of: 40 },
    whole: found.funnel?.whole,
  });
  expect(pack.funnel?.id).toBe('hba1c-recorded');
  expect(pack.cases).toHaveLength(5);
  expect(pack.gaps?.every(({ people: shown, total }) => shown.length === Math.min(total, 10))).toBe(true);
  expect(await made.insight.visits.pack(system, 'all')).toMatchObject({
    refusals: [{ code: 'insight.visit-practice' }],
  });
}, 120_000);

test('what is not told of a small practice is no point of the funnel, for who plans', async () => {
  await people(ELM, 14, 12);
  await people(MILL, 14, 2);
  await people(HILL, 3, 1);
  await made.follow();
  made.clock.now = Date.parse('2026-07-15T09:00:00Z');
  const planner = await made.seat('Organization/board', 'programme-lead', 'planning');
  const found = await made.insight.signals(planner, 'hba1c-recorded', 'all');
  const rows = found.ok ? (found.value.funnel?.rows ?? []) : [];
  expect(rows.map(({ place }) => place.id)).not.toContain('hill');
  const compared = found.ok ? [found.value.caterpillar, ...found.value.standardised.map((by) => by.rows)] : [];
  for (const practices of compared) expect(practices.map(({ place }) => place.id)).not.toContain('hill');
}, 120_000);

test('a phase is declared with a reason by who plans, stands on the chart, and is taken back without being forgotten', async () => {
  await people(ELM, 1, 1);
  await made.follow();
  const [lead, nurse] = [await made.seat(ELM, 'practice-manager'), await made.seat(ELM, 'practice-nurse')];
  const wish = { place: 'elm', since: '2026-01-01', reason: 'Samples are taken at the foot clinic' };
  expect(await made.insight.declarePhase(nurse, 'hba1c-recorded', wish)).toMatchObject({
    refusals: [{ code: 'insight.planners-only' }],
  });
  for (const [bad, code] of [
    [{ ...wish, since: 'spring' }, 'insight.day'],
    [{ ...wish, since: '2027-01-01' }, 'insight.future'],
    [{ ...wish, reason: ' ' }, 'insight.phase-reason'],
    [{ ...wish, place: 'nowhere' }, 'insight.no-place'],
  ] as const)
    expect(await made.insight.declarePhase(lead, 'hba1c-recorded', bad)).toMatchObject({ refusals: [{ code }] });
  valueOf(await made.insight.declarePhase(lead, 'hba1c-recorded', wish));
  expect(await made.insight.declarePhase(lead, 'hba1c-recorded', wish)).toMatchObject({
    refusals: [{ code: 'insight.phase-there' }],
  });
  const shown = valueOf(await made.insight.signals(nurse, 'hba1c-recorded', 'elm'));
  expect(shown.phases).toMatchObject([{ since: '2026-01-01', reason: wish.reason }]);
  expect(shown.declares).toBe(false);
  expect(shown.effects).toMatchObject([
    { since: '2026-01-01', what: wish.reason, why: expect.stringContaining('Too early') },
  ]);
  expect(valueOf(await made.insight.signals(nurse, 'hba1c-recorded', 'all')).phases).toEqual([]);
  const [phase] = shown.phases;
  valueOf(await made.insight.endPhase(lead, 'hba1c-recorded', phase?.id ?? ''));
  expect(valueOf(await made.insight.signals(nurse, 'hba1c-recorded', 'elm')).phases).toEqual([]);
  expect(await made.insight.endPhase(lead, 'hba1c-recorded', phase?.id ?? '')).toMatchObject({
    refusals: [{ code: 'insight.no-phase' }],
  });
});
