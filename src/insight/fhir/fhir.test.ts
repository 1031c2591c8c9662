import { testStore } from '#testing/database';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Access } from '#agreement';
import { type Outcome, validate } from '#fhir';
import { sql } from '#store';
import {
  diabetes,
  ELM,
  footCheck,
  hba1c,
  measuring,
  MILL,
  patient,
  TODAY,
  type TestInsight,
  testInsight,
  TRUST,
  valueOf,
} from '../insight.testing.ts';
import { measuresAreShown, showingOf } from './showing.ts';
import type { Pack } from '../pack.ts';
import type { libraryOf } from './measure.ts';
import { evaluateQuestion, gapsQuestion, parametersIn, typeQuestion } from './question.ts';

// oxlint-disable-next-line typescript/no-explicit-any
type Json = Record<string, any>;

const database = testStore();
let made: TestInsight;
let nurse: Access;

beforeAll(async () => {
  const { clauses } = measuring();
  const sensitive = {
    id: 'kept-back',
    cites: '5.2',
    clause: 'measure',
    pack: 'same-clinic',
    version: '2026.1',
    aims: [],
  };
  made = await testInsight(await database, { clauses: [...clauses, sensitive as never] });
  nurse = await made.seat(ELM, 'practice-nurse');
  for (const id of ['p1', 'p2', 'p3']) {
    await made.put(ELM, patient(id, ELM));
    await made.put(ELM, diabetes(`d-${id}`, id));
  }
  await made.put(ELM, hba1c('h1', 'p1', '2026-03-01'));
  await made.put(ELM, footCheck('f1', 'p1', '2025-06-01'));
  // Done at the hospital, which shares nothing.
  await made.put(TRUST, patient('t2', ELM));
  await made.put(TRUST, hba1c('h2', 't2', '2026-03-01'));
  await made.relate(ELM, 'Patient/p1', 'Patient/p2', 'Patient/t2');
  await made.link('Patient/p2', 'Patient/t2');
  // Nobody here has to do with p3.
  await (await database).run(sql`delete from access where cmp = (select cmp from insight_patient where id = 'p3')`);
  await made.put(MILL, patient('m1', MILL));
  await made.put(MILL, diabetes('d-m1', 'm1'));
  await made.follow();
}, 60_000);
afterAll(() => made?.stop());

const asked = (query: string, measure = 'hba1c-recorded', access = nurse): Promise<Outcome<Json>> => {
  const question = evaluateQuestion(measure, new URLSearchParams(query));
  return question.ok ? made.insight.fhir.evaluate(access, question.value) : Promise.resolve(question);
};
const gapsOf = (query: string, access = nurse): Promise<Outcome<Json>> => {
  const question = gapsQuestion(new URLSearchParams(query));
  return question.ok ? made.insight.fhir.careGaps(access, question.value) : Promise.resolve(question);
};
const codeOf = async (answer: Promise<Outcome<unknown>>) => {
  const outcome = await answer;
  return outcome.ok ? undefined : outcome.refusals[0].code;
};
const counts = (report: Json) => report['group'][0].population.map(({ count }: Json) => count);
const entries = (report: Json, at: number) =>
  (report['contained'][at].entry ?? []).map(({ item }: Json) => item.reference);

test('a summary tells what the screen tells this viewer, with its strata, as at the last day of the period', async () => {
  const report = valueOf(await asked('periodStart=2026-01-01&periodEnd=2026-06-15&subject=Group/elm'));
  expect(validate(report)).toEqual([]);
  expect(report).toMatchObject({ type: 'summary', status: 'complete', period: { start: TODAY, end: TODAY } });
  expect(counts(report)).toEqual([3, 2]);
  expect(report['group'][0].stratifier[0].stratum[0].population[0].count).toBe(3);
  expect(counts(valueOf(await asked('periodEnd=2026-02-01&subject=Organization/elm')))).toEqual([3, 0]);
});

test('where a figure would speak of few, a summary says so and has no number', async () => {
  const report = valueOf(await asked('subject=Group/mill'));
  expect(validate(report)).toEqual([]);
  expect(report).toMatchObject({ status: 'error' });
  expect(JSON.stringify(report)).not.toContain('"count"');
});

test('a list has those whom the viewer may see, by what they may see, and each is told', async () => {
  const report = valueOf(await asked('subject=Group/all&reportType=subject-list'));
  expect(validate(report)).toEqual([]);
  expect(counts(report)).toEqual([2, 2, 1]);
  expect([entries(report, 1), entries(report, 2)]).toEqual([['Patient/p1', 'Patient/p2'], ['Patient/p1']]);
  const noted = await (await database).all(sql`select 1 from audit where query = 'evaluate hba1c-recorded'`);
  expect(noted).toHaveLength(2);
});

