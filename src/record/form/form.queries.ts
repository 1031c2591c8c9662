import type { Role } from '#agreement';
import type { Day } from '#base';
import type { Compartment } from '#repository';
import { type Reader, type Sql, sql, type Transaction } from '#store';

export type DraftRow = {
  readonly principal: string;
  readonly form: string;
  readonly task: string;
  readonly title: string;
  readonly page: string;
  readonly bkt: number | null;
  readonly cmp: string | null;
  readonly sheet: string;
  readonly fields: string;
  readonly at: Date;
  readonly until: Date;
};

export type AskRow = {
  readonly id: string;
  readonly questionnaire: string;
  readonly form: string;
  readonly title: string;
  readonly bkt: number | null;
  readonly cmp: string | null;
  readonly themself: boolean;
  readonly owner: string;
  readonly role: string;
  readonly organization: number;
  readonly organization_name: string;
  readonly principal: string;
  readonly by: string;
  readonly words: string;
  readonly asked: Date;
  readonly until: Day;
  readonly answer: string | null;
};

const LIST_MAX = 100;
const ASK: Sql = sql`k.id, k.questionnaire, k.form, k.title, k.bkt, k.cmp, k.themself, k.owner, k.role, k.organization,
  k.organization_name, k.principal, k.by, k.words, k.asked, k.until::text as until, k.answer`;

type DraftKey = { readonly principal: string; readonly form: string; readonly task: string };

export async function draftOf(reader: Reader, { principal, form, task }: DraftKey, now: Date) {
  return reader.first<DraftRow>(sql`select principal, form, task, title, page, bkt, cmp, sheet, fields, at, until
    from record_form_draft where principal = ${principal} and form = ${form} and task = ${task} and until > ${now}`);
}

/** Begun and not sent, newest first. Plan: the key. */
export function draftsOf(reader: Reader, principal: string, now: Date): Promise<readonly DraftRow[]> {
  return reader.all<DraftRow>(sql`select principal, form, task, title, page, bkt, cmp, sheet, '' as fields, at, until
    from record_form_draft where principal = ${principal} and until > ${now} order by at desc limit ${LIST_MAX}`);
}

/** Keeps what was typed; what nobody came back to is gone. Plan: the key; record_form_draft_until. */
export async function keepDraft(transaction: Transaction, row: DraftRow): Promise<void> {
  await transaction.run(sql`delete from record_form_draft where ctid in
    (select ctid from record_form_draft where until <= ${row.at} limit ${LIST_MAX})`);
  await transaction.run(sql`
    insert into record_form_draft (principal, form, task, title, page, bkt, cmp, sheet, fields, at, until)
    values (${row.principal}, ${row.form}, ${row.task}, ${row.title}, ${row.page}, ${row.bkt}::smallint, ${row.cmp}::bigint,
      ${row.sheet}, ${row.fields}, ${row.at}, ${row.until})
    on conflict (principal, form, task) do update set fields = excluded.fields, title = excluded.title, page = excluded.page,
      at = excluded.at, until = excluded.until`);
}

export async function dropDraft(transaction: Transaction, { principal, form, task }: DraftKey): Promise<void> {
  await transaction.run(sql`delete from record_form_draft
    where principal = ${principal} and form = ${form} and task = ${task}`);
}

export async function keepAsk(transaction: Transaction, row: Omit<AskRow, 'answer'>): Promise<void> {
  await transaction.run(sql`
    insert into record_form_ask (id, questionnaire, form, title, bkt, cmp, themself, owner, role, organization,
      organization_name, principal, by, words, asked, until)
    values (${row.id}, ${row.questionnaire}, ${row.form}, ${row.title}, ${row.bkt}::smallint, ${row.cmp}::bigint, ${row.themself},
      ${row.owner}, ${row.role}, ${row.organization}, ${row.organization_name}, ${row.principal}, ${row.by}, ${row.words},
      ${row.asked}, ${row.until}::date)`);
}

export function askOf(reader: Reader, id: string): Promise<AskRow | undefined> {
  return reader.first<AskRow>(sql`select ${ASK} from record_form_ask k where k.id = ${id}`);
}

/** What a role of an organisation was asked and has not answered. Plan: record_form_ask_owner. */
export function asksOfRole(reader: Reader, owner: string, role: Role): Promise<readonly AskRow[]> {
  return reader.all<AskRow>(sql`select ${ASK} from record_form_ask k
    where k.answered is null and k.owner = ${owner} and k.role = ${role} order by k.until, k.id limit ${LIST_MAX}`);
}

/** What a person was asked themself. Plan: record_form_ask_place. */
export function asksOfPerson(reader: Reader, of: readonly Compartment[]): Promise<readonly AskRow[]> {
  return reader.all<AskRow>(sql`select ${ASK} from record_form_ask k join ${places(of)} on (k.bkt, k.cmp) = (p.bkt, p.cmp)
    where k.answered is null and k.themself order by k.until, k.id limit ${LIST_MAX}`);
}

/** More than this is not told at once. */
export const ASKED_MAX = 200_000;

/** Whom a form of an address was asked of themself. Plan: record_form_ask_asked. */
export function askedBetween(
  reader: Reader,
  address: string,
  { from, until }: { readonly from: Date; readonly until: Date },
): Promise<readonly (Compartment & { readonly asked: Date })[]> {
  return reader.all(sql`select k.bkt, k.cmp, k.asked from record_form_ask k
    where k.themself and k.cmp is not null and split_part(k.form, '|', 1) = ${address} and k.asked >= ${from} and k.asked < ${until}
    order by k.asked, k.id limit ${ASKED_MAX + 1}`);
}

/** Whether it waited for an answer. */
export async function answerAsk(transaction: Transaction, id: string, answer: string, at: Date): Promise<boolean> {
  const count = await transaction.run(sql`
    update record_form_ask set answer = ${answer}, answered = ${at} where id = ${id} and answered is null`);
  return count > 0;
}

/** Where nothing is left of a record: what was typed about its person goes, and why somebody was asked. */
export async function forgetForms(transaction: Transaction, of: readonly Compartment[]): Promise<void> {
  await transaction.run(sql`delete from record_form_draft d using ${places(of)} where (d.bkt, d.cmp) = (p.bkt, p.cmp)`);
  await transaction.run(sql`update record_form_ask k set words = '', answered = coalesce(k.answered, k.asked)
    from ${places(of)} where (k.bkt, k.cmp) = (p.bkt, p.cmp)`);
}

function places(of: readonly Compartment[]): Sql {
  return sql`unnest(${of.map(({ bkt }) => bkt)}::smallint[], ${of.map(({ cmp }) => cmp)}::bigint[]) p(bkt, cmp)`;
}
