import type { Access, Amount, Role } from '#agreement';
import type { Day } from '#base';
import type { Outcome } from '#fhir';
import type { Partner } from '../contract.ts';

/** One thing that a worker did, or several alike on one day, and whether it is paid. */
export type IncentiveClaim = {
  /** What it is ticked by. */
  readonly id: string;
  readonly day: Day;
  readonly words: string;
  readonly amount: Amount;
  /** Who did it, by name; nobody where the record does not say. */
  readonly workers: readonly string[];
  /** Why it is not paid, in a sentence that says who can mend it. */
  readonly why?: string;
  readonly attested: readonly string[];
};

/** What one has earned in a month: of it, what was charged for, and accepted and entered in the ledger. */
export type Earnings = {
  readonly month: string;
  readonly count: number;
  readonly earned: Amount;
  readonly charged: Amount;
  readonly entered: Amount;
  readonly waits: number;
};

/** One incentive of one agreement to one employer. */
export type Incentive = {
  readonly key: string;
  readonly agreement: { readonly id: string; readonly title: string; readonly paragraph: string };
  readonly activity: string;
  readonly payer: Partner;
  readonly payee: Partner;
  readonly role: Role;
  readonly shared: 'each' | 'team';
  /** How it is shown that something was done. */
  readonly shownBy: string;
  readonly prices: readonly { readonly words: string; readonly price: Amount }[];
  /** By month, newest first. Of the seat's own work alone where it is a worker's. */
  readonly months: readonly Earnings[];
  /** For the employer: what each worker has earned in the months shown. */
  readonly workers: readonly {
    readonly name: string;
    readonly count: number;
    readonly earned: Amount;
    readonly waits: number;
  }[];
  readonly waiting: readonly IncentiveClaim[];
  readonly refused: readonly IncentiveClaim[];
  readonly may: { readonly attest: boolean };
};

export type Incentives = {
  readonly asAt: Day;
  readonly from: Day;
  /** Whose they are: the seat's own, those of its staff, or what its organisation pays. */
  readonly seen: 'own' | 'staff' | 'paid';
  readonly incentives: readonly Incentive[];
};

export type IncentiveAnswers = {
  readonly incentives: (access: Access) => Promise<Outcome<Incentives>>;
  /** Says that things which others did were done; answers how many. */
  readonly attest: (access: Access, claims: readonly string[]) => Promise<Outcome<number>>;
};
