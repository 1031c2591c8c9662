import { fail } from '../fault.ts';
import { refuse } from '../outcome.ts';
import { tooDeep } from './shape.ts';

/** A member of the top object: from its key's quote to the end of its value. */
export type Member = {
  readonly name: string;
  readonly start: number;
  readonly valueStart: number;
  readonly end: number;
};

/** A string in the text, quotes included, and what it says. */
export type ReferenceSpan = { readonly start: number; readonly end: number; readonly reference: string };

export type Layout = {
  readonly start: number;
  readonly end: number;
  readonly members: readonly Member[];
  readonly references: readonly ReferenceSpan[];
  readonly urls: readonly ReferenceSpan[];
};

type Open = {
  start: number;
  end: number;
  depth: number;
  members: { name: string; start: number; valueStart: number; end: number }[];
  references: ReferenceSpan[];
  urls: ReferenceSpan[];
};

type Walk = {
  readonly text: string;
  readonly maxDepth: number;
  readonly inBundle: boolean;
  readonly root: Open;
  readonly entries: (Open | undefined)[];
  at: number;
  depth: number;
  /** The layout that places are noted in: the root's, or that of the entry being walked. */
  open: Open;
  /** True where the next string is a key. */
  atKey: boolean;
  keyStart: number;
  keyEnd: number;
  /** What the last key says, where it is written with escapes. */
  keyDecoded: string | undefined;
  /** Per depth: whether it is an object, and where its keys begin in `hashes`. */
  readonly isObject: boolean[];
  readonly firstKey: number[];
  readonly hashes: number[];
  readonly keys: number[];
  /** How many of `hashes` count: shortening an array costs more than a number. */
  keyCount: number;
  /** No escapes and no surrogates in the whole text, as nearly always: a string then ends at the next quote. */
  readonly isPlain: boolean;
  entryIndex: number;
  inEntries: boolean;
};

const MAX_KEYS = 512;
const MAX_DIGITS = 128;
const QUOTE = 34;
const BACKSLASH = 92;

/** Walks over text that JSON.parse has taken, so that grammar is not checked again. */
export function walk(
  text: string,
  maxDepth: number,
  inBundle: boolean,
): { root: Layout; entries: (Layout | undefined)[] } {
  const root = opened(0, 0);
  const state: Walk = {
    text,
    maxDepth,
    inBundle,
    root,
    entries: [],
    at: 0,
    depth: 0,
    open: root,
    atKey: false,
    keyStart: 0,
    keyEnd: 0,
    keyDecoded: undefined,
    isObject: [false],
    firstKey: [0],
    hashes: [],
    keys: [],
    keyCount: 0,
    isPlain: !text.includes('\\') && !SURROGATE.test(text),
    entryIndex: -1,
    inEntries: false,
  };
  const end = text.length;
  while (state.at < end) {
    const unit = text.charCodeAt(state.at);
    if (unit === QUOTE) onString(state);
    else if (unit === 123 || unit === 91) onOpen(state, unit === 123);
    else if (unit === 125 || unit === 93) onClose(state);
    else if (unit === 44) {
      state.atKey = state.isObject[state.depth] === true;
      state.at++;
    } else if (unit === 58 || unit <= 32) state.at++;
    else onScalar(state, unit);
  }
  return state;
}

function opened(start: number, depth: number): Open {
  return { start, end: 0, depth, members: [], references: [], urls: [] };
}

function onOpen(state: Walk, isObject: boolean): void {
  if (state.depth >= state.maxDepth) tooDeep(state.maxDepth, state.at);
  beginValue(state, state.at);
  if (state.inBundle) noteEntry(state, isObject);
  state.depth++;
  state.isObject[state.depth] = isObject;
  state.firstKey[state.depth] = state.keyCount;
  state.atKey = isObject;
  state.at++;
}

/** Bundle > entry > [n] > resource: depth 1, 2, 3, 4. */
function noteEntry(state: Walk, isObject: boolean): void {
  if (state.depth === 1) state.inEntries = !isObject && keyIs(state, 'entry');
  else if (state.depth === 2 && state.inEntries && isObject) state.entryIndex++;
  else if (state.depth === 3 && state.inEntries && isObject && state.isObject[3] && keyIs(state, 'resource')) {
    state.open = opened(state.at, 3);
    state.entries[state.entryIndex] = state.open;
  }
}

function onClose(state: Walk): void {
  state.keyCount = state.firstKey[state.depth] ?? 0;
  state.depth--;
  state.atKey = false;
  state.at++;
  if (state.open !== state.root && state.depth === state.open.depth) {
    state.open.end = state.at;
    state.open = state.root;
  }
  endValue(state);
}

function endValue(state: Walk): void {
  if (state.depth !== state.open.depth + 1) return;
  const member = state.open.members.at(-1);
  if (member && member.end === 0) member.end = state.at;
}

function onScalar(state: Walk, first: number): void {
  const start = state.at;
  beginValue(state, start);
  let unit = first;
  let at = start;
  while (unit > 32 && unit !== 44 && unit !== 125 && unit !== 93) unit = state.text.charCodeAt(++at);
  state.at = at;
  const isNumber = first === 45 || (first >= 48 && first <= 57);
  if (isNumber && at - start > 15) checkNumber(state.text.slice(start, at), start);
  else if (isNumber && at - start > 4 && !Number.isFinite(Number(state.text.slice(start, at))))
    badNumber(state.text.slice(start, at), start);
  endValue(state);
}

