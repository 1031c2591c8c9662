import type { Delimiters } from './message.ts';

/** Bytes of an \X..\ as text: in the message's character set. */
export type Bytes = (bytes: Uint8Array) => string | undefined;

/**
 * A value without its escapes (HL7 v2.5.1, 2.7). Line breaks of formatted text become line ends, its other marks go; what is no
 * escape of the standard stands as it came, so that nothing of a text is lost.
 */
export function unescaped(value: string, delimiters: Delimiters, bytes: Bytes): string {
  const { escape } = delimiters;
  if (!value.includes(escape)) return value;
  let made = '';
  for (let at = 0; at < value.length; ) {
    const begin = value.indexOf(escape, at);
    const end = begin < 0 ? -1 : value.indexOf(escape, begin + 1);
    if (end < 0) return made + value.slice(at);
    const meant = meaning(value.slice(begin + 1, end), delimiters, bytes);
    made += value.slice(at, begin) + (meant ?? escape);
    // Of an unknown sequence only the first mark is passed: the second may begin one.
    at = meant === undefined ? begin + 1 : end + 1;
  }
  return made;
}

export function escaped(value: string, delimiters: Delimiters): string {
  const { field, component, repetition, escape, sub } = delimiters;
  const names = new Map([
    [field, 'F'],
    [component, 'S'],
    [sub, 'T'],
    [repetition, 'R'],
    [escape, 'E'],
    ['\r', 'X0D'],
    ['\n', 'X0A'],
  ]);
  return [...value].map((mark) => (names.has(mark) ? `${escape}${names.get(mark)}${escape}` : mark)).join('');
}

function meaning(sequence: string, delimiters: Delimiters, bytes: Bytes): string | undefined {
  switch (sequence) {
    case 'F':
      return delimiters.field;
    case 'S':
      return delimiters.component;
    case 'T':
      return delimiters.sub;
    case 'R':
      return delimiters.repetition;
    case 'E':
      return delimiters.escape;
    case 'H':
    case 'N':
      return '';
    case '.br':
    case '.sp':
      return '\n';
    default:
      return /^X(?:[0-9A-Fa-f]{2})+$/.test(sequence) ? bytes(Buffer.from(sequence.slice(1), 'hex')) : undefined;
  }
}
