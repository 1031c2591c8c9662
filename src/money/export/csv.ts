import type { SeenEntry } from '../views/entries.queries.ts';
import { decimal } from './decimal.ts';

const HEADER = [
  'entry',
  'state',
  'kind',
  'effective',
  'about',
  'recorded',
  'words',
  'reason',
  'by',
  'agreement',
  'version',
  'paragraph',
  'account',
  'party',
  'scheme',
  'item',
  'debit',
  'credit',
  'currency',
  'whose money',
];

/** The ledger as a spreadsheet reads it: a line a posting, with the byte order mark that tells it is UTF-8. */
export async function* ledgerCsv(batches: AsyncIterable<readonly SeenEntry[]>): AsyncGenerator<string> {
  yield `\uFEFF${HEADER.join(',')}\r\n`;
  for await (const batch of batches) yield batch.flatMap(rowsOf).join('');
}

function rowsOf(entry: SeenEntry): readonly string[] {
  const { seq, kind, effective, about, recorded, words, reason, by, instrument, version, paragraph } = entry;
  return entry.lines.map(({ account, minor, scheme, item, parts }) => {
    const amount = decimal(minor < 0n ? -minor : minor, account.currency);
    const whose = parts.map(
      (part) => `${part.owner || 'nobody yet'} ${part.fence} ${decimal(-part.minor, account.currency)}`,
    );
    const cells = [
      seq,
      entry.state === 'pending' && entry.became !== null ? `pending, ${entry.became}` : entry.state,
      kind,
      effective,
      about ?? '',
      recorded.toISOString(),
      words,
      reason ?? '',
      by,
      instrument ?? '',
      version ?? '',
      paragraph ?? '',
      account.kind,
      account.party ?? '',
      scheme ?? '',
      item ?? '',
      minor > 0n ? amount : '',
      minor < 0n ? amount : '',
      account.currency,
      whose.join('; '),
    ];
    return `${cells.map((value) => cell(String(value))).join(',')}\r\n`;
  });
}

/** What a spreadsheet would take for a formula is text, whoever typed it. */
export function cell(value: string): string {
  const safe = /^[=+\-@\t\r]/.test(value) && !/^-?\d+(\.\d+)?$/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
