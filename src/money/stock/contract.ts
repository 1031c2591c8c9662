import type { Access } from '#agreement';
import type { Day } from '#base';
import type { Outcome } from '#fhir';
import type { Partner } from '../contract.ts';

/** Some of a batch: its number on the box, and the day by which it is to be used (absent where nobody wrote it down). */
export type StockLot = { readonly lot: string; readonly expires?: Day; readonly quantity: number };

/** 'Vale alliance, paragraph 7', and the page where it stands. */
export type StockBecause = { readonly because: string; readonly agreement: string };

export type StockLevel = 'none' | 'under-floor' | 'low' | 'enough' | 'unknown';

/** How long what is there lasts, by what the record says was given; without a figure where it says too little. */
export type StockOutlook = {
  readonly level: StockLevel;
  /** What is there now: the book, less what was given since the last count and what is past its day. */
  readonly expected: number;
  /** Times it was given in the last twelve weeks, and how many of these do not say how many units. */
  readonly given: number;
  readonly unclear: number;
  /** A day. */
  readonly rate?: number;
  readonly days?: number;
  /** Between how many and how many days, were the coming weeks as unlike each other as those gone by. */
  readonly between?: readonly [fewest: number, most: number];
  /** Why there is no figure: nothing recorded, too few times or weeks, or nothing for four weeks. */
  readonly why?: 'nothing' | 'little' | 'silent';
  readonly expiring: readonly (StockLot & {
    readonly state: 'past' | 'soon';
    /** Of it, what will not be used in time at this rate. */
    readonly wasted?: number;
  })[];
};

export type StockItem = StockOutlook & {
  readonly id: string;
  readonly site: Partner;
  readonly system: string;
  readonly code: string;
  readonly words: string;
  readonly unit: string;
  readonly floorDays: number;
  /** The paragraph that says so, where one does: the site may keep more, and never less. */
  readonly floorBy?: StockBecause;
  /** By the book: the last count and what came and went since. */
  readonly onHand: number;
  readonly counted?: { readonly on: Day; readonly by: string; readonly quantity: number; readonly unexplained: number };
  readonly lots: readonly StockLot[];
};

/** One movement of an item, as its page lists them. */
export type StockMove = {
  readonly on: Day;
  readonly kind: 'received' | 'counted' | 'written-off' | 'sent' | 'arrived';
  /** Above nought: it came. */
  readonly quantity: number;
  readonly lot: string;
  readonly reason: string;
  readonly by: string;
};

export type StockItemView = StockItem & {
  /** Rises with every movement: a form says with it what it was filled in from. */
  readonly revision: string;
  readonly moves: readonly StockMove[];
  /** Other sites that keep the same, those with most days first. */
  readonly elsewhere: readonly StockItem[];
  readonly buffers: readonly StockBuffer[];
  /** What is asked of and by one's own site of the same, and not yet over; on its own page alone. */
  readonly underWay: readonly StockTransfer[];
  readonly may: { readonly handle: boolean };
};

export type TransferState = 'asked' | 'offered' | 'sent' | 'received' | 'refused' | 'withdrawn';

export type StockTransfer = {
  readonly id: string;
  readonly state: TransferState;
  readonly from: Partner;
  readonly to: Partner;
  readonly words: string;
  readonly unit: string;
  readonly asked: number;
  readonly offered?: number;
  readonly arrived: number;
  readonly lost: number;
  readonly reason: string;
  readonly answer?: string;
  readonly askedBy: string;
  readonly at: string;
  /** By when whoever is asked answers, by which paragraph. */
  readonly answerBy?: StockBecause & { readonly on: Day; readonly late: boolean };
  /** It is drawn from a buffer, or pays back what was drawn. */
  readonly buffer?: { readonly id: string; readonly back: boolean };
  readonly lots: readonly StockLot[];
  /** What the site that is asked has: out of these it is sent. */
  readonly toSend: readonly StockLot[];
  readonly may: {
    readonly offer: boolean;
    readonly send: boolean;
    readonly receive: boolean;
    readonly withdraw: boolean;
  };
};

