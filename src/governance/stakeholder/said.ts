import type { Holder, Role } from '#agreement';
import type { Day } from '#base';

export const KINDS = ['person', 'organisation', 'group'] as const;
export type StakeKind = (typeof KINDS)[number];

export const GRADES = ['low', 'medium', 'high'] as const;
export type Grade = (typeof GRADES)[number];

/** What gives a stakeholder weight: what they can do, how rightful their claim is, how much is at stake for them now. */
export const WEIGHTS = ['power', 'legitimacy', 'urgency'] as const;
export type Weight = (typeof WEIGHTS)[number];

export const STANCES = ['opposed', 'doubtful', 'neutral', 'supportive', 'champion'] as const;
export type Stance = (typeof STANCES)[number];

export const WAYS = ['met', 'called', 'wrote', 'meeting', 'visit'] as const;
export type Way = (typeof WAYS)[number];

export const GATHERINGS = ['locality-meeting', 'board', 'newsletter'] as const;
export type Gathering = (typeof GATHERINGS)[number];

/** Of one stakeholder. */
export type AboutOne =
  | {
      readonly did: 'entered';
      readonly kind: StakeKind;
      readonly name: string;
      /** What is at stake for them. */
      readonly stake: string;
      /** Who in the partnership looks after them. */
      readonly tender: Holder;
      /** Where they sit, if they are of a partner. */
      readonly place?: Holder;
      /** 'account/12' of the person concerned, or 'Person/x' where they have a record of their own: they see it whole. */
      readonly account?: string;
      readonly person?: string;
    }
  | {
      readonly did: 'graded';
      readonly weight: Weight;
      readonly grade: Grade;
      readonly on: Day;
      readonly evidence: string;
    }
  | { readonly did: 'stance'; readonly stance: Stance; readonly on: Day; readonly evidence: string }
  | { readonly did: 'tended'; readonly tender: Holder }
  | { readonly did: 'contact'; readonly id: string; readonly way: Way; readonly on: Day; readonly words: string }
  | {
      readonly did: 'promised';
      readonly id: string;
      readonly contact?: string;
      readonly side: 'us' | 'them';
      readonly words: string;
      readonly owner: Holder;
      readonly until: Day;
    }
  | { readonly did: 'done'; readonly promise: string; readonly words: string }
  | { readonly did: 'planned'; readonly way: Way; readonly on: Day }
  | { readonly did: 'reply'; readonly id: string; readonly consultation: string; readonly words: string }
  | { readonly did: 'answered'; readonly reply: string; readonly change?: string; readonly words: string }
  | { readonly did: 'own-view'; readonly words: string };

/** Of the programme as a whole. */
export type AboutAll =
  | {
      readonly did: 'cadence';
      /** Days without a word after which somebody is silent; days after the last contact for which it is kept; contacts a month that are enough. */
      readonly silent: number;
      readonly kept: number;
      readonly most: number;
      /** What says so: an agreement in effect and its paragraph. */
      readonly agreement: string;
      readonly paragraph: string;
    }
  | {
      readonly did: 'gone';
      readonly stakeholder: string;
      readonly on: Day;
      readonly contacts: number;
      readonly promises: number;
      readonly done: number;
    }
  | { readonly did: 'gathering'; readonly what: Gathering; readonly on: Day; readonly words: string }
  | {
      readonly did: 'influence';
      readonly id: string;
      readonly from: Holder;
      readonly to: Holder;
      readonly topic: string;
      readonly evidence: string;
      readonly on: Day;
      /** Who knows it, and is asked whether it is still so. */
      readonly owner: Holder;
    }
  | { readonly did: 'influence-confirmed'; readonly influence: string }
  | { readonly did: 'influence-ended'; readonly influence: string; readonly words: string }
  | { readonly did: 'concern'; readonly id: string; readonly owner: Holder; readonly words: string }
  | { readonly did: 'concern-answered'; readonly concern: string; readonly words: string }
  | { readonly did: 'concern-closed'; readonly concern: string; readonly words: string }
  | { readonly did: 'kit-given'; readonly id: string; readonly to: Holder }
  | { readonly did: 'kit-read'; readonly kit: string }
  | { readonly did: 'newsletter'; readonly id: string; readonly title: string; readonly words: string };

export type StakeholderSaid = AboutOne | AboutAll;
export type Of<D extends StakeholderSaid['did']> = Extract<StakeholderSaid, { did: D }>;

export type StakeholderDeed = {
  readonly subject: string;
  readonly at: Date;
  readonly by: string;
  readonly organization: string;
  readonly role: Role;
  readonly said: StakeholderSaid;
};
