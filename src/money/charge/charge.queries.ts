import type { Day } from '#base';
import { type Reader, type Sql, sql, type Transaction } from '#store';
import { type RuleRow, found, type TargetSpan } from './found.queries.ts';

export type NewCharge = {
  readonly rule: number;
  readonly instrument: string;
  readonly version: number;
  readonly clause: string;
  readonly paragraph: string;
  readonly pool: string;
  readonly activity: string;
  /** Where the pool books it; absent: to the activity. */
  readonly scheme?: string;
  readonly line: string;
  readonly line_words: string;
  readonly payer: string;
  readonly payee: string;
  readonly currency: string;
  readonly stands: Day;
};

/** What a part of a price by the period comes to now: an item that is no activity. */
export type PartTarget = {
  readonly id: string;
  readonly rule: number;
  readonly day: Day;
  readonly minor: string;
  readonly words: string;
};

export type Clerked = { readonly principal: string; readonly by: string; readonly at: Date };

export type Targets = {
  readonly rules: readonly RuleRow[];
  readonly parts: readonly PartTarget[];
  readonly charges: readonly NewCharge[];
};

/**
 * What should be charged for what the record says now, less what was charged before: new items for what is new, and differences for
 * what was recorded late, corrected or taken back. Items are kept per activity, so that doing it again finds nothing. One statement.
 * Plan: money_activity_code per rule, money_charge_item_resource for what was charged.
 */
export async function chargeDifferences(
  transaction: Transaction,
  { rules, parts, charges }: Targets,
  { clerk, payee, from, until }: TargetSpan & { readonly payee: string; readonly clerk: Clerked },
): Promise<readonly string[]> {
  const { at, principal, by } = clerk;
  const rows = await transaction.all<{ id: string }>(sql`
    with ${found(rules)}, target as (
      select typ, id, day, rule, units, minor, null as words from one where itemised and not twice
      union all
      select 0::smallint, p.id, p.day, p.rule, 1, p.minor, p.words from jsonb_to_recordset(${JSON.stringify(parts)}::jsonb)
        as p(id text, day date, rule int, minor bigint, words text)
    ), charged as (
      select i.typ, i.id, sum(i.minor) as minor, max(c.id) as charge, max(i.day) as day
      from money_charge c join money_charge_item i on i.charge = c.id
      where c.payee = ${payee} and not c.elsewhere and i.day >= ${from}::date and i.day < ${until}::date
        -- Of a part that began before these days not all is known here.
        and (i.typ <> 0 or right(i.id, 10) >= ${from})
      group by 1, 2
    ), difference as materialized (
      select coalesce(t.typ, c.typ) as typ, coalesce(t.id, c.id) as id, coalesce(t.day, c.day) as day, t.rule, c.charge as before,
        coalesce(t.units, 0) as units, coalesce(t.minor, 0) - coalesce(c.minor, 0) as minor, t.words
      from target t full join charged c on c.typ = t.typ and c.id = t.id
      where coalesce(t.minor, 0) <> coalesce(c.minor, 0)
    ), fresh as (
      select n.* from jsonb_to_recordset(${JSON.stringify(charges)}::jsonb)
        as n(rule int, instrument text, version int, clause text, paragraph text, pool text, activity text, scheme text, line text,
          line_words text, payer text, payee text, currency text, stands date)
    ), due as (
      select f.instrument, f.version, f.clause, f.paragraph, f.pool, f.activity, f.scheme, f.line, f.line_words, f.payer, f.payee, f.currency,
        false as adjusts, max(f.stands) as stands, min(d.day) as from_day, max(d.day) as until_day
      from difference d join fresh f on f.rule = d.rule where d.before is null group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12
      union all
      select c.instrument, c.version, c.clause, c.paragraph, c.pool, c.activity, c.scheme, c.line, c.line_words, c.payer, c.payee, c.currency,
        true, (select max(stands) from fresh), min(d.day), max(d.day)
      from difference d join money_charge c on c.id = d.before group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12
    ), made as (
      insert into money_charge (instrument, version, clause, paragraph, pool, activity, scheme, line, line_words, payer, payee, currency,
        adjusts, from_day, until_day, proposed, stands, principal, by)
      select instrument, version, clause, paragraph, pool, activity, scheme, line, line_words, payer, payee, currency, adjusts, from_day,
        until_day, ${at}::timestamptz, stands, ${principal}, ${by} from due order by instrument, clause, line, version, adjusts
      returning id, instrument, version, clause, line, adjusts
    ), items as (
      insert into money_charge_item (charge, number, typ, id, day, units, minor, words)
      select c.id, row_number() over (partition by c.id order by d.day, d.typ, d.id), d.typ, d.id, d.day, d.units, d.minor, d.words
      from difference d
      left join fresh f on f.rule = d.rule and d.before is null
      left join money_charge b on b.id = d.before
      join made c on c.adjusts = (d.before is not null) and c.instrument = coalesce(b.instrument, f.instrument)
        and c.version = coalesce(b.version, f.version) and c.clause = coalesce(b.clause, f.clause)
        and c.line = coalesce(b.line, f.line)
    )
    select id::text as id from made order by made.id`);
  return rows.map(({ id }) => id);
}

