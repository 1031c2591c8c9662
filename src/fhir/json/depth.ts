import { fail } from '../fault.ts';
import { refuse } from '../outcome.ts';

/** Below this many characters no nesting costs the parser a millisecond. */
const SHORT = 4_096;
const QUOTE = 34;
const BACKSLASH = 92;

/**
 * Refuses brackets within brackets before the platform's parser meets them: it takes 11 s for 16 MB of '[', during which nobody
 * else is served. Text that is no JSON may be passed or refused: the parser says the rest.
 */
export function checkDepth(text: string, most: number): void {
  if (text.length <= SHORT) return;
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === QUOTE) {
      at = endOfString(text, at);
      if (at === -1) return;
    } else if (unit === 91 || unit === 123) {
      if (++depth > most) tooDeep(most, at);
    } else if (unit === 93 || unit === 125) depth--;
  }
}

export function tooDeep(most: number, at: number): never {
  return fail(
    refuse('structure', 'json.too-deep', `The body is nested deeper than ${most} levels at character ${at}.`),
  );
}

/** The place of the closing quote, -1 where there is none. */
function endOfString(text: string, start: number): number {
  for (let at = text.indexOf('"', start + 1); at !== -1; at = text.indexOf('"', at + 1)) {
    let backslashes = 0;
    while (text.charCodeAt(at - 1 - backslashes) === BACKSLASH) backslashes++;
    if (backslashes % 2 === 0) return at;
  }
  return -1;
}
