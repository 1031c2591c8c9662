import {
  CLINICAL_DATE,
  type DateValue,
  type Filter,
  type NumberValue,
  parameterOf,
  type QuantityValue,
  type ReferenceValue,
  typeNumber,
} from '#fhir';
import { type Sql, sql } from '#store';
import { identText } from '../index-rows/ident.ts';
import { furtherName, normalise } from '../index-rows/words.ts';
import { storedAs } from '../index-rows/stored-as.ts';
import { compartmentOf, identBucket } from '../place/compartment.ts';
import { parameterNumber } from '../place/hash.ts';
import { chainCondition, hasCondition } from './chain.ts';
import { amountsMeet, asNumber, asTime, dateMeets, numberMeets } from './compare.ts';
import { compositeCondition } from './composite.ts';
import { tellsHome } from './home.ts';
import { homeCondition, idCondition } from './place.ts';
import { pathsAbove } from './path.ts';
import { any, NOTHING, type Scope } from './scope.ts';
import { type Asked, hashes, referenceTokens, tokensOf } from './values.ts';

/** What a row of the scope must satisfy for a filter. Only filters that `checked` lets through come here. */
export function conditionOf(filter: Filter, scope: Scope): Sql {
  const asked: Asked = { type: scope.type, parameter: filter.parameter };
  switch (filter.kind) {
    case 'id':
      return idCondition(filter.values, scope);
    case 'missing':
      return missingCondition(filter.missing, asked, scope);
    case 'token':
      return tokenCondition(filter, asked, scope);
    case 'identifier':
      return hasAny(tokensOf({ ...asked, parameter: `${filter.parameter}:identifier` }, filter.values), scope);
    case 'reference':
      return filter.modifier
        ? hasAny(meantTokens(filter, scope), scope)
        : referenceCondition(filter.values, asked, scope);
    case 'uri':
      return uriCondition(filter, asked, scope);
    case 'string':
      return stringCondition(filter, asked, scope);
    case 'date':
      return any(filter.values.map((value) => dateCondition(value, asked, scope)));
    case 'number':
      return any(filter.values.map((value) => numberCondition(value, asked, scope)));
    case 'quantity':
      return any(filter.values.map((value) => quantityCondition(value, asked, scope)));
    case 'composite':
      return any(filter.values.map((value) => compositeCondition(value, asked, { scope, conditionOf })));
    case 'chain':
      return chainCondition(filter, scope, conditionOf);
    case 'has':
      return hasCondition(filter, scope, conditionOf);
  }
}

/** Served by the GIN index of tokens, or tested on the row where another index has found it. */
function hasAny(tokens: readonly string[], { row }: Scope): Sql {
  if (tokens.length === 0) return NOTHING;
  return tokens.length === 1
    ? sql`${row.alias}.tok @> ${tokens}::bigint[]`
    : sql`${row.alias}.tok && ${tokens}::bigint[]`;
}

function meantTokens(filter: Filter, { resolved }: Scope): readonly string[] {
  const meaning = resolved.meanings.get(filter);
  if (meaning === undefined || !('tokens' in meaning)) throw new Error('a filter was not looked up before its search');
  return meaning.tokens;
}

function uriCondition(filter: Extract<Filter, { kind: 'uri' }>, asked: Asked, scope: Scope): Sql {
  if (filter.modifier === 'below') return hasAny(meantTokens(filter, scope), scope);
  const values = filter.modifier === 'above' ? filter.values.flatMap(pathsAbove) : filter.values;
  return hasAny(hashes(asked, [...new Set(values)]), scope);
}

/** A patient's rows lie together: where the reference says in whose compartment, that is one range of an index. */
function referenceCondition(values: readonly ReferenceValue[], asked: Asked, scope: Scope): Sql {
  const tokens = referenceTokens(asked, values);
  if (!tellsHome(asked.type, asked.parameter)) return hasAny(tokens, scope);
  const bare = asked.parameter === 'patient';
  const patients = values.flatMap(({ type, id }) =>
    id !== undefined && (type === 'Patient' || (bare && type === undefined)) ? [`Patient/${id}`] : [],
  );
  if (patients.length !== values.length) return hasAny(tokens, scope);
  const carries = patients.length <= PATIENTS_COMPARED ? hasAny(tokens, scope) : isOfHome(patients, tokens, scope);
  return sql`(${homeCondition(patients, scope)} and ${carries})`;
}