export type ChargeRow = {
  readonly id: string;
  readonly instrument: string;
  readonly version: number;
  readonly clause: string;
  readonly paragraph: string;
  readonly pool: string;
  readonly activity: string;
  readonly scheme: string | null;
  readonly line: string;
  readonly line_words: string;
  readonly payer: string;
  readonly payee: string;
  readonly currency: string;
  readonly from_day: Day;
  readonly until_day: Day;
  readonly adjusts: boolean;
  readonly proposed: Date;
  readonly stands: Day;
  readonly by: string;
  /** When an item of it last came to another state; null while none has. */
  readonly changed: Date | null;
  /** The dispute that its queried items are in. */
  readonly dispute: string | null;
  readonly items: number;
  readonly open: number;
  readonly queried: number;
  readonly taken: number;
  readonly withdrawn: number;
  readonly minor: string;
  readonly open_minor: string;
  readonly queried_minor: string;
  readonly accepted_minor: string;
  readonly withdrawn_minor: string;
};

const CHARGES_MAX = 200;

type OfOne = {
  /** All names it answers to. */
  readonly names: readonly string[];
  /** Payees whose costs are kept from it. */
  readonly without?: readonly string[];
  readonly before?: string;
  readonly limit: number;
};

export type Wanted =
  | (OfOne & { readonly waiting: boolean })
  | (OfOne & { readonly all: true })
  | { readonly ids: readonly string[] }
  | { readonly over: Day }
  | { readonly disputed: true };

/** Charges between others and one organisation, newest first, with how far each has come. */
export function chargesOf(reader: Reader, which: Wanted): Promise<readonly ChargeRow[]> {
  const limit = 'limit' in which ? which.limit : CHARGES_MAX;
  return reader.all<ChargeRow>(sql`
    select c.*, c.id::text as id, i.* from (select * from money_charge c where ${wanted(which)} order by c.id desc limit ${limit}) c
    cross join lateral (
      select count(*)::int as items, count(*) filter (where state = 'proposed')::int as open,
        count(*) filter (where state = 'queried')::int as queried, count(*) filter (where state = 'accepted')::int as taken,
        count(*) filter (where state = 'withdrawn')::int as withdrawn, sum(minor)::text as minor,
        coalesce(sum(minor) filter (where state = 'proposed'), 0)::text as open_minor,
        coalesce(sum(minor) filter (where state = 'queried'), 0)::text as queried_minor,
        coalesce(sum(minor) filter (where state = 'accepted'), 0)::text as accepted_minor,
        coalesce(sum(minor) filter (where state = 'withdrawn'), 0)::text as withdrawn_minor
      from money_charge_item where charge = c.id) i
    order by c.id desc`);
}

/** Plan: money_charge_payer and money_charge_payee; money_charge_item_open for what waits. */
function wanted(which: Wanted): Sql {
  const proposed = sql`exists (select from money_charge_item i where i.charge = c.id and i.state = 'proposed')`;
  if ('ids' in which) return sql`c.id = any(${which.ids}::bigint[])`;
  if ('over' in which) return sql`c.stands < ${which.over}::date and ${proposed}`;
  if ('disputed' in which) return sql`c.dispute is not null`;
  const waits = sql`exists (select from money_charge_item i where i.charge = c.id and i.state in ('proposed', 'queried'))`;
  const before = which.before === undefined ? sql`true` : sql`c.id < ${which.before}::bigint`;
  const party = sql`(c.payer = any(${which.names}::text[]) or c.payee = any(${which.names}::text[]))
    and not c.payee = any(${which.without ?? []}::text[]) and ${before}`;
  return 'all' in which ? party : sql`${party} and ${waits} = ${which.waiting}`;
}

/** How many charges of an organisation wait, counted up to a limit. */
export async function countWaiting(
  reader: Reader,
  which: { readonly names: readonly string[]; readonly without?: readonly string[]; readonly limit: number },
): Promise<number> {
  const row = await reader.first<{ count: number }>(sql`
    select count(*)::int as count from (select from money_charge c
      where ${wanted({ ...which, waiting: true })} limit ${which.limit}) w`);
  return row?.count ?? 0;
}

/** All names of whoever asks, and payees whose costs are kept from it. */
export type Own = { readonly names: readonly string[]; readonly without: readonly string[] };

export type AgeRow = {
  readonly payer: string;
  readonly payee: string;
  readonly currency: string;
  /** Days since it was queried: up to the first bound, the second... */
  readonly band: number;
  readonly items: number;
  readonly minor: string;
};

