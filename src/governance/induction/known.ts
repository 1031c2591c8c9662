import type { Holder } from '#agreement';
import type { CaseState } from '../case/case.ts';
import { paperState, type KeptPaper } from '../decision/paper.ts';
import type { ProgrammeState } from '../programme/programme.ts';
import { dayWords, type Known } from './quiz.ts';

export type Records = {
  readonly id: string;
  readonly state: ProgrammeState;
  readonly reasons: CaseState;
  /** Decided by the programme's board, as far as the reader may read them. */
  readonly decided: readonly KeptPaper[];
  /** 'Finance lead, Vale Council', and who sits there. */
  readonly whose: (holder: Holder) => string;
};

/** Everything that can be asked about a programme: what its own records say, and where. Pure. */
export function knownOf(records: Records): readonly Known[] {
  return [...whatFor(records), ...changes(records), ...plan(records), ...decisions(records), ...learned(records)];
}

function whatFor({ id, state, reasons, whose }: Records): readonly Known[] {
  const page = `/programmes/${id}`;
  const sponsor = state.sponsors.at(-1);
  return [
    { of: 'aim', question: `What is ${state.name} to reach?`, answer: state.aim, page },
    // What it is not for: each driver and change is a means, and stands as a wrong answer to what the aim is.
    ...state.drivers.map(
      ({ words }, index): Known => ({
        of: 'aim',
        question: `What is driver ${index + 1} of the aim?`,
        answer: words,
        page,
      }),
    ),
    { of: 'person', question: `Who leads ${state.name}?`, answer: whose(state.lead), page },
    { of: 'measure', question: 'Which measure says that the aim is reached?', answer: state.measure, page },
    ...(sponsor
      ? [
          {
            of: 'person' as const,
            question: 'Who stands for it in public?',
            answer: `${sponsor.name}, ${sponsor.office}`,
            page,
          },
        ]
      : []),
    ...(reasons.problem === ''
      ? []
      : [
          {
            of: 'words' as const,
            question: 'Which problem is it the answer to?',
            answer: reasons.problem,
            page: `${page}/case`,
          },
        ]),
    ...reasons.causes.map(
      ({ words }): Known => ({
        of: 'words',
        question: 'Which of these is named as a cause of the problem?',
        answer: words,
        page: `${page}/case`,
      }),
    ),
  ];
}

function changes({ id, state, whose }: Records): readonly Known[] {
  const page = `/programmes/${id}`;
  return state.changes.flatMap(({ words, measure, owner, starts }): readonly Known[] => [
    ...(owner
      ? [{ of: 'person' as const, question: `Who owns the change “${words}”?`, answer: whose(owner), page }]
      : []),
    ...(measure === undefined
      ? []
      : [{ of: 'measure' as const, question: `In which measure does “${words}” show?`, answer: measure, page }]),
    { of: 'day', question: `From which day is “${words}” done?`, answer: dayWords(starts), page },
  ]);
}

function plan({ id, state }: Records): readonly Known[] {
  const page = `/programmes/${id}/plan`;
  return [
    ...state.milestones.map(
      ({ words, on }): Known => ({
        of: 'day',
        question: `For which day is “${words}” planned?`,
        answer: dayWords(on),
        page,
      }),
    ),
    ...state.shocks.map(
      ({ words, on }): Known => ({
        of: 'words',
        question: `What came between on ${dayWords(on)}?`,
        answer: words,
        page,
      }),
    ),
    ...state.promises.map(
      ({ words, from }): Known => ({
        of: 'words',
        question: `What did ${from} promise?`,
        answer: words,
        page,
      }),
    ),
  ];
}

function decisions({ decided }: Records): readonly Known[] {
  return decided.flatMap((kept): readonly Known[] => {
    const { paper, closed } = paperState(kept);
    const page = `/papers/${kept.id}`;
    if (!closed) return [];
    return [
      { of: 'decision', question: `What was decided about “${paper.title}”?`, answer: closed.words, page },
      // What was asked is not what was decided: a good wrong answer, and a question of its own.
      { of: 'decision', question: `What was asked for in “${paper.title}”?`, answer: paper.ask, page },
      { of: 'decision', question: `What was “${paper.title}” expected to bring?`, answer: paper.effect, page },
      {
        of: 'day',
        question: `On which day is the decision about “${paper.title}” looked at again?`,
        answer: dayWords(paper.reviewOn),
        page,
      },
    ];
  });
}

function learned({ id, state }: Records): readonly Known[] {
  const page = `/programmes/${id}/lessons`;
  return state.lessons.flatMap(({ words, happened, advice }): readonly Known[] => [
    { of: 'words', question: `What happened otherwise than expected with “${words}”?`, answer: happened, page },
    { of: 'words', question: `What is advised after “${words}”?`, answer: advice, page },
  ]);
}
