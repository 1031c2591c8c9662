import type { Day } from '#base';
import { withOrganizations } from './clauses/clause.ts';
import { daysAfter, earliest, latest } from './days.ts';
import type { Clause, Instrument, Parties, PartyRef } from './instrument.ts';
import { KINDS } from './kinds.ts';
import { type Accession, joinedBy } from './life/accession.ts';

/** One version of an instrument with what its parties did about it. */
export type StackEntry = {
  readonly instrument: Instrument;
  readonly signatures: readonly { readonly organization: PartyRef; readonly on: Day }[];
  /** Of the instrument, whatever the version. `to` is the first day it runs again; absent while it stands. */
  readonly suspensions: readonly { readonly from: Day; readonly to?: Day }[];
  /** Notices of leaving, of the instrument, whatever the version. One that was withdrawn before its last day counts no more. */
  readonly notices?: readonly Notice[];
  /** How clauses of this version are read from a day on, as a dispute about them was ruled. */
  readonly interpretations?: readonly Interpretation[];
  /** Who joined this version after it was signed. */
  readonly accessions?: readonly Accession[];
};
export type Notice = { readonly organization: PartyRef; readonly given: Day; readonly withdrawn?: Day };
/** A clause as it is read from a day on; where it `becomes` nothing it runs no more. */
export type Interpretation = { readonly clause: string; readonly on: Day; readonly becomes?: Clause };
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

/** Where each version stands on a day, read as it was ruled by then. */
export function standings(written: Stack, today: Day): readonly StandingEntry[] {
  const stack = written.map((entry) => interpreted(entry, today));
  const ids = [...new Set(stack.map((entry) => entry.instrument.id))];
  const versions = (id: string) => stack.filter((entry) => entry.instrument.id === id);
  const alone = new Map(ids.map((id) => [id, standAlone(versions(id), today)]));
  return [...alone.values()].flatMap((entries) => entries.map((entry) => underParent(entry, alone)));
}

/**
 * The versions that run on a day: signed by all, begun, not ended, replaced or suspended, and their parents likewise. Each is as
 * it is without the partners that have left by then.
 */
export function inForce(stack: Stack, today: Day): readonly StandingEntry[] {
  return standings(stack, today)
    .filter((entry) => entry.standing === 'in-effect')
    .map((entry) => ({ ...entry, instrument: remaining(entry, today) }));
}

/** The last day on which a partner who gave notice is bound: by the notice that the version itself asks for. */
export function leavesOn(instrument: Instrument, notice: Notice): Day | undefined {
  const rule = instrument.clauses.find(
    (clause) => clause.clause === 'leave' && named(clause.by, instrument).includes(notice.organization),
  );
  if (rule?.clause !== 'leave') return undefined;
  const last = daysAfter(notice.given, rule.noticeDays);
  return notice.withdrawn !== undefined && notice.withdrawn <= last ? undefined : last;
}

/** Partners that have left by a day. */
export function gone({ instrument, notices = [] }: StackEntry, today: Day): readonly PartyRef[] {
  return notices.flatMap((notice) => {
    const last = notice.given <= today ? leavesOn(instrument, notice) : undefined;
    return last !== undefined && last <= today ? [notice.organization] : [];
  });
}

/** When each signed version began to run and when the next took over, or it ended. Suspensions in between are not looked at. */
export function spans(
  stack: Stack,
): readonly { readonly instrument: Instrument; readonly from: Day; readonly until: Day | undefined }[] {
  const ids = [...new Set(stack.map(({ instrument }) => instrument.id))];
  return ids.flatMap((id) => {
    const signed = signedVersions(stack.filter(({ instrument }) => instrument.id === id)).filter(
      ({ awaited }) => awaited.length === 0,
    );
    const starts = signed.map(({ instrument, signatures }) =>
      latest(begins(instrument), ...signatures.map(({ on }) => on)),
    );
    return signed.map(({ instrument }, index) => {
      const ends = [...starts.slice(index + 1), ...(instrument.expires ? [instrument.expires] : [])];
      return {
        instrument,
        from: starts[index] ?? begins(instrument),
        until: ends.length > 0 ? earliest(...ends) : undefined,
      };
    });
  });
}

