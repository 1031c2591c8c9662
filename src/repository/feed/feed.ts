import { typeName } from '#fhir';
import { type Store, sql, type Transaction } from '#store';
import type { Change } from '../repository.ts';

export type Feed = {
  /**
   * Gives the next changes to a consumer and moves its offset in the same transaction: what `work` writes and what it has seen
   * are durable together. Answers how many there were. Two callers of one consumer take turns.
   */
  readonly consume: (
    consumer: string,
    limit: number,
    work: (changes: readonly Change[], transaction: Transaction) => Promise<void>,
  ) => Promise<number>;
  /** Changes that a consumer has not taken yet, counted up to a limit. */
  readonly behind: (consumer: string, limit: number) => Promise<number>;
  /** Calls back after commits of this or any other process, soon and not for each. Answers a function that stops it. */
  readonly listen: (heard: () => void) => Promise<() => Promise<void>>;
};

const CHANNEL = 'concord_change';

export function feedOf(store: Store): Feed {
  return {
    consume: (consumer, limit, work) =>
      store.write(async (transaction) => {
        const offset = await offsetOf(transaction, consumer);
        const rows = await nextChanges(transaction, offset, limit);
        const last = rows.at(-1);
        if (!last) return 0;
        await work(rows.map(changeOf), transaction);
        await transaction.run(
          sql`update feed_offset set epoch = ${last.epoch}::int, xid = ${last.xid}::xid8 where consumer = ${consumer}`,
        );
        return rows.length;
      }),
    behind: async (consumer, limit) => {
      const row = await store.first<{ count: number }>(sql`
        select count(*)::int as count from (select 1 from change c
          left join feed_offset o on o.consumer = ${consumer}
          where (c.epoch, c.xid) > (coalesce(o.epoch, 0), coalesce(o.xid, '0'::xid8)) limit ${limit}::int) x`);
      return row?.count ?? 0;
    },
    listen: (heard) => store.listen(CHANNEL, heard),
  };
}

/**
 * Tells consumers, in this and other processes, that there is something new. Not in the write's own transaction: a notifying commit
 * takes a lock that the whole server shares until it is on disk, so that writers would queue for it. One notification
 * stands for all commits of its interval; should it get lost, consumers look by themselves every other second.
 */
export function announcer(store: Store): { readonly committed: () => void; readonly stop: () => Promise<void> } {
  let waiting: NodeJS.Timeout | undefined;
  let last: Promise<unknown> = Promise.resolve();
  const send = (): void => {
    waiting = undefined;
    last = store.run(sql`select pg_notify(${CHANNEL}, '')`).catch(() => undefined);
  };
  return {
    committed: () => {
      waiting ??= setTimeout(send, INTERVAL_MS);
    },
    stop: async () => {
      clearTimeout(waiting);
      await last;
    },
  };
}

const INTERVAL_MS = 15;

type Offset = { readonly epoch: number; readonly xid: string };

type ChangeRow = Offset & {
  readonly bkt: number;
  readonly typ: number;
  readonly id: string;
  readonly ver: number;
  readonly op: string;
  readonly cmp: string;
};

/** The consumer's place, locked. */
async function offsetOf(transaction: Transaction, consumer: string): Promise<Offset> {
  const locked = () =>
    transaction.first<Offset>(sql`select epoch, xid::text from feed_offset where consumer = ${consumer} for update`);
  const known = await locked();
  if (known) return known;
  await transaction.run(
    sql`insert into feed_offset (consumer, epoch, xid) values (${consumer}, 0, '0'::xid8) on conflict do nothing`,
  );
  return (await locked()) ?? { epoch: 0, xid: '0' };
}

/**
 * Changes behind the offset and below every transaction that still runs, so that none can appear behind the place where the
 * consumer has been. The changes of one transaction are never parted: the offset is a transaction, not a row.
 */
async function nextChanges(
  transaction: Transaction,
  { epoch, xid }: Offset,
  limit: number,
): Promise<readonly ChangeRow[]> {
  return transaction.all<ChangeRow>(sql`
    select c.epoch, c.xid::text, c.bkt, c.typ, c.id, c.ver, c.op::text, c.cmp from change c
    where (c.epoch, c.xid) > (${epoch}::int, ${xid}::xid8) and c.xid < pg_snapshot_xmin(pg_current_snapshot())
      and (c.epoch, c.xid) <= (select x.epoch, x.xid from (
        select n.epoch, n.xid from change n
        where (n.epoch, n.xid) > (${epoch}::int, ${xid}::xid8) and n.xid < pg_snapshot_xmin(pg_current_snapshot())
        order by n.epoch, n.xid limit ${limit}::int) x order by x.epoch desc, x.xid desc limit 1)
    order by c.epoch, c.xid, c.bkt, c.typ, c.id, c.ver`);
}

const OPS: Readonly<Record<string, Change['op']>> = { c: 'create', u: 'update', d: 'delete', l: 'link' };

function changeOf({ typ, id, ver, op, bkt, cmp }: ChangeRow): Change {
  return { type: typeName(typ), id, version: ver, op: OPS[op] ?? 'update', bkt, cmp };
}
