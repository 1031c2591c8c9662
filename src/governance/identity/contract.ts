import type { Access } from '#agreement';
import type { Day } from '#base';
import type { Outcome } from '#fhir';

/** The code by which a register knows a partner: said by whom, looked up when. */
export type IdentityView = {
  readonly title: string;
  readonly register: string;
  readonly code: string;
  readonly lookedUp: Day;
  readonly by: string;
  /** Records that name it by this code are not taken to name it yet: a lead of the host has to look it up too. */
  readonly waits?: true;
};

/** A register that knows organisations of a kind. */
export type RegisterView = {
  readonly id: string;
  readonly title: string;
  readonly register: string;
  readonly example: string;
};

export type TypedIdentity = {
  /** Empty: whichever fits the code. */
  readonly register: string;
  readonly code: string;
  /** The day on which somebody looked it up in the register. */
  readonly lookedUp: string;
};

export type IdentityAnswers = {
  /** Says by which code a register knows a partner: a lead, manager or signatory of it, or a lead of the host. */
  readonly identify: (access: Access, organization: string, typed: TypedIdentity) => Promise<Outcome<true>>;
};
