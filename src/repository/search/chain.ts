import { type Filter, typeNumber } from '#fhir';
import { type Sql, sql } from '#store';
import { storedAs } from '../index-rows/stored-as.ts';
import { tellsHome } from './home.ts';
import { any, type Scope } from './scope.ts';

type Condition = (filter: Filter, scope: Scope) => Sql;
type Chain = Extract<Filter, { kind: 'chain' }>;
type Has = Extract<Filter, { kind: 'has' }>;

/** The resource refers to a visible resource of one of the types that satisfies that type's filter. */
export function chainCondition({ parameter, targets }: Chain, scope: Scope, conditionOf: Condition): Sql {
  const [stored = parameter] = storedAs(scope.type, parameter);
  const { alias } = scope.row;
  return any(
    targets.map(({ type, filter }) => {
      const inner = scopeOf(type, scope);
      const satisfied = sql`${inner.row.alias}.typ = ${typeNumber(type)}::smallint and ${conditionOf(filter, inner)}`;
      if (type === 'Patient' && tellsHome(scope.type, parameter)) {
        return sql`((${alias}.bkt, ${alias}.cmp) in (select ${inner.row.alias}.bkt, ${inner.row.alias}.cmp from ${inner.row.from}
          where ${satisfied}) and ${isAbout(scope, stored)})`;
      }
      const token = tokenOf(`${scope.type}.${stored}=${type}/`, inner);
      return sql`${alias}.tok && (select coalesce(array_agg(${token}), '{}') from ${inner.row.from} where ${satisfied})`;
    }),
  );
}

/** A visible resource of the type refers to this one and satisfies the filter. */
export function hasCondition({ type, parameter, filter }: Has, scope: Scope, conditionOf: Condition): Sql {
  const [stored = parameter] = storedAs(type, parameter);
  const inner = scopeOf(type, scope);
  const { alias } = inner.row;
  const satisfied = sql`${alias}.typ = ${typeNumber(type)}::smallint and ${conditionOf(filter, inner)}`;
  if (scope.type === 'Patient' && tellsHome(type, parameter)) {
    return sql`(${scope.row.alias}.bkt, ${scope.row.alias}.cmp) in (select ${alias}.bkt, ${alias}.cmp from ${inner.row.from}
      where ${satisfied} and ${isAbout(inner, stored)})`;
  }
  const token = tokenOf(`${type}.${stored}=${scope.type}/`, scope);
  return sql`${token} in (select unnest(${alias}.tok) from ${inner.row.from} where ${satisfied})`;
}

/**
 * The reference is to the Patient in whose compartment the row is at home. Both lie together, so one is found from the other
 * by the index of compartments; but a row may be at home there for another reason, its subject being a Group.
 */
function isAbout(scope: Scope, stored: string): Sql {
  const patient = scopeOf('Patient', scope);
  const { alias, from } = patient.row;
  const token = tokenOf(`${scope.type}.${stored}=Patient/`, patient);
  return sql`exists (select 1 from ${from} where ${alias}.bkt = ${scope.row.alias}.bkt and ${alias}.cmp = ${scope.row.alias}.cmp
    and ${alias}.typ = ${typeNumber('Patient')}::smallint and ${scope.row.alias}.tok @> array[${token}])`;
}

function scopeOf(type: string, { guard, now }: Scope): Scope {
  return { guard, now, type, row: guard.table('resource') };
}

/** The token of a reference to a row, computed from its id as `tokenHash` does. */
function tokenOf(prefix: string, { row }: Scope): Sql {
  return sql`hashtextextended(${prefix}::text || ${row.alias}.id, 0)`;
}
