import type { Day } from '#base';
import { type Reader, sql, type Store } from '#store';
import type { Differences } from './recompute.ts';

export type InspectionRow = {
  readonly at: Date;
  readonly today: Day;
  readonly figures: number;
  readonly people: number;
  readonly wrong: Differences;
};

/** The most that are kept of one night. */
const WRONG_MAX = 500;

export async function keepInspection(
  store: Store,
  { at, today, figures, people, wrong }: InspectionRow,
): Promise<void> {
  await store.run(sql`
    insert into insight_inspection (at, today, figures, people, wrong)
    values (${at}, ${today}::date, ${figures}::int, ${people}::int, ${JSON.stringify(wrong.slice(0, WRONG_MAX))}::jsonb)`);
}

const MOST = 60;

export function readInspections(reader: Reader): Promise<readonly InspectionRow[]> {
  return reader.all(sql`
    select at, today, figures, people, wrong from insight_inspection order by at desc limit ${MOST}::int`);
}

export async function lastInspection(reader: Reader): Promise<Date | undefined> {
  return (
    (await reader.first<{ readonly at: Date | null }>(sql`select max(at) as at from insight_inspection`))?.at ??
    undefined
  );
}
