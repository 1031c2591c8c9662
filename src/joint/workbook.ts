import writeXlsxFile, { type Cell, type Sheet } from 'write-excel-file/node';

export type WorkbookColumn = { readonly title: string; readonly width: number; readonly is?: 'amount' };
export type WorkbookSheet = {
  readonly name: string;
  readonly columns: readonly WorkbookColumn[];
  /** Text, amounts as exact decimals ('-1234.50'), or nothing. */
  readonly rows: readonly (readonly (string | undefined)[])[];
};

export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** A double holds so many digits exactly; what is longer stays text, since a rounded sum is a wrong one. */
const EXACT_DIGITS = 15;

/** A workbook of sheets with a head that stays in sight; text stays text, whatever a spreadsheet would make of it. */
export async function workbook(sheets: readonly WorkbookSheet[]): Promise<Uint8Array> {
  const written: Sheet<Buffer>[] = sheets.map(({ name, columns, rows }) => ({
    sheet: name.replace(/[\\/?*[\]:]/g, ' ').slice(0, 31),
    stickyRowsCount: 1,
    columns: columns.map(({ width }) => ({ width })),
    data: [
      columns.map(({ title }) => head(title)),
      ...rows.map((row) => columns.map((column, at) => cellOf(column, row[at]))),
    ],
  }));
  return writeXlsxFile(written as never).toBuffer();
}

function head(title: string): Cell {
  return { value: title, type: String, fontWeight: 'bold' };
}

function cellOf({ is }: WorkbookColumn, value: string | undefined): Cell {
  if (value === undefined || value === '') return null;
  if (is === 'amount' && value.replace(/\D/g, '').length <= EXACT_DIGITS) {
    return { value: Number(value), type: Number, format: value.includes('.') ? '#,##0.00' : '#,##0' };
  }
  return { value, type: String };
}
