import type { Access } from '#agreement';
import { accepted, type Outcome } from '#fhir';
import type { BoardPackKept } from './contract.ts';
import { packsOf } from './pack.queries.ts';
import type { Packing } from './packing.ts';
import { noPack, readerOf, sealOf } from './reading.ts';
import { brokenFrom, digestOf } from './seal.ts';
import { drawnDigest } from './verify.ts';

/** A report as it was issued, byte by byte, with whether drawing its cells today gives its file. */
export async function kept(packing: Packing, access: Access, month: string): Promise<Outcome<BoardPackKept>> {
  const reader = readerOf(packing, access);
  if (!reader.ok) return reader;
  const packs = await packsOf(packing.store, reader.value.organization);
  const at = packs.findIndex((each) => each.month === month);
  const found = packs[at];
  if (!found) return noPack();
  const broken = brokenFrom(packs);
  const { text, file } = found;
  return accepted({
    month,
    text,
    ...(file ? { file: new Uint8Array(file), drawnSame: (await drawnDigest(text)) === digestOf(file) } : {}),
    seal: sealOf(found, broken === undefined || broken > at),
  });
}
