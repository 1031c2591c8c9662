import type { Role } from '#agreement';
import type { Day, Millis } from '#base';
import type { Compartment } from '#repository';

/** How long after a start. Days end at midnight in the obligation's zone; hours are exact. */
export type Span = { readonly in: number; readonly unit: 'working-days' | 'days' | 'months' | 'hours' };

/** By when: so long after the start, or on a day. `roll` moves an end that is no working day to the next one that is. */
export type DueRule = (Span | { readonly on: Day }) & { readonly roll?: 'next-working-day' };

/** A role of an organisation ('Organization/x'): who owes, to whom, or who is told when nothing happens. */
export type RoleOf = { readonly organization: string; readonly role: Role };

/** Whom it is owed to: an organisation, one role of it, or a person. */
export type Owed = { readonly organization: string; readonly role?: Role } | { readonly person: string };

/** A step of the ladder: told when an obligation is still open so many working days after it was due (after the answer-first period, if any). */
export type Rung = { readonly to: RoleOf; readonly afterWorkingDays: number };

/** What closes it by itself. An attestation by the owner always does as well, unless `attested: false`. */
export type Proof =
  /** A joint reports the fact by name: `obligations.fact(transaction, by, name)`. */
  | { readonly fact: string }
  /** A resource about the person concerned, written since the opening, that this search finds: `Encounter?type=visit`. */
  | { readonly search: string };

export type NewObligation = {
  /** What sort, in kebab-case: 'break-glass-review'. Read as words on screens and in calendars. */
  readonly kind: string;
  /** What it is about, unique within its kind: opening it again answers the one that is there. */
  readonly key?: string;
  /** One line, without anything about a person: it is seen in lists and by calendar programs. */
  readonly title: string;
  readonly owner: RoleOf;
  readonly owed?: Owed;
  /** 'Patient/7', where it concerns a person: fewer people see it, and who does is in the audit. */
  readonly concerns?: string;
  /** The same where only the place of the person's records is known: nobody is told whom, and it is seen, audited and forgotten alike. */
  readonly about?: Compartment;
  /** Accounts for whom it is not there although their role would see it: it is about them, and they are not to learn of it. */
  readonly hiddenFrom?: readonly string[];
  /** What it rests on: an instrument and its paragraph, or a rule of law. In words. */
  readonly because?: string;
  /** Whose working days count: 'england'; those of the installation where absent. */
  readonly calendar?: string;
  /** The page where it is done: '/agreements/vale-sharing/sign'. */
  readonly page?: string;
  readonly due: DueRule;
  /** When the clock starts; now where absent. */
  readonly from?: Millis;
  /** How long the owner may answer, once late, before anybody else is told. */
  readonly answerFirst?: Span;
  readonly ladder?: readonly Rung[];
  readonly closedBy?: Proof;
  /** False where saying so is not enough: only the proof closes it. */
  readonly attested?: boolean;
  /** Opened anew each time, counted from the first start, whether or not the one before was kept. */
  readonly repeats?: Every;
};

export type Every = 'monthly' | 'quarterly' | 'yearly';

export const EVERY_MONTHS: Readonly<Record<Every, number>> = { monthly: 1, quarterly: 3, yearly: 12 };

/** What of its terms its clock depends on; kept with it and never changed. */
export type Terms = {
  readonly start: Millis;
  readonly zone: string;
  readonly due: DueRule;
  readonly answerFirst?: Span;
  readonly ladder: readonly Rung[];
  /** `anchor` is the first day of the first one, from which all are counted; `number` says which this is, from 0. */
  readonly repeats?: { readonly every: Every; readonly anchor: Day; readonly number: number };
};
