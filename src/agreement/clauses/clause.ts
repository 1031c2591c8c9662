import { byMember } from '../shape.ts';
import type { PartyRef } from './base.ts';
import { GRANT_SHAPES, type GrantClause } from './grant.ts';
import {
  type DisputeClause,
  type IndemnifyClause,
  type JoinClause,
  type LeaveClause,
  LIFE_SHAPES,
  type SucceedClause,
  type SuspendClause,
  type VaryClause,
} from './life.ts';
import {
  type ContributeClause,
  MONEY_SHAPES,
  type PayClause,
  type ShareRiskClause,
  type TransitionClause,
} from './money.ts';
import { STOCK_SHAPES, type StockClause } from './stock.ts';
import { type InformClause, type ShareClause, SHARING_SHAPES, type WithholdClause } from './sharing.ts';
import {
  type DecideClause,
  type FunctionsClause,
  type MeasureClause,
  type PopulationClause,
  type PractiseClause,
  type ReportClause,
  WORKING_SHAPES,
} from './working.ts';

/** Everything that an operative schedule can say. */
export type Clause =
  | ShareClause
  | InformClause
  | WithholdClause
  | DecideClause
  | FunctionsClause
  | PractiseClause
  | MeasureClause
  | ReportClause
  | PopulationClause
  | ContributeClause
  | PayClause
  | ShareRiskClause
  | TransitionClause
  | GrantClause
  | StockClause
  | JoinClause
  | SuspendClause
  | LeaveClause
  | SucceedClause
  | VaryClause
  | DisputeClause
  | IndemnifyClause;

export type ClauseKind = Clause['clause'];
export type ClauseOf<K extends ClauseKind> = Extract<Clause, { readonly clause: K }>;

const SHAPES = {
  ...SHARING_SHAPES,
  ...WORKING_SHAPES,
  ...MONEY_SHAPES,
  ...GRANT_SHAPES,
  ...STOCK_SHAPES,
  ...LIFE_SHAPES,
} satisfies Record<ClauseKind, unknown>;

export const CLAUSE_KINDS = Object.keys(SHAPES) as readonly ClauseKind[];
export const clauseShape = byMember('clause', SHAPES);

const PARTY = /^Organization\/[A-Za-z0-9.-]{1,64}$/;

/** Every organisation that a clause names, wherever in it; those behind 'parties' are not named. */
export function organizationsIn(clause: Clause): readonly PartyRef[] {
  const found = new Set<PartyRef>();
  const look = (value: unknown): void => {
    if (typeof value === 'string' && PARTY.test(value)) found.add(value);
    else if (typeof value === 'object' && value !== null) for (const member of Object.values(value)) look(member);
  };
  look(clause);
  return [...found];
}

/**
 * The same clause between other organisations. In a list each stands for all that `become` gives it, elsewhere for the first;
 * a clause that needs an organisation where `become` gives none is undefined, as is one with an empty list that had names.
 */
export function withOrganizations<C extends Clause>(
  clause: C,
  become: (organization: PartyRef) => readonly PartyRef[],
): C | undefined {
  const GONE = Symbol('gone');
  const of = (value: unknown): unknown => {
    if (typeof value === 'string') return PARTY.test(value) ? (become(value)[0] ?? GONE) : value;
    if (Array.isArray(value)) {
      const names = value.length > 0 && value.every((one) => typeof one === 'string' && PARTY.test(one));
      const kept = names ? [...new Set(value.flatMap(become))] : value.map(of).filter((one) => one !== GONE);
      return value.length > 0 && kept.length === 0 ? GONE : kept;
    }
    if (typeof value !== 'object' || value === null) return value;
    const members = Object.entries(value).map(([name, member]) => [name, of(member)] as const);
    return members.some(([, member]) => member === GONE) ? GONE : Object.fromEntries(members);
  };
  const made = of(clause);
  return made === GONE ? undefined : (made as C);
}
