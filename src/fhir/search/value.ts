import { dateRange } from '../date.ts';
import { parameterOf } from '../extract/parameters.ts';
import { fail } from '../fault.ts';
import type { Parameter } from '../keys.ts';
import { refuse } from '../outcome.ts';
import { isResourceType } from '../types.ts';
import {
  type ComponentValue,
  type CompositeValue,
  type DateValue,
  type NumberValue,
  PREFIXES,
  type Prefix,
  type QuantityValue,
  type ReferenceValue,
  type TokenValue,
} from './ast.ts';
import { splitAt, unescape } from './escape.ts';
import { numberRange } from './number.ts';

const MAX_VALUES = 200;

/** The values of a comma list, still escaped. An empty one is refused: it would match everything. */
export function valuesOf(name: string, text: string): readonly string[] {
  const values = splitAt(text, ',');
  if (values.length > MAX_VALUES)
    fail(
      refuse(
        'too-costly',
        'search.too-many-values',
        `${name} has ${values.length} values; at most ${MAX_VALUES} are taken.`,
        name,
      ),
    );
  if (values.some((value) => value.trim() === ''))
    fail(refuse('value', 'search.value', `${name} has an empty value; give one or leave the parameter out.`, name));
  return values;
}

/** `system|code`, `system|`, `|code` or `code`; a system that the element implies is left out. */
export function tokenValue(text: string, parameter: Parameter): TokenValue {
  const [first = '', ...rest] = splitAt(text, '|');
  if (rest.length === 0) return { code: unescape(first) };
  const system = unescape(first);
  const code = unescape(rest.join('|'));
  if (code === '') return system === '' ? badValue(parameter, text, 'a code, system|code or system|') : { system };
  return system === parameter.system ? { code } : { system, code };
}

/** `system|code|value` of :of-type, an identifier with its type. */
export function ofTypeValue(text: string, parameter: Parameter): TokenValue {
  const [system = '', code = '', value = '', ...more] = splitAt(text, '|').map(unescape);
  if (code === '' || value === '' || more.length > 0) return badValue(parameter, text, 'system|code|value');
  return { system, code: `${code}|${value}` };
}

export function dateValue(text: string, parameter: Parameter): DateValue {
  const [prefix, rest] = prefixOf(text);
  // A plus that was not encoded arrives as a space.
  const written = unescape(rest).replace(/ (?=\d\d:\d\d$)/, '+');
  const range = dateRange(written);
  if (!range)
    return badValue(
      parameter,
      text,
      'a date like 2025, 2025-03, 2025-03-01 or 2025-03-01T09:30:00Z, after eq, ne, gt, lt, ge, le, sa, eb or ap',
    );
  return { prefix, text: written, ...range };
}

export function numberValue(text: string, parameter: Parameter): NumberValue {
  const [prefix, rest] = prefixOf(text);
  const range = numberRange(rest);
  if (!range) return badValue(parameter, text, 'a number like 5.4, after eq, ne, gt, lt, ge, le, sa, eb or ap');
  return { prefix, text: rest, ...range };
}

export function quantityValue(text: string, parameter: Parameter): QuantityValue {
  const [amount = '', system = '', code = '', ...more] = splitAt(text, '|');
  if (more.length > 0) return badValue(parameter, text, 'number|system|code');
  return {
    ...numberValue(amount, parameter),
    ...(system === '' ? {} : { system: unescape(system) }),
    ...(code === '' ? {} : { code: unescape(code) }),
  };
}

const PREFIXED = /^([a-z]{2})(?=[-+.\d])/;

function prefixOf(text: string): readonly [Prefix, string] {
  const prefix = PREFIXED.exec(text)?.[1];
  if (prefix === undefined || !(PREFIXES as readonly string[]).includes(prefix)) return ['eq', text];
  return [prefix as Prefix, text.slice(2)];
}

const LOCAL = /^([A-Z][A-Za-z]+)\/([A-Za-z0-9\-.]{1,64})(?:\/_history\/([A-Za-z0-9\-.]{1,64}))?$/;
const ID = /^[A-Za-z0-9\-.]{1,64}$/;

/** `only` is the type of a modifier: `subject:Patient=7`. */
export function referenceValue(text: string, parameter: Parameter, only?: string): ReferenceValue {
  const said = unescape(text);
  const local = LOCAL.exec(said);
  if (local) return localValue(local, parameter, only);
  if (ID.test(said)) {
    const type = only ?? (parameter.targets?.length === 1 ? parameter.targets[0] : undefined);
    return type === undefined ? { id: said } : { type, id: said };
  }
  if (!/^[a-z][a-z0-9+.-]*:/i.test(said)) return badValue(parameter, text, 'an id, Type/id or an absolute address');
  const bar = said.indexOf('|');
  return bar === -1 ? { url: said } : { url: said.slice(0, bar), version: said.slice(bar + 1) };
}

function localValue(
  [said = '', type = '', id = '', version]: RegExpExecArray,
  parameter: Parameter,
  only?: string,
): ReferenceValue {
  if (!isResourceType(type)) return badValue(parameter, said, 'a reference to a type that R4 knows');
  if (only !== undefined && only !== type) return badValue(parameter, said, `a ${only}, as its modifier says`);
  return version === undefined ? { type, id } : { type, id, version };
}

/** One value for each component, with `$` between them. */
export function compositeValue(text: string, parameter: Parameter, type: string): CompositeValue {
  const parts = splitAt(text, '$');
  const codes = parameter.components ?? [];
  if (parts.length !== codes.length) return badValue(parameter, text, `${codes.join('$')}, each with a value`);
  return codes.map((code, index) => componentValue(parts[index] ?? '', parameterOf(type, code) ?? parameter));
}

function componentValue(text: string, parameter: Parameter): ComponentValue {
  switch (parameter.type) {
    case 'token':
      return { kind: 'token', value: tokenValue(text, parameter) };
    case 'date':
      return { kind: 'date', value: dateValue(text, parameter) };
    case 'number':
      return { kind: 'number', value: numberValue(text, parameter) };
    case 'quantity':
      return { kind: 'quantity', value: quantityValue(text, parameter) };
    case 'reference':
      return { kind: 'reference', value: referenceValue(text, parameter) };
    case 'uri':
      return { kind: 'uri', value: unescape(text) };
    default:
      return { kind: 'string', value: unescape(text) };
  }
}

function badValue(parameter: Parameter, text: string, wanted: string): never {
  const shown = text.length > 60 ? `${text.slice(0, 60)}…` : text;
  return fail(
    refuse('value', 'search.value', `${parameter.code}=${shown} cannot be read: it takes ${wanted}.`, parameter.code),
  );
}
