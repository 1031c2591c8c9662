import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Day, dayIn } from '#base';
import type { Services } from '#joint';
import type { Change, Compartment } from '#repository';
import type { Reader, Transaction } from '#store';
import { type AgreementsAnswer, askAgreed, INSTALLATION, PEOPLE } from './agreed.ts';
import { type Counting, FIRST, forgetAll, recount, recountDue, recountNext } from './counting.ts';
import { catalogue, type CountedPack, factTypes, once, ownPacks } from './catalogue.ts';
import { mapsOf } from './coding/maps.ts';
import { nextReading } from './coding/maps.queries.ts';
import { mend, readPage } from './coding/reading.ts';
import { countingKey, type Scope, scopeOf, scopeText, teamNamesChanged } from './scope.ts';
import { organizationsAround } from './scope.queries.ts';
import { pinOwn } from './pinned.ts';
import { MONTHS, sameMonth, slotDays } from './slots.ts';
import { compartmentsNamed } from './team.queries.ts';
import { keepRun, keepSwept, lockRun, raiseRevision, type Run, readRun } from './state.queries.ts';

export type KeepingServices = Pick<Services, 'store' | 'now' | 'zone' | 'ports' | 'answers' | 'log'>;

/** Keeps the figures current: with every change of the record, every new day, and every change of what was agreed. */
export type Keeping = {
  readonly follow: (changes: readonly Change[], transaction: Transaction) => Promise<void>;
  /** The run, with figures as at today and of what is agreed now. */
  readonly current: () => Promise<CurrentRun>;
  /** The same, or what is to be counted where that takes longer than a page may wait: `underway` says how far it is. */
  readonly soon: () => Promise<CurrentRun & { readonly underway?: { readonly percent: number } }>;
  readonly counting: (run: { readonly scope: Scope }, days: readonly Day[]) => Counting;
  /** Counts everybody anew from the facts. */
  readonly rebuild: () => Promise<void>;
  /** Ends the readings that follow what was decided of codes; answers the last act that facts are read by. */
  readonly mapped: () => Promise<number>;
  /** Counting in the background ends with the people it is at; another start goes on from there. */
  readonly stop: () => Promise<void>;
};

export type CurrentRun = Run & { readonly scope: Scope; readonly today: Day };

/** What the figures follow from beside the record, so that another program counts anew. */
const kept = once((all: readonly CountedPack[]) => ({
  digest: createHash('sha256')
    .update(JSON.stringify([3, MONTHS, all.map(({ pack }) => pack)]))
    .digest('hex'),
  keys: all.map(({ key }) => key),
}));

export function keepingOn(services: KeepingServices): Keeping {
  const { store, ports } = services;
  const counting: Keeping['counting'] = ({ scope }, days) => ({ persons: ports.persons, scope, days });
  const settled = (run: Run): run is CurrentRun => isSettled(services, run);
  const whole = (run: Run): run is CurrentRun => settled(run) && run.swept === undefined;
  const sweeping = sweepingOn(services);
  // What of the record can change a figure.
  const types = new Set([...factTypes, 'Patient', 'CareTeam']);
  const bring = async (transaction: Transaction, run: Run, { touched, anew }: Brought): Promise<void> => {
    const all = anew || !settled(run) ? await settle(services, transaction, run) : undefined;
    if ((all?.counted === 'everybody' && !all.more) || touched.length === 0) return;
    const scope = all?.scope ?? (run.scope as Scope);
    const days = slotDays(todayOf(services));
    await recount(transaction, distinct(touched), counting({ scope }, days));
  };
  const reading = readingOn(services, bring);
  return {
    counting,
    mapped: reading.ended,
    follow: async (changes, transaction) => {
      // On the way together, and one after the other: what is mended is mended under the lock.
      const [run, mended] = await Promise.all([lockRun(transaction), mend(services, transaction, changes)]);
      const anew = changes.some(({ type }) => type === 'Organization');
      const touched = changes.filter(({ type, op }) => op === 'link' || types.has(type));
      await bring(transaction, run, { touched: [...touched, ...mended].filter(({ cmp }) => cmp !== '0'), anew });
    },
    current: async () => {
      const run = await readRun(store);
      if (whole(run)) return run;
      await sweeping.ended();
      const after = await readRun(store);
      return { ...after, scope: after.scope ?? NOBODY, today: after.today ?? todayOf(services) };
    },
    soon: async () => {
      const run = await readRun(store);
      if (whole(run)) return run;
      const ended = sweeping.ended();
      await Promise.race([ended, sleep(sweeping.patience(), undefined, { ref: false })]);
      const after = await readRun(store);
      if (whole(after)) return after;
      const scope = settled(after) ? after.scope : await scopeNow(services, store);
      return { ...after, scope, today: todayOf(services), underway: { percent: percentOf(after) } };
    },
    rebuild: async () => {
      await store.write(async (transaction) => {
        await settle(services, transaction, { ...(await lockRun(transaction)), scope: null });
      });
      await sweeping.ended();
    },
    stop: async () => {
      await Promise.all([sweeping.stop(), reading.stop()]);
    },
  };
}

