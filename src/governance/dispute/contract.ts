import type { Access, Difference } from '#agreement';
import type { Day } from '#base';
import type { Outcome } from '#fhir';
import type { Simulated } from '../contract.ts';
import type { Reading, Ruling } from './dispute.ts';

export type { Reading, Ruling } from './dispute.ts';

export type DisputeSummary = {
  readonly id: string;
  readonly instrument: string;
  readonly version: number;
  readonly title: string;
  readonly paragraph: string;
  readonly about: string;
  readonly raisedBy: string;
  readonly raised: string;
  readonly state: 'open' | 'late' | 'at-the-end' | 'ruled' | 'withdrawn';
  /** Where it is now, in a line. */
  readonly words: string;
  readonly dueBy?: Day;
};

/** One reading beside the others. */
export type ReadingView = {
  readonly organization: string;
  readonly name: string;
  readonly by: string;
  readonly words: string;
  readonly reading: Reading;
  /** What would run otherwise than today. Empty: all stays as it runs. */
  readonly difference: readonly Difference[];
};

export type DisputeStep = {
  readonly words: string;
  readonly who: readonly string[];
  readonly state: 'done' | 'now' | 'late' | 'to-come';
  readonly workingDays: number;
  readonly dueBy?: Day;
  readonly ended?: string;
  /** Why it ended without agreement. */
  readonly reason?: string;
};

export type RulingView = Omit<Ruling, 'needs'> & {
  /** Whose reading holds: a name, or 'as it runs'. */
  readonly holds: string;
  readonly by: string;
  readonly at: string;
  readonly stands: boolean;
  readonly accepted: readonly string[];
  readonly awaited: readonly string[];
};

export type DisputeView = DisputeSummary & {
  /** The paragraph as it was signed. */
  readonly text: string;
  /** What runs because of it today; absent where nothing does. */
  readonly runs?: string;
  readonly clause?: string;
  readonly readings: readonly ReadingView[];
  readonly meanwhile: string;
  readonly steps: readonly DisputeStep[];
  readonly binding: boolean;
  readonly ruling?: RulingView;
  /** What was done, newest first. */
  readonly deeds: readonly { readonly at: string; readonly by: string; readonly words: string }[];
  readonly may: {
    /** Puts its organisation's reading. */
    readonly read: boolean;
    readonly moveOn: boolean;
    readonly rule: boolean;
    readonly accept: boolean;
    readonly withdraw: boolean;
    /** Sees what a reading would change in what is seen. */
    readonly simulate: boolean;
  };
};

export type NewDispute = {
  readonly instrument: string;
  readonly paragraph: string;
  /** The part that runs because of the paragraph; absent where it is about words that nothing carries out. */
  readonly clause?: string;
  readonly about: string;
  readonly reading: unknown;
};

export type NewRuling = Pick<Ruling, 'follows' | 'words' | 'reason' | 'keptAs' | 'document'> & {
  readonly from?: string;
};

/** Disputes about what was agreed. Care and everything else go on as they run until one is ruled. */
export type DisputeAnswers = {
  readonly list: (access: Access) => Promise<readonly DisputeSummary[]>;
  readonly one: (access: Access, id: string) => Promise<Outcome<DisputeView>>;
  /** What an organisation's reading would change in what is seen, counted in the record. */
  readonly simulate: (access: Access, id: string, organization: string) => Promise<Outcome<Simulated>>;
  readonly raise: (access: Access, dispute: NewDispute) => Promise<Outcome<{ readonly id: string }>>;
  readonly read: (access: Access, id: string, reading: unknown) => Promise<Outcome<DisputeView>>;
  /** A step ended without agreement: the next one's clock starts. */
  readonly moveOn: (access: Access, id: string, reason: string) => Promise<Outcome<DisputeView>>;
  readonly rule: (access: Access, id: string, ruling: NewRuling) => Promise<Outcome<DisputeView>>;
  readonly accept: (access: Access, id: string) => Promise<Outcome<DisputeView>>;
  readonly withdraw: (access: Access, id: string, reason: string) => Promise<Outcome<DisputeView>>;
};
