import { parameterOf, parametersOf } from '../extract/parameters.ts';
import { Fault, fail } from '../fault.ts';
import type { Parameter } from '../keys.ts';
import { refuse } from '../outcome.ts';
import { isResourceType } from '../types.ts';
import type { Filter, TokenModifier, TokenValue } from './ast.ts';
import { unescape } from './escape.ts';
import { hierarchyOf } from './hierarchy.ts';
import { nameShown, nearest } from './nearest.ts';
import {
  compositeValue,
  dateValue,
  numberValue,
  ofTypeValue,
  quantityValue,
  referenceValue,
  tokenValue,
  valuesOf,
} from './value.ts';

const MAX_DEPTH = 4;
/** A reference that may point to more types than this has to name the one it means before it is followed. */
const MAX_TARGETS = 12;
const UNSUPPORTED = new Set(['_text', '_content', '_filter', '_query', '_list', '_type', 'near']);

/** One `name=value` that is no result parameter. */
export function parseFilter(type: string, name: string, value: string, depth = 0): Filter {
  if (depth > MAX_DEPTH)
    fail(refuse('too-costly', 'search.chain', `The chain ${name} has more than ${MAX_DEPTH} steps.`, name));
  if (name.startsWith('_has:')) return parseHas(type, name, value, depth);
  const dot = name.indexOf('.');
  if (dot !== -1) return parseChain(type, name.slice(0, dot), name.slice(dot + 1), { value, depth });
  const [code = '', modifier, ...more] = name.split(':');
  if (code === '_id' && modifier === undefined)
    return { kind: 'id', parameter: '_id', values: valuesOf(name, value).map(unescape) };
  const parameter = known(type, code);
  if (more.length > 0) badModifier(parameter, `${modifier}:${more.join(':')}`);
  if (modifier === 'missing') return parseMissing(parameter, value);
  return parsePlain(type, parameter, modifier, valuesOf(name, value));
}

function known(type: string, code: string): Parameter {
  if (UNSUPPORTED.has(code))
    fail(
      refuse(
        'not-supported',
        'search.not-supported',
        `The parameter ${code} is not searched by this server; leave it out.`,
        code,
      ),
    );
  const parameter = parameterOf(type, code);
  if (parameter) return parameter;
  const near = nearest(
    code,
    parametersOf(type).map((one) => one.code),
  );
  const hint = near.length > 0 ? ` Did you mean ${near.join(', ')}?` : '';
  const shown = nameShown(code);
  return fail(
    refuse('not-supported', 'search.unknown-parameter', `${type} has no search parameter ${shown}.${hint}`, shown),
  );
}

function parseMissing(parameter: Parameter, value: string): Filter {
  if (value !== 'true' && value !== 'false')
    fail(refuse('value', 'search.value', `${parameter.code}:missing takes true or false.`, parameter.code));
  if (parameter.code === '_id' || parameter.code === '_lastUpdated') badModifier(parameter, 'missing');
  return { kind: 'missing', parameter: parameter.code, missing: value === 'true' };
}

type Values = readonly string[];

function parsePlain(type: string, parameter: Parameter, modifier: string | undefined, values: Values): Filter {
  const { code } = parameter;
  switch (parameter.type) {
    case 'token':
      return parseToken(parameter, modifier, values);
    case 'reference':
      return parseReference(parameter, modifier, values);
    case 'string':
      return {
        kind: 'string',
        parameter: code,
        ...allowed(parameter, modifier, ['exact', 'contains']),
        values: values.map(unescape),
      };
    case 'uri':
      return {
        kind: 'uri',
        parameter: code,
        ...allowed(parameter, modifier, ['above', 'below']),
        values: values.map(unescape),
      };
    case 'date':
      allowed(parameter, modifier, []);
      return { kind: 'date', parameter: code, values: values.map((value) => dateValue(value, parameter)) };
    case 'number':
      allowed(parameter, modifier, []);
      return { kind: 'number', parameter: code, values: values.map((value) => numberValue(value, parameter)) };
    case 'quantity':
      allowed(parameter, modifier, []);
      return { kind: 'quantity', parameter: code, values: values.map((value) => quantityValue(value, parameter)) };
    default:
      allowed(parameter, modifier, []);
      return {
        kind: 'composite',
        parameter: code,
        values: values.map((value) => compositeValue(value, parameter, type)),
      };
  }
}

const TOKEN_MODIFIERS: readonly TokenModifier[] = ['not', 'text', 'of-type', 'in', 'not-in', 'above', 'below'];

function parseToken(parameter: Parameter, said: string | undefined, values: Values): Filter {
  const { modifier } = allowed(parameter, said, TOKEN_MODIFIERS);
  const read = (value: string) => {
    if (modifier === 'text' || modifier === 'in' || modifier === 'not-in') return { code: unescape(value) };
    if (modifier === 'of-type') return ofTypeValue(value, parameter);
    return modifier === 'above' || modifier === 'below'
      ? placedValue(value, parameter, modifier)
      : tokenValue(value, parameter);
  };
  return { kind: 'token', parameter: parameter.code, ...(modifier ? { modifier } : {}), values: values.map(read) };
}

/** A code whose place in its system is looked up: of which system has to be said, unless the element implies it. */
function placedValue(text: string, parameter: Parameter, modifier: string): TokenValue {
  const value = tokenValue(text, parameter);
  const system = value.system ?? parameter.system;
  if (system === undefined || system === '' || value.code === undefined) {
    const shown = `${parameter.code}:${modifier}=${text.slice(0, 60)}`;
    fail(refuse('value', 'search.value', `${shown} cannot be read: it takes system|code.`, parameter.code));
  }
  return { system, code: value.code };
}

