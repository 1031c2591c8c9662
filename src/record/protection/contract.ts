import type { Access } from '#agreement';
import type { Day } from '#base';
import type { Outcome } from '#fhir';

/** That somebody may be forcing a person, as those read it who protect them. */
export type Suspicion = {
  readonly id: string;
  readonly name: string;
  readonly words: string;
  readonly at: string;
  readonly by: string;
  /** By when it is looked at again. */
  readonly again: Day;
  /** What was found each time it was looked at again, newest first. */
  readonly looks: readonly { readonly at: string; readonly by: string; readonly words: string }[];
};

export type Protection = {
  /** 'Person/x'. */
  readonly person: string;
  readonly name: string;
  readonly suspicions: readonly Suspicion[];
  /** Who sits in the person's place, to choose from. */
  readonly sitting: readonly { readonly account: string; readonly name: string; readonly as: string }[];
  /** The last day that can be given for looking at it again. */
  readonly latest: Day;
};

export type WishedSuspicion = {
  /** Of those who sit in the person's place; empty: somebody else, by name. */
  readonly account: string;
  readonly name: string;
  readonly words: string;
  readonly again: string;
};

/** Who may be forcing a person: for those who protect people by law, and for nobody of whom it is said. */
export type ProtectionAnswers = {
  readonly of: (access: Access, person: string) => Promise<Outcome<Protection>>;
  /** From now on they see nothing in the person's place, and decide nothing for them. Answers its id. */
  readonly suspect: (access: Access, person: string, wish: WishedSuspicion) => Promise<Outcome<string>>;
  /** One that is to be looked at again, with whose it is. */
  readonly one: (
    access: Access,
    id: string,
  ) => Promise<Outcome<Pick<Protection, 'person' | 'name' | 'latest'> & { readonly suspicion: Suspicion }>>;
  /** It goes on until a day, or it is over: then they see again what they saw. */
  readonly lookAgain: (
    access: Access,
    id: string,
    found: { readonly goesOn: boolean; readonly again: string; readonly words: string },
  ) => Promise<Outcome<true>>;
};
