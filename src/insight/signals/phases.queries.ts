import type { Day } from '#base';
import { type Reader, sql, type Store } from '#store';
import type { DeclaredPhase } from './contract.ts';

/** Phases that a course has so many of at most: each needs a year of months to have limits at all. */
export const MOST_PHASES = 20;

/** Plan: insight_phase_measure. */
export async function readPhases(reader: Reader, measure: string, place: string): Promise<readonly DeclaredPhase[]> {
  return reader.all<DeclaredPhase>(sql`
    select id::text as id, since::text as since, reason, declared_by as by from insight_phase
    where measure = ${measure} and place = ${place} and ended is null order by since limit ${MOST_PHASES}`);
}

export async function keepPhase(
  store: Store,
  phase: { readonly measure: string; readonly place: string; readonly since: Day; readonly reason: string },
  by: { readonly name: string; readonly principal: string; readonly at: Date },
): Promise<void> {
  await store.run(sql`
    insert into insight_phase (measure, place, since, reason, declared_by, principal, at)
    values (${phase.measure}, ${phase.place}, ${phase.since}::date, ${phase.reason}, ${by.name}, ${by.principal}, ${by.at})`);
}

/** Whether there was one to end. */
export async function closePhase(
  store: Store,
  { measure, id }: { readonly measure: string; readonly id: string },
  by: { readonly principal: string; readonly at: Date },
): Promise<boolean> {
  const row = await store.first(sql`
    update insight_phase set ended = ${by.at}, ended_by = ${by.principal}
    where id::text = ${id} and measure = ${measure} and ended is null returning 1 as one`);
  return row !== undefined;
}
