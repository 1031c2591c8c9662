import type { Access, Role } from '#agreement';
import { type Day, daysBetween } from '#base';
import type { Acting } from '../acts.ts';
import { partnerOf } from '../decision/who.ts';
import { placesOn } from '../places.ts';
import type { MyChanges } from './contract.ts';
import { allProgrammes } from './programme.queries.ts';
import { type Change, type ProgrammeState, programmeState } from './programme.ts';

export const LINES_MAX = 5;
const MESSAGE_DAYS = 90;
const OVER_DAYS = 180;

export type Line = {
  readonly programme: { readonly id: string; readonly name: string };
  readonly change: Change;
  readonly words: string;
  readonly from: Day;
};

/** What programmes say that changes for one role: what comes next first, then what came lately. What nobody owns yet is no promise. */
export function linesFor(
  role: Role,
  programmes: readonly { readonly id: string; readonly state: ProgrammeState }[],
  today: Day,
): readonly Line[] {
  const lines = programmes.flatMap(({ id, state }) =>
    state.changes
      .filter(({ owner }) => owner !== undefined)
      .flatMap((change) =>
        change.effects
          .filter(
            ({ level, whom, from }) => level === 'individual' && whom === role && daysBetween(from, today) <= OVER_DAYS,
          )
          .map(({ words, from }) => ({ programme: { id, name: state.name }, change, words, from })),
      ),
  );
  const ahead = lines.filter(({ from }) => from >= today).sort((a, b) => a.from.localeCompare(b.from));
  const over = lines.filter(({ from }) => from < today).sort((a, b) => b.from.localeCompare(a.from));
  return [...ahead, ...over];
}

/** What changes for whoever asks, by the role they sit in: five lines, each with its day and whose it is; and what teams were told lately. */
export async function forMe(acting: Acting, access: Access): Promise<MyChanges> {
  const book = acting.current.book();
  if (!partnerOf(book, access)) return { lines: [], more: 0, messages: [] };
  const programmes = (await allProgrammes(acting.store)).map((kept) => ({ id: kept.id, state: programmeState(kept) }));
  const lines = linesFor(access.role, programmes, book.today);
  const places = placesOn(acting, book);
  return {
    lines: await Promise.all(
      lines.slice(0, LINES_MAX).map(async ({ programme, change, words, from }) => ({
        words,
        from,
        programme,
        change: change.words,
        ...(change.owner ? { owner: await places(change.owner) } : {}),
      })),
    ),
    more: Math.max(0, lines.length - LINES_MAX),
    messages: programmes.flatMap(({ id, state }) =>
      state.shocks
        .filter(({ on }) => daysBetween(on, book.today) <= MESSAGE_DAYS)
        .map(({ words, message, on }) => ({ words, message, on, programme: { id, name: state.name } })),
    ),
  };
}
