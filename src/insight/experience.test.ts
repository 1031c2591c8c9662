import readXlsxFile from 'read-excel-file/node';
import { testStore } from '#testing/database';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { day } from '#base';
import { validate } from '#fhir';
import { compartmentOf } from '#repository';
import type { Store } from '#store';
import { keepAsk } from '../record/form/form.queries.ts';
import { formAnswers } from '../record/form/form.ts';
import type { MeasureRow } from './contract.ts';
import { exportFigures } from './export/export.ts';
import { ELM, HILL, measuring, MILL, patient, type TestInsight, testInsight, valueOf } from './insight.testing.ts';

const PACK = 'experience 2026.1';
const FORM = 'https://concord.health/Questionnaire/integrate';
const ANSWER = 'https://concord.health/integrate-answer';
const ITEMS = ['information', 'advice', 'respect', 'roles'];

let made: TestInsight;
let store: Store;

beforeAll(async () => {
  const { clauses } = measuring();
  const experience = {
    id: 'lived',
    cites: '5.2',
    clause: 'measure',
    pack: 'experience',
    version: '2026.1',
    aims: [{ measure: 'integrate-top', percent: 50 }],
  };
  store = await testStore();
  made = await testInsight(store, { clauses: [...clauses, experience as never] });
  for (const id of ['p1', 'p2', 'p3']) {
    await made.put(ELM, patient(id, ELM));
    await made.put(ELM, asked(id));
  }
  await made.put(MILL, patient('m1', MILL));
  await made.put(ELM, answers('p1', [0, 0, 0, 0]));
  await made.put(ELM, answers('p2', [0, 0, 2, 0]));
  await made.put(MILL, answers('m1', [0, 0, 0, 0]));
  await made.follow();
  Object.assign(made.services.answers, { record: { forms: formAnswers(made.services) } });
  await askedHere('p3', '2026-06-01', 1);
  await askedHere('m1', '2026-06-01', 2);
  await askedHere('p2', '2024-06-01', 3);
}, 60_000);
afterAll(() => made?.stop());

function asked(of: string) {
  return {
    resourceType: 'ServiceRequest',
    id: `asked-${of}`,
    status: 'active',
    intent: 'order',
    subject: { reference: `Patient/${of}` },
    code: { coding: [{ system: 'https://concord.health/asked', code: 'integrate' }] },
    authoredOn: '2026-05-01',
  };
}

/** As staff ask by a form of this program. */
async function askedHere(of: string, on: string, version: number): Promise<void> {
  const { bkt, cmp } = compartmentOf(`Patient/${of}`);
  await store.write((transaction) =>
    keepAsk(transaction, {
      id: `ask-${of}-${on}`,
      questionnaire: `integrate-${version}`,
      form: `${FORM}|${version}`,
      title: 'IntegRATE',
      bkt,
      cmp,
      themself: true,
      owner: '',
      role: '',
      organization: 0,
      organization_name: '',
      principal: 'account/1',
      by: 'Ruth Adeyemi',
      words: '',
      asked: new Date(`${on}T09:00:00Z`),
      until: day('2026-07-01'),
    }),
  );
}

/** As the person fills it in: a coded answer to each question, by themself. */
function answers(of: string, given: readonly number[], status = 'completed') {
  return {
    resourceType: 'QuestionnaireResponse',
    id: `answers-${of}`,
    questionnaire: `${FORM}|1`,
    status,
    subject: { reference: `Patient/${of}` },
    author: { reference: `Patient/${of}` },
    authored: '2026-05-10T09:30:00Z',
    item: given.map((value, at) => ({
      linkId: ITEMS[at],
      answer: [{ valueCoding: { system: ANSWER, code: String(value) } }],
    })),
  };
}

async function dashboard(place: string, asAt?: string) {
  const at = asAt === undefined ? {} : { asAt: day(asAt) };
  return valueOf(await made.insight.dashboard(await made.system(ELM), { place, pack: PACK, ...at }));
}

const tallies = (rows: readonly MeasureRow[]) => Object.fromEntries(rows.map(({ id, tally }) => [id, tally]));

test('answers to the four questions count where people are registered, among the measures that were agreed on', async () => {
  expect(tallies((await dashboard('elm')).measures)).toEqual({
    'integrate-top': { met: 1, of: 2 },
    'integrate-response': { met: 2, of: 3 },
  });
  expect(tallies((await dashboard('all')).measures)['integrate-top']).toEqual({ met: 2, of: 3 });
  expect(tallies((await dashboard('all', '2026-05-09')).measures)).toEqual({
    'integrate-top': { met: 0, of: 0 },
    'integrate-response': { met: 0, of: 3 },
  });
});

