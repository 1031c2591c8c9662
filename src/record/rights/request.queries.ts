import type { Right } from '#agreement';
import type { Compartment } from '#repository';
import { type Reader, type Sql, sql, type Transaction } from '#store';
import type { Decided, RequestWay } from './contract.ts';

export type NewRequestRow = Compartment & {
  readonly id: string;
  readonly organization: number;
  readonly kind: Right;
  readonly item: string | null;
  readonly about: string;
  readonly words: string;
  readonly way: RequestWay;
  readonly asked: Date;
  readonly asked_by: string;
  readonly proved: boolean;
  readonly obligation: string;
};

export type RequestRow = NewRequestRow & {
  readonly extended: boolean;
  readonly decision: Decided['given'] | null;
  readonly ground: string | null;
  readonly reason: string | null;
  readonly decided: Date | null;
  readonly decided_by: string | null;
  readonly give: readonly string[];
  readonly done: Date | null;
  readonly withdrawn: Date | null;
  readonly copy_done: number | null;
  readonly copy_total: number | null;
  readonly copy_until: Date | null;
};

export type StepRow = {
  readonly request: string;
  readonly at: Date;
  readonly what: string;
  readonly by_whom: string;
  readonly words: string | null;
};

const COLUMNS: Sql = sql`q.id, q.bkt, q.cmp, q.organization, q.kind, q.item, q.about, q.words, q.way, q.asked, q.asked_by, q.proved,
  q.obligation, q.extended, q.decision, q.ground, q.reason, q.decided, q.decided_by, q.give, q.done, q.withdrawn, q.copy_done,
  q.copy_total, q.copy_until`;
const MOST = 500;

export async function keepRequest(transaction: Transaction, row: NewRequestRow): Promise<void> {
  const { id, bkt, cmp, organization, kind, item, about, words, way, asked, asked_by: by, proved, obligation } = row;
  await transaction.run(sql`
    insert into record_request (id, bkt, cmp, organization, kind, item, about, words, way, asked, asked_by, proved, obligation)
    values (${id}, ${bkt}, ${cmp}, ${organization}, ${kind}, ${item}, ${about}, ${words}, ${way}, ${asked}, ${by}, ${proved},
      ${obligation})`);
}

export async function keepStep(transaction: Transaction, step: StepRow): Promise<void> {
  await transaction.run(sql`insert into record_request_step (request, at, what, by_whom, words)
    values (${step.request}, ${step.at}, ${step.what}, ${step.by_whom}, ${step.words})`);
}

export async function requestOf(reader: Reader, id: string): Promise<RequestRow | undefined> {
  return reader.first<RequestRow>(sql`select ${COLUMNS} from record_request q where q.id = ${id}`);
}

/** The row, held until the end of the transaction: of two who decide at once the second finds it decided. */
export async function lockRequest(transaction: Transaction, id: string): Promise<RequestRow | undefined> {
  return transaction.first<RequestRow>(sql`select ${COLUMNS} from record_request q where q.id = ${id} for update`);
}

/** Of an organisation: those that wait first, oldest first. */
export async function requestsOf(reader: Reader, organization: number): Promise<readonly RequestRow[]> {
  return reader.all<RequestRow>(sql`select ${COLUMNS} from record_request q where q.organization = ${organization}
    order by (q.decision is not null or q.withdrawn is not null), q.asked limit ${MOST}::int`);
}

export async function requestsAbout(reader: Reader, of: readonly Compartment[]): Promise<readonly RequestRow[]> {
  return reader.all<RequestRow>(sql`select ${COLUMNS} from record_request q
    join unnest(${of.map(({ bkt }) => bkt)}::smallint[], ${of.map(({ cmp }) => cmp)}::bigint[]) k(bkt, cmp) on (q.bkt, q.cmp) = (k.bkt, k.cmp)
    order by q.asked desc limit ${MOST}::int`);
}

export async function stepsOf(reader: Reader, requests: readonly string[]): Promise<readonly StepRow[]> {
  return reader.all<StepRow>(sql`select s.request, s.at, s.what, s.by_whom, s.words from record_request_step s
    where s.request = any(${requests}::text[]) order by s.seq limit ${MOST * 10}::int`);
}

export async function markProved(transaction: Transaction, id: string): Promise<void> {
  await transaction.run(sql`update record_request set proved = true where id = ${id}`);
}

export async function markExtended(transaction: Transaction, id: string): Promise<void> {
  await transaction.run(sql`update record_request set extended = true where id = ${id}`);
}

export async function markWithdrawn(transaction: Transaction, id: string, at: Date): Promise<void> {
  await transaction.run(sql`update record_request set withdrawn = ${at} where id = ${id}`);
}

export async function markDone(transaction: Transaction, id: string, at: Date): Promise<void> {
  await transaction.run(sql`update record_request set done = ${at} where id = ${id}`);
}

export async function markDecided(
  transaction: Transaction,
  id: string,
  { given, ground, words, give = [] }: Decided,
  { by, at }: { readonly by: string; readonly at: Date },
): Promise<void> {
  await transaction.run(sql`update record_request set decision = ${given}, ground = ${ground ?? null}, reason = ${words}, decided = ${at},
    decided_by = ${by}, give = ${give}::text[] where id = ${id}`);
}
