import type { Role } from '#agreement';
import type { Millis, Day } from '#base';
import type { Happening, What } from './happening.ts';
import type { Evidence } from './obligations.ts';
import type { Standing } from './state.ts';
import type { DueRule, Terms } from './terms.ts';

/** An obligation as its table holds it. */
export type Row = {
  readonly id: string;
  readonly kind: string;
  readonly key: string | null;
  readonly title: string;
  readonly owner: number;
  readonly owner_role: Role;
  readonly holder: string | null;
  readonly holder_name: string | null;
  readonly owed: number | null;
  readonly owed_role: Role | null;
  readonly owed_person: number | null;
  readonly concerns: string | null;
  readonly bkt: number;
  readonly cmp: string;
  readonly because: string | null;
  readonly page: string | null;
  readonly calendar: string;
  readonly terms: Terms;
  readonly fact: string | null;
  readonly search_type: string | null;
  readonly search_query: string | null;
  readonly attested: boolean;
  readonly series: string | null;
  readonly number: number;
  readonly opened: Date;
  readonly opened_by: string;
  readonly opened_org: number;
  readonly state: Standing['state'];
  readonly due: Date | null;
  readonly owners_own_until: Date | null;
  readonly answered: boolean;
  readonly round: number;
  readonly told_rungs: number;
  readonly told: readonly string[];
  /** Accounts for whom it is not there. */
  readonly hidden_from: readonly string[];
  readonly next: Date | null;
  readonly closed: Date | null;
  readonly evidence: Evidence | null;
};

/** Something that happened, with who did it and what they said. */
export type Noted = {
  readonly obligation: string;
  readonly happening: Happening;
  readonly round?: number;
  readonly principal: string;
  readonly by: string;
  readonly organization: number;
  readonly words?: string;
};

export type HappeningRow = {
  readonly obligation: string;
  readonly at: Date;
  readonly what: What;
  readonly rung: number | null;
  readonly until: string | null;
  readonly blocked_by: string | null;
  readonly due: DueRule | null;
  readonly by: string;
  readonly organization: number;
  readonly words: string | null;
};

export function happeningOf({ at, what, rung, until, blocked_by: blockedBy, due }: HappeningRow): Happening {
  const when = { at: at.getTime() };
  switch (what) {
    case 'answered':
      return {
        ...when,
        what,
        ...(until === null ? {} : { until: until as Day }),
        ...(blockedBy === null ? {} : { blockedBy }),
      };
    case 'extended':
      return { ...when, what, due: due as DueRule };
    case 'escalated':
      return { ...when, what, rung: rung ?? 0 };
    case 'asked-again':
    case 'paused':
    case 'resumed':
    case 'handed-over':
    case 'repeated':
    case 'kept':
    case 'withdrawn':
      return { ...when, what };
  }
}

/** The columns that are a copy of what the happenings say. */
export function copyOf(standing: Standing) {
  return {
    state: standing.state,
    due: dateOf(standing.due),
    owners_own_until: dateOf(standing.ownersOwnUntil),
    answered: standing.answered,
    round: standing.round,
    told_rungs: standing.told,
    next: dateOf(standing.next?.at),
    closed: dateOf(standing.closed),
  };
}

function dateOf(at: Millis | undefined): Date | null {
  return at === undefined ? null : new Date(at);
}
