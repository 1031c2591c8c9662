import { caught, fail } from '../fault.ts';
import { accepted, type Outcome } from '../outcome.ts';
import { checkShape } from './shape.ts';
import { notJson } from './syntax.ts';
import { walk } from './walk.ts';

/** A number by its digits, as they were written: 1.00 is not 1.0. */
export type Digits = { readonly digits: string };

/** JSON that loses nothing: objects are maps, which keep their order and know no inherited keys. Patches change it in place. */
export type Exact = null | boolean | string | Digits | Exact[] | Map<string, Exact>;

const DEPTH = 64;

/** Reads any JSON under the rules of scan. */
export function parseExact(text: string): Outcome<Exact> {
  try {
    check(text);
    walk(text, DEPTH, false);
    return accepted(readValue({ text, at: 0 }));
  } catch (error) {
    return caught(error);
  }
}

export function printExact(value: Exact): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(printExact).join(',')}]`;
  if (value instanceof Map)
    return `{${[...value].map(([key, one]) => `${JSON.stringify(key)}:${printExact(one)}`).join(',')}}`;
  return value.digits;
}

export function isDigits(value: Exact): value is Digits {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Map);
}

/** Numbers are the same by value, objects whatever their order: RFC 6902, 4.6. */
export function sameExact(a: Exact, b: Exact): boolean {
  if (a === null || b === null || typeof a !== 'object' || typeof b !== 'object') return a === b;
  if (Array.isArray(a))
    return Array.isArray(b) && a.length === b.length && a.every((one, index) => sameExact(one, b[index] ?? null));
  if (a instanceof Map) {
    if (!(b instanceof Map) || a.size !== b.size) return false;
    return [...a].every(([key, one]) => b.has(key) && sameExact(one, b.get(key) ?? null));
  }
  return isDigits(b) && Number(a.digits) === Number(b.digits);
}

export function copyExact(value: Exact): Exact {
  if (Array.isArray(value)) return value.map(copyExact);
  if (value instanceof Map) return new Map([...value].map(([key, one]) => [key, copyExact(one)]));
  return value;
}

function check(text: string): void {
  checkShape(text, DEPTH);
  try {
    JSON.parse(text);
  } catch {
    fail(notJson(text));
  }
}

type Cursor = { readonly text: string; at: number };

/** The grammar has been checked, so only the beginning of a value is looked at. */
function readValue(cursor: Cursor): Exact {
  skip(cursor);
  const first = cursor.text[cursor.at];
  if (first === '{') return readObject(cursor);
  if (first === '[') return readArray(cursor);
  if (first === '"') return readString(cursor);
  const start = cursor.at;
  while (cursor.at < cursor.text.length && !/[\s,\]}]/.test(cursor.text[cursor.at] ?? '')) cursor.at++;
  const word = cursor.text.slice(start, cursor.at);
  if (word === 'null') return null;
  return word === 'true' || word === 'false' ? word === 'true' : { digits: word };
}

function readObject(cursor: Cursor): Map<string, Exact> {
  const object = new Map<string, Exact>();
  while (next(cursor, '}')) {
    const key = readString(cursor);
    skip(cursor);
    cursor.at++;
    object.set(key, readValue(cursor));
  }
  return object;
}

function readArray(cursor: Cursor): Exact[] {
  const array: Exact[] = [];
  while (next(cursor, ']')) array.push(readValue(cursor));
  return array;
}

/** Passes the opening bracket or a comma; false where the closing bracket was passed. */
function next(cursor: Cursor, close: string): boolean {
  skip(cursor);
  const passed = cursor.text[cursor.at++];
  if (passed === close) return false;
  skip(cursor);
  if (cursor.text[cursor.at] !== close) return true;
  cursor.at++;
  return false;
}

function readString(cursor: Cursor): string {
  const start = cursor.at++;
  while (cursor.text[cursor.at] !== '"') cursor.at += cursor.text[cursor.at] === '\\' ? 2 : 1;
  cursor.at++;
  return JSON.parse(cursor.text.slice(start, cursor.at)) as string;
}

function skip(cursor: Cursor): void {
  while (cursor.text.charCodeAt(cursor.at) <= 32) cursor.at++;
}
