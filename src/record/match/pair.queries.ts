import type { Compartment } from '#repository';
import { type Reader, sql, type Transaction } from '#store';
import type { Reason } from './score.ts';
import type { Shown } from './shown.ts';
import type { Side } from './side.ts';

/** A Patient record as the matcher knows it. */
export type Known = Compartment & { readonly id: string; readonly org: number; readonly side: Side };
export type Couple = { readonly left: Compartment; readonly right: Compartment };
export type PairState = 'waiting' | 'same' | 'different';
export type PairRow = Couple & {
  readonly state: PairState;
  readonly score: number;
  readonly reasons: readonly Reason[];
};

/** Records that share a key with one another are compared; a key that many share says nothing, and only this many are taken. */
const MOST_A_KEY = 60;

/** Pairs of records that share a block key, one of each pair being among these. Plan: record_block_key_compartment, then record_block_key_key. */
export async function candidates(reader: Reader, of: readonly Compartment[]): Promise<readonly Couple[]> {
  if (of.length === 0) return [];
  const rows = await reader.all<{ bkt: number; cmp: string; other_bkt: number; other_cmp: string }>(sql`
    select distinct mine.bkt, mine.cmp, other.bkt as other_bkt, other.cmp as other_cmp
    from unnest(${of.map(({ bkt }) => bkt)}::smallint[], ${of.map(({ cmp }) => cmp)}::bigint[]) as wanted (bkt, cmp)
    join record_block_key mine on (mine.bkt, mine.cmp) = (wanted.bkt, wanted.cmp)
    cross join lateral (
      select o.bkt, o.cmp from record_block_key o
      where o.key = mine.key and (o.bkt, o.cmp) <> (mine.bkt, mine.cmp) limit ${MOST_A_KEY}) other`);
  const couples = new Map(
    rows.map(({ bkt, cmp, other_bkt, other_cmp }) => {
      const couple = coupleOf({ bkt, cmp }, { bkt: other_bkt, cmp: other_cmp });
      return [nameOf(couple), couple] as const;
    }),
  );
  return [...couples.values()];
}

export async function known(reader: Reader, of: readonly Compartment[]): Promise<readonly Known[]> {
  if (of.length === 0) return [];
  const rows = await reader.all<Compartment & { id: string; org: number; side: string }>(sql`
    select d.bkt, d.cmp, d.id, d.org, d.side
    from unnest(${of.map(({ bkt }) => bkt)}::smallint[], ${of.map(({ cmp }) => cmp)}::bigint[]) as wanted (bkt, cmp)
    join record_demographics d on (d.bkt, d.cmp) = (wanted.bkt, wanted.cmp)`);
  return rows.map(({ side, ...row }) => ({ ...row, side: JSON.parse(side) as Side }));
}

export type ShownRow = Compartment & { readonly id: string; readonly org: number; readonly shown: Shown };

export async function shown(reader: Reader, of: readonly Compartment[]): Promise<readonly ShownRow[]> {
  if (of.length === 0) return [];
  const rows = await reader.all<Compartment & { id: string; org: number; shown: string }>(sql`
    select d.bkt, d.cmp, d.id, d.org, d.shown
    from unnest(${of.map(({ bkt }) => bkt)}::smallint[], ${of.map(({ cmp }) => cmp)}::bigint[]) as wanted (bkt, cmp)
    join record_demographics d on (d.bkt, d.cmp) = (wanted.bkt, wanted.cmp)`);
  return rows.map(({ shown, ...row }) => ({ ...row, shown: JSON.parse(shown) as Shown }));
}

type PairColumns = {
  readonly left_bkt: number;
  readonly left_cmp: string;
  readonly right_bkt: number;
  readonly right_cmp: string;
  readonly state: PairState;
  readonly score: number;
  readonly reasons: readonly Reason[];
};

