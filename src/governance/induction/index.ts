import type { Access } from '#agreement';
import { accepted, type Outcome, refuse } from '#fhir';
import type { Acting } from '../acts.ts';
import { partnerOf } from '../decision/who.ts';
import { noProgramme } from '../programme/programme-acts.ts';
import type { InductionAnswers } from './contract.ts';
import { keepAnswer, keepQuiz, lockQuiz, quizzesOf } from './induction.queries.ts';
import { knownOf } from './known.ts';
import { correctOf, quizFrom, seedFrom } from './quiz.ts';
import { recordsOf } from './records.ts';
import { view } from './view.ts';

/** An hour for whoever is new, and ten questions, as pages and routes ask for them. */
export function inductionAnswers(acting: Acting): InductionAnswers {
  return {
    of: (access, programme) => view(acting, access, programme),
    ask: (access, programme) => ask(acting, access, programme),
    answer: (access, programme, choices) => answer(acting, access, programme, choices),
  };
}

/** The next ten questions: another seed each time, so that who tries again is asked something else. */
async function ask(acting: Acting, access: Access, programme: string): Promise<Outcome<true>> {
  const found = await recordsOf(acting, access, programme);
  const partner = partnerOf(acting.current.book(), access);
  if (!found || !partner) return noProgramme();
  return acting.store.write(async (transaction) => {
    await lockQuiz(transaction, access.principal, programme);
    const before = await quizzesOf(transaction, access.principal, programme);
    if (before.at(-1)?.answered === null) return accepted(true);
    const questions = quizFrom(knownOf(found), seedFrom(`${programme} ${access.principal} ${before.length}`));
    if (questions.length === 0) {
      const text =
        'Too little of this programme is written down to ask about it. Its lead writes down changes, owners and milestones.';
      return refuse('business-rule', 'governance.quiz-empty', text);
    }
    const at = new Date(acting.now());
    await keepQuiz(transaction, { access, at }, { programme, organization: partner.organization, questions });
    return accepted(true);
  });
}

async function answer(
  acting: Acting,
  access: Access,
  programme: string,
  choices: readonly number[],
): Promise<Outcome<true>> {
  if (!(await recordsOf(acting, access, programme))) return noProgramme();
  return acting.store.write(async (transaction) => {
    await lockQuiz(transaction, access.principal, programme);
    const open = (await quizzesOf(transaction, access.principal, programme)).at(-1);
    if (!open || open.answered !== null) {
      return refuse('conflict', 'governance.quiz-none', 'No questions are open. Begin with ten new ones.');
    }
    const correct = correctOf(open.questions, choices);
    await keepAnswer(transaction, open.id, { at: new Date(acting.now()), choices, correct });
    return accepted(true);
  });
}
