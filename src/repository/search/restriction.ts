import type { Bound, Expr } from '#agreement';
import {
  accepted,
  CLINICAL_DATE,
  type DateValue,
  type Filter,
  type NumberValue,
  type Outcome,
  parameterOf,
  parseSearch,
  refuse,
  type TokenValue,
} from '#fhir';
import { storedAs } from '../index-rows/stored-as.ts';
import { parameterNumber } from '../place/hash.ts';
import { pathsAbove } from './path.ts';
import { type Asked, hashes, referenceTokens, tokensOf } from './values.ts';

/**
 * A search as part of who asks and not of what is asked ('category=laboratory&date=ge2024' of an app's scope): every parameter
 * of it narrows. It holds of what a search by it finds, in SQL and here. Refuses by name what rows alone do not tell: amounts in units,
 * pairs, words, value sets, chains, and `ap`, which is about another time each time it is asked.
 */
export function restrictionOf(type: string, query: string): Outcome<Expr> {
  const parts: Expr[] = [];
  for (const pair of new URLSearchParams(query)) {
    const parsed = parseSearch(type, [pair], 'strict');
    if (!parsed.ok) return parsed;
    const [filter] = parsed.value.filters;
    const part = filter && exprOf(filter, type);
    if (part === undefined) return notHeld(pair[0]);
    parts.push(part);
  }
  return accepted({ op: 'and', of: parts });
}

/** A resource carries one of these where it has the identifier. */
export function identifierTokens(type: string, system: string, code: string): readonly string[] {
  return tokensOf({ type, parameter: 'identifier' }, [{ system, code }]);
}

function notHeld(parameter: string): Outcome<never> {
  const name = parameter.slice(0, 60);
  const text = `${name} cannot limit what an app sees: codes, references, dates, numbers, exact texts and whether there is a value can. Ask without it.`;
  return refuse('not-supported', 'search.not-held', text, name);
}

function exprOf(filter: Filter, type: string): Expr | undefined {
  const asked: Asked = { type, parameter: filter.parameter };
  switch (filter.kind) {
    case 'missing':
      return filter.missing ? without(hasValue(asked)) : hasValue(asked);
    case 'token':
      return tokenExpr(filter, asked);
    case 'identifier':
      return carries(tokensOf({ ...asked, parameter: `${filter.parameter}:identifier` }, filter.values));
    case 'reference':
      return filter.modifier ? undefined : carries(referenceTokens(asked, filter.values));
    case 'string':
      return filter.modifier === 'exact' ? carries(hashes(asked, filter.values)) : undefined;
    case 'uri':
      if (filter.modifier === 'below') return undefined;
      return carries(hashes(asked, filter.modifier ? filter.values.flatMap(pathsAbove) : filter.values));
    case 'date':
      return filter.parameter === '_lastUpdated' ? undefined : spanExpr(asked, filter.values.map(dateBounds));
    case 'number':
      return spanExpr(asked, filter.values.map(numberBounds));
    default:
      return undefined;
  }
}

function carries(tokens: readonly string[]): Expr {
  return { op: 'token', in: tokens };
}

/** Of a superseded version nobody knows what it does not say. */
function without(expr: Expr): Expr {
  return { op: 'and', of: [{ op: 'current' }, { op: 'not', of: expr }] };
}

function hasValue({ type, parameter }: Asked): Expr {
  const kept = parameter.startsWith('combo-') ? storedAs(type, parameter) : [parameter];
  return { op: 'has', in: kept.map((code) => parameterNumber(type, code)) };
}

function tokenExpr({ modifier, values }: Extract<Filter, { kind: 'token' }>, asked: Asked): Expr | undefined {
  if (modifier === 'of-type') return carries(tokensOf({ ...asked, parameter: `${asked.parameter}:of-type` }, values));
  if (modifier !== undefined && modifier !== 'not') return undefined;
  const found = codeExpr(values, asked);
  return modifier === 'not' ? without(found) : found;
}

/** A system that the definition implies is stored with no code: to ask for any code of it is to ask for any value. */
function codeExpr(values: readonly TokenValue[], asked: Asked): Expr {
  const implied = parameterOf(asked.type, asked.parameter)?.system;
  const whole = values.some(({ system, code }) => system === implied && implied !== undefined && code === undefined);
  const found = carries(tokensOf(asked, values));
  return whole ? { op: 'or', of: [found, hasValue(asked)] } : found;
}

type Sets = readonly (readonly Bound[])[];

function spanExpr({ type, parameter }: Asked, values: readonly (Sets | undefined)[]): Expr | undefined {
  if (values.some((sets) => sets === undefined)) return undefined;
  const place = CLINICAL_DATE[type] === parameter ? 'clinical' : parameterNumber(type, parameter);
  return { op: 'span', parameter: place, any: values.flatMap((sets) => sets ?? []) };
}

/** compare.ts, as sets of bounds: the upper end of a date is left out. */
function dateBounds({ prefix, lo, hi }: DateValue): Sets | undefined {
  const within = [bound('lo', '>=', lo), bound('hi', '<=', hi)];
  switch (prefix) {
    case 'eq':
      return [within];
    case 'ne':
      return [[bound('lo', '<', lo)], [bound('hi', '>', hi)]];
    case 'gt':
      return [[bound('hi', '>', hi)]];
    case 'lt':
      return [[bound('lo', '<', lo)]];
    case 'ge':
      return [[bound('hi', '>', hi)], within];
    case 'le':
      return [[bound('lo', '<', lo)], within];
    case 'sa':
      return [[bound('lo', '>=', hi)]];
    case 'eb':
      return [[bound('hi', '<=', lo)]];
    case 'ap':
      return undefined;
  }
}

/** The same of numbers, the upper end of the resource's among them. */
function numberBounds({ prefix, value, lo, hi }: NumberValue): Sets {
  const tenth = Math.abs(value) / 10;
  switch (prefix) {
    case 'eq':
      return [[bound('lo', '>=', lo), bound('hi', '<', hi)]];
    case 'ne':
      return [[bound('lo', '<', lo)], [bound('hi', '>=', hi)]];
    case 'gt':
      return [[bound('hi', '>', value)]];
    case 'lt':
      return [[bound('lo', '<', value)]];
    case 'ge':
      return [[bound('hi', '>=', value)]];
    case 'le':
      return [[bound('lo', '<=', value)]];
    case 'sa':
      return [[bound('lo', '>', value)]];
    case 'eb':
      return [[bound('hi', '<', value)]];
    case 'ap':
      return [[bound('lo', '<=', value + tenth), bound('hi', '>=', value - tenth)]];
  }
}

function bound(end: Bound['end'], is: Bound['is'], than: number): Bound {
  return { end, is, than };
}
