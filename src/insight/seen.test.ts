import { freshDatabase } from '#testing/database';
import { beforeEach, expect, test } from 'vitest';
import type { Access } from '#agreement';
import { sql, type Store } from '#store';
import {
  diabetes,
  ELM,
  footCheck,
  hba1c,
  MILL,
  measuring,
  patient,
  type TestInsight,
  TRUST,
  testInsight,
  valueOf,
} from './insight.testing.ts';

let store: Store;
let made: TestInsight;
let nurse: Access;

beforeEach(async () => {
  const { drop, ...database } = await freshDatabase();
  store = database.store;
  made = await testInsight(store);
  nurse = await made.seat(ELM, 'practice-nurse');
  return async () => {
    await made.stop();
    await drop();
  };
});

/** Somebody on Elm Tree's list with diabetes, whose HbA1c was done at the hospital, which shares nothing. */
async function treatedElsewhere(id = 'p1'): Promise<string> {
  await made.put(ELM, patient(id, ELM));
  await made.put(ELM, diabetes(`d-${id}`, id));
  await made.put(TRUST, patient(`t-${id}`, ELM));
  await made.put(TRUST, hba1c(`h-${id}`, `t-${id}`, '2026-03-01'));
  await made.relate(ELM, `Patient/${id}`, `Patient/t-${id}`);
  const person = await made.link(`Patient/${id}`, `Patient/t-${id}`);
  await made.follow();
  return person;
}

const lackingHba1c = (access: Access, more: { readonly limit?: number; readonly after?: string } = {}) =>
  made.insight.lacking(access, { measure: 'hba1c-recorded', place: 'elm', limit: 50, ...more });

test('a check that is not shared with the viewer is counted, and for the viewer not done', async () => {
  const person = await treatedElsewhere();
  const figures = valueOf(await made.insight.dashboard(nurse, { place: 'elm' }));
  expect(figures.measures[0]?.tally).toEqual({ met: 1, of: 1 });
  const list = valueOf(await lackingHba1c(nurse));
  expect(list).toMatchObject({ total: 1, people: [{ person, name: 'FAMILY P1, Given', born: '1960-05-01' }] });
  expect(list.people[0]).not.toHaveProperty('last');
  const checks = valueOf(await made.insight.checks(nurse, person));
  expect(checks[0]).toMatchObject({ measure: 'hba1c-recorded', state: 'due', why: 'No HbA1c is recorded.' });
});

test('the list tells when a check was last done and what else is due', async () => {
  await made.put(ELM, patient('p1', ELM));
  await made.put(ELM, diabetes('d1', 'p1'));
  await made.put(ELM, hba1c('h1', 'p1', '2025-01-10', 61));
  await made.put(ELM, footCheck('f1', 'p1', '2026-01-10'));
  await made.relate(ELM, 'Patient/p1');
  await made.follow();
  const [row] = valueOf(await lackingHba1c(nurse)).people;
  expect(row).toMatchObject({ last: '2025-01-10', practice: 'Elm Tree Surgery' });
  expect(row?.lacks).toContain('Cholesterol recorded');
  expect(row?.lacks).not.toContain('Foot surveillance');
  expect(row?.lacks).not.toContain('HbA1c recorded');
  const checks = valueOf(await made.insight.checks(nurse, 'Patient/p1'));
  expect(checks.find(({ measure }) => measure === 'foot-checked')).toMatchObject({
    state: 'met',
    last: '2026-01-10',
    due: '2027-01-11',
    why: 'Foot surveillance on 10-Jan-2026, counts up to 10-Jan-2027.',
  });
  expect(checks[0]?.why).toBe('HbA1c 61 mmol/mol on 10-Jan-2025 was the last; it counted up to 10-Jan-2026.');
});

test('people of whom the viewer has no relationship, or whose diagnosis is hidden from them, are not on the list', async () => {
  await treatedElsewhere('p1');
  await made.put(ELM, patient('p2', ELM));
  await made.put(TRUST, diabetes('d2', 'p2'));
  await made.relate(ELM, 'Patient/p2');
  await made.put(ELM, patient('p3', ELM));
  await made.put(ELM, diabetes('d3', 'p3'));
  await store.run(sql`delete from access where cmp = (select cmp from insight_patient where id = 'p3')`);
  await made.follow();
  expect(valueOf(await made.insight.dashboard(nurse, { place: 'elm' })).register).toEqual({ met: 3, of: 3 });
  expect(valueOf(await lackingHba1c(nurse)).people.map(({ name }) => name)).toEqual(['FAMILY P1, Given']);
  expect(await made.insight.checks(nurse, 'Patient/p3')).toMatchObject({
    ok: false,
    refusals: [{ code: 'insight.no-person' }],
  });
  expect(valueOf(await made.insight.checks(nurse, 'Patient/p2'))).toEqual([]);
});

