import type { Access } from '#agreement';
import { accepted, type Outcome, refuse } from '#fhir';
import type { Services } from '#joint';
import type { AccessQuestion } from '../contract.ts';
import { placeOf } from '../match/pair.queries.ts';
import { visits, whosePerson } from '../person/looked.ts';
import { noPerson, recordsOf } from '../person/whose.ts';
import { owedAnswer, keptAnswer } from './owed.ts';
import {
  answerQuestion,
  keepQuestion,
  openQuestions,
  questionOf,
  type QuestionRow,
  questionsAbout,
  questionsOf,
} from './question.queries.ts';

const WORDS_MIN = 3;
const WORDS_MAX = 2_000;
/** A person may doubt much; a machine asks more. */
const OPEN_MAX = 20;

/** A person asks why somebody looked. The officer of whoever looked owes an answer by a date. */
export async function ask(
  services: Services,
  access: Access,
  question: { readonly visit: string; readonly words: string },
): Promise<Outcome<string>> {
  const self = await selfOf(services, access);
  if (!self.ok) return self;
  const words = question.words.trim();
  if (words.length < WORDS_MIN || words.length > WORDS_MAX) {
    return refuse('required', 'record.question-words', 'Write what you want to know.', 'words');
  }
  const looked = await visits(services, access, self.value);
  if (!looked.ok) return looked;
  const visit = looked.value.find(({ key }) => key === question.visit);
  if (!visit)
    return refuse('not-found', 'record.no-visit', 'There is no such entry among those who looked at your record.');
  const [record] = await recordsOf(services, self.value);
  if (!record) return noPerson();
  if ((await openQuestions(services.store, placeOf(record))) >= OPEN_MAX) {
    return refuse(
      'throttled',
      'record.questions-open',
      'Many of your questions wait for an answer. Wait for those first.',
    );
  }
  const id = services.newId();
  const about = `${visit.who}, ${visit.organization}: ${[...visit.what, ...visit.refused].join(', ')}`;
  const row = {
    id,
    ...placeOf(record),
    organization: visit.organizationKey,
    about,
    visit: visit.key,
    words,
    asked: new Date(services.now()),
  };
  await services.store.write(async (transaction) => {
    await keepQuestion(transaction, row);
    await owedAnswer(services, transaction, access, row);
  });
  return accepted(id);
}

/** A person's own questions, or those that an organisation's information governance has to answer; newest first. */
export async function questions(
  services: Services,
  access: Access,
  person?: string,
): Promise<Outcome<readonly AccessQuestion[]>> {
  if (access.role === 'ig-lead' && person === undefined) {
    return accepted((await questionsOf(services.store, access.organization)).map(shownOf));
  }
  const whose = await whosePerson(services, access, person ?? '');
  if (!whose.ok) return whose;
  const records = await recordsOf(services, whose.value);
  const rows = await questionsAbout(services.store, records.map(placeOf));
  return accepted(
    rows.filter(({ organization }) => access.role === 'person' || organization === access.organization).map(shownOf),
  );
}

export async function question(services: Services, access: Access, id: string): Promise<Outcome<AccessQuestion>> {
  const row = await mine(services, access, id);
  return row.ok ? accepted(shownOf(row.value)) : row;
}

/** The answer is shown to the person beside what they asked. */
export async function answer(services: Services, access: Access, id: string, words: string): Promise<Outcome<true>> {
  const row = await mine(services, access, id);
  if (!row.ok) return row;
  if (words.trim().length < WORDS_MIN || words.length > WORDS_MAX) {
    return refuse('required', 'record.answer-words', 'Write the answer, in words the person understands.', 'words');
  }
  const done = await services.store.write(async (transaction) => {
    const at = new Date(services.now());
    const count = await answerQuestion(transaction, id, {
      words: words.trim(),
      at,
      by: access.name ?? access.principal,
    });
    if (count > 0) await keptAnswer(services, transaction, access, id);
    return count;
  });
  return done > 0 ? accepted(true) : refuse('conflict', 'record.answered', 'This question is answered already.');
}

async function mine(services: Services, access: Access, id: string): Promise<Outcome<QuestionRow>> {
  if (access.role !== 'ig-lead') {
    return refuse('forbidden', 'record.not-an-officer', 'This is for information governance.');
  }
  const row = await questionOf(services.store, id);
  if (row?.organization === access.organization) return accepted(row);
  return refuse('not-found', 'record.no-question', 'There is no such question to your organisation.');
}

/** The person whose own record this seat reads. */
async function selfOf(services: Services, access: Access): Promise<Outcome<string>> {
  if (access.role !== 'person') {
    return refuse('forbidden', 'record.asks-themself', 'Who looked is asked about by the person whose record it is.');
  }
  const person = await services.ports.contributors.holderOf(access.viewer);
  return person?.startsWith('Person/') ? accepted(person.slice('Person/'.length)) : noPerson();
}

function shownOf(row: QuestionRow): AccessQuestion {
  const answered =
    row.answer === null || row.answered === null
      ? {}
      : { answer: row.answer, answered: row.answered.toISOString(), by: row.answered_by ?? '' };
  return {
    id: row.id,
    about: row.about,
    visit: row.visit,
    words: row.words,
    asked: row.asked.toISOString(),
    ...answered,
  };
}
