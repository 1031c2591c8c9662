import { dateRange } from '../date.ts';
import { isResourceType } from '../types.ts';
import type {
  CompositeKey,
  CompositePart,
  DateKey,
  NumberKey,
  QuantityKey,
  ReferenceKey,
  TextKey,
  TokenKey,
} from '../keys.ts';

/** Keys while they are gathered. The functions below are what generated/extractors.ts is written in. */
export type Draft = {
  readonly tokens: TokenKey[];
  readonly texts: TextKey[];
  readonly strings: TextKey[];
  readonly dates: DateKey[];
  readonly references: ReferenceKey[];
  readonly uris: TextKey[];
  readonly numbers: NumberKey[];
  readonly quantities: QuantityKey[];
  readonly composites: CompositeKey[];
};

export function emptyDraft(): Draft {
  return {
    tokens: [],
    texts: [],
    strings: [],
    dates: [],
    references: [],
    uris: [],
    numbers: [],
    quantities: [],
    composites: [],
  };
}

type Emitter = (draft: Draft, p: string, value: Fields & string) => void;
// What stands in a resource is read as it is written: validation comes first, and what is of another shape is passed over.
type Fields = { readonly [name: string]: never } | undefined;

const NOTHING: readonly never[] = [];

/** The items of an array; what is no array has none. */
// oxlint-disable-next-line typescript/no-explicit-any -- generated code reads items by name, see above
export function list(value: unknown): readonly any[] {
  return Array.isArray(value) ? value : NOTHING;
}

export function hasExtension(value: Fields, url: string): boolean {
  return list(value?.['extension']).some((one: Fields) => one?.['url'] === url);
}

export function code(draft: Draft, p: string, value: unknown): void {
  if (typeof value === 'string') draft.tokens.push({ p, c: value });
}

export function flag(draft: Draft, p: string, value: unknown): void {
  if (typeof value === 'boolean') draft.tokens.push({ p, c: value ? 'true' : 'false' });
}

export function concept(draft: Draft, p: string, value: Fields): void {
  if (value === undefined || value === null) return;
  for (const one of list(value['coding'])) coding(draft, p, one);
  const said = value['text'] as unknown;
  const last = draft.texts.at(-1);
  if (typeof said === 'string' && (last?.v !== said || last.p !== p)) draft.texts.push({ p, v: said });
}

export function coding(draft: Draft, p: string, value: Fields): void {
  if (value === undefined || value === null) return;
  token(draft, p, value['system'], value['code']);
  if (typeof value['display'] === 'string') draft.texts.push({ p, v: value['display'] });
}

export function identifier(draft: Draft, p: string, value: Fields): void {
  if (value === undefined || value === null) return;
  token(draft, p, value['system'], value['value']);
  const type = value['type'] as Fields;
  if (type === undefined || type === null) return;
  if (typeof type['text'] === 'string') draft.texts.push({ p, v: type['text'] });
  for (const one of list(type['coding']) as readonly Fields[]) {
    if (typeof one?.['code'] === 'string' && typeof value['value'] === 'string')
      token(draft, `${p}:of-type`, one['system'], `${one['code'] as string}|${value['value'] as string}`);
  }
}

export function contact(draft: Draft, p: string, value: Fields): void {
  token(draft, p, undefined, value?.['value']);
}

function token(draft: Draft, p: string, system: unknown, value: unknown): void {
  if (typeof value !== 'string') return;
  draft.tokens.push(typeof system === 'string' ? { p, s: system, c: value } : { p, c: value });
}

export function text(draft: Draft, p: string, value: unknown): void {
  if (typeof value === 'string') draft.strings.push({ p, v: value });
}

export function humanName(draft: Draft, p: string, value: Fields): void {
  if (value === undefined || value === null) return;
  text(draft, p, value['family']);
  for (const one of list(value['given'])) text(draft, p, one);
  for (const one of list(value['prefix'])) text(draft, p, one);
  for (const one of list(value['suffix'])) text(draft, p, one);
  text(draft, p, value['text']);
}

export function address(draft: Draft, p: string, value: Fields): void {
  if (value === undefined || value === null) return;
  for (const one of list(value['line'])) text(draft, p, one);
  text(draft, p, value['city']);
  text(draft, p, value['district']);
  text(draft, p, value['state']);
  text(draft, p, value['postalCode']);
  text(draft, p, value['country']);
  text(draft, p, value['text']);
}

