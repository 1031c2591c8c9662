import { smallHash } from './hash.ts';

/** 32 digits without i, l, o, u, so that an id can be read out over the telephone. Their order is that of their codes. */
const DIGITS = '0123456789abcdefghjkmnpqrstvwxyz';
const SHAPE = /^[0-9a-hjkmnp-tv-z]{22}$/;
const TIME_DIGITS = 9;
const BUCKET_DIGITS = 3;
const RANDOM_DIGITS = 10;

export const BUCKETS = 32_768;

/** Server-given ids: 9 digits of milliseconds, so that they sort by time, 3 of the home's bucket, 10 of chance (50 bits). */
export function newId(bkt: number, now: number, random: () => number): string {
  return digits(now, TIME_DIGITS) + digits(bkt, BUCKET_DIGITS) + chance(random);
}

/**
 * An id that is the same for the same source and carries its bucket, for intake that must meet its own rows again: the time
 * digits are zero, since the source's time is not known.
 */
export function stableId(bkt: number, digest: Uint8Array): string {
  const tail = Array.from(digest.subarray(0, RANDOM_DIGITS + TIME_DIGITS - 1), (byte) => DIGITS[byte & 31]).join('');
  return `0${tail.slice(0, TIME_DIGITS - 1)}${digits(bkt, BUCKET_DIGITS)}${tail.slice(TIME_DIGITS - 1)}`;
}

/** The bucket that an id of this shape carries, whoever made it; undefined for any other id. */
export function embeddedBucket(id: string): number | undefined {
  if (!SHAPE.test(id)) return undefined;
  return digitsOf(id.slice(TIME_DIGITS, TIME_DIGITS + BUCKET_DIGITS));
}

/** The bucket of the hash of any other id. */
export function hashedBucket(type: string, id: string): number {
  return smallHash(`${type}/${id}`);
}

function digits(value: number, count: number): string {
  let rest = Math.floor(value);
  let text = '';
  for (let place = 0; place < count; place += 1) {
    text = DIGITS[rest % 32] + text;
    rest = Math.floor(rest / 32);
  }
  return text;
}

function digitsOf(text: string): number {
  let value = 0;
  for (const digit of text) value = value * 32 + DIGITS.indexOf(digit);
  return value;
}

function chance(random: () => number): string {
  const half = () => digits(random() * 33_554_432, 5); // 32^5
  return half() + half();
}
