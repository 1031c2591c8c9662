import { isResourceType, typeNumber } from '#fhir';
import { type Reader, sql } from '#store';
import { guardedBy } from '../policy/index.ts';
import type { Compartment, Stored } from '../repository.ts';
import type { Asking } from './asking.ts';
import { type FoundRow, storedColumns, storedOf } from './rows.ts';

/**
 * All visible rows of some compartments, of the types asked for: newest clinical date first, `limit` a type over all the
 * compartments together. Plan: one range of resource_compartment a compartment and type.
 */
export async function compartmentsIn(
  reader: Reader,
  asking: Asking,
  question: { readonly of: readonly Compartment[]; readonly types: readonly string[]; readonly limit: number },
): Promise<readonly Stored[]> {
  const { of, types, limit } = question;
  const guard = guardedBy(asking.access, asking.now);
  const home = guard.table('resource');
  const other = guard.table('resource');
  const buckets = of.map(({ bkt }) => bkt);
  const compartments = of.map(({ cmp }) => cmp);
  const numbers = types.filter(isResourceType).map(typeNumber);
  const rows = await reader.all<FoundRow>(
    sql.prepared(sql`select * from (
    select distinct on (x.typ, x.at, x.bkt, x.id) x.*, dense_rank() over (partition by x.typ order by x.at desc, x.bkt, x.id) as place
    from unnest(${buckets}::smallint[], ${compartments}::bigint[]) c(bkt, cmp) cross join unnest(${numbers}::smallint[]) t(typ)
    cross join lateral (
      (select ${storedColumns(home.alias)}, ${home.alias}.at from ${home.from}
        where ${home.alias}.bkt = c.bkt and ${home.alias}.cmp = c.cmp and ${home.alias}.typ = t.typ
        order by ${home.alias}.at desc, ${home.alias}.bkt, ${home.alias}.id limit ${limit})
      union all
      (select ${storedColumns(other.alias)}, ${other.alias}.at from ${other.from}
        where (${other.alias}.bkt, ${other.alias}.typ, ${other.alias}.id) in
          (select m.home, m.typ, m.id from member m where m.bkt = c.bkt and m.cmp = c.cmp and m.typ = t.typ)
        order by ${other.alias}.at desc, ${other.alias}.bkt, ${other.alias}.id limit ${limit})
    ) x) y where y.place <= ${limit} order by y.typ, y.at desc, y.bkt, y.id`),
  );
  return rows.map(storedOf);
}
