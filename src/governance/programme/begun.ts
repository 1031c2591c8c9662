import type { Access } from '#agreement';
import { dayIn } from '#base';
import type { Acting } from '../acts.ts';
import { partnerOf } from '../decision/who.ts';
import type { BegunChange } from './contract.ts';
import { allProgrammes } from './programme.queries.ts';
import { programmeState } from './programme.ts';

/** Changes that began, for whoever holds a course against the days of them. Every partner's staff reads every programme. */
export async function begun(acting: Acting, access: Access): Promise<readonly BegunChange[]> {
  const book = acting.current.book();
  if (!partnerOf(book, access)) return [];
  return (await allProgrammes(acting.store)).flatMap((kept) => {
    const { measure: aim, changes } = programmeState(kept);
    return changes.flatMap(({ id, words, starts, measure, started }): readonly BegunChange[] => {
      if (!started) return [];
      const said = dayIn(book.zone, started.at.getTime());
      // Who says later that it started as planned did not move the day of it.
      const since = said < starts ? said : starts;
      return [{ id, programme: kept.id, words, since, measures: [...new Set([aim, ...(measure ? [measure] : [])])] }];
    });
  });
}
