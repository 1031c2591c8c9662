import { expect, test } from 'vitest';
import { check } from './check.ts';
import { compile } from './compile.ts';
import { placesFrom, withoutRow, withRow } from './fields.ts';
import { calculated, COLOURS, limit, type Made, questionnaire } from './made-up.testing.ts';
import { unsafePattern } from './pattern.ts';
import { settle } from './settle.ts';
import type { GivenItem, Option, Program } from './types.ts';
import { instantIn, localIn } from './zone.ts';

const one = (item: Partial<Made>): Program => read(questionnaire({ linkId: 'a', type: 'string', text: 'A', ...item }));

function read(given: unknown): Program {
  const program = compile(given);
  if (!program.ok) throw new Error(program.refusals[0].text);
  return program.value;
}

function rules(program: Program, item: readonly GivenItem[], status = 'completed') {
  return check(program, { status, item }).map(({ linkId, rule }) => `${linkId} ${rule}`);
}

const answer = (...answers: readonly GivenItem['answer'][]) => [
  { linkId: 'a', answer: answers.flatMap((all) => all ?? []) },
];

test.each<[string, Partial<Made>, Record<string, unknown>, string | undefined]>([
  ['words', {}, { valueString: 'x' }, undefined],
  ['another type', {}, { valueInteger: 1 }, 'a type'],
  ['too long', { maxLength: 2 }, { valueString: 'abc' }, 'a length'],
  ['too short', { extension: [limit('minLength', 'valueInteger', 3)] }, { valueString: 'ab' }, 'a length'],
  [
    'not as the pattern asks',
    { extension: [limit('regex', 'valueString', '[A-Z]{2}\\d+')] },
    { valueString: 'x1' },
    'a pattern',
  ],
  [
    'as the pattern asks',
    { extension: [limit('regex', 'valueString', '[A-Z]{2}\\d+')] },
    { valueString: 'OX1' },
    undefined,
  ],
  [
    'too little',
    { type: 'integer', extension: [limit('minValue', 'valueInteger', 3)] },
    { valueInteger: 2 },
    'a range',
  ],
  [
    'too late',
    { type: 'date', extension: [limit('maxValue', 'valueDate', '2026-01-01')] },
    { valueDate: '2026-01-02' },
    'a range',
  ],
  [
    'too many places',
    { type: 'decimal', extension: [limit('maxDecimalPlaces', 'valueInteger', 1)] },
    { valueDecimal: 1.25 },
    'a places',
  ],
  ['no such day', { type: 'date' }, { valueDate: '2026-02-30' }, 'a type'],
  ['not listed', { type: 'choice', answerOption: COLOURS }, { valueCoding: { code: 'pink' } }, 'a option'],
  ['listed', { type: 'choice', answerOption: COLOURS }, COLOURS[0] ?? {}, undefined],
  ['in their own words', { type: 'open-choice', answerOption: COLOURS }, { valueString: 'pink' }, undefined],
  [
    'another unit',
    { type: 'quantity', extension: [limit('questionnaire-unit', 'valueCoding', { code: 'kg', display: 'kg' })] },
    { valueQuantity: { value: 3, code: 'g', unit: 'g' } },
    'a unit',
  ],
  ['what is fixed, otherwise', { readOnly: true, initial: [{ valueString: 'x' }] }, { valueString: 'y' }, 'a fixed'],
])('%s', (_, item, given, complaint) => {
  expect(rules(one(item), answer([given]))).toEqual(complaint === undefined ? [] : [complaint]);
});

test('complains of what is unknown, missing or given twice', () => {
  const program = one({ required: true });
  expect(rules(program, [])).toEqual(['a required']);
  expect(rules(program, [], 'in-progress')).toEqual([]);
  expect(rules(program, [...answer([{ valueString: 'x' }]), { linkId: 'b' }])).toEqual(['b unknown']);
  expect(rules(program, answer([{ valueString: 'x' }, { valueString: 'y' }]))).toEqual(['a occurs']);
});

test('asks only while its condition holds, in the row in which it stands', () => {
  const program = read(
    questionnaire({
      linkId: 'person',
      type: 'group',
      repeats: true,
      item: [
        { linkId: 'age', type: 'integer' },
        {
          linkId: 'school',
          type: 'string',
          required: true,
          enableWhen: [{ question: 'age', operator: '<', answerInteger: 16 }],
        },
      ],
    }),
  );
  const row = (age: number, school?: string) => ({
    linkId: 'person',
    item: [
      { linkId: 'age', answer: [{ valueInteger: age }] },
      ...(school === undefined ? [] : [{ linkId: 'school', answer: [{ valueString: school }] }]),
    ],
  });
  expect(rules(program, [row(40), row(9, 'Elm')])).toEqual([]);
  expect(rules(program, [row(40), row(9)])).toEqual(['school required']);
  expect(rules(program, [row(40, 'Elm')])).toEqual(['school not-asked']);
});

