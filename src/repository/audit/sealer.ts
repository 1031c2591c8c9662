import { fault } from '../fault.ts';
import { type Store, sql, type Transaction } from '#store';
import { type Leaves, leavesIn, leavesOf } from './leaves.ts';
import { missingFrom, parseRanges, printRanges, type Range, rangesOf, together, without } from './ranges.ts';
import { GENESIS, marksOf, rootOf, type Seal, sealHash } from './seal.ts';

/** Where the chain of seals has come to. */
export type Head = { readonly n: number; readonly hash: string; readonly at: Date };

export type Seals = {
  /** Seals what has been committed and is not sealed yet; answers how many lines. Another sealer that is at work does it. */
  readonly seal: () => Promise<number>;
  readonly head: () => Promise<Head | undefined>;
};

const LINES_MAX = 1_000;
const RANGES_MAX = 10_000;
/** Any number, so long as it is ours: there is one sealer at a time. */
const LOCK = 7_266_116;

/**
 * Lines are sealed as they become visible, which is the order in which they are committed, and within a seal by their number. A number
 * that is missing below one that is there belongs to a transaction that still runs, or to one that was rolled back. Its
 * transaction took its own number before the line's (the column's default), and so before whoever committed the later line, and
 * before us: once every transaction older than ours has ended, it has come or never will. So nothing waits for a long
 * transaction, and nothing that commits late is left out.
 */
export function sealsOf(store: Store, now: () => number): Seals {
  return {
    seal: () => store.write((transaction) => sealNext(transaction, now)),
    head: async () => {
      const row = await store.first<{ n: string; hash: Buffer; at: Date }>(
        sql`select n, hash, at from audit_seal order by n desc limit 1`,
      );
      return row && { n: Number(row.n), hash: row.hash.toString('hex'), at: row.at };
    },
  };
}

type Missing = Range & { readonly over: boolean };

async function sealNext(transaction: Transaction, now: () => number): Promise<number> {
  const free = await transaction.first<{ free: boolean; horizon: string }>(
    sql`select pg_try_advisory_xact_lock(${LOCK}) as free, pg_snapshot_xmin(pg_current_snapshot())::text as horizon`,
  );
  if (!free?.free) return 0;
  const before = await headOf(transaction);
  const awaited = await missingOf(transaction, free.horizon);
  const came = await leavesIn(transaction, awaited);
  const fresh = await leavesOf(transaction, { lo: before.last + 1, hi: Number.MAX_SAFE_INTEGER }, LINES_MAX);
  const late = rangesOf(came.numbers);
  const ended = without(
    awaited.filter(({ over }) => over),
    late,
  );
  if (came.numbers.length + fresh.numbers.length + ended.length === 0) return 0;
  const last = fresh.numbers.at(-1) ?? before.last;
  const missing = missingFrom({ lo: before.last + 1, hi: last }, fresh.numbers);
  const seal = sealOf({ before, came, fresh, at: new Date(now()), ranges: { missing, late, void: ended }, last });
  await keep(transaction, seal);
  await remember(transaction, { gone: together(late, ended), awaited, missing });
  fault('mid-seal');
  return seal.count;
}

type Before = { readonly n: number; readonly last: number; readonly hash: Buffer };

async function headOf(transaction: Transaction): Promise<Before> {
  const row = await transaction.first<{ n: string; last: string; hash: Buffer }>(
    sql`select n, last, hash from audit_seal order by n desc limit 1`,
  );
  return row ? { n: Number(row.n), last: Number(row.last), hash: row.hash } : { n: 0, last: 0, hash: GENESIS };
}

async function missingOf(transaction: Transaction, horizon: string): Promise<readonly Missing[]> {
  const rows = await transaction.all<{ lo: string; hi: string; over: boolean }>(sql`
    select lo, hi, noticed <= ${horizon}::xid8 as over from audit_missing order by lo limit ${RANGES_MAX}::int`);
  return rows.map(({ lo, hi, over }) => ({ lo: Number(lo), hi: Number(hi), over }));
}

type Sealing = {
  readonly before: Before;
  readonly came: Leaves;
  readonly fresh: Leaves;
  readonly at: Date;
  readonly last: number;
  readonly ranges: Pick<Seal, 'missing' | 'late' | 'void'>;
};

function sealOf({ before, came, fresh, at, last, ranges }: Sealing): Seal {
  const leaves = Buffer.concat([came.leaves, fresh.leaves]);
  const content = {
    n: before.n + 1,
    at,
    first: before.last + 1,
    last,
    count: came.numbers.length + fresh.numbers.length,
    ...ranges,
    root: rootOf(leaves),
    prev: before.hash,
    marks: marksOf(leaves),
  };
  return { ...content, hash: sealHash(content) };
}

async function keep(transaction: Transaction, seal: Seal): Promise<void> {
  const { n, at, first, last, count, missing, late, root, prev, hash, marks } = seal;
  await transaction.run(sql`
    insert into audit_seal (n, at, first, last, count, missing, late, void, root, prev, hash, marks) values (${n}, ${at}, ${first}, ${last},
      ${count}, ${printRanges(missing)}, ${printRanges(late)}, ${printRanges(seal.void)}, ${root}, ${prev}, ${hash}, ${marks})`);
}

/** What came or never will is forgotten; a range of which a part came keeps the number under which it was noticed. */
async function remember(
  transaction: Transaction,
  { gone, awaited, missing }: Readonly<Record<'gone' | 'awaited' | 'missing', readonly Range[]>>,
): Promise<void> {
  const touched = awaited.filter(({ lo, hi }) => gone.some((each) => each.lo <= hi && each.hi >= lo));
  const left = touched.flatMap((range) => without([range], gone).map(({ lo, hi }) => ({ of: range.lo, lo, hi })));
  if (touched.length > 0) {
    await transaction.run(sql`
      with old as (delete from audit_missing where lo = any(${touched.map(({ lo }) => lo)}::bigint[]) returning lo, noticed)
      insert into audit_missing (lo, hi, noticed) select k.lo, k.hi, o.noticed from old o join unnest(
        ${left.map((each) => each.of)}::bigint[], ${left.map(({ lo }) => lo)}::bigint[], ${left.map(({ hi }) => hi)}::bigint[])
        k(was, lo, hi) on k.was = o.lo`);
  }
  if (missing.length === 0) return;
  await transaction.run(sql`insert into audit_missing (lo, hi)
    select * from unnest(${missing.map(({ lo }) => lo)}::bigint[], ${missing.map(({ hi }) => hi)}::bigint[])`);
}

/** A seal as its row says it; undefined where its ranges are none that a sealer writes. */
export function sealOfRow(row: SealRow): Seal | undefined {
  const [missing, late, gone] = [parseRanges(row.missing), parseRanges(row.late), parseRanges(row.void)];
  if (!missing || !late || !gone) return undefined;
  const { at, count, root, prev, hash, marks } = row;
  const numbers = { n: Number(row.n), first: Number(row.first), last: Number(row.last) };
  return { ...numbers, at, count, root, prev, hash, marks, missing, late, void: gone };
}

export type SealRow = {
  readonly n: string;
  readonly at: Date;
  readonly first: string;
  readonly last: string;
  readonly count: number;
  readonly missing: string;
  readonly late: string;
  readonly void: string;
  readonly root: Buffer;
  readonly prev: Buffer;
  readonly hash: Buffer;
  readonly marks: Buffer;
};
