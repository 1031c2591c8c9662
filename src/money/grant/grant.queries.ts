import type { Day } from '#base';
import { type Reader, sql, type Transaction } from '#store';
import type { Span } from '../charge/parts.ts';

/** What is looked for: one code, or what a search that pays found (`taking`, else 0). */
export type LookedFor = {
  readonly set: number;
  readonly system: string;
  readonly code: string;
  readonly taking: number;
};
export type DoneRow = {
  readonly set: number;
  readonly typ: number;
  readonly id: string;
  readonly bkt: number;
  readonly cmp: string;
  readonly org: number;
  readonly day: Day;
  readonly minutes: number | null;
};

/** More than this of one grant and period is not counted in one answer. */
export const DONE_MAX = 400_000;

/** Everything that some organisations did of what is looked for. Plan: money_activity_code a code, money_taken_day a search. */
export function doneOf(
  reader: Reader,
  looked: readonly LookedFor[],
  { organizations, from, until }: Span & { readonly organizations: readonly number[] },
): Promise<readonly DoneRow[]> {
  return reader.all<DoneRow>(sql`
    with looked as (
      select * from jsonb_to_recordset(${JSON.stringify(looked)}::jsonb) as l(set int, system text, code text, taking int)
    )
    select l.set, a.typ, a.id, a.bkt, a.cmp::text as cmp, a.org, a.day, a.minutes from looked l join money_activity a
      on a.org = any(${organizations}::int[]) and a.code = l.code and a.system = l.system
      and a.day >= ${from}::date and a.day < ${until}::date where l.taking = 0
    union
    select l.set, t.typ, t.id, t.bkt, t.cmp::text, t.org, t.day, t.minutes from looked l join money_taken t
      on t.taking = l.taking and t.org = any(${organizations}::int[]) and t.day >= ${from}::date and t.day < ${until}::date
      where l.taking <> 0
    order by 7, 2, 3 limit ${DONE_MAX + 1}`);
}

export type ChargedRow = {
  readonly typ: number;
  readonly id: string;
  readonly currency: string;
  readonly minor: string;
  readonly charge: string;
};

/** What of these was charged and accepted: what they cost. Plan: money_charge_item_resource. */
export function chargedFor(
  reader: Reader,
  items: readonly { readonly typ: number; readonly id: string }[],
): Promise<readonly ChargedRow[]> {
  return reader.all<ChargedRow>(sql`
    select i.typ, i.id, c.currency, sum(i.minor)::text as minor, max(c.id)::text as charge
    from jsonb_to_recordset(${JSON.stringify(items)}::jsonb) as d(typ smallint, id text)
    join money_charge_item i on i.typ = d.typ and i.id = d.id and i.state = 'accepted'
    join money_charge c on c.id = i.charge group by 1, 2, 3`);
}

export type CountedRow = {
  readonly bkt: number;
  readonly cmp: string;
  readonly sex: string | null;
  readonly born: Day | null;
};

/** Plan: money_counted_person_place. */
export function countedPeople(
  reader: Reader,
  places: readonly { readonly bkt: number; readonly cmp: string }[],
): Promise<readonly CountedRow[]> {
  return reader.all<CountedRow>(sql`
    select p.bkt, p.cmp::text as cmp, p.sex, p.born
    from jsonb_to_recordset(${JSON.stringify(places)}::jsonb) as w(bkt smallint, cmp bigint)
    join money_counted_person p on p.bkt = w.bkt and p.cmp = w.cmp order by p.id`);
}

export type KeptCell = {
  readonly cell: string;
  readonly part: string;
  readonly value: number;
  readonly people: number;
};
export type ReturnRow = {
  readonly id: string;
  readonly grant_key: string;
  readonly from_day: Day;
  readonly until_day: Day;
  readonly number: number;
  readonly pack: string;
  readonly version: string;
  readonly cells: readonly KeptCell[];
  readonly reconciled: unknown;
  readonly hash: string;
  readonly reason: string | null;
  readonly by: string;
  readonly at: Date;
};

/** What was submitted of some grants, newest first within a period. */
export function returnsOf(
  reader: Reader,
  keys: readonly string[],
  { from, limit }: { readonly from?: Day; readonly limit: number },
): Promise<readonly ReturnRow[]> {
  return reader.all<ReturnRow>(sql`
    select id::text as id, grant_key, from_day, until_day, number, pack, version, cells, reconciled, hash, reason, by, at
    from money_return where grant_key = any(${keys}::text[]) and (${from === undefined} or from_day = ${from ?? null}::date)
    order by grant_key, from_day desc, number desc limit ${limit}`);
}

export type KeptItems = Readonly<Record<string, readonly string[]>>;

/** From which items the figures of a return were counted, under 'cell part'. */
export async function itemsOfReturn(reader: Reader, id: string): Promise<KeptItems> {
  const row = await reader.first<{ items: KeptItems }>(sql`select items from money_return where id = ${id}::bigint`);
  return row?.items ?? {};
}

export async function lockReturns(transaction: Transaction, key: string): Promise<void> {
  await transaction.run(sql`select pg_advisory_xact_lock(hashtextextended(${`money return ${key}`}, 0))`);
}

export async function keepReturn(
  transaction: Transaction,
  row: Omit<ReturnRow, 'id'> & { readonly items: KeptItems; readonly principal: string },
): Promise<void> {
  const {
    grant_key,
    from_day,
    until_day,
    number,
    pack,
    version,
    cells,
    items,
    reconciled,
    hash,
    reason,
    principal,
    by,
    at,
  } = row;
  await transaction.run(sql`
    insert into money_return (grant_key, from_day, until_day, number, pack, version, cells, items, reconciled, hash, reason, principal, by, at)
    values (${grant_key}, ${from_day}, ${until_day}, ${number}, ${pack}, ${version}, ${JSON.stringify(cells)}::jsonb,
      ${JSON.stringify(items)}::jsonb, ${JSON.stringify(reconciled)}::jsonb, ${hash}, ${reason}, ${principal}, ${by}, ${at})`);
}
