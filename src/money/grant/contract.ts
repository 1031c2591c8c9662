import type { Access, Amount } from '#agreement';
import type { Day } from '#base';
import type { Outcome } from '#fhir';
import type { BytesFile } from '#http';
import type { Partner } from '../contract.ts';

/** A grant: the clause of an agreement, and the first day of its money. */
export type GrantName = { readonly instrument: string; readonly clause: string; readonly since: string };

export type GrantLineView = {
  readonly id: string;
  readonly words: string;
  readonly cost: Amount;
  readonly amount: Amount;
  /** What was attributed to it so far. */
  readonly paid: Amount;
  readonly left: Amount;
  /** What care for it would cost over all of its days, if it goes on as so far; absent before a month of it is over. */
  readonly need?: Amount;
  /** What whoever speaks for it agreed to instead of the floor. */
  readonly agreed?: { readonly amount: Amount; readonly by: string; readonly reason: string };
  readonly may: { readonly agree: boolean };
  readonly floor?: Amount;
  readonly spokenForBy?: string;
};

export type ReturnPeriod = {
  readonly from: Day;
  readonly until: Day;
  readonly due: Day;
  readonly state: 'to-come' | 'running' | 'to-submit' | 'late' | 'submitted';
  /** How often it was submitted, corrections counted. */
  readonly submitted: number;
};

/** What another party puts in beside a grant: how much of it came, and what is still to come. */
export type GrantMatchView = {
  readonly by: Partner;
  readonly puts: Amount;
  readonly forEach: Amount;
  readonly pool: string;
  readonly valued: boolean;
  readonly dueBy: Day;
  readonly whole: Amount;
  readonly money: Amount;
  readonly inKind: Amount;
  readonly missing: Amount;
  readonly state: 'matched' | 'to-come' | 'late';
};

export type GrantView = {
  readonly name: GrantName;
  readonly title: string;
  readonly programme: string;
  readonly funder: Partner;
  readonly to: readonly Partner[];
  readonly from: Day;
  readonly until: Day;
  readonly place: number;
  readonly agreement: { readonly title: string; readonly href: string; readonly paragraph: string };
  readonly lines: readonly GrantLineView[];
  readonly match?: GrantMatchView;
  readonly periods: readonly ReturnPeriod[];
  readonly pack?: { readonly id: string; readonly version: string; readonly title: string };
};

export type ReturnCell = {
  readonly cell: string;
  /** What it is split by; '' for the whole. */
  readonly part: string;
  readonly words: string;
  /** Absent where so few people are in it that it is not told. */
  readonly value?: number;
  readonly amount?: Amount;
  /** What was submitted last, where that is another figure. */
  readonly submitted?: number;
};

/** A part of what all of it cost: who paid it, or why nobody did. */
export type ReconciledLine = { readonly words: string; readonly visits: number; readonly amount: Amount };

export type ReturnView = {
  readonly grant: GrantView;
  readonly period: ReturnPeriod;
  readonly cells: readonly ReturnCell[];
  /** Of the figures as they are now: a submission names it. */
  readonly hash: string;
  readonly reconciled: {
    readonly total: ReconciledLine;
    readonly lines: readonly ReconciledLine[];
    readonly adds: boolean;
    readonly notes: readonly string[];
  };
  readonly submissions: readonly {
    readonly number: number;
    readonly by: string;
    readonly at: string;
    readonly reason?: string;
  }[];
  readonly pack: {
    readonly title: string;
    readonly source: string;
    readonly unverified: readonly string[];
    readonly smallNumber: number;
    readonly definitions: readonly {
      readonly cell: string;
      readonly words: string;
      readonly code: string;
      /** The measure that counts it, where one does. */
      readonly measure?: string;
    }[];
  };
  /** The figures are those of the record now, or those that were submitted last. */
  readonly shown: 'now' | 'submitted';
  readonly may: { readonly submit: boolean; readonly trace: boolean };
};

export type TracedItem = {
  readonly reference: string;
  readonly day?: Day;
  readonly person?: { readonly id: string; readonly name: string };
  /** For whom it counts and why, where it cost something. */
  readonly reason?: string;
  /** Only now, or only when it was submitted. */
  readonly since?: 'came' | 'went';
};

export type CellTrace = {
  readonly grant: GrantView;
  readonly cell: ReturnCell;
  readonly measure?: string;
  readonly from: Day;
  readonly until: Day;
  readonly items: readonly TracedItem[];
  /** Items that the seat may not see: how many, or fewer than so many. */
  readonly unseen: { readonly count?: number; readonly fewerThan?: number };
  /** Whether the return itself is for the seat: who treats these people sees them alone. */
  readonly may: { readonly return: boolean };
};

export type ReturnAsked = { readonly from?: string };

export type TogetherAsked = {
  readonly from?: string;
  readonly until?: string;
  readonly travel?: number;
  readonly hour?: number;
};

/** What care of several programmes in one contact saved, and what was paid for it. */
export type TogetherView = {
  readonly from: Day;
  readonly until: Day;
  readonly travel: Amount;
  readonly hour: Amount;
  readonly contacts: number;
  readonly people: number;
  readonly journeys: number;
  readonly minutes: number;
  readonly unknown: number;
  readonly few: boolean;
  readonly worth: Amount;
  readonly programmes: readonly {
    readonly programme: string;
    readonly alone: number;
    readonly together: number;
    readonly minutesAlone?: number;
    readonly worth: Amount;
  }[];
  readonly premiums: readonly {
    readonly words: string;
    readonly payer: string;
    readonly payee: string;
    readonly accepted: Amount;
    readonly waiting: Amount;
  }[];
};

export type GrantAnswers = {
  readonly together: (access: Access, asked: TogetherAsked) => Promise<Outcome<TogetherView>>;
  /** Whoever speaks for a protected line agrees that less than its floor is planned for it. */
  readonly agreeToLess: (
    access: Access,
    name: GrantName,
    asked: { readonly line: string; readonly minor: number; readonly reason: string },
  ) => Promise<Outcome<true>>;
  /** Grants that the seat's organisation gives, or is paid by. */
  readonly grants: (access: Access) => Promise<Outcome<readonly GrantView[]>>;
  readonly return: (access: Access, name: GrantName, asked: ReturnAsked) => Promise<Outcome<ReturnView>>;
  /** Freezes the figures of a period as they were shown; again, with a reason, as a correction. */
  readonly submit: (
    access: Access,
    name: GrantName,
    submitted: { readonly from: string; readonly hash: string; readonly reason: string },
  ) => Promise<Outcome<number>>;
  readonly trace: (
    access: Access,
    name: GrantName,
    asked: { readonly from: string; readonly cell: string; readonly part: string },
  ) => Promise<Outcome<CellTrace>>;
  readonly file: (
    access: Access,
    name: GrantName,
    asked: ReturnAsked & { readonly format: string },
  ) => Promise<Outcome<BytesFile>>;
};
