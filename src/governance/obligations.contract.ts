import type { Access } from '#agreement';
import type { Outcome } from '#fhir';
import type { ByHand, ObligationList, ObligationView, Question } from '#obligation';

export type { CommitmentState, HappeningView, ObligationList, ObligationView, Promised, Question } from '#obligation';

/** What I owe, what I am owed, what is late and why; and what one does about it. Every answer is for the seat that asks. */
export type ObligationAnswers = ByHand & {
  readonly owedBy: (access: Access, question?: Question) => Promise<ObligationList>;
  readonly owedTo: (access: Access, question?: Question) => Promise<ObligationList>;
  readonly late: (access: Access, question?: Question) => Promise<ObligationList>;
  /** The promises of every organisation that concern no person. */
  readonly commitments: (access: Access, question?: Question) => Promise<ObligationList>;
  readonly one: (access: Access, id: string) => Promise<Outcome<ObligationView>>;
  /** The seat's calendar: the secret part of its address, told once; the one before is revoked. */
  readonly makeCalendar: (access: Access) => Promise<Outcome<string>>;
  readonly revokeCalendar: (access: Access) => Promise<boolean>;
  readonly calendarMade: (access: Access) => Promise<string | undefined>;
};
