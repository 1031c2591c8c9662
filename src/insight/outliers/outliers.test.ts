import { freshDatabase } from '#testing/database';
import { beforeEach, expect, test } from 'vitest';
import {
  careTeam,
  diabetes,
  ELM,
  hba1c,
  HILL,
  measuring,
  MILL,
  patient,
  SNOMED,
  TEAMS,
  type TestInsight,
  testInsight,
  valueOf,
} from '../insight.testing.ts';

let made: TestInsight;

beforeEach(async () => {
  const { store, drop } = await freshDatabase();
  const draft = measuring();
  const named = { pack: 'balancing', version: '2026.1', aims: [] } as const;
  const counts = { id: 'balances', cites: '5.2', clause: 'measure', ...named } as const;
  made = await testInsight(store, { clauses: [...draft.clauses, counts] });
  return async () => {
    await made.stop();
    await drop();
  };
});

const INSULINS = ['67866001', '411529005', '325072002'] as const;

type Results = { readonly people: number; readonly high: number; readonly low: number };

/** People over 80 on insulin, written by its substance or as the one it is: of some the last HbA1c is above the target, of some below what helps. */
async function people(practice: string, { people: count, high, low }: Results): Promise<void> {
  const name = practice.slice('Organization/'.length);
  for (let at = 0; at < count; at += 1) {
    const id = `${name}-${at}`;
    await made.put(practice, patient(id, practice, { birthDate: '1940-05-01' }));
    await made.put(practice, diabetes(`d-${id}`, id));
    await made.put(practice, {
      resourceType: 'MedicationRequest',
      id: `m-${id}`,
      status: 'active',
      intent: 'order',
      subject: { reference: `Patient/${id}` },
      authoredOn: '2026-03-01',
      medicationCodeableConcept: { coding: [{ system: SNOMED, code: INSULINS[at % INSULINS.length] }] },
    });
    await made.put(practice, hba1c(`h-${id}`, id, '2026-03-01', at < high ? 80 : at < high + low ? 45 : 56));
  }
}

const system = () => made.system('Organization/board');

test('practices that treat too little and more than helps are found, each by its own measure, and no other', async () => {
  await people(ELM, { people: 30, high: 6, low: 3 });
  await people(MILL, { people: 30, high: 25, low: 2 });
  await people(HILL, { people: 30, high: 5, low: 24 });
  await made.follow();
  const found = valueOf(await made.insight.outliers(await system(), 'all'));
  const under = found.tooLittle.find(({ id }) => id === 'hba1c-58');
  expect(under).toMatchObject({ tally: { met: 54, of: 90 }, whole: { met: 54, of: 90 }, compared: 3, hidden: 0 });
  expect(under?.practices.map(({ place, band }) => [place.id, band])).toEqual([['mill', 'far-below']]);
  const over = found.moreThanHelps.find(({ id }) => id === 'bal-glucose-over-treated');
  expect(over?.practices.map(({ place, band }) => [place.id, band])).toEqual([['hill', 'far-above']]);
  // Nobody has a pressure on the record: what counts nobody is left out.
  expect(found.moreThanHelps.map(({ id }) => id)).toEqual(['bal-glucose-over-treated']);
  const elm = valueOf(await made.insight.outliers(await system(), 'elm'));
  expect(elm.tooLittle.flatMap(({ practices }) => practices)).toEqual([]);
  expect(elm.tooLittle.find(({ id }) => id === 'hba1c-58')).toMatchObject({ compared: 1, whole: { met: 54, of: 90 } });
}, 120_000);

test('people are listed for who cares for them, soonest seen first, and for nobody who plans', async () => {
  await people(ELM, { people: 14, high: 11, low: 2 });
  await made.relate(ELM, ...Array.from({ length: 14 }, (_, at) => `Patient/elm-${at}`));
  await made.put(ELM, {
    resourceType: 'Appointment',
    id: 'soon',
    status: 'booked',
    start: '2026-06-20T09:00:00Z',
    participant: [{ actor: { reference: 'Patient/elm-7' }, status: 'accepted' }],
  });
  await made.follow();
  const nurse = await made.seat(ELM, 'practice-nurse');
  const found = valueOf(await made.insight.outliers(nurse, 'elm'));
  const under = found.tooLittle.find(({ id }) => id === 'hba1c-58')?.people;
  expect(under?.total).toBe(11);
  expect(under?.first).toHaveLength(10);
  expect(under?.first[0]).toMatchObject({ name: 'FAMILY ELM-7, Given', next: { at: '2026-06-20T09:00:00Z' } });
  const over = found.moreThanHelps.find(({ id }) => id === 'bal-glucose-over-treated')?.people;
  expect(over?.first.map(({ name }) => name)).toEqual(['FAMILY ELM-11, Given', 'FAMILY ELM-12, Given']);
  const planner = await made.seat('Organization/board', 'programme-lead', 'planning');
  const planned = valueOf(await made.insight.outliers(planner, 'all'));
  for (const { people: listed } of [...planned.tooLittle, ...planned.moreThanHelps]) expect(listed).toBeUndefined();
  expect(await made.insight.outliers(nurse, 'nowhere')).toMatchObject({ refusals: [{ code: 'insight.no-place' }] });
}, 120_000);

test('what is not told of a practice is no outlier, and a team has people and no practices', async () => {
  await people(ELM, { people: 14, high: 2, low: 0 });
  await people(MILL, { people: 14, high: 2, low: 0 });
  await people(HILL, { people: 4, high: 4, low: 0 });
  await made.put(ELM, careTeam('t1', 'elm-0', TEAMS[1]));
  await made.relate(ELM, 'Patient/elm-0');
  await made.follow();
  made.clock.now = Date.parse('2026-07-15T09:00:00Z');
  const planner = await made.seat('Organization/board', 'programme-lead', 'planning');
  const [target] = valueOf(await made.insight.outliers(planner, 'all')).tooLittle;
  expect(target?.hidden).toBeGreaterThan(0);
  expect(target?.practices.map(({ place }) => place.id)).not.toContain('hill');
  const nurse = await made.seat(ELM, 'practice-nurse');
  const team = valueOf(await made.insight.outliers(nurse, 'elm-nurses')).tooLittle.find(({ id }) => id === 'hba1c-58');
  expect(team).toMatchObject({ tally: { met: 0, of: 1 }, practices: [], compared: 0, people: { total: 1 } });
}, 120_000);
