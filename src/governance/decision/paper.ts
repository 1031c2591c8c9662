import type { Amount, Role } from '#agreement';
import type { Day } from '#base';
import type { BodyName } from './body.ts';
import type { Expectation } from './effect.ts';
import type { SimulatedSaid } from './simulated.ts';
import type { Under } from './under.ts';
import type { Tally, Vote } from './vote.ts';

/** What moves from one partner to another, at what price each, in a year. */
export type Move = {
  readonly what: string;
  readonly from: string;
  readonly to: string;
  readonly perYear: number;
  readonly price: Amount;
  /** Of staff time that each takes, and how many people move with it in all. */
  readonly minutes?: number;
  readonly workers?: number;
};

/** A paper: what is asked of a body, and what whoever asks expects of it. */
export type Paper = {
  readonly title: string;
  readonly ask: string;
  readonly topic: string;
  readonly amount?: Amount;
  /** Partners whom it concerns, and suppliers by name: held against the register of interests. */
  readonly organizations: readonly string[];
  readonly suppliers: readonly string[];
  readonly moves: readonly Move[];
  /** An agreement that is proposed: what it would change is counted in the record. */
  readonly draft?: { readonly instrument: string; readonly version: number };
  /** What follows from that version for its parties, as of the day the paper was put. */
  readonly under?: Under;
  readonly effect: string;
  /** The measure in which that is to be seen, where there is one. */
  readonly seenIn?: Expectation;
  readonly reviewOn: Day;
};

/** What was done about a paper; the first deed puts it. */
export type PaperSaid =
  | { readonly did: 'put'; readonly paper: Paper; readonly body: BodyName }
  | { readonly did: 'sent-up'; readonly to: BodyName; readonly from: BodyName; readonly why: string }
  | { readonly did: 'tabled'; readonly meeting: string }
  | { readonly did: 'declared'; readonly seat: string; readonly words: string }
  | { readonly did: 'let-in'; readonly seat: string; readonly reason: string }
  | { readonly did: 'position'; readonly money?: Amount; readonly loses: boolean; readonly words: string }
  | SimulatedSaid
  | { readonly did: 'offered'; readonly to: string; readonly words: string }
  | { readonly did: 'answered'; readonly accepts: boolean; readonly words: string }
  | { readonly did: 'arbitrated'; readonly of: string; readonly words: string }
  | { readonly did: 'voted'; readonly seat: string; readonly vote: Vote; readonly reason?: string }
  | {
      readonly did: 'closed';
      readonly meeting: string;
      readonly outcome: 'agreed' | 'not-agreed';
      readonly words: string;
      readonly tally: Tally;
      readonly recused: readonly { readonly name: string; readonly because: string }[];
    }
  | { readonly did: 'put-back'; readonly meeting: string; readonly why: string }
  | { readonly did: 'withdrawn'; readonly reason: string }
  | { readonly did: 'measured'; readonly words: string }
  /** Long after it was decided: in which measure it is to be seen, where the paper named none. */
  | { readonly did: 'measure-named'; readonly seenIn: Expectation };

export type PaperDeed = {
  readonly at: Date;
  readonly by: string;
  readonly organization: string;
  readonly role: Role;
  readonly said: PaperSaid;
};

export type KeptPaper = { readonly id: string; readonly deeds: readonly PaperDeed[] };

type Of<D extends PaperSaid['did']> = Extract<PaperSaid, { did: D }>;
export type Signed<D extends PaperSaid['did']> = Omit<PaperDeed, 'said'> & Of<D>;

export type Offer = {
  readonly to: string;
  readonly words: string;
  readonly by: string;
  readonly state: 'open' | 'accepted' | 'refused' | 'arbitrated';
  readonly answer?: string;
};

/** A paper as its deeds say it is. */
export type PaperState = {
  readonly paper: Paper;
  readonly body: BodyName;
  readonly putBy: Pick<PaperDeed, 'by' | 'organization' | 'role' | 'at'>;
  readonly state: 'waiting' | 'tabled' | 'agreed' | 'not-agreed' | 'withdrawn';
  readonly sentUp: readonly Signed<'sent-up'>[];
  readonly meeting?: string;
  readonly declared: readonly Signed<'declared'>[];
  readonly letIn: readonly Signed<'let-in'>[];
  /** The last of each organisation. */
  readonly positions: readonly Signed<'position'>[];
  /** What was replayed last under the version that it is about. */
  readonly simulated?: Signed<'simulated'>;
  readonly offers: readonly Offer[];
  /** The last of each seat in this meeting. */
  readonly votes: readonly Signed<'voted'>[];
  readonly closed?: Signed<'closed'>;
  readonly putBack?: Signed<'put-back'>;
  readonly measured: readonly Signed<'measured'>[];
  readonly named?: Signed<'measure-named'>;
};

export function paperState({ deeds }: Pick<KeptPaper, 'deeds'>): PaperState {
  const [first, ...rest] = deeds;
  if (first?.said.did !== 'put') throw new Error('a paper begins by being put');
  const begun: PaperState = {
    paper: first.said.paper,
    body: first.said.body,
    putBy: first,
    state: 'waiting',
    sentUp: [],
    declared: [],
    letIn: [],
    positions: [],
    offers: [],
    votes: [],
    measured: [],
  };
  return rest.reduce(after, begun);
}

function after(state: PaperState, deed: PaperDeed): PaperState {
  const { said, ...who } = deed;
  switch (said.did) {
    case 'put':
      return state;
    case 'sent-up':
      return { ...state, body: said.to, sentUp: [...state.sentUp, { ...who, ...said }] };
    case 'tabled':
      return { ...state, state: 'tabled', meeting: said.meeting, votes: [] };
    case 'declared':
      return { ...state, declared: [...state.declared, { ...who, ...said }] };
    case 'let-in':
      return { ...state, letIn: [...state.letIn, { ...who, ...said }] };
    case 'position': {
      const others = state.positions.filter(({ organization }) => organization !== deed.organization);
      return { ...state, positions: [...others, { ...who, ...said }] };
    }
    case 'simulated':
      return { ...state, simulated: { ...who, ...said } };
    case 'offered':
    case 'answered':
    case 'arbitrated':
      return { ...state, offers: offersAfter(state.offers, deed) };
    case 'voted':
      return { ...state, votes: [...state.votes.filter(({ seat }) => seat !== said.seat), { ...who, ...said }] };
    case 'closed':
      return { ...state, state: said.outcome, closed: { ...who, ...said } };
    case 'put-back':
      return { ...state, state: 'waiting', votes: [], putBack: { ...who, ...said } };
    case 'withdrawn':
      return { ...state, state: 'withdrawn' };
    case 'measure-named':
      return { ...state, named: { ...who, ...said } };
    case 'measured':
      return { ...state, measured: [...state.measured, { ...who, ...said }] };
  }
}

function offersAfter(offers: readonly Offer[], { said, by, organization }: PaperDeed): readonly Offer[] {
  const answer = (to: string, change: Pick<Offer, 'state' | 'answer'>) =>
    offers.map((offer) => (offer.to === to ? { ...offer, ...change } : offer));
  if (said.did === 'offered') {
    return [...offers.filter(({ to }) => to !== said.to), { to: said.to, words: said.words, by, state: 'open' }];
  }
  if (said.did === 'answered')
    return answer(organization, { state: said.accepts ? 'accepted' : 'refused', answer: said.words });
  return said.did === 'arbitrated' ? answer(said.of, { state: 'arbitrated', answer: said.words }) : offers;
}
