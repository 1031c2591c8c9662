import type { Access, Amount } from '#agreement';
import type { Day } from '#base';
import type { Outcome } from '#fhir';
import type { ForecastMethod } from '../budget/contract.ts';
import type { Partner, PoolName } from '../contract.ts';

/** Who can owe a plan: whoever looks after the money of a partner, or after its part of the programme. */
export const PLAN_ROLES = ['finance-lead', 'programme-lead'] as const;
export type PlanRole = (typeof PLAN_ROLES)[number];

/** What the pool as a whole is called beside its schemes. */
export const WHOLE_POOL = 'the pool as a whole';

/** Something is over its budget, and a partner owes a plan of what is done about it. */
export type ActionPlan = {
  readonly id: string;
  readonly scheme: string;
  /** Spent less budgeted, and forecast less the year's budget, as they stood when it was asked for. */
  readonly over: Amount;
  readonly year: Amount;
  readonly method: ForecastMethod;
  readonly asOf: Day;
  readonly owner: Partner & { readonly role: PlanRole };
  readonly askedBy: Partner & { readonly by: string; readonly at: string };
  /** What is to show that it is there. */
  readonly evidence: string;
  /** Absent while its clock stands. */
  readonly due?: Day;
  readonly state: 'owed' | 'late' | 'brought' | 'let-go';
  /** Who is told next where nothing happens, and after which instant. */
  readonly next?: { readonly name: string; readonly role: string; readonly at: string };
  /** The obligation, for the staff of who owes it and of who asked. */
  readonly page?: string;
  readonly brought?: {
    readonly words: string;
    readonly saves: Amount;
    readonly reference?: string;
    readonly by: string;
    readonly at: string;
  };
  readonly may: { readonly bring: boolean };
};

export type ActionPlans = {
  /** The newest first. */
  readonly plans: readonly ActionPlan[];
  readonly parties: readonly Partner[];
  readonly may: { readonly ask: boolean };
};

export type PlanAsked = {
  /** In words, as the budget's rows name it, or the whole pool. */
  readonly scheme: string;
  readonly method: string;
  readonly party: string;
  readonly role: string;
  readonly until: string;
  readonly evidence: string;
};

export type PlanBrought = {
  readonly plan: string;
  readonly words: string;
  readonly minor: number;
  readonly reference: string;
};

export type PlanAnswers = {
  readonly actionPlans: (access: Access, name: PoolName) => Promise<Outcome<ActionPlans>>;
  /** Asks a partner for a plan about what is over its budget, or forecast to be; it is owed from then on. */
  readonly askPlan: (access: Access, name: PoolName, asked: PlanAsked) => Promise<Outcome<string>>;
  /** The plan itself: it closes what is owed. */
  readonly bringPlan: (access: Access, name: PoolName, brought: PlanBrought) => Promise<Outcome<true>>;
};