test('each question is told beside the four together, with what an answer is and where its words come from', async () => {
  const view = valueOf(await made.insight.measure(await made.system(ELM), 'integrate-top', 'elm'));
  expect(tallies(view.variants ?? [])).toMatchObject({
    'integrate-information': { met: 2, of: 2 },
    'integrate-respect': { met: 1, of: 2 },
  });
  expect(view.definition).toContain(
    "Answers to IntegRATE: the sum of the answers to 'information', 'advice', 'respect', 'roles'; who left one out has none.",
  );
  expect(view.definition).toContain(`Answers to IntegRATE is recorded as ${FORM}.`);
});

test('few answers are told to nobody who does not see the people', async () => {
  const planner = await made.seat('Organization/board', 'programme-lead', 'planning');
  expect(await made.insight.dashboard(planner, { place: 'elm', pack: PACK })).toMatchObject({
    ok: false,
    refusals: [{ code: 'insight.too-few' }],
  });
});

const scoreOf = async (place: string, seat = made.system(ELM), asAt?: string) =>
  valueOf(await made.insight.measure(await seat, 'integrate-top', place, asAt === undefined ? {} : { asAt: day(asAt) }))
    .score;

test('the mean score stands beside the best answer, with how many were asked by either way, nobody twice, and answered since', async () => {
  expect(await scoreOf('elm')).toMatchObject({ mean: 1, people: 2, asked: { met: 2, of: 3 } });
  // Asked again after the answer.
  expect(await scoreOf('mill')).toMatchObject({ mean: 0, people: 1, asked: { met: 0, of: 1 } });
  expect(await scoreOf('all')).toMatchObject({ mean: 0.7, people: 3, asked: { met: 2, of: 4 } });
  expect(await scoreOf('elm', made.system(ELM), '2026-05-09')).toMatchObject({ asked: { met: 0, of: 3 } });
  expect(await scoreOf('elm', made.system(ELM), '2026-05-09')).not.toHaveProperty('mean');
  const other = valueOf(await made.insight.measure(await made.system(ELM), 'integrate-response', 'elm'));
  expect(other.score).toBeUndefined();
});

/** A file of the measure, as the page would give it. */
async function file(format: string, place: string, access = made.system(ELM)): Promise<string> {
  const question = { place, measure: 'integrate-top', format };
  return Buffer.from(valueOf(await exportFigures(made.insight, await access, question)).bytes).toString('utf8');
}

test('every file of the measure tells its score, as the page does', async () => {
  const { mean, people, asked: told } = (await scoreOf('all')) ?? {};
  expect([mean, people, told]).toEqual([0.7, 3, { met: 2, of: 4 }]);
  const lines = (await file('csv', 'all')).split('\r\n');
  expect(lines[0]).toMatch(/,Why not told,Mean$/);
  expect(lines.find((line) => line.includes('Mean score'))).toMatch(/,3,,,,0\.7$/);
  expect(lines.find((line) => line.includes('Asked in a year'))).toMatch(/,2,4,50\.0,,,$/);
  const sheets = Buffer.from(
    valueOf(
      await exportFigures(made.insight, await made.system(ELM), {
        place: 'all',
        measure: 'integrate-top',
        format: 'xlsx',
      }),
    ).bytes,
  );
  const rows = (await readXlsxFile(sheets)).find(({ sheet }) => sheet === 'Figures')?.data;
  expect(rows?.filter((row) => String(row[1]).startsWith('Mean score')).map((row) => row.at(-1))).toEqual(['0.7']);
  const groups = [
    { population: [{ count: 3 }], measureScore: { value: 0.7 } },
    { population: [{ count: 4 }, { count: 2 }], measureScore: { value: 50, unit: '%' } },
  ];
  const [report] = (JSON.parse(await file('fhir', 'all')) as { entry: { resource: Report }[] }).entry;
  const [line = ''] = (await file('ndjson', 'all')).split('\n');
  const question = { measure: 'integrate-top', subject: { place: 'all' }, type: 'summary' } as const;
  const evaluated = valueOf(await made.insight.fhir.evaluate(await made.system(ELM), question)) as never as Report;
  for (const one of [report?.resource, JSON.parse(line) as Report, evaluated]) {
    expect(validate(one)).toEqual([]);
    expect(one?.group.slice(1)).toMatchObject(groups);
  }
  const set = JSON.parse(await file('datavalueset', 'all')) as { dataValues: Record<string, string>[] };
  const values = Object.fromEntries(set.dataValues.map(({ dataElement, value }) => [dataElement, value]));
  const names = ['MEAN', 'MEAN_DEN', 'ANSWERED_NUM', 'ANSWERED_DEN'].map((part) => `INTEGRATE_TOP_${part}`);
  expect(names.map((name) => values[name])).toEqual(['0.7', '3', '2', '4']);
  expect(await file('adx', 'all')).toContain('dataElement="INTEGRATE_TOP_MEAN" value="0.7"');
});

