import type { Access } from '#agreement';
import type { Day } from '#base';
import type { Outcome } from '#fhir';
import type { FormChange, GivenItem, Program } from '#forms';

/** How long the JSON of a form may be. */
export const FORM_TEXT_MAX = 300_000;

/** A form as lists name it. */
export type FormRow = {
  /** Of the Questionnaire. */
  readonly id: string;
  /** 'https://…|2': its address and version. */
  readonly canonical: string;
  readonly title: string;
  readonly description: string;
};

/** Somebody was asked to fill a form in. */
export type FormAsk = {
  readonly id: string;
  readonly form: string;
  readonly title: string;
  readonly organization: string;
  readonly by: string;
  readonly words: string;
  readonly until: Day;
};

export type FormDraft = { readonly title: string; readonly page: string; readonly at: string; readonly until: Day };

/** An answer as lists name it. */
export type FormAnswer = {
  readonly id: string;
  readonly at: string;
  readonly by: string;
  readonly amended: boolean;
};

export type FormsList = {
  readonly forms: readonly FormRow[];
  readonly mayPublish: boolean;
  readonly asked: readonly FormAsk[];
  readonly begun: readonly FormDraft[];
  /** What a person answered about themself. */
  readonly answered: readonly (FormAnswer & { readonly title: string })[];
  /** Whose record answers go to, where one came from a person's page. */
  readonly about?: { readonly person: string; readonly name: string };
};

/** One version of a form that was published. */
export type FormVersion = {
  /** Of the Questionnaire. */
  readonly id: string;
  readonly version: string;
  /** Whether it takes answers; else it is only read. */
  readonly active: boolean;
  /** Absent where a connected system stored it. */
  readonly by?: string;
  readonly at?: string;
  /** Against the one before, where both can be compared. */
  readonly changes?: readonly FormChange[];
};

export type FormVersions = { readonly form: FormRow; readonly versions: readonly FormVersion[] };

/** A form as it would be published; nothing is kept yet. */
export type FormTried = {
  /** The JSON as it was sent. */
  readonly text: string;
  readonly version: string;
  readonly program: Program;
  /** The version in use, which this one would take the place of. */
  readonly former?: FormVersion;
  readonly changes?: readonly FormChange[];
  /** What it was compared with: publishing goes over nothing else. */
  readonly seen: string;
};

export type FormPublishing = Pick<FormTried, 'text' | 'seen'>;

export type FormView = {
  readonly form: FormRow;
  /** Whether it takes answers; else a later version does, or none. */
  readonly active: boolean;
  /** How many versions were published. */
  readonly versions: number;
  readonly program: Program;
  /** Those that whoever asks may see, newest first. */
  readonly answers: readonly FormAnswer[];
  readonly about?: { readonly person: string; readonly name: string };
  /** Whose roles can be asked. */
  readonly partners: readonly { readonly organization: string; readonly name: string }[];
};

/** What a form is filled in for: one of them, or nothing at all. */
export type FormTask = {
  /** Of the Questionnaire; known by itself where something was asked or is put right. */
  readonly form?: string;
  readonly about?: string;
  readonly ask?: string;
  readonly amends?: string;
};

/** A form to be filled in. */
export type FormSheet = {
  readonly form: FormRow;
  readonly program: Program;
  readonly about?: { readonly person: string; readonly name: string };
  readonly ask?: FormAsk;
  /** What is put right, with what was answered. */
  readonly amends?: { readonly id: string; readonly items: readonly GivenItem[] };
  /** What was typed and not sent, as a browser posts it. */
  readonly draft?: { readonly fields: string; readonly at: string; readonly until: Day };
  /** Sent with the answer, so that one that is sent twice is kept once. */
  readonly sheet: string;
};

export type FormResponse = {
  readonly id: string;
  /** Absent where the form is not kept here any more. */
  readonly form?: FormRow;
  readonly title: string;
  readonly items: readonly GivenItem[];
  readonly status: string;
  readonly at: string;
  readonly by: string;
  readonly about?: { readonly person: string; readonly name: string };
  /** What was put right and why, newest first. */
  readonly amendments: readonly { readonly at: string; readonly by: string; readonly reason: string }[];
  readonly may: { readonly amend: boolean };
};

export type FormAsking = {
  readonly form: string;
  /** The person it is about. */
  readonly about?: string;
  /** 'person', or 'Organization/x|role'. */
  readonly who: string;
  readonly until: string;
  readonly words: string;
};

/** A record of somebody who was asked themself to fill a form in, and the day. */
export type FormAsked = { readonly bkt: number; readonly cmp: string; readonly on: Day };

/** Forms that the partnership keeps, filled in by staff and people. */
export type FormAnswers = {
  /** Whom a form of an address was asked of, of whatever version, between two days (both of them in): for services that count. */
  readonly asked: (
    access: Access,
    question: { readonly address: string; readonly from: Day; readonly to: Day },
  ) => Promise<Outcome<readonly FormAsked[]>>;
  readonly list: (access: Access, about?: string) => Promise<Outcome<FormsList>>;
  readonly one: (access: Access, id: string, about?: string) => Promise<Outcome<FormView>>;
  /** `again` where the page is only drawn again: that it was looked at is written down already. */
  readonly open: (access: Access, task: FormTask, again?: boolean) => Promise<Outcome<FormSheet>>;
  /** Keeps what was typed, for its writer alone. */
  readonly keep: (
    access: Access,
    task: FormTask,
    typed: { readonly fields: string; readonly page: string; readonly sheet: string },
  ) => Promise<Outcome<true>>;
  readonly discard: (access: Access, task: FormTask) => Promise<Outcome<true>>;
  /** Answers the id of the QuestionnaireResponse. */
  readonly submit: (
    access: Access,
    task: FormTask,
    sent: { readonly sheet: string; readonly items: readonly GivenItem[]; readonly reason?: string },
  ) => Promise<Outcome<string>>;
  readonly response: (access: Access, id: string) => Promise<Outcome<FormResponse>>;
  readonly ask: (access: Access, asking: FormAsking) => Promise<Outcome<true>>;
  /** Whether this seat publishes forms. */
  readonly mayPublish: (access: Access) => Promise<Outcome<true>>;
  readonly tryOne: (access: Access, text: string) => Promise<Outcome<FormTried>>;
  /** Answers the id of the Questionnaire. */
  readonly publish: (access: Access, publishing: FormPublishing) => Promise<Outcome<string>>;
  readonly versions: (access: Access, id: string) => Promise<Outcome<FormVersions>>;
};
