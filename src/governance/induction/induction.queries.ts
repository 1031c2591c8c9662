import { type Reader, sql, type Transaction } from '#store';
import type { Actor } from '../act.queries.ts';
import type { Question } from './quiz.ts';

export type KeptQuiz = {
  readonly id: string;
  readonly asked: Date;
  readonly questions: readonly Question[];
  readonly answered: Date | null;
  readonly choices: readonly number[] | null;
  readonly correct: number | null;
};

/** Every time somebody was asked about a programme, in order. Plan: governance_induction_of. */
export function quizzesOf(reader: Reader, principal: string, programme: string): Promise<readonly KeptQuiz[]> {
  return reader.all<KeptQuiz>(sql`
    select id::text, asked_at as asked, questions, answered_at as answered, choices, correct from governance_induction
    where principal = ${principal} and programme = ${programme}::bigint order by id limit 100`);
}

export async function lockQuiz(transaction: Transaction, principal: string, programme: string): Promise<void> {
  await transaction.run(sql`select pg_advisory_xact_lock(hashtextextended(${`quiz ${programme} ${principal}`}, 0))`);
}

export async function keepQuiz(
  transaction: Transaction,
  { access, at }: Actor,
  one: { readonly programme: string; readonly organization: string; readonly questions: readonly Question[] },
): Promise<void> {
  await transaction.run(sql`
    insert into governance_induction (programme, principal, organization, asked_at, questions)
    values (${one.programme}::bigint, ${access.principal}, ${one.organization}, ${at}, ${JSON.stringify(one.questions)}::jsonb)`);
}

export async function keepAnswer(
  transaction: Transaction,
  id: string,
  done: { readonly at: Date; readonly choices: readonly number[]; readonly correct: number },
): Promise<void> {
  await transaction.run(sql`
    update governance_induction set answered_at = ${done.at}, choices = ${JSON.stringify(done.choices)}::jsonb,
      correct = ${done.correct} where id = ${id}::bigint and answered_at is null`);
}

/**
 * Of everybody who began with a programme: days until they first voted, closed or put a paper afterwards. Whoever has not yet is not in it.
 * Plan: governance_induction_programme, then the deeds of papers by one scan; there are some thousands.
 */
export function daysToFirstDecision(
  reader: Reader,
  programme: string,
): Promise<readonly { readonly principal: string; readonly days: number }[]> {
  return reader.all(sql`
    with began as (select principal, min(asked_at) as at from governance_induction where programme = ${programme}::bigint group by principal)
    select b.principal, floor(extract(epoch from min(d.at) - b.at) / 86400)::int as days
    from began b join governance_paper_deed d on d.principal = b.principal and d.at > b.at and d.said ->> 'did' in ('put', 'voted', 'closed')
    group by b.principal, b.at order by 2 limit 1000`);
}
