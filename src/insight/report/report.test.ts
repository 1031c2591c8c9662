import { testStore } from '#testing/database';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readValues } from '#joint';
import {
  ELM,
  hba1c,
  MILL,
  patient,
  type Resource,
  type TestInsight,
  testInsight,
  valueOf,
} from '../insight.testing.ts';
import { compareReport } from './compare.ts';
import { elementsIn } from './counted.ts';
import { LIMITS, possibleValues } from './limits.ts';
import { dueOf, reportsIn, stateOf } from './months.ts';
import { REPORT } from './pack.ts';

const database = testStore();
const MAY = { organization: ELM, month: '2026-05' };
const LOINC = 'http://loinc.org';
let insight: TestInsight;

beforeAll(async () => {
  insight = await testInsight(await database);
  const { put } = insight;
  await put(ELM, patient('a', ELM, { gender: 'female', birthDate: '1980-01-01' }));
  await put(ELM, patient('b', ELM, { gender: 'male', birthDate: '2024-01-01' }));
  await put(ELM, patient('c', ELM, { birthDate: undefined }));
  await put(ELM, visit('v1', 'a', '2026-05-01', 'I10'));
  await put(ELM, visit('v2', 'a', '2026-05-31', 'I10'));
  await put(ELM, visit('v3', 'b', '2026-05-10', 'E11.9'));
  await put(ELM, visit('v4', 'c', '2026-05-11'));
  await put(ELM, visit('v5', 'a', '2026-06-01', 'I10'));
  await put(ELM, { ...visit('v6', 'a', '2026-05-12', 'I10'), status: 'planned' });
  await put(MILL, patient('d', MILL, { gender: 'female' }));
  await put(MILL, visit('v7', 'd', '2026-05-12', 'I10'));
  await put(ELM, pressure('o1', 'a', 150, 80));
  await put(ELM, pressure('o2', 'b', 120, 80));
  await put(ELM, pressure('o3', 'b', 300, 80));
  await put(ELM, hba1c('h1', 'a', '2026-05-02'));
}, 60_000);
afterAll(() => insight?.stop());

function visit(id: string, of: string, on: string, reason?: string): Resource {
  return {
    resourceType: 'Encounter',
    id,
    status: 'finished',
    class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'AMB' },
    subject: { reference: `Patient/${of}` },
    period: { start: `${on}T10:00:00Z` },
    ...(reason ? { reasonCode: [{ coding: [{ system: 'http://hl7.org/fhir/sid/icd-10', code: reason }] }] } : {}),
  };
}

function pressure(id: string, of: string, systolic: number, diastolic: number): Resource {
  const part = (code: string, value: number) => ({
    code: { coding: [{ system: LOINC, code }] },
    valueQuantity: { value, unit: 'mmHg', system: 'http://unitsofmeasure.org', code: 'mm[Hg]' },
  });
  return {
    resourceType: 'Observation',
    id,
    status: 'final',
    code: { coding: [{ system: LOINC, code: '85354-9' }] },
    subject: { reference: `Patient/${of}` },
    effectiveDateTime: '2026-05-10',
    component: [part('8480-6', systolic), part('8462-4', diastolic)],
  };
}

async function report() {
  const manager = await insight.seat(ELM, 'practice-manager', 'planning');
  return valueOf(await insight.insight.monthly.report(manager, MAY));
}

test('a month is made of its visits, by sex and age, each where it happened and on its day', async () => {
  const { cells, quality } = await report();
  const value = (element: string, part = '') =>
    cells.find((cell) => cell.element === element && cell.part === part)?.value;
  expect(value('visits')).toBe(4);
  expect(value('visits', 'female 20-59')).toBe(2);
  expect(value('visits', 'male 0-4')).toBe(1);
  expect(value('visits', 'other other')).toBe(1);
  expect([value('hypertension-visits'), value('diabetes-visits')]).toEqual([2, 1]);
  expect([value('pressure-taken'), value('pressure-high'), value('hba1c-taken')]).toEqual([3, 2, 1]);
  expect(quality).toMatchObject({ visits: 4, withSex: 3, withAge: 3, withReason: 3 });
  expect(quality.odd).toEqual([{ words: 'Systolic blood pressure', likely: '60 to 260 mm[Hg]', count: 1 }]);
});

test('parts add up to the whole, whatever is not recorded', async () => {
  const { cells } = await report();
  for (const { id } of REPORT.elements.filter(({ split }) => split)) {
    const own = cells.filter(({ element }) => element === id);
    const parts = own.filter(({ part }) => part !== '').reduce((sum, { value }) => sum + value, 0);
    expect(parts, id).toBe(own.find(({ part }) => part === '')?.value);
  }
});

