import { freshDatabase } from '#testing/database';
import { fc } from '#testing/chance';
import { beforeEach, expect, test } from 'vitest';
import { day } from '#base';
import { readXml } from '#testing/xml';
import { catalogue } from '../catalogue.ts';
import type { ExchangeQuestion } from '../contract.ts';
import { diabetes, ELM, hba1c, MILL, patient, type TestInsight, testInsight, valueOf } from '../insight.testing.ts';
import { DIMENSIONS } from '../pack.ts';
import { exportFigures } from './export.ts';
import { categoryName, elementName, optionName } from './names.ts';
import { periodEnding, readPeriod } from './period.ts';
import { adxFaults, dataValueSetFaults } from './published.testing.ts';

let made: TestInsight;

beforeEach(async () => {
  const { store, drop } = await freshDatabase();
  made = await testInsight(store);
  return async () => {
    await made.stop();
    await drop();
  };
});

const ELEMENTS = catalogue.flatMap(({ pack: { measures, strata } }) =>
  measures.flatMap(({ id }) =>
    (['met', 'of'] as const).flatMap((part) => [
      elementName(id, part),
      ...strata.map((dimension) => elementName(id, part, dimension)),
    ]),
  ),
);
const SCORES = catalogue.flatMap(({ pack: { measures } }) =>
  measures
    .filter(({ score }) => score)
    .flatMap(({ id }) => (['mean', 'people', 'asked', 'answered'] as const).map((part) => elementName(id, part))),
);
const CODES = {
  elements: [...ELEMENTS, ...SCORES],
  dimensions: {
    SEX: ['SEX_female', 'SEX_male', 'SEX_UNKNOWN'],
    AGE: ['AGE_UNKNOWN', ...catalogue.flatMap(({ pack }) => pack.ageBands).map((band) => `AGE_${band}`)],
    LANGUAGE: ['LANGUAGE_UNKNOWN', 'LANGUAGE_pa', 'LANGUAGE_ur', 'LANGUAGE_en'],
  },
};

/** Of both sexes, half with a result in February; 80 are enough at two practices that all is told to who plans. */
async function people(count = 80): Promise<void> {
  const languages = ['pa-Arab', 'ur', 'en'];
  for (let at = 0; at < count; at += 1) {
    const language = { coding: [{ system: 'urn:ietf:bcp:47', code: languages[at % 3] }] };
    const more = { gender: at % 2 ? 'male' : 'female', communication: [{ language }] };
    await made.put(ELM, patient(`p${at}`, at < 40 ? ELM : MILL, more));
    await made.put(ELM, diabetes(`d${at}`, `p${at}`));
    if (at % 4 < 2) await made.put(ELM, hba1c(`h${at}`, `p${at}`, '2026-02-03'));
  }
  await made.follow();
}

async function taken(question: Omit<ExchangeQuestion, 'format'>, format: string): Promise<string> {
  const access = await made.seat('Organization/board', 'commissioner', 'planning');
  return Buffer.from(valueOf(await exportFigures(made.insight, access, { ...question, format })).bytes).toString(
    'utf8',
  );
}

test('figures of a pack, a measure, a place and a period keep the published rules of ADX and of DHIS2', async () => {
  await people();
  const asked: readonly Omit<ExchangeQuestion, 'format'>[] = [
    { place: 'all' },
    { place: 'elm', measure: 'hba1c-recorded' },
    { place: 'elm', measure: 'hba1c-recorded', period: '2026-03' },
    { place: 'all', period: '2026Q1' },
    { place: 'elm', asAt: day('2026-04-30') },
  ];
  for (const question of asked) {
    expect(adxFaults(await taken(question, 'adx'), CODES), JSON.stringify(question)).toEqual([]);
    expect(dataValueSetFaults(await taken(question, 'datavalueset'), CODES), JSON.stringify(question)).toEqual([]);
  }
});

