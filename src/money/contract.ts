import type { Access, Amount } from '#agreement';
import type { Day } from '#base';
import type { Outcome } from '#fhir';
import type { BooksAnswers } from './books/contract.ts';
import type { BudgetAnswers, ForecastMethod } from './budget/contract.ts';
import type { ModelsAnswers } from './models/contract.ts';
import type { MovementAnswers } from './shift/contract.ts';
import type { SimulateAnswers } from './simulate/contract.ts';
import type { ChargeAnswers } from './charge/contract.ts';
import type { SettlementAnswers } from './settle/contract.ts';
import type { GrantAnswers } from './grant/contract.ts';
import type { IncentiveAnswers } from './incentive/contract.ts';
import type { HumpAnswers } from './hump/contract.ts';
import type { MeansAnswers } from './means/contract.ts';
import type { MovedWorkAnswers } from './moved/contract.ts';
import type { PlanAnswers } from './plan/contract.ts';
import type { CloseAnswers } from './close/contract.ts';
import type { QuarterAnswers } from './quarter/contract.ts';
import type { StockAnswers } from './stock/contract.ts';
import type { VatAnswers } from './vat/contract.ts';

export type { Amount } from '#agreement';
export type * from './hump/contract.ts';
export type * from './incentive/contract.ts';
export type * from './grant/contract.ts';
export type * from './means/contract.ts';
export type { OwnAccountName, OwnBookLine, OwnBooks, OwnCodes } from './books/contract.ts';
export type * from './charge/contract.ts';
export * from './budget/contract.ts';
export * from './simulate/contract.ts';
export type * from './models/contract.ts';
export type * from './shift/contract.ts';
export type * from './settle/contract.ts';
export type * from './moved/contract.ts';
export * from './plan/contract.ts';
export * from './close/contract.ts';
export type * from './quarter/contract.ts';
export type * from './stock/contract.ts';
export type * from './vat/contract.ts';

/** How a statement or a list is asked: by which day, and as it was known after which entry ("as reported"). */
export type AsAt = { readonly on?: string; readonly revision?: string };

export type Partner = { readonly organization: string; readonly name: string };

/** A pool in a list: what is in it, and whether the partners are on time. */
export type PoolSummary = {
  /** Address of the pool: instrument and name. */
  readonly instrument: string;
  readonly pool: string;
  /** Its name in words, and the title of its agreement. */
  readonly name: string;
  readonly title: string;
  readonly keeper: Partner;
  readonly runs: boolean;
  readonly currency: string;
  /** What fell due of contributions so far, and of that what came. */
  readonly due: Amount;
  readonly received: Amount;
  readonly late: Amount;
  /** Came in as shares of what was over, above nought, or went out as shares of what was left. */
  readonly shared: Amount;
  readonly spent: Amount;
  /** Kept apart for what was promised and not yet spent. */
  readonly promised: Amount;
  /** False for what partners owe each other for charges that no pool pays: nothing is put in, and `owed` is not paid yet. */
  readonly pooled: boolean;
  /** What was done for people of another area, and taken over by whoever pays for them. */
  readonly elsewhere?: true;
  readonly owed: Amount;
  /** Contributions that fell due less what was spent: above nought there is money over. */
  readonly left: Amount;
  readonly closed?: Day;
};

export type PartnerPosition = Partner & {
  /** What it was to put in so far, in money and in kind. */
  readonly due: Amount;
  readonly received: Amount;
  readonly inKind: Amount;
  readonly late: Amount;
  /** Its shares of what was over, and what was taken of its money for shares of what was left, below nought. */
  readonly shared: Amount;
  /** Of its money: what was spent, and what is there. */
  readonly spent: Amount;
  readonly left: Amount;
};

/** What money of a pool was for: a programme, one of its grants, or, with neither, nothing in particular. */
export type PurposePosition = {
  readonly programme: string;
  readonly grant: string;
  readonly words: string;
  readonly due: Amount;
  readonly shared: Amount;
  readonly spent: Amount;
  /** Below nought: what is for all of the pool paid it, as far as there was some. */
  readonly left: Amount;
};

/** A programme, or a grant, that a statement or an export can be drawn for alone. */
export type PurposeChoice = { readonly programme: string; readonly grant: string; readonly words: string };

/** A step from what there was to what there is, with what caused it. */
export type BridgeStep = {
  readonly words: string;
  readonly amount: Amount;
  readonly kind: 'level' | 'in' | 'out';
  readonly cause?: string;
};

export type EntryView = {
  readonly seq: string;
  readonly effective: Day;
  readonly about?: Day;
  readonly recorded: string;
  readonly kind: string;
  readonly state: 'posted' | 'promised' | 'spent' | 'let-go' | 'ends-promise';
  readonly until?: string;
  readonly words: string;
  readonly reason?: string;
  readonly by: string;
  /** 'Vale section 75 agreement, version 1, paragraph 2'. */
  readonly because?: string;
  readonly agreement?: string;
  readonly lines: readonly {
    readonly account: string;
    readonly amount: Amount;
    readonly scheme?: string;
    /** The programme, and the grant, that it is for. */
    readonly purpose?: string;
    /** Whose money it was, where it was a fund's. */
    readonly whose?: readonly { readonly name: string; readonly fence?: string; readonly amount: Amount }[];
  }[];
  readonly may: { readonly approve: boolean; readonly spend: boolean; readonly letGo: boolean; readonly undo: boolean };
};

