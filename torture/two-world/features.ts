import { type Filter, parameterOf, parseSearch, parseSearchAcross, PREFIXES, type SearchAst, typesOf } from '#fhir';
import type { Request } from './world.ts';

const spread = (head: string, tails: readonly string[]): readonly string[] => tails.map((tail) => `${head} ${tail}`);

/** Everything that a search can have. */
export const FEATURES: readonly string[] = [
  'id',
  ...spread('missing', ['true', 'false']),
  ...spread('token', ['code', 'system|code', 'system|', '|code', 'list']),
  ...['not', 'text', 'of-type', 'in', 'not-in', 'above', 'below'].map((modifier) => `token:${modifier}`),
  'string',
  'string:exact',
  'string:contains',
  ...PREFIXES.flatMap((prefix) => [`date ${prefix}`, `number ${prefix}`, `quantity ${prefix}`]),
  ...spread('quantity', ['alone', 'with its unit', 'with a unit of any system', 'with a system']),
  ...spread('reference', ['Type/id', 'id', 'list']),
  'reference:Type',
  'reference:above',
  'reference:below',
  'identifier',
  'uri',
  'uri:above',
  'uri:below',
  ...spread('composite', ['token', 'quantity', 'string']),
  ...spread('chain', ['1', '2', '3', 'typed', 'to any type']),
  ...spread('has', ['1', '2', '3']),
  'has in a chain',
  'chain in a has',
  ...['include', 'revinclude'].flatMap((of) => spread(of, ['one', '*', 'iterate'])),
  'include target',
  ...['token', 'string', 'date', 'number', 'quantity', 'reference', 'uri'].flatMap((type) =>
    spread('sort', [type, `${type} down`]),
  ),
  'sort several',
  ...spread('total', ['none', 'estimate', 'accurate']),
  ...spread('summary', ['true', 'text', 'data', 'count', 'false']),
  'elements',
  'count',
  ...spread('by', ['address', 'form']),
  ...spread('of', ['one type', 'several types', 'a compartment', 'a whole compartment']),
  'lenient',
];

/** How often each was asked for, and found an answer. */
export type Tally = Map<string, number>;

export function tallied(tally: Tally, request: Request): void {
  for (const feature of new Set(featuresOf(request))) tally.set(feature, (tally.get(feature) ?? 0) + 1);
}

/** Those that were met too seldom, the seldomest first. */
export function seldom(tally: Tally, least: number): readonly string[] {
  const times = (feature: string): number => tally.get(feature) ?? 0;
  return FEATURES.filter((feature) => times(feature) < least).toSorted((a, b) => times(a) - times(b));
}

const SEARCH = /^\/fhir(?:\/(Patient\/\w+))?(?:\/([A-Z]\w+|\*))?(?:\/_search)?(?:\?(.*))?$/;

function featuresOf({ method, url, headers = {}, body = '' }: Request): readonly string[] {
  const isForm = method === 'POST' && url.endsWith('/_search');
  const [, compartment, type, text = ''] = (method === 'GET' || isForm ? SEARCH.exec(url) : undefined) ?? [];
  if (compartment === undefined && type === undefined && !url.startsWith('/fhir?') && !isForm) return [];
  const pairs = [...new URLSearchParams(isForm ? body : text)];
  const where =
    type !== undefined && type !== '*'
      ? 'one type'
      : compartment === undefined
        ? 'several types'
        : 'a whole compartment';
  const named = typesOf(pairs);
  const types =
    type !== undefined && type !== '*' ? [type] : ((named.ok ? named.value : undefined) ?? ['Patient', 'Observation']);
  const others = pairs.filter(([name]) => name !== '_type');
  const parsed =
    types.length === 1 ? parseSearch(types[0] ?? '', others, 'lenient') : parseSearchAcross(types, others, 'lenient');
  if (!parsed.ok) return [];
  const ast = (Array.isArray(parsed.value) ? parsed.value[0] : parsed.value) as SearchAst;
  return [
    `by ${isForm ? 'form' : 'address'}`,
    `of ${where}`,
    ...(compartment === undefined ? [] : ['of a compartment']),
    ...(String(headers['prefer'] ?? '').includes('lenient') ? ['lenient'] : []),
    ...ast.filters.flatMap((filter) => ofFilter(filter, 0)),
    ...written(others),
    ...ofShape(ast),
  ];
}

