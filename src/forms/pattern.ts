/** No answer that a pattern is tried on is longer. */
export const MATCHED_MAX = 250;
const LENGTH_MAX = 300;
/** In how many ways a pattern may be laid over an answer; more could keep a server busy. */
const WAYS_MAX = 20_000_000;

type Scan = { at: number; readonly text: string };

/** Why a pattern is not run: it is none, or could take too long. Undefined where it is safe. */
export function unsafePattern(text: string): string | undefined {
  if (text.length > LENGTH_MAX) return `it is longer than ${LENGTH_MAX} characters`;
  if (!isPattern(text)) return 'it is no regular expression';
  if (/\(\?[=!<]|\\[1-9k]/.test(text)) return 'it looks ahead, behind, or back at what it found';
  const found = waysOf({ at: 0, text });
  if (found.nested) return 'a repeated part of it holds a repetition or a choice: write it out, or use [ ]';
  return found.ways > WAYS_MAX ? 'it could take too long: use fewer repetitions' : undefined;
}

/** Whether an answer is as a pattern asks. */
export function matches(pattern: string, answer: string): boolean {
  return answer.length <= MATCHED_MAX && new RegExp(`^(?:${pattern})$`, 'u').test(answer);
}

type Ways = { readonly ways: number; readonly nested: boolean };

/** Counts in how many ways a sequence can be laid over an answer, up to the end of its group. */
function waysOf(scan: Scan): Ways {
  let ways = 1;
  let nested = false;
  let branches = 1;
  while (scan.at < scan.text.length && scan.text[scan.at] !== ')') {
    if (scan.text[scan.at] === '|') {
      branches += 1;
      scan.at += 1;
      continue;
    }
    const atom = atomAt(scan);
    const times = timesAt(scan);
    if (times.repeats && atom.ways > 1) nested = true;
    nested ||= atom.nested;
    ways *= atom.ways * times.ways;
  }
  return { ways: ways * branches, nested };
}

function atomAt(scan: Scan): Ways {
  const { text } = scan;
  const sign = text[scan.at];
  if (sign === '(') {
    scan.at += text.startsWith('(?:', scan.at) ? 3 : 1;
    const inside = waysOf(scan);
    scan.at += 1;
    return inside;
  }
  if (sign === '[') {
    scan.at += 1;
    while (scan.at < text.length && text[scan.at] !== ']') scan.at += text[scan.at] === '\\' ? 2 : 1;
    scan.at += 1;
    return { ways: 1, nested: false };
  }
  const property = /\\[pPu]\{[^}]*\}/y;
  property.lastIndex = scan.at;
  const long = property.exec(text);
  scan.at += long ? long[0].length : sign === '\\' ? 2 : 1;
  return { ways: 1, nested: false };
}

function timesAt(scan: Scan): { readonly ways: number; readonly repeats: boolean } {
  const quantifier = /(?:([*+?])|\{(\d+)(,)?(\d*)\})\??/y;
  quantifier.lastIndex = scan.at;
  const found = quantifier.exec(scan.text);
  if (!found) return { ways: 1, repeats: false };
  scan.at += found[0].length;
  const [, sign, low, comma, high] = found;
  if (sign === '?') return { ways: 2, repeats: false };
  if (sign !== undefined || (comma !== undefined && high === '')) return { ways: MATCHED_MAX, repeats: true };
  const [least, most] = [Number(low), comma === undefined ? Number(low) : Number(high)];
  return { ways: Math.min(MATCHED_MAX, most - least + 1), repeats: most > 1 };
}

function isPattern(text: string): boolean {
  try {
    return new RegExp(`^(?:${text})$`, 'u').unicode;
  } catch {
    return false;
  }
}
