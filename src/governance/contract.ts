import type {
  Access,
  Amount,
  DataClass,
  Instrument,
  Label,
  Mandate,
  OptOutOn,
  Purpose,
  Rank,
  Relationship,
  Role,
  Scheme,
  Use,
} from '#agreement';
import type { Day } from '#base';
import type { Outcome } from '#fhir';
import type { AccessionAnswers } from './accession.contract.ts';
import type { AssuranceAnswers } from './assurance/contract.ts';
import type { DecisionAnswers } from './decision/contract.ts';
import type { DisputeAnswers, DisputeSummary } from './dispute/contract.ts';
import type { DocumentAnswers, DocumentView } from './document.contract.ts';
import type { DraftAnswers } from './drafts.contract.ts';
import type { OverlapQuestion, OverlapView, PersonOverlap } from './overlap/contract.ts';
import type { BoardPackAnswers } from './board-pack/contract.ts';
import type { CaseAnswers } from './case/contract.ts';
import type { CharterAnswers } from './charter/contract.ts';
import type { InductionAnswers } from './induction/contract.ts';
import type { MemoryAnswers } from './memory/contract.ts';
import type { PeopleAnswers } from './people/contract.ts';
import type { TieAnswers } from './tie/contract.ts';
import type { ProgrammeAnswers } from './programme/contract.ts';
import type { MaturityAnswers } from './maturity/contract.ts';
import type { ReadinessAnswers } from './readiness/contract.ts';
import type { RightAnswers } from './right/contract.ts';
import type { CompetitionAnswers } from './competition/contract.ts';
import type { PolicyAnswers } from './policy/contract.ts';
import type { StakeholderAnswers } from './stakeholder/contract.ts';
import type { SuccessionView } from './succession/contract.ts';
import type { ObligationAnswers } from './obligations.contract.ts';
import type { PartnershipAnswers } from './partners.contract.ts';

export * from './accession.contract.ts';
export * from './assurance/contract.ts';
export type * from './decision/contract.ts';
export type * from './dispute/contract.ts';
export * from './document.contract.ts';
export type * from './drafts.contract.ts';
export type * from './overlap/contract.ts';
export type * from './board-pack/contract.ts';
export type * from './case/contract.ts';
export type * from './charter/contract.ts';
export type * from './induction/contract.ts';
export type * from './identity/contract.ts';
export type * from './memory/contract.ts';
export type * from './people/contract.ts';
export type * from './tie/contract.ts';
export type * from './programme/contract.ts';
export type * from './maturity/contract.ts';
export type * from './readiness/contract.ts';
export type * from './right/contract.ts';
export type * from './competition/contract.ts';
export type * from './policy/contract.ts';
export type * from './stakeholder/contract.ts';
export type * from './succession/contract.ts';
export type * from './obligations.contract.ts';
export type * from './law.contract.ts';
export type * from './partners.contract.ts';

export type Signature = {
  readonly organization: string;
  readonly name: string;
  /** Who signed, and when; absent while the signature is awaited. */
  readonly by?: string;
  readonly at?: string;
};

export type InstrumentState =
  | 'draft'
  | 'awaiting-signatures'
  | 'signed'
  | 'in-effect'
  | 'suspended'
  | 'replaced'
  | 'ended';

/** What stands in the way of an instrument running: "not yet: what is missing, who can fix it". */
export type NotYet = { readonly missing: string; readonly who: string };

export type InstrumentSummary = {
  readonly id: string;
  readonly version: number;
  readonly title: string;
  readonly kind: string;
  /** What it is, of what nobody signs. */
  readonly mandate?: Mandate;
  /** Its force: which of two that say otherwise is stronger. */
  readonly rank?: Rank;
  readonly state: InstrumentState;
  readonly effective: Day;
  readonly parties: readonly string[];
  readonly notYet: readonly NotYet[];
};

