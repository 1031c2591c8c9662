import type { Access, Right } from '#agreement';
import type { Outcome } from '#fhir';
import type { Kind } from '../sharing.contract.ts';

/** How a request came in. */
export type RequestWay = 'page' | 'letter' | 'telephone' | 'in-person';

/** What a person wants of those who hold their record. */
export type Wanted = {
  readonly right: Right;
  /** 'Organization/x': of whom it is asked; each answers for itself. */
  readonly of: readonly string[];
  /** 'Observation/x'; absent: everything that the organisation holds. */
  readonly item?: string;
  readonly words: string;
  /** Of an objection, 'Organization/x': who is not to see it; absent or nobody: everybody else. */
  readonly from?: readonly string[];
  /** Of an objection: only this of what the organisation wrote; absent: everything. */
  readonly what?: Part;
};

/** A class of data, or what carries a label. */
export type Part = Extract<Kind, { readonly kind: 'class' | 'label' }>;

/** The same, written down by information governance for somebody who wrote or rang. */
export type WantedByHand = Omit<Wanted, 'of'> & {
  readonly person: string;
  readonly way: Exclude<RequestWay, 'page'>;
  /** The day it came in; its clock begins then. */
  readonly came: string;
  /** Whether it is clear that it is they who ask. Until it is, the clock stands. */
  readonly proved: boolean;
};

export type Ground = {
  readonly id: string;
  readonly law: string;
  readonly words: string;
  readonly for: 'refusing' | 'granting';
};

export type RequestState = 'identity' | 'open' | 'working' | 'done' | 'refused' | 'withdrawn';

export type RequestStep = { readonly at: string; readonly what: string; readonly by: string; readonly words?: string };

/** A file of a copy, ready until a day. */
export type CopyState = {
  readonly done: number;
  readonly total: number;
  readonly ready: boolean;
  readonly until?: string;
  readonly over: boolean;
};

/** A request as the person and information governance read it. */
export type PersonRequest = {
  readonly id: string;
  readonly right: Right;
  readonly organization: string;
  /** What it is about, in words. */
  readonly about: string;
  /** 'Observation/x', where it is about one item. */
  readonly item?: string;
  readonly words: string;
  readonly way: RequestWay;
  readonly asked: string;
  readonly state: RequestState;
  /** Last day of its clock; absent while it stands and once it is decided. */
  readonly due?: string;
  readonly late: boolean;
  readonly law: string;
  readonly decision?: {
    readonly given: 'granted' | 'partly' | 'refused';
    readonly at: string;
    readonly ground?: Ground;
    readonly words: string;
  };
  /** To whom the person can complain; told with every decision. */
  readonly complain?: string;
  readonly copy?: CopyState;
  /** Of an objection: from whom (nobody named: everybody else), and whether it is kept back now. */
  readonly objection?: { readonly from: readonly string[]; readonly holds: boolean };
  /** Of an objection, and of a restriction until it is decided: where it stands today, in words. */
  readonly standing?: string;
  readonly steps: readonly RequestStep[];
};

/** An item that a request can be about. */
export type AskedItem = { readonly reference: string; readonly words: string; readonly organization: string };

/** The page of a person's own requests. */
export type MyRequests = {
  readonly requests: readonly PersonRequest[];
  readonly holders: readonly { readonly organization: string; readonly name: string }[];
  readonly items: readonly AskedItem[];
  /** Whom something can be kept back from. */
  readonly organizations: readonly { readonly organization: string; readonly name: string }[];
};

/** What information governance sees of a request, and what can be done about it now. */
export type RequestForLead = PersonRequest & {
  /** 'Person/x'. */
  readonly person: string;
  readonly name: string;
  readonly grounds: readonly Ground[];
  readonly extendMonths: number;
  readonly extended: boolean;
  /** Items that are left out of a copy, told to nobody else. */
  readonly heldBack: readonly (AskedItem & { readonly because: string })[];
  /** Items that have to be kept, and until when: the first of them. */
  readonly kept: readonly (AskedItem & { readonly until: string; readonly law: string })[];
  readonly keptCount: number;
  /** What of the item can be put right. */
  readonly fields: readonly { readonly name: string; readonly label: string; readonly value: string }[];
  /** Restricted now, and can be lifted. */
  readonly restricted: boolean;
  /** Who decides about sharing for the person today, and why, where somebody found that they cannot themself. */
  readonly decider?: string;
  /** It was refused, and the person can no longer decide: to be looked at again. The refusal stands meanwhile. */
  readonly review: boolean;
};

/** What somebody found about whether the person can decide about sharing themself. */
export type Finding = {
  readonly able: boolean;
  readonly on: string;
  readonly by: string;
  /** Who has the power to decide it for them; absent: those who answer for the care, in the person's interests. */
  readonly speaker?: { readonly name: string; readonly as: 'attorney' | 'deputy' };
  readonly advocate?: string;
};

export type Decided = {
  readonly given: 'granted' | 'partly' | 'refused';
  readonly ground?: string;
  readonly words: string;
  /** Put right: by the names of `fields`. */
  readonly fields?: Readonly<Record<string, string>>;
  /** Items about others that are given all the same. */
  readonly give?: readonly string[];
};

/** Something that was put right, taken away or restricted, told to an organisation that had received it. */
export type ToldReceiver = {
  readonly id: string;
  readonly right: Right;
  readonly from: string;
  readonly item: string;
  readonly at: string;
  readonly seen: string;
};

export type RightsAnswers = {
  readonly mine: (access: Access) => Promise<Outcome<MyRequests>>;
  readonly one: (access: Access, id: string) => Promise<Outcome<PersonRequest>>;
  readonly ask: (access: Access, wanted: Wanted) => Promise<Outcome<readonly string[]>>;
  readonly withdraw: (access: Access, id: string) => Promise<Outcome<true>>;
  /** Says that one does not agree with an item, or with a decision about it; stands beside it from then on. */
  readonly disagree: (access: Access, id: string, words: string) => Promise<Outcome<true>>;
  readonly worklist: (access: Access) => Promise<Outcome<readonly PersonRequest[]>>;
  readonly forLead: (access: Access, id: string) => Promise<Outcome<RequestForLead>>;
  readonly enter: (access: Access, wanted: WantedByHand) => Promise<Outcome<string>>;
  readonly identified: (access: Access, id: string, words: string) => Promise<Outcome<true>>;
  readonly extend: (access: Access, id: string, words: string) => Promise<Outcome<true>>;
  readonly decide: (access: Access, id: string, decided: Decided) => Promise<Outcome<true>>;
  /** Lifts a restriction; the person is told first. */
  readonly lift: (access: Access, id: string, words: string) => Promise<Outcome<true>>;
  /** The pieces of a file, for the person and for the organisation that answers. */
  readonly file: (
    access: Access,
    id: string,
    format: CopyFormat,
  ) => Promise<Outcome<{ readonly name: string; readonly pieces: AsyncIterable<string> }>>;
  /** Writes down on an objection what was found about whether the person can decide it. Undoes nothing; what was refused is to be looked at again. */
  readonly found: (access: Access, id: string, finding: Finding) => Promise<Outcome<true>>;
  /** A refusal was looked at again, with whoever decides for the person. */
  readonly reviewed: (access: Access, id: string, words: string) => Promise<Outcome<true>>;
  readonly told: (access: Access, id: string) => Promise<Outcome<ToldReceiver>>;
};

export const COPY_FORMATS = ['ndjson', 'html'] as const;
export type CopyFormat = (typeof COPY_FORMATS)[number];
