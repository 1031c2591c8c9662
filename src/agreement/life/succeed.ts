import type { Day } from '#base';
import { inForce, named, runningClauses, type Stack } from '../force.ts';
import type { Instrument, PartyRef, PayClause, SucceedClause } from '../instrument.ts';

export type Succeeded = { readonly clause: SucceedClause; readonly instrument: Instrument };

/** Who had taken whose place by a day. Neither a suspension nor a leaving undoes it. */
export function succeededOn(stack: Stack, on: Day): readonly Succeeded[] {
  if (!stack.some(({ instrument }) => instrument.clauses.some(({ clause }) => clause === 'succeed'))) return [];
  const whole = stack.map((entry) => ({ ...entry, suspensions: [], notices: [] }));
  return runningClauses(inForce(whole, on)).flatMap(({ clause, instrument }) =>
    clause.clause === 'succeed' && clause.on <= on ? [{ clause, instrument }] : [],
  );
}

/** The names an organisation answers to: its own, and of all whose place it took, theirs too. Its own comes first. */
export function namesOf(succeeded: readonly Succeeded[], organization: PartyRef): readonly PartyRef[] {
  const names = new Set([organization]);
  // A set is walked to what was added on the way, so whom a predecessor had followed is found too, and a circle ends.
  for (const name of names)
    for (const { clause } of succeeded) if (clause.to === name) for (const one of clause.from) names.add(one);
  return [...names];
}

/** Who stands in the place of an organisation: itself, where nobody took it. */
export function heirOf(succeeded: readonly Succeeded[], organization: PartyRef): PartyRef {
  const seen = new Set<PartyRef>([organization]);
  for (let heir = organization; ; ) {
    const next = succeeded.find(({ clause }) => clause.from.includes(heir))?.clause.to;
    if (next === undefined || seen.has(next)) return heir;
    seen.add(next);
    heir = next;
  }
}

/** Parties as they signed, and whoever took their place since, under the name it has there. */
export function partiesWithHeirs(
  succeeded: readonly Succeeded[],
  parties: Instrument['parties'],
): Instrument['parties'] {
  const found = new Map(parties.map((party) => [party.organization, party]));
  // A map is walked to what was added on the way too.
  for (const organization of found.keys())
    for (const { clause, instrument } of succeeded) {
      if (!clause.from.includes(organization) || found.has(clause.to)) continue;
      const heir = instrument.parties.find((party) => party.organization === clause.to);
      found.set(clause.to, heir ?? { organization: clause.to, name: clause.to.replace('Organization/', '') });
    }
  return [...found.values()];
}

/**
 * What is paid once others stand in the place of some: the heir pays, and what it does is paid as theirs was. A sum by the period is not paid
 * twice over: it stays with the names that signed it, in which the heir asks for it.
 */
export function paidNow(
  succeeded: readonly Succeeded[],
  one: { readonly instrument: Instrument; readonly clause: PayClause },
): { readonly instrument: Instrument; readonly clause: PayClause } {
  const parties = partiesWithHeirs(succeeded, one.instrument.parties);
  const by = heirOf(succeeded, one.clause.by);
  if (parties.length === one.instrument.parties.length && by === one.clause.by) return one;
  const payees = named(one.clause.to, one.instrument);
  const wider = BY_THE_PERIOD.includes(one.clause.price.model)
    ? payees
    : [...new Set([...payees, ...payees.map((payee) => heirOf(succeeded, payee))])];
  const to = wider.filter((payee) => heirOf(succeeded, payee) !== by);
  return { instrument: { ...one.instrument, parties }, clause: { ...one.clause, by, to } };
}

const BY_THE_PERIOD: readonly string[] = ['block', 'blended', 'integration-premium'];
