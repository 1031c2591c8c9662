import type { Day } from '#base';
import { inForce, named, runningClauses, type Stack, turningDays } from './force.ts';
import {
  type Instrument,
  type PartyRef,
  type Rank,
  RANKS,
  type ShareClause,
  type WithholdClause,
} from './instrument.ts';
import { render } from './render.ts';
import { classBits, labelBits, type Purpose, relationshipBits, type Role } from './words.ts';

/** Where a rule of the policy comes from: instrument, paragraph and force. */
export type Origin = {
  readonly instrument: string;
  readonly version: number;
  readonly title: string;
  readonly clause: string;
  readonly paragraph: string;
  /** The cited paragraph as it was signed. */
  readonly text: string;
  readonly rank: Rank;
  /** What the clause does, in plain words. */
  readonly words: string;
};

/** Lets seats of some organisations see items of others, for one purpose. */
export type Grant = Origin & {
  readonly purpose: Purpose;
  readonly from: readonly PartyRef[];
  readonly to: readonly PartyRef[];
  readonly roles: readonly Role[];
  readonly classes: number;
  /** Label bits that do not keep an item back. */
  readonly sensitive: number;
  readonly relationships: number;
};

/** Keeps items back from seats. Absent members do not narrow it. */
export type Prohibition = Origin & {
  readonly classes: number;
  readonly labels?: number;
  readonly from?: readonly PartyRef[];
  readonly to?: readonly PartyRef[];
  readonly roles?: readonly Role[];
  readonly purposes?: readonly Purpose[];
};

/** What the stack of instruments gives and forbids on one day. */
export type Policy = {
  readonly today: Day;
  readonly grants: readonly Grant[];
  readonly prohibitions: readonly Prohibition[];
  /** The next day on which it can differ without anybody doing anything. */
  readonly nextChange?: Day;
};

/** Total: any stack has a policy, and what is not understood or not in force gives nothing. */
export function compile(stack: Stack, today: Day): Policy {
  const running = runningClauses(inForce(stack, today));
  // A suspension hides and never reveals: what an instrument keeps back stays back while it is suspended.
  const unsuspended = runningClauses(
    inForce(
      stack.map((entry) => ({ ...entry, suspensions: [] })),
      today,
    ),
  );
  const nextChange = turningDays(stack, today)[0];
  return {
    today,
    grants: running.flatMap(({ instrument, clause }) => (clause.clause === 'share' ? [grant(clause, instrument)] : [])),
    prohibitions: unsuspended.flatMap(({ instrument, clause }) =>
      clause.clause === 'withhold' ? [prohibition(clause, instrument)] : [],
    ),
    ...(nextChange ? { nextChange } : {}),
  };
}

/** Whether a prohibition of one rank binds what another rank gives: one of equal or higher force does. */
export function binds(prohibition: Rank, given: Rank): boolean {
  return RANKS.indexOf(prohibition) <= RANKS.indexOf(given);
}

function grant(clause: ShareClause, instrument: Instrument): Grant {
  return {
    ...origin(clause, instrument),
    purpose: clause.purpose,
    from: named(clause.from, instrument),
    to: named(clause.to.organizations, instrument),
    roles: clause.to.roles,
    classes: classBits(...clause.classes),
    sensitive: labelBits(...(clause.sensitive ?? [])),
    relationships: relationshipBits(...clause.relationships),
  };
}

function prohibition(clause: WithholdClause, instrument: Instrument): Prohibition {
  const { from, to, labels, purposes } = clause;
  // One that names nobody's staff and nobody's records speaks for its own parties only: no instrument rules strangers.
  const whose = from ?? (to?.organizations ? undefined : 'parties');
  return {
    ...origin(clause, instrument),
    classes: classBits(...clause.classes),
    ...(labels ? { labels: labelBits(...labels) } : {}),
    ...(whose ? { from: named(whose, instrument) } : {}),
    ...(to?.organizations ? { to: named(to.organizations, instrument) } : {}),
    ...(to?.roles ? { roles: to.roles } : {}),
    ...(purposes ? { purposes } : {}),
  };
}

function origin(clause: ShareClause | WithholdClause, instrument: Instrument): Origin {
  return {
    instrument: instrument.id,
    version: instrument.version,
    title: instrument.title,
    clause: clause.id,
    paragraph: clause.cites,
    text: instrument.text.find((paragraph) => paragraph.id === clause.cites)?.text ?? '',
    rank: instrument.rank,
    words: render(clause, instrument),
  };
}
