import { oddText } from './odd.ts';
import type { Pick } from './pick.ts';

/** Changes bytes of what a grammar made, without knowing the grammar. */
export function mutated(bytes: Buffer, pick: Pick): Buffer {
  let changed = bytes;
  const rounds = 1 + pick.below(3);
  for (let round = 0; round < rounds; round += 1) changed = once(changed, pick);
  return changed;
}

function once(bytes: Buffer, pick: Pick): Buffer {
  const at = pick.below(bytes.length + 1);
  const to = Math.min(bytes.length, at + 1 + pick.below(20));
  const joined = (...parts: readonly Uint8Array[]): Buffer => Buffer.concat(parts);
  const [before, middle, after] = [bytes.subarray(0, at), bytes.subarray(at, to), bytes.subarray(to)];
  return pick.weighed([
    [3, () => joined(before, Buffer.from(middle.map((one) => one ^ (1 << pick.below(8)))), after)],
    [3, () => joined(before, Buffer.from([pick.below(256)]), middle, after)],
    [3, () => joined(before, after)],
    [2, () => before],
    [2, () => joined(before, middle, middle, after)],
    [2, () => joined(before, Buffer.from(oddText(pick)), middle, after)],
    [2, () => joined(before, Buffer.from(pick.one(PIECES)), middle, after)],
    [1, () => joined(before, Buffer.from(pick.one(BROKEN)), middle, after)],
    [1, () => joined(after, middle, before)],
  ]);
}

/** What JSON and addresses are made of. */
const PIECES = [
  '{',
  '}',
  '[',
  ']',
  '"',
  ':',
  ',',
  '\\',
  '\\u0000',
  '\\ud800',
  '%',
  '%00',
  '%2',
  '%zz',
  '&',
  '=',
  '?',
  '.',
  '|',
  '$',
  '/',
  '~',
  '~2',
  '+',
];

/** Bytes that are no UTF-8: half of a character, an overlong one, a surrogate, beyond the last. */
const BROKEN = [[0xc3], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xf5, 0x80, 0x80, 0x80], [0xff], [0xe2, 0x82]];
