import type { Day } from '#base';
import { type Reader, sql, type Transaction } from '#store';
import type { ForecastMethod } from '../budget/contract.ts';
import type { PlanRole } from './contract.ts';

type Signed = { readonly principal: string; readonly by: string; readonly at: Date };

export type NewPlan = Signed & {
  readonly pool: string;
  readonly scheme: string;
  readonly over: bigint;
  readonly year: bigint;
  readonly method: ForecastMethod;
  readonly asOf: Day;
  readonly revision: string;
  readonly party: string;
  readonly role: PlanRole;
  readonly due: Day;
  readonly evidence: string;
  readonly obligation: string;
  readonly askedBy: string;
};

export type PlanRow = Omit<NewPlan, 'pool' | 'principal'> & {
  readonly id: string;
  readonly brought: {
    readonly words: string;
    readonly saves: bigint;
    readonly reference: string | null;
    readonly by: string;
    readonly at: Date;
  } | null;
};

const PLANS_MAX = 20;

/** Plans of a pool, the newest first, or one of them. Plan: money_action_plan_pool, then the key of what was brought. */
export async function planRows(reader: Reader, pool: string, id?: string): Promise<readonly PlanRow[]> {
  type Row = Omit<PlanRow, 'over' | 'year' | 'brought'> & {
    readonly over: string;
    readonly year: string;
    readonly words: string | null;
    readonly saves: string | null;
    readonly reference: string | null;
    readonly bringer: string | null;
    readonly brought_at: Date | null;
  };
  const one = id === undefined ? sql`true` : sql`p.id = ${id}::bigint`;
  const rows = await reader.all<Row>(sql`
    select p.id::text as id, p.scheme, p.over_minor::text as over, p.year_minor::text as year, p.method, p.asof_day as "asOf",
      p.revision::text as revision, p.party, p.role, p.due, p.evidence, p.obligation, p.asked_by as "askedBy", p.by, p.at,
      b.words, b.saves_minor::text as saves, b.reference, b.by as bringer, b.at as brought_at
    from money_action_plan p left join money_action_plan_brought b on b.plan = p.id
    where p.pool = ${pool} and ${one} order by p.id desc limit ${PLANS_MAX}`);
  return rows.map(({ words, saves, reference, bringer, brought_at: at, ...row }) => ({
    ...row,
    over: BigInt(row.over),
    year: BigInt(row.year),
    brought:
      words === null || at === null ? null : { words, saves: BigInt(saves ?? '0'), reference, by: bringer ?? '', at },
  }));
}

export async function keepPlan(transaction: Transaction, plan: NewPlan): Promise<string> {
  const { pool, scheme, over, year, method, asOf, revision, party, role, due, evidence, obligation } = plan;
  const row = await transaction.first<{ id: string }>(sql`
    insert into money_action_plan (pool, scheme, over_minor, year_minor, method, asof_day, revision, party, role, due, evidence,
      obligation, asked_by, principal, by, at)
    values (${pool}, ${scheme}, ${over.toString()}::bigint, ${year.toString()}::bigint, ${method}, ${asOf}::date,
      ${revision}::bigint, ${party}, ${role}, ${due}::date, ${evidence}, ${obligation}, ${plan.askedBy}, ${plan.principal}, ${plan.by},
      ${plan.at}) returning id::text as id`);
  return row?.id ?? '';
}

/** False where somebody brought it already. */
export async function keepBrought(
  transaction: Transaction,
  plan: string,
  {
    words,
    saves,
    reference,
    principal,
    by,
    at,
  }: Signed & {
    readonly words: string;
    readonly saves: bigint;
    readonly reference: string | null;
  },
): Promise<boolean> {
  const row = await transaction.first<{ plan: string }>(sql`
    insert into money_action_plan_brought (plan, words, saves_minor, reference, principal, by, at)
    values (${plan}::bigint, ${words}, ${saves.toString()}::bigint, ${reference}, ${principal}, ${by}, ${at})
    on conflict (plan) do nothing returning plan::text as plan`);
  return row !== undefined;
}
