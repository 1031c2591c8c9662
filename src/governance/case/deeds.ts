import { accepted, type Outcome, refuse } from '#fhir';
import type { OpenBook } from '../book.ts';
import { holderFrom, nextId, PARTS_MAX, type Reading, readTyped, type Typed } from '../programme/typed.ts';
import { type CaseSaid, type CaseState, isRevealed, OPTION_KINDS } from './case.ts';

type Setting = { readonly state: CaseState; readonly book: OpenBook; readonly typed: Typed };
type Reader = (reading: Reading, setting: Setting) => CaseSaid;

/** What was typed, as a deed of the case as it stands. Once the panel scores, options and criteria stay as they are. */
export function caseDeedFrom(did: string, setting: Setting): Outcome<CaseSaid> {
  const { state, book, typed } = setting;
  const reader = READERS[did];
  if (!Object.hasOwn(READERS, did) || !reader)
    return refuse('not-found', 'governance.case-deed', 'Nothing of that name is done to a case for change.');
  if (state.panel && (did === 'option' || did === 'criterion' || did === 'panel')) {
    return refuse(
      'conflict',
      'governance.case-frozen',
      'The panel scores by these options and weights: they stay as they are.',
    );
  }
  const read = readTyped(typed, book, (reading) => reader(reading, setting));
  if (!read.ok) return read;
  const said = read.value;
  if (said.did === 'evidence' && !state.causes.some(({ id }) => id === said.cause)) {
    return refuse('not-found', 'governance.case-part', 'There is no such cause in this case.');
  }
  if ([state.causes, state.options, state.criteria].some((all) => all.length >= PARTS_MAX / 5)) {
    return refuse('too-costly', 'governance.case-full', 'A case has up to forty causes, options and criteria.');
  }
  return said.did === 'panel'
    ? mayOpen(said, setting)
    : said.did === 'scored'
      ? mayScore(said, setting)
      : accepted(said);
}

function mayOpen(said: Extract<CaseSaid, { did: 'panel' }>, { state, book }: Setting): Outcome<CaseSaid> {
  const { options, criteria } = state;
  const weighs = criteria.some(({ weight }) => weight > 0);
  return options.length >= 2 && weighs && said.members.length >= 2 && said.until >= book.today
    ? accepted(said)
    : refuse(
        'business-rule',
        'governance.case-panel',
        'A panel of at least two places scores at least two options by criteria that weigh, up to a day to come.',
      );
}

function mayScore(said: Extract<CaseSaid, { did: 'scored' }>, { state, book }: Setting): Outcome<CaseSaid> {
  if (!state.panel || isRevealed(state, book.today) || state.panel.until < book.today) {
    return refuse(
      'conflict',
      'governance.case-over',
      'Scores are given from when the panel is named until all have scored, or its last day is over.',
    );
  }
  const wanted = state.options.flatMap((option) => state.criteria.map((one) => `${option.id}.${one.id}`));
  return wanted.every((key) => said.scores[key] !== undefined)
    ? accepted(said)
    : refuse(
        'required',
        'governance.case-scores',
        'Give every option a whole number from 0 to 10 for every criterion.',
      );
}

const READERS: Readonly<Record<string, Reader>> = {
  problem: ({ text }) => ({ did: 'problem', words: text('words', 'what the problem is') }),
  cause: ({ text }, { state }) => ({
    did: 'cause',
    id: nextId('a', state.causes),
    words: text('words', 'what causes it'),
  }),
  evidence: ({ text, optional }) => ({
    did: 'evidence',
    cause: text('cause', 'for which cause'),
    words: text('words', 'what shows it'),
    measure: optional('measure').slice(0, 200),
  }),
  option: ({ text, optional }, { state }) => ({
    did: 'option',
    id: nextId('o', state.options),
    kind: OPTION_KINDS.find((one) => one === optional('kind')) ?? 'other',
    words: text('words', 'what would be done'),
  }),
  criterion: ({ text, number }, { state }) => ({
    did: 'criterion',
    id: nextId('k', state.criteria),
    words: text('words', 'by what options are judged'),
    weight: number('weight', 'the weight', 100),
  }),
  panel: ({ many, day }, { book }) => ({
    did: 'panel',
    members: [...new Set(many('members'))].flatMap((one) => holderFrom(one, book) ?? []),
    until: day('until', 'up to which the panel scores'),
  }),
  scored: ({ optional }, { state }) => ({
    did: 'scored',
    scores: Object.fromEntries(
      state.options.flatMap((option) =>
        state.criteria.flatMap((one): readonly (readonly [string, number])[] => {
          const key = `${option.id}.${one.id}`;
          const typed = optional(key);
          return /^(?:\d|10)$/.test(typed) ? [[key, Number(typed)]] : [];
        }),
      ),
    ),
  }),
};
