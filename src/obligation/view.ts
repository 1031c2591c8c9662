import type { Role } from '#agreement';
import type { CommitmentState } from './commitment.ts';
import type { Evidence } from './obligations.ts';
import type { Every } from './terms.ts';
import type { What } from './happening.ts';

/** Which of them. Lists have a limit: `after` the `next` of one list the next begins. */
export type Question = {
  readonly state?: 'open' | 'closed' | 'all';
  /** Only what this seat's role owes (or is owed). */
  readonly mine?: boolean;
  readonly limit?: number;
  readonly after?: string;
};

export type ObligationList = { readonly items: readonly ObligationView[]; readonly next?: string };

/** An obligation as a seat sees it. Instants are ISO 8601; days are of its zone. */
export type ObligationView = {
  readonly id: string;
  readonly kind: string;
  readonly title: string;
  readonly owner: { readonly organization: string; readonly organizationName: string; readonly role: Role };
  /** Who holds it today. */
  readonly holder?: string;
  readonly owed?: {
    readonly toPerson: boolean;
    readonly organization?: string;
    readonly organizationName?: string;
    readonly role?: Role;
  };
  /** 'Patient/7', only where this seat may see that person. */
  readonly concerns?: string;
  readonly aboutPerson: boolean;
  readonly because?: string;
  readonly page?: string;
  readonly state: 'open' | 'paused' | 'kept' | 'withdrawn';
  readonly late: boolean;
  readonly answered: boolean;
  /** The last answer, or why its clock stands: what a list says beside a late one. */
  readonly why?: { readonly by: string; readonly words: string; readonly blockedBy?: string };
  /** Of a promise: where it stands, as far as this seat may know. */
  readonly commitment?: CommitmentState;
  /** Whose records close it when they arrive. */
  readonly arrivesFrom?: string;
  /** Last day on which it is in time; absent while paused. */
  readonly dueDay?: string;
  readonly due?: string;
  readonly opened: string;
  readonly closed?: string;
  /** Steps of the ladder told so far, and who is told next and when. */
  readonly escalated: number;
  readonly next?: { readonly at: string; readonly organizationName: string; readonly role: Role };
  readonly evidence?: Evidence;
  readonly repeats?: Every;
  readonly happenings?: readonly HappeningView[];
  /** Who sits in the owning role today, for who hands it over. */
  readonly holders?: readonly { readonly account: string; readonly name: string }[];
  readonly may: {
    readonly answer: boolean;
    readonly close: boolean;
    readonly pause: boolean;
    readonly resume: boolean;
    readonly extend: boolean;
    readonly withdraw: boolean;
    readonly handOver: boolean;
    readonly askAgain: boolean;
  };
};

export type HappeningView = {
  readonly at: string;
  readonly what: What | 'opened';
  readonly by: string;
  readonly words?: string;
};
