import { day } from '#base';
import type { CodingPeople, CodingQuestion, CodingView } from '#insight/contract';
import { codedFacts } from '../../src/insight/catalogue.ts';
// The words are those of the product, so that a picture cannot say what the program would not.
import { explained, questionOf } from '../../src/insight/coding/words.ts';
import { type Way, unreadIn, wayText } from '../../src/insight/coding/written.ts';
import { PLACES } from './made-up-measures.ts';
import { SIGNALS } from './made-up-signals.ts';

const PRACTICES = PLACES.filter(({ level }) => level === 'practice');
const [WHOLE = SIGNALS.place] = PLACES;

const NONE: CodingView = {
  use: SIGNALS.use,
  place: WHOLE,
  from: day('2025-10-01'),
  asAt: day('2026-09-30'),
  practices: 5,
  questions: [],
  people: false,
};

const LOCAL = asked(1, 'HbA1c', {
  way: { kind: 'unknown-code', code: 'https://codes.millane.example.uk|XE24T' },
  called: 'HbA1c (local)',
  met: 97,
  of: 302,
  others: 0,
  without: 61,
});
const NO_VALUE = asked(3, 'Urine albumin', {
  way: { kind: 'no-value' },
  called: 'Urine albumin',
  met: 42,
  of: 118,
  others: 1.4,
  without: 38,
});
const UNIT = asked(0, 'HbA1c', { way: { kind: 'unit', unit: '%' }, called: 'HbA1c', met: 688, of: 690, others: 3.1 });

export const CODING: CodingView = { ...NONE, questions: [LOCAL, NO_VALUE, UNIT], people: true };
export const CODING_NONE = NONE;
export const CODING_PEOPLE: CodingPeople = {
  question: LOCAL,
  people: [
    { person: 'Person/p17', name: 'KHAN-WILLIAMS, Amina', born: '1957-07-14' },
    { person: 'Person/p18', name: 'ŻÓŁTOWSKI, Stanisław', born: '1949-01-02' },
  ],
  more: true,
};

type Written = {
  readonly way: Way;
  readonly called: string;
  readonly met: number;
  readonly of: number;
  readonly others: number;
  readonly without?: number;
};

function asked(at: number, title: string, { way, called, met, of, others, without }: Written): CodingQuestion {
  const [place, fact] = [PRACTICES[at], codedFacts.find((one) => one.title === title)];
  if (!place || !fact) throw new Error(`there is no ${title}`);
  const percent = (100 * met) / of;
  const said = {
    fact,
    way,
    called,
    practice: place.name,
    percent,
    othersPercent: others,
    ...(without === undefined ? {} : { without }),
  };
  return {
    fact: fact.id,
    way: wayText(way),
    place,
    title,
    question: questionOf(said),
    words: explained(said),
    ...(of - met < 5 ? {} : { tally: { met, of } }),
    percent,
    othersPercent: others,
    uncounted: without !== undefined,
    ...(way.kind === 'unknown-code' ? { unread: unreadIn(way.code) } : {}),
  };
}
