import type { Day, Millis } from '#base';

/** What an account holds. A debit is above nought, a credit below; the money of a fund is its credit. */
export const ACCOUNT_KINDS = ['fund', 'bank', 'due-from', 'due-to'] as const;
export type AccountKind = (typeof ACCOUNT_KINDS)[number];

/** fund: what was put in and is not spent. bank: money that came in. due-from, due-to: what a partner owes, and is owed. */
export type AccountRef = { readonly kind: AccountKind; readonly party?: string; readonly currency: string };

export const ENTRY_KINDS = [
  'contribution',
  'receipt',
  'in-kind',
  'charge',
  'settlement',
  'risk-share',
  'cover',
  'commitment',
  'journal',
  'reversal',
] as const;
export type EntryKind = (typeof ENTRY_KINDS)[number];

/** Whose money: the partner it came from, and the one scheme it is for where it is ring-fenced. */
export type Whose = { readonly owner: string; readonly fence: string };

/** What a line is for, by what was agreed: a programme, and the grant that gives for it; '' where there is none. */
export type Purpose = { readonly programme: string; readonly grant: string };

/** For no programme and no grant. */
export const NO_PURPOSE: Purpose = { programme: '', grant: '' };

export type Line = {
  readonly account: AccountRef;
  /** Debit above nought. */
  readonly minor: bigint;
  readonly scheme?: string;
  /** What is owed and met: a part of a contribution, a charge. */
  readonly item?: string;
  /** Absent in what is asked for: told by its scheme, its fence or its item (purpose.ts). */
  readonly purpose?: Purpose;
  /** On a fund: whose money comes in or, where it cannot be anybody else's, goes out. */
  readonly whose?: Whose;
  /** On a fund: gives back what this entry took, to those from whom it took it. */
  readonly returns?: string;
};

/** The words of the agreement that an entry carries out. */
export type CitedClause = {
  readonly instrument: string;
  readonly version: number;
  readonly clause: string;
  readonly paragraph: string;
};

export type NewEntry = {
  /** Within the pool; the same key is the same entry. */
  readonly key: string;
  readonly kind: EntryKind;
  /** A promise: kept apart until it is posted or voided, voided by itself at this instant. Absent: posted at once. */
  readonly pendingUntil?: Millis;
  readonly effective: Day;
  /** The day it is about, where that day is closed. */
  readonly about?: Day;
  readonly words: string;
  readonly reason?: string;
  readonly cites?: CitedClause;
  readonly lines: readonly Line[];
  /** Care that was given is owed also where the money does not reach: what is missing is nobody's until it is shared. */
  readonly overspends?: boolean;
};

/** A part of a posting on a fund, with its sign. */
export type Part = Whose & { readonly minor: bigint };
export type AppliedLine = Line & { readonly parts: readonly Part[] };

/** An entry as kept, as far as rules look back at it. */
export type KeptEntry = {
  readonly seq: string;
  readonly kind: EntryKind;
  readonly words: string;
  readonly effective: Day;
  readonly lines: readonly AppliedLine[];
};

export function accountName({ kind, party, currency }: AccountRef): string {
  return `${kind} ${party ?? ''} ${currency}`;
}

/** Nobody's yet: spent beyond what there was. */
export const NOBODY: Whose = { owner: '', fence: '' };
