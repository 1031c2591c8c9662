import type { Holder, Role } from '#agreement';
import type { Day } from '#base';

/** Where a change is felt. */
export const LEVELS = ['system', 'organisation', 'team', 'individual'] as const;
export type Level = (typeof LEVELS)[number];

/** What a programme stands in: by these another programme knows whether a lesson of this one fits it. */
export const CONTEXT = {
  setting: ['town', 'country', 'mixed'],
  shape: ['new-organisation', 'federation', 'contract'],
  money: ['pooled', 'aligned', 'separate'],
  record: ['shared', 'partly-shared', 'separate'],
  size: ['under-50000', '50000-to-300000', 'over-300000'],
  history: ['worked-together', 'first-time', 'conflict'],
  clinicians: ['lead', 'take-part', 'stand-aside'],
} as const;
export type ContextField = keyof typeof CONTEXT;
export type Context = { readonly [F in ContextField]?: (typeof CONTEXT)[F][number] };
export const CONTEXT_FIELDS = Object.keys(CONTEXT) as readonly ContextField[];

export type NewProgramme = {
  readonly name: string;
  readonly aim: string;
  /** Which measure says that the aim is reached. */
  readonly measure: string;
  /** Of bodies: which is told when it goes wrong, and decides. */
  readonly board: string;
  readonly lead: Holder;
  readonly currency: string;
};

/** What a change may do that nobody wants: more or fewer of what is counted as it happens, at one partner or at each. */
export type Fear = { readonly series: string; readonly way: 'up' | 'down'; readonly organization?: string };

/** What was said of a programme; the first deed begins it. Ids are made by the program: 'd1', 'c2', 'm3'. */
export type ProgrammeSaid =
  | ({ readonly did: 'begun' } & NewProgramme)
  | { readonly did: 'context'; readonly context: Context }
  | { readonly did: 'driver'; readonly id: string; readonly words: string }
  | {
      readonly did: 'change';
      readonly id: string;
      readonly driver: string;
      readonly words: string;
      readonly starts: Day;
    }
  | { readonly did: 'measured-by'; readonly change: string; readonly measure: string }
  | ({ readonly did: 'feared'; readonly change: string } & Fear)
  | { readonly did: 'owned'; readonly change: string; readonly owner: Holder }
  | {
      readonly did: 'effect';
      readonly change: string;
      readonly level: Level;
      /** Whose: for one person their role, else in words. */
      readonly whom: string;
      readonly words: string;
      readonly from: Day;
    }
  | { readonly did: 'started'; readonly change: string }
  | { readonly did: 'milestone'; readonly id: string; readonly words: string; readonly on: Day }
  | { readonly did: 'moved'; readonly milestone: string; readonly on: Day; readonly why: string }
  | { readonly did: 'reached'; readonly milestone: string; readonly on: Day }
  | { readonly did: 'baseline'; readonly name: string }
  | { readonly did: 'sponsor'; readonly name: string; readonly office: string; readonly until?: Day }
  | { readonly did: 'sponsor-act'; readonly on: Day; readonly words: string }
  | { readonly did: 'sponsor-ended'; readonly on: Day; readonly why: string }
  | {
      readonly did: 'means';
      readonly id: string;
      readonly words: string;
      readonly from: Day;
      readonly until: Day;
      readonly hours: number;
      readonly minor: number;
    }
  | {
      readonly did: 'used';
      readonly means: string;
      readonly on: Day;
      readonly hours: number;
      readonly minor: number;
    }
  | {
      readonly did: 'shock';
      readonly id: string;
      readonly words: string;
      readonly on: Day;
      readonly weeks: number;
      readonly milestones: readonly string[];
      /** What the teams are told, and by whom. */
      readonly message: string;
      readonly tellers: readonly Holder[];
    }
  | { readonly did: 'told'; readonly shock: string; readonly teller: Holder }
  | { readonly did: 'hours'; readonly shock: string; readonly hours: number; readonly words: string }
  | {
      readonly did: 'promised';
      readonly id: string;
      readonly from: string;
      readonly words: string;
      readonly minor: number;
      readonly until: Day;
      readonly shock?: string;
    }
  | { readonly did: 'arrived'; readonly promise: string; readonly words: string }
  | {
      readonly did: 'lesson';
      readonly id: string;
      readonly words: string;
      readonly expected: string;
      readonly happened: string;
      readonly advice: string;
    }
  | {
      readonly did: 'weighed';
      readonly programme: string;
      readonly lesson: string;
      readonly takes: boolean;
      readonly words: string;
    }
  | { readonly did: 'gate'; readonly warnings: readonly string[] };

export type Did = ProgrammeSaid['did'];
export type Of<D extends Did> = Extract<ProgrammeSaid, { did: D }>;

export type ProgrammeDeed = {
  readonly at: Date;
  readonly by: string;
  readonly organization: string;
  readonly role: Role;
  readonly said: ProgrammeSaid;
};

export type KeptProgramme = { readonly id: string; readonly deeds: readonly ProgrammeDeed[] };
