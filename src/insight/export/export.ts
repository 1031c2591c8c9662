import type { Access } from '#agreement';
import { accepted, type Outcome, refuse } from '#fhir';
import type { BytesFile } from '#http';
import { cell, workbook, XLSX } from '#joint';
import { catalogue, packOf } from '../catalogue.ts';
import type { Dashboard, EquityRows, ExchangeQuestion, InsightAnswers, MeasureRow, ScoreTold } from '../contract.ts';
import { definitionOf } from '../definition.ts';
import { EXCHANGE_FORMATS } from './exchange.ts';
import { lastDay, noPeriod, readPeriod } from './period.ts';
import { measureReports } from './measure-report.ts';
import { type ScoreRow, scoreRows } from './score.ts';

export const EXPORT_FORMATS = ['csv', 'xlsx', 'fhir', 'ndjson', ...EXCHANGE_FORMATS] as const;

export type ExportQuestion = Omit<ExchangeQuestion, 'format'> & { readonly format: string };

type Answers = Pick<InsightAnswers, 'dashboard' | 'measure' | 'exchange'>;

/** The figures of a place as a file: what a screen tells this viewer, no more, with what each of them counts. */
export async function exportFigures(
  answers: Answers,
  access: Access,
  { format, ...question }: ExportQuestion,
): Promise<Outcome<BytesFile>> {
  if (!EXPORT_FORMATS.includes(format as never)) {
    const text = `'${format.slice(0, 20)}' is no form of figures. Ask for ${EXPORT_FORMATS.join(', ')}.`;
    return refuse('not-supported', 'insight.export-format', text, 'format');
  }
  const exchanged = EXCHANGE_FORMATS.find((one) => one === format);
  if (exchanged) return answers.exchange(access, { ...question, format: exchanged });
  const found = await figuresFor(answers, access, question);
  if (!found.ok) return found;
  const board = found.value;
  const name = `${question.measure === undefined ? 'measures' : board.measures[0]?.id}-${board.place.id}-${board.asAt}`;
  if (format === 'csv') {
    const lines = [COLUMNS, ...rowsOf(board)].map((row) => `${row.map(cell).join(',')}\r\n`);
    return accepted({ bytes: Buffer.from(`\uFEFF${lines.join('')}`), type: 'text/csv', name: `${name}.csv` });
  }
  if (format === 'fhir') {
    const text = JSON.stringify(measureReports(board), undefined, 2);
    return accepted({ bytes: Buffer.from(text), type: 'application/fhir+json', name: `${name}.json` });
  }
  if (format === 'ndjson') {
    const lines = measureReports(board).entry.map(({ resource }) => `${JSON.stringify(resource)}\n`);
    return accepted({ bytes: Buffer.from(lines.join('')), type: 'application/fhir+ndjson', name: `${name}.ndjson` });
  }
  return accepted({ bytes: await book(board), type: XLSX, name: `${name}.xlsx` });
}

/** What a file tells: the figures of a page, how those fare whom the page of a measure tells apart, and the score that stands there. */
type Told = Pick<Dashboard, 'place' | 'asAt' | 'reportedOn' | 'measures' | 'chosen'> & {
  readonly strata?: readonly EquityRows[];
  readonly score?: ScoreTold;
};

async function figuresFor(
  answers: Answers,
  access: Access,
  { measure, period, pack, ...question }: Omit<ExportQuestion, 'format'>,
): Promise<Outcome<Told>> {
  const read = period === undefined ? undefined : readPeriod(period);
  if (period !== undefined && !read) return noPeriod(period);
  const on = { ...question, ...(read ? { asAt: lastDay(read) } : {}) };
  if (measure === undefined) return answers.dashboard(access, { ...on, ...(pack === undefined ? {} : { pack }) });
  const found = await answers.measure(access, measure, on.place, on);
  if (!found.ok) return found;
  const { variants = [], measure: row, ...view } = found.value;
  const chosen = catalogue.find((one) => one.pack.measures.some(({ id }) => id === measure))?.key;
  return accepted({ ...view, measures: [row, ...variants], ...(chosen === undefined ? {} : { chosen }) });
}

const COLUMNS = [
  'Measure',
  'Title',
  'Version',
  'Told apart by',
  'Group',
  'Place',
  'As at',
  'Reported on',
  'Met',
  'Of',
  'Percent',
  'Aim',
  'Why not told',
  'Mean',
];

function rowsOf(told: Told): readonly (readonly string[])[] {
  const { measures, strata = [], score } = told;
  const [first] = measures;
  const parts = first
    ? strata.flatMap(({ title: dimension, rows }) =>
        rows.map(({ title, tally }) =>
          rowOf(told, { ...bare(first), ...(tally ? { tally } : {}) }, [dimension, title]),
        ),
      )
    : [];
  const scores = first && score ? scoreRows(score) : [];
  return [
    ...measures.map((row) => rowOf(told, row, ['', ''])),
    ...parts,
    ...scores.map((row) => scoreRow(told, { ...row, id: first?.id ?? '', version: first?.version ?? '' })),
  ];
}

/** A measure without its figure. */
function bare({ id, title, version, aim }: MeasureRow): Figure {
  return { id, title, version, why: 'Not told: too few people', ...(aim === undefined ? {} : { aim }) };
}

type Figure = Pick<MeasureRow, 'id' | 'title' | 'version' | 'tally' | 'aim' | 'why'>;

function rowOf(
  { place, asAt, reportedOn }: Told,
  { id, title, version, tally, aim, why }: Figure,
  apart: readonly [dimension: string, group: string],
): readonly string[] {
  return [
    id,
    title,
    version,
    ...apart,
    place.name,
    asAt,
    reportedOn ?? '',
    tally ? String(tally.met) : '',
    tally ? String(tally.of) : '',
    tally && tally.of > 0 ? ((100 * tally.met) / tally.of).toFixed(1) : '',
    aim === undefined ? '' : String(aim),
    tally ? '' : (why ?? ''),
    '',
  ];
}

/** Under the same headings: who was asked and answered is a share, a mean is of so many people. */
function scoreRow(
  { place, asAt, reportedOn }: Told,
  { id, version, title, met, of, mean, why }: ScoreRow & Pick<Figure, 'id' | 'version'>,
): readonly string[] {
  const share = met !== undefined && of ? ((100 * met) / of).toFixed(1) : '';
  return [
    id,
    title,
    version,
    '',
    '',
    place.name,
    asAt,
    reportedOn ?? '',
    ...[met, of].map((count) => (count === undefined ? '' : String(count))),
    share,
    '',
    why ?? '',
    mean === undefined ? '' : String(mean),
  ];
}

function book(board: Told): Promise<Uint8Array> {
  const columns = COLUMNS.map((title) => ({ title, width: title === 'Title' ? 50 : 14 }));
  const defined = [
    { title: 'Measure', width: 30 },
    { title: 'What is counted', width: 120 },
  ];
  return workbook([
    { name: 'Figures', columns, rows: rowsOf(board) },
    { name: 'Definitions', columns: defined, rows: definitionsOf(board) },
  ]);
}

function definitionsOf({ chosen = '', measures }: Told): readonly (readonly string[])[] {
  const pack = packOf(chosen)?.pack;
  if (!pack) return [];
  return measures.flatMap(({ id }) => {
    const measure = pack.measures.find((one) => one.id === id);
    return measure ? definitionOf(pack, measure).map((line) => [id, line]) : [];
  });
}