export function date(draft: Draft, p: string, value: unknown): void {
  const range = typeof value === 'string' ? dateRange(value) : undefined;
  if (range) draft.dates.push({ p, lo: range.lo, hi: range.hi });
}

export function period(draft: Draft, p: string, value: Fields): void {
  if (value === undefined || value === null) return;
  const start = boundary(value['start']);
  const end = boundary(value['end']);
  if (!start && !end) return;
  draft.dates.push({ p, lo: start?.lo ?? Number.NEGATIVE_INFINITY, hi: end?.hi ?? Number.POSITIVE_INFINITY });
}

/** Only the outer limits of a schedule count: https://hl7.org/fhir/R4/search.html#date */
export function timing(draft: Draft, p: string, value: Fields): void {
  if (value === undefined || value === null) return;
  const all: Draft = emptyDraft();
  for (const one of list(value['event'])) date(all, p, one);
  period(all, p, (value['repeat'] as Fields)?.['boundsPeriod']);
  if (all.dates.length === 0) return;
  const lo = Math.min(...all.dates.map((one) => one.lo));
  draft.dates.push({ p, lo, hi: Math.max(...all.dates.map((one) => one.hi)) });
}

function boundary(value: unknown) {
  return typeof value === 'string' ? dateRange(value) : undefined;
}

/** `only` is the type that the reference has to point to, for parameters like `patient`. */
export function reference(draft: Draft, p: string, value: Fields, only?: string): void {
  if (value === undefined || value === null) return;
  const said = value['reference'] as unknown;
  const local = typeof said === 'string' ? localKey(p, said) : undefined;
  if (only !== undefined && only !== (local?.type ?? typeOf(said, value['type']))) return;
  const logical = value['identifier'] as Fields;
  if (logical) token(draft, `${p}:identifier`, logical['system'], logical['value']);
  if (local) draft.references.push(local);
  else if (typeof said === 'string' && said !== '' && !said.startsWith('#'))
    draft.references.push(canonicalKey(p, said));
}

/** 'Patient/7' and 'Patient/7/_history/2'; the id has been checked by nobody, so it is taken up to the next slash. */
function localKey(p: string, said: string): ReferenceKey | undefined {
  const first = said.charCodeAt(0);
  const slash = said.indexOf('/');
  if (first < 65 || first > 90 || slash < 2 || slash === said.length - 1) return undefined;
  const type = said.slice(0, slash);
  if (!isResourceType(type)) return undefined;
  const next = said.indexOf('/', slash + 1);
  if (next === -1) return { p, type, id: said.slice(slash + 1) };
  const id = said.slice(slash + 1, next);
  return said.startsWith('/_history/', next) ? { p, type, id, version: said.slice(next + 10) } : undefined;
}

/** The type that a reference by address points to, as the address or the reference itself says. */
function typeOf(said: unknown, type: unknown): string | undefined {
  if (typeof said === 'string' && /^https?:/.test(said)) {
    const steps = said.split('/');
    const history = steps.lastIndexOf('_history');
    return steps[(history === -1 ? steps.length : history) - 2];
  }
  return typeof type === 'string' ? type : undefined;
}

export function canonical(draft: Draft, p: string, value: unknown): void {
  if (typeof value === 'string' && value !== '' && !value.startsWith('#'))
    draft.references.push(canonicalKey(p, value));
}

function canonicalKey(p: string, said: string): ReferenceKey {
  const bar = said.indexOf('|');
  return bar === -1 ? { p, url: said } : { p, url: said.slice(0, bar), version: said.slice(bar + 1) };
}

/** A resource that stands in the place of a reference to it. */
export function inline(draft: Draft, p: string, value: Fields): void {
  const type = value?.['resourceType'] as unknown;
  const id = value?.['id'] as unknown;
  if (typeof type === 'string' && typeof id === 'string') draft.references.push({ p, type, id });
}

/** A canonical with a version is found with and without it. */
export function uri(draft: Draft, p: string, value: unknown): void {
  if (typeof value !== 'string') return;
  draft.uris.push({ p, v: value });
  const bar = value.indexOf('|');
  if (bar > 0) draft.uris.push({ p, v: value.slice(0, bar) });
}

