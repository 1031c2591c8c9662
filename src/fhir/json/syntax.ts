import { type Refused, refuse } from '../outcome.ts';

/** The refusal of a text that the platform's parser did not take, with the place. */
export function notJson(text: string): Refused {
  const at = faultIn(text) ?? text.length;
  const why =
    at >= text.length
      ? 'it ends too early,'
      : `${JSON.stringify(String.fromCodePoint(text.codePointAt(at) ?? 0))} may not stand`;
  return refuse('structure', 'json.syntax', `The body is not JSON: ${why} at character ${at}.`);
}

/**
 * Where a text stops being JSON: the place of the first character that the grammar does not allow there, the text's length where
 * it ends too early, undefined where it is JSON. Read only after the platform's parser refused the text, since that does not
 * always say where.
 */
export function faultIn(text: string): number | undefined {
  const state: State = { text, at: 0, open: [], wants: 'value' };
  for (;;) {
    while (SPACE.has(text.charCodeAt(state.at))) state.at++;
    if (state.at >= text.length) return state.wants === 'more' && state.open.length === 0 ? undefined : text.length;
    if (!step(state, text[state.at] ?? '')) return state.at;
  }
}

/** `item` is a value or the end of an array, `member` a key or the end of an object, `more` a comma or an end. */
type State = {
  readonly text: string;
  at: number;
  readonly open: ('}' | ']')[];
  wants: 'value' | 'item' | 'key' | 'member' | 'colon' | 'more';
};

const SPACE = new Set([9, 10, 13, 32]);

/** Takes one token; false, at its place, where it may not stand. */
function step(state: State, first: string): boolean {
  const { wants, open } = state;
  switch (wants) {
    case 'more':
      if (first === ',' && open.length > 0) return take(state, open.at(-1) === '}' ? 'key' : 'value');
      return close(state, first);
    case 'colon':
      return first === ':' && take(state, 'value');
    case 'key':
    case 'member':
      if (wants === 'member' && first === '}') return close(state, first);
      return first === '"' && string(state) && turn(state, 'colon');
    default:
      if (wants === 'item' && first === ']') return close(state, first);
      return value(state, first);
  }
}

function value(state: State, first: string): boolean {
  if (first === '{' || first === '[') {
    state.open.push(first === '{' ? '}' : ']');
    return take(state, first === '{' ? 'member' : 'item');
  }
  if (first === '"') return string(state) && turn(state, 'more');
  WORD.lastIndex = state.at;
  const word = WORD.exec(state.text)?.[0] ?? '';
  state.at += word.length;
  return word !== '' && turn(state, 'more');
}

const WORD = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

/** Passes a string; stops at the character that it may not hold. */
function string(state: State): boolean {
  const { text } = state;
  for (state.at++; state.at < text.length; state.at++) {
    const unit = text.charCodeAt(state.at);
    if (unit === 34) return take(state, state.wants);
    if (unit < 32) return false;
    if (unit !== 92) continue;
    ESCAPE.lastIndex = state.at;
    const length = ESCAPE.exec(text)?.[0].length;
    if (length === undefined) return false;
    state.at += length - 1;
  }
  return false;
}

const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

function close(state: State, first: string): boolean {
  if (state.open.at(-1) !== first) return false;
  state.open.pop();
  return take(state, 'more');
}

function take(state: State, wants: State['wants']): boolean {
  state.at++;
  return turn(state, wants);
}

function turn(state: State, wants: State['wants']): boolean {
  state.wants = wants;
  return true;
}
