import type { Day } from '#base';
import type { Clause, Instrument, Parties, PartyRef } from './instrument.ts';

/** One version of an instrument with what its parties did about it. */
export type StackEntry = {
  readonly instrument: Instrument;
  readonly signatures: readonly { readonly organization: PartyRef; readonly on: Day }[];
  /** Of the instrument, whatever the version. `to` is the first day it runs again; absent while it stands. */
  readonly suspensions: readonly { readonly from: Day; readonly to?: Day }[];
};
export type Stack = readonly StackEntry[];

export type Standing = 'awaiting-signatures' | 'signed' | 'in-effect' | 'suspended' | 'replaced' | 'ended';

export type StandingEntry = StackEntry & {
  readonly standing: Standing;
  /** Organisations whose signature is still awaited. */
  readonly awaited: readonly PartyRef[];
  /** First day on which it can run: its effective day, or later if the public has to be told first. */
  readonly begins: Day;
  /** False while the instrument that it hangs on is not in effect. */
  readonly parentRuns: boolean;
};

/** Where each version stands on a day. */
export function standings(stack: Stack, today: Day): readonly StandingEntry[] {
  const ids = [...new Set(stack.map((entry) => entry.instrument.id))];
  const versions = (id: string) => stack.filter((entry) => entry.instrument.id === id);
  const alone = new Map(ids.map((id) => [id, standAlone(versions(id), today)]));
  return [...alone.values()].flatMap((entries) => entries.map((entry) => underParent(entry, alone)));
}

/** The versions that run on a day: signed by all, begun, not ended, replaced or suspended, and their parents likewise. */
export function inForce(stack: Stack, today: Day): readonly StandingEntry[] {
  return standings(stack, today).filter((entry) => entry.standing === 'in-effect');
}

/** Later days on which something may change by itself; signatures and suspensions to come are acts, not days. */
export function turningDays(stack: Stack, today: Day): readonly Day[] {
  const days = stack.flatMap(({ instrument, suspensions }) => [
    instrument.effective,
    begins(instrument),
    ...(instrument.expires ? [instrument.expires] : []),
    ...suspensions.flatMap(({ from, to }) => (to ? [from, to] : [from])),
  ]);
  return [...new Set(days)].filter((one) => one > today).sort();
}

export function begins(instrument: Instrument): Day {
  const informed = instrument.clauses.flatMap((clause) => (clause.clause === 'inform' ? [clause.earliest] : []));
  return [instrument.effective, ...informed].reduce((latest, one) => (one > latest ? one : latest));
}

/** The clauses that run, of instruments that run: a clause stands and falls with the one it depends on. */
export function runningClauses(
  running: readonly Pick<StandingEntry, 'instrument'>[],
): readonly { readonly instrument: Instrument; readonly clause: Clause }[] {
  const byName = new Map(
    running.flatMap(({ instrument }) => instrument.clauses.map((clause) => [`${instrument.id}#${clause.id}`, clause])),
  );
  const stands = (instrument: string, clause: Clause, seen: ReadonlySet<string>): boolean => {
    if (clause.dependsOn === undefined) return true;
    const [needed, home] = dependency(instrument, clause.dependsOn);
    const other = byName.get(needed);
    return other !== undefined && !seen.has(needed) && stands(home, other, new Set([...seen, needed]));
  };
  return running.flatMap(({ instrument }) =>
    instrument.clauses
      .filter((clause) => stands(instrument.id, clause, new Set()))
      .map((clause) => ({ instrument, clause })),
  );
}

export function partiesOf(instrument: Instrument): readonly PartyRef[] {
  return instrument.parties.map((party) => party.organization);
}

export function named(parties: Parties, instrument: Instrument): readonly PartyRef[] {
  return parties === 'parties' ? partiesOf(instrument) : parties;
}

type Alone = Omit<StandingEntry, 'parentRuns'>;

function standAlone(versions: readonly StackEntry[], today: Day): readonly Alone[] {
  const ordered = [...versions].sort((a, b) => a.instrument.version - b.instrument.version);
  let before: readonly PartyRef[] | undefined;
  const signed = ordered.map((entry) => {
    const done = new Set(entry.signatures.map((signature) => signature.organization));
    const awaited = signatories(entry.instrument, before).filter((party) => !done.has(party));
    if (awaited.length === 0) before = partiesOf(entry.instrument);
    return { ...entry, awaited, begins: begins(entry.instrument) };
  });
  const current = signed.findLast((entry) => entry.awaited.length === 0 && entry.begins <= today);
  const last = signed.at(-1);
  return signed.map((entry) => ({ ...entry, standing: standing(entry, { current, last, today }) }));
}

/**
 * Whose signature a version needs: all its parties, and all those of the version it replaces, so that nobody is left out
 * of what they signed behind their back. A mandate is signed by nobody; but where it makes organisations give records they
 * confirm it, and a later version, which could lift what the first ordered, is confirmed by all it names.
 */
function signatories(instrument: Instrument, before: readonly PartyRef[] | undefined): readonly PartyRef[] {
  const replaced = before ?? [];
  if (instrument.kind !== 'mandate' || before) return [...new Set([...partiesOf(instrument), ...replaced])];
  const givers = instrument.clauses.flatMap((clause) =>
    clause.clause === 'share' ? named(clause.from, instrument) : [],
  );
  return [...new Set(givers)];
}

type Family = {
  readonly current: Pick<StackEntry, 'instrument'> | undefined;
  readonly last: Pick<StackEntry, 'instrument'> | undefined;
  readonly today: Day;
};

function standing(entry: Omit<Alone, 'standing'>, { current, last, today }: Family): Standing {
  const { version, expires } = entry.instrument;
  if (current && version < current.instrument.version) return 'replaced';
  if (entry.awaited.length > 0) return last && version < last.instrument.version ? 'replaced' : 'awaiting-signatures';
  if (expires !== undefined && expires <= today) return 'ended';
  if (entry.begins > today) return 'signed';
  const suspended = entry.suspensions.some(({ from, to }) => from <= today && (to === undefined || today < to));
  return suspended ? 'suspended' : 'in-effect';
}

function underParent(entry: Alone, alone: ReadonlyMap<string, readonly Alone[]>): StandingEntry {
  const parentRuns = runs(entry.instrument.parent, alone, new Set([entry.instrument.id]));
  return { ...entry, parentRuns, standing: entry.standing === 'in-effect' && !parentRuns ? 'signed' : entry.standing };
}

function runs(
  id: string | undefined,
  alone: ReadonlyMap<string, readonly Alone[]>,
  seen: ReadonlySet<string>,
): boolean {
  if (id === undefined) return true;
  const parent = alone.get(id)?.find((entry) => entry.standing === 'in-effect');
  return parent !== undefined && !seen.has(id) && runs(parent.instrument.parent, alone, new Set([...seen, id]));
}

function dependency(instrument: string, dependsOn: string): readonly [name: string, home: string] {
  const [first = '', second] = dependsOn.split('#');
  return second === undefined ? [`${instrument}#${first}`, instrument] : [dependsOn, first];
}
