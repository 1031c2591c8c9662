import { createHash } from 'node:crypto';
import type { Instrument } from '#agreement';

/**
 * Hash of everything that a signature is under: text, parties, days and operative part. Members in order of their names, so
 * that the same instrument has the same hash whoever wrote it down; without the day of signing, which comes later.
 */
export function textHash(instrument: Instrument): string {
  const { signed: _, ...content } = instrument;
  return createHash('sha256').update(canonical(content)).digest('hex');
}

/** Members in order of their names, nothing between them: the same value is the same text. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`).join(',')}}`;
}
