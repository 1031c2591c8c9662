import { fc } from '#testing/chance';
import fhirpath from 'fhirpath';
import model from 'fhirpath/fhir-context/r4';
import { expect, test } from 'vitest';
import type { GivenItem } from '../types.ts';
import { evaluate } from './evaluate.ts';
import { parseExpression } from './parse.ts';

const number = fc.oneof(
  fc.integer({ min: -50, max: 50 }),
  fc.integer({ min: -500, max: 500 }).map((cents) => cents / 100),
);
const answers = fc.record({
  a: fc.array(number, { maxLength: 3 }),
  b: fc.array(number, { maxLength: 1 }),
  c: fc.array(fc.constantFrom('x', 'y'), { maxLength: 1 }),
});

const PATHS = [
  "%resource.item.where(linkId = 'a').answer.value",
  "%resource.item.where(linkId='b').answer.value",
  "%resource.item.where(linkId='g').item.where(linkId='d').answer.value",
  "%resource.repeat(item).where(linkId='d').answer.value",
  "%resource.descendants().where(linkId='a').answer.value",
];
/** At most one value: several beside none are settled below. */
const SINGLE = "%resource.item.where(linkId='b').answer.value";

const term: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(...PATHS.map((path) => `${path}.sum()`)),
  fc.constantFrom(...PATHS.map((path) => `${path}.first()`)),
  fc.constantFrom(...PATHS.map((path) => `${path}.count()`)),
  fc.constant(SINGLE),
  fc.integer({ min: 0, max: 20 }).map(String),
  fc.constantFrom('2.5', '0.1', '{}'),
);
const expressions: fc.Arbitrary<string> = fc.letrec<{ number: string; truth: string }>((tie) => ({
  number: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    term,
    fc.tuple(tie('number'), fc.constantFrom('+', '-', '*', '/'), tie('number')).map(([a, o, b]) => `(${a} ${o} ${b})`),
    fc
      .tuple(fc.constantFrom(...PATHS), fc.constantFrom('div', 'mod'), fc.integer({ min: 0, max: 9 }))
      .map(([path, o, whole]) => `(${path}.count() ${o} ${whole})`),
    fc.tuple(tie('truth'), tie('number'), tie('number')).map(([c, a, b]) => `iif(${c}, ${a}, ${b})`),
  ),
  truth: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.constantFrom(
      ...PATHS.map((path) => `${path}.exists()`),
      ...PATHS.map((path) => `${path}.empty()`),
      'true',
      'false',
    ),
    fc
      .tuple(tie('number'), fc.constantFrom('=', '!=', '<', '>', '<=', '>='), tie('number'))
      .map(([a, o, b]) => `(${a} ${o} ${b})`),
    fc.tuple(tie('truth'), fc.constantFrom('and', 'or', 'xor'), tie('truth')).map(([a, o, b]) => `(${a} ${o} ${b})`),
    tie('truth').map((a) => `(${a}).not()`),
  ),
})).number;

function itemsWith({
  a,
  b,
  c,
}: {
  a: readonly number[];
  b: readonly number[];
  c: readonly string[];
}): readonly GivenItem[] {
  const decimals = (linkId: string, all: readonly number[]) => ({
    linkId,
    answer: all.map((valueDecimal) => ({ valueDecimal })),
  });
  return [
    ...(a.length > 0 ? [decimals('a', a)] : []),
    ...(b.length > 0 ? [decimals('b', b)] : []),
    ...(c.length > 0 ? [{ linkId: 'c', answer: c.map((valueString) => ({ valueString })) }] : []),
    { linkId: 'g', item: [decimals('d', [...a, 7])] },
    { linkId: 'g', item: [decimals('d', [1.5])] },
  ];
}

test('comes to what FHIRPath comes to', () => {
  fc.assert(
    fc.property(expressions, answers, (expression, given) => {
      const items = itemsWith(given);
      const parsed = parseExpression(expression);
      if (!parsed.ok) throw new Error(`${expression}: ${parsed.why}`);
      const ours = outcome(() => evaluate(parsed.expression, items));
      const resource = { resourceType: 'QuestionnaireResponse', status: 'in-progress', item: items };
      const theirs = outcome(() => fhirpath.evaluate(resource, expression, { resource }, model) as readonly unknown[]);
      expect(rounded(ours), expression).toEqual(rounded(theirs));
    }),
    { numRuns: 60 },
  );
});

/** Where other engines differ among themselves: https://hl7.org/fhirpath/N1/#math and #singleton-evaluation-of-collections. */
test.each([
  // Decimals are exact: nothing is left over of what binary fractions cannot hold.
  ['0.3 mod 0.1', [0]],
  ['0.3 div 0.1', [3]],
  ['0.1 + 0.2 = 0.3', [true]],
  // Division is cut off towards nought, and what is left has the sign of what was divided.
  ['-7 div 2', [-3]],
  ['-7 mod 2', [-1]],
  // Several values where one is needed are a mistake, beside none too and wherever they stand.
  ["({} - %resource.item.where(linkId='a').answer.value).empty()", []],
  ["(%resource.item.where(linkId='a').answer.value < {}).empty()", []],
  // Whether collections are the same is asked of any number of values, and of none is not known.
  ["%resource.item.where(linkId='a').answer.value = %resource.item.where(linkId='a').answer.value", [true]],
  ["%resource.item.where(linkId='a').answer.value = {}", []],
])('%s is %j', (expression, right) => {
  const parsed = parseExpression(expression);
  if (!parsed.ok) throw new Error(parsed.why);
  const items = itemsWith({ a: [1, 2], b: [], c: [] });
  expect(rounded(outcome(() => evaluate(parsed.expression, items)))).toEqual(right);
});

test.each([
  ['today()', 'today'],
  ['%resource.item.select(answer)', '.select'],
  ["%resource.item.where(text = 'x').answer", 'linkId'],
  ['%patient.birthDate', '%patient'],
  ['1 +', 'ends too early'],
  ['(1', 'missing'],
  ['1 2', 'not understood'],
  ["'open", 'not understood'],
])('refuses %s by what is not understood', (expression, why) => {
  expect(parseExpression(expression)).toMatchObject({ ok: false, why: expect.stringContaining(why) });
});

/** Where FHIRPath stops with an error nothing comes out, as where it comes to nothing. */
function outcome(run: () => readonly unknown[]): readonly unknown[] {
  try {
    return run();
  } catch {
    return [];
  }
}

function rounded(values: readonly unknown[]): unknown {
  return values.map((value) => (typeof value === 'number' ? Math.round(value * 1e4) / 1e4 + 0 : value));
}
