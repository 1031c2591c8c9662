import readXlsxFile from 'read-excel-file/node';
import { accepted, type Outcome, refuse } from '#fhir';
import { BUDGET_BYTES_MAX } from './contract.ts';

/** A spreadsheet is an archive: what it says it unpacks to is asked before it is unpacked. */
const UNPACKED_BYTES_MAX = 50 * 1024 * 1024;
const NOT_READ = 'This is no spreadsheet that can be read. Save it as XLSX or CSV again.';

/** The first sheet of a file, or a CSV file, as lines of CSV: what people see and correct is what is kept. */
export async function textOfFile(file: Uint8Array, name: string): Promise<Outcome<string>> {
  if (file.byteLength > BUDGET_BYTES_MAX)
    return refuse('too-long', 'money.budget-file', 'A budget file has at most 2 MB.');
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  if (bytes.subarray(0, 2).toString('latin1') !== 'PK') {
    if (/\.xlsx?$/i.test(name)) return refuse('invalid', 'money.budget-file', NOT_READ);
    return accepted(bytes.toString('utf8').replace(/^\uFEFF/, ''));
  }
  const size = unpackedBytes(bytes);
  if (size === undefined || size > UNPACKED_BYTES_MAX) return refuse('invalid', 'money.budget-file', NOT_READ);
  try {
    const [sheet] = await readXlsxFile(bytes);
    const rows = (sheet?.data ?? []) as readonly (readonly unknown[])[];
    return accepted(rows.map((row) => row.map(cellText).map(quoted).join(',')).join('\n'));
  } catch {
    return refuse('invalid', 'money.budget-file', NOT_READ);
  }
}

/** What a ZIP archive says that its files are unpacked (APPNOTE 4.3.12, 4.3.16); undefined where it is cut short. */
export function unpackedBytes(bytes: Buffer): number | undefined {
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end < 0 || end + 22 > bytes.length) return undefined;
  const count = bytes.readUInt16LE(end + 10);
  let at = bytes.readUInt32LE(end + 16);
  let sum = 0;
  for (let number = 0; number < count; number += 1) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== 0x02014b50) return undefined;
    sum += bytes.readUInt32LE(at + 24);
    at += 46 + bytes.readUInt16LE(at + 28) + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return sum;
}

/** A cell as it would be typed: a month that the spreadsheet made a day is that day. */
function cellText(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  if (cell instanceof Date) return cell.toISOString().slice(0, 10);
  return String(cell);
}

function quoted(text: string): string {
  return /[",\r\n;\t]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
