import type { Access, Holder } from '#agreement';
import { type Day, dayIn } from '#base';
import { accepted, type Outcome } from '#fhir';
import type { Acting } from '../acts.ts';
import { paperState } from '../decision/paper.ts';
import { paperSummary } from '../decision/view.ts';
import { placesOn } from '../places.ts';
import { forMe } from '../programme/for-me.ts';
import { noProgramme } from '../programme/programme-acts.ts';
import type { InductionView } from './contract.ts';
import { daysToFirstDecision, type KeptQuiz, quizzesOf } from './induction.queries.ts';
import { knownOf } from './known.ts';
import { passes, quizFrom } from './quiz.ts';
import { type Read, recordsOf } from './records.ts';

const MINUTES = { why: 10, story: 12, decisions: 14, mine: 6, people: 8, quiz: 10 } as const;
const STORY_MAX = 15;
const DUE_MAX = 10;
const FEW = 5;

/** An hour from a programme's own records: why, the story so far, decisions with their reasons, what is mine, whom to meet, and what I know now. */
export async function view(acting: Acting, access: Access, programme: string): Promise<Outcome<InductionView>> {
  const found = await recordsOf(acting, access, programme);
  if (!found) return noProgramme();
  const { state, reasons, decided } = found;
  const owed = await acting.obligations?.owedBy(access, { mine: true, limit: DUE_MAX });
  const mine = await forMe(acting, access);
  const quizzes = await quizzesOf(acting.store, access.principal, programme);
  const days = await daysToFirstDecision(acting.store, programme);
  const own = days.find(({ principal }) => principal === access.principal)?.days;
  const median = days.length < FEW ? undefined : days[Math.floor(days.length / 2)]?.days;
  return accepted({
    programme: { id: programme, name: state.name },
    minutes: MINUTES,
    aim: state.aim,
    measure: state.measure,
    problem: reasons.problem,
    causes: reasons.causes.map(({ words }) => words),
    story: storyOf(found, (at) => dayIn(acting.zone, at.getTime())),
    decisions: decided.map((kept) => ({
      ...paperSummary(kept),
      dissent: paperState(kept)
        .votes.filter(({ vote }) => vote === 'against')
        .map(({ by, reason }) => ({ name: by, ...(reason ? { reason } : {}) })),
    })),
    mine: {
      due: (owed?.items ?? []).map(({ id, title, dueDay }) => ({ id, title, ...(dueDay ? { due: dueDay } : {}) })),
      changes: mine.lines.filter((line) => line.programme.id === programme),
    },
    people: await toMeet(acting, found),
    quiz: quizView(quizzes, quizFrom(knownOf(found), 1).length > 0),
    toFirstDecision: {
      ...(own === undefined ? {} : { mine: own }),
      ...(median === undefined ? {} : { median }),
      of: days.length,
    },
  });
}

/** What happened, in its order: the last of it, where it is long. */
function storyOf({ state }: Read, dayOf: (at: Date) => Day): InductionView['story'] {
  const all = [
    { on: dayOf(state.begun), words: 'It was begun.' },
    ...(state.gate ? [{ on: dayOf(state.gate.at), words: 'Its case for change was agreed.' }] : []),
    ...state.changes.flatMap(({ words, started }) =>
      started ? [{ on: dayOf(started.at), words: `Started: ${words}` }] : [],
    ),
    ...state.milestones.flatMap(({ words, reached }) => (reached ? [{ on: reached, words: `Reached: ${words}` }] : [])),
    ...state.shocks.map(({ on, words }) => ({ on, words: `Came between: ${words}` })),
    ...state.sponsors.flatMap(({ name, ended }) =>
      ended ? [{ on: ended.on, words: `${name} no longer stands for it: ${ended.why}` }] : [],
    ),
    ...state.lessons.map(({ at, words, happened }) => ({
      on: dayOf(at),
      words: `Learned about ${words}: ${happened}`,
    })),
  ];
  return all.toSorted((a, b) => a.on.localeCompare(b.on)).slice(-STORY_MAX);
}

async function toMeet(acting: Acting, { state, board }: Read): Promise<InductionView['people']> {
  const places = placesOn(acting, acting.current.book());
  const all: readonly (readonly [Holder, string])[] = [
    [state.lead, 'leads the programme'],
    ...(board ? ([[board.chair, `takes the chair of ${board.name}`]] as const) : []),
    ...state.changes.flatMap(({ owner, words }) => (owner ? ([[owner, `owns “${words}”`]] as const) : [])),
  ];
  const once = new Map(all.map(([holder, why]) => [`${holder.organization}|${holder.role}|${why}`, { holder, why }]));
  return Promise.all([...once.values()].map(async ({ holder, why }) => ({ ...(await places(holder)), why })));
}

function quizView(quizzes: readonly KeptQuiz[], can: boolean): InductionView['quiz'] {
  const last = quizzes.at(-1);
  const done = quizzes.findLast(({ answered }) => answered !== null);
  const open = last?.answered === null ? last : undefined;
  return {
    attempt: quizzes.length,
    can,
    ...(open ? { asked: open.questions.map(({ question, options }) => ({ question, options })) } : {}),
    ...(done && !open ? { result: resultOf(done) } : {}),
  };
}

function resultOf({ questions, choices, correct }: KeptQuiz): NonNullable<InductionView['quiz']['result']> {
  const missed = questions.flatMap(({ question, options, answer, page }, index) => {
    const chosen = options[choices?.[index] ?? -1];
    return chosen === answer ? [] : [{ question, page, ...(chosen === undefined ? {} : { chosen }) }];
  });
  const right = correct ?? 0;
  return { correct: right, of: questions.length, passed: passes(right, questions.length), missed };
}
