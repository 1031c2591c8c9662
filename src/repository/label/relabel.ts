import { type Store, sql, type Transaction } from '#store';
import { fault } from '../fault.ts';
import { arrayLiteral } from '../write/arrays.ts';
import { LABEL_CHANNEL } from './keep.ts';
import type { Resource } from './codings.ts';
import { labelledAnew, type LabelSets } from './labels.ts';

export type Relabelling = {
  readonly store: Store;
  readonly sets: () => LabelSets;
  readonly reload: () => Promise<void>;
  readonly now: () => number;
  /** Rows a transaction. */
  readonly page?: number;
  /** How long after a version was raised it can be called done: every process has heard of it by then. */
  readonly settleMs?: number;
  /** True when the program stops: the next start goes on. */
  readonly stopped?: () => boolean;
  readonly looked?: (rows: number) => void;
};

const PAGE = 1_000;
const SETTLE_MS = 5_000;
const KINDS = ['resource', 'history'] as const;
type Kind = (typeof KINDS)[number];

/** Looks at every row that an older version of the sets has labelled. Answers how many it looked at. */
export async function relabel(work: Relabelling): Promise<number> {
  const { store, reload, stopped = () => false } = work;
  let looked = 0;
  // A set that changes meanwhile begins anew, for both changes at once.
  while (!stopped() && (await openVersions(store)).length > 0) {
    await reload();
    looked += await bringUp(work);
  }
  return looked;
}

async function bringUp(work: Relabelling): Promise<number> {
  const { store, sets, page = PAGE, stopped = () => false } = work;
  const { version } = sets();
  await countTotal(store, version);
  let looked = 0;
  for (const kind of KINDS) {
    for (;;) {
      if (stopped() || sets().version !== version) return looked;
      const rows = await store.write((transaction) => relabelPage(transaction, kind, { sets: sets(), page }));
      looked += rows;
      if (rows > 0) work.looked?.(rows);
      fault('mid-job');
      if (rows < page) break;
    }
  }
  return looked + (await finish(work, version));
}