/** What is queried and not settled, by who asks whom and for how long. Plan: money_charge_item_queried. */
export function queriedByAge(
  reader: Reader,
  { names, without }: Own,
  { now, bounds }: { readonly now: Date; readonly bounds: readonly number[] },
): Promise<readonly AgeRow[]> {
  return reader.all<AgeRow>(sql`
    select c.payer, c.payee, c.currency, count(*)::int as items, sum(i.minor)::text as minor,
      (select count(*)::int from unnest(${bounds}::int[]) as b
        where ${now}::timestamptz - coalesce(i.queried, c.proposed) > make_interval(days => b)) as band
    from money_charge_item i join money_charge c on c.id = i.charge
    where i.state = 'queried' and (c.payer = any(${names}::text[]) or c.payee = any(${names}::text[]))
      and not c.payee = any(${without}::text[])
    group by 1, 2, 3, 6 order by 1, 2, 3, 6`);
}

/** The charges whose query has waited longest. */
export async function oldestQueried(
  reader: Reader,
  { names, without }: Own,
  limit: number,
): Promise<readonly { readonly id: string; readonly since: Date }[]> {
  return reader.all(sql`
    select c.id::text as id, min(coalesce(i.queried, c.proposed)) as since
    from money_charge_item i join money_charge c on c.id = i.charge
    where i.state = 'queried' and (c.payer = any(${names}::text[]) or c.payee = any(${names}::text[]))
      and not c.payee = any(${without}::text[])
    group by c.id order by 2, c.id limit ${limit}`);
}

export type ItemRow = {
  readonly number: number;
  /** What was done; of a part of a price by the period nothing that the record has (0). */
  readonly typ: number;
  readonly id: string;
  readonly day: Day;
  readonly units: string;
  readonly minor: string;
  readonly state: 'proposed' | 'queried' | 'accepted' | 'withdrawn';
  readonly reason: string | null;
  readonly answer: string | null;
  readonly words: string | null;
};

/** Items of a charge by their numbers. Nothing of a person: a day, and what it cost. */
export function itemsOf(
  reader: Reader,
  charge: string,
  { after, limit }: { readonly after: number; readonly limit: number },
): Promise<readonly ItemRow[]> {
  return reader.all<ItemRow>(sql`
    select number, typ, id, day, units::text as units, minor::text as minor, state, reason, answer, words from money_charge_item
    where charge = ${charge}::bigint and number > ${after} order by number limit ${limit}`);
}

/** Moves items of a charge from one state to another; answers how many, and what they come to. */
export async function moveItems(
  transaction: Transaction,
  charge: string,
  move: {
    readonly from: readonly string[];
    readonly to: string;
    readonly numbers?: readonly number[];
    readonly reason?: string;
    readonly answer?: string;
    /** When. A query is put then too. */
    readonly at: Date;
  },
): Promise<{ readonly count: number; readonly minor: bigint }> {
  const { from, to, numbers, reason, answer, at } = move;
  const row = await transaction.first<{ count: number; minor: string }>(sql`
    with moved as (
      update money_charge_item set state = ${to}, reason = coalesce(${reason ?? null}, reason), answer = coalesce(${answer ?? null}, answer),
        queried = case when ${to} = 'queried' and state <> 'queried' then ${at}::timestamptz else queried end
      where charge = ${charge}::bigint and state = any(${from}::text[]) and (${numbers === undefined} or number = any(${numbers ?? []}::int[]))
      returning minor
    ), touched as (
      update money_charge set changed = ${at}::timestamptz, told = told and ${to} <> 'withdrawn' where id = ${charge}::bigint and exists (select from moved)
    )
    select count(*)::int as count, coalesce(sum(minor), 0)::text as minor from moved`);
  return { count: row?.count ?? 0, minor: BigInt(row?.minor ?? '0') };
}

/** Two who propose for one payee at once would charge the same twice. */
export async function lockPayee(transaction: Transaction, payee: string): Promise<void> {
  await transaction.run(sql`select pg_advisory_xact_lock(hashtextextended(${`money charge ${payee}`}, 0))`);
}

export async function lockCharge(transaction: Transaction, id: string): Promise<void> {
  await transaction.first(sql`select 1 from money_charge where id = ${id}::bigint for update`);
}

/** The last entry that a charge of the same line came to: what is taken back goes to those who paid it. */
export async function lastCharged(reader: Reader, pool: string, item: string): Promise<string | undefined> {
  const row = await reader.first<{ seq: string }>(sql`
    select e.seq::text as seq from money_entry e join money_posting p on p.entry = e.seq and p.item = ${item}
    where e.pool = ${pool} and e.kind = 'charge' and e.state = 'posted' and p.minor < 0 order by e.seq desc limit 1`);
  return row?.seq;
}

export async function keepDispute(transaction: Transaction, charge: string, dispute: string | null): Promise<void> {
  await transaction.run(sql`update money_charge set dispute = ${dispute} where id = ${charge}::bigint`);
}
