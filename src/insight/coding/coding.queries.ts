import type { Day } from '#base';
import { typeName } from '#fhir';
import type { Compartment } from '#repository';
import { type Reader, type Sql, sql } from '#store';
import { UNITS_MAX } from '../fact.ts';
import type { Unreadable } from './unread.ts';
import { howOf, type Way } from './written.ts';

export type Window = { readonly from: Day; readonly until: Day };

/** How many people of a contributor have a fact: in all (level 0), by code (1), by unit (2), by what is not read (3). */
export type UseRow = {
  readonly org: number;
  readonly fact: number;
  readonly level: 0 | 1 | 2 | 3;
  readonly code: number | null;
  readonly unit: number | null;
  readonly unread: string | null;
  readonly words: string | null;
  readonly people: number;
};

/** Plan: one pass over the facts, as a census makes it; insight_unread_code. Kept for a minute by who asks (`coding.ts`). */
export async function countUses(
  reader: Reader,
  { orgs, facts }: { readonly orgs: readonly number[]; readonly facts: readonly number[] },
  { from, until }: Window,
): Promise<readonly UseRow[]> {
  const among = sql`org = any(${orgs}::int[]) and fact = any(${facts}::int[]) and at > ${from}::date and at <= ${until}::date`;
  return reader.all<UseRow>(sql`
    select org, fact, code, unit, unread, max(words) as words, count(distinct cmp)::int as people,
      case when grouping(code) = 0 then 1 when grouping(unit) = 0 then 2 when grouping(unread) = 0 then 3 else 0 end as level
    from (
      select org, fact, cmp, how / ${UNITS_MAX}::int as code, how % ${UNITS_MAX}::int as unit, null::text as unread, null::text as words
      from insight_fact where ${among} and how is not null
      union all
      select org, fact, cmp, null, null, code, words from insight_unread where ${among}) u
    group by grouping sets ((org, fact), (org, fact, code), (org, fact, unit), (org, fact, unread))
    having grouping(code) = 1 or code is not null
    order by 1, 2`);
}

export type WayOf = { readonly org: number; readonly fact: Unreadable; readonly way: Way };

/** How many of those have nothing of it that is read, at the same contributor. Plan: insight_unread_code, insight_fact_person. */
export async function withoutRead(reader: Reader, { org, fact, way }: WayOf, { from, until }: Window): Promise<number> {
  const row = await reader.first<{ readonly people: number }>(sql`
    select count(distinct u.cmp)::int as people from insight_unread u
    where u.org = ${org} and u.fact = ${fact.number} and u.code = ${way.kind === 'unknown-code' ? way.code : ''}
      and u.at > ${from}::date and u.at <= ${until}::date
      and not exists (select from insight_fact f where f.bkt = u.bkt and f.cmp = u.cmp and f.fact = u.fact
        and f.at > ${from}::date and f.at <= ${until}::date)`);
  return row?.people ?? 0;
}

export type Behind = Compartment & { readonly reference: string };

/** The resources that are written so, newest first. Plan: insight_unread_code; for what is read, one pass over the facts. */
export async function resourcesOf(
  reader: Reader,
  { org, fact, way }: WayOf,
  { from, until, limit }: Window & { readonly limit: number },
): Promise<readonly Behind[]> {
  const how = howOf(fact, way);
  const written: Sql = how
    ? how.code === undefined
      ? sql`from insight_fact where how % ${UNITS_MAX}::int = ${how.unit ?? 0}::int`
      : sql`from insight_fact where how / ${UNITS_MAX}::int = ${how.code}::int`
    : sql`from insight_unread where code = ${way.kind === 'unknown-code' ? way.code : ''}`;
  const rows = await reader.all<Compartment & { readonly typ: number; readonly id: string }>(sql`
    select bkt, cmp::text as cmp, typ, id ${written} and org = ${org} and fact = ${fact.number}
      and at > ${from}::date and at <= ${until}::date order by at desc, id limit ${limit}`);
  return rows.map(({ bkt, cmp, typ, id }) => ({ bkt, cmp, reference: `${typeName(typ)}/${id}` }));
}
