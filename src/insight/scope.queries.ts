import { type Reader, sql } from '#store';
import type { OrganizationRow } from './scope.ts';

const ORGANIZATIONS_MAX = 20_000;

/**
 * The Organization resources of these ids, what they are part of, and every copy that carries one of their identifiers. The
 * thousands of organisations that feeds bring along are not among them; what is part of one of these, and its copies, is. Plan:
 * insight_organization is read once by id, and by its indexes of identifiers and of parents.
 */
export function organizationsAround(reader: Reader, ids: readonly string[]): Promise<readonly OrganizationRow[]> {
  return reader.all(sql`
    with own as (select id, name, identifiers, parents from insight_organization where id = any(${ids}::text[])),
      named as (select coalesce(array_agg(distinct i), '{}') as all_identifiers from own, unnest(own.identifiers) i),
      above as (select coalesce(array_agg(distinct p), '{}') as all_parents from own, unnest(own.parents) p),
      called as (select named.all_identifiers || array(select 'Organization/' || i from unnest(${ids}::text[]) i) as names from named),
      below as (select coalesce(array_agg(distinct i), '{}') as all_below
        from insight_organization p cross join called left join unnest(p.identifiers) i on true where p.parents && called.names and i is not null)
    select o.id, o.org, o.name, o.identifiers, o.parents from insight_organization o, named, above, called, below
    where o.identifiers && named.all_identifiers or o.identifiers && above.all_parents
      or 'Organization/' || o.id = any(above.all_parents) or o.id = any(${ids}::text[])
      or o.parents && called.names or o.identifiers && below.all_below
    order by o.id limit ${ORGANIZATIONS_MAX}::int`);
}
