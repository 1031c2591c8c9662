import {
  CLINICAL_DATE,
  type ComponentValue,
  type CompositePart,
  clinicalDate,
  type DateValue,
  extract,
  type Filter,
  type Keys,
  type NumberValue,
  parameterOf,
  patientsOf,
  type QuantityKey,
  type QuantityValue,
  type ReferenceKey,
  type ReferenceValue,
  type SearchAst,
  type TokenKey,
  type TokenValue,
} from '#fhir';

/**
 * What a search should find, told a second way: a loop over resources in memory that looks at their keys. It shares the parser and the
 * extractor with the product, and nothing of tokens, index rows, plans or SQL.
 */
export type Item = {
  readonly type: string;
  readonly id: string;
  readonly bkt: number;
  readonly updated: number;
  readonly keys: Keys;
  readonly at: { readonly lo: number; readonly hi: number } | undefined;
  readonly patients: readonly string[];
};

export type World = { readonly items: readonly Item[]; readonly now: number };

export function itemOf(stored: {
  readonly type: string;
  readonly id: string;
  readonly bkt: number;
  readonly updated: Date;
  readonly body: string;
}): Item {
  const { type, id, bkt, updated, body } = stored;
  const resource = JSON.parse(body) as Record<string, unknown>;
  return {
    type,
    id,
    bkt,
    updated: updated.getTime(),
    keys: extract(type, resource),
    at: clinicalDate(type, resource),
    patients: patientsOf(type, resource),
  };
}

/** The matches in order, 'Type/id'. */
export function expected(world: World, ast: SearchAst, compartment?: string): readonly string[] {
  return world.items
    .filter((item) => item.type === ast.type)
    .filter((item) => compartment === undefined || whose(item, world).includes(compartment))
    .filter((item) => ast.filters.every((filter) => satisfies(item, filter, world)))
    .sort((left, right) => inOrder(left, right, ast))
    .map(({ type, id }) => `${type}/${id}`);
}

/** A Task that names nobody is whose that is which it is about. */
function whose({ type, patients, keys }: Item, { items }: World): readonly string[] {
  if (type !== 'Task' || patients.length > 0) return patients;
  const named = keys.references.filter(({ p }) => ['focus', 'based-on', 'encounter', 'part-of'].includes(p));
  return items
    .filter((one) => named.some(({ type: of, id }) => of === one.type && id === one.id))
    .flatMap((one) => one.patients);
}

function satisfies(item: Item, filter: Filter, world: World): boolean {
  const { keys } = item;
  const of = <Key extends { readonly p: string }>(all: readonly Key[], code = filter.parameter) =>
    all.filter(({ p }) => p === code);
  switch (filter.kind) {
    case 'id':
      return filter.values.includes(item.id);
    case 'missing':
      return hasValue(item, filter.parameter) !== filter.missing;
    case 'token': {
      const system = parameterOf(item.type, filter.parameter)?.system;
      if (filter.modifier === 'text')
        return of(keys.texts).some(({ v }) => filter.values.some(({ code = '' }) => isCalled(v, code)));
      const name = filter.modifier === 'of-type' ? `${filter.parameter}:of-type` : filter.parameter;
      const found = of(keys.tokens, name).some((key) => filter.values.some((value) => tokenIs(key, value, system)));
      return filter.modifier === 'not' ? !found : found;
    }
    case 'identifier':
      return of(keys.tokens, `${filter.parameter}:identifier`).some((key) =>
        filter.values.some((value) => tokenIs(key, value, undefined)),
      );
    case 'string':
      return of(keys.strings).some(({ v }) => filter.values.some((value) => textIs(v, value, filter)));
    case 'uri':
      return of(keys.uris).some(({ v }) => filter.values.some((value) => uriIs(v, value, filter.modifier)));
    case 'reference':
      return of(keys.references).some((key) => filter.values.some((value) => referenceIs(key, value, filter, world)));
    case 'date': {
      const dates = filter.parameter === '_lastUpdated' ? [{ lo: item.updated, hi: item.updated + 1 }] : of(keys.dates);
      return dates.some((key) => filter.values.some((value) => dateIs(key, value, world.now)));
    }
    case 'number':
      return of(keys.numbers).some((key) => filter.values.some((value) => numberIs(key, value)));
    case 'quantity':
      return of(keys.quantities).some((key) => filter.values.some((value) => quantityIs(key, value)));
    case 'composite':
      return of(keys.composites).some(({ parts }) =>
        filter.values.some((value) =>
          value.every((one, index) => (parts[index] ?? []).some((part) => partIs(part, one))),
        ),
      );
    case 'chain':
      return of(keys.references).some((key) =>
        filter.targets.some(({ type, filter: inner }) =>
          world.items.some(
            (target) => target.type === type && refersTo(key, target) && satisfies(target, inner, world),
          ),
        ),
      );
    case 'has':
      return world.items.some(
        (other) =>
          other.type === filter.type &&
          of(other.keys.references).some((key) => refersTo(key, item)) &&
          satisfies(other, filter.filter, world),
      );
  }
}

