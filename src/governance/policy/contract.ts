import type { Access } from '#agreement';
import type { Day } from '#base';
import type { Outcome } from '#fhir';
import type { Typed } from '../programme/typed.ts';
import type { HeldPlace } from '../right/contract.ts';
import type { Hook, Opening, PolicyStanding, Rest } from './said.ts';

export type { Hook, Opening, PolicyStanding, Rest } from './said.ts';

export type PolicyView = {
  readonly id: string;
  readonly name: string;
  readonly source: string;
  readonly from: Day;
  readonly until?: Day;
  readonly standing: PolicyStanding;
  readonly withdrawn?: { readonly on: Day; readonly why: string };
  readonly objectives: readonly string[];
  readonly opens: readonly { readonly what: Opening; readonly words: string; readonly until?: Day }[];
  /** All that rests on it. */
  readonly rests: readonly {
    readonly id: string;
    readonly kind: Rest;
    readonly words: string;
    readonly programme?: string;
    readonly owner: HeldPlace;
  }[];
};

export type PoliciesView = {
  readonly policies: readonly PolicyView[];
  /** Each programme: how many policies in effect it rests on; where none, the nearest. */
  readonly programmes: readonly {
    readonly id: string;
    readonly name: string;
    readonly rests: number;
    readonly hooks: readonly Hook[];
  }[];
  readonly partners: readonly { readonly organization: string; readonly name: string }[];
  readonly may: { readonly write: boolean };
};

/** The policies of the world around, what they open, and what rests on them. */
export type PolicyAnswers = {
  readonly all: (access: Access) => Promise<Outcome<PoliciesView>>;
  readonly one: (
    access: Access,
    id: string,
  ) => Promise<Outcome<PolicyView & Pick<PoliciesView, 'partners' | 'may' | 'programmes'>>>;
  readonly enter: (access: Access, typed: Typed) => Promise<Outcome<{ readonly id: string }>>;
  readonly act: (
    access: Access,
    id: string,
    done: { readonly did: string; readonly typed: Typed },
  ) => Promise<Outcome<true>>;
};
