/**
 * The 64-bit hash of a token, equal to PostgreSQL's `hashtextextended(text, 0)` bit for bit (Jenkins lookup3, little-endian),
 * so that a chained search can compute in SQL, from a row's id, the token that a reference to it carries.
 * Answers the signed 64-bit integer as decimal text, as `bigint` columns take it.
 */
export function hash64(text: string): string {
  return hashBits(text).toString();
}

/** The same as a number. */
export function hashBits(text: string): bigint {
  mixText(text);
  return whole[0] as bigint;
}

/** The token of one value of one parameter: `hashtextextended('Observation.subject' || '=' || 'Patient/7', 0)`. */
export function tokenHash(type: string, code: string, value: string): string {
  return hash64(`${type}.${code}=${value}`);
}

/** The short number of a search parameter of a type, in `word`, `range` and `resource.has`: the lower half of its hash. */
export function parameterNumber(type: string, code: string): number {
  const name = `${type}.${code}`;
  const known = numbers.get(name);
  if (known !== undefined) return known;
  mixText(name);
  const made = halves[0] as number;
  numbers.set(name, made);
  return made;
}

/** A small number from a text: the lower 15 bits of its hash. */
export function smallHash(text: string): number {
  mixText(text);
  return (halves[0] as number) & 0x7fff;
}

const numbers = new Map<string, number>();
const encoder = new TextEncoder();
let bytes = new Uint8Array(1024);
let words = new Int32Array(bytes.buffer);
const whole = new BigInt64Array(1);
const halves = new Int32Array(whole.buffer);

/** Leaves the hash in `halves`. All of it in one function, so that the three numbers stay where they are fast. */
function mixText(text: string): void {
  const length = fill(text);
  const from = words;
  let a = (0x9e3779b9 + length + 3923095) | 0;
  let b = a;
  let c = a;
  let at = 0;
  for (let left = length; left >= 12; left -= 12, at += 3) {
    a = (a + (from[at] as number)) | 0;
    b = (b + (from[at + 1] as number)) | 0;
    c = (c + (from[at + 2] as number)) | 0;
    a = ((a - c) ^ ((c << 4) | (c >>> 28))) | 0;
    c = (c + b) | 0;
    b = ((b - a) ^ ((a << 6) | (a >>> 26))) | 0;
    a = (a + c) | 0;
    c = ((c - b) ^ ((b << 8) | (b >>> 24))) | 0;
    b = (b + a) | 0;
    a = ((a - c) ^ ((c << 16) | (c >>> 16))) | 0;
    c = (c + b) | 0;
    b = ((b - a) ^ ((a << 19) | (a >>> 13))) | 0;
    a = (a + c) | 0;
    c = ((c - b) ^ ((b << 4) | (b >>> 28))) | 0;
    b = (b + a) | 0;
  }
  // The last 0 to 11 bytes; the buffer is zero behind them. The lowest byte of the third word is left out, as in the original.
  a = (a + (from[at] as number)) | 0;
  b = (b + (from[at + 1] as number)) | 0;
  c = (c + ((from[at + 2] as number) << 8)) | 0;
  c = ((c ^ b) - ((b << 14) | (b >>> 18))) | 0;
  a = ((a ^ c) - ((c << 11) | (c >>> 21))) | 0;
  b = ((b ^ a) - ((a << 25) | (a >>> 7))) | 0;
  c = ((c ^ b) - ((b << 16) | (b >>> 16))) | 0;
  a = ((a ^ c) - ((c << 4) | (c >>> 28))) | 0;
  b = ((b ^ a) - ((a << 14) | (a >>> 18))) | 0;
  c = ((c ^ b) - ((b << 24) | (b >>> 8))) | 0;
  halves[0] = c;
  halves[1] = b;
}

/** Writes the text as UTF-8 into the buffer with twelve zeros behind; answers how many bytes. */
function fill(text: string): number {
  if (text.length * 3 + 12 > bytes.length) {
    bytes = new Uint8Array(text.length * 8 + 16);
    words = new Int32Array(bytes.buffer);
  }
  const to = bytes;
  let length = 0;
  for (; length < text.length; length += 1) {
    const code = text.charCodeAt(length);
    if (code > 127) break;
    to[length] = code;
  }
  if (length < text.length) length = encoder.encodeInto(text, to).written;
  for (let zero = length; zero < length + 12; zero += 1) to[zero] = 0;
  return length;
}