/** Stock that one site keeps for all: who may draw how much, and what each is to pay back. */
export type StockBuffer = {
  readonly id: string;
  readonly keeper: Partner;
  readonly words: string;
  readonly unit: string;
  readonly onHand: number;
  /** 'Vale alliance, paragraph 7'. */
  readonly because: string;
  readonly agreement: string;
  readonly mostDays: number;
  readonly backDays: number;
  /** Where a clause has it kept: for how many days it is to last all of them together, and does; without a figure where one does not tell how fast it uses it. */
  readonly lasts?: { readonly agreedDays: number; readonly days?: number };
  readonly drawn: readonly (Partner & { readonly owes: number; readonly due: Day; readonly late: boolean })[];
};

export type Stock = {
  readonly site: Partner;
  readonly items: readonly StockItem[];
  readonly others: readonly StockItem[];
  readonly transfers: readonly StockTransfer[];
  readonly buffers: readonly StockBuffer[];
  /** What is agreed of stock at the site, in words, and which of its medicines it does not keep yet. */
  readonly agreed: readonly (StockBecause & {
    readonly words: string;
    readonly missing: readonly {
      readonly system: string;
      readonly code: string;
      readonly words: string;
      readonly days: number;
    }[];
  })[];
  /** Agreements that the site is a party of, for whoever may say that it keeps a buffer by one of them. */
  readonly agreements: readonly { readonly id: string; readonly title: string }[];
  readonly may: { readonly handle: boolean; readonly keepBuffer: boolean };
};

export type NewStockItem = {
  readonly system: string;
  readonly code: string;
  readonly words: string;
  readonly unit: string;
  readonly floorDays: number;
};
export type StockCounted = { readonly item: string; readonly revision: string; readonly lots: readonly StockLot[] };
/** `kind`: it came from outside, or is thrown away. */
export type StockEntered = StockLot & {
  readonly item: string;
  readonly kind: 'received' | 'written-off';
  readonly reason: string;
  readonly key: string;
};
export type TransferAsked = {
  readonly from: string;
  readonly item: string;
  readonly quantity: number;
  readonly reason: string;
  readonly key: string;
  readonly buffer?: string;
};
export type TransferArrived = {
  readonly id: string;
  readonly key: string;
  readonly lots: readonly (StockLot & { readonly lost: number })[];
  /** Why some is lost. */
  readonly reason: string;
};
export type NewStockBuffer = {
  readonly item: string;
  readonly instrument: string;
  readonly paragraph: string;
  readonly mostDays: number;
  readonly backDays: number;
};

export type StockAnswers = {
  readonly stock: (access: Access) => Promise<Outcome<Stock>>;
  readonly stockItem: (access: Access, id: string) => Promise<Outcome<StockItemView>>;
  readonly transfer: (access: Access, id: string) => Promise<Outcome<StockTransfer>>;
  readonly keepItem: (access: Access, item: NewStockItem) => Promise<Outcome<string>>;
  readonly countItem: (access: Access, counted: StockCounted) => Promise<Outcome<true>>;
  readonly enterStock: (access: Access, entered: StockEntered) => Promise<Outcome<true>>;
  readonly askTransfer: (access: Access, asked: TransferAsked) => Promise<Outcome<string>>;
  /** With a quantity it is offered; without one it is turned down, with the reason. */
  readonly answerTransfer: (
    access: Access,
    answer: { readonly id: string; readonly quantity?: number; readonly reason: string },
  ) => Promise<Outcome<true>>;
  readonly sendTransfer: (
    access: Access,
    sent: { readonly id: string; readonly lots: readonly StockLot[] },
  ) => Promise<Outcome<true>>;
  readonly receiveTransfer: (access: Access, arrived: TransferArrived) => Promise<Outcome<true>>;
  readonly withdrawTransfer: (access: Access, id: string) => Promise<Outcome<true>>;
  readonly keepBuffer: (access: Access, buffer: NewStockBuffer) => Promise<Outcome<string>>;
  /** Asks the keeper to take back what was drawn. */
  readonly payBack: (
    access: Access,
    asked: { readonly buffer: string; readonly item: string; readonly quantity: number; readonly key: string },
  ) => Promise<Outcome<string>>;
};
