import { type Reader, sql } from '#store';
import { diagnose, type Fault, type Mismatch, reorderedOf } from './diagnose.ts';
import { leavesIn, leavesOf } from './leaves.ts';
import { erasedWithoutRecord } from './erase.ts';
import { areWithin, numbersIn, parseRanges, type Range, rangesOf, together, without } from './ranges.ts';
import { GENESIS, LEAF_BYTES, type Seal, sealHash } from './seal.ts';
import { type SealRow, sealOfRow } from './sealer.ts';

/** A seal as a second place keeps it. */
export type Anchor = { readonly place: string; readonly n: number; readonly hash: string };

export type Verified = {
  /** Lines that stand as they were sealed, or do not: all that were looked at. */
  readonly lines: number;
  readonly seals: number;
  readonly from?: Date;
  readonly to?: Date;
  /** Newest seal. */
  readonly head?: { readonly n: number; readonly hash: string };
  /** Committed, and not sealed yet. */
  readonly unsealed: number;
  readonly erased: number;
  readonly anchors: readonly { readonly place: string; readonly agree: number; readonly newest: number }[];
  readonly faults: readonly Fault[];
};

export type VerifyQuestion = {
  /** Lines sealed from then on, and until then; all where absent. */
  readonly from?: Date;
  readonly to?: Date;
  readonly anchors?: readonly Anchor[];
  readonly progress?: (done: number, total: number) => void;
};

const SEALS_AT_ONCE = 50;
const LINES_AT_ONCE = 1_000_000;

/** Reads the audit from end to end, and says which lines are not what was sealed. */
export async function verifyAudit(reader: Reader, question: VerifyQuestion = {}): Promise<Verified> {
  const extent = await extentOf(reader, question);
  const chain = await chainOf(reader, extent.head);
  const walk: Walk = { faults: [], mismatches: [], lines: 0, seals: 0, hashes: new Map() };
  let before = await beforeOf(reader, extent.from);
  for (let n = extent.from; n <= extent.to; n += SEALS_AT_ONCE) {
    const rows = await sealRows(reader, n, Math.min(extent.to, n + SEALS_AT_ONCE - 1));
    before = await walkBatch(reader, { rows, before, chain, walk });
    question.progress?.(Math.min(before.last, extent.last), extent.last);
  }
  const whole = extent.from === 1 && extent.to === extent.head;
  if (whole) walk.faults.push(...(await outside(reader, chain, before)));
  if (before.n < extent.to)
    walk.faults.push({ what: 'truncated', lo: before.last + 1, hi: extent.last, seal: extent.to });
  const anchored = await anchorsOf(reader, question.anchors ?? [], extent.head);
  const erasure = await erasedWithoutRecord(reader);
  const { edited, reordered } = reorderedOf(walk.mismatches);
  const faults = [...walk.faults, ...edited, ...reordered, ...anchored.faults, ...erasure.faults];
  return {
    lines: walk.lines,
    seals: walk.seals,
    unsealed: await unsealedOf(reader, before.last, whole),
    erased: erasure.erased,
    anchors: anchored.places,
    faults: faults.toSorted((a, b) => a.lo - b.lo),
    ...(extent.head === 0 ? {} : { head: { n: extent.head, hash: before.hash.toString('hex') } }),
    ...(question.from ? { from: question.from } : {}),
    ...(question.to ? { to: question.to } : {}),
  };
}

type Walk = {
  readonly faults: Fault[];
  readonly mismatches: Mismatch[];
  readonly hashes: Map<number, string>;
  lines: number;
  seals: number;
};

/** What the seal before says; where one begins in the middle, it is taken at its word. */
type Before = { readonly n: number; readonly last: number; readonly hash: Buffer };

/** Ranges of the whole chain: what was ever missing, came late, or was given up. */
type Chain = {
  readonly missing: readonly Range[];
  readonly open: readonly Range[];
  /** Missing, and given up. */
  readonly given: readonly Range[];
};

type Extent = { readonly from: number; readonly to: number; readonly head: number; readonly last: number };

