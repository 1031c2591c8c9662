/** Longest text kept for starts-with; a search for more is cut to the same length. In UTF-16 units. */
export const WORD_LENGTH = 120;

const PLAIN = /^[\u0020-\u007e]*$/;

/** As FHIR compares strings: without marks, without case, runs of blanks as one. */
export function normalise(text: string): string {
  const bare = PLAIN.test(text) ? text : text.normalize('NFD').replace(/\p{M}/gu, '');
  const single = bare.toLowerCase().replaceAll('\0', ' ').replace(/\s+/g, ' ').trim();
  return single.length <= WORD_LENGTH ? single : cut(single);
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
  const last = text.charCodeAt(WORD_LENGTH - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? WORD_LENGTH - 1 : WORD_LENGTH);
}
