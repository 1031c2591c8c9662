import type { GivenItem } from '../types.ts';
import type { Expression } from './syntax.ts';

/** What an expression comes to: a collection, as in FHIRPath. */
export type Collection = readonly unknown[];

/** Where FHIRPath has no answer, such as a sum of words: nothing is worked out, and nothing is guessed. */
export class NoValue extends Error {}

const DECIMALS = 1e8;

/** Works an expression out over the items of a response. The same in the browser and on the server. */
export function evaluate(expression: Expression, items: readonly GivenItem[]): Collection {
  const root = { item: items };
  const run = (one: Expression): Collection => {
    switch (one.is) {
      case 'literal':
        return one.value === null ? [] : [one.value];
      case 'resource':
        return [root];
      case 'member':
        return run(one.of).flatMap((element) => member(element, one.name));
      case 'linked':
        return run(one.of).filter((element) => isObject(element) && element['linkId'] === one.linkId);
      case 'call':
        return call(one.name, run(one.of), one.digits);
      case 'minus':
        return run(one.of).map((value) => -numeric(value));
      case 'iif':
        return truth(run(one.when)) === true ? run(one.yes) : run(one.no);
      case 'binary':
        return binary(one.operator, run(one.left), run(one.right));
    }
  };
  return run(expression);
}

function member(element: unknown, name: string): Collection {
  if (!isObject(element)) return [];
  const found = name === 'value' ? (element['value'] ?? valueIn(element)) : element[name];
  if (found === undefined || found === null) return [];
  return Array.isArray(found) ? found : [found];
}

function valueIn(element: Readonly<Record<string, unknown>>): unknown {
  const key = Object.keys(element).find((one) => /^value[A-Z]/.test(one));
  return key === undefined ? undefined : element[key];
}

function call(name: string, of: Collection, digits = 0): Collection {
  switch (name) {
    case 'count':
      return [of.length];
    case 'exists':
      return [of.length > 0];
    case 'empty':
      return [of.length === 0];
    case 'first':
      return of.slice(0, 1);
    case 'last':
      return of.slice(-1);
    case 'sum':
      return of.length === 0 ? [] : [exact(of.reduce<number>((sum, one) => sum + numeric(one), 0))];
    case 'not': {
      const known = truth(of);
      return known === undefined ? [] : [!known];
    }
    case 'round':
      return of.length === 0 ? [] : [rounded(numeric(one(of)), digits)];
    case 'repeat':
      return below(of, (element) => member(element, 'item'));
    default:
      return below(of, childrenOf);
  }
}

function below(of: Collection, children: (element: unknown) => Collection): Collection {
  const found: unknown[] = [];
  let level = of.flatMap(children);
  while (level.length > 0) {
    found.push(...level);
    level = level.flatMap(children);
  }
  return found;
}

function childrenOf(element: unknown): Collection {
  return isObject(element) ? Object.values(element).flatMap((value) => (Array.isArray(value) ? value : [value])) : [];
}

function binary(operator: string, left: Collection, right: Collection): Collection {
  if (operator === 'and' || operator === 'or' || operator === 'xor') return logic(operator, truth(left), truth(right));
  if (operator === '=' || operator === '!=') {
    if (left.length === 0 || right.length === 0) return [];
    return [same(left, right) === (operator === '=')];
  }
  // Several values are a mistake beside none, too: https://hl7.org/fhirpath/N1/#singleton-evaluation-of-collections
  if (left.length > 1 || right.length > 1) throw new NoValue('one value is needed, and there are several');
  if (left.length === 0 || right.length === 0) return [];
  const [a, b] = [left[0], right[0]];
  return ['+', '-', '*', '/', 'div', 'mod'].includes(operator) ? arithmetic(operator, a, b) : [ordered(operator, a, b)];
}

function logic(operator: string, a: boolean | undefined, b: boolean | undefined): Collection {
  if (operator === 'and') return a === false || b === false ? [false] : a && b ? [true] : [];
  if (operator === 'or') return a === true || b === true ? [true] : a === false && b === false ? [false] : [];
  return a === undefined || b === undefined ? [] : [a !== b];
}

function arithmetic(operator: string, a: unknown, b: unknown): Collection {
  if (operator === '+' && typeof a === 'string' && typeof b === 'string') return [a + b];
  const [x, y] = [numeric(a), numeric(b)];
  if (['/', 'div', 'mod'].includes(operator) && y === 0) return [];
  if (operator === '+') return [exact(x + y)];
  if (operator === '-') return [exact(x - y)];
  if (operator === '*') return [exact(x * y)];
  if (operator === '/') return [exact(x / y)];
  const whole = Math.trunc(exact(x / y));
  // What is left after whole parts, of decimals as they are written: 0.3 mod 0.1 is 0.
  return [operator === 'div' ? whole : exact(x - whole * y)];
}

function ordered(operator: string, a: unknown, b: unknown): boolean {
  const alike = (typeof a === 'number' && typeof b === 'number') || (typeof a === 'string' && typeof b === 'string');
  if (!alike) throw new NoValue('only numbers with numbers, and words with words, have an order');
  const [x, y] = [a as number, b as number];
  if (operator === '<') return x < y;
  if (operator === '<=') return x <= y;
  return operator === '>' ? x > y : x >= y;
}

function same(left: Collection, right: Collection): boolean {
  return (
    left.length === right.length && left.every((value, index) => JSON.stringify(value) === JSON.stringify(right[index]))
  );
}

function truth(of: Collection): boolean | undefined {
  if (of.length === 0) return undefined;
  const value = one(of);
  // A single item that is no truth value says that there is one.
  return typeof value === 'boolean' ? value : true;
}

function one(of: Collection): unknown {
  if (of.length !== 1) throw new NoValue('one value is needed, and there are several');
  return of[0];
}

function numeric(value: unknown): number {
  if (typeof value !== 'number') throw new NoValue('a number is needed');
  return value;
}

/** Sums of decimal fractions come out as people write them: 0.1 + 0.2 is 0.3. */
function exact(value: number): number {
  if (!Number.isFinite(value)) throw new NoValue('the number is too large');
  return Math.abs(value) > Number.MAX_SAFE_INTEGER / DECIMALS ? value : Math.round(value * DECIMALS) / DECIMALS;
}

function rounded(value: number, digits: number): number {
  const scale = 10 ** digits;
  return exact(Math.round(exact(value * scale)) / scale);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