test('both forms say the same: whole and told apart, of the period, as a screen tells it', async () => {
  await people();
  const question = { place: 'elm', measure: 'hba1c-recorded', period: '2026Q1' };
  const [group] = readXml(await taken(question, 'adx')).children;
  expect(group?.attributes).toEqual({
    dataSet: 'diabetes-uk',
    orgUnit: 'elm',
    period: '2026-01-01/P3M',
    completeDate: '2026-06-15',
  });
  const adx = (group?.children ?? []).map(({ attributes }) => attributes);
  expect(adx).toContainEqual({ dataElement: 'HBA1C_RECORDED_DEN', value: '40' });
  expect(adx).toContainEqual({ dataElement: 'HBA1C_RECORDED_NUM', value: '20' });
  expect(adx).toContainEqual({ dataElement: 'HBA1C_RECORDED_NUM_BY_SEX', SEX: 'SEX_female', value: '10' });
  const set = JSON.parse(await taken(question, 'datavalueset')) as { period: string; dataValues: readonly Value[] };
  expect(set.period).toBe('2026Q1');
  const told = ({ dataElement, value, categoryOptionCombo = '' }: Value) =>
    `${dataElement} ${categoryOptionCombo} ${value}`;
  expect(set.dataValues.map(told)).toEqual(
    adx.map(({ dataElement, value, ...apart }) => `${dataElement} ${Object.values(apart)[0] ?? ''} ${value}`),
  );
});

type Value = { readonly dataElement: string; readonly value: string; readonly categoryOptionCombo?: string };

test('what is not told is not sent, and a file without any figure is refused', async () => {
  await people(6);
  const access = await made.seat('Organization/board', 'commissioner', 'planning');
  const sent = await exportFigures(made.insight, access, { place: 'elm', measure: 'hba1c-recorded', format: 'adx' });
  expect(sent).toMatchObject({ ok: false, refusals: [{ code: 'insight.nothing-to-send' }] });
  const odd = await exportFigures(made.insight, access, { place: 'elm', period: '2026Q5', format: 'datavalueset' });
  expect(odd).toMatchObject({ ok: false, refusals: [{ code: 'insight.export-period' }] });
  const future = await exportFigures(made.insight, access, { place: 'elm', period: '2026', format: 'csv' });
  expect(future).toMatchObject({ ok: false, refusals: [{ code: 'insight.future' }] });
});

test('the rules find what breaks them', () => {
  const broken = `<adx xmlns="urn:ihe:qrph:adx:2015"><group orgUnit="elm" period="202603">
    <dataValue dataElement="NONE" SEX="SEX_both" value="few"/></group></adx>`;
  expect(adxFaults(broken, CODES)).toEqual([
    'exported is a date and time',
    'period is a range of time',
    "'NONE' is a data element",
    "'few' is a decimal",
    "'SEX_both' is an option of SEX",
  ]);
});

test('a measure as a spreadsheet tells those who are told apart too', async () => {
  await people();
  const lines = (await taken({ place: 'elm', measure: 'hba1c-recorded', period: '2026-03' }, 'csv')).split('\r\n');
  expect(lines.find((line) => line.includes(',Sex,Female,'))).toMatch(/2026-03-31,,10,20,50\.0/);
});

test('a period is read as it is written, and is named by the day that it ends with', () => {
  expect(readPeriod('2026Q2')).toEqual({ from: '2026-04-01', until: '2026-07-01' });
  expect(readPeriod('2026S2')).toEqual({ from: '2026-07-01', until: '2027-01-01' });
  expect(readPeriod('2026')).toEqual({ from: '2026-01-01', until: '2027-01-01' });
  expect(readPeriod('202602')).toEqual({ from: '2026-02-01', until: '2026-03-01' });
  expect(['2026-13', '2026Q5', '2026Q0', '26', 'March'].map(readPeriod)).toEqual(Array(5).fill(undefined));
  expect(periodEnding(day('2024-02-29'))).toEqual({ from: '2024-02-01', until: '2024-03-01' });
  expect(periodEnding(day('2026-02-15'))).toEqual({ from: '2026-02-15', until: '2026-02-16' });
});

test('names are codes that both take, each of one thing alone', () => {
  const elements = [...ELEMENTS, ...SCORES];
  expect(new Set(elements).size).toBe(elements.length);
  expect(elements.filter((name) => !/^[A-Z][A-Z0-9_]{0,49}$/.test(name))).toEqual([]);
  expect(new Set(DIMENSIONS.map(categoryName)).size).toBe(DIMENSIONS.length);
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (one, other) => {
      expect(optionName('language', one)).toMatch(/^LANGUAGE_[A-Za-z0-9_-]*$/);
      if (one !== other) expect(optionName('language', one)).not.toBe(optionName('language', other));
    }),
  );
});
