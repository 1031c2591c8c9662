import type { Day } from '#base';
import { type Outcome, refuse } from '#fhir';
import type { OpenBook } from '../book.ts';
import { readTyped, type Reading, type Typed } from '../programme/typed.ts';
import {
  type Breach,
  type Claim,
  COMPETED,
  type PairSaid,
  type PairState,
  PROMISES,
  standingTerm,
  type Term,
  termStanding,
} from './pair.ts';

export type PairSetting = {
  readonly state: PairState;
  readonly book: OpenBook;
  readonly typed: Typed;
  /** Who speaks, of the two. */
  readonly own: string;
};

const ANSWER_DAYS_MAX = 60;

/** What a promise between two binds: who may sign for an organisation says yes to it, ends it, and answers for it. */
export const SIGNED: readonly string[] = [
  'term',
  'agreed',
  'ended',
  'extension',
  'extended',
  'not-extended',
  'answered',
];

const READERS: Readonly<Record<string, (reading: Reading) => PairSaid>> = {
  declared: ({ text, optional }) => ({
    did: 'declared',
    over: COMPETED.find((one) => one === optional('over')) ?? 'contracts',
    words: text('words', 'what both want').slice(0, 300),
    evidence: text('evidence', 'what shows it'),
  }),
  'no-longer': ({ text }) => ({
    did: 'no-longer',
    claim: text('claim', 'which of them'),
    why: text('why', 'what changed'),
  }),
  term: ({ text, number, day, many }) => ({
    did: 'term',
    promises: PROMISES.filter((one) => many('promises').includes(one)),
    needed: text('needed', 'which work that you do together needs it'),
    follows: text('follows', 'what happens where it is broken'),
    days: number('days', 'the working days in which the other answers', ANSWER_DAYS_MAX),
    until: day('until', 'up to which it holds'),
  }),
  agreed: ({ text }) => ({ did: 'agreed', term: text('term', 'which term') }),
  ended: ({ text }) => ({ did: 'ended', term: text('term', 'which term'), why: text('why', 'why it ends') }),
  extension: ({ text, day }) => ({
    did: 'extension',
    term: text('term', 'which term'),
    until: day('until', 'up to which it is to hold'),
    why: text('why', 'which work still needs it'),
  }),
  extended: ({ text, day }) => ({
    did: 'extended',
    term: text('term', 'which term'),
    until: day('until', 'to which you agree'),
  }),
  'not-extended': ({ text, day }) => ({
    did: 'not-extended',
    term: text('term', 'which term'),
    until: day('until', 'to which you do not agree'),
    why: text('why', 'why not'),
  }),
  breach: ({ text }) => ({
    did: 'breach',
    term: text('term', 'which term'),
    words: text('words', 'what happened'),
    evidence: text('evidence', 'what shows it'),
  }),
  answered: ({ text }) => ({
    did: 'answered',
    breach: text('breach', 'which of them'),
    words: text('words', 'what you answer'),
  }),
  settled: ({ text }) => ({
    did: 'settled',
    breach: text('breach', 'which of them'),
    words: text('words', 'what followed'),
  }),
};

/** Reads what one of two says of both, and holds it against what was said before. */
export function readPairDeed(did: string, setting: PairSetting): Outcome<PairSaid> {
  const reader = Object.hasOwn(READERS, did) ? READERS[did] : undefined;
  if (!reader) return noPair();
  const read = readTyped(setting.typed, setting.book, reader);
  if (!read.ok) return read;
  const wrong = fault(read.value, setting);
  return wrong ?? read;
}

