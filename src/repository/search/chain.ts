import { type Filter, type ReferenceValue, typeNumber } from '#fhir';
import { type Sql, sql } from '#store';
import { storedAs } from '../index-rows/stored-as.ts';
import { tokenHash } from '../place/hash.ts';
import { tellsHome } from './home.ts';
import { idCondition } from './place.ts';
import { any, NOTHING, type Scope } from './scope.ts';

type Condition = (filter: Filter, scope: Scope) => Sql;
type Chain = Extract<Filter, { kind: 'chain' }>;
type Has = Extract<Filter, { kind: 'has' }>;

/** The resource refers to a visible resource of one of the types that satisfies that type's filter. */
export function chainCondition({ parameter, targets }: Chain, scope: Scope, conditionOf: Condition): Sql {
  return any(
    targets.map((target) => {
      const { type, filter } = target;
      const found = scope.resolved.links.get(target) ?? 'many';
      if (found !== 'many') {
        if (found.length === 0) return NOTHING;
        const values = found.map((one): ReferenceValue => (one.id === undefined ? one : { type, id: one.id }));
        return sql`(${conditionOf({ kind: 'reference', parameter, values }, scope)})`;
      }
      const inner = innerScope(type, scope);
      const satisfied = conditionOf(filter, inner);
      return type === 'Patient' && tellsHome(scope.type, parameter)
        ? heldBy(inner, sql`${isAbout({ row: scope, patient: inner, parameter })} and ${satisfied}`)
        : refersToAny({ scope, inner, parameter, satisfied });
    }),
  );
}

/** A visible resource of the type refers to this one and satisfies the filter. */
export function hasCondition(has: Has, scope: Scope, conditionOf: Condition): Sql {
  const { type, parameter, filter } = has;
  const found = scope.resolved.links.get(has) ?? 'many';
  if (found !== 'many') return found.length === 0 ? NOTHING : referredTo(found, scope);
  const inner = innerScope(type, scope);
  const [stored = parameter] = storedAs(type, parameter);
  const refers = sql`${inner.row.alias}.tok @> array[${tokenOf(`${type}.${stored}=${scope.type}/`, scope)}]`;
  const near = scope.type === 'Patient' && tellsHome(type, parameter) ? samePlace(inner, scope) : sql`true`;
  const typ = sql`${inner.row.alias}.typ = ${typeNumber(type)}::smallint`;
  return heldBy(inner, sql`${typ} and ${near} and ${refers} and ${conditionOf(filter, inner)}`);
}

/** Rows of these ids, or of these addresses and versions. */
function referredTo(found: readonly ReferenceValue[], scope: Scope): Sql {
  const ids = found.flatMap(({ id }) => id ?? []);
  const addresses = found.flatMap(({ url, version }) => {
    if (url === undefined) return [];
    const versions = version ? [tokenHash(scope.type, 'version', version)] : [];
    return [sql`${scope.row.alias}.tok @> ${[tokenHash(scope.type, 'url', url), ...versions]}::bigint[]`];
  });
  return any([...(ids.length > 0 ? [idCondition(ids, scope)] : []), ...addresses]);
}

type About = { readonly row: Scope; readonly patient: Scope; readonly parameter: string };

/**
 * The row's reference is to the Patient in whose compartment it is at home. Both lie together, so one is found from the other by
 * the index of compartments; but a row may be at home there for another reason, its subject being a Group.
 */
export function isAbout({ row, patient, parameter }: About): Sql {
  const [stored = parameter] = storedAs(row.type, parameter);
  const token = tokenOf(`${row.type}.${stored}=Patient/`, patient);
  return sql`${samePlace(patient, row)} and ${patient.row.alias}.typ = ${typeNumber('Patient')}::smallint
    and ${row.row.alias}.tok @> array[${token}]`;
}

type Referring = { readonly scope: Scope; readonly inner: Scope; readonly parameter: string; readonly satisfied: Sql };

/** By the tokens of references to all that satisfy, gathered once. */
function refersToAny({ scope, inner, parameter, satisfied }: Referring): Sql {
  const [stored = parameter] = storedAs(scope.type, parameter);
  const token = tokenOf(`${scope.type}.${stored}=${inner.type}/`, inner);
  return sql`${scope.row.alias}.tok && (select coalesce(array_agg(${token}), '{}') from ${inner.row.from}
    where ${inner.row.alias}.typ = ${typeNumber(inner.type)}::smallint and ${satisfied})`;
}

function innerScope(type: string, { guard, now, resolved }: Scope): Scope {
  return { guard, now, resolved, type, row: guard.table('resource') };
}

function samePlace(inner: Scope, outer: Scope): Sql {
  const [a, b] = [inner.row.alias, outer.row.alias];
  return sql`${a}.bkt = ${b}.bkt and ${a}.cmp = ${b}.cmp`;
}

/** Asked about each row by itself: `offset 0` keeps the planner from asking it about all at once. */
function heldBy(inner: Scope, condition: Sql): Sql {
  return sql`exists (select 1 from ${inner.row.from} where ${condition} offset 0)`;
}

/** The token of a reference to a row, computed from its id as `tokenHash` does. */
function tokenOf(prefix: string, { row }: Scope): Sql {
  return sql`hashtextextended(${prefix}::text || ${row.alias}.id, 0)`;
}
