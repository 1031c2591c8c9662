import {
  begins,
  type ContributeClause,
  clausesThen,
  daysAfter,
  type Every,
  type Instrument,
  type Stack,
  turningDays,
  workingDayOf,
  workingDaysAfter,
} from '#agreement';
import { type Day, daysBetween, plusDays, plusMonths } from '#base';
import type { CitedClause } from '../ledger/entry.ts';
import { equalParts } from '../split.ts';
import type { AgreedPool } from './agreed-pool.ts';
import { daysOffOf } from './days-off.ts';

/** A part of a contribution that falls due on a day, or what a later version changed of it. */
export type Due = {
  /** 'vale-pooled-fund#council-money@2026-04-01', with '~2026-10-01' for what the version of that day changed. */
  readonly item: string;
  readonly party: string;
  readonly due: Day;
  /** First day of the part it is about. */
  readonly about: Day;
  /** Below nought where a version took some back. */
  readonly minor: bigint;
  readonly currency: string;
  readonly inKind?: string;
  readonly fence: string;
  readonly cites: CitedClause;
  /** For what was changed: the version that stood there before. */
  readonly insteadOf?: number;
};

/** What an agreement asks of its partners for a pool: parts that are due by a day, and those to come. */
export function duesOf(stack: Stack, pool: AgreedPool, until: Day): readonly Due[] {
  const family = stack.filter(({ instrument }) => instrument.id === pool.instrument);
  const known = knownDays(family, until);
  const chains = chainsOf(family, pool.name);
  return chains
    .flatMap((chain) => duesOfChain({ stack, family, pool, chain, known, stood: new Map() }))
    .filter(({ minor, due }) => minor !== 0n && due <= until)
    .sort((a, b) => compare(a.due, b.due) || compare(a.item, b.item));
}

/** The contribute clauses of one id in all versions. */
type Chain = { readonly id: string; readonly versions: readonly Version[] };
type Version = { readonly instrument: Instrument; readonly clause: ContributeClause };
type Asking = {
  readonly stack: Stack;
  readonly family: Stack;
  readonly pool: AgreedPool;
  readonly chain: Chain;
  /** Days on which what is agreed changed, first first. */
  readonly known: readonly Day[];
  /** What stood on a day as known on another: asked often, and the same. */
  readonly stood: Map<string, Version | undefined>;
};