test('of one person a report says what decided; what is kept back did not', async () => {
  const met = valueOf(await asked('subject=Patient/p1&periodEnd=2026-06-15'));
  expect(validate(met)).toEqual([]);
  expect(met).toMatchObject({ type: 'individual', subject: { reference: 'Patient/p1' }, reporter: { reference: ELM } });
  expect([counts(met), met['evaluatedResource'].map(({ reference }: Json) => reference)]).toEqual([
    [1, 1, 1],
    ['Condition/d-p1', 'Observation/h1'],
  ]);
  expect(counts(valueOf(await asked('subject=Patient/p1&periodEnd=2026-02-01')))).toEqual([1, 1, 0]);
  const hidden = valueOf(await asked('subject=Patient/p2'));
  expect([counts(hidden), hidden['evaluatedResource']]).toEqual([[1, 1, 0], [{ reference: 'Condition/d-p2' }]]);
});

test('of whom the viewer may not see, nothing is told apart from there being nobody', async () => {
  for (const id of ['p3', 'm1', 't2', 'nobody']) {
    expect(await codeOf(asked(`subject=Patient/${id}`))).toBe('insight.no-person');
    expect(await codeOf(gapsOf(`subject=Patient/${id}`))).toBe('insight.no-person');
  }
});

test('gaps of a person are a document: an issue and a report each, open or closed', async () => {
  const open = valueOf(await gapsOf('subject=Patient/p1&periodStart=2026-01-01&periodEnd=2026-06-15'));
  expect(validate(open)).toEqual([]);
  const resources: readonly Json[] = open['entry'].map(({ resource }: Json) => resource);
  expect(resources.slice(0, 2).map(({ resourceType }) => resourceType)).toEqual(['Composition', 'Patient']);
  const issues = resources.filter(({ resourceType }) => resourceType === 'DetectedIssue');
  expect(issues.map(({ detail }) => detail)).toContain(
    'Foot surveillance on 01-Jun-2025 was the last; it counted up to 01-Jun-2026.',
  );
  expect(new Set(open['entry'].map(({ fullUrl }: Json) => fullUrl)).size).toBe(resources.length);
  for (const resource of resources) expect(validate(resource)).toEqual([]);
  const closed = valueOf(await gapsOf('subject=Patient/p1&status=closed-gap&measureId=hba1c-recorded'));
  expect(JSON.stringify(closed)).toContain('closed-gap');
  expect(resources.length).toBe(2 + 2 * issues.length);
  expect(closed['entry']).toHaveLength(4);
  // Yet another day: the foot check of the year before still counted.
  const then = valueOf(await gapsOf('subject=Patient/p1&periodEnd=2026-04-01&measureId=foot-checked'));
  expect(then['entry']).toHaveLength(2);
});

test('what cannot be answered is refused by name', async () => {
  const manager = await made.seat(ELM, 'practice-manager', 'planning');
  const person = await made.seat(ELM, 'person');
  const refusals = [
    ['insight.operation-parameter', asked('practitioner=Practitioner/x')],
    ['insight.operation-parameter', asked('subject=Group/all&subject=Patient/p1')],
    ['insight.day', asked('periodEnd=2026')],
    ['insight.period', asked('periodStart=2026-06-01&periodEnd=2026-05-01')],
    ['insight.subject', asked('subject=Device/x')],
    ['insight.subject', gapsOf('subject=Group/all')],
    ['insight.report-type', asked('reportType=data-collection')],
    ['insight.report-type', asked('reportType=individual')],
    ['insight.report-type', asked('reportType=constructor')],
    ['insight.gap-status', gapsOf('subject=Patient/p1&status=prospective-gap')],
    ['insight.no-place', asked('subject=Group/nowhere')],
    ['insight.no-measure', asked('', 'of-nothing')],
    ['insight.no-measure', asked('', 'bal-falls')],
    ['insight.no-measure', gapsOf('subject=Patient/p1&measureId=bal-falls')],
    ['insight.future', asked('periodEnd=2026-06-16')],
    ['insight.future', asked('periodEnd=2026-06-16&subject=Patient/p1')],
    ['insight.future', gapsOf('periodEnd=2026-06-16&subject=Patient/p1')],
    ['insight.list-day', asked('periodEnd=2026-06-14&reportType=subject-list')],
    ['insight.carers-only', asked('reportType=subject-list', 'hba1c-recorded', manager)],
    ['insight.carers-only', asked('subject=Patient/p1', 'hba1c-recorded', manager)],
    ['insight.figures-alone', asked('subject=Patient/p1', 'everybody-harm')],
    ['insight.figures-alone', asked('reportType=subject-list', 'everybody-harm')],
    ['insight.carers-only', gapsOf('subject=Patient/p1', manager)],
    ['insight.month-ends', asked('periodEnd=2026-05-20', 'hba1c-recorded', manager)],
    ['insight.staff-only', asked('', 'hba1c-recorded', person)],
  ] as const;
  for (const [code, answer] of refusals) expect(await codeOf(answer)).toBe(code);
});

