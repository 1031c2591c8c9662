/** A piece of a file of JSON that stands by itself, and the line it begins on. */
export type Cut = {
  readonly line: number;
  readonly text: string;
  /**
   * value: a whole JSON value. entry: one entry of a Bundle, cut out while the Bundle still arrives. open: a Bundle up to its
   * entries. close: the end of it. broken: text that never became a value.
   */
  readonly kind: 'value' | 'entry' | 'open' | 'close' | 'broken' | 'too-long';
};

/** The longest value or entry, in characters. Files and Bundles may be of any size. */
export const LONGEST = 64 * 1024 * 1024;

const QUOTE = 34;
const BACKSLASH = 92;
const NEWLINE = 10;
const BLANK = 32;
const COMMA = 44;
const COLON = 58;
const BRACE = 123;
const BRACE_END = 125;
const BRACKET = 91;
const BRACKET_END = 93;

/** Deeper than any resource may be nested: of what goes on from here only the end is looked for. See `scan`. */
const DEEPEST = 64;
/** So much of what is too deep is kept at the least: what reads it looks for depth first in what is longer than 4,096 characters. */
const ENOUGH_OF_IT = 8_192;
/** Longer than the one key that is asked for. */
const KEY_LENGTH = 16;

type State = {
  /** The chunk that is being read. What came before it of the same piece is kept as it came, and joined once: no chunk is copied again with the next. */
  buffer: string;
  kept: string[];
  /** Characters of the piece before this chunk, also those that were not worth keeping. */
  passed: number;
  /** Nested too deep, and what is kept of it tells that: no more is. */
  isTooDeep: boolean;
  isEnough: boolean;
  /** Where scanning goes on, and where what is read of the piece begins. */
  at: number;
  from: number;
  line: number;
  fromLine: number;
  depth: number;
  inString: boolean;
  escaped: boolean;
  /** Where the string being read at depth 1 began, what stood of it in earlier chunks, and what the last one said: to know the member 'entry'. */
  keyFrom: number;
  keyBegun: string;
  lastKey: string;
  /** The last character that was no blank, and whether the line has had any. */
  lastMark: number;
  lineBegun: boolean;
  inEntries: boolean;
  hadEntries: boolean;
  /** After broken text: nothing is read until a line begins with a brace. */
  lost: boolean;
  cuts: Cut[];
};

/**
 * Cuts a stream of JSON into values, as they come: a file may be one value, pretty printed or not, or NDJSON. The entries of
 * a Bundle are cut out one by one, so that neither its size nor one bad entry matters to the others. Grammar is not checked
 * here, only quotes and brackets: each piece is read by itself later.
 */
export function cutter(): { readonly push: (chunk: string) => readonly Cut[]; readonly end: () => readonly Cut[] } {
  const state: State = {
    buffer: '',
    kept: [],
    passed: 0,
    isTooDeep: false,
    isEnough: false,
    at: 0,
    from: 0,
    line: 1,
    fromLine: 1,
    depth: 0,
    inString: false,
    escaped: false,
    keyFrom: -1,
    keyBegun: '',
    lastKey: '',
    lastMark: 0,
    lineBegun: false,
    inEntries: false,
    hadEntries: false,
    lost: false,
    cuts: [],
  };
  return { push: (chunk) => push(state, chunk), end: () => end(state) };
}

function push(state: State, chunk: string): readonly Cut[] {
  turn(state, chunk);
  while (state.at < state.buffer.length) {
    if (state.lost) findLine(state);
    else if (state.inString) inString(state);
    else step(state);
  }
  if (state.passed + state.at - state.from > LONGEST) {
    emit(state, 'too-long', '');
    restart(state, state.at);
    state.lost = true;
  }
  return taken(state);
}

/** Puts by what has been read of a piece, and begins with the next chunk. */
function turn(state: State, chunk: string): void {
  const { buffer, from } = state;
  if (from < buffer.length && !state.isEnough) state.kept.push(buffer.slice(from));
  state.passed += buffer.length - from;
  state.isEnough = state.isTooDeep && state.passed >= ENOUGH_OF_IT;
  if (state.keyFrom >= 0) {
    state.keyBegun += buffer.slice(state.keyFrom, state.keyFrom + KEY_LENGTH);
    state.keyFrom = 0;
  }
  state.buffer = chunk;
  state.at = 0;
  state.from = 0;
}

/** The piece up to a place of this chunk: all of it, but for one that is too deep, of which the beginning tells that. */
function textTo({ buffer, kept, isEnough, from }: State, to: number): string {
  if (kept.length === 0) return buffer.slice(from, to);
  return kept.join('') + (isEnough ? '' : buffer.slice(from, to));
}

function end(state: State): readonly Cut[] {
  const rest = textTo(state, state.buffer.length).trim();
  if (!state.lost && rest !== '') emit(state, 'broken', rest);
  startAt(state, state.buffer.length);
  return taken(state);
}

