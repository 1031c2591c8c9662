import type { Day, Millis } from '#base';
import type { DueRule } from './terms.ts';

/** What happened to an obligation, in order. Only ever added to; what it is now follows from them. */
export type Happening = { readonly at: Millis } & (
  | {
      readonly what: 'answered' /** Escalation waits until the end of this day; for good where none is named. */;
      readonly until?: Day;
      /** Another organisation that stands in the way. */
      readonly blockedBy?: string;
    }
  /** Whom it is owed to does not take the answer: escalation goes on. */
  | { readonly what: 'asked-again' }
  | { readonly what: 'paused' }
  | { readonly what: 'resumed' }
  | { readonly what: 'extended'; readonly due: DueRule }
  | { readonly what: 'handed-over' }
  | { readonly what: 'escalated'; readonly rung: number }
  | { readonly what: 'repeated' }
  | { readonly what: 'kept' }
  | { readonly what: 'withdrawn' }
);

export type What = Happening['what'];