export type ClosingView = {
  readonly id: string;
  readonly act: 'close' | 'ask-reopen' | 'reopen';
  readonly through?: Day;
  readonly reason: string;
  readonly at: string;
  readonly by: string;
  readonly revision: string;
  /** Asked for and not yet agreed by another partner. */
  readonly waits: boolean;
};

export type PoolMay = {
  /** Enters receipts, promises, closings: the finance lead of the partner that keeps the books. */
  readonly keep: boolean;
  /** Asks for journals, agrees those of others, signs statements: the finance lead of a partner. */
  readonly act: boolean;
};

/** Who would carry or be given what, were the period to end as things stand. */
export type RiskShare = {
  readonly settled: 'month' | 'quarter' | 'year';
  readonly because: string;
  readonly agreement: string;
  /** Whether too much was spent. */
  readonly over: boolean;
  readonly steps: readonly { readonly words: string; readonly came: Amount; readonly left: Amount }[];
  readonly partners: readonly (Partner & { readonly amount: Amount })[];
};

/** A period whose result was shared at its closing, line by line. */
export type SharedResult = {
  readonly from: Day;
  readonly until: Day;
  /** Counts the times it was shared: more than one where it was opened again. */
  readonly number: number;
  readonly result: Amount;
  readonly because: string;
  readonly agreement: string;
  readonly steps: RiskShare['steps'];
  /** What each is to pay, or is given. */
  readonly partners: RiskShare['partners'];
};

/** What would be shared of the periods of this year that are still to be closed, were it to go on by a method of forecasting. */
export type SharesAhead = {
  readonly method: ForecastMethod;
  /** The last day of the year. */
  readonly until: Day;
  /** None where nothing is agreed of who meets what is over. */
  readonly periods: readonly SharedResult[];
  /** Over all of them: what each would pay is above nought, what it would be given below. */
  readonly partners: RiskShare['partners'];
};

export type PoolView = PoolSummary & {
  readonly asAt: Day;
  readonly revision: string;
  readonly parties: readonly Partner[];
  readonly partners: readonly PartnerPosition[];
  /** Spent beyond what there was, and not yet shared out. */
  readonly unshared: Amount;
  readonly bridge: readonly BridgeStep[];
  readonly schemes: readonly { readonly name: string; readonly spent: Amount; readonly promised: Amount }[];
  /** None where no grant of the agreement goes into the pool. */
  readonly purposes: readonly PurposePosition[];
  readonly months: readonly { readonly month: string; readonly due: Amount; readonly spent: Amount }[];
  readonly bank: Amount;
  readonly risk?: RiskShare;
  readonly shares: readonly SharedResult[];
  readonly waiting: readonly EntryView[];
  readonly closings: readonly ClosingView[];
  readonly may: PoolMay;
};

export type Instalment = {
  readonly item: string;
  readonly party: Partner;
  readonly due: Day;
  readonly about: Day;
  readonly amount: Amount;
  readonly received: Amount;
  readonly state: 'to-come' | 'due' | 'late' | 'met';
  readonly daysLate: number;
  readonly inKind?: string;
  readonly ringFencedFor?: string;
  readonly version: number;
  readonly paragraph: string;
  /** What a later version changed of a part that was due: the version before. */
  readonly insteadOf?: number;
};

export type Contributions = {
  readonly pool: PoolSummary;
  readonly asAt: Day;
  readonly parties: readonly Partner[];
  readonly instalments: readonly Instalment[];
  readonly may: PoolMay;
};

export type StatementLine = {
  readonly seq: string;
  readonly effective: Day;
  readonly about?: Day;
  readonly words: string;
  /** Above nought: the partner owes it; below: it was met, or is owed to the partner. */
  readonly amount: Amount;
  readonly balance: Amount;
};

export type Statement = {
  readonly pool: PoolSummary;
  readonly partner: Partner;
  readonly from: Day;
  readonly until: Day;
  /** The last entry it knows: asked for again by it, the statement is the same to the byte. */
  readonly revision: string;
  readonly hash: string;
  readonly opening: Amount;
  readonly lines: readonly StatementLine[];
  readonly closing: Amount;
  /** Of the partner's money: put in, spent, and there at the end. */
  readonly position: {
    readonly putIn: Amount;
    readonly spent: Amount;
    readonly left: Amount;
    readonly shared?: Amount;
  };
  readonly agreed: readonly {
    readonly organization: string;
    readonly name: string;
    readonly by: string;
    readonly at: string;
  }[];
  readonly parties: readonly Partner[];
  /** Drawn for one programme or grant alone: to be read, and agreed by nobody. */
  readonly only?: PurposeChoice;
  readonly choices: readonly PurposeChoice[];
  readonly may: { readonly agree: boolean };
};

