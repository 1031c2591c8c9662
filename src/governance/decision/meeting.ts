import type { Amount, Role } from '#agreement';
import type { Day } from '#base';
import type { BodyName } from './body.ts';
import type { Present } from './vote.ts';

export type MeetingSaid =
  | {
      readonly did: 'came';
      readonly seat: string;
      readonly of: string;
      readonly principal: string;
      readonly name: string;
      readonly deputy?: { readonly upTo?: Amount };
    }
  | { readonly did: 'left'; readonly seat: string }
  | { readonly did: 'opened' }
  | { readonly did: 'closed'; readonly hash: string }
  | { readonly did: 'called-off'; readonly reason: string };

export type MeetingDeed = {
  readonly at: Date;
  readonly by: string;
  readonly organization: string;
  readonly role: Role;
  readonly said: MeetingSaid;
};

export type KeptMeeting = BodyName & {
  readonly id: string;
  readonly day: Day;
  readonly starts: string;
  readonly place: string;
  readonly deeds: readonly MeetingDeed[];
};

/** A meeting as what was done at it says it is. */
export type MeetingState = {
  readonly state: 'called' | 'open' | 'closed' | 'called-off';
  readonly present: readonly Present[];
  /** Everybody who was there at any time: the minutes name them. */
  readonly attended: readonly Present[];
  readonly opened?: { readonly at: Date; readonly by: string };
  readonly closed?: { readonly at: Date; readonly by: string; readonly hash: string };
};

export function meetingState({ deeds }: Pick<KeptMeeting, 'deeds'>): MeetingState {
  return deeds.reduce<MeetingState>(after, { state: 'called', present: [], attended: [] });
}

function after(state: MeetingState, { at, by, said }: MeetingDeed): MeetingState {
  switch (said.did) {
    case 'came': {
      const { seat, of, principal, name, deputy } = said;
      const one = { seat, organization: of, principal, name, ...(deputy ? { deputy } : {}) };
      const isSame = (other: Present) => other.seat === seat && other.principal === principal;
      return {
        ...state,
        present: [...state.present.filter((other) => other.seat !== seat), one],
        attended: state.attended.some(isSame) ? state.attended : [...state.attended, one],
      };
    }
    case 'left':
      return { ...state, present: state.present.filter(({ seat }) => seat !== said.seat) };
    case 'opened':
      return { ...state, state: 'open', opened: { at, by } };
    case 'closed':
      return { ...state, state: 'closed', closed: { at, by, hash: said.hash } };
    case 'called-off':
      return { ...state, state: 'called-off' };
  }
}
