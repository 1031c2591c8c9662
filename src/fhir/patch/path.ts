import { fail } from '../fault.ts';
import { refuse } from '../outcome.ts';

/** The part of FHIRPath that names elements to patch: https://hl7.org/fhir/R4/fhirpatch.html */
export type PathStep =
  | { readonly kind: 'child'; readonly name: string }
  | { readonly kind: 'index'; readonly index: number }
  | { readonly kind: 'last' }
  | { readonly kind: 'where'; readonly condition: Condition }
  | { readonly kind: 'ofType'; readonly type: string }
  | { readonly kind: 'extension'; readonly url: string };

export type Condition =
  | { readonly kind: 'and' | 'or'; readonly left: Condition; readonly right: Condition }
  | { readonly kind: 'exists'; readonly path: readonly PathStep[]; readonly wanted: boolean }
  | { readonly kind: 'compare'; readonly path: readonly PathStep[]; readonly equal: boolean; readonly literal: string };

export type PatchPath = { readonly root: string; readonly steps: readonly PathStep[] };

type Cursor = { readonly tokens: readonly string[]; readonly written: string; at: number };

const TOKEN = /\s*('(?:\\.|[^'\\])*'|`[^`]*`|!=|[.[\]()=]|[%$]?[A-Za-z_][A-Za-z0-9_]*|-?\d+(?:\.\d+)?|\S)/gy;
const MAX_LENGTH = 1000;

export function parsePath(written: string): PatchPath {
  if (written.length > MAX_LENGTH) return cannotRead(written, 'it is too long');
  const tokens = [...written.trim().matchAll(TOKEN)].map((match) => match[1] ?? '');
  const cursor: Cursor = { tokens, written, at: 0 };
  const root = take(cursor);
  const steps = parseSteps(cursor);
  return cursor.at < tokens.length ? cannotRead(written, `"${tokens[cursor.at]}" is not expected`) : { root, steps };
}

function parseSteps(cursor: Cursor): PathStep[] {
  const steps: PathStep[] = [];
  for (;;) {
    if (accept(cursor, '[')) {
      const index = take(cursor);
      if (!/^\d{1,6}$/.test(index)) cannotRead(cursor.written, 'an index is a whole number');
      expect(cursor, ']');
      steps.push({ kind: 'index', index: Number(index) });
    } else if (cursor.tokens[cursor.at] === '.' && !isTest(cursor.tokens[cursor.at + 1])) {
      cursor.at++;
      steps.push(parseStep(cursor));
    } else return steps;
  }
}

/** exists() and empty() end a path of a condition. */
function isTest(token: string | undefined): boolean {
  return token === 'exists' || token === 'empty';
}

function parseStep(cursor: Cursor): PathStep {
  const name = take(cursor).replaceAll('`', '');
  if (!/^[A-Za-z]\w*$/.test(name)) cannotRead(cursor.written, `"${name}" is no element`);
  if (!accept(cursor, '(')) return { kind: 'child', name };
  const step = parseCall(cursor, name);
  expect(cursor, ')');
  return step;
}

function parseCall(cursor: Cursor, name: string): PathStep {
  switch (name) {
    case 'where':
      return { kind: 'where', condition: parseCondition(cursor, 0) };
    case 'first':
      return { kind: 'index', index: 0 };
    case 'last':
      return { kind: 'last' };
    case 'ofType':
    case 'as':
      return { kind: 'ofType', type: take(cursor) };
    case 'extension':
      return { kind: 'extension', url: literal(cursor) };
    default:
      return cannotRead(cursor.written, `${name}() is not taken in a path to patch`);
  }
}

const MAX_DEPTH = 16;

function parseCondition(cursor: Cursor, depth: number): Condition {
  if (depth > MAX_DEPTH) return cannotRead(cursor.written, 'its conditions are nested too deep');
  let left = parseTerm(cursor, depth);
  for (;;) {
    const kind = cursor.tokens[cursor.at];
    if (kind !== 'and' && kind !== 'or') return left;
    cursor.at++;
    left = { kind, left, right: parseTerm(cursor, depth) };
  }
}

function parseTerm(cursor: Cursor, depth: number): Condition {
  if (accept(cursor, '(')) {
    const inside = parseCondition(cursor, depth + 1);
    expect(cursor, ')');
    return inside;
  }
  const name = take(cursor);
  const path: PathStep[] = [...(name === '$this' ? [] : [{ kind: 'child', name } as const]), ...parseSteps(cursor)];
  if (accept(cursor, '.')) {
    const wanted = take(cursor) === 'exists';
    expect(cursor, '(');
    expect(cursor, ')');
    return { kind: 'exists', path, wanted };
  }
  const operator = take(cursor);
  if (operator !== '=' && operator !== '!=')
    return cannotRead(cursor.written, 'a condition compares by = or !=, or ends in exists() or empty()');
  return { kind: 'compare', path, equal: operator === '=', literal: literal(cursor) };
}

/** Text in quotes, a number, true or false: compared as it is written. */
function literal(cursor: Cursor): string {
  const token = take(cursor);
  if (token.startsWith("'")) return token.slice(1, -1).replace(/\\(.)/g, '$1');
  return /^(true|false|-?\d+(\.\d+)?)$/.test(token) ? token : cannotRead(cursor.written, `"${token}" is no value`);
}

function take(cursor: Cursor): string {
  return cursor.tokens[cursor.at++] ?? cannotRead(cursor.written, 'it ends too early');
}

function accept(cursor: Cursor, token: string): boolean {
  if (cursor.tokens[cursor.at] !== token) return false;
  cursor.at++;
  return true;
}

function expect(cursor: Cursor, token: string): void {
  if (!accept(cursor, token)) cannotRead(cursor.written, `"${token}" is missing`);
}

function cannotRead(written: string, why: string): never {
  return fail(refuse('invalid', 'patch.path', `The path ${written.slice(0, 100)} cannot be read: ${why}.`));
}
