import { fail } from '../fault.ts';
import { refuse } from '../outcome.ts';

/** Below this many characters no nesting costs the parser a millisecond. */
const SHORT = 4_096;
const QUOTE = 34;
const BACKSLASH = 92;

/** FHIR takes 13 characters a value at the least, 50 on average; values closer together than this are none of FHIR. */
const CHARACTERS_A_VALUE = 6;
const FEW_VALUES = 100_000;

/**
 * Refuses what would hold up the platform's parser, and everybody with it, before it meets it: brackets within brackets (11 s for
 * 16 MB of '[') and values without content (3 s and 330 MB for 16 MB of '{},'). Text that is no JSON may pass: the parser says the rest.
 */
export function checkShape(text: string, most: number): void {
  if (text.length <= SHORT) return;
  let depth = 0;
  let values = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === QUOTE) {
      at = endOfString(text, at);
      if (at === -1) return;
    } else if (unit === 91 || unit === 123) {
      values++;
      if (++depth > most) tooDeep(most, at);
    } else if (unit === 93 || unit === 125) depth--;
    else if (unit === 44) values++;
  }
  if (values > FEW_VALUES && values * CHARACTERS_A_VALUE > text.length) tooMany(values, text.length);
}

function tooMany(values: number, length: number): never {
  const text = `The body holds ${values} values in ${length} characters: no resource of FHIR does.`;
  return fail(refuse('too-long', 'json.too-many-values', text));
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
