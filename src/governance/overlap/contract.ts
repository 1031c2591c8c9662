import type { Day } from '#base';
import type { DataClass, Purpose, Role } from '#agreement';
import type { DecidedBy } from '../contract.ts';

/** An agreement that binds an organisation. */
export type BoundBy = {
  readonly id: string;
  readonly version: number;
  readonly title: string;
  readonly kind: string;
  readonly rank: string;
  readonly parties: readonly string[];
  readonly population: string;
};

export type OverlapView = {
  readonly organization: string;
  readonly name: string;
  readonly on: Day;
  /** The strongest first. */
  readonly agreements: readonly BoundBy[];
  /** Where two speak of the same thing: which wins, and why. */
  readonly meetings: readonly { readonly wins: DecidedBy; readonly yields: DecidedBy; readonly why: string }[];
  /** What nobody but their parties can settle. */
  readonly conflicts: readonly { readonly words: string; readonly who: readonly string[] }[];
};

/** A paragraph by which something of one person's record is seen. */
export type PersonSeenBy = DecidedBy & {
  /** Id of the agreement. */
  readonly id: string;
  /** Whose staff, in which roles, for what. */
  readonly to: string;
  readonly roles: readonly Role[];
  readonly purpose: Purpose;
  /** What of it, and who wrote that. */
  readonly classes: readonly DataClass[];
  readonly from: readonly string[];
};

/** Under which agreements one person's record is seen, by whom, and which wins where they differ. */
export type PersonOverlap = {
  readonly on: Day;
  readonly seen: readonly PersonSeenBy[];
  readonly meetings: OverlapView['meetings'];
  /** From whose staff the person keeps something back themself: stronger than every agreement. Told to the person alone. */
  readonly keptBackFrom: readonly string[];
};

/** By which paragraph an item is seen and by whom, in words. */
export type ItemSeenBy = { readonly reference: string; readonly under: readonly string[] };

export type OverlapQuestion = { readonly organization: string; readonly on?: string };