/** Whose rows are others now; whether what was agreed has to be looked at anew. */
type Brought = { readonly touched: readonly Compartment[]; readonly anew: boolean };

/** Reads what bears a mapped code anew, page by page, however many ask for it; people are counted with each page. */
function readingOn(
  services: KeepingServices,
  bring: (transaction: Transaction, run: Run, brought: Brought) => Promise<void>,
): { readonly ended: () => Promise<number>; readonly stop: () => Promise<void> } {
  const { store } = services;
  let running: Promise<number> | undefined;
  const state = { stopped: false };
  const read = async (): Promise<number> => {
    // Almost always there is nothing: then nobody waits for the lock.
    for (let more = true; more && !state.stopped && (await nextReading(store)) !== undefined; ) {
      more = await store.write(async (transaction) => {
        const run = await lockRun(transaction);
        const page = await readPage(services, transaction);
        const touched = page.compartments.filter(({ cmp }) => cmp !== '0');
        if (touched.length > 0) await bring(transaction, run, { touched, anew: false });
        return page.more;
      });
    }
    return (await mapsOf(store).atLeast(store)).version;
  };
  return {
    ended: () => {
      // Of what is decided while the last page is read the one who asks hears by asking again.
      running = (running ?? Promise.resolve(0)).then(read, read);
      return running;
    },
    stop: async () => {
      state.stopped = true;
      await running?.catch(() => undefined);
    },
  };
}

/** A page waits this long for figures that are being counted, unless they have been for so long that it would be in vain. */
const PATIENCE_MS = 400;
const LONG_MS = 3_000;
const BUCKETS = 32_768;

/** People lie evenly over the buckets. */
function percentOf({ swept }: Run): number {
  return Math.floor((((swept?.bkt ?? 0) + 1) * 100) / (BUCKETS + 1));
}

function isSettled(services: KeepingServices, run: Run): run is CurrentRun {
  return run.scope !== null && run.policy === policyOf(services) && run.today === todayOf(services);
}

/**
 * Brings the figures up to today and goes on counting everybody where that was begun, some people a transaction, however many ask for it:
 * what is written meanwhile is counted between two of them.
 */
function sweepingOn(services: KeepingServices): {
  readonly ended: () => Promise<void>;
  /** How many milliseconds a page should wait for it. */
  readonly patience: () => number;
  readonly stop: () => Promise<void>;
} {
  let running: Promise<void> | undefined;
  let began = 0;
  const state = { stopped: false };
  const sweep = async (): Promise<void> => {
    for (let more = true; more && !state.stopped; ) {
      more = await services.store.write(async (transaction) => {
        const run = await lockRun(transaction);
        // Of many who ask at once the first does the work.
        if (!isSettled(services, run)) return (await settle(services, transaction, run)).more;
        return run.swept !== undefined && (await goOn(services, transaction, { ...run, after: run.swept }));
      });
    }
  };
  return {
    ended: () => {
      if (!running) began = performance.now();
      running ??= sweep().finally(() => (running = undefined));
      return running;
    },
    patience: () => (performance.now() - began < LONG_MS ? PATIENCE_MS : 0),
    stop: async () => {
      state.stopped = true;
      await running?.catch(() => undefined);
    },
  };
}

