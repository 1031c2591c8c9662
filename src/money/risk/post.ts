import { amountWords } from '#agreement';
import type { Day } from '#base';
import { accepted, type Outcome } from '#fhir';
import type { Transaction } from '#store';
import type { Acting } from '../acts/act.ts';
import { type Asked, type Asking, ledgerParts, SERVICE } from '../ask.ts';
import { openLedger } from '../ledger/ledger.ts';
import { type AgreedPool, poolsOf } from '../pool/agreed-pool.ts';
import { metFact } from '../pool/meet.ts';
import { amountOf } from '../pool/position.ts';
import { periodsEnding } from './period.ts';
import { dueOfShare, itemOf, type OtherPool, type Settled, settlePeriod } from './settle.ts';

/** The other pools of the agreement, whose money a step may use: they are locked with the pool. */
export function besideOf(asked: Asked): readonly string[] {
  return others(asked).map(({ id }) => id);
}

/** Shares the result of every period that ends in the days that are closed now, one after the other. */
export async function shareResults(asking: Asking, acting: Acting, through: Day): Promise<Outcome<true>> {
  const { pool, stack, ledger, transaction, access } = acting;
  const periods = periodsEnding(stack, pool, { after: ledger.closed, through });
  if (periods.length === 0) return accepted(true);
  const beside = new Map<string, OtherPool>();
  for (const other of others(acting)) {
    const opened = await openLedger(transaction, ledgerParts(asking, other), access, other.id);
    beside.set(other.name, { id: other.id, ledger: opened });
  }
  for (const period of periods) {
    const done = await settlePeriod({ transaction, pool, ledger, others: beside }, period);
    if (!done.ok) return done;
    await oweShares(asking, transaction, acting, done.value);
  }
  return accepted(true);
}

function others({ pool, stack, today }: Asked): readonly AgreedPool[] {
  return poolsOf(stack, today, []).filter(
    ({ instrument, id, pooled }) => instrument === pool.instrument && id !== pool.id && pooled,
  );
}

/** Who carries a share of what is over owes it; whoever keeps the books is told when it is late. */
async function oweShares(
  { services }: Asking,
  transaction: Transaction,
  { pool, today }: Asked,
  { moved, item, period, number }: Settled,
): Promise<void> {
  const { obligations, ports } = services;
  if (obligations === undefined) return;
  const owed = new Map<string, bigint>();
  for (const { by, minor, over } of moved)
    if (over && minor > 0n && by.startsWith('Organization/')) owed.set(by, (owed.get(by) ?? 0n) + minor);
  const keeper = { organization: pool.keeper, role: 'finance-lead' as const };
  for (const [party, minor] of owed) {
    const by = { ...SERVICE, organization: await ports.contributors.organizationKey(pool.keeper) };
    const opened = await obligations.open(transaction, by, {
      kind: 'contribution',
      key: `${pool.id} ${itemOf(item, party)} ${number}`,
      title:
        `Pay ${amountWords(amountOf(minor, pool.currency))} of what ${pool.name.replaceAll('-', ' ')} spent too much`.slice(
          0,
          200,
        ),
      owner: { organization: party, role: 'finance-lead' },
      ...(pool.keeper === party ? {} : { owed: keeper }),
      because:
        `${pool.title}, paragraph ${period.agreed.clause.cites}: it was shared when the period was closed.`.slice(
          0,
          500,
        ),
      page: `/money/${pool.instrument}/${pool.name}`,
      due: { on: dueOfShare(today) },
      ladder: [{ to: keeper, afterWorkingDays: 0 }],
      closedBy: { fact: metFact(pool.id, itemOf(item, party)) },
      attested: false,
    });
    if (!opened.ok) throw new Error(`a share could not be asked for: ${opened.refusals[0].code}`);
  }
}