async function extentOf(reader: Reader, { from, to }: VerifyQuestion): Promise<Extent> {
  const row = await reader.first<Record<'lo' | 'hi' | 'head' | 'last', string | null>>(sql`
    select (select min(n) from audit_seal where at >= ${from ?? '-infinity'}::timestamptz) as lo,
      (select max(n) from audit_seal where at <= ${to ?? 'infinity'}::timestamptz) as hi,
      (select max(n) from audit_seal) as head, (select max(last) from audit_seal) as last`);
  const head = Number(row?.head ?? 0);
  return {
    from: from ? Number(row?.lo ?? head + 1) : 1,
    to: to ? Number(row?.hi ?? 0) : head,
    head,
    last: Number(row?.last ?? 0),
  };
}

async function beforeOf(reader: Reader, from: number): Promise<Before> {
  if (from === 1) return { n: 0, last: 0, hash: GENESIS };
  const [row] = await sealRows(reader, from - 1, from - 1);
  return row ? { n: from - 1, last: Number(row.last), hash: row.hash } : { n: from - 1, last: 0, hash: GENESIS };
}

async function sealRows(reader: Reader, from: number, to: number): Promise<readonly SealRow[]> {
  return reader.all<SealRow>(sql`select n, at, first, last, count, missing, late, void, root, prev, hash, marks from audit_seal
    where n between ${from} and ${to} order by n`);
}

async function chainOf(reader: Reader, head: number): Promise<Chain> {
  const rows = await reader.all<Pick<SealRow, 'missing' | 'late' | 'void'>>(sql`
    select missing, late, void from audit_seal where n <= ${head} and (missing <> '' or late <> '' or void <> '') order by n`);
  const all = (name: 'missing' | 'late' | 'void') =>
    together(
      rows.flatMap((row) => parseRanges(row[name]) ?? []),
      [],
    );
  const missing = all('missing');
  const awaited = without(missing, all('late'));
  const open = without(awaited, all('void'));
  return { missing, open, given: without(awaited, open) };
}

type Batch = { readonly rows: readonly SealRow[]; readonly before: Before; readonly chain: Chain; readonly walk: Walk };

async function walkBatch(reader: Reader, { rows, before, chain, walk }: Batch): Promise<Before> {
  const seals = rows.map(sealOfRow);
  const spans = rows.map((row) => ({ lo: Number(row.first), hi: Number(row.last) })).filter(({ lo, hi }) => lo <= hi);
  const span = { lo: Math.min(...spans.map(({ lo }) => lo)), hi: Math.max(...spans.map(({ hi }) => hi)) };
  const late = together(
    seals.flatMap((seal) => seal?.late ?? []),
    [],
  );
  const [own, came] = await Promise.all([
    spans.length === 0 ? { numbers: [], leaves: Buffer.alloc(0) } : leavesOf(reader, span, LINES_AT_ONCE),
    leavesIn(reader, late),
  ]);
  const leaves = new Map<number, Buffer>();
  for (const { numbers, leaves: bytes } of [own, came]) {
    numbers.forEach((number, at) => leaves.set(number, bytes.subarray(at * LEAF_BYTES, (at + 1) * LEAF_BYTES)));
  }
  let last = before;
  rows.forEach((row, at) => {
    last = walkSeal({ row, seal: seals[at], before: last, leaves, walk, chain });
  });
  walk.faults.push(...insertedIn(own.numbers, chain));
  return last;
}

type Step = {
  readonly row: SealRow;
  readonly seal: Seal | undefined;
  readonly before: Before;
  readonly leaves: ReadonlyMap<number, Buffer>;
  readonly walk: Walk;
  readonly chain: Chain;
};