/** Beyond so many, comparing a row's tokens with everybody's takes longer than looking up those of its own compartment. */
const PATIENTS_COMPARED = 20;

/** The row carries the token of the patient in whose compartment it is. */
function isOfHome(patients: readonly string[], tokens: readonly string[], { row }: Scope): Sql {
  const places = patients.map(compartmentOf);
  return sql`exists (select 1 from unnest(${places.map(({ bkt }) => bkt)}::smallint[],
    ${places.map(({ cmp }) => cmp)}::bigint[], ${tokens}::bigint[]) k(bkt, cmp, tok)
    where k.bkt = ${row.alias}.bkt and k.cmp = ${row.alias}.cmp and ${row.alias}.tok @> array[k.tok])`;
}

type TokenFilter = Extract<Filter, { kind: 'token' }>;

function tokenCondition(filter: TokenFilter, asked: Asked, scope: Scope): Sql {
  const { parameter, modifier, values } = filter;
  // What has no value is not in the set either: https://hl7.org/fhir/R4/search.html#modifiers
  if (modifier === 'not-in') return sql`not (${hasAny(meantTokens(filter, scope), scope)})`;
  if (modifier === 'text' || modifier === 'in' || modifier === 'above' || modifier === 'below')
    return hasAny(meantTokens(filter, scope), scope);
  if (modifier === 'not') return sql`not ${tokenCondition({ kind: 'token', parameter, values }, asked, scope)}`;
  if (modifier === 'of-type') return hasAny(tokensOf({ ...asked, parameter: `${parameter}:of-type` }, values), scope);
  const exact = values.every(({ system, code }) => system !== undefined && code !== undefined);
  return parameter === 'identifier' && exact ? identCondition(values, scope) : carriesAny(values, asked, scope);
}

/** A system that the definition implies is stored with no code: to ask for any code of it is to ask for any value. */
function carriesAny(values: TokenFilter['values'], asked: Asked, scope: Scope): Sql {
  const implied = parameterOf(asked.type, asked.parameter)?.system;
  const whole = values.some(({ system, code }) => system === implied && implied !== undefined && code === undefined);
  const carries = sql`(${hasAny(tokensOf(asked, values), scope)})`;
  return whole ? sql`(${carries} or ${missingCondition(false, asked, scope)})` : carries;
}

/** A business identifier with its system is one probe of `ident`, from whatever bucket. */
function identCondition(values: TokenFilter['values'], { row, guard }: Scope): Sql {
  const ident = guard.alias('i');
  const systems = values.map(({ system = '' }) => identText(system));
  const codes = values.map(({ code = '' }) => identText(code));
  const buckets = values.map(({ system = '', code = '' }) => identBucket(system, code));
  const { alias } = row;
  return sql`(${alias}.bkt, ${alias}.typ, ${alias}.id) in (select ${ident}.bkt, ${ident}.typ, ${ident}.id
    from unnest(${buckets}::smallint[], ${systems}::text[], ${codes}::text[]) k(h, sys, val)
    join ident ${ident} on ${ident}.h = k.h and ${ident}.sys = k.sys and ${ident}.val = k.val)`;
}

function missingCondition(missing: boolean, { type, parameter }: Asked, { row }: Scope): Sql {
  if (parameter === '_id' || parameter === '_lastUpdated') return missing ? NOTHING : sql`true`;
  const numbers = parameter.startsWith('combo-') ? storedAs(type, parameter) : [parameter];
  const has = sql`${row.alias}.has && ${numbers.map((code) => parameterNumber(type, code))}::int[]`;
  return missing ? sql`not (${has})` : has;
}

type StringFilter = Extract<Filter, { kind: 'string' }>;

