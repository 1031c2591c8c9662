import type { Access } from '#agreement';
import type { Day } from '#base';
import type { Outcome } from '#fhir';

/** Where an item comes from and how fresh it is. Stands on every item of every screen. */
export type Source = {
  readonly organization: string;
  /** When the contributor recorded or last changed it (ISO instant). */
  readonly recorded: string;
  /** 'Observation/ab12', for explain and for the FHIR API. */
  readonly reference: string;
};

export type PersonRow = {
  readonly person: string;
  readonly name: string;
  readonly born?: string;
  readonly gender?: string;
  readonly nhsNumber?: string;
  readonly address?: string;
  readonly organizations: readonly string[];
};

export type Banner = {
  readonly name: string;
  readonly born?: string;
  readonly died?: string;
  readonly gender?: string;
  readonly identifiers: readonly { readonly label: string; readonly value: string }[];
  readonly address?: string;
  readonly phone?: string;
  readonly language?: string;
  readonly needs: readonly string[];
  readonly practice?: string;
  readonly allergies: readonly { readonly text: string; readonly source: Source }[];
};

export type Problem = {
  readonly text: string;
  readonly status: string;
  readonly onset?: string;
  readonly source: Source;
};
export type Medicine = {
  readonly text: string;
  readonly dose?: string;
  readonly status: string;
  readonly since?: string;
  readonly source: Source;
};
/** A goal or a sentence in the person's own words. */
export type Matter = { readonly text: string; readonly by?: string; readonly on?: string; readonly source: Source };

export type ResultPoint = {
  readonly at: string;
  readonly value: number;
  readonly shown: string;
  readonly source: Source;
};
/** One quantity over time, oldest first; every point in `unit`. Target limits are inclusive. */
export type ResultSeries = {
  readonly code: string;
  readonly title: string;
  readonly unit: string;
  readonly target?: { readonly low?: number; readonly high?: number; readonly from: string };
  readonly points: readonly ResultPoint[];
};

export type TimelineItem = {
  readonly at: string;
  readonly kind: 'problem' | 'medicine' | 'result' | 'procedure' | 'encounter' | 'document' | 'plan' | 'other';
  readonly title: string;
  readonly detail?: string;
  readonly source: Source;
};

/** An organisation of the partnership, as the record page names it: gaps of organisations are always shown, those of a person never. */
export type Contributor = {
  readonly name: string;
  readonly state: 'sharing' | 'not-joined' | 'no-record' | 'late';
  readonly lastReceived?: string;
};

export type PersonRecord = {
  readonly person: string;
  readonly banner: Banner;
  readonly contributors: readonly Contributor[];
  readonly matters: readonly Matter[];
  readonly problems: readonly Problem[];
  readonly medicines: readonly Medicine[];
  readonly results: readonly ResultSeries[];
  readonly timeline: readonly TimelineItem[];
  /** True where the timeline was cut at its limit. */
  readonly more: boolean;
};

/** One looking at a record, in words the person understands. */
export type Opening = {
  readonly at: string;
  readonly who: string;
  readonly role: string;
  readonly organization: string;
  readonly purpose: string;
  readonly what: string;
};

export type CandidateSide = {
  readonly organization: string;
  readonly name: string;
  readonly born?: string;
  readonly gender?: string;
  readonly address?: string;
  readonly identifiers: readonly { readonly label: string; readonly value: string }[];
};
/** A doubtful pair that waits for a human, with why the score is what it is. */
export type MatchPair = {
  readonly id: string;
  readonly score: number;
  readonly left: CandidateSide;
  readonly right: CandidateSide;
  readonly reasons: readonly { readonly field: string; readonly agreement: string; readonly weight: number }[];
};

export type LinkedRecord = {
  readonly compartment: string;
  readonly organization: string;
  readonly name: string;
  readonly linkedBecause: string;
  readonly since: string;
};

/** What intake did with one file. */
export type IntakeReport = {
  readonly organization: string;
  readonly file: string;
  readonly format: 'fhir-transaction' | 'fhir-collection' | 'fhir-ndjson' | 'csv';
  readonly taken: number;
  readonly unchanged: number;
  readonly refused: readonly {
    readonly line: number;
    readonly record: string;
    readonly code: string;
    readonly why: string;
  }[];
  /** Refusals past the most that a report names. */
  readonly refusedUnnamed?: number;
};

export type RecordAnswers = {
  /** By NHS number, or name parts with an optional birth date ('smith 1957', '14/07/1957'); at most `limit` and says if there are more. */
  readonly findPeople: (
    access: Access,
    question: { readonly text: string; readonly limit: number },
  ) => Promise<Outcome<{ readonly people: readonly PersonRow[]; readonly more: boolean }>>;
  /** The shared record as this viewer may see it. Writes the audit before it answers. `person` may be any 'Patient/id' too. */
  readonly openPerson: (access: Access, person: string, today: Day) => Promise<Outcome<PersonRecord>>;
  /** For the person themself and information governance. */
  readonly whoLooked: (access: Access, person: string) => Promise<Outcome<readonly Opening[]>>;
  readonly linked: (access: Access, person: string) => Promise<Outcome<readonly LinkedRecord[]>>;
  readonly waitingPairs: (access: Access, limit: number) => Promise<Outcome<readonly MatchPair[]>>;
  readonly decidePair: (
    access: Access,
    pair: string,
    decision: 'same' | 'different',
    reason: string,
  ) => Promise<Outcome<true>>;
  readonly unlink: (access: Access, compartment: string, reason: string) => Promise<Outcome<true>>;
};
