import { accepted, isResourceType, type Outcome, RESOURCE_TYPES, typeName, typeNumber } from '#fhir';
import { type Sql, sql } from '#store';
import { visible } from '../policy/index.ts';
import { notFound } from '../refusals.ts';
import type { HistoryEntry, HistoryPage, HistoryRequest } from '../repository.ts';
import { nextToken, placeOf } from '../search/page-token.ts';
import { placeOfId, read, type Reading } from './read.ts';
import { timely } from './timely.ts';

/**
 * Versions of one resource, of a type, or of everything, newest first. A version is shown where the access may see both what it
 * says and what the resource says now (or, where it is gone, its deletion). Plan: resource_updated and history_updated a type, each
 * up to a page; of one resource a range of the two primary keys.
 */
export async function history(reading: Signing, request: HistoryRequest): Promise<Outcome<HistoryPage>> {
  const { type, id, since, count, page } = request;
  if (type !== undefined && !isResourceType(type)) return notFound(type, id ?? '');
  if (type !== undefined && id !== undefined) {
    const current = await read(reading, type, id);
    if (!current.ok && current.refusals[0].type !== 'deleted') return current;
  }
  const question = JSON.stringify(['history', type ?? null, id ?? null, since?.getTime() ?? null]);
  const from = page === undefined ? accepted(undefined) : placeOf(page, question, reading);
  if (!from.ok) return from;
  const cursor = from.value?.cursor;
  return timely(async () => {
    const rows = await reading.reader.all<VersionRow>(statement(reading, { ...request, cursor }));
    const last = rows.length > count ? rows[count - 1] : undefined;
    const entries = rows.slice(0, count).map(entryOf);
    if (last === undefined) return accepted({ entries, whole: page === undefined });
    return accepted({ entries, next: nextToken({ cursor: cursorOf(last) }, question, reading), whole: false });
  });
}

/** Pages of a history are signed as those of searches are. */
export type Signing = Reading & { readonly secret: string };

type VersionRow = {
  readonly typ: number;
  readonly id: string;
  readonly ver: number;
  readonly updated: Date;
  /** Bucket where the resource lies, and that of this version's compartment. */
  readonly lies: number;
  readonly bkt: number;
  readonly cmp: string;
  readonly op: string;
  readonly body: string | null;
};

type Asked = HistoryRequest & { readonly cursor: readonly (string | null)[] | undefined };

function statement({ access, now }: Reading, asked: Asked): Sql {
  const types = (asked.type === undefined ? RESOURCE_TYPES : [asked.type]).map(typeNumber);
  const limit = sql`limit ${asked.count + 1}::int`;
  const order = (alias: Sql) => sql`order by ${alias}.updated desc, ${alias}.bkt, ${alias}.id ${limit}`;
  const r = sql`r`;
  const h = sql`h`;
  return sql`select y.typ, y.id, y.ver, y.updated, y.lies, y.bkt, y.cmp, y.body, coalesce(y.op, case when y.ver = 1 or exists (
      select 1 from history p where (p.bkt, p.typ, p.id, p.ver) = (y.lies, y.typ, y.id, y.ver - 1) and p.op = 'd')
      then 'c' else 'u' end) as op
    from (select x.* from unnest(${types}::smallint[]) t(typ) cross join lateral (
      (select r.typ, r.id, r.ver, r.updated, r.bkt as lies, r.bkt, r.cmp, null::text as op, r.body
        from resource r ${visible(r, access, now)} where r.typ = t.typ ${narrowed(r, asked)} ${order(r)})
      union all
      (select h.typ, h.id, h.ver, h.updated, h.bkt, h.home, h.cmp, h.op::text, h.body
        from history h ${visible(h, access, now, 'history')} cross join lateral (
          select 1 from resource n ${visible(sql`n`, access, now)} where (n.bkt, n.typ, n.id) = (h.bkt, h.typ, h.id)
          union all
          select 1 from history d ${visible(sql`d`, access, now, 'history')} where (d.bkt, d.typ, d.id) = (h.bkt, h.typ, h.id)
            and d.op = 'd' and not exists (select 1 from resource n where (n.bkt, n.typ, n.id) = (h.bkt, h.typ, h.id))
          limit 1 offset 0) h_now
        where h.typ = t.typ ${narrowed(h, asked)} ${order(h)})
    ) x order by x.updated desc, x.typ, x.lies, x.id ${limit}) y
    order by y.updated desc, y.typ, y.lies, y.id`;
}

function narrowed(alias: Sql, { type, id, since, cursor }: Asked): Sql {
  return sql.join(
    [
      type === undefined || id === undefined ? sql.empty : sql` and ${placeOfId(alias, type, id)}`,
      since === undefined ? sql.empty : sql` and ${alias}.updated >= ${since}::timestamptz`,
      cursor === undefined ? sql.empty : behind(alias, cursor),
    ],
    sql.empty,
  );
}

function cursorOf({ updated, typ, lies, id }: VersionRow): readonly string[] {
  return [updated.toISOString(), String(typ), String(lies), id];
}

function behind(alias: Sql, [updated, typ, bkt, id]: readonly (string | null)[]): Sql {
  return sql` and ${alias}.updated <= ${updated}::timestamptz and (${alias}.updated < ${updated}::timestamptz
    or (${alias}.typ, ${alias}.bkt, ${alias}.id) > (${typ}::smallint, ${bkt}::smallint, ${id}::text))`;
}

const OPS: Readonly<Record<string, HistoryEntry['op']>> = { c: 'create', u: 'update', d: 'delete' };

function entryOf({ typ, id, ver, updated, bkt, cmp, op, body }: VersionRow): HistoryEntry {
  const said = { type: typeName(typ), id, version: ver, updated, op: OPS[op] ?? 'update', bkt, cmp };
  return body === null ? said : { ...said, body };
}
