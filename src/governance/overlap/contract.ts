import type { Day } from '#base';
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

export type OverlapQuestion = { readonly organization: string; readonly on?: string };
