import { CLINICAL_DATE, clinicalDate, extract, isPatientCompartmentType } from '#fhir';
import { identBucket } from '../place/compartment.ts';
import { parameterNumber, tokenHash } from '../place/hash.ts';
import { storedAs } from './stored-as.ts';
import { wordsOf } from './words.ts';

type Keys = ReturnType<typeof extract>;

/** What a search reads of one resource; the README tells what each row is for. */
export type IndexRows = {
  readonly tok: readonly string[];
  readonly has: readonly number[];
  readonly at: number | undefined;
  readonly till: number | undefined;
  readonly posting: readonly string[];
  readonly word: readonly { readonly prm: number; readonly val: string }[];
  readonly range: readonly { readonly prm: number; readonly code: string; readonly lo: number; readonly hi: number }[];
  readonly ident: readonly { readonly h: number; readonly sys: string; readonly val: string }[];
};

type Range = IndexRows['range'][number];

const POSTED = new Set(['code', 'vaccine-code']);
const NO_UNIT = '0';

/** The index rows of a resource. Pure. */
export function indexRows(type: string, resource: Readonly<Record<string, unknown>>): IndexRows {
  const keys = extract(type, resource);
  const tok = new Set<string>();
  const has = new Set<number>();
  const date = clinicalDate(type, resource);
  if (date && CLINICAL_DATE[type]) has.add(parameterNumber(type, CLINICAL_DATE[type]));
  addTokens(type, keys, { tok, has });
  addTexts(type, keys, { tok, has });
  return {
    at: date?.lo,
    till: date?.hi,
    posting: postingsOf(type, keys),
    word: wordRows(type, keys),
    range: rangeRows(type, keys, has, tok),
    ident: identRows(keys),
    tok: [...tok],
    has: [...has].sort((a, b) => a - b),
  };
}

type Sets = { readonly tok: Set<string>; readonly has: Set<number> };

/** Whether a parameter has rows of its own. */
function kept(type: string, code: string): boolean {
  return storedAs(type, code)[0] === code;
}

function addTokens(type: string, keys: Keys, { tok, has }: Sets): void {
  for (const { p, s, c } of keys.tokens) {
    if (!kept(type, p)) continue;
    has.add(parameterNumber(type, p));
    for (const value of tokenValues(s, c)) tok.add(tokenHash(type, p, value));
  }
  for (const { p, type: target, id, url, version } of keys.references) {
    // Presence is its own: a subject that is a Group is no patient.
    has.add(parameterNumber(type, p));
    if (!kept(type, p)) continue;
    if (target && id) tok.add(tokenHash(type, p, `${target}/${id}`));
    if (url) tok.add(tokenHash(type, p, url));
    if (url && version) tok.add(tokenHash(type, p, `${url}|${version}`));
  }
}

function addTexts(type: string, keys: Keys, { tok, has }: Sets): void {
  for (const { p, v } of [...keys.uris, ...keys.strings]) {
    has.add(parameterNumber(type, p));
    tok.add(tokenHash(type, p, v));
  }
}

/** What a token can be asked by: the code alone, with its system, the system alone, or the code with no system. */
function tokenValues(system: string | undefined, code: string): readonly string[] {
  return system ? [code, `${system}|${code}`, `${system}|`] : [code, `|${code}`];
}

function postingsOf(type: string, keys: Keys): readonly string[] {
  if (!isPatientCompartmentType(type)) return [];
  const codes = keys.tokens.filter(({ p }) => POSTED.has(p));
  const hashes = codes.flatMap(({ p, s, c }) => {
    const alone = tokenHash(type, p, c);
    return s ? [alone, tokenHash(type, p, `${s}|${c}`)] : [alone];
  });
  return [...new Set(hashes)];
}

function wordRows(type: string, keys: Keys): IndexRows['word'] {
  const seen = new Set<string>();
  return keys.strings.flatMap(({ p, v }) => {
    const prm = parameterNumber(type, p);
    return wordsOf(p, v).flatMap((val) => {
      const key = `${prm} ${val}`;
      if (seen.has(key)) return [];
      seen.add(key);
      return [{ prm, val }];
    });
  });
}

function rangeRows(type: string, keys: Keys, has: Set<number>, tok: Set<string>): readonly Range[] {
  const clinical = CLINICAL_DATE[type];
  const rows: Range[] = [];
  const add = (p: string, code: string, { lo, hi }: { readonly lo: number; readonly hi: number }) => {
    const prm = parameterNumber(type, p);
    has.add(prm);
    rows.push({ prm, code, lo, hi });
  };
  for (const date of keys.dates) if (date.p !== clinical && date.p !== '_lastUpdated') add(date.p, NO_UNIT, date);
  for (const number of keys.numbers) add(number.p, NO_UNIT, number);
  for (const quantity of keys.quantities) {
    if (!kept(type, quantity.p)) continue;
    const { p, system, code, unit } = quantity;
    add(p, tokenHash(type, p, code ?? unit ?? ''), quantity);
    if (system && code) tok.add(tokenHash(type, p, `${system}|${code}`));
  }
  for (const composite of keys.composites) {
    if (!kept(type, composite.p)) continue;
    for (const { code, lo, hi } of compositeRanges(type, composite)) add(composite.p, code, { lo, hi });
  }
  return rows;
}

type Composite = Keys['composites'][number];

/** A token with a quantity or a number: 'systolic pressure of more than 140' as one row a code. */
function compositeRanges(type: string, { p, parts }: Composite): readonly Omit<Range, 'prm'>[] {
  const [first = [], second = []] = parts;
  if (parts.length !== 2) return [];
  const amounts = second.flatMap((part) => (part.kind === 'quantity' || part.kind === 'number' ? [part] : []));
  const codes = first.flatMap((part) => {
    if (part.kind !== 'token') return [];
    return part.s ? [part.c, `${part.s}|${part.c}`] : [part.c];
  });
  return [...new Set(codes)].flatMap((code) =>
    amounts.map(({ lo, hi }) => ({ code: tokenHash(type, p, code), lo, hi })),
  );
}

function identRows(keys: Keys): IndexRows['ident'] {
  const seen = new Map<string, IndexRows['ident'][number]>();
  for (const { p, s = '', c } of keys.tokens) {
    if (p === 'identifier') seen.set(`${s}|${c}`, { h: identBucket(s, c), sys: s, val: c });
  }
  return [...seen.values()];
}