test('figures are for the facility; others see whether it is complete and in time', async () => {
  const { monthly } = insight.insight;
  const other = await insight.seat(MILL, 'practice-manager', 'planning');
  expect(await monthly.report(other, MAY)).toMatchObject({ refusals: [{ code: 'insight.report-own' }] });
  const { facilities } = valueOf(await monthly.overview(other));
  const elm = facilities.find(({ organization }) => organization === ELM);
  expect(elm).toMatchObject({ own: false });
  expect(elm?.months.find(({ month }) => month === '2026-05-01')).toEqual({
    month: '2026-05-01',
    due: '2026-06-07',
    state: 'late',
    complete: 75,
    byDue: 0,
  });
});

test('is submitted as it was shown, once; what comes late is a correction, and what another system holds is told apart by cause', async () => {
  const { monthly } = insight.insight;
  const manager = await insight.seat(ELM, 'practice-manager', 'planning');
  const shown = await report();
  const asked = { ...MAY, hash: shown.hash, name: 'Joan' };
  const twice = await Promise.all([monthly.submit(manager, asked), monthly.submit(manager, asked)]);
  expect(twice.filter(({ ok }) => ok).length).toBeGreaterThan(0);
  expect(valueOf(await monthly.submit(manager, asked)).number).toBe(1);
  const file = async (format: string) =>
    Buffer.from(valueOf(await monthly.file(manager, { ...MAY, format })).bytes).toString();
  for (const format of ['adx', 'datavalueset']) {
    const back = valueOf(await monthly.compare(manager, { ...MAY, text: await file(format) }));
    expect(back.differences, format).toEqual([]);
  }
  insight.clock.now += 60_000;
  await insight.put(ELM, visit('late', 'a', '2026-05-20', 'I10'));
  expect(await monthly.submit(manager, asked)).toMatchObject({ refusals: [{ code: 'insight.report-moved' }] });
  const { changes } = await report();
  expect(changes).toContainEqual({ words: 'Visits', part: 'female 20-59', before: 2, now: 3 });
  const held = JSON.parse(await file('datavalueset')) as { dataValues: { dataElement: string; value: string }[] };
  const changed = held.dataValues.find(({ dataElement }) => dataElement === 'HBA1C_TAKEN');
  if (changed) changed.value = '99';
  held.dataValues = held.dataValues.filter(({ dataElement }) => dataElement !== 'BP_HIGH');
  held.dataValues.push({ dataElement: 'TYPED_BY_HAND', value: '4' });
  const { differences } = valueOf(await monthly.compare(manager, { ...MAY, text: JSON.stringify(held) }));
  const causes = Object.fromEntries(differences.map(({ words, part, cause }) => [`${words} ${part}`.trim(), cause]));
  expect(causes).toEqual({
    'Visits female 20-59': 'came-late',
    'Visits for hypertension female 20-59': 'came-late',
    'HbA1c measured': 'changed-there',
    'Blood pressures of 140/90 and more': 'missing-there',
    TYPED_BY_HAND: 'unknown-here',
  });
  expect(differences[0]?.because).toContain('1 of it was recorded');
  const again = valueOf(await monthly.submit(manager, { ...asked, hash: (await report()).hash }));
  expect(again.number).toBe(2);
  const { month } = await report();
  expect(month).toMatchObject({ state: 'submitted-late', submitted: { number: 2 } });
});

test('another place or month is not compared, a month that runs is not submitted, and a nurse does not submit', async () => {
  const { monthly } = insight.insight;
  const manager = await insight.seat(ELM, 'practice-manager', 'planning');
  const text = JSON.stringify({ period: '202604', orgUnit: 'elm', dataValues: [{ dataElement: 'X', value: '1' }] });
  expect(await monthly.compare(manager, { ...MAY, text })).toMatchObject({
    refusals: [{ code: 'insight.report-other' }],
  });
  expect(await monthly.compare(manager, { ...MAY, text: 'a,b' })).toMatchObject({
    refusals: [{ code: 'joint.no-values' }],
  });
  const june = { organization: ELM, month: '2026-06', hash: '', name: '' };
  expect(await monthly.submit(manager, june)).toMatchObject({ refusals: [{ code: 'insight.report-early' }] });
  const nurse = await insight.seat(ELM, 'practice-nurse');
  expect(await monthly.submit(nurse, { ...june, ...MAY })).toMatchObject({
    refusals: [{ code: 'insight.report-submitter' }],
  });
  expect(await monthly.report(manager, { ...MAY, month: '2026-13' })).toMatchObject({
    refusals: [{ code: 'insight.report-month' }],
  });
});

