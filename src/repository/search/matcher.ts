import {
  type DateValue,
  accepted,
  extract,
  type Filter,
  type Keys,
  type NumberValue,
  type Outcome,
  parameterOf,
  parseSearch,
  type ReferenceKey,
  type ReferenceValue,
  refuse,
  type SearchParameter,
  type TokenKey,
  type TokenValue,
} from '#fhir';
import { storedAs } from '../index-rows/stored-as.ts';
import { saidText } from '../index-rows/term.ts';
import { furtherOf, normalise, wordsOf } from '../index-rows/words.ts';
import { amountIn } from './amount.ts';
import { compositeHolds } from './composite-holds.ts';
import { isBelow } from './path.ts';
import { dateHolds, numberHolds } from './holds.ts';

/** A resource as it is looked at: parsed, or its JSON text. */
export type Matched = Readonly<Record<string, unknown>> | string;
export type Matcher = (resource: Matched) => boolean;

/**
 * Whether a resource answers a search, told by the resource alone: for what is due, for projections and for subscriptions. It goes by the
 * same keys as the index rows, and finds what the search finds (matcher.test.ts asks both). What a search has to look up elsewhere is
 * refused by name: chains and `_has`, value sets, hierarchies. `now` is for dates that are about some time (`ap`). Includes, order and pages
 * say nothing of a match and are passed over.
 */
export function matcherOf(type: string, query: string | readonly SearchParameter[], now: Date): Outcome<Matcher> {
  const parameters = typeof query === 'string' ? [...new URLSearchParams(query)] : query;
  const parsed = parseSearch(type, parameters, 'strict');
  if (!parsed.ok) return parsed;
  const tests: Test[] = [];
  for (const filter of parsed.value.filters) {
    const test = testOf(filter, { type, now });
    if (test === undefined) return notAlone(filter);
    tests.push(test);
  }
  return accepted((matched) => {
    const resource = typeof matched === 'string' ? (JSON.parse(matched) as Readonly<Record<string, unknown>>) : matched;
    if (resource['resourceType'] !== type) return false;
    const keys = extract(type, resource);
    return tests.every((test) => test(keys, resource));
  });
}

type Test = (keys: Keys, resource: Readonly<Record<string, unknown>>) => boolean;
type Asked = { readonly type: string; readonly now: Date };

function notAlone(filter: Filter): Outcome<never> {
  const { parameter } = filter;
  const modifier = 'modifier' in filter && filter.modifier ? `:${filter.modifier}` : '';
  const text = `${parameter}${modifier} cannot be told from a resource alone: it looks up others. Use a search, or a filter without it.`;
  return refuse('not-supported', 'search.not-alone', text, parameter);
}

function testOf(filter: Filter, asked: Asked): Test | undefined {
  const { type, now } = asked;
  switch (filter.kind) {
    case 'id':
      return (_, { id }) => filter.values.includes(String(id));
    case 'missing':
      return (keys) => hasValue(keys, filter.parameter) !== filter.missing;
    case 'token':
      return tokenTest(filter, type);
    case 'identifier':
      return (keys) =>
        own(keys.tokens, `${filter.parameter}:identifier`).some((key) =>
          anyOf(filter.values, (value) => tokenIs(key, value)),
        );
    case 'string':
      return stringTest(filter);
    case 'uri':
      return uriTest(filter);
    case 'reference':
      return filter.modifier ? undefined : referenceTest(filter.values, filter.parameter, type);
    case 'date':
      return dateTest(filter.values, filter.parameter, now);
    case 'number':
      return (keys) => own(keys.numbers, filter.parameter).some((key) => anyOf(filter.values, numberHolds(key)));
    case 'quantity':
      return (keys) =>
        own(keys.quantities, filter.parameter).some((key) =>
          filter.values.some((value) => isAmount(key, amountIn(value, key))),
        );
    case 'composite':
      return (keys) =>
        own(keys.composites, filter.parameter).some(({ parts }) =>
          filter.values.some((value) => compositeHolds(parts, value, { type, parameter: filter.parameter, now })),
        );
    default:
      return undefined;
  }
}

function isAmount(key: { readonly lo: number; readonly hi: number }, value: NumberValue | undefined): boolean {
  return value !== undefined && numberHolds(key)(value);
}