test('measures of the packs that count are shown, page by page, and nobody writes them', async () => {
  const { services, insight } = made;
  const showing = showingOf({ services, keeping: insight.asking.keeping });
  const { shown, next } = await showing.some(nurse, 'Measure', { limit: 3 });
  expect([shown.length, next]).toEqual([3, shown[2]?.place]);
  const rest = await showing.some(nurse, 'Measure', { limit: 200, after: next ?? '' });
  expect(rest.next).toBeUndefined();
  for (const { resource } of [...shown, ...rest.shown]) expect(validate(resource)).toEqual([]);
  const one = await showing.one(nurse, 'Measure', 'hba1c-recorded');
  expect(one?.resource).toMatchObject({ url: 'https://concord.health/Measure/hba1c-recorded', status: 'active' });
  expect(await showing.one(nurse, 'Measure', 'bal-falls')).toBeUndefined();
  expect((await showing.some(nurse, 'Measure', { limit: 9, patients: ['Patient/p1'] })).shown).toEqual([]);
  expect(measuresAreShown.admit({ resourceType: 'Measure', id: 'hba1c-recorded' })).toMatchObject({
    refusals: [{ code: 'insight.shown' }],
  });
  expect(measuresAreShown.admit({ resourceType: 'Measure', id: 'own' }).ok).toBe(true);
});

test('a measure points to the library of its pack, which holds the pack as it runs', async () => {
  const { services, insight } = made;
  const showing = showingOf({ services, keeping: insight.asking.keeping });
  const { shown } = await showing.some(nurse, 'Library', { limit: 200 });
  const libraries = shown.map(({ resource }) => resource as ReturnType<typeof libraryOf>);
  for (const library of libraries) expect(validate(library)).toEqual([]);
  const measure: Json = (await showing.one(nurse, 'Measure', 'hba1c-recorded'))?.resource ?? {};
  const [library] = libraries.filter(({ url, version }) => measure['library'].includes(`${url}|${version}`));
  const held = JSON.parse(Buffer.from(library?.content[0]?.data ?? '', 'base64').toString('utf8')) as Pack;
  expect(held.measures.map(({ id }) => id)).toContain('hba1c-recorded');
  expect((await showing.one(nurse, 'Library', library?.id ?? ''))?.resource).toEqual(library);
  expect(measuresAreShown.admit({ resourceType: 'Library', id: library?.id ?? '' }).ok).toBe(false);
  expect(measuresAreShown.admit({ resourceType: 'Library', id: 'hba1c-recorded' }).ok).toBe(true);
});

test('of the type, the measure is a parameter: by its id or address, and of no other version than the one that counts', async () => {
  const evaluated = async (measure: string) => {
    const question = typeQuestion(new URLSearchParams({ measure, subject: 'Group/elm' }));
    return question.ok ? made.insight.fhir.evaluate(nurse, question.value) : question;
  };
  const report = valueOf(await evaluated('hba1c-recorded'));
  expect(report).toMatchObject({ resourceType: 'MeasureReport', type: 'summary' });
  const canonical = String(report['measure']);
  expect(canonical).toMatch(/^https:\/\/concord\.health\/Measure\/hba1c-recorded\|/);
  for (const named of [canonical, canonical.split('|')[0] ?? '', 'Measure/hba1c-recorded'])
    expect(valueOf(await evaluated(named))).toEqual(report);
  expect(await evaluated('hba1c-recorded|1999')).toMatchObject({ refusals: [{ code: 'insight.no-measure' }] });
  expect(await evaluated('')).toMatchObject({ refusals: [{ code: 'insight.measure-parameter' }] });
});

test('Parameters ask the same as an address, and what is none is refused by name', async () => {
  const parameter = [
    { name: 'subject', valueString: 'Patient/p1' },
    { name: 'periodEnd', valueDate: TODAY },
    { name: 'status', valueCode: 'open-gap' },
    { name: 'status', valueCode: 'closed-gap' },
  ];
  const read = valueOf(parametersIn({ resourceType: 'Parameters', parameter }));
  expect(read.toString()).toBe(
    new URLSearchParams(`subject=Patient/p1&periodEnd=${TODAY}&status=open-gap&status=closed-gap`).toString(),
  );
  for (const body of [
    undefined,
    { resourceType: 'Bundle' },
    { resourceType: 'Parameters', parameter: [{ name: 'subject' }] },
    { resourceType: 'Parameters', parameter: [null] },
  ])
    expect(parametersIn(body)).toMatchObject({ refusals: [{ code: 'insight.operation-body' }] });
});
