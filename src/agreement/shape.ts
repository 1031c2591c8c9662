import { isDay } from '#base';
import type { Refusal } from '#fhir';

/** Says what is wrong with a value at a place; nothing where it has the shape. */
export type Shape = (value: unknown, at: string) => readonly Refusal[];

export function text(longest: number): Shape {
  return (value, at) => {
    if (typeof value !== 'string') return wrong(at, 'must be text');
    if (value.trim() === '') return wrong(at, 'must not be empty');
    return value.length > longest ? wrong(at, `must not be longer than ${longest} characters`) : [];
  };
}

export function matching(pattern: RegExp, example: string): Shape {
  return (value, at) => (typeof value === 'string' && pattern.test(value) ? [] : wrong(at, `must be like ${example}`));
}

export function oneOf(words: readonly string[]): Shape {
  return (value, at) =>
    typeof value === 'string' && words.includes(value) ? [] : wrong(at, `must be one of: ${words.join(', ')}`);
}

export const calendarDay: Shape = (value, at) =>
  typeof value === 'string' && isDay(value) ? [] : wrong(at, 'must be a day like 2026-04-01');

export function wholeNumber(least: number): Shape {
  return (value, at) =>
    Number.isSafeInteger(value) && Number(value) >= least ? [] : wrong(at, `must be a whole number from ${least}`);
}

export const percent: Shape = (value, at) =>
  typeof value === 'number' && value >= 0 && value <= 100 ? [] : wrong(at, 'must be a percentage from 0 to 100');

export function list(of: Shape, most: number): Shape {
  return (value, at) => {
    if (!Array.isArray(value)) return wrong(at, 'must be a list');
    if (value.length > most) return wrong(at, `must not have more than ${most} entries`);
    return value.flatMap((one, index) => of(one, `${at}[${index}]`));
  };
}

/** An object with these members and no others: a misspelt member must not be silently ignored in what people sign. */
export function object(needed: Readonly<Record<string, Shape>>, optional: Readonly<Record<string, Shape>> = {}): Shape {
  return (value, at) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return wrong(at, 'must be an object');
    const members = value as Readonly<Record<string, unknown>>;
    const missing = Object.keys(needed).filter((name) => members[name] === undefined);
    return [
      ...missing.flatMap((name) => wrong(`${at}.${name}`, 'is missing')),
      ...Object.entries(members)
        .filter(([, member]) => member !== undefined)
        .flatMap(([name, member]) => {
          const shape = Object.hasOwn(needed, name)
            ? needed[name]
            : Object.hasOwn(optional, name)
              ? optional[name]
              : undefined;
          return shape ? shape(member, `${at}.${name}`) : wrong(`${at}.${name}`, 'is not known here');
        }),
    ];
  };
}

/** First shape whose key matches `by`, for unions told apart by one member. */
export function byMember(by: string, shapes: Readonly<Record<string, Shape>>): Shape {
  return (value, at) => {
    const named = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[by] : undefined;
    const shape = typeof named === 'string' && Object.hasOwn(shapes, named) ? shapes[named] : undefined;
    return shape ? shape(value, at) : wrong(`${at}.${by}`, `must be one of: ${Object.keys(shapes).join(', ')}`);
  };
}

export function either(first: Shape, second: Shape): Shape {
  return (value, at) => {
    const refusals = first(value, at);
    return refusals.length === 0 ? [] : second(value, at);
  };
}

function wrong(at: string, why: string): readonly Refusal[] {
  return [{ code: 'agreement.shape', type: 'structure', text: `${at} ${why}.`, expression: at }];
}