function checkNumber(digits: string, at: number): void {
  if (digits.length > MAX_DIGITS || !Number.isFinite(Number(digits))) badNumber(digits.slice(0, MAX_DIGITS), at);
}

function badNumber(digits: string, at: number): never {
  fail(refuse('value', 'json.number', `The number ${digits} at character ${at} is too large or too long to be kept.`));
}

function beginValue(state: Walk, start: number): void {
  if (state.depth !== state.open.depth + 1) return;
  const member = state.open.members.at(-1);
  if (member && member.valueStart === 0) member.valueStart = start;
}

function onString(state: Walk): void {
  const start = state.at;
  let decoded: string | undefined;
  if (state.isPlain) state.at = state.text.indexOf('"', start + 1) + 1;
  else if (skipString(state)) decoded = decode(state.text, start, state.at);
  if (state.atKey) onKey(state, start, decoded);
  else onText(state, start, decoded);
}

/** Passes a string; true where it holds escapes or surrogates. */
function skipString(state: Walk): boolean {
  const { text } = state;
  let special = false;
  let at = state.at + 1;
  for (let unit = text.charCodeAt(at); unit !== QUOTE; unit = text.charCodeAt(++at)) {
    if (unit === BACKSLASH) {
      special = true;
      at++;
    } else if (unit >= 0xd800 && unit <= 0xdfff) special = true;
  }
  state.at = at + 1;
  return special;
}

const SURROGATE = /[\ud800-\udfff]/;
const LONE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

function decode(text: string, start: number, end: number): string {
  const decoded = JSON.parse(text.slice(start, end)) as string;
  if (LONE.test(decoded))
    fail(
      refuse(
        'value',
        'json.surrogate',
        `The text at character ${start} holds half of a surrogate pair, which is no character.`,
      ),
    );
  return decoded;
}

function hashOf(text: string, from: number, end: number): number {
  let hash = 17;
  for (let at = from; at < end; at++) hash = (Math.imul(hash, 31) + text.charCodeAt(at)) | 0;
  return hash;
}

function onKey(state: Walk, start: number, decoded: string | undefined): void {
  const hash = decoded === undefined ? hashOf(state.text, start + 1, state.at - 1) : hashOf(decoded, 0, decoded.length);
  const from = state.firstKey[state.depth] ?? 0;
  const { hashes, keys, keyCount, at } = state;
  if (keyCount - from >= MAX_KEYS)
    fail(
      refuse('structure', 'json.too-many-keys', `The object at character ${start} has more than ${MAX_KEYS} members.`),
    );
  for (let index = from; index < keyCount; index++)
    if (
      hashes[index] === hash &&
      keyAt(state, keys[index * 2] ?? 0, keys[index * 2 + 1] ?? 0) === keyAt(state, start, at)
    )
      fail(
        refuse(
          'structure',
          'json.duplicate-key',
          `The key ${state.text.slice(start, at)} stands twice in one object (character ${start}).`,
        ),
      );
  keys[keyCount * 2] = start;
  keys[keyCount * 2 + 1] = at;
  hashes[keyCount] = hash;
  state.keyCount++;
  state.keyStart = start;
  state.keyEnd = at;
  state.keyDecoded = decoded;
  state.atKey = false;
  if (hash === PROTO && keyAt(state, start, at) === '__proto__')
    fail(refuse('structure', 'json.forbidden-key', `The key "__proto__" (character ${start}) is not taken.`));
  if (state.depth === state.open.depth + 1)
    state.open.members.push({ name: keyAt(state, start, at), start, valueStart: 0, end: 0 });
}

const PROTO = hashOf('__proto__', 0, 9);

function keyAt(state: Walk, start: number, end: number): string {
  const raw = state.text.slice(start + 1, end - 1);
  return raw.includes('\\') ? (JSON.parse(state.text.slice(start, end)) as string) : raw;
}

function keyIs(state: Walk, name: string): boolean {
  if (state.keyDecoded !== undefined) return state.keyDecoded === name;
  return state.keyEnd - state.keyStart === name.length + 2 && state.text.startsWith(name, state.keyStart + 1);
}

function onText(state: Walk, start: number, decoded: string | undefined): void {
  beginValue(state, start);
  const { text, at } = state;
  if (state.isObject[state.depth] && keyIs(state, 'reference'))
    state.open.references.push({ start, end: at, reference: decoded ?? text.slice(start + 1, at - 1) });
  else if (
    text.charCodeAt(start + 1) === 117 &&
    text.startsWith('"urn:', start) &&
    !keyIs(state, 'value') &&
    !keyIs(state, 'fullUrl') &&
    isUrn(text, start + 1)
  )
    state.open.urls.push({ start, end: at, reference: decoded ?? text.slice(start + 1, at - 1) });
  endValue(state);
}

/** Whether the text from there on is the address of something that has none on the web. */
export function isUrn(text: string, start = 0): boolean {
  return text.startsWith('urn:uuid:', start) || text.startsWith('urn:oid:', start);
}
