import type { Day } from '#base';
import { type Interest, touches } from './interest.ts';
import type { PaperState } from './paper.ts';
import type { Present } from './vote.ts';

export type Recusal = { readonly seat: string; readonly name: string; readonly because: string };

/**
 * Who of those present takes no part in an item: who holds an interest of their own that it touches, or said so there, unless the chair let
 * them in with a reason. An interest of a whole organisation is shown on the paper and keeps nobody out.
 */
export function recusals(
  state: Pick<PaperState, 'paper' | 'declared' | 'letIn'>,
  present: readonly Present[],
  interests: readonly Interest[],
  on: Day,
): readonly Recusal[] {
  const letIn = new Set(state.letIn.map(({ seat }) => seat));
  return present.flatMap((one): readonly Recusal[] => {
    const { seat, name } = one;
    if (letIn.has(seat)) return [];
    const declared = state.declared.find((said) => said.seat === seat);
    const held = interests.find((interest) => isOf(interest, one) && touches(interest, state.paper, on));
    const because = declared?.words ?? held?.words;
    return because === undefined ? [] : [{ seat, name, because }];
  });
}

/** Interests of whole organisations that a paper touches, for all to read beside it. */
export function ofOrganizations(
  { paper }: Pick<PaperState, 'paper'>,
  interests: readonly Interest[],
  on: Day,
): readonly Interest[] {
  return interests.filter((interest) => interest.whole && touches(interest, paper, on));
}

/** The same account, or the same name where somebody sits without one. */
function isOf({ principal, name, whole }: Interest, one: Present): boolean {
  return !whole && (principal === one.principal || (one.principal.startsWith('named/') && name === one.name));
}