/** What is written down of pairs within these compartments: both sides are among them. */
export async function pairsAmong(reader: Reader, of: readonly Compartment[]): Promise<readonly PairRow[]> {
  if (of.length === 0) return [];
  const [bkts, cmps] = [of.map(({ bkt }) => bkt), of.map(({ cmp }) => cmp)];
  const rows = await reader.all<PairColumns>(sql`
    with wanted as (select * from unnest(${bkts}::smallint[], ${cmps}::bigint[]) as w (bkt, cmp))
    select p.left_bkt, p.left_cmp, p.right_bkt, p.right_cmp, p.state, p.score, p.reasons
    from wanted l join record_pair p on (p.left_bkt, p.left_cmp) = (l.bkt, l.cmp)
    join wanted r on (p.right_bkt, p.right_cmp) = (r.bkt, r.cmp)`);
  return rows.map(pairOf);
}

/** A pair's place in the queue. Its score is part of it, so that the place stands when the pair itself was decided meanwhile. */
export type QueuePlace = Couple & { readonly score: number };

/** Pairs that wait, likeliest first, from behind a place on. Plan: record_pair_waiting from that score on; only pairs of one record of it are sorted. */
export async function waiting(
  reader: Reader,
  after: QueuePlace | undefined,
  limit: number,
): Promise<readonly PairRow[]> {
  const behind = after
    ? sql`and score <= ${after.score}::real and (score < ${after.score}::real or (left_bkt, left_cmp, right_bkt, right_cmp)
        > (${after.left.bkt}::smallint, ${after.left.cmp}::bigint, ${after.right.bkt}::smallint, ${after.right.cmp}::bigint))`
    : sql``;
  const rows = await reader.all<PairColumns>(sql`
    select left_bkt, left_cmp, right_bkt, right_cmp, state, score, reasons from record_pair
    where state = 'waiting' ${behind} order by score desc, left_bkt, left_cmp, right_bkt, right_cmp limit ${limit}`);
  return rows.map(pairOf);
}

/** The name of a place in the queue, for pages. */
export function placeNameOf(place: QueuePlace): string {
  return `${place.score}_${nameOf(place)}`;
}

export function placeNamed(name: string): QueuePlace | undefined {
  const [score = '', pair = ''] = name.split('_');
  const couple = /^-?\d{1,9}(\.\d{1,12})?$/.test(score) ? coupleNamed(pair) : undefined;
  return couple && { ...couple, score: Number(score) };
}

/** The pair, locked until the end of the transaction: two people decide one after the other. */
export async function lockPair(transaction: Transaction, { left, right }: Couple): Promise<PairRow | undefined> {
  const row = await transaction.first<PairColumns>(sql`
    select left_bkt, left_cmp, right_bkt, right_cmp, state, score, reasons from record_pair
    where (left_bkt, left_cmp, right_bkt, right_cmp) = (${left.bkt}::smallint, ${left.cmp}::bigint, ${right.bkt}::smallint, ${right.cmp}::bigint)
    for update`);
  return row && pairOf(row);
}

/** Puts a pair up for a human, or renews its reasons; what a human has decided stays. */
export async function keepWaiting(
  transaction: Transaction,
  { left, right }: Couple,
  { score, reasons }: { readonly score: number; readonly reasons: readonly Reason[] },
  at: Date,
): Promise<void> {
  await transaction.run(sql`
    insert into record_pair (left_bkt, left_cmp, right_bkt, right_cmp, state, score, reasons, found)
    values (${left.bkt}, ${left.cmp}, ${right.bkt}, ${right.cmp}, 'waiting', ${score}, ${JSON.stringify(reasons)}::jsonb, ${at})
    on conflict (left_bkt, left_cmp, right_bkt, right_cmp)
    do update set score = excluded.score, reasons = excluded.reasons where record_pair.state = 'waiting'`);
}

export type Decision = {
  readonly state: 'same' | 'different';
  readonly by: string;
  readonly because: string;
  readonly at: Date;
};

