import type { AccountKind, AppliedLine, Purpose } from '../ledger/entry.ts';
import type { SeenEntry } from '../views/entries.queries.ts';

/** What lies between what a file is drawn for and all else of the pool: no account of the ledger, and never in a file of all. */
export const BETWEEN = 'between';

export type ToldLine = Omit<AppliedLine, 'account'> & {
  readonly account: Omit<AppliedLine['account'], 'kind'> & { readonly kind: AccountKind | typeof BETWEEN };
};
export type ToldEntry = Omit<SeenEntry, 'lines'> & { readonly lines: readonly ToldLine[] };

/** Batches with the lines alone that are for a programme or a grant; an entry that has none of it is left out. */
export async function* narrowed(
  batches: AsyncIterable<readonly SeenEntry[]>,
  only: Purpose | undefined,
): AsyncGenerator<readonly ToldEntry[]> {
  for await (const batch of batches) {
    yield only === undefined
      ? batch
      : batch.map((entry) => ({ ...entry, lines: linesFor(entry, only) })).filter(({ lines }) => lines.length > 0);
  }
}

/** Where the rest of an entry is for something else, a line says how much, so that what is drawn is double entry still. */
function linesFor({ lines }: SeenEntry, only: Purpose): readonly ToldLine[] {
  const mine = lines.filter(({ purpose }) => purpose !== undefined && isOf(purpose, only));
  const sums = new Map<string, bigint>();
  for (const { account, minor } of mine) sums.set(account.currency, (sums.get(account.currency) ?? 0n) + minor);
  const rest = [...sums].flatMap(([currency, minor]): readonly ToldLine[] =>
    minor === 0n ? [] : [{ account: { kind: BETWEEN, currency }, minor: -minor, purpose: only, parts: [] }],
  );
  return [...mine, ...rest];
}

/** A programme has all of its grants. */
function isOf({ programme, grant }: Purpose, only: Purpose): boolean {
  return only.grant === '' ? programme === only.programme : grant === only.grant;
}
