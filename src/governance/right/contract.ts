import type { Access, Amount } from '#agreement';
import type { Day } from '#base';
import type { Outcome } from '#fhir';
import type { Place } from '../decision/contract.ts';
import type { RightWay } from './right.ts';

export type { RightWay } from './right.ts';

/** A place, and who sits there today. */
export type HeldPlace = Place & { readonly holders: readonly string[] };

export type RightView = {
  readonly organization: string;
  readonly organizationName: string;
  readonly topic: string;
  readonly way: RightWay;
  readonly holder: HeldPlace;
  readonly upTo?: Amount;
  readonly deputy?: HeldPlace & { readonly upTo?: Amount };
  readonly evidence: string;
  readonly confirmed?: { readonly on: Day; readonly by: string };
  /** Nobody has confirmed it for six months. */
  readonly stale: boolean;
  readonly may: { readonly confirm: boolean; readonly change: boolean };
};

/** A board, committee or group that decides about a topic, and who sits in it for an organisation. */
export type BodyRight = {
  readonly id: string;
  readonly name: string;
  readonly topic: string;
  readonly paragraph: string;
  readonly agreement: string;
  readonly upTo?: Amount;
  readonly chair: HeldPlace;
  readonly seats: readonly (HeldPlace & { readonly deputy?: HeldPlace & { readonly upTo?: Amount } })[];
  readonly mustAgree: readonly string[];
  readonly next?: { readonly id: string; readonly day: Day; readonly starts: string };
};

export type RightsAsked = {
  readonly asked: string;
  readonly topic?: string;
  readonly organization?: string;
  readonly organizationName?: string;
  readonly amount?: Amount;
};

export type RightsFound = {
  readonly question: RightsAsked;
  readonly rights: readonly RightView[];
  readonly bodies: readonly BodyRight[];
  readonly topics: readonly string[];
  readonly organizations: readonly { readonly organization: string; readonly name: string }[];
  readonly may: { readonly set: readonly string[] };
};

export type TypedRight = {
  readonly of: string;
  readonly topic: string;
  readonly way: string;
  readonly role: string;
  readonly upTo?: Amount;
  readonly deputy?: string;
  readonly deputyUpTo?: Amount;
  readonly evidence: string;
};

export type NamedRight = Pick<TypedRight, 'of' | 'topic' | 'way' | 'role'>;

/** Who may say yes in each organisation, about what. */
export type RightAnswers = {
  /** All of them, or those that a question in words is about. */
  readonly ask: (access: Access, asked: string) => Promise<RightsFound>;
  readonly set: (access: Access, typed: TypedRight) => Promise<Outcome<true>>;
  readonly confirm: (access: Access, named: NamedRight) => Promise<Outcome<true>>;
  /** Whether this seat decides about a topic for its own organisation; undefined where the organisation has confirmed nothing of it. */
  readonly decides: (access: Access, topic: string) => Promise<boolean | undefined>;
  readonly end: (access: Access, named: NamedRight, reason: string) => Promise<Outcome<true>>;
};
