import type { Day } from '#base';
import { type Reader, sql, type Transaction } from '#store';
import { found, type RuleRow } from '../charge/found.queries.ts';

export type RuleSum = { readonly rule: number; readonly day: Day; readonly minor: bigint };

type Span = { readonly from: Day; readonly until: Day };

/**
 * What each rule comes to on each day, by what the record says now: what two clauses find alike is paid by neither, and what its payee
 * took back stays taken back. Plan: money_activity_code per rule, one sort of what was found.
 */
export async function ruleSums(reader: Reader, rules: readonly RuleRow[]): Promise<readonly RuleSum[]> {
  if (rules.length === 0) return [];
  const rows = await reader.all<{ rule: number; day: Day; minor: string }>(sql`
    with ${found(rules)}, back as (select distinct typ, id from money_charge_item where state = 'withdrawn')
    select o.rule, o.day, sum(o.minor)::text as minor from one o left join back b on b.typ = o.typ and b.id = o.id
    where o.itemised and not o.twice and b.id is null group by 1, 2 order by 2, 1`);
  return rows.map((row) => ({ ...row, minor: BigInt(row.minor) }));
}

export type OtherFlow = { readonly party: string; readonly scheme: string; readonly day: Day; readonly minor: bigint };

/** What a pool paid otherwise than by a price in a period: what was promised and spent, and what was entered by hand. */
export async function otherPaid(reader: Reader, pool: string, { from, until }: Span): Promise<readonly OtherFlow[]> {
  const rows = await reader.all<{ party: string; scheme: string; day: Day; minor: string }>(sql`
    select coalesce(d.party, '') as party, coalesce(f.scheme, '') as scheme, e.effective as day, sum(-d.minor)::text as minor
    from money_entry e
    join lateral (select a.party, p.minor from money_posting p join money_account a on a.id = p.account
      where p.entry = e.seq and a.kind in ('due-to', 'bank')) d on true
    left join lateral (select p.scheme from money_posting p join money_account a on a.id = p.account and a.kind = 'fund'
      where p.entry = e.seq order by p.line limit 1) f on true
    where e.pool = ${pool} and e.state in ('posted', 'post') and e.kind in ('commitment', 'journal', 'reversal')
      and e.effective >= ${from}::date and e.effective < ${until}::date and exists (
        select from money_posting p join money_account a on a.id = p.account and a.kind = 'fund' where p.entry = e.seq)
    group by 1, 2, 3 order by 3, 1, 2`);
  return rows.map((row) => ({ ...row, minor: BigInt(row.minor) }));
}

/** What of a pool is promised and open, by the day on which it was promised. */
export async function openPromises(
  reader: Reader,
  pool: string,
): Promise<readonly { readonly day: Day; readonly minor: bigint }[]> {
  const rows = await reader.all<{ day: Day; minor: string }>(sql`
    select e.effective as day, sum(l.minor)::text as minor from money_entry e join money_lineage l on l.entry = e.seq
    where e.pool = ${pool} and e.state = 'pending' and l.fence = '' and l.minor > 0 and l.owner <> ''
      and not exists (select from money_entry o where o.ends = e.seq) group by 1 order by 1`);
  return rows.map((row) => ({ ...row, minor: BigInt(row.minor) }));
}

export type SavedRow = {
  readonly id: string;
  readonly version: number;
  readonly from: Day;
  readonly until: Day;
  readonly decision: string;
  readonly by: string;
  readonly at: Date;
  readonly page: string | null;
};

const SAVED_MAX = 30;

export function savedRows(
  reader: Reader,
  instrument: string,
  organizations: readonly string[],
): Promise<readonly SavedRow[]> {
  return reader.all<SavedRow>(sql`
    select id::text as id, version, from_day as from, until_day as until, decision, by, at, page from money_simulation
    where instrument = ${instrument} and organization = any(${organizations}::text[]) order by money_simulation.id desc limit ${SAVED_MAX}`);
}

export async function keepSimulation(
  transaction: Transaction,
  kept: Omit<SavedRow, 'id'> & {
    readonly instrument: string;
    readonly principal: string;
    readonly organization: string;
    readonly shown: unknown;
  },
): Promise<string> {
  const { instrument, version, from, until, decision, shown, at, principal, by, organization, page } = kept;
  const row = await transaction.first<{ readonly id: string }>(sql`
    insert into money_simulation (instrument, version, from_day, until_day, decision, shown, at, principal, by, organization, page)
    values (${instrument}, ${version}, ${from}, ${until}, ${decision}, ${JSON.stringify(shown)}::jsonb, ${at}, ${principal}, ${by},
      ${organization}, ${page}) returning id::text`);
  if (!row) throw new Error('a simulation was not kept');
  return row.id;
}
