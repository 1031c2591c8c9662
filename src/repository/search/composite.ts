import { type ComponentValue, type CompositeValue, type Filter, parameterOf } from '#fhir';
import { type Sql, sql } from '#store';
import { compositeForm } from '../index-rows/composite-form.ts';
import { storedAs } from '../index-rows/stored-as.ts';
import { parameterNumber, tokenHash } from '../place/hash.ts';
import { amountsMeet, asNumber, dateMeets, numberMeets } from './compare.ts';
import { all, any, NOTHING, type Scope } from './scope.ts';
import type { Asked } from './values.ts';

type Condition = (filter: Filter, scope: Scope) => Sql;
export type Within = { readonly scope: Scope; readonly conditionOf: Condition };

/** Whether a value can be looked for: its code has to be one, unless the rows know each of their codes. */
export function isSearchedComposite({ type, parameter }: Asked, value: CompositeValue): boolean {
  return storedAs(type, parameter).every((stored) => {
    const form = compositeForm(type, stored);
    return (
      form === 'parts' ||
      form === 'measured' ||
      value.every((part) => part.kind !== 'token' || part.value.code !== undefined)
    );
  });
}

/** A `combo-` composite is stored as two, and holds where either does. */
export function compositeCondition(value: CompositeValue, asked: Asked, within: Within): Sql {
  const forms = storedAs(asked.type, asked.parameter).map((stored) => ({
    stored,
    form: compositeForm(asked.type, stored),
  }));
  const of = (form: string) => forms.flatMap((one) => (one.form === form ? [one.stored] : []));
  const conditions = [
    ...of('parts').map((stored) => partsCondition(value, { ...asked, parameter: stored }, within)),
    ...of('pairs').map((stored) => pairCondition(value, { ...asked, parameter: stored }, within.scope)),
    ...of('numbered').map((stored) => numberedCondition(value, { ...asked, parameter: stored }, within)),
  ];
  const measured = of('measured');
  if (measured.length > 0)
    conditions.push(measuredCondition(value, { type: asked.type, stored: measured }, within.scope));
  return any(conditions);
}

function partsCondition(value: CompositeValue, { type, parameter }: Asked, { scope, conditionOf }: Within): Sql {
  const components = parameterOf(type, parameter)?.components ?? [];
  return sql`(${all(value.map((part, index) => conditionOf(filterOf(components[index] ?? '', part), scope)))})`;
}

/** One token for the two values of one element. */
function pairCondition(value: CompositeValue, { type, parameter }: Asked, { row }: Scope): Sql {
  const components = parameterOf(type, parameter)?.components ?? [];
  const [left = [], right = []] = value.map((part, index) => pairTexts(part, type, components[index] ?? ''));
  const tokens = left.flatMap((a) => right.map((b) => tokenHash(type, parameter, `${a}$${b}`)));
  return tokens.length === 0 ? NOTHING : sql`${row.alias}.tok && ${tokens}::bigint[]`;
}

function pairTexts(part: ComponentValue, type: string, component: string): readonly string[] {
  if (part.kind === 'token') {
    const { system, code = '' } = part.value;
    return [system === undefined ? code : `${system}|${code}`];
  }
  if (part.kind === 'reference') {
    const { type: target, id, url, version } = part.value;
    if (url !== undefined) return [version === undefined ? url : `${url}|${version}`];
    if (target !== undefined) return [`${target}/${id ?? ''}`];
    return (parameterOf(type, component)?.targets ?? []).map((one) => `${one}/${id ?? ''}`);
  }
  return part.kind === 'string' || part.kind === 'uri' ? [part.value] : [];
}

type Measured = { readonly type: string; readonly stored: readonly string[] };

/** One row of `range` for a code, its unit and its amount; which units there are was looked up (meaning.ts). */
function measuredCondition(value: CompositeValue, { type, stored }: Measured, scope: Scope): Sql {
  const meaning = scope.resolved.meanings.get(value);
  if (meaning === undefined || !('amounts' in meaning)) throw new Error('a composite was not looked up');
  const as = scope.guard.alias('g');
  return inRange(scope, { as, numbers: numbersOf(type, stored), where: amountsMeet(meaning.amounts, as) });
}

/** A code with a number or a date; or with two numbers, a beginning and an end. */
function numberedCondition(value: CompositeValue, { type, parameter }: Asked, { scope }: Within): Sql {
  const [token, second, third] = value;
  if (token?.kind !== 'token' || second === undefined) return NOTHING;
  const as = scope.guard.alias('g');
  const { system, code = '' } = token.value;
  const hash = tokenHash(type, parameter, system === undefined ? code : `${system}|${code}`);
  const lo = sql`${as}.lo`;
  const hi = sql`${as}.hi`;
  const amounts = third
    ? all([meets(second, { lo, hi: lo }, scope), meets(third, { lo: hi, hi }, scope)])
    : meets(second, { lo, hi }, scope);
  return inRange(scope, {
    as,
    numbers: numbersOf(type, [parameter]),
    where: sql`${as}.code = ${hash}::bigint and ${amounts}`,
  });
}

function meets(part: ComponentValue, bounds: { readonly lo: Sql; readonly hi: Sql }, { now }: Scope): Sql {
  if (part.kind === 'date') return dateMeets(bounds, part.value, asNumber, now);
  return part.kind === 'number' || part.kind === 'quantity' ? numberMeets(bounds, part.value) : NOTHING;
}

function numbersOf(type: string, stored: readonly string[]): readonly number[] {
  return stored.map((one) => parameterNumber(type, one));
}

type Ranged = { readonly as: Sql; readonly numbers: readonly number[]; readonly where: Sql };

function inRange({ row }: Scope, { as, numbers, where }: Ranged): Sql {
  return sql`(${row.alias}.bkt, ${row.alias}.id) in (select ${as}.bkt, ${as}.id from range ${as}
    where ${as}.prm = any(${numbers}::int[]) and ${where})`;
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
