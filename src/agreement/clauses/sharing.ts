import type { Day } from '#base';
import { calendarDay, list, object, oneOf } from '../shape.ts';
import type { DataClass, Label, Purpose, Relationship, Role } from '../words.ts';
import { PURPOSES } from '../words.ts';
import type { ClauseBase, Parties } from './base.ts';
import {
  classes,
  clauseOf,
  feeds,
  labels,
  parties,
  purposes,
  relationships,
  roles,
  sentence,
  truth,
} from './shapes.ts';

/** Clauses that say what is seen, kept back, and from which day. */
export type ShareClause = ClauseBase & {
  readonly clause: 'share';
  readonly classes: readonly DataClass[];
  readonly from: Parties;
  readonly to: { readonly organizations: Parties; readonly roles: readonly Role[] };
  readonly purpose: Purpose;
  readonly relationships: readonly Relationship[];
  /** Sensitive labels that are shared too; any other label keeps an item back. */
  readonly sensitive?: readonly Label[];
  /** Allergies and severe interactions alert any prescriber of the receiving organisations, whatever else is kept back. */
  readonly safetyFloor?: boolean;
  /** Only what came by these feeds: the names of the systems that sent it. Absent: by any, or typed in here. */
  readonly feeds?: readonly string[];
  /** Where the law asks for consent: only of people who have given it to the one who looks, for this purpose. */
  readonly onlyWithConsent?: boolean;
};

export type InformClause = ClauseBase & {
  readonly clause: 'inform';
  /** No sharing under this instrument before this day. */
  readonly earliest: Day;
  readonly how: string;
};

/** Keeps items back from seats that would otherwise see them. Binds every share of equal or lower rank. */
export type WithholdClause = ClauseBase & {
  readonly clause: 'withhold';
  /** Items of these classes... */
  readonly classes: readonly DataClass[];
  /** ...that carry one of these labels; absent: with any label or none. */
  readonly labels?: readonly Label[];
  /** Whose records; absent: anybody's, but those of the parties alone where nobody's staff is named either. */
  readonly from?: Parties;
  /** Only what came by these feeds, so that what was received for one purpose serves no other; absent: however it came. */
  readonly feeds?: readonly string[];
  /** Whose staff do not see them; absent: nobody does. */
  readonly to?: { readonly organizations?: Parties; readonly roles?: readonly Role[] };
  /** For these purposes only; absent: for any. */
  readonly purposes?: readonly Purpose[];
};

export const SHARING_SHAPES = {
  share: clauseOf(
    'share',
    {
      classes,
      from: parties,
      to: object({ organizations: parties, roles }),
      purpose: oneOf(PURPOSES),
      relationships,
    },
    { sensitive: labels, safetyFloor: truth, onlyWithConsent: truth, feeds },
  ),
  inform: clauseOf('inform', { earliest: calendarDay, how: sentence }),
  withhold: clauseOf(
    'withhold',
    { classes },
    { labels, from: parties, feeds, to: object({}, { organizations: parties, roles }), purposes },
  ),
};

export const reasons = list(sentence, 50);
