import type { Access, Project } from '#agreement';
import type { Outcome } from '#fhir';

/** Research that asks people, one by one, whether they take part. */
export type ResearchProject = {
  /** As consents and lists name it. */
  readonly id: string;
  readonly title: string;
  /** Name of who asks. */
  readonly by: string;
  /** What for, as people read it. */
  readonly why: string;
  /** What is taken of the record. */
  readonly takes: string;
  readonly approval: string;
  /** The last day. */
  readonly until: string;
  /** Asks nobody any more: it was ended, or its last day is over. */
  readonly over: boolean;
};

export type ResearchAnswer = 'agree' | 'refuse';

/** One thing that was said to a project. */
export type ResearchSaying = {
  readonly answer: ResearchAnswer;
  readonly on: string;
  /** Who wrote it down for the person, or recorded it in a system of theirs; absent: said on the page. */
  readonly writtenBy?: string;
  /** Said here or written down here, so that it is changed here. */
  readonly own: boolean;
  /** Since when it says nothing any more. */
  readonly ended?: string;
};

/** A project, and what the person said to it. */
export type MyProject = ResearchProject & {
  /** What counts today; absent: nothing was said. */
  readonly answer?: ResearchAnswer;
  /** Newest first; what has no `ended` holds. */
  readonly said: readonly ResearchSaying[];
};

export type ResearchRegister = {
  /** Those of the asker's organisation, newest first. */
  readonly own: readonly ResearchProject[];
  /** To which somebody can say something now, whoever asks. */
  readonly open: readonly ResearchProject[];
};

export type NewResearch = Readonly<Record<'id' | 'title' | 'why' | 'takes' | 'approval' | 'until', string>>;

export type ResearchAnswers = {
  /** Every project that asks, and those to which the person said something. */
  readonly mine: (access: Access) => Promise<Outcome<readonly MyProject[]>>;
  /** From the answer on. To refuse what was agreed to is to withdraw; that is possible at any time. */
  readonly say: (access: Access, said: { readonly project: string; readonly answer: string }) => Promise<Outcome<true>>;
  readonly register: (access: Access) => Promise<Outcome<ResearchRegister>>;
  /** Begins to ask people, in the name of the asker's organisation. */
  readonly ask: (access: Access, project: NewResearch) => Promise<Outcome<true>>;
  /** Asks nobody any more; nobody is on a list of it from then on. */
  readonly end: (access: Access, project: string) => Promise<Outcome<true>>;
  /** Written down by information governance for somebody who said it on paper. */
  readonly enter: (
    access: Access,
    said: { readonly person: string; readonly project: string; readonly answer: string; readonly on: string },
  ) => Promise<Outcome<true>>;
  /**
   * Of these people, who agreed to a project that asks one by one; absent where no such project is known, so that a list of it rests on other
   * grounds. For the program itself, which leaves out everybody else.
   */
  readonly agreedAmong: (
    access: Access,
    question: { readonly persons: readonly string[]; readonly project: Project },
  ) => Promise<Outcome<ReadonlySet<string> | undefined>>;
};
