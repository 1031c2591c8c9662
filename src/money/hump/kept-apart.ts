import { amountWords, type Tranche } from '#agreement';
import { plusMonths } from '#base';
import { accepted } from '#fhir';
import { TRANCHE } from '../acts/journal.ts';
import { agreedNow, type Asking, ledgerParts, SERVICE } from '../ask.ts';
import type { Line, NewEntry } from '../ledger/entry.ts';
import { openLedger } from '../ledger/ledger.ts';
import { currencyOf, type Hump, humpsIn } from './ground.ts';
import { openTranches, releaseRows } from './hump.queries.ts';

/** How long money stays kept apart after the double running was to end: by then it was given or is not wanted. */
const KEPT_MONTHS = 24;

/**
 * Keeps the money of every tranche of a pool apart, as soon as it is there; what is not there yet is tried again. What is no longer
 * agreed is let go. Whoever shows its milestones owes them by its day. Safe to run at any time.
 */
export async function keepTranchesApart(asking: Asking): Promise<void> {
  const now = await agreedNow(asking);
  for (const hump of humpsIn(now)) {
    const released = new Set((await releaseRows(asking.services.store, hump.name)).map(({ tranche }) => tranche));
    await oweMilestones(asking, hump, released);
    if (!hump.pool.pooled) continue;
    const wanted = hump.clause.tranches.filter(({ id }) => !released.has(id));
    await keepApart(asking, hump, { wanted, today: now.today });
  }
}

async function keepApart(
  asking: Asking,
  hump: Hump,
  { wanted, today }: { readonly wanted: readonly Tranche[]; readonly today: Parameters<typeof plusMonths>[0] },
): Promise<void> {
  const { store, log } = asking.services;
  const { pool, clause } = hump;
  const keys = new Map(wanted.map((tranche) => [keyOf(hump, tranche), tranche]));
  const mine = `${TRANCHE}${clause.id} `;
  const open = (await openTranches(store, pool.id)).filter(({ key }) => key.startsWith(mine));
  const gone = open.filter(({ key }) => !keys.has(key));
  const fresh = [...keys].filter(([key]) => !open.some((one) => one.key === key));
  if (gone.length === 0 && fresh.length === 0) return;
  for (const { seq } of gone) {
    const done = await store.write(async (transaction) => {
      const ledger = await openLedger(transaction, ledgerParts(asking, pool), SERVICE, pool.id);
      return ledger.release(seq, {
        key: `let go ${seq}`,
        effective: ledger.openDay(today),
        words: 'Let go: the agreement changed.',
      });
    });
    if (!done.ok) log.warn({ pool: pool.id, refusal: done.refusals[0].code }, 'money: a tranche was not let go');
  }
  for (const [, tranche] of fresh) {
    await store.write(async (transaction) => {
      const ledger = await openLedger(transaction, ledgerParts(asking, pool), SERVICE, pool.id);
      const until = plusMonths(clause.doubleRunning.until, KEPT_MONTHS);
      const entry = entryOf(hump, tranche, ledger.openDay(today));
      const done = await ledger.post([{ ...entry, pendingUntil: Date.parse(`${until}T00:00:00Z`) }]);
      // Money that has not come yet is kept apart when it has.
      return done.ok ? done : accepted('');
    });
  }
}

export function keyOf({ clause }: Pick<Hump, 'clause'>, { id, amount }: Tranche): string {
  return `${TRANCHE}${clause.id} ${id} ${amount.minor}`;
}

/** Out of the pool its fund pays; without one the payer owes, and the payee is owed. */
export function entryOf(hump: Hump, tranche: Tranche, effective: NewEntry['effective']): NewEntry {
  const { instrument, clause } = hump;
  const minor = BigInt(tranche.amount.minor);
  return {
    key: keyOf(hump, tranche),
    kind: 'commitment',
    effective,
    words: `Double-running money, ${tranche.id.replaceAll('-', ' ')}`.slice(0, 500),
    cites: { instrument: instrument.id, version: instrument.version, clause: clause.id, paragraph: clause.cites },
    lines: linesOf(hump, minor),
  };
}

export function linesOf({ clause, pool }: Hump, minor: bigint, returns?: string): readonly Line[] {
  const currency = currencyOf({ clause });
  const item = `${TRANCHE}${clause.id}`;
  const owed: Line = { account: { kind: 'due-to', party: clause.to, currency }, minor: -minor, item };
  if (!pool.pooled) return [{ account: { kind: 'due-from', party: clause.by, currency }, minor, item }, owed];
  const back =
    minor < 0n ? { whose: { owner: clause.by, fence: '' }, ...(returns === undefined ? {} : { returns }) } : {};
  return [{ account: { kind: 'fund', currency }, minor, scheme: clause.fund, ...back }, owed];
}

/** Whoever gets a tranche shows its milestones by its day; whoever gives it is told when they are late. */
async function oweMilestones(asking: Asking, { clause, instrument }: Hump, released: ReadonlySet<string>) {
  const { obligations, store, ports } = asking.services;
  if (obligations === undefined) return;
  const wanted = clause.tranches.filter(({ id, milestones }) => milestones.length > 0 && !released.has(id));
  for (const tranche of wanted) {
    const key = milestonesFact({ instrument: instrument.id, clause: clause.id }, tranche.id);
    await store.write(async (transaction) => {
      if ((await obligations.find(transaction, 'tranche-milestones', key)) !== undefined) return accepted('');
      const by = { ...SERVICE, organization: await ports.contributors.organizationKey(clause.by) };
      const payer = { organization: clause.by, role: 'finance-lead' as const };
      return obligations.open(transaction, by, {
        kind: 'tranche-milestones',
        key,
        title: `Show what ${tranche.id.replaceAll('-', ' ')} of ${amountWords(tranche.amount)} waits for`.slice(0, 200),
        owner: { organization: clause.to, role: 'programme-lead' },
        owed: payer,
        because: `${instrument.title}, paragraph ${clause.cites}: double-running money stands behind milestones.`.slice(
          0,
          500,
        ),
        page: humpPath({ instrument: instrument.id, clause: clause.id }),
        due: { on: tranche.notBefore },
        ladder: [{ to: payer, afterWorkingDays: 0 }],
        closedBy: { fact: key },
        attested: false,
      });
    });
  }
}

export function milestonesFact({ instrument, clause }: Hump['name'], tranche: string): string {
  return `tranche released: ${instrument} ${clause} ${tranche}`;
}

export function humpPath({ instrument, clause }: Hump['name']): string {
  return `/money/transition/${encodeURIComponent(instrument)}/${encodeURIComponent(clause)}`;
}
