import { decimal } from '#agreement';
import { cell } from '#joint';
import { NO_PURPOSE } from '../ledger/entry.ts';
import type { ToldEntry } from './narrowed.ts';

export const ENTRY_COLUMNS = [
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
  'programme',
  'grant',
];

/** The ledger as a spreadsheet reads it: a line a posting, with the byte order mark that tells it is UTF-8. */
export async function* ledgerCsv(batches: AsyncIterable<readonly ToldEntry[]>): AsyncGenerator<string> {
  yield `\uFEFF${ENTRY_COLUMNS.join(',')}\r\n`;
  for await (const batch of batches) {
    const rows = batch.flatMap(entryRows);
    yield rows.map((cells) => `${cells.map(cell).join(',')}\r\n`).join('');
  }
}

/** The cells of each line of an entry. */
export function entryRows(entry: ToldEntry): readonly (readonly string[])[] {
  const { seq, kind, effective, about, recorded, words, reason, by, instrument, version, paragraph } = entry;
  return entry.lines.map(({ account, minor, scheme, item, purpose = NO_PURPOSE, parts }) => {
    const amount = decimal(minor < 0n ? -minor : minor, account.currency);
    const whose = parts.map(
      (part) => `${part.owner || 'nobody yet'} ${part.fence} ${decimal(-part.minor, account.currency)}`,
    );
    return [
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
      version === null ? '' : String(version),
      paragraph ?? '',
      account.kind,
      account.party ?? '',
      scheme ?? '',
      item ?? '',
      minor > 0n ? amount : '',
      minor < 0n ? amount : '',
      account.currency,
      whose.join('; '),
      purpose.programme,
      purpose.grant,
    ];
  });
}
