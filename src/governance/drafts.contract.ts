import type { Access, ClauseKind, Instrument, InstrumentKind, Paragraph, Section, UnfinishedClause } from '#agreement';
import type { Day } from '#base';
import type { Outcome, Refusal } from '#fhir';

/** An agreement as it has been written so far; days and clauses may be missing or be what cannot be read. */
export type DraftBody = Omit<Instrument, 'version' | 'decided' | 'signed' | 'effective' | 'expires' | 'clauses'> & {
  readonly effective: string;
  readonly expires?: string;
  readonly clauses: readonly UnfinishedClause[];
};

/** Everything of a draft that is neither text nor part. */
export type DraftTerms = Omit<DraftBody, 'id' | 'kind' | 'text' | 'clauses'>;

/** What was taken out, so that it can be put back. */
export type TakenOut = { readonly text: readonly Paragraph[]; readonly clauses: readonly UnfinishedClause[] };

export type DraftChange =
  | { readonly what: 'terms'; readonly terms: DraftTerms }
  | { readonly what: 'paragraph'; readonly id: string; readonly paragraph: Paragraph }
  | { readonly what: 'clause'; readonly id: string; readonly clause: UnfinishedClause }
  | { readonly what: 'add-paragraph'; readonly section?: Section }
  | { readonly what: 'add-clause'; readonly kind: ClauseKind; readonly cites: string }
  | { readonly what: 'take-out' | 'put-back'; readonly of: 'paragraph' | 'clause'; readonly id: string }
  | { readonly what: 'move'; readonly of: 'paragraph' | 'clause'; readonly id: string; readonly by: -1 | 1 };

export type DraftSummary = {
  readonly id: string;
  readonly title: string;
  readonly kind: InstrumentKind;
  /** Version that is signed or proposed, of which this becomes the next; absent for a new agreement. */
  readonly after?: number;
  readonly by: string;
  readonly at: string;
};

export type DraftView = DraftSummary & {
  /** Rises with every change; who writes says on which revision. */
  readonly revision: number;
  readonly body: DraftBody;
  readonly takenOut: TakenOut;
  /** The version that stands now. */
  readonly base?: Instrument;
  /** What this says otherwise than the version that stands, in words. */
  readonly difference: readonly { readonly words: string; readonly change: 'added' | 'removed' }[];
  /** Everything that keeps it from being sent, by place. */
  readonly faults: readonly Refusal[];
};

export type NewDraft =
  | { readonly of: string }
  | { readonly title: string; readonly kind: InstrumentKind; readonly effective: Day };

export type DraftAnswers = {
  /** Drafts of the seat's own organisation; no other organisation sees them before they are sent. */
  readonly drafts: (access: Access) => Promise<Outcome<readonly DraftSummary[]>>;
  readonly draft: (access: Access, id: string) => Promise<Outcome<DraftView>>;
  /** A new agreement, or the next version of one; a draft of the same that is there already is gone on with. */
  readonly startDraft: (access: Access, draft: NewDraft) => Promise<Outcome<{ readonly id: string }>>;
  /** Keeps one change, whatever was typed. Refused only where somebody else wrote the same part since `revision`. */
  readonly changeDraft: (
    access: Access,
    id: string,
    change: DraftChange,
    revision: number,
  ) => Promise<Outcome<{ readonly revision: number; readonly added?: string }>>;
  /** Asks every party to sign it; the draft is done then. */
  readonly sendDraft: (
    access: Access,
    id: string,
    revision: number,
  ) => Promise<Outcome<{ readonly instrument: string; readonly version: number }>>;
  readonly dropDraft: (access: Access, id: string) => Promise<Outcome<true>>;
};
