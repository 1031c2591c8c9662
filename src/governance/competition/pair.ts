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

export type Term = Of<'term'> & {
  readonly id: string;
  readonly of: string;
  readonly at: Date;
  readonly agreed?: Date;
  readonly ended?: Noted & { readonly of: string };
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
      return { ...state, terms: [...terms, { ...one, id: `t${terms.length + 1}`, of, at }] };
    }
    case 'agreed':
      return { ...state, terms: changed(terms, said.term, { agreed: at }) };
    case 'ended':
      return { ...state, terms: changed(terms, said.term, { ended: { at, words: said.why, of } }) };
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
  return all.map((one) => (one.id === id ? { ...one, ...by } : one));
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
