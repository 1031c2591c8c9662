import type { Day } from '#base';
import { type Reader, type Sql, sql } from '#store';

/** A rule as the database joins it with what was done. */
export type RuleRow = {
  readonly rule: number;
  readonly org: number;
  readonly system: string;
  readonly code: string;
  /** The search that finds it; 0 where codes do. */
  readonly taking: number;
  readonly from_day: Day;
  readonly until_day: Day;
  /** Price of a unit, and how many minutes a unit has: 0 where each counts as one. */
  readonly price: string;
  readonly minutes: number;
  readonly pair: string;
  readonly version: number;
  readonly fits: number;
  /** Whether each activity is charged, or only its sum tells a price by the period. */
  readonly itemised: boolean;
  /** Days on which people were registered outside of whom the agreement is about, by their records. */
  readonly away?: readonly Away[];
  /** Of an incentive, what of it is earned: nothing else is charged by it. Absent where it is asked what there is. */
  readonly earned?: readonly Earned[];
};

/** An activity, by what it is called in the record. */
export type Earned = { readonly typ: number; readonly id: string };

export type Away = { readonly bkt: number; readonly cmp: string; readonly from_day: Day; readonly until_day: Day };

export type TargetSpan = { readonly from: Day; readonly until: Day };

/**
 * A part of a statement: `one` is every activity that a rule finds, once, under the rule that fits it closest, with what it costs by its
 * line; `twice` where two clauses fit it alike.
 */
export function found(rules: readonly RuleRow[], where: 'here' | 'elsewhere' = 'here'): Sql {
  const { away, placed, earned } = besides(rules);
  const is = (activity: Sql): Sql => placedAs(activity, { any: away.length > 0, where });
  const units = sql`case when h.unit = 0 then 1 else coalesce(h.minutes, h.unit)::numeric / h.unit end`;
  const several = new Set(rules.map(({ pair }) => pair)).size > 1;
  // Ranking costs a sort: with one clause there is nothing to rank.
  const chosen = several
    ? sql`select *, min(pair) over (partition by typ, id) <> max(pair) over (partition by typ, id) as twice, min(pair) over (partition by typ, id) as first,
          max(pair) over (partition by typ, id) as other
        from (select *, rank() over (partition by typ, id order by fits desc) as place from hit) r where place = 1`
    : sql`select *, false as twice, pair as first, pair as other from hit`;
  // Two clauses that pay alike do so whether or not it is shown: what is not earned falls out after they were held against each other.
  const proven = rules.some((one) => one.earned !== undefined)
    ? sql`where not exists (select from rule r where r.rule = h.rule and r.proves)
        or exists (select from earned e where e.rule = h.rule and e.typ = h.typ and e.id = h.id)`
    : sql``;
  return sql`rule as (
      select * from jsonb_to_recordset(${JSON.stringify(placed)}::jsonb)
        as r(rule int, org int, system text, code text, taking int, from_day date, until_day date, price numeric, minutes int,
          pair text, version int, fits int, itemised boolean, area int, proves boolean)
    ), away as (
      select * from jsonb_to_recordset(${JSON.stringify(away)}::jsonb) as w(area int, bkt smallint, cmp bigint, from_day date, until_day date)
    ), earned as materialized (
      select * from jsonb_to_recordset(${JSON.stringify(earned)}::jsonb) as e(rule int, typ smallint, id text)
    ), hit as (
      select a.bkt, a.cmp, a.typ, a.id, a.day, a.minutes, r.rule, r.price, r.minutes as unit, r.pair, r.version, r.fits, r.itemised
      from rule r join money_activity a
        on a.org = r.org and a.code = r.code and a.system = r.system and a.day >= r.from_day and a.day < r.until_day
      where r.taking = 0 and ${is(sql`a`)}
      union all
      select a.bkt, a.cmp, a.typ, a.id, a.day, a.minutes, r.rule, r.price, r.minutes, r.pair, r.version, r.fits, r.itemised
      from rule r join money_taken a on a.taking = r.taking and a.org = r.org and a.day >= r.from_day and a.day < r.until_day
      where r.taking <> 0 and ${is(sql`a`)}
    ), one as (
      select distinct on (h.typ, h.id) h.typ, h.id, h.bkt, h.cmp, h.day, h.rule, h.pair, h.first, h.other, h.version, h.twice, h.itemised,
        round(${units}, 4) as units, round(h.price * ${units})::bigint as minor
      from (${chosen}) h
      ${proven} order by h.typ, h.id, h.rule
    )`;
}

