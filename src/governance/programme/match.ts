import type { ProgrammeState, Signed } from './programme.ts';
import { type Context, CONTEXT_FIELDS, type ContextField } from './said.ts';

export type OfferedLesson = {
  readonly programme: string;
  readonly name: string;
  readonly lesson: Signed<'lesson'>;
  /** Why it is offered: what is the same where it was learned and here, and what is not. */
  readonly same: readonly ContextField[];
  readonly different: readonly ContextField[];
  /** Words that its title and this programme's aim and changes share. */
  readonly shared: readonly string[];
};

export const OFFERED_MAX = 12;

/**
 * Lessons of other programmes, the fitting first: each thing of the context that is the same counts for one, each that differs against by a
 * half, and each word that is shared by a third. Nothing is offered of a context that says nothing. Ties: the newer first.
 */
export function offeredLessons(
  mine: { readonly id: string; readonly state: ProgrammeState },
  others: readonly { readonly id: string; readonly state: ProgrammeState }[],
): readonly OfferedLesson[] {
  const words = wordsIn([
    mine.state.aim,
    ...mine.state.drivers.map((one) => one.words),
    ...mine.state.changes.map((one) => one.words),
  ]);
  return others
    .filter(({ id }) => id !== mine.id)
    .flatMap(({ id, state }) => {
      const { same, different } = contextMatch(mine.state.context, state.context);
      return state.lessons.map((lesson) => {
        const shared = [...wordsIn([lesson.words, lesson.advice])].filter((word) => words.has(word));
        return { programme: id, name: state.name, lesson, same, different, shared };
      });
    })
    .filter(({ same, shared }) => same.length + shared.length > 0)
    .sort((a, b) => scoreOf(b) - scoreOf(a) || b.lesson.at.getTime() - a.lesson.at.getTime())
    .slice(0, OFFERED_MAX);
}

export function contextMatch(
  a: Context,
  b: Context,
): { readonly same: readonly ContextField[]; readonly different: readonly ContextField[] } {
  const known = CONTEXT_FIELDS.filter((field) => a[field] !== undefined && b[field] !== undefined);
  return {
    same: known.filter((field) => a[field] === b[field]),
    different: known.filter((field) => a[field] !== b[field]),
  };
}

function scoreOf({ same, different, shared }: OfferedLesson): number {
  return same.length - different.length / 2 + shared.length / 3;
}

/** Words long enough to mean something. */
function wordsIn(texts: readonly string[]): ReadonlySet<string> {
  return new Set(texts.flatMap((text) => text.toLowerCase().match(/\p{L}{6,}/gu) ?? []));
}
