import type { Access } from '#agreement';
import type { Acting } from '../acts.ts';
import { caseDeeds } from '../case/case.queries.ts';
import { caseState } from '../case/case.ts';
import { bodiesToday, type Body } from '../decision/body.ts';
import { papersDecided } from '../decision/decision.queries.ts';
import { mayRead, nameOf, partnerOf } from '../decision/who.ts';
import { programmeState } from '../programme/programme.ts';
import { readProgramme } from '../programme/programme.queries.ts';
import type { Records } from './known.ts';

export type Read = Records & { readonly board?: Body };

const DECISIONS_MAX = 12;

/** What a programme has written down, as far as the reader may read it. */
export async function recordsOf(acting: Acting, access: Access, programme: string): Promise<Read | undefined> {
  const book = acting.current.book();
  const kept = partnerOf(book, access) && (await readProgramme(acting.store, programme));
  if (!kept) return undefined;
  const state = programmeState(kept);
  const board = bodiesToday(book).find((body) => body.id === state.board && mayRead(book, access, body));
  const decided = board ? await papersDecided(acting.store, board) : [];
  return {
    id: programme,
    state,
    reasons: caseState(await caseDeeds(acting.store, programme)),
    decided: decided.slice(0, DECISIONS_MAX),
    whose: ({ organization, role }) => `${roleName(role)}, ${nameOf(book, organization)}`,
    ...(board ? { board } : {}),
  };
}

function roleName(role: string): string {
  const words = role === 'gp' ? 'GP' : role.replaceAll('ig-', 'information governance ').replaceAll('-', ' ');
  return `${words[0]?.toUpperCase() ?? ''}${words.slice(1)}`;
}