export function number(draft: Draft, p: string, value: unknown): void {
  if (typeof value === 'number') draft.numbers.push({ p, lo: value, hi: value });
}

export function quantity(draft: Draft, p: string, value: Fields): void {
  const amount = value?.['value'] as unknown;
  if (value === undefined || typeof amount !== 'number') return;
  const comparator = value['comparator'] as unknown;
  const { system, code, unit } = value as { readonly [name: string]: unknown };
  const key: { -readonly [K in keyof QuantityKey]: QuantityKey[K] } = {
    p,
    value: amount,
    lo: comparator === '<' || comparator === '<=' ? Number.NEGATIVE_INFINITY : amount,
    hi: comparator === '>' || comparator === '>=' ? Number.POSITIVE_INFINITY : amount,
  };
  if (typeof system === 'string') key.system = system;
  if (typeof code === 'string') key.code = code;
  if (typeof unit === 'string') key.unit = unit;
  draft.quantities.push(key);
}

export function money(draft: Draft, p: string, value: Fields): void {
  const amount = value?.['value'] as unknown;
  if (value === undefined || typeof amount !== 'number') return;
  const currency = value['currency'] as unknown;
  draft.quantities.push({
    p,
    value: amount,
    lo: amount,
    hi: amount,
    ...(typeof currency === 'string' ? { system: 'urn:iso:std:iso:4217', code: currency } : {}),
  });
}

/** From the low to the high end; the units are those of the end that has one. */
export function range(draft: Draft, p: string, value: Fields): void {
  if (value === undefined || value === null) return;
  const ends = emptyDraft();
  quantity(ends, p, value['low']);
  const hasLow = ends.quantities.length > 0;
  quantity(ends, p, value['high']);
  const [first, second] = ends.quantities;
  if (!first) return;
  const high = hasLow ? second : first;
  draft.quantities.push({
    ...first,
    lo: hasLow ? first.lo : Number.NEGATIVE_INFINITY,
    hi: high?.hi ?? Number.POSITIVE_INFINITY,
  });
}

/** Parameters of the same components share their parts. */
export function composite(
  draft: Draft,
  parts: readonly (readonly CompositePart[])[],
  ...codes: readonly string[]
): void {
  if (parts.every((one) => one.length > 0)) for (const p of codes) draft.composites.push({ p, parts });
}

/** Takes the keys of one part at a time; emptied after each, so that a composite costs no draft of its own. */
const scratch = emptyDraft();

/** What an emitter finds in a value, as parts of a composite. */
export function partsOf(emitter: unknown, kind: CompositePart['kind'], value: unknown): readonly CompositePart[] {
  if (value === undefined || value === null) return NOTHING;
  (emitter as Emitter)(scratch, '', value as Fields & string);
  const parts = takeParts(kind);
  const { tokens, texts, strings, dates, references, uris, numbers, quantities } = scratch;
  tokens.length = texts.length = strings.length = dates.length = 0;
  references.length = uris.length = numbers.length = quantities.length = 0;
  return parts;
}

function takeParts(kind: CompositePart['kind']): readonly CompositePart[] {
  switch (kind) {
    case 'token':
      return scratch.tokens
        .filter(({ p }) => p === '')
        .map(({ s, c }) => (s === undefined ? { kind, c } : { kind, s, c }));
    case 'string':
      return scratch.strings.map(({ v }) => ({ kind, v }));
    case 'uri':
      return scratch.uris.map(({ v }) => ({ kind, v }));
    case 'date':
      return scratch.dates.map(({ lo, hi }) => ({ kind, lo, hi }));
    case 'number':
      return scratch.numbers.map(({ lo, hi }) => ({ kind, lo, hi }));
    case 'quantity':
      return scratch.quantities.map(({ value, lo, hi, system, code, unit }) => ({
        kind,
        value,
        lo,
        hi,
        ...(system === undefined ? {} : { system }),
        ...(code === undefined ? {} : { code }),
        ...(unit === undefined ? {} : { unit }),
      }));
    case 'reference':
      return scratch.references.map((key) => ({ kind, ...withoutCode(key) }));
  }
}

function withoutCode(key: ReferenceKey): Omit<ReferenceKey, 'p'> {
  const { p: _, ...rest } = key;
  return rest;
}
