import { print } from '#print';
import { notedAs } from '#repository';
import type { Reader } from '#store';
import { againstLog, ISSUED, type Logged, loggedIn } from './logged.ts';
import { type KeptPack, organizationsOfPacks, packsOf } from './pack.queries.ts';
import { printed } from './printed.ts';
import { digestOf, readPack, sealByDigest } from './seal.ts';

/**
 * What of a report is not as it was sealed; `order`: the report before it is missing, or was sealed anew. By the log of who did what:
 * `removed` was issued and is gone, `rewritten` is another than was issued, `added` was never issued.
 */
export type PackFault = {
  readonly organization: string;
  readonly month: string;
  readonly what: 'cells' | 'file' | 'seal' | 'order' | 'removed' | 'rewritten' | 'added';
};

export type VerifiedPacks = {
  readonly reports: number;
  readonly organizations: number;
  readonly faults: readonly PackFault[];
};

/** Compares every report that was issued with its seal, each seal with the one before, and all of them with the log of who did what. */
export async function verifyPacks(reader: Reader): Promise<VerifiedPacks> {
  const organizations = await organizationsOfPacks(reader);
  const faults: PackFault[] = [];
  const kept: Logged[] = [];
  for (const organization of organizations) {
    // One organisation's files at a time are in memory.
    const packs = await packsOf(reader, organization);
    kept.push(...packs.map(({ n, month, hash }) => ({ organization, n, month, hash })));
    faults.push(...(await faultsOf(packs)).map((fault) => ({ organization, ...fault })));
  }
  const logged = loggedIn((await notedAs(reader, ISSUED)).map(({ query }) => query));
  // A report that is told of by its own seal is not told of twice.
  const known = new Set(faults.map(({ organization, month }) => `${organization} ${month}`));
  const more = againstLog(logged, kept).filter(({ organization, month }) => !known.has(`${organization} ${month}`));
  return { reports: kept.length, organizations: organizations.length, faults: [...faults, ...more] };
}

/** Faults of a chain, each report with its own: a fault of one is not told of those after it. */
export async function faultsOf(packs: readonly KeptPack[]): Promise<readonly Omit<PackFault, 'organization'>[]> {
  const faults: Omit<PackFault, 'organization'>[] = [];
  let before: string | undefined = '';
  for (const [at, pack] of packs.entries()) {
    const what = await faultOf(pack, { before, after: packs[at + 1] });
    if (what) faults.push({ month: pack.month, what });
    before = what === 'seal' ? undefined : pack.hash;
  }
  return faults;
}

type Neighbours = { readonly before: string | undefined; readonly after: KeptPack | undefined };

async function faultOf(pack: KeptPack, { before, after }: Neighbours): Promise<PackFault['what'] | undefined> {
  const { text, file, fileHash, previous, hash } = pack;
  const digest = file ? digestOf(file) : undefined;
  if (sealByDigest(text, digest, previous) === hash) {
    return before === undefined || before === previous ? undefined : 'order';
  }
  if (sealByDigest(text, fileHash ?? undefined, previous) === hash) return 'file';
  if (before !== undefined && sealByDigest(text, digest, before) === hash) return 'seal';
  // The seal after it still names the seal as it was made.
  if (after?.n === pack.n + 1) return after.previous === hash ? 'cells' : 'seal';
  return digest !== undefined && (await drawnDigest(text)) === digest ? 'seal' : 'cells';
}

/** The digest of the file as these cells would be drawn: cells that still give the file were not edited. */
export async function drawnDigest(text: string): Promise<string | undefined> {
  try {
    const drawn = await print(printed(readPack(text)));
    return drawn.ok ? digestOf(drawn.value) : undefined;
  } catch {
    // Whatever was written into the cells is no report any more.
    return undefined;
  }
}
