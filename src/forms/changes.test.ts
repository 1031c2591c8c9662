import { fc } from '#testing/chance';
import { expect, test } from 'vitest';
import { changesIn } from './changes.ts';
import { compile } from './compile.ts';
import { anyQuestionnaire, COLOURS, limit, type Made, questionnaire } from './made-up.testing.ts';
import type { Program } from './types.ts';

function read(form: unknown): Program {
  const program = compile(form);
  if (!program.ok) throw new Error(program.refusals[0].text);
  return program.value;
}

const between = (before: readonly Made[], after: readonly Made[]) =>
  changesIn(read(questionnaire(...before)), read(questionnaire(...after))).map(({ words }) => words);

const age: Made = { linkId: 'age', type: 'integer', text: 'How old?' };
const name: Made = { linkId: 'name', type: 'string', text: 'What name?' };

test('says in words what is new, gone, worded otherwise and asked under other conditions', () => {
  expect(between([age], [age, name])).toEqual(['The question “What name?” is new.']);
  expect(between([age, name], [age])).toEqual(['The question “What name?” is not asked any more.']);
  expect(between([age], [{ ...age, text: 'Your age?' }])).toEqual([
    'The question “How old?” is worded “Your age?” now.',
  ]);
  expect(between([age], [{ ...age, required: true }])).toEqual(['The question “How old?” has to be answered now.']);
  expect(between([age, name], [name, age])).toEqual(['The questions stand in another order.']);
  const enableWhen = [{ question: 'age', operator: '>', answerInteger: 17 }];
  expect(between([age, name], [age, { ...name, enableWhen }])).toEqual([
    'The question “What name?” is asked now only if “age” > 17.',
  ]);
  expect(between([age, { ...name, enableWhen }], [age, name])).toEqual([
    'The question “What name?” is always asked now.',
  ]);
});

test('says which choices came and went, and between what a number has to lie', () => {
  const colour: Made = { linkId: 'c', type: 'choice', text: 'Which colour?', answerOption: COLOURS };
  expect(between([colour], [{ ...colour, answerOption: COLOURS.slice(1) }])).toEqual([
    'The question “Which colour?”: cannot be answered “red” any more.',
  ]);
  const most = (value: number) => ({ ...age, extension: [limit('maxValue', 'valueInteger', value)] });
  expect(between([most(120)], [most(110)])).toEqual(['The question “How old?”: the most was 120, and is 110 now.']);
  expect(between([age, name], [{ linkId: 'g', type: 'group', text: 'You', item: [age, name] }])).toEqual([
    'The group “You” is new.',
    'The question “How old?” stands under “You” now.',
    'The question “What name?” stands under “You” now.',
  ]);
});

test('nothing is said of a form against itself, and something of any two that are not alike', () => {
  fc.assert(
    fc.property(anyQuestionnaire, anyQuestionnaire, (one, other) => {
      const [a, b] = [read(one), read(other)];
      expect(changesIn(a, a)).toEqual([]);
      const alike = JSON.stringify(a) === JSON.stringify({ ...b, url: a.url });
      expect(changesIn(a, b).length === 0).toBe(alike);
      for (const { words } of changesIn(a, b)) expect(words).toMatch(/\.$/);
    }),
    { numRuns: 100 },
  );
});
