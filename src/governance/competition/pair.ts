import type { Day } from '#base';

/** What two organisations can both want, of which one gets less where the other gets more. */
export const COMPETED = ['contracts', 'staff', 'patients', 'places', 'grants'] as const;
export type Competed = (typeof COMPETED)[number];

/**
 * What two partners can promise each other about recruiting. None keeps anybody from applying, and none speaks of pay: no agreement of
 * employers may. Not to approach by name holds only as far as work done together needs it, so every term says which work that is.
 */
export const PROMISES = ['posts-told', 'shared-posts', 'start-agreed', 'no-approach'] as const;
export type FairPromise = (typeof PROMISES)[number];

export type PairSaid =
  | { readonly did: 'declared'; readonly over: Competed; readonly words: string; readonly evidence: string }
  | { readonly did: 'no-longer'; readonly claim: string; readonly why: string }
  | {
      readonly did: 'term';
      readonly promises: readonly FairPromise[];
      /** Which work done together needs it. */
      readonly needed: string;
      /** What happens where it is broken, once the other has answered or has not. */
      readonly follows: string;
      /** In how many working days whoever is said to have broken it answers. */
      readonly days: number;
      readonly until: Day;
    }
  | { readonly did: 'agreed'; readonly term: string }
  | { readonly did: 'ended'; readonly term: string; readonly why: string }
  /** That a term which holds goes on to a later day. It names the day, so that nobody says yes or no to another than they read. */
  | { readonly did: 'extension'; readonly term: string; readonly until: Day; readonly why: string }
  | { readonly did: 'extended'; readonly term: string; readonly until: Day }
  | { readonly did: 'not-extended'; readonly term: string; readonly until: Day; readonly why: string }
  | { readonly did: 'breach'; readonly term: string; readonly words: string; readonly evidence: string }
  | { readonly did: 'answered'; readonly breach: string; readonly words: string }
  | { readonly did: 'settled'; readonly breach: string; readonly words: string };

export type PairDeed = {
  readonly at: Date;
  /** Which of the two said it. */
  readonly organization: string;
  readonly said: PairSaid;
};

type Of<D extends PairSaid['did']> = Omit<Extract<PairSaid, { did: D }>, 'did'>;
type Noted = { readonly at: Date; readonly words: string };

export type Claim = Of<'declared'> & {
  readonly id: string;
  readonly of: string;
  readonly at: Date;
  readonly ended?: Noted;
};

export type Breach = Of<'breach'> & {
  readonly id: string;
  readonly of: string;
  readonly at: Date;
  readonly answer?: Noted;
  readonly settled?: Noted;
};

/** A later last day, as one of the two proposed it. */
export type Extension = {
  readonly until: Day;
  readonly why: string;
  readonly of: string;
  readonly at: Date;
  /** Where the other said no: when, and why. */
  readonly declined?: Noted;
};

export type Term = Of<'term'> & {
  readonly id: string;
  readonly of: string;
  readonly at: Date;
  readonly agreed?: Date;
  readonly ended?: Noted & { readonly of: string };
  /** The latest that was proposed, until both have agreed to it. */
  readonly extension?: Extension;
  /** How often a later day was proposed: names what the other is asked. */
  readonly proposals: number;
  /** To which both agreed, oldest first: from which last day, and when. */
  readonly extended: readonly (Extension & { readonly from: Day; readonly agreed: Date })[];
};

export type PairState = {
  readonly claims: readonly Claim[];
  readonly terms: readonly Term[];
  readonly breaches: readonly Breach[];
};

export const NOTHING_SAID: PairState = { claims: [], terms: [], breaches: [] };

export function pairOf(deeds: readonly PairDeed[]): PairState {
  return deeds.reduce(after, NOTHING_SAID);
}

function after(state: PairState, { at, organization: of, said }: PairDeed): PairState {
  const { claims, terms, breaches } = state;
  switch (said.did) {
    case 'declared': {
      const { did: _, ...one } = said;
      return { ...state, claims: [...claims, { ...one, id: `d${claims.length + 1}`, of, at }] };
    }
    case 'no-longer':
      return { ...state, claims: changed(claims, said.claim, { ended: { at, words: said.why } }) };
    case 'term': {
      const { did: _, ...one } = said;
      return {
        ...state,
        terms: [...terms, { ...one, id: `t${terms.length + 1}`, of, at, proposals: 0, extended: [] }],
      };
    }
    case 'agreed':
      return { ...state, terms: changed(terms, said.term, { agreed: at }) };
    case 'ended':
      return { ...state, terms: changed(terms, said.term, { ended: { at, words: said.why, of } }) };
    case 'extension': {
      const { until, why } = said;
      return { ...state, terms: changedBy(terms, said.term, (term) => proposed(term, { until, why, of, at })) };
    }
    case 'extended':
      return { ...state, terms: changedBy(terms, said.term, (term) => prolonged(term, at)) };
    case 'not-extended':
      return { ...state, terms: changedBy(terms, said.term, (term) => declined(term, { at, words: said.why })) };
    case 'breach': {
      const { did: _, ...one } = said;
      return { ...state, breaches: [...breaches, { ...one, id: `b${breaches.length + 1}`, of, at }] };
    }
    case 'answered':
      return { ...state, breaches: changed(breaches, said.breach, { answer: { at, words: said.words } }) };
    case 'settled':
      return { ...state, breaches: changed(breaches, said.breach, { settled: { at, words: said.words } }) };
  }
}

function changed<T extends { readonly id: string }>(all: readonly T[], id: string, by: Partial<T>): readonly T[] {
  return changedBy(all, id, (one) => ({ ...one, ...by }));
}

function changedBy<T extends { readonly id: string }>(all: readonly T[], id: string, by: (one: T) => T): readonly T[] {
  return all.map((one) => (one.id === id ? by(one) : one));
}

function proposed(term: Term, extension: Extension): Term {
  return { ...term, extension, proposals: term.proposals + 1 };
}

/** Both have said yes: it holds up to that day, and from which it was moved stays to be read. */
function prolonged({ extension, ...term }: Term, agreed: Date): Term {
  if (!extension) return term;
  const { until } = extension;
  return { ...term, until, extended: [...term.extended, { ...extension, from: term.until, agreed }] };
}

function declined({ extension, ...term }: Term, noted: Noted): Term {
  return extension ? { ...term, extension: { ...extension, declined: noted } } : term;
}

export type TermStanding = 'proposed' | 'agreed' | 'run-out' | 'ended';

export function termStanding({ agreed, ended, until }: Term, today: Day): TermStanding {
  if (ended) return 'ended';
  if (until < today) return 'run-out';
  return agreed ? 'agreed' : 'proposed';
}

/** The one that is proposed or holds now: two have one at a time. */
export function standingTerm({ terms }: PairState, today: Day): Term | undefined {
  return terms.find((one) => ['proposed', 'agreed'].includes(termStanding(one, today)));
}
