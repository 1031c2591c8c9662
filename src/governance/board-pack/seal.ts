import { createHash } from 'node:crypto';
import { firstBroken, seal, type Sealed } from '../decision/minutes.ts';
import { canonical } from '../text-hash.ts';
import type { BoardPack } from './contract.ts';
import type { KeptPack } from './pack.queries.ts';

/** A report as the text that is sealed: canonical, so that the same cells are the same bytes. */
export function packText(pack: BoardPack): string {
  return canonical(pack);
}

export function readPack(text: string): BoardPack {
  return JSON.parse(text) as BoardPack;
}

/** The seal is over the cells, the file that was given out, and the seal of the month before. */
export function sealPack(text: string, file: Uint8Array | undefined, previous: string): Sealed {
  return seal(sealedText(text, file && digestOf(file)), previous);
}

/** The same over a file of which the digest alone is known. */
export function sealByDigest(text: string, digest: string | undefined, previous: string): string {
  return seal(sealedText(text, digest), previous).hash;
}

export function digestOf(file: Uint8Array): string {
  return createHash('sha256').update(file).digest('hex');
}

/** Place of the first report that is not as it was issued; undefined where all are. */
export function brokenFrom(
  packs: readonly Pick<KeptPack, 'text' | 'file' | 'previous' | 'hash'>[],
): number | undefined {
  return firstBroken(
    packs.map(({ text, file, previous, hash }) => ({
      text: sealedText(text, file ? digestOf(file) : undefined),
      previous,
      hash,
    })),
  );
}

function sealedText(text: string, digest: string | undefined): string {
  return `${text}\n${digest ?? 'no file'}`;
}