test('a long list is read page by page, in the order of names, also when somebody leaves it meanwhile', async () => {
  for (const id of ['d', 'b', 'a', 'c', 'e']) {
    await made.put(ELM, patient(id, ELM));
    await made.put(ELM, diabetes(`dm-${id}`, id));
  }
  await made.relate(ELM, ...['a', 'b', 'c', 'd', 'e'].map((id) => `Patient/${id}`));
  await made.follow();
  const first = valueOf(await lackingHba1c(nurse, { limit: 2 }));
  expect(first.people.map(({ name }) => name)).toEqual(['FAMILY A, Given', 'FAMILY B, Given']);
  expect(first.total).toBe(5);
  await made.put(ELM, hba1c('h1', 'b', '2026-06-01'));
  await made.follow();
  const second = valueOf(await lackingHba1c(nurse, { limit: 2, after: first.next ?? '' }));
  expect(second.people.map(({ name }) => name)).toEqual(['FAMILY C, Given', 'FAMILY D, Given']);
  expect(second.total).toBe(4);
  const third = valueOf(await lackingHba1c(nurse, { limit: 2, after: second.next ?? '' }));
  expect(third.people.map(({ name }) => name)).toEqual(['FAMILY E, Given']);
  expect(third.next).toBeUndefined();
});

test('everybody on the list is told that they were looked at', async () => {
  const person = await treatedElsewhere();
  await lackingHba1c(nurse);
  expect(
    await store.all(sql`select action, query, role from audit where person = ${person} and action = 'search'`),
  ).toEqual([{ action: 'search', query: 'lacking hba1c-recorded', role: 'practice-nurse' }]);
});

test('figures are for staff, and people for those who care for them', async () => {
  await treatedElsewhere();
  const refusals = async (access: Access) => {
    const found = await lackingHba1c(access);
    return found.ok ? [] : found.refusals.map(({ code }) => code);
  };
  expect(await refusals(await made.seat(ELM, 'receptionist'))).toEqual(['insight.carers-only']);
  expect(await refusals(await made.seat('Organization/board', 'commissioner', 'planning'))).toEqual([
    'insight.carers-only',
  ]);
  const person = { ...(await made.seat(ELM, 'person', 'own-record')) };
  expect(await made.insight.dashboard(person, { place: 'all' })).toMatchObject({
    ok: false,
    refusals: [{ code: 'insight.staff-only' }],
  });
});

test('small figures of others are not told; those of the own practice are', async () => {
  for (const [practice, id] of [
    [ELM, 'a'],
    [MILL, 'b'],
  ] as const) {
    await made.put(practice, patient(id, practice));
    await made.put(practice, diabetes(`d-${id}`, id));
  }
  await made.follow();
  expect(valueOf(await made.insight.dashboard(nurse, { place: 'elm' })).register).toEqual({ met: 1, of: 1 });
  expect(await made.insight.dashboard(nurse, { place: 'mill' })).toMatchObject({
    ok: false,
    refusals: [{ code: 'insight.too-few' }],
  });
});

test('who plans is told figures of the last month end, the same until the next', async () => {
  const board = await made.seat('Organization/board', 'commissioner', 'planning');
  for (let n = 0; n < 24; n += 1) {
    await made.put(ELM, patient(`p${n}`, ELM));
    await made.put(ELM, diabetes(`d${n}`, `p${n}`));
    if (n < 12) await made.put(ELM, hba1c(`h${n}`, `p${n}`, '2026-06-02'));
  }
  await made.follow();
  const told = valueOf(await made.insight.dashboard(board, { place: 'elm' }));
  expect(told.asAt).toBe('2026-05-31');
  expect(told.measures[0]?.tally).toEqual({ met: 0, of: 24 });
  expect(told.measures[0]?.history.at(-1)?.day).toBe('2026-05-31');
  expect(valueOf(await made.insight.dashboard(nurse, { place: 'elm' })).measures[0]?.tally).toEqual({
    met: 12,
    of: 24,
  });
  made.clock.now = Date.parse('2026-07-01T08:00:00Z');
  expect(valueOf(await made.insight.dashboard(board, { place: 'elm' })).measures[0]?.tally).toEqual({
    met: 12,
    of: 24,
  });
});

test('the agreement must name the very version of the pack', async () => {
  const draft = measuring();
  const clauses = draft.clauses.map((clause) =>
    clause.clause === 'measure' ? { ...clause, version: 'of another year' } : clause,
  );
  const { store: other, drop } = await freshDatabase();
  const old = await testInsight(other, { clauses });
  await old.put(ELM, patient('p1', ELM));
  await old.put(ELM, diabetes('d1', 'p1'));
  await old.follow();
  const none = valueOf(await old.insight.dashboard(await old.system(ELM), { place: 'all' }));
  expect([none.measures, none.register]).toEqual([[], { met: 0, of: 0 }]);
  await old.stop();
  await drop();
});
