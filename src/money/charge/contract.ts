import type { Access, Amount } from '#agreement';
import type { Day } from '#base';
import type { Outcome } from '#fhir';
import type { Partner } from '../contract.ts';

/** What one organisation asks another to pay for what it did, by one line of what was agreed. */
export type ChargeView = {
  readonly id: string;
  readonly payer: Partner;
  readonly payee: Partner;
  readonly activity: string;
  /** Where the pool books it, if not to the activity. */
  readonly scheme?: string;
  readonly words: string;
  /** A price for a period, not for each activity. */
  readonly byPeriod: boolean;
  readonly because: string;
  readonly agreement: string;
  readonly from: Day;
  readonly until: Day;
  /** What was recorded late, corrected or taken back of what was charged before. */
  readonly adjusts: boolean;
  readonly proposed: string;
  /** What is not queried by the end of this day stands. */
  readonly stands: Day;
  readonly items: number;
  readonly open: number;
  readonly queried: number;
  readonly total: Amount;
  readonly waiting: Amount;
  readonly inQuery: Amount;
  readonly accepted: Amount;
  readonly withdrawn: Amount;
  /** Whether what is queried is in dispute. */
  readonly disputed: boolean;
  /** Why what is not queried cannot be accepted while it is. */
  readonly waits?: string;
  readonly may: {
    readonly accept: boolean;
    readonly acceptQueried: boolean;
    readonly query: boolean;
    readonly answer: boolean;
    readonly dispute: boolean;
  };
};

/** One activity of a charge, or a part of a price by the period: a day and what it cost, and nothing of whom it was done for. */
export type ChargeItem = {
  readonly number: number;
  readonly day: Day;
  readonly units: string;
  readonly amount: Amount;
  readonly state: 'proposed' | 'queried' | 'accepted' | 'withdrawn';
  readonly reason?: string;
  readonly answer?: string;
  /** What it is for, where it is not one activity. */
  readonly words?: string;
  /** For whoever checks payments: what was done, where they may see it. */
  readonly activity?: ActivitySeen;
};

/** 'Encounter/x', and what it is called. Nothing of whom it was done for. */
export type ActivitySeen = { readonly reference: string; readonly words: string };

export type ChargeDetail = ChargeView & {
  readonly rows: readonly ChargeItem[];
  /** The items shown come after this number; `next` where there are more. */
  readonly after: number;
  readonly next?: number;
  readonly dispute?: ChargeDispute;
};

/** A dispute about what is queried, and both readings run through the books. */
export type ChargeDispute = {
  readonly page: string;
  readonly words: string;
  readonly state: 'open' | 'late' | 'at-the-end' | 'ruled' | 'withdrawn';
  readonly dueBy?: Day;
  readonly readings: readonly ChargeReading[];
};

export type ChargeReading = {
  /** Whose reading: the payer's, by which what is queried is not owed, or the payee's. */
  readonly whose: Partner;
  /** What the charge would have cost. */
  readonly paid: Amount;
  /** What each would have left in the pool; empty where no pool pays. */
  readonly left: readonly (Partner & { readonly amount: Amount })[];
};

/** Which charges: those that wait, or those that are settled; from one back. */
export type ChargesAsked = { readonly before?: string; readonly settled?: boolean };

export type Charges = {
  readonly charges: readonly ChargeView[];
  /** Where there are more: the charge to go on before. */
  readonly next?: string;
  readonly settled: boolean;
  /** How many wait, whatever is shown. */
  readonly waiting: number;
  /** Paid for by two agreements alike: nothing is charged until it is settled who pays. */
  readonly twice: readonly string[];
  /** Prices by which nothing can be charged, with the reason and what to do. */
  readonly uncounted: readonly string[];
  readonly may: { readonly propose: boolean };
};

/** Some items by their numbers, or all; of those that wait to be looked at, or of those that are queried. */
export type Accepting = { readonly queried?: boolean; readonly numbers?: readonly number[] };

/** What came of something that was done to many: each for itself. */
export type Bulk = {
  readonly done: readonly string[];
  readonly refused: readonly { readonly id: string; readonly words: string }[];
};

