import type { Day } from '#base';
import { type Reader, sql, type Transaction } from '#store';
import type { BudgetLine } from './read.ts';

export type KeptBudget = {
  readonly id: string;
  readonly number: number;
  readonly reason: string;
  readonly by: string;
  readonly at: Date;
};

export async function lastBudget(reader: Reader, pool: string): Promise<KeptBudget | undefined> {
  return reader.first<KeptBudget>(sql`
    select id::text as id, number, reason, by, at from money_budget where pool = ${pool} order by number desc limit 1`);
}

export async function linesOfBudget(reader: Reader, budget: string): Promise<readonly BudgetLine[]> {
  type Row = { readonly scheme: string; readonly month: Day; readonly minor: string; readonly units: string | null };
  const rows = await reader.all<Row>(sql`
    select scheme, month, minor::text as minor, units::text as units from money_budget_line
    where budget = ${budget}::bigint order by month, scheme`);
  return rows.map(({ scheme, month, minor, units }) => ({
    scheme,
    month,
    minor: BigInt(minor),
    ...(units === null ? {} : { units }),
  }));
}

type NewBudget = Pick<KeptBudget, 'reason' | 'by' | 'at'> & {
  readonly principal: string;
  readonly lines: readonly BudgetLine[];
};

/** The next budget of a pool; under the pool's lock. */
export async function keepLines(transaction: Transaction, pool: string, kept: NewBudget): Promise<void> {
  const { reason, at, principal, by, lines } = kept;
  const row = await transaction.first<{ id: string }>(sql`
    insert into money_budget (pool, number, reason, at, principal, by)
    select ${pool}, coalesce(max(number), 0) + 1, ${reason}, ${at}, ${principal}, ${by} from money_budget where pool = ${pool}
    returning id::text as id`);
  await transaction.run(sql`
    insert into money_budget_line (budget, scheme, month, minor, units)
    select ${row?.id ?? ''}::bigint, * from unnest(${lines.map(({ scheme }) => scheme)}::text[], ${lines.map(({ month }) => month)}::date[],
      ${lines.map(({ minor }) => minor.toString())}::bigint[], ${lines.map(({ units }) => units ?? null)}::numeric[])`);
}

export type DoneSum = { readonly scheme: string; readonly units: bigint };

/**
 * How much was done and accepted for a pool between two days, in ten-thousandths of a unit; of an activity that was adjusted, as it
 * stands now. Prices by the period have no units.
 */
export async function unitsDone(
  reader: Reader,
  pool: string,
  span: { readonly from: Day; readonly until: Day },
): Promise<readonly DoneSum[]> {
  const rows = await reader.all<{ scheme: string; units: string }>(sql`
    select scheme, (sum(units) * 10000)::bigint::text as units from (
      select distinct on (i.typ, i.id) coalesce(c.scheme, c.activity) as scheme, i.units from money_charge c join money_charge_item i on i.charge = c.id
      where c.pool = ${pool} and i.state = 'accepted' and i.day >= ${span.from}::date and i.day < ${span.until}::date
        and i.typ <> 0
      order by i.typ, i.id, i.charge desc) last group by 1`);
  return rows.map(({ scheme, units }) => ({ scheme, units: BigInt(units) }));
}
