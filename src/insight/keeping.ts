import { createHash } from 'node:crypto';
import { type Day, dayIn } from '#base';
import type { Services } from '#joint';
import type { Change, Compartment } from '#repository';
import type { Reader, Transaction } from '#store';
import { type AgreementsAnswer, askAgreed, INSTALLATION } from './agreed.ts';
import { type Counting, recount, recountAll, recountDue } from './counting.ts';
import { catalogue, factTypes } from './catalogue.ts';
import { countingKey, type Scope, scopeOf, scopeText } from './scope.ts';
import { organizationsAround } from './scope.queries.ts';
import { sameMonth, slotDays } from './slots.ts';
import { keepRun, lockRun, raiseRevision, type Run, readRun } from './state.queries.ts';

export type KeepingServices = Pick<Services, 'store' | 'now' | 'zone' | 'ports' | 'answers' | 'log'>;

/** Keeps the figures current: with every change of the record, every new day, and every change of what was agreed. */
export type Keeping = {
  readonly follow: (changes: readonly Change[], transaction: Transaction) => Promise<void>;
  /** The run, with figures as at today and of what is agreed now. */
  readonly current: () => Promise<Run & { readonly scope: Scope; readonly today: Day }>;
  readonly counting: (run: { readonly scope: Scope }, days: readonly Day[]) => Counting;
  /** Counts everybody anew from the facts. */
  readonly rebuild: () => Promise<void>;
};

const DIGEST = createHash('sha256')
  .update(JSON.stringify([1, catalogue.map(({ pack }) => pack)]))
  .digest('hex');
const KEYS = catalogue.map(({ key }) => key);
/** What of the record can change a figure. */
const TYPES = new Set([...factTypes, 'Patient']);

export function keepingOn(services: KeepingServices): Keeping {
  const { store, ports } = services;
  const counting: Keeping['counting'] = ({ scope }, days) => ({ persons: ports.persons, scope, days });
  const settled = (run: Run): run is Run & { scope: Scope; today: Day } =>
    run.scope !== null && run.policy === policyOf(services) && run.today === todayOf(services);
  return {
    counting,
    follow: async (changes, transaction) => {
      const run = await lockRun(transaction);
      const organizations = changes.some(({ type }) => type === 'Organization');
      const touched = changes.filter(({ type, op, cmp }) => cmp !== '0' && (op === 'link' || TYPES.has(type)));
      const all = organizations || !settled(run) ? await settle(services, transaction, run) : undefined;
      if (all?.counted === 'everybody' || touched.length === 0) return;
      const scope = all?.scope ?? (run.scope as Scope);
      const days = slotDays(todayOf(services));
      const changed = await recount(transaction, distinct(touched), counting({ scope }, days));
      if (changed) await raiseRevision(transaction);
    },
    current: async () => {
      const run = await readRun(store);
      if (settled(run)) return run;
      await store.write(async (transaction) => {
        const locked = await lockRun(transaction);
        // Of many who ask at once the first does the work.
        if (!settled(locked)) await settle(services, transaction, locked);
      });
      const after = await readRun(store);
      return { ...after, scope: after.scope ?? NOBODY, today: after.today ?? todayOf(services) };
    },
    rebuild: () =>
      store.write(async (transaction) => {
        await settle(services, transaction, { ...(await lockRun(transaction)), scope: null });
      }),
  };
}

const NOBODY: Scope = { partnership: '', packs: [], digest: '' };

type Settled = { readonly scope: Scope; readonly counted: 'everybody' | 'due' | 'nobody' };

/**
 * Brings the run up to today and to what is agreed now. A day turns what time alone changes, a month or another scope is counted
 * from the facts. The caller holds the lock of the run.
 */
async function settle(services: KeepingServices, transaction: Transaction, run: Run): Promise<Settled> {
  const policy = policyOf(services);
  const today = todayOf(services);
  const scope = await scopeNow(services, transaction);
  const counting = { persons: services.ports.persons, scope, days: slotDays(today) };
  const same = run.scope !== null && countingKey(run.scope) === countingKey(scope);
  const later = run.today !== null && run.today < today && sameMonth(run.today, today);
  const counted = same && run.today === today ? 'nobody' : same && later ? 'due' : 'everybody';
  if (counted === 'everybody') await recountAll(transaction, counting);
  if (counted === 'due') await recountDue(transaction, counting);
  await keepRun(transaction, { today, policy, scope });
  const shown = run.scope === null || scopeText(run.scope) !== scopeText(scope);
  if (counted !== 'nobody' || shown) await raiseRevision(transaction);
  return { scope, counted };
}

async function scopeNow({ answers, ports }: KeepingServices, reader: Reader): Promise<Scope> {
  const installation = await ports.contributors.organizationKey(INSTALLATION);
  const governance = answers['governance'] as AgreementsAnswer | undefined;
  const agreed = governance ? await askAgreed(governance) : { name: '', partners: [], instruments: [] };
  const ids = agreed.partners.map(({ organization }) => organization.slice('Organization/'.length));
  return scopeOf({ ...agreed, installation }, await organizationsAround(reader, ids), { keys: KEYS, digest: DIGEST });
}

function policyOf({ answers }: KeepingServices): string {
  return String((answers['governance'] as AgreementsAnswer | undefined)?.policySource.version ?? 'none');
}

function todayOf({ zone, now }: KeepingServices): Day {
  return dayIn(zone, now());
}

function distinct(changes: readonly Change[]): readonly Compartment[] {
  return [...new Map(changes.map(({ bkt, cmp }) => [`${bkt}.${cmp}`, { bkt, cmp }])).values()];
}
