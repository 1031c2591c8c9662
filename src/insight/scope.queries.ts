import { type Reader, sql } from '#store';
import type { OrganizationRow } from './scope.ts';

const ORGANIZATIONS_MAX = 20_000;

/**
 * The Organization resources of these ids, what they are part of, and every copy that carries one of their identifiers. The
 * thousands of organisations that feeds bring along are not among them. Plan: insight_organization is read once by id and
 * once by its index of identifiers.
 */
export function organizationsAround(reader: Reader, ids: readonly string[]): Promise<readonly OrganizationRow[]> {
  return reader.all(sql`
    with own as (select id, name, identifiers, parents from insight_organization where id = any(${ids}::text[])),
      named as (select coalesce(array_agg(distinct i), '{}') as all_identifiers from own, unnest(own.identifiers) i),
      above as (select coalesce(array_agg(distinct p), '{}') as all_parents from own, unnest(own.parents) p)
    select o.id, o.name, o.identifiers, o.parents from insight_organization o, named, above
    where o.identifiers && named.all_identifiers or o.identifiers && above.all_parents
      or 'Organization/' || o.id = any(above.all_parents) or o.id = any(${ids}::text[])
    order by o.id limit ${ORGANIZATIONS_MAX}::int`);
}
