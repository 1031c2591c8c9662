import { isDay } from '#base';
import type { Refusal } from '#fhir';

/**
 * What a value can be: says what is wrong with one at a place (nothing where it has the shape), and tells what a form for it is made of, so
 * that what is read and what is filled in can never part.
 */
export type Shape = Check & { readonly form: Form };
type Check = (value: unknown, at: string) => readonly Refusal[];
type Members = Readonly<Record<string, Shape>>;

/** `as`: what a plainer form is filled in as, where people know it as one thing. */
export type Form = { readonly as?: FilledAs } & (
  | { readonly kind: 'text'; readonly longest: number }
  | { readonly kind: 'pattern'; readonly example: string }
  | { readonly kind: 'choice'; readonly words: readonly string[] }
  | { readonly kind: 'day' | 'percent' | 'truth' }
  | { readonly kind: 'number'; readonly least: number }
  | { readonly kind: 'list'; readonly of: Shape; readonly most: number }
  | { readonly kind: 'object'; readonly needed: Members; readonly optional: Members }
  | { readonly kind: 'union'; readonly by: string; readonly shapes: Members }
  | { readonly kind: 'either'; readonly first: Shape; readonly second: Shape }
);
export type FilledAs = 'organization' | 'parties' | 'amount' | 'party-or-words' | 'paragraph' | 'clause';

export function text(longest: number): Shape {
  return shape({ kind: 'text', longest }, (value, at) => {
    if (typeof value !== 'string') return wrong(at, 'must be text');
    if (value.trim() === '') return wrong(at, 'must not be empty');
    return value.length > longest ? wrong(at, `must not be longer than ${longest} characters`) : [];
  });
}

export function matching(pattern: RegExp, example: string): Shape {
  return shape({ kind: 'pattern', example }, (value, at) =>
    typeof value === 'string' && pattern.test(value) ? [] : wrong(at, `must be like ${example}`),
  );
}

export function oneOf(words: readonly string[]): Shape {
  return shape({ kind: 'choice', words }, (value, at) =>
    typeof value === 'string' && words.includes(value) ? [] : wrong(at, `must be one of: ${words.join(', ')}`),
  );
}

export const calendarDay: Shape = shape({ kind: 'day' }, (value, at) =>
  typeof value === 'string' && isDay(value) ? [] : wrong(at, 'must be a day like 2026-04-01'),
);

export function wholeNumber(least: number): Shape {
  return shape({ kind: 'number', least }, (value, at) =>
    Number.isSafeInteger(value) && Number(value) >= least ? [] : wrong(at, `must be a whole number from ${least}`),
  );
}

export const percent: Shape = shape({ kind: 'percent' }, (value, at) =>
  typeof value === 'number' && value >= 0 && value <= 100 ? [] : wrong(at, 'must be a percentage from 0 to 100'),
);

export const truth: Shape = shape({ kind: 'truth' }, (value, at) =>
  typeof value === 'boolean' ? [] : wrong(at, 'must be true or false'),
);

export function list(of: Shape, most: number): Shape {
  return shape({ kind: 'list', of, most }, (value, at) => {
    if (!Array.isArray(value)) return wrong(at, 'must be a list');
    if (value.length > most) return wrong(at, `must not have more than ${most} entries`);
    return value.flatMap((one, index) => of(one, `${at}[${index}]`));
  });
}

/** An object with these members and no others: a misspelt member must not be silently ignored in what people sign. */
export function object(needed: Members, optional: Members = {}): Shape {
  return shape({ kind: 'object', needed, optional }, (value, at) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return wrong(at, 'must be an object');
    const members = value as Readonly<Record<string, unknown>>;
    const missing = Object.keys(needed).filter((name) => members[name] === undefined);
    return [
      ...missing.flatMap((name) => wrong(`${at}.${name}`, 'is missing')),
      ...Object.entries(members)
        .filter(([, member]) => member !== undefined)
        .flatMap(([name, member]) => {
          const found = Object.hasOwn(needed, name)
            ? needed[name]
            : Object.hasOwn(optional, name)
              ? optional[name]
              : undefined;
          return found ? found(member, `${at}.${name}`) : wrong(`${at}.${name}`, 'is not known here');
        }),
    ];
  });
}

/** First shape whose key matches `by`, for unions told apart by one member. */
export function byMember(by: string, shapes: Members): Shape {
  return shape({ kind: 'union', by, shapes }, (value, at) => {
    const named = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[by] : undefined;
    const found = typeof named === 'string' && Object.hasOwn(shapes, named) ? shapes[named] : undefined;
    return found ? found(value, at) : wrong(`${at}.${by}`, `must be one of: ${Object.keys(shapes).join(', ')}`);
  });
}

export function either(first: Shape, second: Shape): Shape {
  return shape({ kind: 'either', first, second }, (value, at) => {
    const refusals = first(value, at);
    return refusals.length === 0 ? [] : second(value, at);
  });
}

/** The same shape, filled in as something that people know as one thing. */
export function filledAs(as: FilledAs, of: Shape): Shape {
  return shape({ ...of.form, as }, (value, at) => of(value, at));
}

function shape(form: Form, check: Check): Shape {
  return Object.assign(check, { form });
}

function wrong(at: string, why: string): readonly Refusal[] {
  return [{ code: 'agreement.shape', type: 'structure', text: `${at} ${why}.`, expression: at }];
}
