import { decimal } from '#agreement';
import type { ToldEntry } from './narrowed.ts';

/**
 * The ledger as a plain-text journal that hledger and its kin read (https://hledger.org/hledger.html#journal). Promises are marked
 * pending ('!') with unbalanced virtual postings, so that they are seen and move no balance. What a line is for is told by tags, by
 * which balances are drawn: 'hledger balance --pivot programme', or 'tag:grant=...'.
 */
export async function* ledgerJournal(
  pool: string,
  batches: AsyncIterable<readonly ToldEntry[]>,
): AsyncGenerator<string> {
  yield `; ${plain(pool)}\n\n`;
  for await (const batch of batches) yield batch.map((entry) => textOf(pool, entry)).join('');
}

function textOf(pool: string, entry: ToldEntry): string {
  const { seq, state, effective, about, recorded, words, reason, by, kind, lines, instrument, version, paragraph } =
    entry;
  if (state === 'void') return `; ${effective} ${seq} let go of promise ${entry.ends}: ${plain(words)}\n\n`;
  const pending = state === 'pending';
  const tags = [
    `kind: ${kind}`,
    `recorded: ${recorded.toISOString()}`,
    `by: ${plain(by)}`,
    ...(about === null ? [] : [`about: ${about}`]),
    ...(instrument === null
      ? []
      : [`agreement: ${plain(instrument)} version ${version} paragraph ${plain(paragraph ?? '')}`]),
    ...(reason === null ? [] : [`reason: ${plain(reason)}`]),
  ];
  const postings = lines.map(({ account, minor, scheme, purpose, parts }) => {
    const name = [plain(pool), account.kind, account.party?.replace('Organization/', '') ?? '', scheme ?? '']
      .filter((part) => part !== '')
      .join(':');
    const whose = parts.map(
      (part) => `${part.owner.replace('Organization/', '') || 'nobody'} ${decimal(-part.minor, account.currency)}`,
    );
    const told = [
      ...(purpose?.programme ? [`programme: ${plain(purpose.programme)}`] : []),
      ...(purpose?.grant ? [`grant: ${plain(purpose.grant)}`] : []),
      ...(whose.length > 0 ? [`whose: ${whose.join(' and ')}`] : []),
    ];
    const note = told.length > 0 ? `  ; ${told.join(', ')}` : '';
    return `    ${pending ? `(${name})` : name}  ${account.currency} ${decimal(minor, account.currency)}${note}\n`;
  });
  return `${effective} ${pending ? '!' : '*'} (${seq}) ${plain(words)}\n${tags.map((tag) => `    ; ${tag}\n`).join('')}${postings.join('')}\n`;
}

/** One line, without what the format takes for the beginning of a comment or a second account. */
function plain(text: string): string {
  return text
    .replace(/[\r\n;|]+/g, ' ')
    .replace(/ {2,}/g, ' ')
    .trim();
}