/** A partner that gave notice: until when it is bound, and what has to be done by when. */
export type LeavingView = {
  readonly organization: string;
  readonly name: string;
  readonly by: string;
  readonly reason: string;
  readonly given: Day;
  /** The first day on which it is a partner no more. */
  readonly leaves: Day;
  readonly left: boolean;
  /** Until then charges for what was done before are made and settled. */
  readonly runOffUntil: Day;
  readonly words: string;
  readonly steps: readonly {
    readonly words: string;
    readonly owner: string;
    readonly dueBy: Day;
    /** The obligation, where this seat may see it. */
    readonly obligation?: string;
    readonly state?: 'open' | 'paused' | 'kept' | 'withdrawn' | 'late';
  }[];
};

/** What leaving would be, were notice given today. */
export type LeavePlan = Pick<LeavingView, 'leaves' | 'runOffUntil' | 'words' | 'steps'>;

/** A paragraph of the signed text beside what runs because of it. */
export type ParagraphView = {
  readonly id: string;
  readonly text: string;
  /** Plain words of each clause that cites the paragraph; empty: left to judgement or not modelled, as `coverage` says. */
  readonly runs: readonly string[];
  /** What of it is left to people although the paragraph is carried out. */
  readonly left?: readonly string[];
  readonly coverage: 'carried-out' | 'judgement' | 'not-modelled';
};

export type InstrumentView = InstrumentSummary & {
  readonly instrument: Instrument;
  readonly textHash: string;
  /** The file that was signed. */
  readonly document?: DocumentView;
  readonly paragraphs: readonly ParagraphView[];
  readonly signatures: readonly Signature[];
  readonly versions: readonly { readonly version: number; readonly state: InstrumentState; readonly decided: Day }[];
  /** What the law of the place gives whether or not this runs, rule by rule. */
  readonly lawGives?: readonly string[];
  readonly suspension?: { readonly since: string; readonly by: string; readonly reason: string };
  readonly leaving?: readonly LeavingView[];
  /** Titles of what the viewer's organisation accepts before it can sign this version. */
  readonly lacking?: readonly string[];
  /** For a seat that may give notice: what would follow. */
  readonly leavePlan?: LeavePlan;
  /** Who takes whose place by it, with what goes over; for who speaks for a party. */
  readonly successions?: readonly SuccessionView[];
  /** What parties read differently in this version, and what was settled. */
  readonly disputes?: readonly DisputeSummary[];
  /** What was done to it, newest first. */
  readonly acts?: readonly {
    readonly at: string;
    readonly by: string;
    readonly organization: string;
    readonly words: string;
  }[];
  /** What this viewer may do now. */
  readonly may: {
    readonly sign: boolean;
    readonly suspend: boolean;
    readonly resume: boolean;
    readonly propose: boolean;
    /** Invites organisations of the kinds that can join. */
    readonly invite: boolean;
    /** Keeps the document that was signed. */
    readonly document: boolean;
    /** Sees what this version would change. */
    readonly simulate: boolean;
    readonly leave: boolean;
    /** Says that a paragraph is read otherwise than it runs. */
    readonly dispute: boolean;
    /** Takes its notice back. */
    readonly stay: boolean;
  };
};

/** An organisation to put on the list of partners, by its code, and who does the first steps there. */
export type ExplainQuestion = {
  readonly viewer: {
    readonly organization: string;
    readonly role: Role;
    readonly purpose: Purpose;
    /** Asked by the person: the seat of somebody who sits in their place. */
    readonly proxy?: string;
  };
  /** 'Observation/ab12'. */
  readonly reference: string;
  /** Which day, as it was when it ended; now where absent. Who is related to whom on a day to come is as it is now, but for what will have run out. */
  readonly on?: string;
};

/** Who can approve so much of a topic, on a day. */
export type DecidesQuestion = { readonly topic: string; readonly amount?: Amount; readonly on?: string };
export type Decides = { readonly on: Day; readonly words: string; readonly decided: boolean };

export type DecidedBy = {
  /** Title of the instrument. */
  readonly instrument: string;
  readonly version: number;
  readonly paragraph: string;
  readonly rank: string;
  /** The paragraph as it was signed. */
  readonly text: string;
  /** On what legal basis, where it shows something and states one. */
  readonly basis?: { readonly paragraph: string; readonly text: string };
};

