import {
  type Access,
  bothWays,
  changesOf,
  DATA_CLASSES,
  LABELS,
  type Instrument,
  type SeatChange,
  type Simulation,
} from '#agreement';
import { accepted, type Outcome, refuse } from '#fhir';
import { lawIn, type Services } from '#joint';
import { type CountQuestion, countItems, type ItemCount } from '#repository';
import { noVersion } from './acts.ts';
import { partnerWithKey, type Standing, stackOf } from './book.ts';
import type { SeatsEffect, Simulated, SimulatedTally } from './contract.ts';
import type { Current } from './current.ts';
import { mayPropose } from './may.ts';
import { sampleOf } from './simulate-sample.ts';

export type Simulating = Pick<Services, 'store' | 'now' | 'ports' | 'zone'> &
  Partial<Pick<Services, 'repository'>> & { readonly current: Current };

/** Seats of one organisation for which the same changes, with what to count. */
export type Group = {
  readonly organization: number;
  readonly roles: readonly SeatChange['seat']['role'][];
  readonly appears: CountQuestion;
  readonly vanishes: CountQuestion;
};

type Run = { readonly at: number; readonly groups: readonly Group[]; readonly effects: SeatsEffect[]; failed?: true };

/** What is counted: a draft against what is in force, and the name under which the count is kept for a while. */
export type Counted = { readonly name: string; readonly simulation: Simulation };
export type Count = (access: Access, counted: Counted) => Promise<Outcome<Simulated>>;

/** What would change if everybody signed a version. */
export function simulations(simulating: Simulating, count: Count) {
  return async (access: Access, version: Standing | undefined, asked: Asked): Promise<Outcome<Simulated>> => {
    const allowed = check(simulating, access, version, asked);
    if (!allowed.ok) return allowed;
    const { instrument } = allowed.value;
    const name = `${instrument.id} ${instrument.version}`;
    return count(access, { name, simulation: simulationOf(simulating, instrument) });
  };
}

/**
 * Counts in the record in the background, one group of seats after the other, so that a page answers in seconds and shows how far it is.
 * Fewer than ten people are never counted out: who asks need not have access to them.
 */
export function counting(simulating: Simulating): Count {
  const runs = new Map<string, Run>();
  return async (access, counted) => {
    const { current, now } = simulating;
    const { simulation } = counted;
    const name = `${counted.name} ${current.version} ${current.book().today}`;
    const before = runs.get(name);
    const run = before && !before.failed && now() - before.at < KEPT_MS ? before : await begun(simulating, simulation);
    if (run !== before) {
      if (runs.size >= RUNS_MAX) runs.clear();
      runs.set(name, run);
    }
    await settled(run);
    if (run.failed) return refuse('business-rule', 'governance.simulation', 'It could not be counted; try again.');
    const done = run.effects.length;
    const whole = done === run.groups.length;
    return accepted({
      on: bothWays(simulation).on,
      done,
      of: run.groups.length,
      effects: run.effects.filter(({ appears, vanishes }) => appears.length + vanishes.length > 0),
      people: whole ? await sampleOf(simulating, access, run.groups) : [],
    });
  };
}

type Asked = { readonly id: string; readonly version: number };

const KEPT_MS = 600_000;
const RUNS_MAX = 50;
const PATIENCE_MS = 2_000;
/** Fewer people than this are not counted out. */
const FEW = 10;

/** For who speaks for a party; a version that runs or is past changes nothing. */
function check(
  { current }: Simulating,
  access: Access,
  version: Standing | undefined,
  asked: Asked,
): Outcome<Standing> {
  if (!version) return noVersion(asked.id, asked.version);
  const allowed = mayPropose(current.book(), access, version.instrument, version.instrument);
  if (!allowed.ok) return allowed;
  if (version.standing === 'awaiting-signatures' || version.standing === 'signed') return accepted(version);
  const text = `Version ${asked.version} changes nothing any more: what it lets be seen is seen, or is past.`;
  return refuse('conflict', 'governance.nothing-to-simulate', text);
}

export function simulationOf({ current, zone }: Pick<Simulating, 'current' | 'zone'>, draft: Instrument): Simulation {
  const book = current.book();
  return { stack: stackOf(book, zone), draft, on: book.today, keyOf: current.keyOf, law: lawIn(zone) };
}

async function begun(simulating: Simulating, simulation: Simulation): Promise<Run> {
  const groups = await groupsOf(simulating, changesOf(simulation));
  const run: Run = { at: simulating.now(), groups, effects: [] };
  void countAll(simulating, run).catch(() => {
    run.failed = true;
  });
  return run;
}

async function countAll({ store, now, current }: Simulating, run: Run): Promise<void> {
  for (const { organization, roles, appears, vanishes } of run.groups) {
    const at = new Date(now());
    const found = async (question: CountQuestion) => (await countItems(store, question, at)).map(tally);
    run.effects.push({
      organization: partnerWithKey(current.book(), organization)?.name ?? '',
      roles,
      purpose: appears.purpose,
      appears: await found(appears),
      vanishes: await found(vanishes),
    });
  }
}

function tally({ cls, lab, items, people }: ItemCount): SimulatedTally {
  const what = {
    dataClass: DATA_CLASSES[cls] ?? ('other' as const),
    labels: LABELS.filter((_, bit) => (lab & (1 << bit)) !== 0),
  };
  return people < FEW ? { ...what, few: true } : { ...what, few: false, items, people };
}

/** Roles of an organisation for which the same changes are counted once. */
async function groupsOf({ current, ports }: Simulating, changes: readonly SeatChange[]): Promise<readonly Group[]> {
  const groups = new Map<string, Group>();
  for (const { seat, appears, vanishes } of changes) {
    const name = JSON.stringify([seat.organization, seat.purpose, appears, vanishes]);
    const there = groups.get(name);
    if (there) {
      groups.set(name, { ...there, roles: [...there.roles, seat.role] });
      continue;
    }
    const holder = partnerWithKey(current.book(), seat.organization)?.organization;
    if (holder === undefined) continue;
    const asks = { viewer: await ports.contributors.viewerKey(holder), purpose: seat.purpose };
    groups.set(name, {
      organization: seat.organization,
      roles: [seat.role],
      appears: { ...asks, expr: appears },
      vanishes: { ...asks, expr: vanishes },
    });
  }
  return [...groups.values()];
}

/** Waits until it is whole, and no longer than somebody waits for a page. */
async function settled(run: Run): Promise<void> {
  const until = performance.now() + PATIENCE_MS;
  while (!run.failed && run.effects.length < run.groups.length && performance.now() < until) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