/** Counts the next some of everybody; answers whether there are more. */
async function goOn(
  services: KeepingServices,
  transaction: Transaction,
  { scope, after }: { readonly scope: Scope; readonly after: Compartment },
): Promise<boolean> {
  const counting = { persons: services.ports.persons, scope, days: slotDays(todayOf(services)) };
  const swept = await recountNext(transaction, after, counting);
  await keepSwept(transaction, swept);
  if (swept === undefined) await raiseRevision(transaction);
  return swept !== undefined;
}

const NOBODY: Scope = { partnership: '', packs: [], digest: '' };

/** `more`: not everybody is counted yet. */
type Settled = {
  readonly scope: Scope;
  readonly counted: 'everybody' | 'due' | 'some' | 'nobody';
  readonly more: boolean;
};

/**
 * Brings the run up to today and to what is agreed now. A day turns what time alone changes; for a month or another scope counting everybody
 * from the facts is begun. The caller holds the lock of the run.
 */
async function settle(services: KeepingServices, transaction: Transaction, run: Run): Promise<Settled> {
  const policy = policyOf(services);
  const today = todayOf(services);
  const scope = await scopeNow(services, transaction);
  const counting = { persons: services.ports.persons, scope, days: slotDays(today) };
  const same = run.scope !== null && countingKey(run.scope) === countingKey(scope);
  const later = run.today !== null && run.today < today && sameMonth(run.today, today);
  const some = same ? undefined : await inChangedTeams(transaction, run, { scope, today });
  const counted = same && run.today === today ? 'nobody' : same && later ? 'due' : some ? 'some' : 'everybody';
  if (counted === 'everybody') await forgetAll(transaction);
  if (counted === 'due') await recountDue(transaction, counting);
  if (some) await recount(transaction, some, counting);
  await keepRun(transaction, { today, policy, scope });
  const pinned = await pinOwn(transaction, ownPacks, { scope, at: new Date(services.now()) });
  for (const pack of pinned)
    services.log.info({ pack }, 'figures are counted by this pack: what it says is agreed from now on');
  const more =
    counted === 'everybody' ? await goOn(services, transaction, { scope, after: FIRST }) : run.swept !== undefined;
  const shown = run.scope === null || scopeText(run.scope) !== scopeText(scope);
  if (counted !== 'nobody' || shown) await raiseRevision(transaction);
  return { scope, counted, more };
}

/** More than these are counted with everybody, in the background. */
const SOME_MAX = 1_000;

/** Whom teams have that were written down, or are named, otherwise since, where nothing else has changed and they are not many. */
async function inChangedTeams(
  transaction: Transaction,
  run: Run,
  { scope, today }: { readonly scope: Scope; readonly today: Day },
): Promise<readonly Compartment[] | undefined> {
  const names = run.scope !== null && run.today === today ? teamNamesChanged(run.scope, scope) : undefined;
  const found = names && (await compartmentsNamed(transaction, names, SOME_MAX + 1));
  return found && found.length <= SOME_MAX ? found : undefined;
}

async function scopeNow({ answers, ports }: KeepingServices, reader: Reader): Promise<Scope> {
  const installation = await ports.contributors.organizationKey(INSTALLATION);
  const people = await ports.contributors.organizationKey(PEOPLE, 'The person');
  const governance = answers['governance'] as AgreementsAnswer | undefined;
  const agreed = governance ? await askAgreed(governance) : { name: '', partners: [], instruments: [] };
  const ids = agreed.partners.map(({ organization }) => organization.slice('Organization/'.length));
  const { digest, keys } = kept(catalogue);
  return scopeOf({ ...agreed, installation, people }, await organizationsAround(reader, ids), { keys, digest });
}

function policyOf({ answers }: KeepingServices): string {
  return String((answers['governance'] as AgreementsAnswer | undefined)?.policySource.version ?? 'none');
}

function todayOf({ zone, now }: KeepingServices): Day {
  return dayIn(zone, now());
}

function distinct(changes: readonly Compartment[]): readonly Compartment[] {
  return [...new Map(changes.map(({ bkt, cmp }) => [`${bkt}.${cmp}`, { bkt, cmp }])).values()];
}