test('takes a row out and moves the others up', () => {
  const program = one({ repeats: true, type: 'integer' });
  const fields = withRow(withRow(new URLSearchParams('a%3A0=1&a%3A1=2&a%3A2=3&a%3Arows=1'), 'a'), 'a');
  const left = withoutRow(fields, 'a', 1);
  const { items } = settle(program, placesFrom(program, left).places);
  expect(items[0]?.answer).toEqual([{ valueInteger: 1 }, { valueInteger: 3 }]);
});

test('reads options from a value set it contains, or one that is stored', () => {
  const item = { linkId: 'a', type: 'choice', answerValueSet: '#colours' };
  const compose = { include: [{ system: 'https://example.org/colour', concept: [{ code: 'red', display: 'Red' }] }] };
  const contained = [{ resourceType: 'ValueSet', id: 'colours', compose }];
  expect(read({ ...questionnaire(item), contained }).items[0]?.options).toHaveLength(1);
  const stored: readonly Option[] = [{ value: { valueCoding: { code: 'x' } }, words: 'X' }];
  const asked = questionnaire({ ...item, answerValueSet: 'https://example.org/vs' });
  expect(compile(asked, { 'https://example.org/vs': stored }).ok).toBe(true);
  expect(compile(asked)).toMatchObject({ ok: false, refusals: [{ code: 'forms.questionnaire' }] });
});

test.each<[string, Made, string]>([
  ['a type there is none of', { linkId: 'a', type: 'slider' }, 'no type'],
  [
    'an unknown question',
    { linkId: 'a', type: 'string', enableWhen: [{ question: 'b', operator: 'exists', answerBoolean: true }] },
    'not asked',
  ],
  [
    'itself',
    { linkId: 'a', type: 'integer', extension: [calculated("%resource.item.where(linkId='a').answer.value")] },
    'from itself',
  ],
  [
    'a function outside',
    { linkId: 'a', type: 'integer', extension: [calculated('%resource.item.trace()')] },
    'Questionnaire.item[0]',
  ],
  [
    'a pattern that could hang',
    { linkId: 'a', type: 'string', extension: [limit('regex', 'valueString', '(a+)+b')] },
    'pattern',
  ],
  [
    'an extension that would change it',
    { linkId: 'a', type: 'string', modifierExtension: [{ url: 'https://example.org/x' }] },
    'not carried out',
  ],
])('refuses a form with %s, at its place', (_, item, words) => {
  expect(compile(questionnaire(item))).toMatchObject({
    ok: false,
    refusals: [{ text: expect.stringContaining(words) }],
  });
});

test('refuses a form in which two items wait for each other', () => {
  const waits = (linkId: string, question: string): Made => ({
    linkId,
    type: 'boolean',
    enableWhen: [{ question, operator: 'exists', answerBoolean: true }],
  });
  expect(compile(questionnaire(waits('a', 'b'), waits('b', 'a')))).toMatchObject({
    ok: false,
    refusals: [{ text: expect.stringContaining('hangs on itself') }],
  });
});

test.each(['(a+)+', '(a|ab)*', '(a*){2,}', '\\d*\\d*\\d*\\d*x', '(a)\\1', '(?=a)a', '('])(
  'runs no pattern like %s',
  (pattern) => {
    expect(unsafePattern(pattern)).toBeDefined();
  },
);

test.each(['[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][A-Z]{2}', '\\d{10}', '[^@]+@[^@]+', '(?:yes|no)'])('runs %s', (pattern) => {
  expect(unsafePattern(pattern)).toBeUndefined();
});

test('writes a time by the clocks of its zone, and reads it back', () => {
  expect(instantIn('Europe/London', '2026-07-01T14:05')).toBe('2026-07-01T14:05:00+01:00');
  expect(instantIn('Africa/Kampala', '2026-01-01T00:30')).toBe('2026-01-01T00:30:00+03:00');
  expect(localIn('Europe/London', '2026-07-01T14:05:00+01:00')).toBe('2026-07-01T14:05');
});