const PART = /^[^#\s]+#\S+@\d{4}-\d{2}-\d{2}(?:~\d{4}-\d{2}-\d{2})?$/;

/** Whether what is owed is a part of a contribution, or a change of one: all signed it. */
export function isPart(item: string): boolean {
  return PART.test(item);
}

function chainsOf(family: Stack, pool: string): readonly Chain[] {
  const chains = new Map<string, Version[]>();
  for (const { instrument } of family)
    for (const clause of instrument.clauses)
      if (clause.clause === 'contribute' && clause.pool === pool)
        chains.set(clause.id, [...(chains.get(clause.id) ?? []), { instrument, clause }]);
  return [...chains].map(([id, versions]) => ({ id, versions }));
}

function knownDays(family: Stack, until: Day): readonly Day[] {
  const first = family.map(({ instrument }) => instrument.decided).reduce((a, b) => (a < b ? a : b), until);
  return [first, ...turningDays(family, first)].filter((one) => one <= until);
}

function duesOfChain(asking: Asking): readonly Due[] {
  const { pool, chain, known } = asking;
  const starts = new Map<Day, Version>();
  for (const version of chain.versions) for (const start of gridOf(version.clause)) starts.set(start, version);
  const held = new Map<Day, ReadonlyMap<Day, Target>>();
  for (const on of known)
    held.set(on, new Map([...starts.keys()].map((start) => [start, targetOf(asking, start, on)])));
  const dues: Due[] = [];
  for (const [start, version] of starts) {
    const itemKey = `${pool.instrument}#${chain.id}@${start}`;
    const due = dueDay(version.clause, start, pool);
    const first = known.findLast((on) => on <= due) ?? known[0];
    let before = first === undefined ? undefined : held.get(first)?.get(start);
    if (before) dues.push(dueFrom(asking, before, { item: itemKey, due, about: start, minor: before.minor }));
    for (const on of known.filter((one) => first !== undefined && one > first)) {
      const now = held.get(on)?.get(start);
      if (!now || now.minor === before?.minor) continue;
      const was = before?.minor ?? 0n;
      const change = { item: `${itemKey}~${on}`, due: dueOfChange(asking, on, was === 0n), about: start };
      const ruled = now.minor === 0n && before ? before : now;
      const made = dueFrom(asking, ruled, { ...change, minor: now.minor - was });
      dues.push(before && was !== 0n ? { ...made, insteadOf: before.version.instrument.version } : made);
      before = now;
    }
  }
  return dues;
}

function dueFrom(
  { pool, chain }: Asking,
  { version }: Target,
  what: Pick<Due, 'item' | 'due' | 'about' | 'minor'>,
): Due {
  const { clause, instrument } = version;
  return {
    ...what,
    party: clause.by,
    currency: clause.amount.currency,
    fence: clause.inKind === undefined ? (clause.ringFencedFor ?? '') : inKindFence(chain.id),
    cites: { instrument: pool.instrument, version: instrument.version, clause: chain.id, paragraph: clause.cites },
    ...(clause.inKind === undefined ? {} : { inKind: clause.inKind }),
  };
}

/** What is given in kind pays for nothing but itself. */
function inKindFence(clause: string): string {
  return `in-kind ${clause}`;
}

/** What a version changed of parts that were due already falls due with the next part; what it asks for the first time, at once. */
function dueOfChange({ chain, pool }: Asking, on: Day, first: boolean): Day {
  if (first) return on;
  const { clause } = chain.versions.at(-1) as Version;
  const next = gridOf(clause).find((start) => start >= on);
  return next === undefined
    ? workingDaysAfter(on, WORKING_DAYS, daysOffOf(pool.jurisdiction))
    : dueDay(clause, next, pool);
}

const WORKING_DAYS = 20;

function dueDay({ dueWorkingDay }: ContributeClause, start: Day, { jurisdiction }: AgreedPool): Day {
  return workingDayOf(start, dueWorkingDay, daysOffOf(jurisdiction));
}

/** What one part should be, by what is known on a day. */
type Target = { readonly minor: bigint; readonly version: Version };

/**
 * The part that begins on a day: of each version that has one there, its equal part for the days on which that version rules. A
 * version that rules all of them gives its part whole; days are counted exactly and rounded once, half up.
 */
function targetOf(asking: Asking, start: Day, knownOn: Day): Target {
  let minor = 0n;
  let ruling: Version | undefined;
  for (const version of asking.chain.versions) {
    const grid = gridOf(version.clause);
    const at = grid.indexOf(start);
    if (at < 0) continue;
    const end = grid[at + 1] ?? version.clause.period.until;
    const part = equalParts(BigInt(version.clause.amount.minor), grid.length)[at] ?? 0n;
    const all = BigInt(daysBetween(start, end));
    const days = BigInt(daysRuled(asking, version, { start, end, knownOn }));
    if (days === 0n) continue;
    minor += days === all ? part : (2n * part * days + all) / (2n * all);
    ruling = version;
  }
  return { minor, version: ruling ?? (asking.chain.versions[0] as Version) };
}

type Span = { readonly start: Day; readonly end: Day; readonly knownOn: Day };

function daysRuled(asking: Asking, version: Version, { start, end, knownOn }: Span): number {
  const backdates = asking.chain.versions.flatMap(({ clause }) => clause.appliesFrom ?? []);
  const turns = [...turningDays(asking.family, start), ...backdates].filter((day) => day > start && day < end);
  const edges = [start, ...new Set([...turns].sort()), end];
  let days = 0;
  for (const [at, from] of edges.slice(0, -1).entries()) {
    if (ruling(asking, from, knownOn) === version) days += daysBetween(from, edges[at + 1] ?? end);
  }
  return days;
}

/** The version that rules a day: the one in force, unless an earlier one said that it stays for its period. */
function ruling(asking: Asking, on: Day, knownOn: Day): Version | undefined {
  const found = inForceOn(asking, on, knownOn);
  if (!found) return undefined;
  const backdated = found.clause.appliesFrom !== undefined && found.clause.appliesFrom <= on;
  if (backdated) return found;
  const kept = asking.chain.versions.find(
    ({ clause, instrument }) =>
      instrument.version < found.instrument.version &&
      clause.varies !== 'pro-rata' &&
      clause.period.from <= on &&
      on < clause.period.until &&
      stood(asking, { clause, instrument }, on),
  );
  return kept ?? found;
}

/** Whether a version had begun to run within its period by a day. */
function stood(asking: Asking, version: Version, on: Day): boolean {
  const first = [begins(version.instrument), version.clause.period.from].sort()[1] as Day;
  return first <= on && inForceOn(asking, first, first)?.instrument.version === version.instrument.version;
}

function inForceOn(asking: Asking, on: Day, knownOn: Day): Version | undefined {
  const name = `${on} ${knownOn}`;
  if (!asking.stood.has(name)) asking.stood.set(name, findInForce(asking, on, knownOn));
  return asking.stood.get(name);
}

function findInForce({ stack, pool, chain }: Asking, on: Day, knownOn: Day): Version | undefined {
  // What is known later than a day counts for it only where a version says so.
  const when = { on, knownOn: knownOn > on ? knownOn : on };
  const found = clausesThen(knownBy(stack, knownOn), 'contribute', when).find(
    ({ instrument, clause }) => instrument.id === pool.instrument && clause.id === chain.id,
  );
  if (!found || on < found.clause.period.from || on >= found.clause.period.until) return undefined;
  return chain.versions.find(({ instrument }) => instrument.version === found.instrument.version);
}

/** What had been done about the agreements by a day: nobody foresees a signature, a suspension or a notice. */
function knownBy(stack: Stack, knownOn: Day): Stack {
  return stack.map(({ notices = [], ...entry }) => ({
    ...entry,
    signatures: entry.signatures.filter(({ on }) => on <= knownOn),
    suspensions: entry.suspensions
      .filter(({ from }) => from <= knownOn)
      .map(({ from, to }) => ({ from, ...(to !== undefined && to <= knownOn ? { to } : {}) })),
    notices: notices
      .filter(({ given }) => given <= knownOn)
      .map(({ withdrawn, ...notice }) => ({
        ...notice,
        ...(withdrawn !== undefined && withdrawn <= knownOn ? { withdrawn } : {}),
      })),
  }));
}

const MONTHS: Readonly<Partial<Record<Every, number>>> = { month: 1, quarter: 3, 'half-year': 6, year: 12 };
const PARTS_MAX = 1_000;

/** First days of the equal parts of a period. */
function gridOf({ period, every }: ContributeClause): readonly Day[] {
  const starts: Day[] = [];
  for (let number = 0; number < PARTS_MAX; number += 1) {
    const months = MONTHS[every];
    const start =
      months !== undefined
        ? plusMonths(period.from, months * number)
        : every === 'week'
          ? daysAfter(period.from, 7 * number)
          : plusDays(period.from, 0);
    if (start >= period.until || (every === 'once' && number > 0)) break;
    starts.push(start);
  }
  return starts;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
