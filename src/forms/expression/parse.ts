import { CALLS, type Expression, MEMBERS, PRECEDENCE } from './syntax.ts';

export type Parsed =
  | { readonly ok: true; readonly expression: Expression }
  | { readonly ok: false; readonly why: string };

type Token = { readonly kind: 'number' | 'string' | 'name' | 'sign'; readonly text: string; readonly at: number };
type Cursor = { readonly tokens: readonly Token[]; at: number; depth: number };

const LENGTH_MAX = 2_000;
const DEPTH_MAX = 40;
const TOKEN =
  /\s*(?:(?<number>\d+(?:\.\d+)?)|'(?<string>(?:[^'\\]|\\['"\\/])*)'|(?<name>%?[A-Za-z_]\w*)|(?<sign><=|>=|!=|[-+*/=<>().,{}$]))/y;

/** Reads an expression; what lies outside the part that is carried out is named with its place. */
export function parseExpression(text: string): Parsed {
  if (text.length > LENGTH_MAX) return { ok: false, why: `it is longer than ${LENGTH_MAX} characters` };
  try {
    const cursor: Cursor = { tokens: tokensOf(text), at: 0, depth: 0 };
    const expression = binary(cursor, 0);
    const rest = cursor.tokens[cursor.at];
    if (rest) throw new Outside(`“${rest.text}” at character ${rest.at + 1} is not understood`);
    return { ok: true, expression };
  } catch (error) {
    if (error instanceof Outside) return { ok: false, why: error.message };
    throw error;
  }
}

class Outside extends Error {}

function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  const trimmed = text.trimEnd();
  let at = 0;
  while (at < trimmed.length) {
    TOKEN.lastIndex = at;
    const found = TOKEN.exec(trimmed);
    if (!found?.groups) throw new Outside(`character ${at + 1} is not understood`);
    const [kind, value] = Object.entries(found.groups).find(([, one]) => one !== undefined) ?? ['sign', ''];
    const plain = kind === 'string' ? (value ?? '').replace(/\\(.)/g, '$1') : (value ?? '');
    tokens.push({ kind: kind as Token['kind'], text: plain, at });
    at = TOKEN.lastIndex;
  }
  return tokens;
}

function binary(cursor: Cursor, level: number): Expression {
  const operators = PRECEDENCE[level];
  if (!operators) return unary(cursor);
  cursor.depth += 1;
  if (cursor.depth > DEPTH_MAX * PRECEDENCE.length) throw new Outside('it is nested too deeply');
  let left = binary(cursor, level + 1);
  for (;;) {
    const token = cursor.tokens[cursor.at];
    if (!token || token.kind === 'string' || !operators.includes(token.text)) break;
    cursor.at += 1;
    left = { is: 'binary', operator: token.text, left, right: binary(cursor, level + 1) };
  }
  cursor.depth -= 1;
  return left;
}

function unary(cursor: Cursor): Expression {
  if (takes(cursor, '-')) return { is: 'minus', of: unary(cursor) };
  let found = term(cursor);
  while (takes(cursor, '.')) found = step(cursor, found);
  return found;
}

function term(cursor: Cursor): Expression {
  const token = next(cursor);
  if (token.kind === 'number') return { is: 'literal', value: Number(token.text) };
  if (token.kind === 'string') return { is: 'literal', value: token.text };
  if (token.text === '(') {
    const inside = binary(cursor, 0);
    expect(cursor, ')');
    return inside;
  }
  if (token.text === '{') {
    expect(cursor, '}');
    return { is: 'literal', value: null };
  }
  if (token.text === 'true' || token.text === 'false') return { is: 'literal', value: token.text === 'true' };
  if (token.text === '%resource') return { is: 'resource' };
  if (token.text === 'iif') return choice(cursor);
  throw new Outside(
    `“${token.text}” at character ${token.at + 1} is not carried out here: begin a path with %resource, or write it with numbers, iif and operators`,
  );
}

function choice(cursor: Cursor): Expression {
  expect(cursor, '(');
  const when = binary(cursor, 0);
  expect(cursor, ',');
  const yes = binary(cursor, 0);
  const no: Expression = takes(cursor, ',') ? binary(cursor, 0) : { is: 'literal', value: null };
  expect(cursor, ')');
  return { is: 'iif', when, yes, no };
}

function step(cursor: Cursor, of: Expression): Expression {
  const token = next(cursor);
  if (token.text === 'where') return where(cursor, of);
  if (token.text === 'repeat') {
    expect(cursor, '(');
    expect(cursor, 'item');
    expect(cursor, ')');
    return { is: 'call', of, name: 'repeat' };
  }
  if (CALLS.some((name) => name === token.text)) {
    expect(cursor, '(');
    const digits = token.text === 'round' && cursor.tokens[cursor.at]?.kind === 'number' ? next(cursor) : undefined;
    expect(cursor, ')');
    if (digits && !/^[0-8]$/.test(digits.text)) throw new Outside('it rounds to up to 8 decimal places');
    return { is: 'call', of, name: token.text, ...(digits ? { digits: Number(digits.text) } : {}) };
  }
  if (MEMBERS.some((name) => name === token.text)) return { is: 'member', of, name: token.text };
  const known = [...MEMBERS, 'where(linkId = …)', 'repeat(item)', ...CALLS.map((name) => `${name}()`)].join(', ');
  throw new Outside(`“.${token.text}” at character ${token.at + 1} is not carried out here, only ${known}`);
}

/** `where(linkId = 'x')`, the one criterion there is. */
function where(cursor: Cursor, of: Expression): Expression {
  expect(cursor, '(');
  expect(cursor, 'linkId');
  expect(cursor, '=');
  const linkId = next(cursor);
  if (linkId.kind !== 'string') throw new Outside('where() chooses by linkId and nothing else');
  expect(cursor, ')');
  return { is: 'linked', of, linkId: linkId.text };
}

function next(cursor: Cursor): Token {
  const token = cursor.tokens[cursor.at];
  if (!token) throw new Outside('it ends too early');
  cursor.at += 1;
  return token;
}

function takes(cursor: Cursor, sign: string): boolean {
  const token = cursor.tokens[cursor.at];
  if (token?.text !== sign || token.kind === 'string') return false;
  cursor.at += 1;
  return true;
}

function expect(cursor: Cursor, sign: string): void {
  if (takes(cursor, sign)) return;
  const token = cursor.tokens[cursor.at];
  throw new Outside(
    token
      ? `“${token.text}” stands at character ${token.at + 1} instead of “${sign}”`
      : `“${sign}” is missing at its end`,
  );
}