function fault(said: PairSaid, { state, book: { today }, own }: PairSetting): Outcome<never> | undefined {
  switch (said.did) {
    case 'declared':
      return undefined;
    case 'no-longer':
      return ownClaim(state, said.claim, own) ? undefined : noPair();
    case 'term':
      return termFault(said, state, today);
    case 'agreed':
      return mayAgree(termIn(state, said.term), own, today) ? undefined : noTerm();
    case 'ended':
      return stands(termIn(state, said.term), today) ? undefined : noTerm();
    case 'extension':
      return extensionFault(said, termIn(state, said.term), today);
    case 'extended':
      return waiting(termIn(state, said.term), own, said.until) && mayExtend(termIn(state, said.term), today)
        ? undefined
        : noExtension();
    case 'not-extended':
      return waiting(termIn(state, said.term), own, said.until) ? undefined : noExtension();
    case 'breach':
      return holds(termIn(state, said.term), today) ? undefined : noTerm();
    case 'answered':
      return mayAnswer(breachIn(state, said.breach), own) ? undefined : noPair();
    case 'settled':
      return maySettle(breachIn(state, said.breach), own) ? undefined : noPair();
  }
}

function termFault(
  { promises, days, until }: Extract<PairSaid, { did: 'term' }>,
  state: PairState,
  today: Day,
): Outcome<never> | undefined {
  if (promises.length === 0 || days === 0 || until < today)
    return refuse(
      'value',
      'governance.fair-term',
      'Choose what both promise, the working days for an answer (at least one), and a last day that is still to come.',
    );
  return standingTerm(state, today)
    ? refuse(
        'business-rule',
        'governance.fair-term-stands',
        'One term stands between two: end it, then propose another.',
      )
    : undefined;
}

function extensionFault(
  { until }: Extract<PairSaid, { did: 'extension' }>,
  term: Term | undefined,
  today: Day,
): Outcome<never> | undefined {
  if (term === undefined || !mayExtend(term, today)) return noTerm();
  return until > term.until
    ? undefined
    : refuse('value', 'governance.fair-term-longer', 'Name a last day that lies after the one that both agreed to.');
}

/** That very day, proposed by the other and neither agreed to nor declined. */
function waiting(term: Term | undefined, own: string, until: Day): boolean {
  return term?.extension?.until === until && mayDecline(term, own);
}

function termIn({ terms }: PairState, id: string): Term | undefined {
  return terms.find((one) => one.id === id);
}

function breachIn({ breaches }: PairState, id: string): Breach | undefined {
  return breaches.find((one) => one.id === id);
}

function ownClaim({ claims }: PairState, id: string, own: string): Claim | undefined {
  return claims.find((one) => one.id === id && one.of === own && !one.ended);
}

function stands(term: Term | undefined, today: Day): boolean {
  return term !== undefined && ['proposed', 'agreed'].includes(termStanding(term, today));
}

function holds(term: Term | undefined, today: Day): boolean {
  return term !== undefined && termStanding(term, today) === 'agreed';
}

/** Whoever proposed it has said yes by that. */
export function mayAgree(term: Term | undefined, own: string, today: Day): boolean {
  return term !== undefined && term.of !== own && termStanding(term, today) === 'proposed';
}

/** What holds can go on; what has run out is proposed anew, for nobody was bound in between. */
export function mayExtend(term: Term | undefined, today: Day): boolean {
  return holds(term, today);
}

/** Also once it has run out: whoever was asked can still say that they did not want it. */
export function mayDecline({ extension, ended }: Term, own: string): boolean {
  return extension !== undefined && !extension.declined && !ended && extension.of !== own;
}

export function mayAnswer(breach: Breach | undefined, own: string): boolean {
  return breach !== undefined && breach.of !== own && !breach.answer && !breach.settled;
}

export function maySettle(breach: Breach | undefined, own: string): boolean {
  return breach !== undefined && breach.of === own && !breach.settled;
}

export function noPair(): Outcome<never> {
  return refuse('not-found', 'governance.no-pair', 'There is no such partner, or nothing of that name between you.');
}

function noTerm(): Outcome<never> {
  return refuse(
    'business-rule',
    'governance.no-fair-term',
    'There is no such term between you, or it waits for the other, has run out or was ended.',
  );
}

function noExtension(): Outcome<never> {
  return refuse(
    'business-rule',
    'governance.no-fair-extension',
    'No later day of that name waits for your word: another was proposed, it was answered, or the term holds no more.',
  );
}
