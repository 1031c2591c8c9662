import type { Day } from '#base';
import type { Compartment } from '#repository';
import { type Reader, sql } from '#store';

export type ConsentRow = Compartment & { readonly id: string; readonly said: string };

/** Everything that was said about these records. */
export async function consentsIn(reader: Reader, of: readonly Compartment[]): Promise<readonly ConsentRow[]> {
  if (of.length === 0) return [];
  return reader.all<ConsentRow>(sql`
    select c.bkt, c.cmp, c.id, c.said
    from unnest(${of.map(({ bkt }) => bkt)}::smallint[], ${of.map(({ cmp }) => cmp)}::bigint[]) as w (bkt, cmp)
    join record_consent c on (c.bkt, c.cmp) = (w.bkt, w.cmp) order by c.id`);
}

export type Days = { readonly after: Day; readonly until: Day };

/** Records about which something begins or ends after one day and up to another; in order, from a place on. */
export async function turned(
  reader: Reader,
  { after, until }: Days,
  from: Compartment,
  limit: number,
): Promise<readonly Compartment[]> {
  return reader.all<Compartment>(sql`
    select distinct bkt, cmp from record_consent_turn where day > ${after}::date and day <= ${until}::date
      and (bkt, cmp) > (${from.bkt}::smallint, ${from.cmp}::bigint) order by bkt, cmp limit ${limit}`);
}