function parseReference(parameter: Parameter, modifier: string | undefined, values: Values): Filter {
  const { code } = parameter;
  if (modifier === 'identifier')
    return { kind: 'identifier', parameter: code, values: values.map((value) => tokenValue(value, parameter)) };
  if (modifier === 'above' || modifier === 'below') return parseWithin(parameter, modifier, values);
  if (modifier !== undefined) target(parameter, modifier);
  return {
    kind: 'reference',
    parameter: code,
    values: values.map((value) => referenceValue(value, parameter, modifier)),
  };
}

/** `location:below=7`: resources that have a whole and parts of their own type, and those alone. */
function parseWithin(parameter: Parameter, modifier: 'above' | 'below', values: Values): Filter {
  const { code, targets = [] } = parameter;
  const layered = targets.filter((type) => hierarchyOf(type) !== undefined);
  const read = values.map((value) => referenceValue(value, parameter));
  const flat = read.find(({ type, id }) => id === undefined || (type !== undefined && !layered.includes(type)));
  if (layered.length === 0 || flat) {
    const known = layered.length > 0 && layered.length <= MAX_TARGETS ? ` of ${layered.join(', ')}` : '';
    const text = `${code}:${modifier} goes by what is part of what, by Type/id${known}; ${flat?.type ?? targets[0] ?? 'what is referred to'} has no parts of its own type. Use ${code} without :${modifier}, or a chain.`;
    fail(refuse('not-supported', 'search.modifier', text, code));
  }
  return { kind: 'reference', parameter: code, modifier, values: read };
}

function target(parameter: Parameter, type: string): void {
  if (!parameter.targets?.includes(type)) badModifier(parameter, type);
}

function allowed<M extends string>(
  parameter: Parameter,
  said: string | undefined,
  modifiers: readonly M[],
): { readonly modifier?: M } {
  if (said === undefined) return {};
  const modifier = modifiers.find((one) => one === said);
  return modifier === undefined ? badModifier(parameter, said) : { modifier };
}

function badModifier(parameter: Parameter, modifier: string): never {
  const { code, type, targets } = parameter;
  const types =
    type === 'reference'
      ? `, identifier, above, below, ${(targets?.length ?? 0) > MAX_TARGETS ? 'a type' : targets?.join(', ')}`
      : '';
  const others = {
    token: `, ${TOKEN_MODIFIERS.join(', ')}`,
    string: ', exact, contains',
    uri: ', above, below',
    reference: types,
  };
  const list = `missing${others[type as keyof typeof others] ?? ''}`;
  return fail(
    refuse(
      'not-supported',
      'search.modifier',
      `${code} (a ${type} parameter) does not take the modifier ${modifier.slice(0, 40)}; it takes: ${list}.`,
      code,
    ),
  );
}

type Rest = { readonly value: string; readonly depth: number };

/** `subject:Patient.name`, or `subject.name` for every type of target that has the parameter. */
function parseChain(type: string, head: string, rest: string, { value, depth }: Rest): Filter {
  const [code = '', only, ...more] = head.split(':');
  const parameter = known(type, code);
  if (parameter.type !== 'reference' || more.length > 0)
    fail(
      refuse(
        'not-supported',
        'search.chain',
        `${head} is no reference parameter of ${type}, so nothing can be chained to it.`,
        code,
      ),
    );
  if (only !== undefined) {
    target(parameter, only);
    return {
      kind: 'chain',
      parameter: code,
      targets: [{ type: only, filter: parseFilter(only, rest, value, depth + 1) }],
    };
  }
  const candidates = parameter.targets ?? [];
  if (candidates.length > MAX_TARGETS)
    fail(
      refuse(
        'too-costly',
        'search.chain',
        `${code} may point to any type; name the one you mean, as in ${code}:Patient.${rest.slice(0, 40)}.`,
        code,
      ),
    );
  return {
    kind: 'chain',
    parameter: code,
    written: { name: rest, value },
    targets: branches(candidates, rest, { value, depth }),
  };
}

/** The types where the rest can be read; where it can be read in none, why not in the first. */
function branches(candidates: readonly string[], rest: string, { value, depth }: Rest) {
  const read: { type: string; filter: Filter }[] = [];
  let first: Fault | undefined;
  for (const type of candidates) {
    try {
      read.push({ type, filter: parseFilter(type, rest, value, depth + 1) });
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      first = first?.refused.refusals[0].code === 'search.value' ? first : error;
    }
  }
  if (read.length === 0 && first) throw first;
  return read;
}

/** `_has:Observation:subject:code` */
function parseHas(type: string, name: string, value: string, depth: number): Filter {
  const [, other = '', code = '', ...rest] = name.split(':');
  if (!isResourceType(other) || rest.length === 0)
    fail(
      refuse(
        'not-supported',
        'search.chain',
        `${name.slice(0, 80)} cannot be read: write _has:Type:reference-parameter:parameter.`,
        '_has',
      ),
    );
  const parameter = known(other, code);
  if (parameter.type !== 'reference' || !parameter.targets?.includes(type))
    fail(refuse('not-supported', 'search.chain', `${code} of ${other} does not refer to a ${type}.`, '_has'));
  return { kind: 'has', type: other, parameter: code, filter: parseFilter(other, rest.join(':'), value, depth + 1) };
}
