import { isResourceType, typeNumber } from '#fhir';
import { type Reader, sql } from '#store';
import { guardedBy } from '../policy/index.ts';
import type { Stored, SweepRequest } from '../repository.ts';
import type { Asking } from './asking.ts';
import { type FoundRow, storedColumns, storedOf } from './rows.ts';

/**
 * The next visible rows of some types in the order in which they lie, for whoever reads everything: no search keeps a place so cheaply.
 * Plan: one range of the primary key.
 */
export async function sweepIn(
  reader: Reader,
  asking: Asking,
  { types, within, after, limit }: SweepRequest,
): Promise<readonly Stored[]> {
  const guard = guardedBy(asking.access, asking.now);
  const { alias, from } = guard.table('resource');
  const numbers = types.filter(isResourceType).map(typeNumber);
  const later = after
    ? sql`and (${alias}.bkt, ${alias}.typ, ${alias}.id) > (${after.bkt}::smallint, ${typeNumber(after.type)}::smallint, ${after.id}::text)`
    : sql.empty;
  const part = within ? sql`and ${alias}.bkt >= ${within[0]}::int and ${alias}.bkt < ${within[1]}::int` : sql.empty;
  const rows = await reader.all<FoundRow>(sql`
    select ${storedColumns(alias)} from ${from} where ${alias}.typ = any(${numbers}::smallint[]) ${part} ${later}
    order by ${alias}.bkt, ${alias}.typ, ${alias}.id limit ${limit}::int`);
  return rows.map(storedOf);
}
