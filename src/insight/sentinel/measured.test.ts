import { type Day, plusDays } from '#base';
import { freshDatabase } from '#testing/database';
import { beforeEach, expect, test } from 'vitest';
import {
  diabetes,
  ELM,
  measuring,
  MILL,
  patient,
  SNOMED,
  type TestInsight,
  testInsight,
  TODAY,
  TRUST,
  valueOf,
} from '../insight.testing.ts';
import type { SentinelWish } from './contract.ts';
import { measuredSeries } from './measured.ts';
import { MONTHS } from './watch.ts';

let made: TestInsight;

const { days: PERIOD } = MONTHS;
/** Practices whose people fall, with how old they are: the measure is about those of 65 and over. */
const PRACTICES = [
  { organization: ELM, id: 'elm' },
  { organization: MILL, id: 'mill' },
] as const;

beforeEach(async () => {
  const { store, drop } = await freshDatabase();
  const draft = measuring();
  const named = { pack: 'balancing', version: '2026.1', aims: [] } as const;
  const counts = { id: 'balances', cites: '5.2', clause: 'measure', ...named } as const;
  made = await testInsight(store, { clauses: [...draft.clauses, counts] });
  for (const { organization, id } of PRACTICES)
    for (let at = 0; at < 12; at += 1) {
      await made.put(organization, patient(`${id}${at}`, organization, { birthDate: '1945-05-01' }));
      await made.put(organization, diabetes(`d-${id}${at}`, `${id}${at}`));
    }
  await made.put(ELM, patient('young', ELM, { birthDate: '1990-05-01' }));
  await made.put(ELM, diabetes('d-young', 'young'));
  return async () => {
    await made.stop();
    await drop();
  };
});

let falls = 0;
async function fell(person: string, at: Day, by: string): Promise<void> {
  falls += 1;
  await made.put(by, {
    resourceType: 'Condition',
    id: `fall${falls}`,
    subject: { reference: `Patient/${person}` },
    code: { coding: [{ system: SNOMED, code: '217082002' }] },
    onsetDateTime: at,
  });
}

/** Two or three falls in every four weeks before, and from the change on so many at the first practice; as before at the other. */
async function course(since: Day, after: number): Promise<void> {
  const last = Math.floor((Date.parse(TODAY) - Date.parse(since)) / 86_400_000 / PERIOD);
  for (const { organization, id } of PRACTICES)
    for (let period = -16; period < last; period += 1) {
      const usual = 2 + (period % 2 === 0 ? 1 : 0);
      const count = period >= 0 && id === 'elm' ? after : usual;
      for (let at = 0; at < count; at += 1)
        await fell(`${id}${at % 12}`, plusDays(since, period * PERIOD + at * 2), organization);
    }
  await made.follow();
}

const wish = (since: Day): SentinelWish => ({
  change: 'Blood pressure is treated to a lower target',
  hoped: 'Fewer strokes',
  since,
  watches: [{ series: 'bal-falls', organization: '', feared: 'up', cost: '400' }],
});

test('falls that rise at one practice are seen there, with whose they are and what they cost, and a review is owed', async () => {
  const since = plusDays(TODAY, -3 * PERIOD);
  await course(since, 12);
  // Who is younger is not one of whom the measure is about.
  for (let at = 0; at < 30; at += 1) await fell('young', plusDays(since, at), ELM);
  await made.follow();
  const lead = await made.seat(TRUST, 'programme-lead');
  const { id } = valueOf(await made.insight.declareChange(lead, wish(since)));
  const view = valueOf(await made.insight.sentinel(lead, id));
  expect(view.watches.map(({ name, days, title }) => [name, days, title])).toEqual([
    ['Elm Tree Surgery', PERIOD, 'Fall, aged 65 and over'],
    ['Mill Lane Practice', PERIOD, 'Fall, aged 65 and over'],
  ]);
  expect(view.signals).toMatchObject([
    { at: { organization: ELM }, since, counted: 36, people: 12, state: 'for-comment', movement: true },
  ]);
  const [signal] = view.signals;
  expect(signal?.rules).toContain('outside');
  expect(signal?.expected).toBeCloseTo(7.5, 0);
  expect(signal?.cost?.minor).toBe(Math.round((36 - (signal?.expected ?? 0)) * 40_000));
  // Who has nothing to do with these people is shown none of them; their practice sees who fell, and nobody else.
  const trust = await made.seat(TRUST, 'specialist-nurse');
  expect(valueOf(await made.insight.signalPeople(trust, signal?.id ?? ''))).toEqual([]);
  const nurse = await made.seat(ELM, 'practice-nurse');
  const listed = valueOf(await made.insight.signalPeople(nurse, signal?.id ?? ''));
  expect(listed).toHaveLength(12);
  expect(listed.every(({ name }) => name.startsWith('FAMILY ELM'))).toBe(true);
  const said = { verdict: 'adjust', words: 'Not below 130 where somebody is frail', early: 'Falls break hips' };
  valueOf(await made.insight.review(lead, signal?.id ?? '', said));
  expect(await made.insight.watch()).toBe(0);
}, 120_000);

test('a shift that no single month shows is seen by its seventh', async () => {
  const since = plusDays(TODAY, -7 * PERIOD);
  await course(since, 4);
  const lead = await made.seat(ELM, 'programme-lead');
  const { id } = valueOf(await made.insight.declareChange(lead, wish(since)));
  const { signals } = valueOf(await made.insight.sentinel(lead, id));
  expect(signals).toMatchObject([{ at: { organization: ELM }, rules: expect.arrayContaining(['shift']) }]);
}, 120_000);

test('where nothing changes nothing is raised, and a fall that is taken back is counted no more', async () => {
  const since = plusDays(TODAY, -3 * PERIOD);
  await course(since, 3);
  const lead = await made.seat(ELM, 'programme-lead');
  const { id } = valueOf(await made.insight.declareChange(lead, wish(since)));
  expect(await made.insight.watch()).toBe(0);
  const view = async () => valueOf(await made.insight.sentinel(await made.seat(ELM, 'gp'), id));
  const before = await view();
  expect(before.signals).toEqual([]);
  expect(before.watches[0]?.limits).toBeDefined();
  const sum = ({ watches }: typeof before) =>
    watches.reduce((all, { weeks }) => all + weeks.reduce((some, { counted = 0 }) => some + counted, 0), 0);
  await made.remove(MILL, `Condition/fall${falls}`);
  await made.follow();
  expect(sum(await view())).toBe(sum(before) - 1);
}, 120_000);

test('series are made of what happens, and of nothing that is sensitive', () => {
  const ids = measuredSeries().map(({ id }) => id);
  for (const id of ['bal-hypoglycaemia', 'bal-glucose-over-treated', 'bal-kidney-injury', 'bal-falls', 'bal-emergency'])
    expect(ids).toContain(id);
  expect(measuredSeries().find(({ id }) => id === 'bal-glucose-over-treated')?.happenings).toMatchObject([
    { below: 53 },
  ]);
  expect(measuredSeries().filter(({ pack }) => pack.pack.sensitive)).toEqual([]);
});
