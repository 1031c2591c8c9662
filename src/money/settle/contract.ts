import type { Access, Amount } from '#agreement';
import type { Day } from '#base';
import type { Outcome } from '#fhir';
import type { Partner } from '../contract.ts';

/** What partners of one agreement owe each other, as one payment for each that owes. */
export type SettlementSummary = {
  readonly id: string;
  readonly instrument: string;
  readonly title: string;
  readonly until: Day;
  readonly state: 'proposed' | 'posted' | 'withdrawn';
  readonly proposed: string;
  readonly by: Partner;
  /** What is paid in all; where something is kept back, what one's own organisation pays and is paid. */
  readonly paid: Amount;
  /** Rivals in a procurement that runs: everybody's figures but one's own are kept back while it does. */
  readonly keptBack: readonly Partner[];
  /** Who has still to sign. */
  readonly awaited: readonly Partner[];
};

export type SettlementParty = Partner & {
  /** What it is to have; below nought: what it is to pay. Absent where it is kept back. */
  readonly net?: Amount;
  readonly signed?: { readonly by: string; readonly at: string };
  /** The last letters of its account, where it is paid or pays. */
  readonly account?: string;
};

export type SettlementPayment = {
  readonly number: number;
  readonly payer: Partner;
  readonly payee: Partner;
  readonly amount: Amount;
  readonly received?: Day;
  readonly reference?: string;
  readonly may: { readonly receive: boolean };
};

export type SettlementView = SettlementSummary & {
  readonly posted?: string;
  readonly pays?: Day;
  readonly reason?: string;
  /** What it is made of: who owes, or is owed, what on which ledger. */
  readonly owed: readonly {
    readonly party: Partner;
    readonly words: string;
    readonly ledger: string;
    readonly amount: Amount;
  }[];
  readonly parties: readonly SettlementParty[];
  readonly payments: readonly SettlementPayment[];
  /** Partners that have not said where they are paid, or whose account nobody confirmed. */
  readonly accountless: readonly Partner[];
  readonly may: { readonly sign: boolean; readonly withdraw: boolean; readonly file: boolean };
};

export type BankAccountView = {
  readonly currency: string;
  /** The account that counts. */
  readonly known?: {
    readonly holder: string;
    readonly masked: string;
    readonly by: string;
    readonly confirmedBy: string;
  };
  /** Given, and not yet confirmed by a second person. */
  readonly waiting?: { readonly holder: string; readonly masked: string; readonly by: string };
  readonly may: { readonly give: boolean; readonly confirm: boolean };
};

export type Settlements = {
  readonly settlements: readonly SettlementSummary[];
  /** Agreements under which something can be settled. */
  readonly agreements: readonly { readonly instrument: string; readonly title: string }[];
  readonly account?: BankAccountView;
  readonly may: { readonly propose: boolean };
};

export type NewBankAccount = {
  readonly holder: string;
  readonly iban: string;
  readonly sortCode: string;
  readonly number: string;
  readonly bic: string;
};

export type SettlementAnswers = {
  readonly settlements: (access: Access) => Promise<Outcome<Settlements>>;
  readonly settlement: (access: Access, id: string) => Promise<Outcome<SettlementView>>;
  /** Works out one position for each partner up to a day that is over; whoever proposes has signed. */
  readonly proposeSettlement: (
    access: Access,
    asked: { readonly instrument: string; readonly until: string },
  ) => Promise<Outcome<string>>;
  /** The last signature enters it in every ledger. */
  readonly signSettlement: (access: Access, id: string) => Promise<Outcome<true>>;
  readonly withdrawSettlement: (access: Access, id: string, reason: string) => Promise<Outcome<true>>;
  /** A payee says that a payment came. */
  readonly paymentReceived: (
    access: Access,
    id: string,
    came: { readonly number: number; readonly on: string; readonly reference: string },
  ) => Promise<Outcome<true>>;
  /** Says where one's own organisation is paid; it counts once a second person of it has confirmed it. */
  readonly giveBankAccount: (access: Access, account: NewBankAccount) => Promise<Outcome<true>>;
  readonly confirmBankAccount: (access: Access) => Promise<Outcome<true>>;
};
