import type { Compartment } from '#repository';
import { type Reader, type Sql, sql, type Transaction } from '#store';

export type NewQuestionRow = Compartment & {
  readonly id: string;
  readonly organization: number;
  readonly about: string;
  readonly visit: string;
  readonly words: string;
  readonly asked: Date;
};

export type QuestionRow = NewQuestionRow & {
  readonly answer: string | null;
  readonly answered: Date | null;
  readonly answered_by: string | null;
};

const COLUMNS: Sql = sql`q.id, q.bkt, q.cmp, q.organization, q.about, q.visit, q.words, q.asked, q.answer, q.answered, q.answered_by`;
const MOST = 500;

export async function keepQuestion(transaction: Transaction, row: NewQuestionRow): Promise<void> {
  await transaction.run(sql`insert into record_access_question (id, bkt, cmp, organization, about, visit, words, asked)
    values (${row.id}, ${row.bkt}, ${row.cmp}, ${row.organization}, ${row.about}, ${row.visit}, ${row.words}, ${row.asked})`);
}

export async function questionOf(reader: Reader, id: string): Promise<QuestionRow | undefined> {
  return reader.first<QuestionRow>(sql`select ${COLUMNS} from record_access_question q where q.id = ${id}`);
}

/** Of an organisation: those that wait first, oldest first. */
export async function questionsOf(reader: Reader, organization: number): Promise<readonly QuestionRow[]> {
  return reader.all<QuestionRow>(sql`select ${COLUMNS} from record_access_question q where q.organization = ${organization}
    order by q.answered nulls first, q.asked limit ${MOST}::int`);
}

export async function questionsAbout(reader: Reader, of: readonly Compartment[]): Promise<readonly QuestionRow[]> {
  return reader.all<QuestionRow>(sql`select ${COLUMNS} from record_access_question q
    join unnest(${of.map(({ bkt }) => bkt)}::smallint[], ${of.map(({ cmp }) => cmp)}::bigint[]) k(bkt, cmp) on (q.bkt, q.cmp) = (k.bkt, k.cmp)
    order by q.asked desc limit ${MOST}::int`);
}

export async function openQuestions(reader: Reader, { bkt, cmp }: Compartment): Promise<number> {
  const row = await reader.first<{ count: number }>(sql`select count(*)::int as count from record_access_question
    where (bkt, cmp) = (${bkt}::smallint, ${cmp}::bigint) and answered is null`);
  return row?.count ?? 0;
}

export async function answerQuestion(
  transaction: Transaction,
  id: string,
  answer: { readonly words: string; readonly at: Date; readonly by: string },
): Promise<number> {
  return transaction.run(sql`update record_access_question set answer = ${answer.words}, answered = ${answer.at}, answered_by = ${answer.by}
    where id = ${id} and answered is null`);
}
