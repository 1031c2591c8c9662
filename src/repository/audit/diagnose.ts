import { rangesOf, without } from './ranges.ts';
import { MARK_BYTES, rootOf, type Seal } from './seal.ts';

/** Lines lo to hi are not what was sealed, and what it looks like. */
export type Fault = {
  readonly what:
    | 'edited'
    | 'deleted'
    | 'inserted'
    | 'reordered'
    | 'erased'
    /** The seal of these lines says something else than when it was made. */
    | 'seal-edited'
    | 'seals-missing'
    /** Lines and seals agree with each other, and not with the chain or with what another place keeps. */
    | 'rewritten'
    | 'truncated';
  readonly lo: number;
  readonly hi: number;
  readonly seal?: number;
  readonly place?: string;
};

/** A line whose leaf is another than it was: first bytes of both. */
export type Mismatch = { readonly line: number; readonly was: string; readonly is: string };

type Diagnosis = { readonly faults: readonly Fault[]; readonly mismatches: readonly Mismatch[] };

/** Compares the lines of one seal with it; `numbers` are those that it sealed, in its order. */
export function diagnose(seal: Seal, numbers: readonly number[], leaves: ReadonlyMap<number, Buffer>): Diagnosis {
  const place = {
    lo: Math.min(seal.first, numbers[0] ?? seal.first),
    hi: Math.max(seal.last, numbers.at(-1) ?? seal.last),
    seal: seal.n,
  };
  if (numbers.length !== seal.count || seal.marks.length !== seal.count * MARK_BYTES) {
    return { faults: [{ what: 'seal-edited', ...place }], mismatches: [] };
  }
  const present = numbers.flatMap((number) => leaves.get(number) ?? []);
  const gone = numbers.filter((number) => !leaves.has(number));
  const deleted = rangesOf(gone.toSorted((a, b) => a - b)).map(({ lo, hi }) => ({
    what: 'deleted' as const,
    lo,
    hi,
    seal: seal.n,
  }));
  if (deleted.length === 0 && rootOf(Buffer.concat(present)).equals(seal.root)) return { faults: [], mismatches: [] };
  const mismatches = numbers.flatMap((line, at): readonly Mismatch[] => {
    const leaf = leaves.get(line);
    const was = markAt(seal.marks, at);
    const is = leaf ? markAt(leaf, 0) : was;
    return is === was ? [] : [{ line, was, is }];
  });
  if (deleted.length + mismatches.length > 0) return { faults: deleted, mismatches };
  return { faults: [{ what: 'seal-edited', ...place }], mismatches: [] };
}

/** Lines that say what another was sealed as have changed places; the others were edited. */
export function reorderedOf(mismatches: readonly Mismatch[]): {
  readonly edited: readonly Fault[];
  readonly reordered: readonly Fault[];
} {
  const was = new Set(mismatches.map((each) => each.was));
  const moved = rangesOf(
    mismatches
      .filter(({ is }) => was.has(is))
      .map(({ line }) => line)
      .toSorted((a, b) => a - b),
  );
  const all = rangesOf(mismatches.map(({ line }) => line).toSorted((a, b) => a - b));
  return {
    edited: without(all, moved).map(({ lo, hi }) => ({ what: 'edited', lo, hi })),
    reordered: moved.map(({ lo, hi }) => ({ what: 'reordered', lo, hi })),
  };
}

function markAt(bytes: Buffer, at: number): string {
  return bytes.toString('hex', at * MARK_BYTES, (at + 1) * MARK_BYTES);
}
