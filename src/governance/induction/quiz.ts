import { type Day, seeded } from '#base';

/** One thing that the records of a programme say, as a question with its answer: `of` names what kind of answer it is. */
export type Known = {
  readonly of: 'person' | 'day' | 'measure' | 'words' | 'decision' | 'aim';
  readonly question: string;
  readonly answer: string;
  /** Where it is written. */
  readonly page: string;
};

export type Question = Known & { readonly options: readonly string[] };

export const QUESTIONS = 10;
export const TO_PASS = 8;
const OPTIONS = 4;

/**
 * Ten questions of what is known, with wrong answers that are right answers to something else of the same records. The same seed asks the same.
 * Fewer than ten where the records do not say enough.
 */
export function quizFrom(known: readonly Known[], seed: number): readonly Question[] {
  const random = seeded(seed);
  return shuffled(known, random)
    .flatMap((one): readonly Question[] => {
      const others = [...new Set(known.filter(({ of }) => of === one.of).map(({ answer }) => answer))];
      // A wrong answer is never a right one: what is asked twice with two answers has both.
      const right = known.filter(({ question }) => question === one.question).map(({ answer }) => answer);
      const wrong = shuffled(
        others.filter((answer) => !right.includes(answer)),
        random,
      ).slice(0, OPTIONS - 1);
      return wrong.length < 2 ? [] : [{ ...one, options: shuffled([one.answer, ...wrong], random) }];
    })
    .filter((one, index, all) => all.findIndex(({ question }) => question === one.question) === index)
    .slice(0, QUESTIONS);
}

/** How many are right; a choice that is none is wrong. */
export function correctOf(questions: readonly Question[], choices: readonly number[]): number {
  return questions.filter(({ options, answer }, index) => options[choices[index] ?? -1] === answer).length;
}

/** Eight of ten; of fewer questions the same share. */
export function passes(correct: number, of: number): boolean {
  return of > 0 && correct * QUESTIONS >= of * TO_PASS;
}

/** A number from text, the same on every machine. */
export function seedFrom(text: string): number {
  let hash = 2_166_136_261;
  for (const letter of text) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 16_777_619);
  return hash >>> 0;
}

export function dayWords(on: Day): string {
  const [year = '', month = '', date = ''] = on.split('-');
  const names = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
  return `${date}-${names[Number(month) - 1] ?? month}-${year}`;
}

function shuffled<T>(all: readonly T[], random: () => number): readonly T[] {
  const left = [...all];
  for (let at = left.length - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1));
    const [a, b] = [left[at], left[other]];
    if (a !== undefined && b !== undefined) [left[at], left[other]] = [b, a];
  }
  return left;
}