/** What a tree no longer tells. */
function written(pairs: readonly (readonly [string, string])[]): readonly string[] {
  return pairs.flatMap(([name, value]) => [
    ...(/^[a-z-]+:[A-Z]\w+$/.test(name) ? ['reference:Type'] : []),
    ...(name.startsWith('_has:') ? [`has ${name.split('_has:').length - 1}`] : []),
    ...(/^_has:[^.]*\./.test(name) ? ['chain in a has'] : []),
    ...(/\._has:/.test(name) ? ['has in a chain'] : []),
    ...(/^[a-z-]+(:[A-Z]\w+)?\./.test(name)
      ? [
          `chain ${name.replace(/_has.*/, 'x').split('.').length - 1}`,
          `chain ${name.includes(':') ? 'typed' : 'to any type'}`,
        ]
      : []),
    ...(/^\|[^|]+$/.test(value) ? ['token |code'] : []),
  ]);
}

function ofFilter(filter: Filter, depth: number): readonly string[] {
  const modifier = 'modifier' in filter && filter.modifier ? `:${filter.modifier}` : '';
  switch (filter.kind) {
    case 'missing':
      return [`missing ${filter.missing}`];
    case 'token':
      return [
        `token${modifier}`,
        ...(filter.values.length > 1 ? ['token list'] : []),
        ...filter.values.map(
          ({ system, code }) =>
            `token ${system === undefined ? 'code' : code === undefined ? 'system|' : 'system|code'}`,
        ),
      ];
    case 'date':
    case 'number':
      return filter.values.map(({ prefix }) => `${filter.kind} ${prefix}`);
    case 'quantity':
      return filter.values.flatMap(({ prefix, system, code }) => [
        `quantity ${prefix}`,
        `quantity ${system === undefined ? (code === undefined ? 'alone' : 'with a unit of any system') : code === undefined ? 'with a system' : 'with its unit'}`,
      ]);
    case 'reference':
      return [
        `reference${modifier}`,
        ...(filter.values.length > 1 ? ['reference list'] : []),
        ...filter.values.map(({ type }) => (type === undefined ? 'reference id' : 'reference Type/id')),
      ];
    case 'composite':
      return filter.values.flatMap((value) => value.map(({ kind }) => `composite ${kind}`));
    case 'chain':
      return filter.targets.flatMap((target) => ofFilter(target.filter, depth + 1));
    case 'has':
      return ofFilter(filter.filter, depth + 1);
    default:
      return [`${filter.kind}${modifier}`];
  }
}

function ofShape({ type, sort, include, revinclude, total, summary, elements, count }: SearchAst): readonly string[] {
  const beside = (of: string, all: SearchAst['include']) =>
    all.flatMap(({ parameter, iterate, target }) => [
      `${of} ${parameter === '*' ? '*' : 'one'}`,
      ...(iterate ? [`${of} iterate`] : []),
      ...(target === undefined ? [] : [`${of} target`]),
    ]);
  return [
    ...sort.map(
      ({ parameter, descending }) => `sort ${parameterOf(type, parameter)?.type}${descending ? ' down' : ''}`,
    ),
    ...(sort.length > 1 ? ['sort several'] : []),
    ...beside('include', include),
    ...beside('revinclude', revinclude),
    ...(total === undefined ? [] : [`total ${total}`]),
    ...(summary === undefined ? [] : [`summary ${summary}`]),
    ...(elements.length > 0 ? ['elements'] : []),
    ...(count === undefined ? [] : ['count']),
  ];
}
