import type { Access } from '#agreement';
import { daysBetween, plusDays } from '#base';
import { accepted, type Outcome } from '#fhir';
import { askedOf, type Asking } from '../ask.ts';
import type { Contributions, Instalment, PoolName } from '../contract.ts';
import { type Due, duesOf } from '../pool/due.ts';
import { amountOf } from '../pool/position.ts';
import { itemSums, type ItemSum, revisionOf } from '../pool/sums.queries.ts';
import { summaryNow } from './pools.ts';

/** Parts to come are shown for so many days. */
const AHEAD_DAYS = 366;

/** What each partner puts in by when: parts that were due, met or late, and those to come. */
export async function contributions(asking: Asking, access: Access, name: PoolName): Promise<Outcome<Contributions>> {
  const found = await askedOf(asking, access, name);
  if (!found.ok) return found;
  const { pool, stack, today, nameOf, keep, act } = found.value;
  const { store } = asking.services;
  const items = await itemSums(store, pool.id, { on: today, revision: await revisionOf(store, pool.id) });
  const byItem = new Map(items.map((item) => [item.item, item]));
  return accepted({
    pool: await summaryNow(asking, found.value),
    asAt: today,
    parties: pool.parties,
    instalments: duesOf(stack, pool, plusDays(today, AHEAD_DAYS)).map((due) => ({
      ...instalmentOf(due, byItem.get(due.item), today),
      party: { organization: due.party, name: nameOf(due.party) },
    })),
    may: { keep, act },
  });
}

function instalmentOf(due: Due, kept: ItemSum | undefined, today: string): Omit<Instalment, 'party'> {
  const open = kept?.open ?? due.minor;
  const received = (kept?.minor ?? due.minor) - open;
  const late = kept !== undefined && due.due < today && open > 0n;
  const { item, about, currency, inKind, fence, cites, insteadOf } = due;
  return {
    item,
    due: due.due,
    about,
    amount: amountOf(due.minor, currency),
    received: amountOf(received, currency),
    state: kept === undefined ? 'to-come' : open <= 0n ? 'met' : late ? 'late' : 'due',
    daysLate: late ? daysBetween(due.due, today as Due['due']) : 0,
    version: cites.version,
    paragraph: cites.paragraph,
    ...(inKind === undefined ? {} : { inKind }),
    ...(inKind === undefined && fence !== '' ? { ringFencedFor: fence.replaceAll('-', ' ') } : {}),
    ...(insteadOf === undefined ? {} : { insteadOf }),
  };
}
