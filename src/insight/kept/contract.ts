import type { Access } from '#agreement';
import type { Day } from '#base';
import type { Outcome } from '#fhir';
import type { Place } from '../contract.ts';
import type { CourseSignal } from '../signals/contract.ts';

/** What a view shows: every measure of a pack at a place, or one of them, split in one way, as at a day. */
export type Shown = {
  readonly place: string;
  readonly pack?: string;
  readonly measure?: string;
  /** 'age': how people are told apart. */
  readonly dimension?: string;
  /** Absent: always the newest day. */
  readonly asAt?: Day;
};

export type ViewWish = { readonly [Name in keyof Shown]?: string } & {
  readonly name: string;
  /** With everybody of one's organisation. */
  readonly shared: boolean;
};

export type KeptView = Shown & {
  readonly id: string;
  readonly name: string;
  /** Which measure and place, as they were called when it was kept. */
  readonly words: string;
  readonly shared: boolean;
  readonly by: string;
  readonly mine: boolean;
  /** May this viewer take it away? */
  readonly ends: boolean;
};

export type SubscriptionWish = Pick<ViewWish, 'place' | 'pack' | 'measure'> & {
  /** At every month end; else only where a rule of signals speaks. */
  readonly monthly: boolean;
};

export type Subscription = Pick<Shown, 'place' | 'pack' | 'measure'> & {
  readonly id: string;
  readonly words: string;
  readonly monthly: boolean;
};

/** What somebody who subscribed has not seen yet, as they may see it at this moment. */
export type News = {
  readonly subscription: string;
  readonly place: Place;
  readonly pack?: string;
  readonly day: Day;
  readonly lines: readonly NewsLine[];
};

export type NewsLine = {
  readonly measure: string;
  readonly title: string;
  readonly percent: number;
  /** At the month end before. */
  readonly before?: number;
  readonly signals: readonly Pick<CourseSignal, 'meaning' | 'words'>[];
};

export type Kept = { readonly views: readonly KeptView[]; readonly subscriptions: readonly Subscription[] };

export type KeptAnswers = {
  /** One's own views, those shared in one's organisation, and what one subscribed to. */
  readonly kept: (access: Access) => Promise<Outcome<Kept>>;
  readonly keepView: (access: Access, wish: ViewWish) => Promise<Outcome<{ readonly id: string }>>;
  readonly endView: (access: Access, id: string) => Promise<Outcome<true>>;
  readonly subscribe: (access: Access, wish: SubscriptionWish) => Promise<Outcome<{ readonly id: string }>>;
  readonly unsubscribe: (access: Access, id: string) => Promise<Outcome<true>>;
  readonly news: (access: Access) => Promise<readonly News[]>;
  readonly seen: (access: Access, id: string) => Promise<Outcome<true>>;
};
