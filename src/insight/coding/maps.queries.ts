import type { BearingPlace } from '#repository';
import { type Reader, sql, type Transaction } from '#store';

/** An approved mapping, as facts are read by it. */
export type ApprovedRow = {
  readonly id: string;
  readonly org: number | null;
  readonly system: string;
  readonly code: string;
  readonly target: string;
  readonly withdrawn: boolean;
};

export async function lastAct(reader: Reader): Promise<number> {
  const row = await reader.first<{ readonly last: number }>(
    sql`select coalesce(max(id), 0)::int as last from insight_code_act`,
  );
  return row?.last ?? 0;
}

/** Bounded by what people have said by hand. */
export function readApproved(reader: Reader): Promise<readonly ApprovedRow[]> {
  return reader.all<ApprovedRow>(sql`
    select m.id::text as id, m.org, m.system, m.code, m.target, w.id is not null as withdrawn
    from insight_code_act a join insight_code_map m on m.id = a.map
    left join insight_code_act w on w.map = m.id and w.act = 'withdrawn'
    where a.act = 'approved' order by m.id`);
}

export type MapRow = {
  readonly id: string;
  readonly organization: string | null;
  readonly org: number | null;
  readonly system: string;
  readonly code: string;
  readonly target: string;
  readonly reason: string;
  readonly principal: string;
  readonly name: string;
  readonly at: Date;
  readonly acts: readonly ActRow[];
  /** Of its last act. */
  readonly reading: {
    readonly total: number | null;
    readonly looked: number;
    readonly changed: number;
    readonly done: boolean;
  } | null;
};

export type ActRow = {
  readonly act: 'approved' | 'declined' | 'withdrawn';
  readonly reason: string;
  readonly name: string;
  readonly at: string;
};

const MOST = 1_000;

/** Newest first. */
export function readMaps(reader: Reader, ids?: readonly string[]): Promise<readonly MapRow[]> {
  const only = ids === undefined ? sql.empty : sql`where m.id::text = any(${ids}::text[])`;
  return reader.all<MapRow>(sql`
    select m.id::text as id, m.organization, m.org, m.system, m.code, m.target, m.reason, m.principal, m.name, m.at,
      coalesce((select jsonb_agg(jsonb_build_object('act', a.act, 'reason', a.reason, 'name', a.name, 'at', a.at) order by a.id)
        from insight_code_act a where a.map = m.id), '[]') as acts,
      (select jsonb_build_object('total', r.total, 'looked', r.looked, 'changed', r.changed, 'done', r.done is not null)
        from insight_code_act a join insight_code_reading r on r.act = a.id where a.map = m.id order by a.id desc limit 1) as reading
    from insight_code_map m ${only} order by m.id desc limit ${MOST}::int`);
}

/** One says or decides at a time, in this and other processes. */
export async function lockMaps(transaction: Transaction): Promise<void> {
  await transaction.run(sql`lock table insight_code_act in share row exclusive mode`);
}

type By = { readonly reason: string; readonly principal: string; readonly name: string; readonly at: Date };

export async function keepMap(
  transaction: Transaction,
  { reason, principal, name, at, ...said }: Pick<MapRow, 'organization' | 'org' | 'system' | 'code' | 'target'> & By,
): Promise<void> {
  await transaction.run(sql`
    insert into insight_code_map (organization, org, system, code, target, reason, principal, name, at)
    values (${said.organization}, ${said.org}::int, ${said.system}, ${said.code}, ${said.target}, ${reason}, ${principal}, ${name}, ${at}::timestamptz)`);
}

/** With the reading that follows; told to every process when it commits. */
export async function keepAct(
  transaction: Transaction,
  channel: string,
  { map, act, reason, principal, name, at }: { readonly map: string; readonly act: ActRow['act'] } & By,
): Promise<void> {
  const reads = act === 'declined' ? sql`false` : sql`true`;
  await transaction.run(sql`
    with a as (insert into insight_code_act (map, act, reason, principal, name, at)
      values (${map}::bigint, ${act}, ${reason}, ${principal}, ${name}, ${at}::timestamptz) returning id)
    insert into insight_code_reading (act) select id from a where ${reads}`);
  await transaction.run(sql`select pg_notify(${channel}, '')`);
}

/** How far the reading after an act is. */
export type CodeReading = {
  readonly act: number;
  readonly system: string;
  readonly code: string;
  readonly total: number | null;
  readonly looked: number;
  readonly place: BearingPlace | null;
};

/** The first that is not done. */
export function nextReading(reader: Reader): Promise<CodeReading | undefined> {
  return reader.first<CodeReading>(sql`
    select r.act::int as act, m.system, m.code, r.total, r.looked, r.place
    from insight_code_reading r join insight_code_act a on a.id = r.act join insight_code_map m on m.id = a.map
    where r.done is null order by r.act limit 1`);
}

export async function keepReading(
  transaction: Transaction,
  {
    act,
    total,
    looked,
    changed,
    place,
    done,
  }: {
    readonly act: number;
    readonly total: number;
    /** On this page. */
    readonly looked: number;
    readonly changed: number;
    readonly place: BearingPlace | undefined;
    readonly done: Date | undefined;
  },
): Promise<void> {
  await transaction.run(sql`
    update insight_code_reading set total = ${total}::int, looked = looked + ${looked}::int, changed = changed + ${changed}::int,
      place = ${place ? JSON.stringify(place) : null}::jsonb, done = ${done ?? null}::timestamptz where act = ${act}::bigint`);
}

/** Everything was read by the mappings as they stood at this act. */
export async function endReadings(transaction: Transaction, version: number, at: Date): Promise<void> {
  await transaction.run(sql`
    update insight_code_reading set done = ${at}::timestamptz, place = null
    where done is null and act <= ${version}::bigint`);
}
