import { freshDatabase } from '#testing/database';
import { sql } from '#store';
import { beforeEach, expect, test } from 'vitest';
import { day, plusDays } from '#base';
import type { MeasureRow, Tally } from './contract.ts';
import { readAnew } from './reading.ts';
import { readOdd } from './sentinel/odd.queries.ts';
import {
  diabetes,
  ELM,
  footCheck,
  HILL,
  hba1c,
  MILL,
  patient,
  type TestInsight,
  TODAY,
  TRUST,
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

async function rowOf(measure: string, place = 'all'): Promise<MeasureRow> {
  const found = valueOf(await made.insight.dashboard(await made.system('Organization/board'), { place }));
  const row = found.measures.find(({ id }) => id === measure);
  if (!row) throw new Error(`no ${measure}`);
  return row;
}

async function tallyOf(measure: string, place = 'all'): Promise<Tally | undefined> {
  return (await rowOf(measure, place)).tally;
}

async function differences() {
  return valueOf(await made.insight.recompute(await made.system('Organization/board')));
}

test('counts a person at their practice, its locality and the partnership', async () => {
  await made.put(ELM, patient('p1', ELM));
  await made.put(ELM, diabetes('d1', 'p1'));
  await made.put(ELM, hba1c('h1', 'p1', '2026-03-01'));
  await made.follow();
  for (const place of ['elm', 'north', 'all'])
    expect(await tallyOf('hba1c-recorded', place)).toEqual({ met: 1, of: 1 });
  for (const place of ['mill', 'south']) expect(await tallyOf('hba1c-recorded', place)).toEqual({ met: 0, of: 0 });
  expect(await tallyOf('foot-checked')).toEqual({ met: 0, of: 1 });
  expect(await differences()).toEqual([]);
});

test('moves with every write, correction and deletion', async () => {
  await made.put(ELM, patient('p1', ELM));
  await made.put(ELM, diabetes('d1', 'p1'));
  await made.put(ELM, hba1c('h1', 'p1', '2026-03-01', 50));
  await made.follow();
  expect(await tallyOf('hba1c-58')).toEqual({ met: 1, of: 1 });
  await made.put(ELM, hba1c('h1', 'p1', '2026-03-01', 70));
  await made.follow();
  expect(await tallyOf('hba1c-58')).toEqual({ met: 0, of: 1 });
  await made.remove(ELM, 'Observation/h1');
  await made.follow();
  expect(await tallyOf('hba1c-58')).toEqual({ met: 0, of: 0 });
  await made.remove(ELM, 'Condition/d1');
  await made.follow();
  expect(await tallyOf('hba1c-recorded')).toEqual({ met: 0, of: 0 });
  expect(await differences()).toEqual([]);
});

test('a check stops counting on its day without anything being recorded', async () => {
  await made.put(ELM, patient('p1', ELM));
  await made.put(ELM, diabetes('d1', 'p1'));
  await made.put(ELM, hba1c('h1', 'p1', '2026-06-14'));
  await made.follow();
  made.clock.now = Date.parse('2027-06-14T12:00:00Z');
  expect(await tallyOf('hba1c-recorded')).toEqual({ met: 1, of: 1 });
  made.clock.now = Date.parse('2027-06-15T00:30:00+01:00');
  expect(await tallyOf('hba1c-recorded')).toEqual({ met: 0, of: 1 });
  expect(await differences()).toEqual([]);
});

test('month ends stay as they were at the time', async () => {
  await made.put(ELM, patient('p1', ELM));
  await made.put(ELM, diabetes('d1', 'p1'));
  await made.put(ELM, hba1c('h1', 'p1', '2026-03-31'));
  await made.follow();
  const { history } = await rowOf('hba1c-recorded');
  expect(history.map(({ day: at }) => at).slice(-3)).toEqual(['2026-03-31', '2026-04-30', '2026-05-31']);
  expect(history).toHaveLength(24);
  const met = history.filter(({ tally }) => tally?.met === 1).map(({ day: at }) => at);
  expect(met).toEqual(['2026-03-31', '2026-04-30', '2026-05-31']);
  const asAt = await made.insight.dashboard(await made.system(ELM), { place: 'all', asAt: day('2026-03-30') });
  expect(valueOf(asAt).measures[0]?.tally).toEqual({ met: 0, of: 1 });
});

test('who plans is offered the days that are told to them, and each of them is', async () => {
  await made.put(ELM, patient('p1', ELM));
  await made.put(ELM, diabetes('d1', 'p1'));
  await made.follow();
  const planner = await made.seat('Organization/board', 'commissioner', 'planning');
  const view = valueOf(await made.insight.measure(planner, 'hba1c-recorded', 'all'));
  expect(view.days).toHaveLength(24);
  expect(view.days?.[0]).toBe(view.asAt);
  for (const asAt of view.days ?? []) {
    const found = valueOf(await made.insight.measure(planner, 'hba1c-recorded', 'all', { asAt, reportedOn: asAt }));
    expect(found.asAt).toBe(asAt);
  }
  const other = await made.insight.dashboard(planner, { place: 'all', asAt: day('2026-05-20') });
  expect(other).toMatchObject({ refusals: [{ code: 'insight.month-ends' }] });
  const carer = await made.seat(ELM, 'practice-nurse');
  expect(valueOf(await made.insight.measure(carer, 'hba1c-recorded', 'all')).days).toBeUndefined();
});

test('which measures are counted is what the dashboards of every pack show, for those who are told figures', async () => {
  await made.put(ELM, patient('p1', ELM));
  await made.put(ELM, diabetes('d1', 'p1'));
  await made.follow();
  const program = await made.system('Organization/board');
  const { packs = [] } = valueOf(await made.insight.dashboard(program, { place: 'all' }));
  const shown = [];
  for (const { id: pack } of packs) {
    const { measures } = valueOf(await made.insight.dashboard(program, { place: 'all', pack }));
    shown.push(...measures.map(({ id, title, better }) => ({ id, title, pack, ...(better ? { better } : {}) })));
  }
  expect(shown.length).toBeGreaterThan(0);
  expect(await made.insight.counted(program)).toEqual(shown);
  // One person is too few to tell a planner of.
  const planner = await made.seat('Organization/board', 'commissioner', 'planning');
  expect(await made.insight.counted(planner)).toEqual([]);
  expect(await made.insight.counted(await made.seat(ELM, 'person'))).toEqual([]);
});

test('what the hospital did counts once the records are one person, and no longer when they are not', async () => {
  await made.put(ELM, patient('p1', ELM));
  await made.put(ELM, diabetes('d1', 'p1'));
  await made.put(TRUST, patient('t1', MILL));
  await made.put(TRUST, hba1c('h1', 't1', '2026-03-01'));
  await made.follow();
  expect(await tallyOf('hba1c-recorded')).toEqual({ met: 0, of: 1 });
  await made.link('Patient/p1', 'Patient/t1');
  await made.follow();
  // The practice's own list goes before what the hospital has heard.
  expect(await tallyOf('hba1c-recorded', 'elm')).toEqual({ met: 1, of: 1 });
  expect(await differences()).toEqual([]);
  await made.unlink('Patient/t1');
  await made.follow();
  expect(await tallyOf('hba1c-recorded')).toEqual({ met: 0, of: 1 });
  expect(await differences()).toEqual([]);
});

test('somebody who moves to another practice is counted there', async () => {
  await made.put(ELM, patient('p1', ELM));
  await made.put(ELM, diabetes('d1', 'p1'));
  await made.follow();
  await made.put(ELM, patient('p1', HILL));
  await made.follow();
  expect(await tallyOf('hba1c-recorded', 'elm')).toEqual({ met: 0, of: 0 });
  expect(await tallyOf('hba1c-recorded', 'south')).toEqual({ met: 0, of: 1 });
});

test('nothing is counted while the agreement to count is suspended', async () => {
  await made.put(ELM, patient('p1', ELM));
  await made.put(ELM, diabetes('d1', 'p1'));
  await made.put(ELM, footCheck('f1', 'p1', '2026-02-01'));
  await made.follow();
  const lead = { ...(await made.seat(ELM, 'ig-lead', 'audit')), name: 'Lead' };
  valueOf(await made.governance.suspend(lead, 'measuring', 'a breach'));
  const none = valueOf(await made.insight.dashboard(await made.system(ELM), { place: 'all' }));
  expect(none.measures).toEqual([]);
  valueOf(await made.governance.resume(lead, 'measuring', 'repaired'));
  expect(await tallyOf('foot-checked', 'elm')).toEqual({ met: 1, of: 1 });
  expect((await rowOf('all-eight')).aim).toBe(60);
});

test('what the installation itself records for somebody on a list is counted', async () => {
  await made.put('Organization/system', patient('p1', ELM));
  await made.put('Organization/system', diabetes('d1', 'p1'));
  await made.follow();
  expect(await tallyOf('hba1c-recorded', 'elm')).toEqual({ met: 0, of: 1 });
  expect(await differences()).toEqual([]);
});

test('what a stranger to the agreement records is not counted', async () => {
  await made.put('Organization/stranger', patient('p1', ELM));
  await made.put('Organization/stranger', diabetes('d1', 'p1'));
  await made.follow();
  expect(await tallyOf('hba1c-recorded')).toEqual({ met: 0, of: 0 });
  expect(await differences()).toEqual([]);
});

test('a deliberately wrong figure, and a wrong course, are named by the audit, and gone once everybody is counted anew', async () => {
  await made.put(ELM, patient('p1', ELM));
  await made.put(ELM, diabetes('d1', 'p1'));
  await made.put(ELM, hba1c('h1', 'p1', '2026-03-01'));
  await made.follow();
  const past = async () =>
    valueOf(await made.insight.recompute(await made.system('Organization/board'), plusDays(TODAY, -20)));
  expect([await differences(), await past()]).toEqual([[], []]);
  const { store } = made.services;
  await store.run(sql`update insight_tally set counted = counted + 1 where slot = 0 and measure = 1 and stratum = ''`);
  await store.run(sql`update insight_run set revision = revision + 1`);
  const inspected = await made.insight.inspect();
  expect([inspected.people, inspected.wrong.map(({ measure }) => measure)]).toEqual([1, ['hba1c-recorded']]);
  const [shown] = valueOf(await made.insight.inspections(await made.seat('Organization/board', 'commissioner')));
  expect(shown?.wrong).toEqual([{ pack: 'diabetes-uk 2026.1', place: 'Elm Tree Surgery', measure: 'hba1c-recorded' }]);
  expect((await readOdd(store)).map(({ name }) => name)).toEqual(['The nightly inspection']);
  const [wrong, ...others] = await differences();
  expect([wrong?.place, wrong?.kept.of, wrong?.raw.of, others]).toEqual(['elm', 2, 1, []]);
  await store.run(sql`update insight_course set met = array_fill(1, array[cardinality(met)])`);
  expect((await past()).length).toBeGreaterThan(0);
  await store.run(sql`update insight_state set met = array_fill(1, array[cardinality(met)])`);
  expect((await made.insight.inspect()).wrong.length).toBeGreaterThan(1);
  await made.insight.rebuild();
  expect([await differences(), await past()]).toEqual([[], []]);
  expect((await made.insight.inspect()).wrong).toEqual([]);
});

test('who is linked away is counted no longer, though what was written of the other is followed before the link', async () => {
  const pairs = ['a', 'b', 'c', 'd'].map((name) => [`${name}1`, `${name}2`] as const);
  for (const id of pairs.flat()) {
    await made.put(ELM, patient(id, ELM));
    await made.put(ELM, diabetes(`d-${id}`, id));
  }
  await made.follow();
  expect(await tallyOf('hba1c-recorded')).toEqual({ met: 0, of: 8 });
  // Of each pair one; whose id stays is not for us to say.
  for (const [turn, pair] of pairs.entries())
    await made.put(ELM, hba1c(`h${turn}`, pair[turn % 2] ?? '', '2026-03-01'));
  // The links come with the next hundred changes.
  for (let n = 0; n < 100; n += 1) await made.put(HILL, footCheck(`f${n}`, 'stranger', '2026-03-01'));
  for (const [one, other] of pairs) await made.link(`Patient/${one}`, `Patient/${other}`);
  await made.follow();
  expect(await tallyOf('hba1c-recorded')).toEqual({ met: 4, of: 4 });
  expect(await differences()).toEqual([]);
});

test('facts read anew from every resource are those that were written with them', async () => {
  for (const id of ['p1', 'p2']) {
    await made.put(ELM, patient(id, ELM, { gender: 'female' }));
    await made.put(ELM, diabetes(`d-${id}`, id));
    await made.put(ELM, hba1c(`h-${id}`, id, '2026-03-01'));
    await made.put(ELM, footCheck(`f-${id}`, id, '2026-03-01'));
  }
  const { store } = made.services;
  const tables = ['insight_fact', 'insight_patient', 'insight_organization', 'insight_activity', 'insight_monthly'];
  const rows = async () =>
    Promise.all(
      tables.map(async (table) =>
        store.all(
          sql`select * from ${sql.raw(table)} order by bkt, typ, id ${sql.raw(table === 'insight_fact' ? ', fact' : '')}`,
        ),
      ),
    );
  const before = await rows();
  expect(before[0]?.length).toBeGreaterThan(5);
  expect(await readAnew(made.services)).toBe(0);
  await store.run(sql`update insight_run set facts = 'of another version'`);
  await store.run(sql`update insight_fact set value = 7`);
  expect(await readAnew(made.services)).toBeGreaterThan(8);
  expect(await rows()).toEqual(before);
});
