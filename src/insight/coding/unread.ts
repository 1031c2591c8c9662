import type { Day } from '#base';
import { codesOf, happened, isUndone, readValue } from '../fact.ts';
import type { FactDefinition } from '../pack.ts';
import type { Translate } from './maps.ts';

type Json = Readonly<Record<string, unknown>>;

/** A definition with its number in the database. */
export type Unreadable = FactDefinition & { readonly number: number };

/** What no fact is read from and looks as if one should be: by its name, by its unit, or by a code whose value cannot be read. */
export type Unread = { readonly fact: number; readonly at: Day; readonly code: string; readonly words: string };

/** What was measured and done. Diagnoses and medicines have too many names for a likeness of words to mean anything. */
export const UNREAD_TYPES: readonly string[] = ['Observation', 'Procedure'];

const NONE: readonly never[] = [];
const WORDS_MAX = 120;
/** Words that name no thing. */
const EMPTY = new Set(['a', 'an', 'in', 'of', 'or', 'serum', 'status', 'the', 'to']);

type Known = { readonly definition: Unreadable; readonly key: number };

/** At most one of a resource: the first definition, in the order of their titles, that it looks like. */
export function unreadReader(
  definitions: readonly Unreadable[],
): (resource: Json, translate?: Translate) => readonly Unread[] {
  const known = new Map(
    definitions.flatMap((definition) =>
      Object.entries(definition.codes).flatMap(([key, codes]) =>
        codes.map((code): [string, Known] => [`${definition.type} ${code}`, { definition, key: Number(key) }]),
      ),
    ),
  );
  const likened = definitions.map((definition) => ({
    definition,
    title: wordsOf(definition.title),
    systems: new Set(Object.values(definition.codes).flatMap((codes) => codes.map(systemOf))),
  }));
  const called = rememberedNames(likened);
  return (resource, translate) => {
    const type = String(resource['resourceType']);
    const codes = codesOf(resource['code']);
    const read = codes.flatMap((code) => known.get(`${type} ${translate?.(code) ?? code}`) ?? NONE);
    // What a code counts as has been said: nobody is asked any more.
    const said = translate !== undefined && codes.some((code) => translate(code) !== undefined);
    const alike = read.length > 0 || said ? undefined : likeness(called, { type, codes, resource });
    const found = read.length > 0 ? withoutValue(read, resource) : alike;
    if (found === undefined || isUndone(resource)) return [];
    const at = happened(type, resource, found.on);
    const code = read.length > 0 ? '' : (codes[0] ?? '');
    return at === undefined ? [] : [{ fact: found.number, at, code, words: nameOf(resource).slice(0, WORDS_MAX) }];
  };
}

/** Known by its code, and the value cannot be read: none, another unit, or beyond what can be. */
function withoutValue(read: readonly Known[], resource: Json): Unreadable | undefined {
  const missing = ({ definition: { value, second }, key }: Known) =>
    (value !== undefined && readValue(value, resource, key) === undefined) ||
    (second !== undefined && readValue(second, resource, key) === undefined);
  return read.every(missing) ? read[0]?.definition : undefined;
}

type Likened = {
  readonly definition: Unreadable;
  readonly title: readonly string[];
  readonly systems: ReadonlySet<string>;
};

/**
 * Another code for something that is called the same and, where it has a value, is measured the same. A code of a list that the
 * definition itself draws on is called something else there on purpose (HDL cholesterol), unless its name is the very same.
 */
function likeness(
  called: Called,
  { type, codes, resource }: { readonly type: string; readonly codes: readonly string[]; readonly resource: Json },
): Unreadable | undefined {
  if (codes.length === 0) return undefined;
  const alike = ({ likened: { definition, systems }, same }: Alike) => {
    if (definition.type !== type) return false;
    if (!same && codes.some((code) => systems.has(systemOf(code)))) return false;
    return definition.value?.from !== 'quantity' || readValue(definition.value, resource, 1) !== undefined;
  };
  return called(nameOf(resource)).find(alike)?.likened.definition;
}

/** What is called like a definition, and whether by the very same words. */
type Alike = { readonly likened: Likened; readonly same: boolean };
type Called = (name: string) => readonly Alike[];

/** A record has few names for many items. */
const NAMES_MAX = 5_000;

function rememberedNames(likened: readonly Likened[]): Called {
  const known = new Map<string, readonly Alike[]>();
  return (name) => {
    const before = known.get(name);
    if (before) return before;
    const words = wordsOf(name);
    const alike = likened
      .filter(({ title }) => title.every((word) => words.includes(word)))
      .map((one) => ({ likened: one, same: words.length === one.title.length }));
    if (known.size >= NAMES_MAX) known.clear();
    known.set(name, alike);
    return alike;
  };
}

function nameOf({ code }: Json): string {
  const { text, coding } = (code ?? {}) as { readonly text?: unknown; readonly coding?: readonly Json[] };
  return typeof text === 'string'
    ? text
    : String(coding?.find(({ display }) => display !== undefined)?.['display'] ?? '');
}

function wordsOf(text: string): readonly string[] {
  return [...new Set(text.toLowerCase().split(/[^\p{L}\p{N}]+/u))].filter((word) => word !== '' && !EMPTY.has(word));
}

function systemOf(code: string): string {
  return code.split('|')[0] ?? '';
}
