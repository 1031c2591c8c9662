import type { Access } from '#agreement';
import { accepted, type Outcome, refuse } from '#fhir';
import type { BytesFile } from '#http';
import { cell, workbook, XLSX } from '#joint';
import { packOf } from '../catalogue.ts';
import type { Dashboard, InsightAnswers } from '../contract.ts';
import { definitionOf } from '../definition.ts';
import { measureReports } from './measure-report.ts';

export const EXPORT_FORMATS = ['csv', 'xlsx', 'fhir', 'ndjson'] as const;

export type ExportQuestion = Parameters<InsightAnswers['dashboard']>[1] & { readonly format: string };

/** The figures of a place as a file: what a screen tells this viewer, no more, with what each of them counts. */
export async function exportFigures(
  answers: Pick<InsightAnswers, 'dashboard'>,
  access: Access,
  { format, ...question }: ExportQuestion,
): Promise<Outcome<BytesFile>> {
  if (!EXPORT_FORMATS.includes(format as never)) {
    const text = `'${format.slice(0, 20)}' is no form of figures. Ask for ${EXPORT_FORMATS.join(', ')}.`;
    return refuse('not-supported', 'insight.export-format', text, 'format');
  }
  const found = await answers.dashboard(access, question);
  if (!found.ok) return found;
  const board = found.value;
  const name = `measures-${board.place.id}-${board.asAt}`;
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

const COLUMNS = [
  'Measure',
  'Title',
  'Version',
  'Place',
  'As at',
  'Reported on',
  'Met',
  'Of',
  'Percent',
  'Aim',
  'Why not told',
];

function rowsOf(board: Dashboard): readonly (readonly string[])[] {
  const { place, asAt, reportedOn = '', measures } = board;
  return measures.map(({ id, title, version, tally, aim, why }) => [
    id,
    title,
    version,
    place.name,
    asAt,
    reportedOn,
    tally ? String(tally.met) : '',
    tally ? String(tally.of) : '',
    tally && tally.of > 0 ? ((100 * tally.met) / tally.of).toFixed(1) : '',
    aim === undefined ? '' : String(aim),
    tally ? '' : (why ?? ''),
  ]);
}

function book(board: Dashboard): Promise<Uint8Array> {
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

function definitionsOf({ chosen = '', measures }: Dashboard): readonly (readonly string[])[] {
  const pack = packOf(chosen)?.pack;
  if (!pack) return [];
  return measures.flatMap(({ id }) => {
    const measure = pack.measures.find((one) => one.id === id);
    return measure ? definitionOf(pack, measure).map((line) => [id, line]) : [];
  });
}
