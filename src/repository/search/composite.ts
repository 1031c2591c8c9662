import { type ComponentValue, type CompositeValue, type Filter, parameterOf } from '#fhir';
import { type Sql, sql } from '#store';
import { storedAs } from '../index-rows/stored-as.ts';
import { parameterNumber, tokenHash } from '../place/hash.ts';
import { numberMeets } from './compare.ts';
import { all, NOTHING, type Scope } from './scope.ts';
import type { Asked } from './values.ts';

type Condition = (filter: Filter, scope: Scope) => Sql;

/** How a composite value is looked for: as rows of its own, or as its parts, where an element can hold but one of each. */
export type Composition = 'rows' | 'parts' | 'none';

/** Composites over elements that a resource has once: to ask for the parts is to ask for the composite. */
const ONCE = new Set([
  'Observation.code-value-concept',
  'Observation.code-value-date',
  'Observation.code-value-string',
]);

export function compositionOf({ type, parameter }: Asked, value: CompositeValue): Composition {
  if (ONCE.has(`${type}.${parameter}`)) return 'parts';
  const [token, amount, ...more] = value;
  if (token?.kind !== 'token' || token.value.code === undefined || token.value.system === '') return 'none';
  if (more.length > 0 || (amount?.kind !== 'quantity' && amount?.kind !== 'number')) return 'none';
  const unit = amount.kind === 'quantity' ? amount.value.code : undefined;
  if (unit === undefined) return 'rows';
  return `${type}.${parameter}` === 'Observation.code-value-quantity' ? 'parts' : 'none';
}

export function compositeCondition(value: CompositeValue, asked: Asked, within: Within): Sql {
  const composition = compositionOf(asked, value);
  if (composition === 'parts') return partsCondition(value, asked, within);
  const [token, amount] = value;
  if (composition === 'none' || token?.kind !== 'token' || amount === undefined) return NOTHING;
  const { scope } = within;
  const as = scope.guard.alias('g');
  const { system, code = '' } = token.value;
  const text = system === undefined ? code : `${system}|${code}`;
  const stored = storedAs(asked.type, asked.parameter);
  const found = amount.kind === 'number' || amount.kind === 'quantity' ? amount.value : undefined;
  if (found === undefined) return NOTHING;
  return sql`(${scope.row.alias}.bkt, ${scope.row.alias}.id) in (select ${as}.bkt, ${as}.id from range ${as}
    where ${as}.prm = any(${stored.map((one) => parameterNumber(asked.type, one))}::int[])
    and ${as}.code = any(${stored.map((one) => tokenHash(asked.type, one, text))}::bigint[])
    and ${numberMeets({ lo: sql`${as}.lo`, hi: sql`${as}.hi` }, found)})`;
}

export type Within = { readonly scope: Scope; readonly conditionOf: Condition };

function partsCondition(value: CompositeValue, { type, parameter }: Asked, { scope, conditionOf }: Within): Sql {
  const components = parameterOf(type, parameter)?.components ?? [];
  return sql`(${all(value.map((part, index) => conditionOf(filterOf(components[index] ?? '', part), scope)))})`;
}

function filterOf(parameter: string, part: ComponentValue): Filter {
  switch (part.kind) {
    case 'token':
      return { kind: 'token', parameter, values: [part.value] };
    case 'string':
      return { kind: 'string', parameter, values: [part.value] };
    case 'uri':
      return { kind: 'uri', parameter, values: [part.value] };
    case 'date':
      return { kind: 'date', parameter, values: [part.value] };
    case 'number':
      return { kind: 'number', parameter, values: [part.value] };
    case 'quantity':
      return { kind: 'quantity', parameter, values: [part.value] };
    case 'reference':
      return { kind: 'reference', parameter, values: [part.value] };
  }
}