function own<Key extends { readonly p: string }>(keys: readonly Key[], parameter: string): readonly Key[] {
  return keys.filter(({ p }) => p === parameter);
}

function anyOf<T>(values: readonly T[], holds: (value: T) => boolean): boolean {
  return values.some(holds);
}

function hasValue(keys: Keys, parameter: string): boolean {
  return Object.values(keys).some((all: readonly { readonly p: string }[]) => all.some(({ p }) => p === parameter));
}

function tokenTest(filter: Extract<Filter, { kind: 'token' }>, type: string): Test | undefined {
  const { parameter, modifier, values } = filter;
  const implied = parameterOf(type, parameter)?.system;
  const found: Test = (keys) =>
    own(keys.tokens, parameter).some((key) => values.some((value) => tokenIs(key, value, implied)));
  switch (modifier) {
    case undefined:
      return found;
    case 'not':
      return (keys, resource) => !found(keys, resource);
    case 'of-type':
      return (keys) =>
        own(keys.tokens, `${parameter}:of-type`).some((key) => values.some((value) => tokenIs(key, value)));
    case 'text':
      return (keys) => own(keys.texts, parameter).some(({ v }) => values.some(({ code = '' }) => isSaid(v, code)));
    default:
      return undefined;
  }
}

/** A code of an element that implies its system has none of its own. */
export function tokenIs(key: Omit<TokenKey, 'p'>, { system, code }: TokenValue, implied?: string): boolean {
  if (code !== undefined && key.c !== code) return false;
  if (system === undefined) return true;
  return (key.s ?? '') === system || (key.s === undefined && system === implied);
}

/** The whole or a word of it begins as asked. */
function isSaid(text: string, wanted: string): boolean {
  const [said, start] = [saidText(text), saidText(wanted)];
  return (
    start !== '' && (said.startsWith(start) || [' ', '-', '(', '/'].some((before) => said.includes(before + start)))
  );
}

function stringTest({ parameter, modifier, values }: Extract<Filter, { kind: 'string' }>): Test {
  if (modifier === 'exact') return (keys) => own(keys.strings, parameter).some(({ v }) => values.includes(v));
  const wanted = values.map(normalise);
  if (modifier === 'contains')
    return (keys) =>
      own(keys.strings, parameter).some(({ v }) =>
        [...wordsOf(parameter, v), ...furtherOf(v)].some((word) => wanted.some((text) => word.includes(text))),
      );
  return (keys) =>
    own(keys.strings, parameter).some(({ v }) =>
      wordsOf(parameter, v).some((word) => wanted.some((text) => word.startsWith(text))),
    );
}

function uriTest({ parameter, modifier, values }: Extract<Filter, { kind: 'uri' }>): Test {
  const holds = (uri: string, value: string): boolean => {
    if (modifier === 'below') return isBelow(uri, value);
    return modifier === 'above' ? isBelow(value, uri) : uri === value;
  };
  return (keys) => own(keys.uris, parameter).some(({ v }) => values.some((value) => holds(v, value)));
}

function referenceTest(values: readonly ReferenceValue[], parameter: string, type: string): Test {
  const targets = parameterOf(type, parameter)?.targets ?? [];
  const stored = storedAs(type, parameter);
  return (keys) =>
    keys.references.some((key) => stored.includes(key.p) && values.some((value) => referenceIs(key, value, targets)));
}

/** A bare id is of any type that the parameter may point to. */
export function referenceIs(
  key: Omit<ReferenceKey, 'p'>,
  { type, id, url, version }: ReferenceValue,
  targets: readonly string[],
): boolean {
  if (url !== undefined) return key.url === url && (version === undefined || key.version === version);
  return (
    key.id === id && key.type !== undefined && targets.includes(key.type) && (type === undefined || type === key.type)
  );
}

function dateTest(values: readonly DateValue[], parameter: string, now: Date): Test {
  if (parameter !== '_lastUpdated')
    return (keys) => own(keys.dates, parameter).some((key) => values.some((value) => dateHolds(key, value, now)));
  return (_, { meta }) => {
    const updated = Date.parse(String((meta as { lastUpdated?: unknown } | undefined)?.lastUpdated));
    return values.some((value) => dateHolds({ lo: updated, hi: updated + 1 }, value, now));
  };
}
