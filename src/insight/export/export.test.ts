import { expect, test } from 'vitest';
import { day } from '#base';
import { accepted } from '#fhir';
import type { Access } from '#agreement';
import type { Dashboard } from '../contract.ts';
import { valueOf } from '../insight.testing.ts';
import { exportFigures } from './export.ts';

const board: Dashboard = {
  use: { purpose: 'planning', identifiability: 'aggregate', because: [] },
  place: { id: 'elm', name: '=Elm, Tree', level: 'practice' },
  places: [],
  asAt: day('2026-05-31'),
  reportedOn: day('2026-06-01'),
  pack: 'Diabetes',
  chosen: 'diabetes-uk 2026.1',
  register: { met: 40, of: 40 },
  measures: [
    {
      id: 'hba1c-recorded',
      version: '2026.1',
      title: 'HbA1c recorded',
      kind: 'process',
      tally: { met: 30, of: 40 },
      aim: 60,
      history: [],
    },
    { id: 'all-eight', version: '2026.1', title: 'All eight', kind: 'process', why: 'Not told: few', history: [] },
  ],
  revision: '1',
};
const access = {} as Access;
const elsewhere = () => Promise.reject(new Error('the figures of a place are asked for'));
const answers = { dashboard: async () => accepted(board), measure: elsewhere, exchange: elsewhere };
const made = async (format: string) => valueOf(await exportFigures(answers, access, { place: 'elm', format }));
const text = async (format: string) => Buffer.from((await made(format)).bytes).toString('utf8');

test('writes as CSV what is told, and why a figure is not; a name is never a formula', async () => {
  const lines = (await text('csv')).split('\r\n');
  expect(lines[1]).toMatch(/^hba1c-recorded,HbA1c recorded,2026.1,,,.*2026-05-31,2026-06-01,30,40,75.0,60,,$/);
  expect(lines[1]).not.toContain(',=Elm');
  expect(lines[2]).toContain('2026-05-31,2026-06-01,,,,,Not told: few');
});

test('writes a summary MeasureReport a measure; one that is not told has no counts', async () => {
  const bundle = JSON.parse(await text('fhir')) as { entry: { resource: object }[] };
  expect(bundle.entry.map(({ resource }) => resource)).toMatchObject([
    {
      resourceType: 'MeasureReport',
      type: 'summary',
      status: 'complete',
      reporter: { reference: 'Organization/elm' },
      period: { start: '2026-05-31', end: '2026-05-31' },
      improvementNotation: { coding: [{ code: 'increase' }] },
      group: [{ measureScore: { value: 75 }, population: [{ count: 40 }, { count: 30 }] }],
    },
    { status: 'error', group: [{ population: [{ code: { text: 'Not told: few' } }] }] },
  ]);
  expect(JSON.stringify(bundle.entry[1])).not.toContain('"count"');
});

test('the same reports as NDJSON, one a line', async () => {
  const lines = (await text('ndjson')).trimEnd().split('\n');
  const bundle = JSON.parse(await text('fhir')) as { entry: { resource: object }[] };
  expect(lines.map((line) => JSON.parse(line) as object)).toEqual(bundle.entry.map(({ resource }) => resource));
  expect((await made('ndjson')).type).toBe('application/fhir+ndjson');
});

test('a spreadsheet holds the figures and what each counts; another form is refused', async () => {
  expect(
    Buffer.from((await made('xlsx')).bytes)
      .subarray(0, 2)
      .toString(),
  ).toBe('PK');
  const refused = await exportFigures(answers, access, { place: 'elm', format: 'pdf' });
  expect(refused).toMatchObject({ ok: false, refusals: [{ code: 'insight.export-format' }] });
});