/** Who can see an item and why, or why not; names instrument, paragraph and rank that decided and what it overrode. */
export type Explanation = {
  readonly visible: boolean;
  readonly words: string;
  readonly item: {
    readonly reference: string;
    readonly dataClass: DataClass;
    readonly labels: readonly Label[];
    readonly organization: string;
  };
  readonly relationships: readonly Relationship[];
  /** Of a past day: whether the item, relationships and objections are those of that day, or of now, since none were kept yet. */
  readonly stood?: { readonly thatDay: boolean; readonly keptSince: Day };
  /** Absent where a standing right decided (own records, one's own record), or nothing gave it. */
  readonly decidedBy?: DecidedBy;
  /** What would have let it be seen, had the decider not been stronger. */
  readonly overrode?: DecidedBy;
  /** The item is not shown and alerts this seat all the same: that there is a risk, and of which substance. */
  readonly alertedBy?: DecidedBy;
  readonly steps: readonly { readonly words: string; readonly holds: boolean }[];
};

/** A way by which a seat comes to see items: what it is, who decided it, and what has to hold. */
export type SeatWay = {
  readonly kind: 'directory' | 'own-directory' | 'own' | 'self' | 'shared' | 'floor';
  readonly words: string;
  readonly decidedBy?: DecidedBy;
  readonly when: readonly string[];
};

/** What a seat sees by the agreements of today, whoever the person is, and what is kept back from it. */
export type SeatSees = {
  readonly role: Role;
  readonly purpose: Purpose;
  readonly ways: readonly SeatWay[];
  readonly keptBack: readonly (DecidedBy & { readonly words: string })[];
  /** Of who sits in a person's place and was let see a part: what has to hold beside all that. */
  readonly narrowed?: readonly string[];
};

/** Items of one class with the same labels; of fewer than ten people nothing is counted out. */
export type SimulatedTally = { readonly dataClass: DataClass; readonly labels: readonly Label[] } & (
  | { readonly few: true }
  | { readonly few: false; readonly items: number; readonly people: number }
);

/** What appears and what vanishes for some roles of one organisation. */
export type SeatsEffect = {
  readonly organization: string;
  readonly roles: readonly Role[];
  readonly purpose: Purpose;
  readonly appears: readonly SimulatedTally[];
  readonly vanishes: readonly SimulatedTally[];
};

/** One of the people whom the asker sees anyway. */
export type SimulatedPerson = {
  readonly patient: string;
  readonly name: string;
  readonly items: readonly {
    readonly reference: string;
    readonly dataClass: DataClass;
    readonly change: 'appears' | 'vanishes';
    readonly organization: string;
    /** 'Organization/x' of who would look. */
    readonly viewer: string;
    readonly roles: readonly Role[];
  }[];
};

/** What would change in what is seen, were a version signed by all. */
export type Simulated = {
  /** The day that was looked at: today, or the first day of the version. */
  readonly on: Day;
  /** How many groups of seats are counted, of how many. */
  readonly done: number;
  readonly of: number;
  readonly effects: readonly SeatsEffect[];
  readonly people: readonly SimulatedPerson[];
};

/** One line of a scheme of delegation: which roles sign which kinds of agreement, up to what it is worth to the organisation. */
export type SchemeRule = Scheme['signs'][number];

export type SchemeView = {
  readonly organization: string;
  readonly name: string;
  readonly rules: readonly SchemeRule[];
  /** When its board decided it; absent while the roles it was enrolled with sign everything. */
  readonly since?: string;
  readonly by?: string;
  readonly may: { readonly edit: boolean };
};

