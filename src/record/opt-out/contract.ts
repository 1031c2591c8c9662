import type { Access, Project } from '#agreement';
import type { Outcome } from '#fhir';

/** An opt-out that the law of the place offers. */
export type OptOutKind = {
  readonly id: string;
  readonly law: string;
  readonly words: string;
  /** Uses that it is about, in words. */
  readonly uses: readonly string[];
  /** Where it does not reach, in words. */
  readonly notFor: readonly string[];
};

/** One saying: since when, by whom, and whether it was taken back. */
export type OptOutEntry = {
  readonly rule: string;
  readonly since: string;
  /** 'person', 'letter', or what the list is called. */
  readonly source: string;
  readonly ended?: string;
};

/** What a person reads of their own opt-outs. */
export type MyOptOuts = {
  readonly kinds: readonly OptOutKind[];
  /** Newest first; what has no `ended` holds. */
  readonly said: readonly OptOutEntry[];
};

/** A list of identifiers of people who have opted out: CSV with a heading. */
export type OptOutList = {
  readonly rule: string;
  readonly source: string;
  /** The day of the list. */
  readonly asAt: string;
  /** It names everybody who has opted out: who is not on it any more has taken it back. */
  readonly whole: boolean;
  readonly content: AsyncIterable<string | Uint8Array>;
};

/** What was done with a list; lines that could not be read are named by their number alone. */
export type OptOutListReport = {
  readonly lines: number;
  readonly added: number;
  readonly ended: number;
  readonly refused: readonly { readonly line: number; readonly why: string }[];
  readonly refusedUnnamed: number;
};

/** What information governance reads of the register: numbers, never names. */
export type OptOutRegister = {
  readonly kinds: readonly (OptOutKind & {
    /** Sayings that hold, of people known here or not; absent: fewer than are told. */
    readonly standing?: number;
    readonly fewest: number;
  })[];
  readonly lists: readonly {
    readonly id: string;
    readonly rule: string;
    readonly source: string;
    readonly asAt: string;
    readonly whole: boolean;
    readonly lines: number;
    readonly refused: number;
    readonly at: string;
  }[];
  /** Whether this seat takes lists in: the host's information governance, for all. */
  readonly takesLists: boolean;
};

export type OptOutAnswers = {
  readonly mine: (access: Access) => Promise<Outcome<MyOptOuts>>;
  readonly optOut: (access: Access, rule: string) => Promise<Outcome<true>>;
  /** Takes back what the person said here; what a list says is taken back where the list is kept. */
  readonly takeBack: (access: Access, rule: string) => Promise<Outcome<true>>;
  readonly register: (access: Access) => Promise<Outcome<OptOutRegister>>;
  /** Written down by information governance for somebody who wrote or rang. */
  readonly enter: (
    access: Access,
    said: { readonly person: string; readonly rule: string; readonly on: string },
  ) => Promise<Outcome<true>>;
  readonly takeList: (access: Access, list: OptOutList) => Promise<Outcome<OptOutListReport>>;
  /**
   * Of these people, who has opted out by which of these rules, and whether they agreed themselves to the project named, where the rule yields
   * to that. For the program itself, which leaves them out.
   */
  readonly among: (
    access: Access,
    question: { readonly persons: readonly string[]; readonly rules: readonly string[]; readonly project?: Project },
  ) => Promise<Outcome<readonly { readonly person: string; readonly rule: string; readonly agreed?: true }[]>>;
};
