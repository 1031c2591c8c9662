import type { Day } from '#base';
import type { Compartment } from '#repository';
import { type Reader, sql } from '#store';

/** More records than this are not looked at in one answer. */
export const MEASURED_MAX = 200_000;

type HaveAny = { readonly facts: readonly number[]; readonly organizations: readonly number[]; readonly asAt: Day };

/** In whose records organisations wrote one of some facts, up to a day. Plan: insight_fact_kind, a range a fact. */
export function haveAny(reader: Reader, { facts, organizations, asAt }: HaveAny): Promise<readonly Compartment[]> {
  return reader.all<Compartment>(sql`
    select distinct f.bkt, f.cmp from insight_fact f
    where f.fact = any(${facts}::int[]) and f.org = any(${organizations}::int[]) and f.at <= ${asAt}::date
    order by f.bkt, f.cmp limit ${MEASURED_MAX + 1}`);
}