export type GovernanceAnswers = DraftAnswers &
  AccessionAnswers &
  PartnershipAnswers &
  DocumentAnswers & {
    /** What is due: who owes what to whom, and what happened about it. */
    readonly obligations: ObligationAnswers;
    /** What parties read differently, and how it is settled. */
    readonly disputes: DisputeAnswers;
    /** Boards, their meetings and papers, and the register of interests. */
    readonly decisions: DecisionAnswers;
    /** The safety and data protection documents that each organisation accepts before it shares. */
    readonly assurance: AssuranceAnswers;
    /** Who may say yes in each organisation, about what, and how fresh that is. */
    readonly rights: RightAnswers;
    /** Who leaves, who follows, and what hangs on one person. */
    readonly people: PeopleAnswers;
    /** Why it is as it is: what was decided and learned, by its words. */
    readonly memory: MemoryAnswers;
    /** An hour for whoever is new to a programme, and ten questions. */
    readonly induction: InductionAnswers;
    /** Who answers for which step of a pathway. */
    readonly charters: CharterAnswers;
    /** Who works with whom. */
    readonly ties: TieAnswers;
    readonly readiness: ReadinessAnswers;
    readonly maturity: MaturityAnswers;
    readonly programmes: ProgrammeAnswers;
    readonly cases: CaseAnswers;
    /** Who has a stake in a programme, and what was promised to them. */
    readonly stakeholders: StakeholderAnswers;
    /** What partners compete for, and what is kept from bidders. */
    readonly competition: CompetitionAnswers;
    /** Policies of the world around, and what rests on them. */
    readonly policies: PolicyAnswers;
    /** The monthly report of an organisation's board. */
    readonly boardPacks: BoardPackAnswers;
    readonly instruments: (access: Access) => Promise<readonly InstrumentSummary[]>;
    readonly instrument: (access: Access, id: string, version?: number) => Promise<Outcome<InstrumentView>>;
    /** A new instrument or a new version of one; refused by name where the kind's sections or parties are wrong. */
    readonly propose: (access: Access, draft: Instrument) => Promise<Outcome<InstrumentSummary>>;
    readonly sign: (
      access: Access,
      id: string,
      version: number,
      textHash: string,
    ) => Promise<Outcome<InstrumentSummary>>;
    readonly suspend: (access: Access, id: string, reason: string) => Promise<Outcome<InstrumentSummary>>;
    readonly resume: (access: Access, id: string, reason: string) => Promise<Outcome<InstrumentSummary>>;
    /** Gives notice for the seat's organisation: it is bound until the notice has run, and the exit plan falls due. */
    readonly leave: (access: Access, id: string, reason: string) => Promise<Outcome<InstrumentSummary>>;
    /** Takes the notice back, while it has not run out. */
    readonly stay: (access: Access, id: string, reason: string) => Promise<Outcome<InstrumentSummary>>;
    readonly explain: (access: Access, question: ExplainQuestion) => Promise<Outcome<Explanation>>;
    /** What the asker's own seat sees, worked out from agreements alone. */
    readonly seat: (access: Access) => Promise<SeatSees>;
    /** What the opt-outs of the place do to a use of records; asked by every report. */
    readonly optOuts: (use: Use) => readonly OptOutOn[];
    /** Who decides about a topic, by the agreements of any day. */
    readonly decides: (access: Access, question: DecidesQuestion) => Promise<Outcome<Decides>>;
    readonly topics: (access: Access) => Promise<readonly string[]>;
    /** Where the agreements of an organisation meet: which wins, and what nobody but their parties can settle. */
    readonly overlap: (access: Access, question: OverlapQuestion) => Promise<Outcome<OverlapView>>;
    /** The same of one person's record: for themself, and for information governance of what its organisation wrote. */
    readonly personOverlap: (access: Access, person: string) => Promise<Outcome<PersonOverlap>>;
    /** Who signs what for the seat's organisation. */
    readonly scheme: (access: Access) => Promise<Outcome<SchemeView>>;
    /** Says it anew; for a seat of its own board. */
    readonly setScheme: (access: Access, rules: readonly SchemeRule[]) => Promise<Outcome<SchemeView>>;
    /** What a version that waits would change in what is seen; still counting while `done` is less than `of`. */
    readonly simulate: (access: Access, id: string, version: number) => Promise<Outcome<Simulated>>;
    /** What changes in words between two versions. */
    readonly difference: (
      access: Access,
      id: string,
      from: number,
      to: number,
    ) => Promise<Outcome<readonly { readonly words: string; readonly change: 'added' | 'removed' }[]>>;
  };
