import { CLINICAL_DATE, clinicalDate, extract } from '#fhir';
import { identBucket } from '../place/compartment.ts';
import { parameterFor } from './parameter.ts';
import { parameterNumber } from '../place/hash.ts';
import { identText } from './ident.ts';
import { hasPostings } from './stored-as.ts';
import { compositeRanges, compositeTokens } from './composite-rows.ts';
import type { Term } from './term.ts';
import { furtherName, furtherOf, wordsOf } from './words.ts';

type Keys = ReturnType<typeof extract>;

/** What a search reads of one resource; the README tells what each row is for. */
export type IndexRows = {
  readonly tok: readonly bigint[];
  readonly has: readonly number[];
  readonly at: number | undefined;
  readonly till: number | undefined;
  readonly posting: readonly bigint[];
  readonly word: readonly { readonly prm: number; readonly val: string }[];
  readonly range: readonly { readonly prm: number; readonly code: bigint; readonly lo: number; readonly hi: number }[];
  readonly ident: readonly { readonly h: number; readonly sys: string; readonly val: string }[];
  /** What has to stand in `term` before this can be found by it; the same object for the same term. */
  readonly terms: readonly Term[];
};

type Range = IndexRows['range'][number];

const POSTED = new Set(['code', 'vaccine-code']);
const NO_UNIT = 0n;

/** The index rows of a resource. Pure. Give its keys if they are at hand. */
export function indexRows(
  type: string,
  resource: Readonly<Record<string, unknown>>,
  keys: Keys = extract(type, resource),
): IndexRows {
  const tok = new Set<bigint>();
  const has = new Set<number>();
  const date = clinicalDate(type, resource, keys);
  if (date && CLINICAL_DATE[type]) has.add(parameterFor(type, CLINICAL_DATE[type]).number);
  const terms: Term[] = [];
  addTokens(type, keys, { tok, has });
  addTexts(type, keys, { tok, has, terms });
  addPairs(type, keys, { tok, has });
  return {
    at: date?.lo,
    till: date?.hi,
    posting: postingsOf(type, keys),
    word: wordRows(type, keys),
    range: rangeRows(type, keys, { has, terms }),
    ident: identRows(keys),
    tok: [...tok],
    has: [...has].sort((a, b) => a - b),
    terms,
  };
}

type Sets = { readonly tok: Set<bigint>; readonly has: Set<number> };

function addTokens(type: string, keys: Keys, { tok, has }: Sets): void {
  for (const { p, s, c } of keys.tokens) {
    const parameter = parameterFor(type, p);
    if (!parameter.kept) continue;
    has.add(parameter.number);
    for (const hash of parameter.concept(s, c)) tok.add(hash);
  }
  for (const { p, type: target, id, url, version } of keys.references) {
    const parameter = parameterFor(type, p);
    // Presence is its own: a subject that is a Group is no patient.
    has.add(parameter.number);
    if (!parameter.kept) continue;
    if (target && id) tok.add(parameter.hash(`${target}/${id}`));
    if (url === undefined) continue;
    tok.add(parameter.hash(url));
    // Without a version it says so, that what names another version is not taken for it.
    tok.add(parameter.hash(`${url}|${version ?? ''}`));
  }
}

function addTexts(type: string, keys: Keys, { tok, has, terms }: Sets & { readonly terms: Term[] }): void {
  for (const { p, v } of keys.strings) {
    const parameter = parameterFor(type, p);
    has.add(parameter.number);
    tok.add(parameter.hash(v));
  }
  for (const { p, v } of keys.uris) {
    const parameter = parameterFor(type, p);
    has.add(parameter.number);
    tok.add(parameter.hash(v));
    const term = parameter.path(v);
    if (term) terms.push(term);
  }
  for (const { p, v } of keys.texts) {
    const parameter = parameterFor(type, p);
    if (!parameter.kept) continue;
    // A concept that is only text is there all the same.
    has.add(parameter.number);
    const term = parameter.said(v);
    if (!term) continue;
    tok.add(term.hash);
    terms.push(term);
  }
}

/** Composites of two codes are tokens. That they are there is told by their parts' numbers, where they have no rows. */
function addPairs(type: string, keys: Keys, { tok, has }: Sets): void {
  for (const composite of keys.composites) {
    const parameter = parameterFor(type, composite.p);
    if (!parameter.kept) continue;
    has.add(parameter.number);
    if (parameter.form !== 'pairs') continue;
    for (const hash of compositeTokens(type, composite)) tok.add(hash);
  }
}

function postingsOf(type: string, keys: Keys): readonly bigint[] {
  if (!hasPostings(type)) return [];
  const found = new Set<bigint>();
  for (const { p, s, c } of keys.tokens) {
    if (!POSTED.has(p)) continue;
    const [alone, withSystem] = parameterFor(type, p).concept(s, c) as readonly [bigint, bigint];
    found.add(alone);
    if (s) found.add(withSystem);
  }
  return [...found];
}

function wordRows(type: string, keys: Keys): IndexRows['word'] {
  if (keys.strings.length === 0) return [];
  const seen = new Set<string>();
  return keys.strings.flatMap(({ p, v }) => {
    const { number } = parameterFor(type, p);
    const further = furtherOf(v);
    const behind = further.length === 0 ? number : parameterNumber(type, furtherName(p));
    return [...wordsOf(p, v), ...further].flatMap((val, at, { length }) => {
      const prm = at < length - further.length ? number : behind;
      const key = `${prm} ${val}`;
      if (seen.has(key)) return [];
      seen.add(key);
      return [{ prm, val }];
    });
  });
}

type Gathered = { readonly has: Set<number>; readonly terms: Term[] };

function rangeRows(type: string, keys: Keys, { has, terms }: Gathered): readonly Range[] {
  const clinical = CLINICAL_DATE[type];
  const rows: Range[] = [];
  const add = (p: string, code: bigint, { lo, hi }: { readonly lo: number; readonly hi: number }) => {
    const prm = parameterFor(type, p).number;
    has.add(prm);
    rows.push({ prm, code, lo, hi });
  };
  for (const date of keys.dates) if (date.p !== clinical && date.p !== '_lastUpdated') add(date.p, NO_UNIT, date);
  for (const number of keys.numbers) add(number.p, NO_UNIT, number);
  for (const quantity of keys.quantities) {
    const parameter = parameterFor(type, quantity.p);
    if (!parameter.kept) continue;
    const term = parameter.unit(quantity);
    terms.push(term);
    add(quantity.p, term.hash, quantity);
  }
  for (const composite of keys.composites) {
    const { kept, form } = parameterFor(type, composite.p);
    if (!kept || form === 'pairs' || form === 'parts') continue;
    for (const { code, lo, hi } of compositeRanges(type, composite, terms)) add(composite.p, code, { lo, hi });
  }
  return rows;
}
function identRows(keys: Keys): IndexRows['ident'] {
  const seen = new Map<string, IndexRows['ident'][number]>();
  for (const { p, s = '', c } of keys.tokens) {
    if (p === 'identifier') seen.set(`${s}|${c}`, { h: identBucket(s, c), sys: identText(s), val: identText(c) });
  }
  return [...seen.values()];
}
