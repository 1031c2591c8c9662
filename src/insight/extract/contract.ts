import type { Access, Purpose } from '#agreement';
import type { Day } from '#base';
import type { Outcome } from '#fhir';
import type { DeclaredUse, Place } from '../contract.ts';

export const EXTRACT_KINDS = ['anonymised', 'pseudonymised', 'identifiable'] as const;
export type ExtractKind = (typeof EXTRACT_KINDS)[number];

/** A list of the people of a register, each on their own, with what the measures say of each. */
export type ExtractQuestion = {
  readonly place: string;
  readonly kind: ExtractKind;
  /** One of the grounds that the form names. */
  readonly under: string;
  /** What it is for, in words that the people on it could be shown. */
  readonly words: string;
  /** Key of the pack by whose register people are on it; absent: the one that the ground counts by, else the first that counts. */
  readonly pack?: string;
  /** A research project as people's consents name it: who agreed to that very project is on it though they opted out otherwise. */
  readonly project?: string;
};

/** What a list can rest on: a paragraph that was agreed, an order or statute, or the care of one's own people. */
export type ExtractGround = {
  readonly id: string;
  readonly words: string;
  /** Absent where the law itself lets those who care for people see them. */
  readonly agreement?: { readonly title: string; readonly version: number; readonly paragraph: string };
  /** The law requires it: opt-outs that yield to the law do. */
  readonly lawRequires: boolean;
  /** Key of the pack by which it lets be counted; absent: it says nothing of packs. */
  readonly pack?: string;
};

/** Who is not on it, by one rule: a number, or that it would speak of few. Never names. */
export type LeftOut = {
  readonly optOut: string;
  readonly words: string;
  /** People of whom nothing is on it. */
  readonly people: Suppressed;
  /** People of whom only what others recorded is on it. */
  readonly inPart: Suppressed;
};

/** A number, or nothing where it is more than none and fewer than are told. */
export type Suppressed = { readonly count?: number; readonly fewest: number };

export function suppressedWords({ count, fewest }: Suppressed): string {
  if (count === undefined) return `fewer than ${fewest} people`;
  if (count === 0) return 'nobody';
  return count === 1 ? '1 person' : `${count.toLocaleString('en-GB')} people`;
}

/** What stands on every list: what it is for, on what it rests, whom it leaves out and why. */
export type ExtractStatement = {
  readonly use: DeclaredUse;
  readonly words: string;
  readonly ground: ExtractGround;
  readonly place: Place;
  readonly asAt: Day;
  readonly pack: string;
  readonly people: number;
  readonly leftOut: readonly LeftOut[];
  /** Of a list for a research project: who is on it although they opted out, since they agreed to it. */
  readonly agreed?: Suppressed & { readonly project: string };
  /** Of an anonymised list: how coarse it is, so that so many people at least are alike in what could tell who they are. */
  readonly alike?: { readonly fewest: number; readonly words: string };
};

export type ExtractForm = {
  readonly purpose: Purpose;
  readonly places: readonly Place[];
  /** Packs that count and of which this seat is told: a list is of the people on the register of one. */
  readonly packs: readonly { readonly key: string; readonly title: string }[];
  /** None: no agreement gives this seat people for its purpose. */
  readonly grounds: readonly ExtractGround[];
};

export type ExtractAnswers = {
  readonly form: (access: Access) => Promise<Outcome<ExtractForm>>;
  /** What the list would be, without its people: nobody is looked at for it. */
  readonly statement: (access: Access, question: ExtractQuestion) => Promise<Outcome<ExtractStatement>>;
};
