import { createHash } from 'node:crypto';

/** In UTF-16 units: system and value together stay below the 2,704 bytes that an index row may have. */
const LONGEST = 300;

/**
 * A system or value of an identifier as its row has it, and as it is asked for: what is longer than an index takes by its digest.
 * The mark before it is a character that no text of a resource may hold.
 */
export function identText(text: string): string {
  return text.length <= LONGEST ? text : `\u0001${createHash('sha256').update(text).digest('hex')}`;
}
