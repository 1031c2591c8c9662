import type { Access } from '#agreement';
import { type Day, dayIn } from '#base';
import type { Acting } from '../acts.ts';
import type { OpenBook } from '../book.ts';
import { partnerOf } from '../decision/who.ts';
import type { BegunChange } from './contract.ts';
import { allProgrammes } from './programme.queries.ts';
import { type Change, programmeState } from './programme.ts';

/** Changes that began, for whoever holds a course against the days of them. Every partner's staff reads every programme. */
export async function begun(acting: Acting, access: Access): Promise<readonly BegunChange[]> {
  const book = acting.current.book();
  // The service that watches belongs to no partner.
  if (!partnerOf(book, access) && access.role !== 'system') return [];
  return (await allProgrammes(acting.store)).flatMap((kept) => {
    const { measure: aim, changes } = programmeState(kept);
    return changes.flatMap(({ id, words, starts, measure, started, feared, owner }): readonly BegunChange[] => {
      const since = startedOn({ starts, ...(started ? { started } : {}) }, book);
      if (since === undefined) return [];
      return [
        {
          id,
          programme: kept.id,
          words,
          since,
          measures: [...new Set([aim, ...(measure ? [measure] : [])])],
          feared,
          ...(owner ? { owner } : {}),
        },
      ];
    });
  });
}

/** The day it was to start, or on which it did where that was sooner: who says later that it started as planned did not move the day of it. */
export function startedOn(
  { starts, started }: Pick<Change, 'starts' | 'started'>,
  { zone }: OpenBook,
): Day | undefined {
  if (!started) return undefined;
  const said = dayIn(zone, started.at.getTime());
  return said < starts ? said : starts;
}
