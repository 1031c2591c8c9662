import type { Clause, Role } from '#agreement';
import type { Day } from '#base';

/** How an organisation reads the paragraph: in words, and as what should run because of it. */
export type Reading = { readonly words: string } & (
  | { readonly runs: 'as-it-runs' | 'nothing' }
  | { readonly runs: 'otherwise'; readonly clause: Clause }
);

/** How it ends: whose reading holds, in whose words and why. */
export type Ruling = {
  /** 'as-it-runs', or the organisation whose reading holds. */
  readonly follows: string;
  readonly words: string;
  readonly reason: string;
  readonly keptAs: 'interpretation' | 'new-version';
  /** From which day it is read so. */
  readonly from: Day;
  /** What was written where it was ruled: a reference or an address. */
  readonly document?: string;
  /** Organisations that have to accept it before it stands. */
  readonly needs: readonly string[];
};

export type Said =
  | { readonly did: 'raised'; readonly about: string; readonly reading: Reading }
  | { readonly did: 'read'; readonly reading: Reading }
  | { readonly did: 'moved-on'; readonly reason: string }
  | { readonly did: 'ruled'; readonly ruling: Ruling; readonly accepts: boolean }
  | { readonly did: 'accepted' }
  | { readonly did: 'withdrawn'; readonly reason: string };

export type Deed = {
  readonly at: Date;
  readonly by: string;
  readonly organization: string;
  readonly role: Role;
  readonly said: Said;
};

export type KeptDispute = {
  readonly id: string;
  readonly instrument: string;
  readonly version: number;
  readonly clause?: string;
  readonly paragraph: string;
  readonly deeds: readonly Deed[];
};

export type Put = Pick<Deed, 'at' | 'by' | 'organization'> & { readonly reading: Reading };
export type Proposed = Pick<Deed, 'at' | 'by' | 'organization'> & {
  readonly ruling: Ruling;
  readonly accepted: readonly string[];
};

/** A dispute as its deeds say it is. */
export type DisputeState = {
  readonly state: 'open' | 'ruled' | 'withdrawn';
  readonly raisedBy: string;
  readonly raised: Date;
  readonly about: string;
  /** The last reading of each organisation, who raised it first. */
  readonly readings: readonly Put[];
  /** When each step that ended without agreement did. */
  readonly movedOn: readonly { readonly at: Date; readonly reason: string }[];
  /** A ruling that is written; where it is `ruled` it stands. */
  readonly proposed?: Proposed;
  readonly ended?: Date;
};

/** Folds what was done. Pure; the first deed raised it. */
export function stateOf({ deeds }: Pick<KeptDispute, 'deeds'>): DisputeState {
  const [first, ...rest] = deeds;
  if (first?.said.did !== 'raised') throw new Error('a dispute begins by being raised');
  const begun: DisputeState = {
    state: 'open',
    raisedBy: first.organization,
    raised: first.at,
    about: first.said.about,
    readings: [put(first, first.said.reading)],
    movedOn: [],
  };
  return rest.reduce(after, begun);
}

/** Whose acceptance is still awaited. */
export function awaited({ ruling, accepted }: Proposed): readonly string[] {
  return ruling.needs.filter((organization) => !accepted.includes(organization));
}

function after(state: DisputeState, deed: Deed): DisputeState {
  const { said, at, by, organization } = deed;
  switch (said.did) {
    case 'raised':
      return state;
    case 'read': {
      const others = state.readings.filter((one) => one.organization !== organization);
      const mine = put(deed, said.reading);
      const readings = organization === state.raisedBy ? [mine, ...others] : [...others, mine];
      return { ...state, readings };
    }
    case 'moved-on': {
      const { proposed: _, ...rest } = state;
      return { ...rest, movedOn: [...state.movedOn, { at, reason: said.reason }] };
    }
    case 'ruled':
      return standing(
        state,
        { at, by, organization, ruling: said.ruling, accepted: said.accepts ? [organization] : [] },
        at,
      );
    case 'accepted': {
      const { proposed } = state;
      if (!proposed) return state;
      return standing(state, { ...proposed, accepted: [...proposed.accepted, organization] }, at);
    }
    case 'withdrawn':
      return { ...state, state: 'withdrawn', ended: at };
  }
}

function standing(state: DisputeState, proposed: Proposed, at: Date): DisputeState {
  return awaited(proposed).length > 0 ? { ...state, proposed } : { ...state, proposed, state: 'ruled', ended: at };
}

function put({ at, by, organization }: Deed, reading: Reading): Put {
  return { at, by, organization, reading };
}
