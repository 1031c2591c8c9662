import type { Row } from './row.ts';

/** Where a promise stands, in the words of the list of commitments. */
export const COMMITMENT_STATES = [
  'to-come',
  'renegotiated',
  'blocked',
  'late',
  'broken',
  'kept',
  'kept-late',
  'let-go',
] as const;
export type CommitmentState = (typeof COMMITMENT_STATES)[number];

/**
 * From what happened and nothing else. `late` is what this seer may know: within the answer-first period everybody but the owner sees that it
 * is to come. Past its day and without a word it is broken; with one it is late, or blocked where the word says by whom.
 */
export function commitmentOf(
  row: Pick<Row, 'state' | 'due' | 'closed' | 'answered' | 'round'>,
  seen: { readonly late: boolean; readonly blocked: boolean },
): CommitmentState {
  if (row.state === 'withdrawn') return 'let-go';
  if (row.state === 'kept') {
    return row.closed !== null && row.due !== null && row.closed > row.due ? 'kept-late' : 'kept';
  }
  if (row.state === 'paused' || seen.blocked) return 'blocked';
  if (seen.late) return row.answered ? 'late' : 'broken';
  return row.round > 0 ? 'renegotiated' : 'to-come';
}