/** A piece begins here, and nothing is kept of the one before. */
function startAt(state: State, from: number): void {
  state.from = from;
  state.kept = [];
  state.passed = 0;
  state.isTooDeep = false;
  state.isEnough = false;
}

function taken(state: State): readonly Cut[] {
  const { cuts } = state;
  state.cuts = [];
  return cuts;
}

function step(state: State): void {
  const mark = state.buffer.charCodeAt(state.at);
  if (mark === NEWLINE) return newline(state);
  if ((mark === BRACE || mark === BRACKET) && !mayOpen(state)) return broken(state, state.at);
  if (mark === QUOTE) {
    state.inString = true;
    state.keyFrom = state.depth === 1 ? state.at + 1 : -1;
    state.keyBegun = '';
  } else if (mark === BRACE || mark === BRACKET) opened(state, mark);
  else if (mark === BRACE_END || mark === BRACKET_END) closed(state);
  if (mark > BLANK) {
    state.lastMark = mark;
    state.lineBegun = true;
  }
  state.at += 1;
}

/** A value at the beginning of a line, after something that no value can follow: the line before it was broken off. */
function mayOpen({ depth, lineBegun, lastMark }: State): boolean {
  return depth === 0 || lineBegun || lastMark === COMMA || lastMark === COLON || lastMark === BRACKET;
}

/** Goes through a string. The second half of an escape may be in the next chunk. */
function inString(state: State): void {
  const { buffer } = state;
  if (state.escaped) state.at += 1;
  state.escaped = false;
  for (; state.at < buffer.length; state.at += 1) {
    const mark = buffer.charCodeAt(state.at);
    if (mark === BACKSLASH) {
      state.escaped = true;
      state.at += 1;
      return;
    }
    if (mark === QUOTE) {
      if (state.keyFrom >= 0) state.lastKey = state.keyBegun + buffer.slice(state.keyFrom, state.at);
      state.keyFrom = -1;
      state.inString = false;
      state.lastMark = QUOTE;
      state.at += 1;
      return;
    }
    // No string of JSON holds a line end: the line was broken off.
    if (mark === NEWLINE) return broken(state, state.at);
  }
}

function newline(state: State): void {
  const rest = state.depth === 0 ? textTo(state, state.at).trim() : '';
  if (rest !== '') return broken(state, state.at);
  state.line += 1;
  state.lineBegun = false;
  state.at += 1;
  if (state.depth === 0) restart(state, state.at);
}

/** Gives up what was read since the last piece, up to `at`, and looks for a line to go on with. */
function broken(state: State, at: number): void {
  emit(state, 'broken', textTo(state, at));
  restart(state, at);
  state.lost = true;
}

/** Passes lines over until one begins with a brace. */
function findLine(state: State): void {
  const { buffer } = state;
  while (state.at < buffer.length) {
    const mark = buffer.charCodeAt(state.at);
    if (mark === BRACE && !state.lineBegun) {
      state.lost = false;
      restart(state, state.at);
      return;
    }
    state.lineBegun = mark !== NEWLINE;
    if (mark === NEWLINE) state.line += 1;
    state.at += 1;
  }
  startAt(state, state.at);
}

function opened(state: State, mark: number): void {
  const { at } = state;
  if (state.depth === 0 || (state.depth === 2 && state.inEntries)) {
    startAt(state, at);
    state.fromLine = state.line;
  } else if (state.depth === 1 && mark === BRACKET && state.lastKey === 'entry' && isBundle(textTo(state, at))) {
    emit(state, 'open', textTo(state, at));
    state.inEntries = true;
    state.hadEntries = true;
    startAt(state, at + 1);
  }
  state.depth += 1;
  if (state.depth > DEEPEST) state.isTooDeep = true;
}

function closed(state: State): void {
  const after = state.at + 1;
  // What closes nothing is no value: a line of a million brackets would be a million records.
  if (state.depth === 0) return broken(state, after);
  state.depth -= 1;
  if (state.depth === 2 && state.inEntries) {
    emit(state, 'entry', textTo(state, after));
    startAt(state, after);
  } else if (state.depth === 1 && state.inEntries) {
    state.inEntries = false;
    startAt(state, after);
  } else if (state.depth <= 0) {
    emit(state, state.hadEntries ? 'close' : 'value', textTo(state, after));
    restart(state, after);
  }
}

function isBundle(text: string): boolean {
  return /"resourceType"\s*:\s*"Bundle"/.test(text);
}

function emit(state: State, kind: Cut['kind'], text: string): void {
  state.cuts.push({ line: state.fromLine, text, kind });
}

function restart(state: State, from: number): void {
  startAt(state, from);
  state.fromLine = state.line;
  state.depth = 0;
  state.inString = false;
  state.escaped = false;
  state.inEntries = false;
  state.hadEntries = false;
  state.keyFrom = -1;
  state.lastKey = '';
}