type Report = { readonly group: readonly object[] };

test('a score is told to who sees the people; to others as at month ends, and never of few', async () => {
  const nurse = () => made.seat(ELM, 'practice-nurse');
  expect(await scoreOf('elm', nurse())).toMatchObject({ mean: 1, people: 2 });
  const [today, monthEnd] = [await scoreOf('all', nurse()), await scoreOf('all', nurse(), '2026-05-31')];
  const planner = await scoreOf('all', made.seat('Organization/board', 'programme-lead', 'planning'));
  for (const told of [today, planner]) {
    expect(told).not.toHaveProperty('mean');
    expect(told).not.toHaveProperty('asked');
  }
  // By then nobody but those of her own practice was asked; one answered at another.
  expect(monthEnd).toMatchObject({ asked: { met: 2, of: 3 } });
  expect(monthEnd).not.toHaveProperty('mean');
  expect(today?.why).toContain('end of a month');
  expect(monthEnd?.why).toContain('fewer than 10');
});

test('who was asked is told to no seat', async () => {
  const { forms } = made.services.answers['record'] as { readonly forms: ReturnType<typeof formAnswers> };
  const question = { address: FORM, from: day('2026-06-01'), to: day('2026-06-01') };
  expect(await forms.asked(await made.seat(ELM, 'practice-nurse'), question)).toMatchObject({
    ok: false,
    refusals: [{ code: 'record.form-asked' }],
  });
  expect(valueOf(await forms.asked(await made.system(ELM), question)).map(({ on }) => on)).toEqual([
    '2026-06-01',
    '2026-06-01',
  ]);
  expect(valueOf(await forms.asked(await made.system(ELM), { ...question, address: `${FORM}-other` }))).toEqual([]);
});

test('an answer that is put right counts as it is now, and one recorded by mistake not at all', async () => {
  await made.put(ELM, answers('p2', [0, 0, 0, 0], 'amended'));
  await made.put(ELM, answers('p1', [0, 0, 0, 0], 'entered-in-error'));
  await made.follow();
  expect(tallies((await dashboard('elm')).measures)).toEqual({
    'integrate-top': { met: 1, of: 1 },
    'integrate-response': { met: 1, of: 3 },
  });
  expect(await scoreOf('elm')).toMatchObject({ mean: 0, people: 1, asked: { met: 1, of: 3 } });
  expect(valueOf(await made.insight.recompute(await made.system('Organization/board')))).toEqual([]);
});

test('where many answered everywhere, who plans is told the mean as at a month end', async () => {
  for (const [practice, at] of [ELM, MILL, HILL].map((one, place) => [one, place] as const))
    for (let number = 0; number < 24; number += 1) {
      const id = `many-${at}-${number}`;
      await made.put(practice, patient(id, practice));
      await made.put(practice, answers(id, number % 2 === 0 ? [0, 0, 0, 0] : [0, 1, 0, 1]));
    }
  await made.follow();
  const planner = made.seat('Organization/board', 'programme-lead', 'planning');
  expect(await scoreOf('hill', planner)).toMatchObject({ mean: 1, people: 24, asked: { met: 0, of: 0 } });
  const all = await scoreOf('all', planner);
  expect(all).toMatchObject({ mean: 1, people: 74 });
  // A file tells the mean, and of how many were asked nothing, as the page does.
  const sent = await file('datavalueset', 'all', planner);
  expect(sent).toContain('INTEGRATE_TOP_MEAN"');
  expect(sent).not.toContain('INTEGRATE_TOP_ANSWERED');
  expect(await file('csv', 'all', planner)).toMatch(/Asked in a year, and answered since"?,[^\n]*fewer than 10/);
  // Three were asked at Elm Tree Surgery, and one at Mill Lane Practice.
  expect(all).not.toHaveProperty('asked');
});