function walkSeal({ row, seal, before, leaves, walk, chain }: Step): Before {
  const here = { n: Number(row.n), last: Number(row.last), hash: row.hash };
  const place = { lo: Number(row.first), hi: Number(row.last), seal: here.n };
  walk.seals += 1;
  walk.lines += row.count;
  if (here.n !== before.n + 1)
    walk.faults.push({ what: 'seals-missing', lo: before.last + 1, hi: place.lo - 1, seal: before.n + 1 });
  else if (!row.prev.equals(before.hash)) walk.faults.push({ what: 'rewritten', ...place });
  if (seal === undefined || !sealHash(seal).equals(seal.hash)) {
    walk.faults.push({ what: 'seal-edited', ...place });
    if (seal === undefined) return here;
  }
  const follows = here.n !== before.n + 1 || seal.first === before.last + 1;
  const known = areWithin(seal.late, chain.missing) && areWithin(seal.void, chain.missing);
  if (!follows || !known) walk.faults.push({ what: 'seal-edited', ...place });
  const own = without(seal.first > seal.last ? [] : [{ lo: seal.first, hi: seal.last }], seal.missing);
  const { faults, mismatches } = diagnose(seal, [...numbersIn(seal.late), ...numbersIn(own)], leaves);
  walk.faults.push(...faults);
  walk.mismatches.push(...mismatches);
  return here;
}

/** Lines under numbers that were given up, or were never missing, are lines that nobody sealed. */
function insertedIn(numbers: readonly number[], { given }: Chain): readonly Fault[] {
  if (given.length === 0) return [];
  const wrong = without(given, without(given, rangesOf(numbers)));
  return wrong.map(({ lo, hi }) => ({ what: 'inserted' as const, lo, hi }));
}

/** Lines before the first number and behind the last one given, and a sealer's memory that says something else than its seals. */
async function outside(reader: Reader, chain: Chain, before: Before): Promise<readonly Fault[]> {
  const rows = await reader.all<{ seq: string }>(sql`
    select seq from audit where seq < 1 or seq > (select case when is_called then last_value else last_value - 1 end from audit_line)
    order by seq limit 1000`);
  const waiting = await reader.all<{ lo: string; hi: string }>(sql`
    select lo, hi from audit_missing where lo <= ${before.last} order by lo`);
  const remembered = waiting.map(({ lo, hi }) => ({ lo: Number(lo), hi: Number(hi) }));
  return [
    ...rangesOf(rows.map(({ seq }) => Number(seq))).map(({ lo, hi }) => ({ what: 'inserted' as const, lo, hi })),
    ...without(remembered, chain.open).map(({ lo, hi }) => ({ what: 'seal-edited' as const, lo, hi })),
  ];
}

async function unsealedOf(reader: Reader, last: number, whole: boolean): Promise<number> {
  if (!whole) return 0;
  const row = await reader.first<{ count: number }>(sql`
    select count(*)::int as count from (select 1 from audit where seq > ${last} limit 100000) x`);
  return row?.count ?? 0;
}

type Anchored = { readonly faults: readonly Fault[]; readonly places: Verified['anchors'] };

/** What other places keep of the seals: whoever rewrites lines and seals alike cannot reach them. */
async function anchorsOf(reader: Reader, anchors: readonly Anchor[], head: number): Promise<Anchored> {
  const rows = await reader.all<{ n: string; hash: Buffer; first: string; last: string }>(sql`
    select n, hash, first, last from audit_seal where n = any(${anchors.map(({ n }) => n)}::bigint[])`);
  const seals = new Map(rows.map((row) => [Number(row.n), row]));
  const faults: Fault[] = [];
  const places = [...new Set(anchors.map(({ place }) => place))].map((place) => {
    const here = anchors.filter((anchor) => anchor.place === place).toSorted((a, b) => a.n - b.n);
    let agreed = 0;
    let agree = 0;
    for (const { n, hash } of here) {
      const seal = seals.get(n);
      if (seal?.hash.toString('hex') === hash) {
        agree += 1;
        agreed = Number(seal.last);
      } else {
        const what = n > head ? 'truncated' : seal ? 'rewritten' : 'seals-missing';
        faults.push({ what, lo: agreed + 1, hi: Number(seal?.last ?? agreed + 1), seal: n, place });
      }
    }
    return { place, agree, newest: here.at(-1)?.n ?? 0 };
  });
  return { faults, places };
}
