import { amountWords, spaced } from '#agreement';
import { amountOf } from '../pool/position.ts';
import type { ChargeRow } from './charge.queries.ts';

/** What a dispute about a charge is about, as the other parties of the agreement read it. */
export function wordsOfDispute(row: ChargeRow, given: string): string {
  const { id, currency, activity, queried_minor: queried, minor } = row;
  const part = amountWords(amountOf(BigInt(queried), currency));
  const whole = amountWords(amountOf(BigInt(minor), currency));
  return `${part} of charge ${id} (${whole} for ${spaced(activity)}): ${given.trim()}`.slice(0, 500);
}
