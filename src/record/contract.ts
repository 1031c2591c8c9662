import type { Access } from '#agreement';
import type { Day } from '#base';
import type { Outcome } from '#fhir';
import type { ConfidingAnswers } from './confide/contract.ts';
import type { FormAnswers } from './form/contract.ts';
import type { DecidingAnswers } from './deciding/contract.ts';
import type { HarmAnswers } from './harm/contract.ts';
import type { MatchAnswers } from './match/contract.ts';
import type { OptOutAnswers } from './opt-out/contract.ts';
import type { ProtectionAnswers } from './protection/contract.ts';
import type { ResearchAnswers } from './research/contract.ts';
import type { RightsAnswers } from './rights/contract.ts';
import type { AlertChoice, NewCodes, SafetyAlert, SensitiveCodes, Sharing, Wish } from './sharing.contract.ts';

export type {
  AlertChoice,
  Kind,
  NewCodes,
  SafetyAlert,
  Said,
  SensitiveCodes,
  Sharing,
  Wish,
} from './sharing.contract.ts';

/** Where an item comes from and how fresh it is. Stands on every item of every screen. */
export type Source = {
  readonly organization: string;
  /** When the contributor recorded or last changed it (ISO instant). */
  readonly recorded: string;
  /** 'Observation/ab12', for explain and for the FHIR API. */
  readonly reference: string;
  /** What stands beside it: that it was put right, or that the person does not agree. */
  readonly notes?: readonly ItemNote[];
};

export type ItemNote = { readonly kind: 'corrected' | 'disputed'; readonly words: string; readonly at: string };

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
  /** For whoever prescribes. */
  readonly alerts?: readonly SafetyAlert[];
  readonly contributors: readonly Contributor[];
  readonly matters: readonly Matter[];
  readonly problems: readonly Problem[];
  readonly medicines: readonly Medicine[];
  readonly results: readonly ResultSeries[];
  readonly timeline: readonly TimelineItem[];
  /** True where the timeline was cut at its limit. */
  readonly more: boolean;
  /** Shown because it was opened in an emergency: until when, and the id of the opening. */
  readonly emergency?: { readonly id: string; readonly until: string };
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

/** What one seat did with a record for one reason without a long pause. */
export type Visit = {
  readonly key: string;
  readonly from: string;
  readonly to: string;
  readonly who: string;
  /** It was whoever asks: 'You'. */
  readonly own?: true;
  readonly role: string;
  readonly organization: string;
  readonly organizationKey: number;
  readonly purpose: string;
  /** On what basis the seat was shown anything: in words, and where they stand. */
  readonly basis: readonly { readonly words: string; readonly where?: string }[];
  /** Read under an opening in an emergency. */
  readonly emergency: boolean;
  /** Lines of the log. */
  readonly times: number;
  readonly what: readonly string[];
  /** Tried, and not allowed. */
  readonly refused: readonly string[];
  /** What was written where the record was opened in an emergency, and what its review found. */
  readonly openings: readonly {
    readonly reason: string;
    readonly words: string;
    readonly review?: { readonly verdict: 'justified' | 'not-justified'; readonly words: string };
  }[];
};

/** What a person asked about who looked, and what they were told. */
export type AccessQuestion = {
  readonly id: string;
  readonly about: string;
  readonly visit: string;
  readonly words: string;
  readonly asked: string;
  readonly answer?: string;
  readonly answered?: string;
  readonly by?: string;
};

export type EmergencyReason = 'danger-to-life' | 'cannot-say' | 'urgent-care' | 'asked-by-person';

/** Opening a record in an emergency: why, and who it is, typed or read again. */
export type EmergencyRequest = {
  /** Where the opener came from a person's page. */
  readonly person?: string;
  readonly family: string;
  /** '1957-07-04'. */
  readonly born: string;
  readonly nhsNumber?: string;
  readonly reason: EmergencyReason;
  readonly words: string;
};

/** A record opened in an emergency, as information governance reviews it. */
export type Emergency = {
  readonly id: string;
  readonly who: string;
  readonly role: string;
  readonly reason: string;
  readonly words: string;
  readonly opened: string;
  readonly until: string;
  readonly reviewBy: string;
  readonly late: boolean;
  readonly toldFrom: string;
  readonly person: string;
  readonly held?: { readonly by: string; readonly because: string };
  readonly review?: {
    readonly by: string;
    readonly at: string;
    readonly verdict: 'justified' | 'not-justified';
    readonly words: string;
  };
};

/** Looks that one rule speaks of, and why the rule is there. */
export type Unusual = {
  readonly rule: 'own-record' | 'colleague' | 'same-surname' | 'no-relationship' | 'night' | 'many-people';
  readonly title: string;
  readonly because: string;
  readonly principal: string;
  readonly who: string;
  readonly role: string;
  readonly person?: string;
  readonly times: number;
  readonly first: string;
  readonly last: string;
};

export type UnusualPage = {
  readonly found: readonly Unusual[];
  readonly looks: number;
  /** False where there were more looks than were read. */
  readonly whole: boolean;
  readonly days: number;
};

/** One line of the log, as a search of it shows. */
export type AuditRow = {
  readonly id: string;
  readonly at: string;
  readonly who: string;
  readonly role: string;
  readonly organization: string;
  readonly what: string;
  readonly about: string;
  readonly allowed: boolean;
  readonly emergency: boolean;
};

