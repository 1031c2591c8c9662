import { parameterOf, parametersOf } from '../extract/parameters.ts';
import { fail } from '../fault.ts';
import { refuse } from '../outcome.ts';
import { isResourceType } from '../types.ts';
import type { Include, SearchAst, Sort } from './ast.ts';
import { nearest } from './nearest.ts';

/** What a search asks about its answer, while it is gathered. */
export type Shape = {
  -readonly [K in 'count' | 'total' | 'summary']?: NonNullable<SearchAst[K]>;
} & { readonly sort: Sort[]; readonly include: Include[]; readonly revinclude: Include[]; readonly elements: string[] };

export const MAX_COUNT = 1000;

/** Parameters that are about the wire and not about the search; they are read elsewhere. */
export const PASSED_OVER = new Set(['_format', '_pretty']);

type Take = (shape: Shape, type: string, value: string, name: string) => void;

const TAKERS: Readonly<Record<string, Take>> = {
  _count: (shape, _, value) => {
    if (!/^\d{1,9}$/.test(value)) bad('_count', value, `a number from 0 to ${MAX_COUNT}`);
    shape.count = Math.min(Number(value), MAX_COUNT);
  },
  _total: (shape, _, value) => {
    shape.total = oneOf('_total', value, ['none', 'estimate', 'accurate']);
  },
  _summary: (shape, _, value) => {
    shape.summary = oneOf('_summary', value, ['true', 'false', 'text', 'data', 'count']);
  },
  _elements: (shape, _, value) => {
    for (const name of value.split(',')) {
      if (!/^[A-Za-z]\w*(\.\w+)*$/.test(name)) bad('_elements', name, 'names of elements with commas between them');
      shape.elements.push(name);
    }
  },
  _sort: (shape, type, value) => {
    shape.sort.push(...value.split(',').map((one) => sortBy(type, one)));
  },
  _include: (shape, type, value, name) => {
    shape.include.push(includeOf(type, value, name));
  },
  _revinclude: (shape, type, value, name) => {
    shape.revinclude.push(revincludeOf(type, value, name));
  },
  _contained: (_, __, value) => {
    if (value !== 'false') bad('_contained', value, 'false: contained resources are not searched on their own');
  },
};

/** Takes a result parameter into the shape; false where the name is none. */
export function takeResult(shape: Shape, type: string, name: string, value: string): boolean {
  const plain = name.replace(/:(iterate|recurse)$/, '');
  const isRepeated = plain !== name && plain !== '_include' && plain !== '_revinclude';
  // A name like toString is no parameter, though every object has it.
  const take = isRepeated || !Object.hasOwn(TAKERS, plain) ? undefined : TAKERS[plain];
  take?.(shape, type, value, name);
  return take !== undefined;
}

function sortBy(type: string, text: string): Sort {
  const descending = text.startsWith('-');
  const code = descending ? text.slice(1) : text;
  const parameter = parameterOf(type, code);
  if (!parameter || parameter.type === 'composite' || parameter.type === 'special') {
    const near = nearest(
      code,
      parametersOf(type).map((one) => one.code),
    );
    const hint = near.length > 0 ? ` Did you mean ${near.join(', ')}?` : '';
    fail(refuse('not-supported', 'search.sort', `${type} cannot be sorted by ${code.slice(0, 60)}.${hint}`, '_sort'));
  }
  return { parameter: code, descending };
}

function includeOf(type: string, value: string, name: string): Include {
  const iterate = name !== '_include';
  if (value === '*') return { type, parameter: '*', iterate };
  const [from = '', code = '', target, ...more] = value.split(':');
  checkInclude(name, value, { from, code, more });
  return { type: from, parameter: code, ...targetOf(name, from, code, target), iterate };
}

function revincludeOf(type: string, value: string, name: string): Include {
  const iterate = name !== '_revinclude';
  const [from = '', code = '', target, ...more] = value.split(':');
  checkInclude(name, value, { from, code, more });
  if (code !== '*' && !iterate && !parameterOf(from, code)?.targets?.includes(type))
    badInclude(name, `${code} of ${from} does not refer to a ${type}`);
  return { type: from, parameter: code, ...targetOf(name, from, code, target), iterate };
}

function checkInclude(
  name: string,
  value: string,
  parts: { from: string; code: string; more: readonly string[] },
): void {
  const { from, code, more } = parts;
  if (code === '' || more.length > 0)
    badInclude(name, `${value.slice(0, 60)} cannot be read: write Type:reference-parameter`);
  if (!isResourceType(from)) badInclude(name, `${from.slice(0, 60)} is no type of R4`);
  if (code !== '*' && parameterOf(from, code)?.type !== 'reference') {
    const references = parametersOf(from).filter((one) => one.type === 'reference');
    const near = nearest(
      code,
      references.map((one) => one.code),
    );
    badInclude(
      name,
      `${from} has no reference parameter ${code.slice(0, 60)}${near.length > 0 ? `; did you mean ${near.join(', ')}?` : ''}`,
    );
  }
}

function targetOf(name: string, from: string, code: string, target: string | undefined): { readonly target?: string } {
  if (target === undefined) return {};
  if (!isResourceType(target) || (code !== '*' && !parameterOf(from, code)?.targets?.includes(target)))
    badInclude(name, `${code} of ${from} does not refer to a ${target.slice(0, 60)}`);
  return { target };
}

function badInclude(name: string, why: string): never {
  return fail(refuse('not-supported', 'search.include', `${name}: ${why}.`, name));
}

function oneOf<T extends string>(name: string, value: string, known: readonly T[]): T {
  return known.find((one) => one === value) ?? bad(name, value, `one of ${known.join(', ')}`);
}

function bad(name: string, value: string, wanted: string): never {
  return fail(
    refuse(
      'value',
      'search.result-parameter',
      `${name}=${value.slice(0, 60)} cannot be read: it takes ${wanted}.`,
      name,
    ),
  );
}
