import type { Access } from '#agreement';
import type { Day } from '#base';
import type { Outcome } from '#fhir';
import type { Typed } from '../programme/typed.ts';
import type { Strength } from './tie.ts';

export type { Strength } from './tie.ts';

export type TieView = {
  readonly a: { readonly organization: string; readonly name: string };
  readonly b: { readonly organization: string; readonly name: string };
  /** Why there should be one. */
  readonly why?: string;
  readonly strength: Strength;
  readonly quarters: readonly { readonly quarter: string; readonly contacts: number }[];
  /** By team, where that can be told; '' for an organisation that was named without one. */
  readonly teams: readonly {
    readonly a: string;
    readonly b: string;
    readonly strength: Strength;
    readonly quarters: readonly { readonly quarter: string; readonly contacts: number }[];
  }[];
  readonly visits: readonly {
    readonly id: string;
    readonly on: Day;
    readonly words: string;
    readonly held?: string;
  }[];
};

export type TiesView = {
  readonly ties: readonly TieView[];
  readonly quarters: readonly string[];
  readonly few: number;
  readonly partners: readonly { readonly organization: string; readonly name: string }[];
  readonly may: { readonly write: boolean };
};

/** Who works with whom: by organisation and team, never by person. */
export type TieAnswers = {
  readonly all: (access: Access) => Promise<TiesView>;
  readonly act: (access: Access, done: { readonly did: string; readonly typed: Typed }) => Promise<Outcome<true>>;
};
