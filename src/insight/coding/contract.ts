import type { Access } from '#agreement';
import type { Day } from '#base';
import type { Outcome } from '#fhir';
import type { DeclaredUse, Place, Tally } from '../contract.ts';

/** A practice that writes something in a way in which the others do not: a question to it, never a verdict. */
export type CodingQuestion = {
  /** Id of the fact and the way, as `codingPeople` takes it. */
  readonly fact: string;
  readonly way: string;
  readonly place: Place;
  /** What is written so: 'HbA1c'. */
  readonly title: string;
  readonly question: string;
  readonly words: readonly string[];
  /** People of the practice with any record of it, and with one that is written so; absent where that would tell of few. */
  readonly tally?: Tally;
  readonly percent: number;
  readonly othersPercent: number;
  /** Whether what is written so counts nowhere, so that the figures of the practice may be too low. */
  readonly uncounted: boolean;
  /** The code that no measure reads, where that is what is asked about: what it means can be said. */
  readonly unread?: { readonly system: string; readonly code: string };
};

export type CodingView = {
  readonly use: DeclaredUse;
  readonly place: Place;
  /** Records of these days are looked at, both included. */
  readonly from: Day;
  readonly asAt: Day;
  readonly practices: number;
  readonly questions: readonly CodingQuestion[];
  /** May this seat be shown the people behind them? */
  readonly people: boolean;
};

export type CodingPerson = { readonly person: string; readonly name: string; readonly born?: string };

export type CodingPeople = {
  readonly question: CodingQuestion;
  readonly people: readonly CodingPerson[];
  readonly more: boolean;
};

/** What was decided of a mapping. */
export type CodeMapAct = 'approved' | 'declined' | 'withdrawn';

type Decided = { readonly by: string; readonly at: string; readonly reason: string };

/** A code of a sender that is said to mean one that measures read. */
export type CodeMapShown = {
  readonly id: string;
  readonly state: 'waiting' | CodeMapAct;
  /** Whose code; absent: of every sender. */
  readonly sender?: { readonly organization: string; readonly name: string };
  /** '' where senders give none. */
  readonly system: string;
  readonly code: string;
  /** 'system|code' that it counts as, and what measures call that; without a title none reads it any more. */
  readonly target: string;
  readonly title?: string;
  readonly reason: string;
  readonly by: string;
  readonly at: string;
  readonly approved?: Decided;
  readonly declined?: Decided;
  readonly withdrawn?: Decided;
  /** How far records that bear the code are read anew since the last decision, how many there are, and how many count otherwise for it; fewer than five are not told. */
  readonly reading?: {
    readonly percent: number;
    readonly done: boolean;
    readonly total?: number;
    readonly changed?: number;
  };
  readonly may: { readonly approve: boolean; readonly decline: boolean; readonly withdraw: boolean };
};

export type CodeMapsView = {
  readonly waiting: readonly CodeMapShown[];
  readonly standing: readonly CodeMapShown[];
  /** Declined and withdrawn. */
  readonly ended: readonly CodeMapShown[];
  /** What a code can be said to mean: by what it is called, the codes that are read. */
  readonly targets: readonly { readonly title: string; readonly codes: readonly string[] }[];
  /** Whose codes this seat may say something of. */
  readonly senders: readonly { readonly organization: string; readonly name: string }[];
  readonly may: { readonly say: boolean; readonly everyone: boolean };
};

export type NewCodeMap = {
  /** 'Organization/x'; '' of every sender. */
  readonly organization: string;
  /** '' where the sender gives none. */
  readonly system: string;
  readonly code: string;
  /** One of `targets`. */
  readonly target: string;
  readonly reason: string;
};

/** That a fact is read by what the code of its sender is said to mean. */
export type CountedAs = {
  readonly system: string;
  readonly code: string;
  /** 'system|code'. */
  readonly target: string;
  /** Said of every sender, not of this one alone. */
  readonly everyone: boolean;
  readonly by: string;
  readonly approvedBy: string;
  readonly since: string;
};

export type MappingAnswers = {
  readonly codeMaps: (access: Access) => Promise<Outcome<CodeMapsView>>;
  /** Changes nothing until a second person has approved it. */
  readonly sayCode: (access: Access, said: NewCodeMap) => Promise<Outcome<true>>;
  readonly decideCode: (
    access: Access,
    id: string,
    decision: { readonly act: CodeMapAct; readonly reason: string },
  ) => Promise<Outcome<true>>;
};

export type CodingAnswers = MappingAnswers & {
  /** What practices of a place write otherwise than the others; of what one measure rests on, where one is named. */
  readonly coding: (
    access: Access,
    question: { readonly place: string; readonly measure?: string },
  ) => Promise<Outcome<CodingView>>;
  /** The people behind a question whose records this seat may see; each is told. */
  readonly codingPeople: (
    access: Access,
    question: { readonly practice: string; readonly fact: string; readonly way: string },
  ) => Promise<Outcome<CodingPeople>>;
};
