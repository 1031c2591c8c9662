import { hash } from 'node:crypto';
import { printRanges, type Range } from './ranges.ts';

/** What a seal says of the lines it seals. `hash` covers everything else. */
export type Seal = {
  readonly n: number;
  readonly at: Date;
  readonly first: number;
  readonly last: number;
  readonly count: number;
  readonly missing: readonly Range[];
  readonly late: readonly Range[];
  readonly void: readonly Range[];
  readonly root: Buffer;
  readonly prev: Buffer;
  readonly hash: Buffer;
  readonly marks: Buffer;
};

export const LEAF_BYTES = 32;
export const MARK_BYTES = 4;

/** Before the first seal. */
export const GENESIS = Buffer.alloc(LEAF_BYTES);

const NODE = 1;

/** Root of a Merkle tree over leaves that lie one after another. A node without a neighbour goes up as it is. */
export function rootOf(leaves: Buffer): Buffer {
  if (leaves.length === 0) return sha256(Buffer.alloc(0));
  let level = leaves;
  const pair = Buffer.alloc(1 + 2 * LEAF_BYTES);
  pair[0] = NODE;
  while (level.length > LEAF_BYTES) {
    const count = level.length / LEAF_BYTES;
    const next = Buffer.alloc(Math.ceil(count / 2) * LEAF_BYTES);
    for (let at = 0; at < count; at += 2) {
      const from = at * LEAF_BYTES;
      if (at + 1 === count) level.copy(next, (at / 2) * LEAF_BYTES, from);
      else {
        level.copy(pair, 1, from, from + 2 * LEAF_BYTES);
        sha256(pair).copy(next, (at / 2) * LEAF_BYTES);
      }
    }
    level = next;
  }
  return Buffer.from(level);
}

/** The first bytes of each leaf. They prove nothing: they tell which line of a seal is another than it was. */
export function marksOf(leaves: Buffer): Buffer {
  const marks = Buffer.alloc((leaves.length / LEAF_BYTES) * MARK_BYTES);
  for (let at = 0; at * LEAF_BYTES < leaves.length; at += 1) {
    leaves.copy(marks, at * MARK_BYTES, at * LEAF_BYTES, at * LEAF_BYTES + MARK_BYTES);
  }
  return marks;
}

/** seal_n = H(seal_n-1 || merkle root || first..last || count), with what is missing, late and void, and the marks. */
export function sealHash(seal: Omit<Seal, 'hash'>): Buffer {
  const { n, at, first, last, count, root, prev, marks } = seal;
  const ranges = [printRanges(seal.missing), printRanges(seal.late), printRanges(seal.void)];
  const bytes = [prev, root, sha256(marks)].map((each) => each.toString('hex'));
  return sha256(
    Buffer.from(JSON.stringify(['concord audit seal 1', n, at.toISOString(), ...bytes, first, last, count, ...ranges])),
  );
}

export function sha256(bytes: Uint8Array): Buffer {
  return hash('sha256', bytes, 'buffer');
}
