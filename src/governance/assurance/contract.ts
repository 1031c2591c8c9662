import type { Access, AssuranceId } from '#agreement';
import type { Day } from '#base';
import type { Outcome } from '#fhir';
import type { DocumentBytes } from '../document.contract.ts';

/** Where these papers are handed in. */
export const ASSURANCE_PAGE = '/safety-documents';

/** A paper that is asked of an organisation, and how it stands. */
export type AssuranceItem = {
  readonly document: AssuranceId;
  readonly title: string;
  /** What the law asks, and where that stands. */
  readonly words: string;
  readonly law: string;
  /** Who approves it in the organisation. */
  readonly approver: string;
  readonly months?: number;
  readonly state: 'awaited' | 'accepted' | 'ran-out';
  /** The seat is the officer who approves it: accepts this one, whoever else accepts the rest. */
  readonly mine?: true;
  /** The last that was accepted. */
  readonly kept?: {
    readonly id: string;
    readonly version: string;
    readonly approvedBy: string;
    readonly until?: Day;
    readonly name: string;
    readonly size: number;
    readonly sha256: string;
    readonly by: string;
    readonly at: string;
  };
};

export type AssuranceView = {
  readonly organization: string;
  readonly name: string;
  readonly items: readonly AssuranceItem[];
  /** May accept in the organisation's name. */
  readonly accepts: boolean;
  /** Titles of what each other partner has yet to accept; of whom nothing is asked is not there. */
  readonly others: readonly { readonly name: string; readonly awaited: readonly string[] }[];
};

export type NewAssurance = {
  readonly document: string;
  /** As it names itself: '1.2', '2026/27'. */
  readonly version: string;
  /** Who approved it, by name and office. */
  readonly approvedBy: string;
  /** Its last day, where it has one. */
  readonly until: string;
  readonly name: string;
  readonly bytes: Uint8Array;
};

export type AssuranceAnswers = {
  readonly ask: (access: Access) => Promise<Outcome<AssuranceView>>;
  /** Keeps the file with its hash, and that it was accepted. The same again is the same; another is the next. */
  readonly accept: (access: Access, paper: NewAssurance) => Promise<Outcome<AssuranceView>>;
  /** The bytes as they were kept, for the organisation's own staff and the leads of the host. */
  readonly file: (access: Access, id: string) => Promise<Outcome<DocumentBytes>>;
};
