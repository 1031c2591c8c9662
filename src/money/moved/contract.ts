import type { Access, Amount } from '#agreement';
import type { Day } from '#base';
import type { Outcome } from '#fhir';
import type { Partner } from '../contract.ts';

/** Staff in hundredths of a whole post, and money of a year. */
export type Needs = { readonly staff: number; readonly money: Amount };

export type WorkMonth = {
  readonly month: Day;
  /** How many were to move, how many the record says were done where they went, and how many where they came from. */
  readonly planned: number;
  readonly there: number;
  readonly here: number;
  /** What was done more than was agreed, above nought: in hundredths of a post, and in money. */
  readonly staff: number;
  readonly money: Amount;
};

/** Work that moves from one organisation to another, so many a year, each so many minutes and so much money. */
export type MovedWork = {
  readonly id: string;
  readonly instrument: string;
  readonly title: string;
  readonly words: string;
  readonly from: Partner;
  readonly to: Partner;
  readonly payer: Partner;
  readonly count: number;
  readonly minutes: number;
  readonly each: Amount;
  readonly begins: Day;
  readonly began?: { readonly at: string; readonly by: string };
  readonly needs: Needs;
  readonly assigned: Needs;
  /** What lacks still, in words that say who can mend it; none: it may begin. */
  readonly lacks: readonly string[];
};

export type MovedWorkView = MovedWork & {
  readonly assignments: readonly {
    readonly kind: 'staff' | 'money';
    readonly staff?: number;
    readonly money?: Amount;
    readonly words: string;
    readonly organization: string;
    readonly by: string;
    readonly at: string;
  }[];
  /** Whole months since it began. */
  readonly months: readonly WorkMonth[];
  readonly may: { readonly staff: boolean; readonly money: boolean; readonly begin: boolean };
};

export type NewMovedWork = {
  readonly instrument: string;
  readonly words: string;
  readonly from: string;
  readonly to: string;
  readonly payer: string;
  readonly system: string;
  readonly code: string;
  readonly count: number;
  readonly minutes: number;
  readonly minor: number;
  readonly currency: string;
  readonly begins: string;
  readonly key: string;
};

export type WorkAssigned = {
  readonly id: string;
  readonly kind: 'staff' | 'money';
  /** Hundredths of a whole post, or minor units a year. */
  readonly amount: number;
  readonly words: string;
  readonly key: string;
};

export type MovedWorks = {
  readonly found: readonly MovedWork[];
  /** Agreements of the seat's organisation, with their parties: between these work can move. */
  readonly agreements: readonly {
    readonly id: string;
    readonly title: string;
    readonly parties: readonly Partner[];
  }[];
  readonly may: { readonly propose: boolean };
};

export type MovedWorkAnswers = {
  readonly works: (access: Access) => Promise<Outcome<MovedWorks>>;
  readonly work: (access: Access, id: string) => Promise<Outcome<MovedWorkView>>;
  readonly proposeWork: (access: Access, work: NewMovedWork) => Promise<Outcome<string>>;
  readonly assignWork: (access: Access, assigned: WorkAssigned) => Promise<Outcome<true>>;
  readonly beginWork: (access: Access, id: string) => Promise<Outcome<true>>;
};