function stringCondition({ modifier, values }: StringFilter, asked: Asked, scope: Scope): Sql {
  if (modifier === 'exact') return hasAny(hashes(asked, values), scope);
  const word = scope.guard.alias('w');
  const starts = values.map((value) => {
    const text = normalise(value);
    if (modifier === 'contains') return sql`${word}.val like ${`%${text.replace(/[\\%_]/g, '\\$&')}%`}`;
    // The words are in the order of their bytes; no character sorts after U+10FFFF.
    return sql`(${word}.val >= ${text} and ${word}.val < ${`${text}\u{10ffff}`})`;
  });
  const also = modifier === 'contains' ? [furtherName(asked.parameter)] : [];
  return indexed(scope, { table: sql`word`, as: word, asked, also, where: any(starts) });
}

type Indexed = {
  readonly table: Sql;
  readonly as: Sql;
  readonly asked: Asked;
  /** Further names under which rows of the parameter stand. */
  readonly also?: readonly string[];
  readonly where: Sql;
};

/** The row has an index row of that parameter for which the condition holds. The planner drives from whichever is fewer. */
function indexed({ row }: Scope, { table, as, asked, also = [], where }: Indexed): Sql {
  const numbers = [...storedAs(asked.type, asked.parameter), ...also].map((code) => parameterNumber(asked.type, code));
  const [number = 0] = numbers;
  const prm = numbers.length === 1 ? sql`${as}.prm = ${number}::int` : sql`${as}.prm = any(${numbers}::int[])`;
  const type = typeNumber(asked.type);
  return sql`(${row.alias}.bkt, ${row.alias}.id) in (select ${as}.bkt, ${as}.id from ${table} ${as}
    where ${prm} and ${as}.typ = ${type}::smallint and ${where})`;
}

/** The clinical date lies in the row itself, `_lastUpdated` too; other dates are rows of `range`, in milliseconds. */
function dateCondition(value: DateValue, asked: Asked, scope: Scope): Sql {
  const { alias } = scope.row;
  if (asked.parameter === '_lastUpdated') {
    const bounds = { lo: sql`${alias}.updated`, hi: sql`(${alias}.updated + interval '1 millisecond')` };
    return updatedBounded(value, scope, dateMeets(bounds, value, asTime, scope.now));
  }
  if (CLINICAL_DATE[asked.type] === asked.parameter) {
    const meets = dateMeets({ lo: sql`${alias}.at`, hi: sql`${alias}.till` }, value, asTime, scope.now);
    return sql`(${alias}.till > '-infinity' and ${meets})`;
  }
  const as = scope.guard.alias('g');
  const meets = dateMeets({ lo: sql`${as}.lo`, hi: sql`${as}.hi` }, value, asNumber, scope.now);
  return indexed(scope, { table: sql`range`, as, asked, where: sql`${as}.code = 0 and ${meets}` });
}

/** The same again on the bare column, so that its index serves it. */
function updatedBounded(value: DateValue, { row }: Scope, meets: Sql): Sql {
  const { prefix, lo, hi } = value;
  if (prefix === 'eq') return sql`(${row.alias}.updated >= ${asTime(lo)} and ${row.alias}.updated < ${asTime(hi)})`;
  if (prefix === 'gt' || prefix === 'sa') return sql`${row.alias}.updated >= ${asTime(hi)}`;
  if (prefix === 'lt' || prefix === 'eb') return sql`${row.alias}.updated < ${asTime(lo)}`;
  if (prefix === 'ge') return sql`${row.alias}.updated >= ${asTime(lo)}`;
  return prefix === 'le' ? sql`${row.alias}.updated < ${asTime(hi)}` : meets;
}

function numberCondition(value: NumberValue, asked: Asked, scope: Scope): Sql {
  const as = scope.guard.alias('g');
  const meets = numberMeets({ lo: sql`${as}.lo`, hi: sql`${as}.hi` }, value);
  return indexed(scope, { table: sql`range`, as, asked, where: sql`${as}.code = 0 and ${meets}` });
}

function quantityCondition(value: QuantityValue, asked: Asked, scope: Scope): Sql {
  const as = scope.guard.alias('g');
  const meaning = scope.resolved.meanings.get(value);
  const where =
    meaning && 'amounts' in meaning
      ? amountsMeet(meaning.amounts, as)
      : numberMeets({ lo: sql`${as}.lo`, hi: sql`${as}.hi` }, value);
  return indexed(scope, { table: sql`range`, as, asked, where });
}