function hasValue({ keys }: Item, parameter: string): boolean {
  if (parameter === '_id' || parameter === '_lastUpdated') return true;
  return Object.values(keys).some((all: readonly { readonly p: string }[]) => all.some(({ p }) => p === parameter));
}

function tokenIs(key: TokenKey, { system, code }: TokenValue, implied: string | undefined): boolean {
  if (code !== undefined && key.c !== code) return false;
  if (system === undefined) return true;
  return (key.s ?? '') === system || (key.s === undefined && system === implied);
}

const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

function textIs(text: string, value: string, { parameter, modifier }: Extract<Filter, { kind: 'string' }>): boolean {
  if (modifier === 'exact') return text === value;
  if (modifier === 'contains') return plain(text).includes(plain(value));
  const words = ['name', 'given', 'family'].includes(parameter) ? plain(text).split(/[ -]/) : [];
  return [plain(text), ...words].some((start) => start.startsWith(plain(value)));
}

function isCalled(text: string, wanted: string): boolean {
  return [plain(text), ...plain(text).split(/[ \-(/]/)].some((word) => word.startsWith(plain(wanted)));
}

function uriIs(uri: string, value: string, modifier: 'above' | 'below' | undefined): boolean {
  const steps = (of: string): readonly string[] => of.replace(/\/$/, '').split('/');
  const begins = (long: string, short: string): boolean => steps(short).every((step, at) => steps(long)[at] === step);
  if (modifier === 'below') return begins(uri, value);
  return modifier === 'above' ? begins(value, uri) : uri === value;
}

/** Follows what is part of what through the visible resources, one at a time. */
function isWithin(
  key: ReferenceKey,
  value: ReferenceValue,
  modifier: 'above' | 'below' | undefined,
  { items }: World,
): boolean {
  const wholeOf = (of: ReferenceKey): ReferenceKey | undefined =>
    items
      .find((item) => refersTo(of, item))
      ?.keys.references.find(({ p, type }) => (p === 'partof' || p === 'part-of') && type === of.type);
  const start: ReferenceKey = { p: '', type: key.type ?? '', id: value.id ?? '' };
  const [low, high] = modifier === 'below' ? [key, start] : [start, key];
  for (let one: ReferenceKey | undefined = low; one !== undefined; one = wholeOf(one))
    if (one.id === high.id && one.type === high.type) return true;
  return false;
}

type ReferenceFilter = Extract<Filter, { kind: 'reference' }>;

function referenceIs(key: ReferenceKey, value: ReferenceValue, { modifier }: ReferenceFilter, world: World): boolean {
  if (modifier) return isWithin(key, value, modifier, world);
  const { type, id, url } = value;
  if (url !== undefined) return key.url === url;
  return key.id === id && (type === undefined || key.type === type);
}

const refersTo = (key: ReferenceKey, { type, id }: Item): boolean => key.type === type && key.id === id;

function dateIs({ lo, hi }: { readonly lo: number; readonly hi: number }, value: DateValue, now: number): boolean {
  const within = lo >= value.lo && hi <= value.hi;
  const slack = Math.abs(now - value.lo) / 10;
  return {
    eq: within,
    ne: !within,
    gt: hi > value.hi,
    lt: lo < value.lo,
    ge: hi > value.hi || within,
    le: lo < value.lo || within,
    sa: lo >= value.hi,
    eb: hi <= value.lo,
    ap: lo < value.hi + slack && hi > value.lo - slack,
  }[value.prefix];
}

function numberIs({ lo, hi }: { readonly lo: number; readonly hi: number }, value: NumberValue): boolean {
  const within = lo >= value.lo && hi < value.hi;
  const slack = Math.abs(value.value) / 10;
  return {
    eq: within,
    ne: !within,
    gt: hi > value.value,
    lt: lo < value.value,
    ge: hi >= value.value,
    le: lo <= value.value,
    sa: lo > value.value,
    eb: hi < value.value,
    ap: lo <= value.value + slack && hi >= value.value - slack,
  }[value.prefix];
}

function quantityIs(key: Omit<QuantityKey, 'p'>, value: QuantityValue): boolean {
  const { system, code } = value;
  if (!system) return numberIs(key, value) && (code === undefined || code === key.code || code === key.unit);
  if (key.system !== system) return false;
  if (code === undefined || code === key.code) return numberIs(key, value);
  const factor = FACTORS[`${code} in ${key.code ?? ''}`];
  if (factor === undefined) return false;
  const [lo, hi, exact] = [value.lo, value.hi, value.value].map((one) => Number((one * factor).toPrecision(12)));
  return numberIs(key, { ...value, lo: lo ?? 0, hi: hi ?? 0, value: exact ?? 0 });
}

/** Base units in each, as UCUM has them. */
const BASE: Readonly<Record<string, number>> = {
  'mmol/L': 6.02214076e23,
  'umol/L': 6.02214076e20,
  'mm[Hg]': 133322,
  kPa: 1e6,
};

const FACTORS: Readonly<Record<string, number>> = {
  'mmol/L in umol/L': 1000,
  'umol/L in mmol/L': 0.001,
  'kPa in mm[Hg]': 1 / 0.133322,
  'mm[Hg] in kPa': 0.133322,
};

function partIs(part: CompositePart, { kind, value }: ComponentValue): boolean {
  if (part.kind === 'token' && kind === 'token') return tokenIs({ p: '', ...part }, value, undefined);
  if (part.kind === 'quantity' && kind === 'quantity') return quantityIs(part, value);
  if (part.kind === 'string' && kind === 'string') return plain(part.v).startsWith(plain(value));
  throw new Error(`the oracle compares no ${part.kind} with a ${kind}`);
}

/** Nothing sorts last whichever way; ties by bucket and id. */
function inOrder(left: Item, right: Item, ast: SearchAst): number {
  const sorts = ast.sort.length > 0 ? ast.sort : [{ parameter: '', descending: true }];
  for (const { parameter, descending } of sorts) {
    const [a, b] = [left, right].map((item) => sortValue(item, parameter, descending));
    if (a === undefined || b === undefined) {
      if (a !== b) return a === undefined ? 1 : -1;
      continue;
    }
    if (a !== b) return a < b === descending ? 1 : -1;
  }
  const served = ['_id', '_lastUpdated', CLINICAL_DATE[left.type]];
  const first = ast.sort[0];
  const made = ast.sort.some(({ parameter }) => !served.includes(parameter));
  const isBack = made ? first?.descending : first?.parameter === '_lastUpdated' && !first.descending;
  const backwards = isBack ? -1 : 1;
  const ties = left.bkt === right.bkt ? (left.id < right.id ? -1 : 1) : left.bkt - right.bkt;
  return ties * backwards;
}

function sortValue(item: Item, parameter: string, descending: boolean): number | string | undefined {
  if (parameter === '') return item.at === undefined || item.at.lo === -Infinity ? undefined : item.at.lo;
  if (parameter === '_id') return item.id;
  if (parameter === '_lastUpdated') return item.updated;
  const { dates, strings, numbers, quantities, tokens, references, uris } = item.keys;
  const own = <Key extends { readonly p: string }>(all: readonly Key[]) => all.filter(({ p }) => p === parameter);
  const undated = descending && CLINICAL_DATE[item.type] === parameter;
  const amounts = own(quantities).map(({ lo, system, code = '' }) => lo * (system ? (BASE[code] ?? 1) : 1));
  const ends = [...[...own(dates), ...own(numbers)].map(({ lo }) => lo), ...amounts].filter(
    (lo) => !undated || lo !== -Infinity,
  );
  const words = own(strings).flatMap(({ v }) => [
    plain(v),
    ...(parameter === 'name' || parameter === 'family' ? plain(v).split(/[ -]/).slice(1) : []),
  ]);
  const plainly = [
    ...own(tokens).map(({ c }) => c),
    ...own(references).map(({ type, id, url }) => url ?? `${type}/${id}`),
    ...own(uris).map(({ v }) => v),
  ];
  const all: (number | string)[] = [...ends, ...words, ...plainly];
  if (all.length === 0) return undefined;
  return all.reduce((best, one) => (one > best === descending ? one : best));
}
