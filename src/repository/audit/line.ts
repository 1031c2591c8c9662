import { type Sql, sql } from '#store';
import type { Compartment } from '../repository.ts';

/** A line of the audit as it lies in the store. */
export type Line = {
  readonly seq: string;
  readonly at: Date;
  readonly principal: string;
  readonly organization: number;
  readonly role: string;
  readonly purpose: string;
  readonly action: string;
  readonly typ: string | null;
  readonly id: string | null;
  readonly bkt: number | null;
  readonly cmp: string | null;
  readonly person: string | null;
  readonly query: string | null;
  readonly found: readonly string[] | null;
  readonly outcome: string;
  readonly under: string | null;
  readonly disclosed: readonly number[] | null;
};

export const LINE: Sql = sql`a.seq, a.at, a.principal, a.organization, a.role, a.purpose, a.action, a.typ, a.id, a.bkt, a.cmp, a.person,
  a.query, a.found, a.outcome, a.under, a.disclosed`;

export function wasAllowed({ outcome }: Pick<Line, 'outcome'>): boolean {
  return outcome === 'done' || outcome === 'success';
}

export function placeOf({ bkt, cmp }: Line): Compartment | undefined {
  return bkt === null || cmp === null ? undefined : { bkt, cmp };
}

/** What a line says was touched or shown: 'Observation/ab12'. */
export function itemsOf({ typ, id, found }: Line): readonly string[] {
  return [...new Set([...(typ !== null && id !== null ? [`${typ}/${id}`] : []), ...(found ?? [])])];
}
