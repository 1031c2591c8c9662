import type { Day } from '#base';
import type { AccessRow, PolicyRow } from '../access.ts';
import { explain, type Verdict } from '../explain.ts';
import { type Expr, holds } from '../expr.ts';
import { filterFor, type KeyOf, type Seat } from '../filter.ts';
import { begins, partiesOf, type Stack, type StackEntry } from '../force.ts';
import type { Instrument } from '../instrument.ts';
import { joinedBy } from '../life/accession.ts';
import type { Jurisdiction } from '../jurisdiction.ts';
import { compile, type Policy } from '../policy.ts';
import { DATA_CLASSES, type DataClass, LABELS, type Label } from '../words.ts';

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

/** How many items and people, of one class and set of labels. */
export type Tally = {
  readonly cls: DataClass;
  readonly labels: readonly Label[];
  readonly items: number;
  readonly people: number;
};
export type Effect = { readonly seat: Seat; readonly appears: readonly Tally[]; readonly vanishes: readonly Tally[] };

/** Counts what the questions find: a repository in one query each, or a sample in memory. */
export type Count = (expr: Expr, seat: Seat) => Promise<readonly Tally[]> | readonly Tally[];

export async function simulateShare(simulation: Simulation, count: Count): Promise<readonly Effect[]> {
  const effects: Effect[] = [];
  for (const { seat, appears, vanishes } of changesOf(simulation)) {
    effects.push({ seat, appears: await count(appears, seat), vanishes: await count(vanishes, seat) });
  }
  return effects;
}

export type SampleItem = { readonly reference: string; readonly person: string; readonly row: PolicyRow };
export type Sample = {
  readonly items: readonly SampleItem[];
  /** The row by which a seat looks at a person. */
  readonly accessOf: (seat: Seat, person: string) => AccessRow | undefined;
};

/** Counts over a sample, so that a draft can be tried where no repository is: in a browser, in a test. */
export function countSample({ items, accessOf }: Sample): (expr: Expr, seat: Seat) => readonly Tally[] {
  return (expr, seat) => {
    const groups = new Map<string, SampleItem[]>();
    for (const item of items) {
      if (!holds(expr, item.row, accessOf(seat, item.person))) continue;
      const name = `${item.row.cls} ${item.row.lab}`;
      groups.set(name, [...(groups.get(name) ?? []), item]);
    }
    return [...groups.values()].map((group) => ({
      cls: DATA_CLASSES[group[0]?.row.cls ?? -1] ?? 'other',
      labels: LABELS.filter((_, bit) => (group[0]?.row.lab ?? 0) & (1 << bit)),
      items: group.length,
      people: new Set(group.map(({ person }) => person)).size,
    }));
  };
}

export type ItemChange = {
  readonly reference: string;
  readonly seat: Seat;
  readonly before: Verdict;
  readonly after: Verdict;
};

/** One person's items that would appear or vanish for a seat, each with the why of both sides. */
export function changesFor(simulation: Simulation, sample: Sample, person: string): readonly ItemChange[] {
  const { before, after } = bothWays(simulation);
  const { keyOf } = simulation;
  return seatsOf([before, after], keyOf).flatMap((seat) =>
    sample.items
      .filter((item) => item.person === person)
      .map(({ reference, row }) => {
        const facts = { row, access: sample.accessOf(seat, person), seat };
        return { reference, seat, before: explain(before, facts, keyOf), after: explain(after, facts, keyOf) };
      })
      .filter((change) => change.before.visible !== change.after.visible),
  );
}

/** Seats that any share or prohibition of the policies speaks of. */
function seatsOf(policies: readonly Policy[], keyOf: KeyOf): readonly Seat[] {
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
