import { getRandomValues, randomBytes, randomFillSync } from 'node:crypto';

const DIGITS = '0123456789abcdefghjkmnpqrstvwxyz';
const TIME_DIGITS = 9;
const RANDOM_BYTES = 12;

/** A new id: nine digits of time, so that ids sort by when they were made, and 96 random bits, so that none is guessed. */
export function newId(now: number): string {
  let time = '';
  for (let rest = now; time.length < TIME_DIGITS; rest = Math.floor(rest / 32)) time = DIGITS[rest % 32] + time;
  if (drawn === DRAWN.length) {
    randomFillSync(DRAWN);
    drawn = 0;
  }
  drawn += RANDOM_BYTES;
  return time + DRAWN.toString('hex', drawn - RANDOM_BYTES, drawn);
}

/** Drawn from the system some hundreds at a time: every request has an id. */
const DRAWN = Buffer.alloc(RANDOM_BYTES * 256);
let drawn = DRAWN.length;

/** 256 random bits, for sessions and sign-in links. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** Numbers in [0, 1) that nobody can guess, drawn from the system a few hundred at a time. */
export function newRandom(): () => number {
  const pool = new Uint32Array(512);
  let at = pool.length;
  return () => {
    if (at === pool.length) {
      getRandomValues(pool);
      at = 0;
    }
    return (pool[at++] as number) / 4_294_967_296;
  };
}
