import type { Access, Label } from '#agreement';
import type { Outcome } from '#fhir';

/** A member of staff whom a person told. */
export type Confidant = {
  readonly id: string;
  readonly name: string;
  readonly organization: string;
  /** What they may know of, in words. */
  readonly about: readonly string[];
  readonly since: string;
  /** The last day. */
  readonly until?: string;
  readonly ended?: string;
  /** Works there no more as what they were told as: they see nothing, and somebody else can be told. */
  readonly left: boolean;
  /** Name of who was told in their place. */
  readonly handedTo?: string;
};

/** A community worker whom a person can tell. `worker`: account and organisation, as the form gives it back. */
export type Worker = { readonly worker: string; readonly name: string; readonly organization: string };

/** What a person reads and says about who may know. */
export type Confiding = {
  readonly workers: readonly Worker[];
  readonly labels: readonly { readonly label: Label; readonly words: string }[];
  readonly told: readonly Confidant[];
  readonly law: string;
  /** What a stigmatised condition is called to clerks and on what is sent. */
  readonly called: string;
  /** What it is called where nothing was said. */
  readonly usually: string;
};

export type Telling = { readonly worker: string; readonly labels: readonly string[]; readonly until?: string };

export type ConfidingAnswers = {
  /** Absent where the law of the place knows no stigmatised conditions. */
  readonly mine: (access: Access) => Promise<Outcome<Confiding>>;
  readonly tell: (access: Access, telling: Telling) => Promise<Outcome<true>>;
  readonly end: (access: Access, id: string) => Promise<Outcome<true>>;
  /** Ends it for one and tells another the same, at one instant. */
  readonly handOver: (access: Access, id: string, worker: string) => Promise<Outcome<true>>;
  /** What a stigmatised condition is called; nothing: as usual. */
  readonly call: (access: Access, words: string) => Promise<Outcome<true>>;
};
