import type { Day } from '#base';
import { type Reader, sql } from '#store';

export type WorkRow = {
  readonly id: string;
  readonly instrument: string;
  readonly words: string;
  readonly from_organization: string;
  readonly to_organization: string;
  readonly payer: string;
  readonly system: string;
  readonly code: string;
  readonly count: number;
  readonly minutes: number;
  readonly minor: number;
  readonly currency: string;
  readonly begins: Day;
  readonly began: Date | null;
  readonly began_by: string | null;
};

const WORKS_MAX = 100;

/** Plan: few rows; the newest first. */
export function workRows(
  reader: Reader,
  which: { readonly id: string; readonly locked?: true } | { readonly instruments: readonly string[] },
): Promise<readonly WorkRow[]> {
  const wanted = 'id' in which ? sql`id = ${which.id}::bigint` : sql`instrument = any(${which.instruments}::text[])`;
  const lock = 'locked' in which ? sql`for update` : sql``;
  return reader.all<WorkRow>(sql`
    select id::text as id, instrument, words, from_organization, to_organization, payer, system, code, count, minutes,
      minor::float8 as minor, currency, begins, began, began_by
    from money_moved_work where ${wanted} order by money_moved_work.id desc limit ${WORKS_MAX} ${lock}`);
}

export type AssignedRow = {
  readonly work: string;
  readonly kind: 'staff' | 'money';
  readonly amount: number;
  readonly words: string;
  readonly organization: string;
  readonly by: string;
  readonly at: Date;
};

export function assignedRows(reader: Reader, works: readonly string[]): Promise<readonly AssignedRow[]> {
  return reader.all<AssignedRow>(sql`
    select work::text as work, kind, amount::float8 as amount, words, organization, by, at from money_moved_work_assigned
    where work = any(${works}::bigint[]) order by id limit ${WORKS_MAX * 100}`);
}
