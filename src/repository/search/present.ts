import { typeName, typeNumber } from '#fhir';
import { type Reader, sql } from '#store';
import { compartmentOf } from '../place/compartment.ts';
import { guardedBy } from '../policy/index.ts';
import type { Asking } from './asking.ts';

/** Up to so many types are asked without looking first. */
const FEW_TYPES = 4;

type Where = { readonly types: readonly string[]; readonly compartment: string | undefined };

/** Of the types asked for, those of which the asker sees anything there: a search of all 146 asks about the few that are in use. */
export async function presentTypes(reader: Reader, asking: Asking, where: Where): Promise<ReadonlySet<string>> {
  const { types, compartment } = where;
  if (types.length <= FEW_TYPES) return new Set(types);
  const guard = guardedBy(asking.access, asking.now);
  const any = guard.table('resource');
  const numbers = types.map(typeNumber);
  const { bkt, cmp } = compartment === undefined ? { bkt: 0, cmp: '0' } : compartmentOf(compartment);
  const there =
    compartment === undefined
      ? sql`true`
      : sql`${any.alias}.bkt = ${bkt}::smallint and ${any.alias}.cmp = ${cmp}::bigint`;
  const members = sql`or exists (select 1 from member m where m.bkt = ${bkt}::smallint and m.cmp = ${cmp}::bigint and m.typ = t.typ)`;
  const rows = await reader.all<{ typ: number }>(sql`select t.typ from unnest(${numbers}::smallint[]) t(typ)
    where exists (select 1 from ${any.from} where ${any.alias}.typ = t.typ and ${there})
    ${compartment === undefined ? sql.empty : members}`);
  return new Set(rows.map(({ typ }) => typeName(typ)));
}