export type LedgerPage = {
  readonly pool: PoolSummary;
  readonly entries: readonly EntryView[];
  readonly next?: string;
  readonly may: PoolMay;
};

export type PoolName = { readonly instrument: string; readonly pool: string };

export type Receipt = {
  readonly party: string;
  readonly minor: number;
  readonly on: string;
  /** What the bank calls it: the same reference is the same receipt. */
  readonly reference: string;
};

export type InKindShown = { readonly item: string; readonly on: string; readonly words: string };

/** 'fund', 'bank', 'due-from Organization/x', 'due-to Organization/x'. */
export type Journal = {
  readonly debit: string;
  readonly credit: string;
  readonly minor: number;
  readonly on: string;
  readonly words: string;
  readonly reason: string;
  readonly scheme?: string;
  /** Whose money comes in, where the fund is credited. */
  readonly owner?: string;
};

export type PromisedMoney = {
  readonly to: string;
  readonly minor: number;
  readonly scheme: string;
  readonly until: string;
  readonly words: string;
};

/** What the joint answers: pools here, charges in charge/contract.ts. */
export type MoneyAnswers = BooksAnswers &
  BudgetAnswers &
  SimulateAnswers &
  ModelsAnswers &
  PlanAnswers &
  QuarterAnswers &
  CloseAnswers &
  VatAnswers &
  ChargeAnswers &
  SettlementAnswers & {
    /** What people pay for social care. */
    readonly means: MeansAnswers;
    /** What workers earned, and what waits. */
    readonly incentive: IncentiveAnswers;
    /** Double-running money. */
    readonly hump: HumpAnswers;
    /** Cost that moves from one partner to another for the same people. */
    readonly shift: MovementAnswers;
    /** Work that moves between partners, with its staff and its money. */
    readonly movedWork: MovedWorkAnswers;
    /** Essential medicines at sites: how long they last, and what is asked of each other. */
    readonly stock: StockAnswers;
    /** What funders give, and what they are told. */
    readonly grants: GrantAnswers;
    /** Pools that the seat's organisation is a partner of. */
    readonly pools: (access: Access) => Promise<Outcome<readonly PoolSummary[]>>;
    readonly pool: (access: Access, name: PoolName, asAt?: AsAt) => Promise<Outcome<PoolView>>;
    readonly sharesAhead: (access: Access, name: PoolName, method?: string) => Promise<Outcome<SharesAhead>>;
    readonly contributions: (access: Access, name: PoolName) => Promise<Outcome<Contributions>>;
    readonly ledger: (access: Access, name: PoolName, before?: string) => Promise<Outcome<LedgerPage>>;
    readonly statement: (
      access: Access,
      name: PoolName,
      question: {
        readonly party: string;
        readonly from?: string;
        readonly until?: string;
        readonly revision?: string;
        readonly programme?: string;
        readonly grant?: string;
      },
    ) => Promise<Outcome<Statement>>;
    /** Signs a statement as it was shown: its hash says which. */
    readonly agree: (
      access: Access,
      name: PoolName,
      shown: {
        readonly party: string;
        readonly from: string;
        readonly until: string;
        readonly revision: string;
        readonly hash: string;
      },
    ) => Promise<Outcome<true>>;
    readonly receive: (access: Access, name: PoolName, receipt: Receipt) => Promise<Outcome<string>>;
    /** What was promised in kind was given. */
    readonly receiveInKind: (access: Access, name: PoolName, shown: InKindShown) => Promise<Outcome<string>>;
    /** Asks for an entry by hand; it counts once a finance lead of another partner agrees. */
    readonly journal: (access: Access, name: PoolName, journal: Journal, key: string) => Promise<Outcome<string>>;
    /** Asks that an entry be undone, by the same way. */
    readonly undo: (access: Access, name: PoolName, seq: string, reason: string) => Promise<Outcome<string>>;
    readonly approve: (access: Access, name: PoolName, seq: string) => Promise<Outcome<string>>;
    /** Keeps money apart for something until a day. */
    readonly promise: (
      access: Access,
      name: PoolName,
      promised: PromisedMoney,
      key: string,
    ) => Promise<Outcome<string>>;
    readonly spend: (access: Access, name: PoolName, seq: string, minor: number) => Promise<Outcome<string>>;
    /** Lets go of a promise, or of an entry that waits to be agreed. */
    readonly letGo: (access: Access, name: PoolName, seq: string, reason: string) => Promise<Outcome<string>>;
    readonly close: (access: Access, name: PoolName, through: string, reason: string) => Promise<Outcome<true>>;
    readonly askReopen: (access: Access, name: PoolName, through: string, reason: string) => Promise<Outcome<true>>;
    readonly agreeReopen: (access: Access, name: PoolName, id: string) => Promise<Outcome<true>>;
  };