/** What is queried and not settled, by how long. */
export type QueriedAges = {
  readonly asAt: Day;
  /** Days up to which a band goes; the last band is open. */
  readonly bounds: readonly number[];
  readonly lines: readonly {
    readonly payer: Partner;
    readonly payee: Partner;
    readonly items: number;
    readonly bands: readonly Amount[];
    readonly total: Amount;
  }[];
  /** Done for people of another area and paid by nobody yet: found, asked of whoever pays there, or refused by them. */
  readonly elsewhere: readonly {
    readonly payee: Partner;
    readonly asked?: Partner;
    readonly state: 'found' | 'asked' | 'refused';
    readonly items: number;
    readonly bands: readonly Amount[];
    readonly total: Amount;
  }[];
  readonly oldest: readonly { readonly since: string; readonly charge: ChargeView }[];
};

/** What was done for somebody who was registered elsewhere on the day, and whom another commissioner pays for. */
export type ElsewhereView = {
  readonly id: string;
  readonly payee: Partner;
  readonly day: Day;
  readonly amount: Amount;
  readonly words: string;
  /** With whom the person was registered on the day. */
  readonly registered: string;
  /** Who pays by the rule of the place, where the directory tells it; the rule, and the law. */
  readonly responsible?: Partner;
  readonly because?: { readonly words: string; readonly law: string };
  readonly state: 'found' | 'asked' | 'accepted' | 'refused' | 'closed';
  readonly commissioner?: Partner;
  readonly due?: Day;
  readonly reason?: string;
  /** Page of the charge that it became. */
  readonly charge?: string;
  readonly may: { readonly ask: boolean; readonly answer: boolean };
};

export type Elsewhere = {
  readonly asAt: Day;
  readonly rows: readonly ElsewhereView[];
  readonly commissioners: readonly Partner[];
  readonly may: { readonly ask: boolean; readonly answer: boolean };
};

/** Charges: proposed, accepted, queried, answered, argued about. */
export type ChargeAnswers = {
  /** Charges to and from the seat's organisation. */
  readonly charges: (access: Access, asked?: ChargesAsked) => Promise<Outcome<Charges>>;
  readonly charge: (access: Access, id: string, after?: number) => Promise<Outcome<ChargeDetail>>;
  /** What another commissioner pays for: found by the seat's organisation, or asked of it. */
  readonly elsewhere: (access: Access) => Promise<Outcome<Elsewhere>>;
  readonly askElsewhere: (
    access: Access,
    asked: { readonly ids: readonly string[]; readonly commissioner?: string },
  ) => Promise<Outcome<number>>;
  readonly answerElsewhere: (
    access: Access,
    answer: { readonly ids: readonly string[]; readonly accept: boolean; readonly reason: string },
  ) => Promise<Outcome<number>>;
  readonly closeElsewhere: (
    access: Access,
    closing: { readonly ids: readonly string[]; readonly reason: string },
  ) => Promise<Outcome<number>>;
  readonly queriedAges: (access: Access) => Promise<Outcome<QueriedAges>>;
  readonly acceptCharges: (access: Access, ids: readonly string[]) => Promise<Outcome<Bulk>>;
  readonly queryCharges: (
    access: Access,
    query: { readonly ids: readonly string[]; readonly reason: string },
  ) => Promise<Outcome<Bulk>>;
  /** Takes what is queried to the ladder of disputes of the agreement; answers the dispute. */
  readonly disputeCharge: (access: Access, id: string, words: string) => Promise<Outcome<string>>;
  /** Proposes what the record says that the seat's organisation did, up to yesterday; answers the charges that came of it. */
  readonly proposeCharges: (access: Access) => Promise<Outcome<readonly string[]>>;
  /** Accepts what is not queried, or what is; it is entered at once. */
  readonly acceptCharge: (access: Access, id: string, accepting: Accepting) => Promise<Outcome<string>>;
  readonly queryCharge: (
    access: Access,
    id: string,
    query: { readonly numbers?: readonly number[]; readonly reason: string },
  ) => Promise<Outcome<number>>;
  readonly answerQuery: (
    access: Access,
    id: string,
    answer: { readonly words: string; readonly withdraw: boolean },
  ) => Promise<Outcome<number>>;
};
