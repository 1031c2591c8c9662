import { fc } from '#testing/chance';
import { expect, test } from 'vitest';
import { correctOf, type Known, passes, quizFrom, seedFrom } from './quiz.ts';

const known: fc.Arbitrary<readonly Known[]> = fc
  .array(
    fc.record({
      of: fc.constantFrom('person' as const, 'day' as const, 'words' as const),
      question: fc.string({ minLength: 1, maxLength: 6 }),
      answer: fc.constantFrom(...'abcdefgh'),
    }),
    { maxLength: 40 },
  )
  .map((all) => all.map((one, index) => ({ ...one, page: `/programmes/${index}` })));

test('every question has its answer once, and no wrong answer that is a right one', () => {
  fc.assert(
    fc.property(known, fc.integer(), (all, seed) => {
      const quiz = quizFrom(all, seed);
      expect(quiz.length).toBeLessThanOrEqual(10);
      expect(new Set(quiz.map(({ question }) => question)).size).toBe(quiz.length);
      for (const { question, options, answer, of } of quiz) {
        expect(options.filter((one) => one === answer)).toHaveLength(1);
        expect(options.length).toBeGreaterThanOrEqual(3);
        const right = all.filter((one) => one.question === question).map((one) => one.answer);
        expect(options.filter((one) => right.includes(one))).toEqual([answer]);
        for (const one of options) expect(all.some((fact) => fact.of === of && fact.answer === one)).toBe(true);
      }
    }),
  );
});

test('the same seed asks the same; whoever knows everything has everything right', () => {
  fc.assert(
    fc.property(known, fc.integer(), (all, seed) => {
      const quiz = quizFrom(all, seed);
      expect(quizFrom(all, seed)).toEqual(quiz);
      const perfect = quiz.map(({ options, answer }) => options.indexOf(answer));
      expect(correctOf(quiz, perfect)).toBe(quiz.length);
      expect(correctOf(quiz, [])).toBe(0);
    }),
  );
  expect(seedFrom('1 account/a 0')).not.toBe(seedFrom('1 account/a 1'));
});

test('eight of ten is enough, and the same share of fewer', () => {
  expect([7, 8, 10].map((correct) => passes(correct, 10))).toEqual([false, true, true]);
  expect([passes(4, 5), passes(3, 5), passes(0, 0)]).toEqual([true, false, false]);
});