export type AuditSearch = {
  readonly account?: string;
  readonly patient?: string;
  readonly from?: string;
  readonly to?: string;
  readonly refusedOnly?: boolean;
  readonly page?: string;
};

/** What intake did with one file. */
export type IntakeReport = {
  readonly organization: string;
  readonly file: string;
  readonly format: 'fhir-transaction' | 'fhir-collection' | 'fhir-ndjson' | 'csv' | 'hl7v2';
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

export type * from './confide/contract.ts';
export { FORM_TEXT_MAX } from './form/contract.ts';
export type * from './form/contract.ts';
export type * from './deciding/contract.ts';
export type * from './protection/contract.ts';
export type * from './harm/contract.ts';
export { HARM_FOUND, HARM_KINDS } from './harm/contract.ts';
export type * from './match/contract.ts';
export type * from './opt-out/contract.ts';
export type * from './research/contract.ts';
export type * from './rights/contract.ts';
export { COPY_FORMATS } from './rights/contract.ts';

export type RecordAnswers = MatchAnswers & {
  /** What people ask of whoever holds their record. */
  readonly rights: RightsAnswers;
  /** Who has opted out of uses beyond their care. */
  readonly optOuts: OptOutAnswers;
  readonly research: ResearchAnswers;
  /** Who may know of a stigmatised condition, and what it is called to everybody else. */
  readonly confiding: ConfidingAnswers;
  readonly deciding: DecidingAnswers;
  readonly protection: ProtectionAnswers;
  /** Harm by disclosure, reported and answered. */
  readonly harms: HarmAnswers;
  /** Forms, filled in by staff and people. */
  readonly forms: FormAnswers;
  /** By NHS number, or name parts with an optional birth date ('smith 1957', '14/07/1957'); at most `limit` and says if there are more. */
  readonly findPeople: (
    access: Access,
    question: { readonly text: string; readonly limit: number },
  ) => Promise<Outcome<{ readonly people: readonly PersonRow[]; readonly more: boolean }>>;
  /** The shared record as this viewer may see it. Writes the audit before it answers. `person` may be any 'Patient/id' too. */
  readonly openPerson: (access: Access, person: string, today: Day) => Promise<Outcome<PersonRecord>>;
  /** For the person themself and information governance. */
  readonly whoLooked: (access: Access, person: string) => Promise<Outcome<readonly Opening[]>>;
  /** The same, visit by visit. */
  readonly visits: (access: Access, person: string) => Promise<Outcome<readonly Visit[]>>;
  readonly askWhy: (
    access: Access,
    question: { readonly visit: string; readonly words: string },
  ) => Promise<Outcome<string>>;
  /** A person's questions, or all that information governance has to answer. */
  readonly accessQuestions: (access: Access, person?: string) => Promise<Outcome<readonly AccessQuestion[]>>;
  readonly accessQuestion: (access: Access, id: string) => Promise<Outcome<AccessQuestion>>;
  readonly answerWhy: (access: Access, id: string, words: string) => Promise<Outcome<true>>;
  /** Opens one person's record to one member of staff for an hour; see break-glass/. */
  readonly openEmergency: (
    access: Access,
    request: EmergencyRequest,
  ) => Promise<Outcome<{ readonly id: string; readonly person: string; readonly until: Date }>>;
  readonly closeEmergency: (access: Access, id: string) => Promise<Outcome<true>>;
  readonly emergencies: (
    access: Access,
    question: { readonly waiting: boolean },
  ) => Promise<Outcome<readonly Emergency[]>>;
  readonly emergency: (access: Access, id: string) => Promise<Outcome<Emergency>>;
  readonly reviewEmergency: (
    access: Access,
    id: string,
    review: { readonly verdict: string; readonly words: string },
  ) => Promise<Outcome<true>>;
  readonly holdEmergency: (
    access: Access,
    id: string,
    hold: { readonly because: string; readonly days: number },
  ) => Promise<Outcome<true>>;
  readonly unusual: (access: Access, question: { readonly days: number }) => Promise<Outcome<UnusualPage>>;
  readonly searchAudit: (
    access: Access,
    question: AuditSearch,
  ) => Promise<Outcome<{ readonly rows: readonly AuditRow[]; readonly next?: string }>>;
  /** What a person has said about who sees their record, for the person themself. */
  readonly sharing: (access: Access, person: string) => Promise<Outcome<Sharing>>;
  /** Keeps something back from some organisations, from now on. Answers the id of the Consent. */
  readonly keepBack: (access: Access, wish: Wish) => Promise<Outcome<string>>;
  /** Takes such a wish back. */
  readonly shareAgain: (access: Access, consent: string) => Promise<Outcome<true>>;
  /** What a person has chosen about alerts, and choosing it: refusing needs the risk as it was shown. */
  readonly alertChoice: (access: Access) => Promise<Outcome<AlertChoice>>;
  readonly refuseAlerts: (
    access: Access,
    said: { readonly understood: boolean; readonly risk: string },
  ) => Promise<Outcome<true>>;
  readonly allowAlerts: (access: Access) => Promise<Outcome<true>>;
  /** Codes that mark something as sensitive, for information governance; the host's loads them, for all. */
  readonly sensitiveCodes: (access: Access) => Promise<Outcome<SensitiveCodes>>;
  readonly loadCodes: (access: Access, codes: NewCodes) => Promise<Outcome<{ readonly codes: number }>>;
  readonly removeCodes: (access: Access, slot: string) => Promise<Outcome<true>>;
};
