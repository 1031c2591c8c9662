import type { Day } from '#base';
import { type Reader, sql, type Transaction } from '#store';
import type { GivenDay } from './outlook.ts';

export type ItemRow = {
  readonly id: string;
  readonly site: string;
  readonly system: string;
  readonly code: string;
  readonly words: string;
  readonly unit: string;
  readonly floor_days: number;
};

const ITEMS_MAX = 500;
const MOVES_MAX = 50;
const TRANSFERS_MAX = 100;

/** Plan: the unique index of money_stock_item, or money_stock_item_code; few rows. */
export function itemRows(
  reader: Reader,
  which:
    | { readonly sites: readonly string[] }
    | { readonly id: string }
    | { readonly of: readonly Pick<ItemRow, 'system' | 'code'>[] },
): Promise<readonly ItemRow[]> {
  const wanted =
    'id' in which
      ? sql`id = ${which.id}::bigint`
      : 'sites' in which
        ? sql`site = any(${which.sites}::text[])`
        : sql`(system, code) in (select * from unnest(${which.of.map(({ system }) => system)}::text[],
            ${which.of.map(({ code }) => code)}::text[]))`;
  return reader.all<ItemRow>(sql`
    select id::text as id, site, system, code, words, unit, floor_days from money_stock_item
    where ${wanted} order by words, money_stock_item.id limit ${ITEMS_MAX}`);
}

export type HandRow = {
  readonly place: string;
  readonly lot: string;
  readonly expires: Day;
  readonly quantity: number;
};

/** What is at some places, the batch that expires first before the others. Plan: primary key of money_stock_hand. */
export function handRows(reader: Reader, places: readonly string[]): Promise<readonly HandRow[]> {
  return reader.all<HandRow>(sql`
    select place, lot, expires, quantity::float8 as quantity from money_stock_hand
    where place = any(${places}::text[]) and quantity > 0 order by place, expires, lot limit ${ITEMS_MAX * 20}`);
}

export type CountRow = {
  readonly item: string;
  readonly on_day: Day;
  readonly counted: number;
  readonly expected: number;
  readonly by: string;
};

/** The last count of each. */
export function countRows(reader: Reader, items: readonly string[]): Promise<readonly CountRow[]> {
  return reader.all<CountRow>(sql`
    select distinct on (item) item::text as item, on_day, counted::float8 as counted, expected::float8 as expected, by
    from money_stock_count where item = any(${items}::bigint[]) order by item, id desc`);
}

export type GivenAt = {
  readonly orgs: readonly number[];
  readonly system: string;
  readonly code: string;
  readonly unit: string;
  readonly from: Day;
};

/** What was given of each at its site from a day on, by the day; `at` is the place in what was asked. Plan: money_stock_use_code. */
export function givenDays(
  reader: Reader,
  asked: readonly GivenAt[],
): Promise<readonly (GivenDay & { readonly at: number })[]> {
  const rows = asked.map(({ unit, from, ...rest }, at) => ({ ...rest, at, units: unitsOf(unit), since: from }));
  // What is counted in something else than the item says nothing of its units.
  return reader.all(sql`
    select k.at, u.day, coalesce(sum(u.quantity) filter (where u.unit is null or u.unit = any(k.units)), 0)::float8 as quantity,
      count(*)::int as times,
      count(*) filter (where u.quantity is null or not coalesce(u.unit = any(k.units), true))::int as unclear
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as k(at int, orgs int[], system text, code text, units text[], since date)
    join money_stock_use u on u.org = any(k.orgs) and u.system = k.system and u.code = k.code and u.day >= k.since
    group by k.at, u.day order by k.at, u.day limit ${ITEMS_MAX * 400}`);
}

function unitsOf(unit: string): readonly string[] {
  const one = unit.trim().toLowerCase();
  return [one, `${one}s`, one.replace(/s$/, ''), '1', '{tbl}'];
}

export type MoveRow = {
  readonly on_day: Day;
  readonly from_place: string;
  readonly to_place: string;
  readonly lot: string;
  readonly quantity: number;
  readonly reason: string;
  readonly by: string;
};

export function moveRows(reader: Reader, place: string): Promise<readonly MoveRow[]> {
  return reader.all<MoveRow>(sql`
    select on_day, from_place, to_place, lot, quantity::float8 as quantity, reason, by from (
      (select * from money_stock_move where from_place = ${place} order by id desc limit ${MOVES_MAX}) union all
      (select * from money_stock_move where to_place = ${place} order by id desc limit ${MOVES_MAX})) m
    order by m.id desc limit ${MOVES_MAX}`);
}

/** The last thing that happened to an item: what a form was filled in from. */
export async function revisionOf(reader: Reader, item: string): Promise<string> {
  const place = `item/${item}`;
  const row = await reader.first<{ revision: string }>(sql`
    select coalesce((select max(id) from money_stock_move where from_place = ${place}), 0) || '-' ||
      coalesce((select max(id) from money_stock_move where to_place = ${place}), 0) || '-' ||
      coalesce((select max(id) from money_stock_count where item = ${item}::bigint), 0) as revision`);
  return row?.revision ?? '0';
}

