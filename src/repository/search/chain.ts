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
  return any(
    targets.map(({ type, filter }) => {
      const inner = scopeOf(type, scope);
      const satisfied = sql`${inner.row.alias}.typ = ${typeNumber(type)}::smallint and ${conditionOf(filter, inner)}`;
      const token = tokenOf(`${scope.type}.${stored}=${type}/`, inner);
      return type === 'Patient' && tellsHome(scope.type, parameter)
        ? inCompartment({ scope, inner, satisfied, holds: sql`${scope.row.alias}.tok @> array[${token}]` })
        : sql`${scope.row.alias}.tok && (select coalesce(array_agg(${token}), '{}') from ${inner.row.from} where ${satisfied})`;
    }),
  );
}

/** A visible resource of the type refers to this one and satisfies the filter. */
export function hasCondition({ type, parameter, filter }: Has, scope: Scope, conditionOf: Condition): Sql {
  const [stored = parameter] = storedAs(type, parameter);
  const inner = scopeOf(type, scope);
  const satisfied = sql`${inner.row.alias}.typ = ${typeNumber(type)}::smallint and ${conditionOf(filter, inner)}`;
  const token = tokenOf(`${type}.${stored}=${scope.type}/`, scope);
  return scope.type === 'Patient' && tellsHome(type, parameter)
    ? inCompartment({ scope, inner, satisfied, holds: sql`${inner.row.alias}.tok @> array[${token}]` })
    : sql`${token} in (select unnest(${inner.row.alias}.tok) from ${inner.row.from} where ${satisfied})`;
}

function scopeOf(type: string, { guard, now }: Scope): Scope {
  return { guard, now, type, row: guard.table('resource') };
}

/** The token of a reference to a row, computed from its id as `tokenHash` does. */
function tokenOf(prefix: string, { row }: Scope): Sql {
  return sql`hashtextextended(${prefix}::text || ${row.alias}.id, 0)`;
}

type Meeting = { readonly scope: Scope; readonly inner: Scope; readonly satisfied: Sql; readonly holds: Sql };

/** One of the two is the Patient in whose compartment the other is at home: they lie together, found from either side. */
function inCompartment({ scope, inner, satisfied, holds }: Meeting): Sql {
  const outer = scope.row.alias;
  const within = inner.row.alias;
  return sql`exists (select 1 from ${inner.row.from}
    where ${within}.bkt = ${outer}.bkt and ${within}.cmp = ${outer}.cmp and ${holds} and ${satisfied})`;
}