/** What was written while the looking went on, by whoever had not heard yet; then the version is done. */
async function finish({ store, sets, now, settleMs = SETTLE_MS, stopped = () => false }: Relabelling, version: number) {
  for (;;) {
    if (stopped() || sets().version !== version) return 0;
    const [newest] = await openVersions(store);
    if (newest === undefined) return 0;
    if (newest.settled && now() - newest.at.getTime() >= settleMs) break;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  let late = 0;
  for (;;) {
    const rows = await store.write((transaction) => relabelLate(transaction, sets()));
    late += rows;
    if (rows === 0) break;
  }
  await store.write(async (transaction) => {
    await transaction.run(sql`update label_version set done = ${new Date(now())}::timestamptz
      where done is null and version <= ${version}::smallint`);
    await transaction.run(sql`select pg_notify(${LABEL_CHANNEL}, '')`);
  });
  return late;
}

type OpenVersion = { readonly version: number; readonly at: Date; readonly settled: boolean };

/** `settled`: whatever was under way when it was raised has ended. */
async function openVersions(store: Store): Promise<readonly OpenVersion[]> {
  return store.all<OpenVersion>(sql`
    select version, at, xid < pg_snapshot_xmin(pg_current_snapshot()) as settled from label_version
    where done is null order by version desc`);
}

async function countTotal(store: Store, version: number): Promise<void> {
  await store.run(sql`
    update label_version set total = (select count(*) from resource where labver < ${version}::smallint)
      + (select count(*) from history where labver < ${version}::smallint)
    where version = ${version}::smallint and total is null`);
}

type Place = { readonly bkt: number; readonly typ: number; readonly id: string; readonly ver: number };
type Found = Place & { readonly lab: number; readonly body: string | null };
type Paging = { readonly sets: LabelSets; readonly page: number };

/**
 * One page in the order of the key, with how far it came. Rows are locked first, in that order, so that a label is never written over
 * what somebody has changed meanwhile.
 */
async function relabelPage(transaction: Transaction, kind: Kind, { sets, page }: Paging): Promise<number> {
  const { version } = sets;
  const from = await placeOf(transaction, kind, version);
  if (from === undefined) return 0;
  const { bkt, typ, id, ver } = from;
  const key = kind === 'resource' ? sql`(bkt, typ, id)` : sql`(bkt, typ, id, ver)`;
  const start =
    kind === 'resource'
      ? sql`(${bkt}::smallint, ${typ}::smallint, ${id})`
      : sql`(${bkt}::smallint, ${typ}::smallint, ${id}, ${ver}::int)`;
  const rows = await transaction.all<Found>(sql`
    select bkt, typ, id, ver, lab, body from ${sql.raw(kind)} where ${key} > ${start} and labver < ${version}::smallint
    order by ${sql.raw(kind === 'resource' ? 'bkt, typ, id' : 'bkt, typ, id, ver')} limit ${page}::int for update`);
  await labelRows(transaction, kind, rows, sets);
  const last = rows.at(-1) ?? from;
  await transaction.run(sql`update label_progress
    set bkt = ${last.bkt}::smallint, typ = ${last.typ}::smallint, id = ${last.id}, ver = ${last.ver}::int,
      looked = looked + ${rows.length}::bigint, ended = ${rows.length < page}::boolean where kind = ${kind}`);
  return rows.length;
}

/** How far this version's looking came, locked; a newer version begins anew. Undefined where it has ended. */
async function placeOf(transaction: Transaction, kind: Kind, version: number): Promise<Place | undefined> {
  const row = await transaction.first<Place & { readonly version: number; readonly ended: boolean }>(sql`
    select version, bkt, typ, id, ver, ended from label_progress where kind = ${kind} for update`);
  if (row?.version === version) return row.ended ? undefined : row;
  await transaction.run(sql`update label_progress
    set version = ${version}::smallint, bkt = -1, typ = 0, id = '', ver = 0, looked = 0, ended = false where kind = ${kind}`);
  return { bkt: -1, typ: 0, id: '', ver: 0 };
}

/** Postings repeat a label and not its version: only those whose label changed are written anew. */
async function labelRows(transaction: Transaction, kind: Kind, rows: readonly Found[], sets: LabelSets): Promise<void> {
  if (rows.length === 0) return;
  // The last row of what was deleted has no body: it keeps the labels it had.
  const labelled = rows.map((row) => ({
    ...row,
    was: row.lab,
    lab: row.body === null ? row.lab : labelledAnew(JSON.parse(row.body) as Resource, row.lab, sets),
  }));
  await transaction.run(sql`update ${sql.raw(kind)} t set lab = k.lab, labver = ${sets.version}::smallint
    from ${keysOf(labelled)} where (t.bkt, t.typ, t.id, t.ver) = (k.bkt, k.typ, k.id, k.ver)`);
  const changed = labelled.filter(({ lab, was }) => lab !== was);
  if (kind === 'history' || changed.length === 0) return;
  await transaction.run(sql`update posting t set lab = k.lab
    from ${keysOf(changed)} where (t.bkt, t.typ, t.id) = (k.bkt, k.typ, k.id)`);
}

function keysOf(rows: readonly (Place & { readonly lab: number })[]) {
  return sql`unnest(${arrayLiteral(rows.map(({ bkt }) => bkt))}::smallint[], ${arrayLiteral(rows.map(({ typ }) => typ))}::smallint[],
    ${arrayLiteral(rows.map(({ id }) => id))}::text[], ${arrayLiteral(rows.map(({ ver }) => ver))}::int[],
    ${arrayLiteral(rows.map(({ lab }) => lab))}::int[]) k(bkt, typ, id, ver, lab)`;
}

/** Rows that the feed says were written since, and that carry an older version all the same. */
async function relabelLate(transaction: Transaction, sets: LabelSets): Promise<number> {
  const { version } = sets;
  const written = sql`select distinct c.bkt, c.typ, c.id from change c
    where c.epoch = (select max(epoch) from change)
      and c.xid >= (select min(xid) from label_version where done is null)`;
  let count = 0;
  for (const kind of KINDS) {
    const rows = await transaction.all<Found>(sql`
      select t.bkt, t.typ, t.id, t.ver, t.lab, t.body from (${written}) w
      join ${sql.raw(kind)} t on (t.bkt, t.typ, t.id) = (w.bkt, w.typ, w.id) where t.labver < ${version}::smallint
      order by t.bkt, t.typ, t.id, t.ver limit ${PAGE}::int for update of t`);
    await labelRows(transaction, kind, rows, sets);
    count += rows.length;
  }
  return count;
}
