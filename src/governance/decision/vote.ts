import type { Amount } from '#agreement';
import type { Remit } from './body.ts';
import { within } from './limits.ts';

export const VOTES = ['for', 'against', 'abstains'] as const;
export type Vote = (typeof VOTES)[number];

/** Who sits in a seat at a meeting: the member, or a deputy for amounts up to a limit. */
export type Present = {
  readonly seat: string;
  readonly organization: string;
  readonly principal: string;
  readonly name: string;
  readonly deputy?: { readonly upTo?: Amount };
};

export type Cast = { readonly seat: string; readonly vote: Vote };

export type Question = {
  readonly remit: Pick<Remit, 'quorum' | 'by' | 'mustAgree' | 'seats'>;
  readonly amount?: Amount;
  readonly present: readonly Present[];
  /** Seats whose holder takes no part in this item: they count neither in the quorum nor in the vote. */
  readonly recused: ReadonlySet<string>;
  readonly votes: readonly Cast[];
};

export type Tally = {
  readonly outcome: 'agreed' | 'not-agreed' | 'not-quorate';
  /** Those who are there and may vote on it. */
  readonly eligible: readonly string[];
  readonly quorum: number;
  readonly for: number;
  readonly against: number;
  readonly abstained: number;
  /** Organisations without which it does not stand, and who did not vote for it. */
  readonly without: readonly string[];
};

/**
 * What a vote comes to. Who is recused, or stands in for a member and not for as much, is as if they were not in the room; who abstains or says
 * nothing is there and is not for it. One person has one seat.
 */
export function tally({ remit, amount, present, recused, votes }: Question): Tally {
  const eligible = eligibleFor({ remit, present, recused, ...(amount ? { amount } : {}) });
  const cast = new Map(votes.map(({ seat, vote }) => [seat, vote]));
  const count = (vote: Vote): number => eligible.filter(({ seat }) => cast.get(seat) === vote).length;
  const inFavour = count('for');
  const without = remit.mustAgree.filter(
    (organization) => !eligible.some((one) => one.organization === organization && cast.get(one.seat) === 'for'),
  );
  const quorate = eligible.length >= remit.quorum;
  const carried = enough(remit.by, inFavour, eligible.length) && without.length === 0;
  return {
    outcome: quorate ? (carried ? 'agreed' : 'not-agreed') : 'not-quorate',
    eligible: eligible.map(({ seat }) => seat),
    quorum: remit.quorum,
    for: inFavour,
    against: count('against'),
    abstained: eligible.length - inFavour - count('against'),
    without,
  };
}

/** Who is there, sits in a seat of this remit, may stand in for as much, and is not recused; the first seat of each person. */
export function eligibleFor(question: Omit<Question, 'votes' | 'remit'> & { readonly remit: Pick<Remit, 'seats'> }) {
  const { remit, amount, present, recused } = question;
  const seats = new Set(remit.seats.map(({ key }) => key));
  const persons = new Set<string>();
  const taken = new Set<string>();
  return present.filter(({ seat, principal, deputy }) => {
    if (!seats.has(seat) || recused.has(seat) || taken.has(seat) || persons.has(principal)) return false;
    if (deputy && !within(amount, deputy.upTo)) return false;
    taken.add(seat);
    persons.add(principal);
    return true;
  });
}

function enough(by: Remit['by'], inFavour: number, there: number): boolean {
  if (inFavour === 0) return false;
  switch (by) {
    case 'one-member':
      return true;
    case 'majority':
      return inFavour * 2 > there;
    case 'two-thirds':
      return inFavour * 3 >= there * 2;
    case 'all':
      return inFavour === there;
  }
}
