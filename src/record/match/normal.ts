/** Text as the matcher compares it: without marks, case or punctuation. 'O’Brien-Núñez' and 'OBRIEN NUNEZ' meet. */
export function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .replace(/[øØ]/g, 'o')
    .replace(/ß/g, 'ss')
    .replace(/[æÆ]/g, 'ae')
    .replace(/[łŁ]/g, 'l')
    .toLowerCase()
    .replace(/['’`.]/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** A name as one word: 'van der Berg' and 'Vanderberg' meet. */
export function joined(text: string): string {
  return plain(text).replaceAll(' ', '');
}

/** A postcode without blanks, upper case. */
export function postcodeOf(text: string): string {
  return text.toUpperCase().replace(/[^A-Z0-9]/g, '');
}

/** The last nine digits of a telephone number: national and international spelling meet. Fewer than seven digits are none. */
export function phoneOf(text: string): string | undefined {
  const digits = text.replace(/\D/g, '');
  return digits.length < 7 ? undefined : digits.slice(-9);
}
