import { type Reader, type Sql, sql } from '#store';
import type { Range } from './ranges.ts';

/** Lines with what they are sealed as: line numbers ascending, and their leaves one after another. */
export type Leaves = { readonly numbers: readonly number[]; readonly leaves: Buffer };

/**
 * What a line is sealed as: H(salt, everything it says). Its number is no part of it: the tree gives it its place, so that lines that
 * were swapped are told from lines that were edited. Of an erased line it is what it was.
 */
export const LEAF: Sql = sql`coalesce(a.leaf, sha256(convert_to('concord audit line 1' || json_build_array(a.salt,
  (extract(epoch from a.at) * 1000000)::bigint, a.principal, a.viewer, a.organization, a.role, a.purpose, a.action, a.typ, a.id,
  a.bkt, a.cmp, a.person, a.query, a.found, a.outcome, a.under, a.disclosed)::text, 'UTF8')))`;

type Gathered = { readonly numbers: Buffer | null; readonly leaves: Buffer | null };

/** The lines from lo to hi, at most `limit`. Hashed where they lie: what travels is 40 bytes a line. */
export async function leavesOf(reader: Reader, { lo, hi }: Range, limit: number): Promise<Leaves> {
  const row = await reader.first<Gathered>(sql`
    select string_agg(int8send(x.seq), ''::bytea order by x.seq) as numbers, string_agg(x.leaf, ''::bytea order by x.seq) as leaves
    from (select a.seq, ${LEAF} as leaf from audit a where a.seq between ${lo}::bigint and ${hi}::bigint
      order by a.seq limit ${limit}::int) x`);
  return gathered(row);
}

/** The lines that are there of some ranges. */
export async function leavesIn(reader: Reader, ranges: readonly Range[]): Promise<Leaves> {
  if (ranges.length === 0) return { numbers: [], leaves: Buffer.alloc(0) };
  const row = await reader.first<Gathered>(sql`
    select string_agg(int8send(x.seq), ''::bytea order by x.seq) as numbers, string_agg(x.leaf, ''::bytea order by x.seq) as leaves
    from (select a.seq, ${LEAF} as leaf from unnest(${ranges.map(({ lo }) => lo)}::bigint[], ${ranges.map(({ hi }) => hi)}::bigint[]) k(lo, hi)
      join audit a on a.seq between k.lo and k.hi) x`);
  return gathered(row);
}

function gathered(row: Gathered | undefined): Leaves {
  const bytes = row?.numbers ?? Buffer.alloc(0);
  const numbers: number[] = [];
  for (let at = 0; at < bytes.length; at += 8) numbers.push(Number(bytes.readBigInt64BE(at)));
  return { numbers, leaves: row?.leaves ?? Buffer.alloc(0) };
}
