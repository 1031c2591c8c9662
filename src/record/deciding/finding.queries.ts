import type { Compartment } from '#repository';
import { type Reader, sql } from '#store';

/** What was found about whether somebody can decide something themself. */
export type FindingRow = {
  readonly decision: string;
  readonly able: boolean;
  readonly found: string;
  readonly found_by: string;
  readonly speaker: string | null;
  readonly speaks_as: 'attorney' | 'deputy' | null;
  readonly advocate: string | null;
};

/** The newest of each decision. Plan: record_capacity_place. */
export async function findingsIn(reader: Reader, places: readonly Compartment[]): Promise<readonly FindingRow[]> {
  if (places.length === 0) return [];
  return reader.all<FindingRow>(sql`
    select distinct on (f.decision) f.decision, f.able, to_char(f.found, 'YYYY-MM-DD') as found, f.found_by, f.speaker,
      f.speaks_as, f.advocate
    from unnest(${places.map(({ bkt }) => bkt)}::smallint[], ${places.map(({ cmp }) => cmp)}::bigint[]) as k (bkt, cmp)
    join record_capacity f on (f.bkt, f.cmp) = (k.bkt, k.cmp)
    order by f.decision, f.found desc, f.at desc limit 100`);
}
