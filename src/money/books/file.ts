import { type Access, decimal } from '#agreement';
import { accepted, type Outcome, refuse } from '#fhir';
import type { BytesFile, TextFile } from '#http';
import type { Asking } from '../ask.ts';
import type { PoolName } from '../contract.ts';
import { cell, workbook, type WorkbookColumn, XLSX } from '#joint';
import { books } from './books.ts';
import type { BooksQuestion, OwnBookLine, OwnBooks } from './contract.ts';

const COLUMNS: readonly WorkbookColumn[] = [
  { title: 'entry', width: 10 },
  { title: 'day', width: 12 },
  { title: 'about', width: 12 },
  { title: 'words', width: 50 },
  { title: 'account', width: 16 },
  { title: 'scheme', width: 20 },
  { title: 'code', width: 14 },
  { title: 'cost centre', width: 14 },
  { title: 'VAT', width: 14 },
  { title: 'debit', width: 16, is: 'amount' },
  { title: 'credit', width: 16, is: 'amount' },
  { title: 'currency', width: 10 },
  { title: 'VAT regime', width: 14 },
  { title: 'VAT refunded', width: 16 },
];

/** A partner's own entries as its ledger takes them in: CSV or a spreadsheet. What has no code yet stands there without one. */
export async function booksFile(
  asking: Asking,
  access: Access,
  name: PoolName,
  { format, ...question }: BooksQuestion & { readonly format: string },
): Promise<Outcome<TextFile | BytesFile>> {
  if (format !== 'csv' && format !== 'xlsx')
    return refuse('not-supported', 'money.format', "Ask for 'csv' or for 'xlsx'.");
  const found = await books(asking, access, name, question);
  if (!found.ok) return found;
  const of = found.value;
  const pool = `${of.pool.instrument}/${of.pool.pool}`;
  await asking.services.ports.audit.note(access, {
    action: 'export',
    outcome: 'done',
    query: `money ${pool} books ${format}`,
  });
  const file = `${pool.replace('/', '-')}-${of.from}-${of.until}`;
  const rows = of.lines.map((line) => cellsOf(line, of));
  if (format === 'csv') return accepted({ text: csv(rows), type: 'text/csv', name: `${file}.csv` });
  const bytes = await workbook([{ name: 'Entries', columns: COLUMNS, rows }, about(of)]);
  return accepted({ bytes, type: XLSX, name: `${file}.xlsx` });
}

function cellsOf(
  { seq, effective, about: day, words, account, scheme, codes, debit, credit, vatRegime }: OwnBookLine,
  of: OwnBooks,
) {
  const { currency } = of.pool;
  return [
    seq,
    effective,
    day ?? '',
    words,
    account,
    scheme,
    codes?.code ?? '',
    codes?.costCentre ?? '',
    codes?.vat ?? '',
    debit === undefined ? '' : decimal(BigInt(debit.minor), currency),
    credit === undefined ? '' : decimal(BigInt(credit.minor), currency),
    currency,
    vatRegime?.id ?? '',
    vatRegime?.refund ?? '',
  ];
}

async function* csv(rows: readonly (readonly string[])[]): AsyncGenerator<string> {
  yield `\uFEFF${COLUMNS.map(({ title }) => title).join(',')}\r\n`;
  for (const row of rows) yield `${row.map(cell).join(',')}\r\n`;
}

/** What it is a file of, so that it can be made again to the byte. */
function about({ pool, partner, from, until, revision }: OwnBooks) {
  const said = [
    ['Pool', pool.name],
    ['Agreement', pool.title],
    ['Books of', partner.name],
    ['From', from],
    ['Up to', until],
    ['As known after entry', revision],
  ];
  return {
    name: 'About',
    columns: [
      { title: 'What', width: 24 },
      { title: 'Is', width: 60 },
    ],
    rows: said,
  };
}
