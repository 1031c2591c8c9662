/**
 * The 64-bit hash of a token, equal to PostgreSQL's `hashtextextended(text, 0)` bit for bit (Jenkins lookup3, little-endian),
 * so that a chained search can compute in SQL, from a row's id, the token that a reference to it carries.
 * Answers the signed 64-bit integer as decimal text, as `bigint` columns take it.
 */
export function hash64(text: string): string {
  const length = fill(text);
  a = b = c = (0x9e3779b9 + length + 3923095) | 0;
  let at = 0;
  for (; length - at >= 12; at += 12) {
    a = (a + word(at)) | 0;
    b = (b + word(at + 4)) | 0;
    c = (c + word(at + 8)) | 0;
    mix();
  }
  // The last 0 to 11 bytes; the buffer is zero behind them. The lowest byte of the third word is left out, as in the original.
  const left = length - at;
  if (left > 0) a = (a + word(at)) | 0;
  if (left > 4) b = (b + word(at + 4)) | 0;
  if (left > 8) c = (c + (word(at + 8) << 8)) | 0;
  finish();
  halves[0] = c;
  halves[1] = b;
  return (whole[0] as bigint).toString();
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
  hash64(name);
  const made = halves[0] as number;
  numbers.set(name, made);
  return made;
}

/** A small number from a text: the lower 15 bits of its hash. */
export function smallHash(text: string): number {
  hash64(text);
  return (halves[0] as number) & 0x7fff;
}

const numbers = new Map<string, number>();
const encoder = new TextEncoder();
let bytes = new Uint8Array(1024);
const whole = new BigInt64Array(1);
const halves = new Int32Array(whole.buffer);
let a = 0;
let b = 0;
let c = 0;

/** Writes the text as UTF-8 into the buffer with twelve zeros behind; answers how many bytes. */
function fill(text: string): number {
  if (text.length * 3 + 12 > bytes.length) bytes = new Uint8Array(text.length * 6 + 12);
  let length = 0;
  for (; length < text.length; length += 1) {
    const code = text.charCodeAt(length);
    if (code > 127) break;
    bytes[length] = code;
  }
  if (length < text.length) length = encoder.encodeInto(text, bytes).written;
  bytes.fill(0, length, length + 12);
  return length;
}

function word(at: number): number {
  return (
    (bytes[at] as number) |
    ((bytes[at + 1] as number) << 8) |
    ((bytes[at + 2] as number) << 16) |
    ((bytes[at + 3] as number) << 24)
  );
}

function mix(): void {
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

function finish(): void {
  c = ((c ^ b) - ((b << 14) | (b >>> 18))) | 0;
  a = ((a ^ c) - ((c << 11) | (c >>> 21))) | 0;
  b = ((b ^ a) - ((a << 25) | (a >>> 7))) | 0;
  c = ((c ^ b) - ((b << 16) | (b >>> 16))) | 0;
  a = ((a ^ c) - ((c << 4) | (c >>> 28))) | 0;
  b = ((b ^ a) - ((a << 14) | (a >>> 18))) | 0;
  c = ((c ^ b) - ((b << 24) | (b >>> 8))) | 0;
}
