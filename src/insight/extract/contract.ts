import type { Access, Purpose } from '#agreement';
import type { Day } from '#base';
import type { Outcome } from '#fhir';
import type { DeclaredUse, Place } from '../contract.ts';

export const EXTRACT_KINDS = ['pseudonymised', 'identifiable'] as const;
export type ExtractKind = (typeof EXTRACT_KINDS)[number];

/** A list of the people of a register, each on their own, with what the measures say of each. */
export type ExtractQuestion = {
  readonly place: string;
  readonly kind: ExtractKind;
  /** One of the grounds that the form names. */
  readonly under: string;
  /** What it is for, in words that the people on it could be shown. */
  readonly words: string;
};

/** What a list can rest on: a paragraph that was agreed, an order or statute, or the care of one's own people. */
export type ExtractGround = {
  readonly id: string;
  readonly words: string;
  /** Absent where the law itself lets those who care for people see them. */
  readonly agreement?: { readonly title: string; readonly version: number; readonly paragraph: string };
  /** The law requires it: opt-outs that yield to the law do. */
  readonly lawRequires: boolean;
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
};

export type ExtractForm = {
  readonly purpose: Purpose;
  readonly places: readonly Place[];
  /** None: no agreement gives this seat people for its purpose. */
  readonly grounds: readonly ExtractGround[];
};

export type ExtractAnswers = {
  readonly form: (access: Access) => Promise<Outcome<ExtractForm>>;
  /** What the list would be, without its people: nobody is looked at for it. */
  readonly statement: (access: Access, question: ExtractQuestion) => Promise<Outcome<ExtractStatement>>;
};