export type NewMove = {
  readonly key: string;
  readonly from: string;
  readonly to: string;
  readonly lot: string;
  readonly expires: Day;
  readonly quantity: number;
  readonly reason: string;
};
export type Doer = { readonly on: Day; readonly at: Date; readonly principal: string; readonly by: string };

/** Under a key once: what is asked again has happened already. Answers whether it is new. */
export async function keepMoves(transaction: Transaction, moves: readonly NewMove[], doer: Doer): Promise<boolean> {
  if (moves.length === 0) return true;
  const { on, at, principal, by } = doer;
  const known = await transaction.first(sql`select 1 from money_stock_move where key = ${moves[0]?.key ?? ''} limit 1`);
  if (known) return false;
  await transaction.run(sql`
    insert into money_stock_move (key, from_place, to_place, lot, expires, quantity, on_day, reason, at, principal, by)
    select key, "from", "to", lot, expires, quantity, ${on}::date, reason, ${at}::timestamptz, ${principal}, ${by}
    from jsonb_to_recordset(${JSON.stringify(moves)}::jsonb)
      as m(key text, "from" text, "to" text, lot text, expires date, quantity bigint, reason text)`);
  return true;
}

/** One at a time, in one order, so that two who move between the same sites never wait for each other. */
export async function lockItems(transaction: Transaction, ids: readonly string[]): Promise<void> {
  await transaction.all(sql`
    select id from money_stock_item where id = any(${ids}::bigint[]) order by id for update limit ${ITEMS_MAX}`);
}

export type TransferRow = {
  readonly id: string;
  readonly from_site: string;
  readonly to_site: string;
  readonly system: string;
  readonly code: string;
  readonly words: string;
  readonly unit: string;
  readonly buffer: string | null;
  readonly back: boolean;
  /** By when it is answered, and by which agreement; null where none says so. */
  readonly answer_by: Day | null;
  readonly answer_because: string | null;
  readonly answer_instrument: string | null;
  readonly state: 'asked' | 'offered' | 'sent' | 'received' | 'refused' | 'withdrawn';
  readonly asked: number;
  readonly offered: number | null;
  readonly reason: string;
  readonly answer: string | null;
  readonly asked_at: Date;
  readonly asked_by: string;
  readonly changed: Date;
  readonly sent: number;
  readonly arrived: number;
  readonly lost: number;
};

type Transfers =
  | { readonly id: string; readonly locked?: true }
  | { readonly sites: readonly string[]; readonly before?: string; readonly limit?: number }
  | { readonly sites: readonly string[]; readonly underWay: { readonly system: string; readonly code: string } }
  | { readonly buffers: readonly string[] };

/** Requests, newest first, with what is known of their way. Plan: money_stock_transfer_from, _to and _buffer. */
export function transferRows(reader: Reader, which: Transfers): Promise<readonly TransferRow[]> {
  const before = 'before' in which && which.before !== undefined ? sql`t.id < ${which.before}::bigint` : sql`true`;
  const underWay =
    'underWay' in which
      ? sql`t.system = ${which.underWay.system} and t.code = ${which.underWay.code} and t.state in ('asked', 'offered', 'sent')`
      : sql`true`;
  const wanted =
    'id' in which
      ? sql`t.id = ${which.id}::bigint`
      : 'sites' in which
        ? sql`(t.from_site = any(${which.sites}::text[]) or t.to_site = any(${which.sites}::text[])) and ${before} and ${underWay}`
        : sql`t.buffer = any(${which.buffers}::bigint[])`;
  const limit = 'limit' in which ? (which.limit ?? TRANSFERS_MAX) : TRANSFERS_MAX * 10;
  const lock = 'locked' in which ? sql`for update of t` : sql``;
  return reader.all<TransferRow>(sql`
    select t.id::text as id, t.from_site, t.to_site, t.system, t.code, t.words, t.unit, t.buffer::text as buffer, t.back, t.state,
      t.asked::float8 as asked, t.offered::float8 as offered, t.reason, t.answer, t.asked_at, t.asked_by, t.changed,
      t.answer_by, t.answer_because, t.answer_instrument,
      m.sent, m.arrived, m.lost
    from money_stock_transfer t cross join lateral (
      select coalesce((select sum(quantity) from money_stock_move where to_place = 'transit/' || t.id), 0)::float8 as sent,
        coalesce(sum(quantity) filter (where to_place like 'item/%'), 0)::float8 as arrived,
        coalesce(sum(quantity) filter (where to_place = 'written-off'), 0)::float8 as lost
      from money_stock_move where from_place = 'transit/' || t.id) m
    where ${wanted} order by t.id desc limit ${limit} ${lock}`);
}

export type BufferRow = {
  readonly id: string;
  readonly instrument: string;
  readonly paragraph: string;
  /** The clause that has it kept; null where a site said so itself. */
  readonly clause: string | null;
  readonly keeper: string;
  readonly system: string;
  readonly code: string;
  readonly most_days: number;
  readonly back_days: number;
};

export function bufferRows(reader: Reader, instruments: readonly string[]): Promise<readonly BufferRow[]> {
  return reader.all<BufferRow>(sql`
    select id::text as id, instrument, paragraph, clause, keeper, system, code, most_days, back_days from money_stock_buffer
    where instrument = any(${instruments}::text[]) order by id limit ${ITEMS_MAX}`);
}