test('an impossible value is refused with place, rule and remedy; an unlikely one is taken; another unit is not judged', () => {
  const refused = possibleValues.admit(pressure('x', 'a', 1_200, 80));
  expect(refused).toMatchObject({
    refusals: [{ code: 'insight.impossible-value', expression: 'Observation.component[0].valueQuantity' }],
  });
  expect(refused.ok ? '' : refused.refusals[0].text).toMatch(/1200 mm\[Hg\].*30 to 370.*Read it again/);
  expect(possibleValues.admit(pressure('x', 'a', 300, 80)).ok).toBe(true);
  const value = { value: 7.1, unit: 'kPa', code: 'kPa' };
  const other = { code: { coding: [{ system: LOINC, code: '8480-6' }] }, valueQuantity: value };
  expect(possibleValues.admit({ resourceType: 'Observation', ...other }).ok).toBe(true);
  for (const { possible, likely } of LIMITS)
    expect((possible[0] ?? 0) <= (likely[0] ?? 0) && (likely[1] ?? 0) <= (possible[1] ?? 0)).toBe(true);
});

test('a report is late from the day after it was due; what did not take place counts nowhere', () => {
  const month = '2026-05-01' as never;
  expect(dueOf(month)).toBe('2026-06-07');
  const state = (today: string, first?: string) => stateOf({ month, today: today as never, first: first as never });
  expect([state('2026-05-31'), state('2026-06-07'), state('2026-06-08')]).toEqual(['running', 'to-submit', 'late']);
  expect([state('2026-07-01', '2026-06-07'), state('2026-07-01', '2026-06-08')]).toEqual([
    'submitted',
    'submitted-late',
  ]);
  expect(elementsIn({ ...visit('v', 'a', '2026-05-01', 'I10'), status: 'cancelled' })).toEqual([]);
});

test('of reports that are due it is told how many came and in time, and of their visits the middle month', () => {
  const month = (at: string, state: 'late' | 'submitted' | 'submitted-late' | 'to-submit', ...share: number[]) => {
    const [complete = 0, byDue = 0] = share;
    const stands = { month: `${at}-01` as never, due: dueOf(`${at}-01` as never), state };
    return share.length === 0 ? stands : { ...stands, complete, byDue };
  };
  const months = [
    month('2026-05', 'to-submit', 10, 10),
    month('2026-04', 'late', 83, 100),
    month('2026-03', 'submitted', 40, 69),
    month('2026-02', 'submitted-late', 100, 12),
    month('2026-01', 'late'),
  ];
  const today = '2026-06-07' as never;
  expect(reportsIn(months, today)).toEqual({ due: 4, submitted: 2, inTime: 1, complete: 83, byDue: 69 });
  expect(reportsIn(months.slice(4), today)).toEqual({ due: 1, submitted: 0, inTime: 0 });
  expect(reportsIn(months.slice(2, 4), today)).toMatchObject({ complete: 40, byDue: 12 });
});

test('a visit counts as recorded by the day its report is due, and one that comes the day after does not', async () => {
  const { put, clock, seat, insight: answers } = insight;
  const before = clock.now;
  clock.now = Date.parse('2026-07-07T10:00:00Z');
  await put(MILL, visit('in-time', 'd', '2026-06-03', 'I10'));
  clock.now = Date.parse('2026-07-08T10:00:00Z');
  await put(MILL, visit('too-late', 'd', '2026-06-04', 'I10'));
  await put(MILL, visit('later', 'd', '2026-06-05'));
  const { facilities } = valueOf(await answers.monthly.overview(await seat(ELM, 'practice-nurse')));
  const june = facilities
    .find(({ organization }) => organization === MILL)
    ?.months.find(({ month }) => month === '2026-06-01');
  expect(june).toMatchObject({ complete: 66, byDue: 33, state: 'late' });
  clock.now = before;
});

test('an empty cell there and nought here are the same', () => {
  const cell = { element: 'referred', part: '', words: 'Referrals made', dataElement: 'REFERRED', value: 0 };
  const there = valueOf(readValues('{"dataValues":[{"dataElement":"REFERRED","value":"0"}]}'));
  expect(compareReport({ now: [cell], sent: [cell], there, late: () => 0 })).toEqual({ same: 1, differences: [] });
  const none = { ...there, values: [] };
  expect(compareReport({ now: [cell], sent: [cell], there: none, late: () => 0 }).differences).toEqual([]);
});
