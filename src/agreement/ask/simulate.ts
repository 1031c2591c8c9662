import type { Day } from '#base';
import type { Expr } from '../expr.ts';
import { filterFor, type KeyOf, type Seat } from '../filter.ts';
import { begins, partiesOf, type Stack, type StackEntry } from '../force.ts';
import type { Instrument } from '../instrument.ts';
import { joinedBy } from '../life/accession.ts';
import type { Jurisdiction } from '../jurisdiction.ts';
import { compile, type Policy } from '../policy.ts';

export type Simulation = {
  readonly stack: Stack;
  readonly draft: Instrument;
  /** The draft is another reading of a version that is signed: everything stays as it is, but for what it says. */
  readonly inPlace?: true;
  /** The day to look at; a draft that begins later is looked at on its first day. */
  readonly on: Day;
  readonly keyOf: KeyOf;
  readonly law?: Jurisdiction;
};

/** What a seat would gain and lose, as two questions that a query can count without showing an item. */
export type SeatChange = { readonly seat: Seat; readonly appears: Expr; readonly vanishes: Expr };

/** Both policies on one day: as things are, and as they would be if everybody signed the draft. */
export function bothWays({ stack, draft, inPlace, on, law }: Simulation): {
  readonly before: Policy;
  readonly after: Policy;
  readonly on: Day;
} {
  if (inPlace) {
    const read = stack.map((entry) => (isVersion(entry.instrument, draft) ? otherwise(entry, draft) : entry));
    return { before: compile(stack, on, law), after: compile(read, on, law), on };
  }
  const day = begins(draft) > on ? begins(draft) : on;
  const others = stack.filter(({ instrument }) => !isVersion(instrument, draft));
  const family = stack.filter(({ instrument }) => instrument.id === draft.id);
  const everybody = [...new Set([draft, ...family.map((entry) => joinedBy(entry).instrument)].flatMap(partiesOf))];
  const signatures = everybody.map((organization) => ({ organization, on: day < on ? day : on }));
  const entry = {
    instrument: draft,
    signatures,
    suspensions: family.at(-1)?.suspensions ?? [],
    notices: family.at(-1)?.notices ?? [],
  };
  return { before: compile(stack, day, law), after: compile([...others, entry], day, law), on: day };
}

/** Every seat for which anything could change, with what to count. */
export function changesOf(simulation: Simulation): readonly SeatChange[] {
  const { before, after } = bothWays(simulation);
  return seatsOf([before, after], simulation.keyOf).flatMap((seat) => {
    const was = filterFor(before, seat, simulation.keyOf);
    const will = filterFor(after, seat, simulation.keyOf);
    if (JSON.stringify(was) === JSON.stringify(will)) return [];
    return [{ seat, appears: andNot(will, was), vanishes: andNot(was, will) }];
  });
}

/** Seats that any share or prohibition of the policies speaks of. */
export function seatsOf(policies: readonly Policy[], keyOf: KeyOf): readonly Seat[] {
  const seats = new Map<string, Seat>();
  const houses = policies.flatMap(({ successions }) => successions.flatMap(({ from, to }) => [...from, to]));
  for (const { to, roles, purpose } of policies.flatMap(({ grants, floors }) => [...grants, ...floors])) {
    for (const name of [...(to ?? []), ...houses]) {
      const organization = keyOf(name);
      if (organization === undefined) continue;
      for (const role of roles) seats.set(`${organization} ${role} ${purpose}`, { organization, role, purpose });
    }
  }
  return [...seats.values()];
}

function isVersion(one: Instrument, { id, version }: Instrument): boolean {
  return one.id === id && one.version === version;
}

/** What was ruled about it before is in the reading already. */
function otherwise(entry: StackEntry, draft: Instrument): StackEntry {
  return { ...entry, interpretations: [], instrument: draft };
}

function andNot(one: Expr, other: Expr): Expr {
  return { op: 'and', of: [one, { op: 'not', of: other }] };
}