/** Areas by number: agreements about the same people have the same. What is earned stands beside the rules too. */
function besides(rules: readonly RuleRow[]) {
  const areas = [...new Set(rules.flatMap(({ away }) => (away && away.length > 0 ? [away] : [])))];
  return {
    away: areas.flatMap((rows, area) => rows.map((row) => ({ area, ...row }))),
    placed: rules.map(({ away: of, earned, ...rule }) => ({
      ...rule,
      area: of ? areas.indexOf(of) : -1,
      proves: earned !== undefined,
    })),
    earned: rules.flatMap(({ rule, earned = [] }) => earned.map((one) => ({ rule, ...one }))),
  };
}

/** What is for another commissioner is charged by no rule here; what one was asked to pay stays with them, whatever is corrected later. */
function placedAs(a: Sql, { any, where }: { readonly any: boolean; readonly where: 'here' | 'elsewhere' }): Sql {
  const asked = sql`exists (select from money_elsewhere e where e.typ = ${a}.typ and e.activity = ${a}.id and e.state in ('asked', 'accepted'))`;
  const out = any
    ? sql`exists (select from away w where w.area = r.area and w.bkt = ${a}.bkt and w.cmp = ${a}.cmp
        and ${a}.day >= w.from_day and ${a}.day < w.until_day)`
    : sql`false`;
  return where === 'here' ? sql`not ${out} and not ${asked}` : sql`${out} and not ${asked}`;
}

export type PartRow = {
  readonly part: number;
  readonly pair: string;
  readonly version: number;
  readonly from_day: Day;
  readonly until_day: Day;
  readonly threshold: number;
};
export type PartSum = {
  readonly part: number;
  readonly cases: number;
  readonly value: string;
  readonly beyond: string;
};

/** Of each part what was done in it: cases, their value, and that of those beyond the threshold. What a payee took back is not counted. */
export function partSums(
  reader: Reader,
  rules: readonly RuleRow[],
  parts: readonly PartRow[],
): Promise<readonly PartSum[]> {
  return reader.all<PartSum>(sql`
    with ${found(rules)}, part as (
      select * from jsonb_to_recordset(${JSON.stringify(parts)}::jsonb)
        as p(part int, pair text, version int, from_day date, until_day date, threshold int)
    )
    select part, count(*)::int as cases, sum(minor)::text as value,
      coalesce(sum(minor) filter (where number > threshold), 0)::text as beyond
    from (
      select p.part, p.threshold, o.minor, row_number() over (partition by p.part order by o.day, o.typ, o.id) as number
      from part p join one o on o.pair = p.pair and o.version = p.version and o.day >= p.from_day and o.day < p.until_day
      where not o.twice and not exists (
        select from money_charge_item i where i.typ = o.typ and i.id = o.id and i.state = 'withdrawn')
    ) c group by part`);
}

export type TwiceRow = { readonly pair: string; readonly other: string; readonly count: number; readonly day: Day };

/** What the rules of two clauses find alike, by which clauses: charged by neither. */
export function foundTwice(reader: Reader, rules: readonly RuleRow[]): Promise<readonly TwiceRow[]> {
  if (new Set(rules.map(({ pair }) => pair)).size < 2) return Promise.resolve([]);
  return reader.all<TwiceRow>(sql`
    with ${found(rules)}
    select first as pair, other, count(*)::int as count, min(day) as day
    from one where twice group by 1, 2 order by 4 limit 100`);
}

export type GivenRow = {
  readonly bkt: number;
  readonly cmp: string;
  readonly day: Day;
  readonly set: number;
};

const GIVEN_MAX = 1_000_000;

/** What some organisations did of some sets of codes since a day, in the order of days. */
export function givenOf(
  reader: Reader,
  sets: readonly { readonly set: number; readonly system: string; readonly code: string }[],
  { organizations, from, until }: TargetSpan & { readonly organizations: readonly number[] },
): Promise<readonly GivenRow[]> {
  return reader.all<GivenRow>(sql`
    select a.bkt, a.cmp::text as cmp, a.day, s.set from jsonb_to_recordset(${JSON.stringify(sets)}::jsonb)
      as s(set int, system text, code text)
    join money_activity a on a.org = any(${organizations}::int[]) and a.code = s.code and a.system = s.system
      and a.day >= ${from}::date and a.day < ${until}::date
    group by a.typ, a.id, a.bkt, a.cmp, a.day, s.set order by a.day, a.bkt, a.cmp limit ${GIVEN_MAX}`);
}