/** Writes down what a human decided of a pair, whether or not it was waiting. */
export async function keepDecision(
  transaction: Transaction,
  { left, right }: Couple,
  { state, by, because, at }: Decision,
): Promise<void> {
  await transaction.run(sql`
    insert into record_pair (left_bkt, left_cmp, right_bkt, right_cmp, state, score, reasons, found, decided, decided_by, because)
    values (${left.bkt}, ${left.cmp}, ${right.bkt}, ${right.cmp}, ${state}, 0, '[]'::jsonb, ${at}, ${at}, ${by}, ${because})
    on conflict (left_bkt, left_cmp, right_bkt, right_cmp)
    do update set state = excluded.state, decided = excluded.decided, decided_by = excluded.decided_by, because = excluded.because`);
}

/** Takes back what waits of pairs that a person no longer has to decide. */
export async function dropWaiting(transaction: Transaction, couples: readonly Couple[]): Promise<void> {
  if (couples.length === 0) return;
  await transaction.run(sql`
    delete from record_pair p using unnest(
      ${couples.map(({ left }) => left.bkt)}::smallint[], ${couples.map(({ left }) => left.cmp)}::bigint[],
      ${couples.map(({ right }) => right.bkt)}::smallint[], ${couples.map(({ right }) => right.cmp)}::bigint[]) as d (lb, lc, rb, rc)
    where p.state = 'waiting' and (p.left_bkt, p.left_cmp, p.right_bkt, p.right_cmp) = (d.lb, d.lc, d.rb, d.rc)`);
}

/** Waiting pairs with one side among these. */
export async function waitingOf(reader: Reader, of: readonly Compartment[]): Promise<readonly PairRow[]> {
  if (of.length === 0) return [];
  const wanted = sql`unnest(${of.map(({ bkt }) => bkt)}::smallint[], ${of.map(({ cmp }) => cmp)}::bigint[]) as w (bkt, cmp)`;
  const rows = await reader.all<PairColumns>(sql`
    select p.* from ${wanted} join record_pair p on (p.left_bkt, p.left_cmp) = (w.bkt, w.cmp) where p.state = 'waiting'
    union select p.* from ${wanted} join record_pair p on (p.right_bkt, p.right_cmp) = (w.bkt, w.cmp) where p.state = 'waiting'`);
  return rows.map(pairOf);
}

/** Left is the smaller, so that a pair is one row whoever comes first. */
export function coupleOf(one: Compartment, other: Compartment): Couple {
  const [a, b] = [placeOf(one), placeOf(other)];
  const first = a.bkt < b.bkt || (a.bkt === b.bkt && BigInt(a.cmp) < BigInt(b.cmp));
  return first ? { left: a, right: b } : { left: b, right: a };
}

/** The id of a pair, for pages: both compartments, sealed by nothing, since whoever decides may see every pair. */
export function nameOf({ left, right }: Couple): string {
  return `${left.bkt}.${left.cmp}.${right.bkt}.${right.cmp}`;
}

export function coupleNamed(name: string): Couple | undefined {
  const found = /^(\d{1,5})\.(-?\d{1,19})\.(\d{1,5})\.(-?\d{1,19})$/.exec(name);
  if (!found) return undefined;
  const [, leftBkt, leftCmp = '', rightBkt, rightCmp = ''] = found;
  return { left: { bkt: Number(leftBkt), cmp: leftCmp }, right: { bkt: Number(rightBkt), cmp: rightCmp } };
}

export function placeOf({ bkt, cmp }: Compartment): Compartment {
  return { bkt, cmp };
}

function pairOf(row: PairColumns): PairRow {
  return {
    left: { bkt: row.left_bkt, cmp: row.left_cmp },
    right: { bkt: row.right_bkt, cmp: row.right_cmp },
    state: row.state,
    score: row.score,
    reasons: row.reasons,
  };
}
