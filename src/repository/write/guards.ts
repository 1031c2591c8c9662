import { sql, type Transaction } from '#store';
import { hash64 } from '../place/hash.ts';
import { columnsOf, insertOf, type Rows, rowsOf } from './arrays.ts';

/**
 * Row locks that make conditional writes race-free: whoever writes a resource with an identifier, and whoever asks for it in
 * a condition, locks the same row, always in order. The system is left out, since a condition may leave it out.
 */
export function identifierGuard(type: string, value: string): string {
  return hash64(`${type}=${value}`);
}

/** For conditions that name no identifier: the same words wait for each other. */
export function criteriaGuard(type: string, criteria: string): string {
  const words = [...new URLSearchParams(criteria)].map(([name, value]) => `${name}=${value}`).sort();
  return hash64(`${type}?${words.join('&')}`);
}

/** Guards of a condition: of every identifier it names, else of its text. */
export function conditionGuards(type: string, criteria: string): readonly string[] {
  const identifiers = new URLSearchParams(criteria)
    .getAll('identifier')
    .flatMap((either) => either.split(','))
    .map((token) => token.slice(token.indexOf('|') + 1));
  return identifiers.length > 0
    ? identifiers.map((value) => identifierGuard(type, value))
    : [criteriaGuard(type, criteria)];
}

/** `do update ... where false` locks the row without writing a new version of it. */
export function guardRows(guards: readonly string[]): Rows {
  return rowsOf('guard', GUARD, inOrder(guards), 'on conflict (h) do update set h = excluded.h where false');
}

const GUARD = columnsOf<string>({ h: ['bigint', (guard) => guard] });

/** Takes the guards now, so that what is searched next stays so until the transaction ends. */
export async function takeGuards(transaction: Transaction, guards: readonly string[]): Promise<void> {
  if (guards.length > 0) await transaction.run(sql.named('guards', insertOf(guardRows(guards))));
}

function inOrder(guards: readonly string[]): readonly string[] {
  return [...new Set(guards)].sort();
}
