/** Spellings that sound alike, replaced in this order before the letters are coded. */
const SPELLINGS: readonly (readonly [RegExp, string])[] = [
  [/^(?:kn|gn|pn)/, 'n'],
  [/^wr/, 'r'],
  [/^x/, 's'],
  [/^wh/, 'w'],
  [/mb$/, 'm'],
  [/sch/g, 'x'],
  [/(?:sh|ch|cz|tsch)/g, 'x'],
  [/ph/g, 'f'],
  [/th/g, '0'],
  [/dg(?=[eiy])/g, 'j'],
  [/gh(?=[^aeiou]|$)/g, ''],
  [/gh/g, 'g'],
  [/ck/g, 'k'],
  [/c(?=[eiy])/g, 's'],
  [/[cq]/g, 'k'],
  [/g(?=[eiy])/g, 'j'],
  [/x/g, 'x'],
  [/z/g, 's'],
  [/v/g, 'f'],
  [/d/g, 't'],
  [/[bp]/g, 'p'],
];

/**
 * How a name sounds, in at most six letters: a metaphone of our own, coarser than Philips's, for blocking and for names
 * written down by ear. Vowels count only where they begin the name, and then all are one letter.
 */
export function sound(name: string): string {
  const letters = name.replace(/[^a-z]/g, '');
  if (letters === '') return '';
  const spelt = SPELLINGS.reduce((text, [spelling, code]) => text.replace(spelling, code), letters);
  const first = spelt[0] ?? '';
  const head = 'aeiouyh'.includes(first) ? 'a' : first;
  const tail = spelt.slice(1).replace(/[aeiouyhw]/g, '');
  return (head + tail).replace(/(.)\1+/g, '$1').slice(0, 6);
}
