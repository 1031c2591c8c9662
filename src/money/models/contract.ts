import type { Access, Amount, Role } from '#agreement';
import type { Day } from '#base';
import type { Outcome } from '#fhir';
import type { Partner } from '../contract.ts';
import type { Swing } from '../simulate/contract.ts';
import type { Model } from './model.ts';

export type { Model } from './model.ts';

/** What one way of paying comes to for one partner. */
export type ModelPosition = Partner & {
  readonly earned: Amount;
  readonly net: Amount;
  /** Against what was agreed: above nought it gains. */
  readonly moves: Amount;
};

export type ModelSide = {
  readonly model: Model;
  /** Why it cannot be compared: nobody is registered with anybody who is paid. */
  readonly lacks?: string;
  readonly positions: readonly ModelPosition[];
  readonly left: Amount;
  /** What all have and what is left: nought. */
  readonly sum: Amount;
  /** What is paid in all where so much less or more is done, per cent. */
  readonly paid: readonly { readonly percent: number; readonly amount: Amount }[];
};

/** Where a contact is, and whose pay it is where it is an incentive to workers. */
export type ContactPlace = Partner & {
  readonly words: string;
  readonly workers?: { readonly role: Role; readonly shared: 'each' | 'team' };
};

export type MovedContact = {
  readonly from: ContactPlace;
  readonly to: ContactPlace;
  readonly model: Model;
  readonly loses: Amount;
  readonly gains: Amount;
  readonly unpaid: Amount;
};

/** Workers of one role and employer whose pay moves where care does: a group, and never a person. */
export type WorkerGroup = Partner & {
  readonly role: Role;
  readonly shared: 'each' | 'team';
  readonly activity: string;
  readonly paragraph: string;
  /** What they have for each. */
  readonly prices: readonly { readonly words: string; readonly price: Amount }[];
  /** How many they are, and what they earned together in the year; not told of fewer than `few`. */
  readonly people?: number;
  readonly few?: number;
  readonly earned?: Amount;
};

/** What partners sign: it is the same whoever looks. */
export type ModelsShown = {
  readonly instrument: string;
  readonly title: string;
  readonly version: number;
  readonly from: Day;
  /** The last day. */
  readonly until: Day;
  /** Whether the plan is the year before, or the year itself where nothing was recorded before. */
  readonly plan: 'year-before' | 'same-year';
  readonly agreed: readonly (Partner & { readonly earned: Amount; readonly net: Amount })[];
  readonly sides: readonly ModelSide[];
  readonly moved: readonly MovedContact[];
};

export type ModelsCompared = ModelsShown & {
  readonly hash: string;
  readonly own: string;
  /** Beside what is signed: who works where changes. */
  readonly workers: readonly WorkerGroup[];
  /** Of the seat's own organisation under each way of paying. */
  readonly tornado: readonly { readonly model: Model; readonly swings: readonly Swing[] }[];
  readonly signed: readonly {
    readonly id: string;
    readonly model: Model;
    readonly hash: string;
    readonly words: string;
    readonly by: string;
    readonly organization: string;
    readonly at: string;
    /** Whether it was signed for exactly what is shown here. */
    readonly same: boolean;
  }[];
  readonly may: { readonly sign: boolean };
};

export type ModelsAsked = { readonly instrument: string; readonly version: number };

export type ModelsAnswers = {
  /** The last twelve whole months under each way of paying. */
  readonly compareModels: (access: Access, asked: ModelsAsked) => Promise<Outcome<ModelsCompared>>;
  /** Signs one way of paying, on what was shown: its hash says what. */
  readonly signModel: (
    access: Access,
    asked: ModelsAsked,
    sign: { readonly model: string; readonly hash: string; readonly words: string },
  ) => Promise<Outcome<true>>;
};