/** Later days on which something may change by itself; signatures and suspensions to come are acts, not days. */
export function turningDays(written: Stack, today: Day): readonly Day[] {
  const stack = written.map((entry) => joinedBy(entry));
  const days = stack.flatMap(
    ({ instrument, suspensions, signatures, notices = [], accessions = [], interpretations = [] }) => [
      instrument.effective,
      begins(instrument),
      ...signatures.map(({ on }) => on),
      ...accessions.map(({ on }) => on),
      ...notices.flatMap((notice) => [notice.given, notice.withdrawn ?? [], leavesOn(instrument, notice) ?? []].flat()),
      ...instrument.clauses.flatMap((clause) => (clause.clause === 'succeed' ? [clause.on] : [])),
      ...interpretations.map(({ on }) => on),
      ...(instrument.expires ? [instrument.expires] : []),
      ...suspensions.flatMap(({ from, to }) => (to ? [from, to] : [from])),
    ],
  );
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

/** The version with a clause read otherwise, or not at all; where there is no such clause it stays as it is. */
export function readAs(instrument: Instrument, { clause, becomes }: Omit<Interpretation, 'on'>): Instrument {
  const clauses = instrument.clauses.flatMap((one) =>
    one.id === clause ? (becomes === undefined ? [] : [becomes]) : [one],
  );
  return { ...instrument, clauses };
}

function interpreted(entry: StackEntry, today: Day): StackEntry {
  const ruled = (entry.interpretations ?? []).filter(({ on }) => on <= today);
  return ruled.length === 0 ? entry : { ...entry, instrument: ruled.reduce(readAs, entry.instrument) };
}

type Alone = Omit<StandingEntry, 'parentRuns'>;

function standAlone(versions: readonly StackEntry[], today: Day): readonly Alone[] {
  const signed = signedVersions(versions, today);
  const current = signed.findLast((entry) => entry.awaited.length === 0 && entry.begins <= today);
  const last = signed.at(-1);
  return signed.map((entry) => ({ ...entry, standing: standing(entry, { current, last, today }) }));
}

/** In their order, each with who has not signed by a day; all signatures there are count where no day is given. */
function signedVersions(versions: readonly StackEntry[], today?: Day): readonly Omit<Alone, 'standing'>[] {
  const ordered = [...versions].sort((a, b) => a.instrument.version - b.instrument.version);
  let before: readonly PartyRef[] | undefined;
  return ordered.map((entry) => {
    const given = entry.signatures.filter(({ on }) => today === undefined || on <= today);
    const left = today === undefined ? [] : gone(entry, today);
    const done = new Set([...given.map((signature) => signature.organization), ...left]);
    const awaited = signatories(entry.instrument, before).filter((party) => !done.has(party));
    // Who joined later signed the joining, not the version; the next one is theirs to sign too.
    const bound = joinedBy(entry, today);
    if (awaited.length === 0) before = partiesOf(bound.instrument);
    return { ...bound, awaited, begins: begins(entry.instrument) };
  });
}

/** The version without those who have left: what needs them falls away, what it keeps back stays (policy.ts reads it whole). */
function remaining(entry: StackEntry, today: Day): Instrument {
  const { instrument } = entry;
  const left = new Set(gone(entry, today));
  if (left.size === 0) return instrument;
  const stay = (party: PartyRef) => (left.has(party) ? [] : [party]);
  return {
    ...instrument,
    parties: instrument.parties.filter(({ organization }) => !left.has(organization)),
    clauses: instrument.clauses.flatMap((clause) => withOrganizations(clause, stay) ?? []),
  };
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
  const left = new Set(gone(entry, today));
  const stay = partiesOf(entry.instrument).filter((party) => !left.has(party));
  if (left.size > 0 && stay.length < KINDS[entry.instrument.kind].fewestParties) return 'ended';
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
