import type { Access, Amount } from '#agreement';
import type { Day } from '#base';
import type { Outcome } from '#fhir';
import type { Partner, PoolName, PoolSummary } from '../contract.ts';
import type { PoolVat } from '../vat/contract.ts';
import type { OWN_ACCOUNTS } from './lines.ts';

export type OwnAccountName = (typeof OWN_ACCOUNTS)[number];

/** How a partner keeps an account of a pool in its own books; `scheme` is empty where the codes are for every scheme. */
export type OwnCodes = {
  readonly account: OwnAccountName;
  readonly scheme: string;
  readonly code: string;
  readonly costCentre: string;
  readonly vat: string;
};

export type OwnBookLine = {
  readonly seq: string;
  readonly effective: Day;
  readonly about?: Day;
  readonly words: string;
  readonly account: OwnAccountName;
  readonly scheme: string;
  /** One of the two. */
  readonly debit?: Amount;
  readonly credit?: Amount;
  readonly codes?: Pick<OwnCodes, 'code' | 'costCentre' | 'vat'>;
  /** By which rule of the place value added tax was taken back on the day: its name, and what of it comes back. */
  readonly vatRegime?: { readonly id: string; readonly refund: string };
};

/** What a pool is in the books of the partner that asks: the double entry it makes there, with its own codes. */
export type OwnBooks = {
  readonly pool: PoolSummary;
  readonly partner: Partner;
  readonly from: Day;
  readonly until: Day;
  readonly revision: string;
  readonly codes: readonly OwnCodes[];
  readonly lines: readonly OwnBookLine[];
  /** Accounts and schemes of these lines that have no codes yet. */
  readonly vat: PoolVat;
  readonly uncoded: readonly Pick<OwnCodes, 'account' | 'scheme'>[];
  readonly may: { readonly keep: boolean; readonly chooseVat: boolean };
};

export type BooksQuestion = { readonly from?: string; readonly until?: string; readonly revision?: string };

export type BooksAnswers = {
  readonly books: (access: Access, name: PoolName, question: BooksQuestion) => Promise<Outcome<OwnBooks>>;
  /** Codes hold from now on, for every day; with an empty `code` they are taken away. */
  readonly keepCodes: (access: Access, name: PoolName, codes: OwnCodes) => Promise<Outcome<true>>;
};
