import type { Role } from '#agreement';
import { type Reader, sql, type Transaction } from '#store';
import type { Actor } from '../act.queries.ts';
import { isId } from '../decision/decision.queries.ts';
import type { PackItem } from './contract.ts';

/** One thing that is done when somebody has left; each is done once, whatever is killed in between. */
export type Step =
  | { readonly do: 'logins'; readonly seats: readonly string[] }
  | { readonly do: 'due'; readonly id: string; readonly account: string; readonly role: Role }
  | { readonly do: 'tasks'; readonly account: string };

export type Plan = {
  readonly name: string;
  readonly roles: readonly Role[];
  readonly notes: string;
  readonly steps: readonly Step[];
  /** As it was when it was planned: what whoever follows reads. */
  readonly items: readonly (PackItem & { readonly account?: string; readonly to?: Role })[];
  /** A date came, and nobody had said who follows. */
  readonly byDate?: true;
  readonly told?: readonly { readonly name: string; readonly words: string }[];
};

export type KeptLeaving = {
  readonly id: string;
  readonly organization: string;
  readonly account: string;
  readonly ends: Date;
  readonly by: string;
  readonly plan: Plan;
  /** How many steps are done. */
  readonly done: number;
  readonly finished: boolean;
};

const COLUMNS = sql.raw(
  'l.id::text, l.organization, l.account, l.ends, l.by, l.plan, l.done, l.finished is not null as finished',
);
const LIST_MAX = 200;

export async function keepLeaving(
  transaction: Transaction,
  { access, at }: Actor,
  one: Pick<KeptLeaving, 'organization' | 'account' | 'ends' | 'plan'>,
): Promise<string> {
  const row = await transaction.first<{ readonly id: string }>(sql`
    insert into governance_leaving (organization, account, ends, at, principal, by, plan)
    values (${one.organization}, ${one.account}, ${one.ends}, ${at}, ${access.principal}, ${access.name ?? access.principal},
      ${JSON.stringify(one.plan)}::jsonb) returning id::text`);
  if (!row) throw new Error('a leaving was not kept');
  return row.id;
}

export async function readLeaving(reader: Reader, id: string): Promise<KeptLeaving | undefined> {
  if (!isId(id)) return undefined;
  return reader.first<KeptLeaving>(sql`select ${COLUMNS} from governance_leaving l where l.id = ${id}::bigint`);
}

/** The newest of somebody. Plan: governance_leaving_of. */
export function leavingOf(reader: Reader, organization: string, account: string): Promise<KeptLeaving | undefined> {
  return reader.first<KeptLeaving>(sql`
    select ${COLUMNS} from governance_leaving l where l.organization = ${organization} and l.account = ${account}
    order by l.id desc limit 1`);
}

/** What somebody left to an organisation, newest first. Plan: governance_leaving_of. */
export function leavingsOf(reader: Reader, organization: string): Promise<readonly KeptLeaving[]> {
  return reader.all<KeptLeaving>(sql`
    select ${COLUMNS} from governance_leaving l where l.organization = ${organization} order by l.id desc limit ${LIST_MAX}`);
}

/** Seats that a leaving which is not finished ends and looks after, and when it does. Plan: governance_leaving_of. */
export async function coveredSeats(
  reader: Reader,
  organization: string,
  account: string,
): Promise<ReadonlyMap<string, Date>> {
  const rows = await reader.all<KeptLeaving>(sql`
    select ${COLUMNS} from governance_leaving l
    where l.organization = ${organization} and l.account = ${account} and l.finished is null order by l.id limit ${LIST_MAX}`);
  const seats = rows.flatMap(({ ends, plan }) =>
    plan.steps.flatMap((step) => (step.do === 'logins' ? step.seats.map((seat) => [seat, ends] as const) : [])),
  );
  return new Map(seats);
}

/** Those whose day has come and that are not finished. Plan: governance_leaving_open. */
export function leavingsDue(reader: Reader, now: Date): Promise<readonly { readonly id: string }[]> {
  return reader.all(sql`
    select l.id::text from governance_leaving l where l.finished is null and l.ends <= ${now} order by l.id limit ${LIST_MAX}`);
}

/** Another process waits here, and finds it done. */
export function lockLeaving(transaction: Transaction, id: string): Promise<KeptLeaving | undefined> {
  return transaction.first<KeptLeaving>(
    sql`select ${COLUMNS} from governance_leaving l where l.id = ${id}::bigint for update`,
  );
}

export async function stepDone(transaction: Transaction, id: string): Promise<void> {
  await transaction.run(sql`update governance_leaving set done = done + 1 where id = ${id}::bigint`);
}

export async function finishLeaving(transaction: Transaction, id: string, at: Date): Promise<void> {
  await transaction.run(sql`update governance_leaving set finished = ${at} where id = ${id}::bigint`);
}
