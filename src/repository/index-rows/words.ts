/** Longest text kept for starts-with; a search for more is cut to the same length. In UTF-16 units. */
export const WORD_LENGTH = 120;

const PLAIN = /^[\u0020-\u007e]*$/;

/** As FHIR compares strings: without marks, without case, runs of blanks as one. */
export function normalise(text: string): string {
  return cut(plain(text));
}

function plain(text: string): string {
  const bare = PLAIN.test(text) ? text : text.normalize('NFD').replace(/\p{M}/gu, '');
  return bare.toLowerCase().replaceAll('\0', ' ').replace(/\s+/g, ' ').trim();
}

/** Longest text that `:contains` takes: so much of a text lies whole in one of its stretches. */
export const CONTAINED_LENGTH = WORD_LENGTH / 2;
/** Stretches of a text that are kept: its first twelve thousand letters. */
const FURTHER_MAX = 200;

/** What of a long text lies behind its beginning, in stretches that overlap by half: rows of their own, which only `:contains` reads. */
export function furtherOf(text: string): readonly string[] {
  if (text.length <= WORD_LENGTH) return [];
  const whole = plain(text);
  const count = Math.min(Math.ceil(whole.length / CONTAINED_LENGTH) - 2, FURTHER_MAX);
  return Array.from({ length: Math.max(count, 0) }, (_, at) =>
    cut(whole.slice(startOf(whole, (at + 1) * CONTAINED_LENGTH))),
  );
}

/** The number of the parameter under which they stand. */
export function furtherName(code: string): string {
  return `${code}:further`;
}

function startOf(text: string, at: number): number {
  const first = text.charCodeAt(at);
  return first >= 0xdc00 && first <= 0xdfff ? at + 1 : at;
}

/** Parameters of names of people, where each word is found from its beginning ('Ann-Marie de Souza' by 'souza'). */
const NAMES = new Set(['name', 'given', 'family', 'phonetic']);

/** The rows of `word` for a value: the whole, and for names each further word. */
export function wordsOf(code: string, text: string): readonly string[] {
  const whole = normalise(text);
  if (!NAMES.has(code) || !/[ -]/.test(whole)) return whole === '' ? [] : [whole];
  return [whole, ...whole.split(/[ -]+/).slice(1).filter(Boolean)];
}

/** Never in the middle of a surrogate pair: PostgreSQL takes no half characters. */
function cut(text: string): string {
  if (text.length <= WORD_LENGTH) return text;
  const last = text.charCodeAt(WORD_LENGTH - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? WORD_LENGTH - 1 : WORD_LENGTH);
}
