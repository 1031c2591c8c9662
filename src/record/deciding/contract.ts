import type { Access, Decider } from '#agreement';
import type { Day } from '#base';
import type { Outcome } from '#fhir';

/** Something that is decided for itself, who decides it for the person today, and why. */
export type MatterDecided = {
  readonly id: string;
  readonly words: string;
  readonly who: Decider['who'];
  /** In words, with the law and the judgement that decided. */
  readonly why: string;
  readonly judgement?: Judgement;
  /** The person is too young to decide it by their age, and the law lets it be judged. */
  readonly open: boolean;
};

/** That a young person was found to understand what a decision means. */
export type Judgement = {
  readonly on: Day;
  readonly by: string;
  readonly reason: string;
  /** Of age from this day on. */
  readonly until: Day;
  /** Who wrote it down, and when. */
  readonly enteredBy: string;
  readonly at: string;
};

export type Deciding = {
  /** 'Person/x'. */
  readonly person: string;
  readonly name: string;
  readonly born?: Day;
  readonly matters: readonly MatterDecided[];
  /** The role of who looks may judge. */
  readonly mayJudge: boolean;
};

export type WishedJudgement = {
  readonly matter: string;
  readonly on: string;
  readonly by: string;
  readonly reason: string;
};

/** How long a parent sees somebody's record by law, and what of it a younger age keeps from them sooner. */
export type ParentsTime = {
  /** 'Person/x'. */
  readonly person: string;
  readonly name: string;
  readonly born?: Day;
  /** The person decides from this day on who sees their record; absent where no whole birth date is recorded. */
  readonly until?: Day;
  /** From a day on what carries these labels (bits) is no more the parent's to see. */
  readonly sooner: readonly { readonly matter: string; readonly labels: number; readonly from: Day }[];
};

/** Somebody who sees a person's record in their place. */
export type InPlace = {
  readonly seat: string;
  readonly name: string;
  readonly as: 'parent' | 'attorney' | 'carer';
  /** Where it is still to begin. */
  readonly from?: string;
  readonly until?: string;
  /** What of the record they do not see, in words; none: they see what the person sees. */
  readonly without: readonly string[];
};

/** Who decides what for a person, by their age, by what was found, and by who sits in their place. */
export type DecidingAnswers = {
  /** For staff who see the person. */
  readonly of: (access: Access, person: string) => Promise<Outcome<Deciding>>;
  /** For the person, in their own seat or whoever sits in their place. */
  readonly mine: (access: Access) => Promise<Outcome<Deciding>>;
  /** Who sits in the person's place, for the person. */
  readonly inPlace: (access: Access) => Promise<Outcome<readonly InPlace[]>>;
  /** For staff who see the person and look at documents. */
  readonly parentsTime: (access: Access, person: string) => Promise<Outcome<ParentsTime>>;
  /** Writes down that a young person understands a decision: from then on they decide it, and who sees what tells of it. */
  readonly judge: (access: Access, person: string, wish: WishedJudgement) => Promise<Outcome<true>>;
  /** It no longer holds, for a reason. What was written stays. */
  readonly withdrawJudgement: (
    access: Access,
    person: string,
    wish: { readonly matter: string; readonly reason: string },
  ) => Promise<Outcome<true>>;
};
