import type { Day } from '#base';
import { inForce, runningClauses, type Stack } from '../force.ts';
import { paidNow, succeededOn } from '../life/succeed.ts';
import type { Clause, ClauseKind, ClauseOf, Instrument } from '../instrument.ts';

/** A clause as it stood when something happened, or as it was changed later for days gone by. */
export type Then<C extends Clause = Clause> = {
  readonly instrument: Instrument;
  readonly clause: C;
  /** The clause that stood there on the day itself, where a later version changed it for days gone by. */
  readonly insteadOf?: { readonly instrument: Instrument; readonly clause: C };
};

/** When something happened, and what is known of the agreements by when: a report is made again as it was made. */
export type When = { readonly on: Day; readonly knownOn?: Day };

/**
 * The clauses of a kind that rule something that happened on a day. Money and decisions follow the version in force when it
 * happened; a later version counts for earlier days only where its clause says so (`appliesFrom`), and then as an adjustment that
 * names what it took the place of. Sharing is never backdated: policy.ts does not ask here.
 */
export function clausesThen<K extends ClauseKind>(
  stack: Stack,
  kind: K,
  { on, knownOn }: When,
): readonly Then<ClauseOf<K>>[] {
  const stood = clausesOn(stack, kind, on);
  if (knownOn === undefined || knownOn <= on) return stood;
  const backdated = clausesOn(stack, kind, knownOn).filter(({ instrument, clause }) => {
    const from = 'appliesFrom' in clause ? clause.appliesFrom : undefined;
    const before = stood.find((one) => one.instrument.id === instrument.id && one.clause.id === clause.id);
    return from !== undefined && from <= on && before?.instrument.version !== instrument.version;
  });
  const replaced = (one: Then) =>
    backdated.find((other) => other.instrument.id === one.instrument.id && other.clause.id === one.clause.id);
  return [
    ...stood.filter((one) => !replaced(one)),
    ...backdated.map((one) => {
      const before = stood.find(
        (other) => other.instrument.id === one.instrument.id && other.clause.id === one.clause.id,
      );
      return before ? { ...one, insteadOf: { instrument: before.instrument, clause: before.clause } } : one;
    }),
  ];
}

function clausesOn<K extends ClauseKind>(stack: Stack, kind: K, on: Day): readonly Then<ClauseOf<K>>[] {
  const succeeded = kind === 'pay' ? succeededOn(stack, on) : [];
  return runningClauses(inForce(stack, on)).flatMap(({ instrument, clause }): readonly Then<ClauseOf<K>>[] => {
    if (clause.clause !== kind) return [];
    const stood = { instrument, clause: clause as ClauseOf<K> };
    if (clause.clause !== 'pay' || succeeded.length === 0) return [stood];
    return [paidNow(succeeded, { instrument, clause }) as Then<ClauseOf<K>>];
  });
}
