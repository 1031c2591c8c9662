import type { Access } from '#agreement';
import { dayIn } from '#base';
import { sql, type Transaction } from '#store';
import { agreedNow, type Asking, SERVICE } from '../ask.ts';
import { agreedStock, becauseOf } from './agreed.ts';
import type { StockNow } from './ground.ts';
import { type Lasts, lastsFor } from './pooled.ts';
import { type ItemRow, itemRows } from './stock.queries.ts';
import { type ItemWith, itemsWith, type Looking } from './views.ts';

/** Time to order, to ask another site, or to count what the book does not have. */
const WORKING_DAYS = 3;
const EVERY_MS = 600_000;

/**
 * What is under its floor is owed by whoever runs the site, from the act or the day that brought it there until the count or the
 * receipt that lifts it: its own, and what it keeps for all by a clause. Where nobody can say how long it lasts nothing is begun and
 * nothing is over.
 */
export async function settleFloors(
  asking: Asking,
  transaction: Transaction,
  now: Looking & Pick<StockNow, 'at' | 'access'>,
  rows: readonly ItemRow[],
): Promise<void> {
  for (const item of await itemsWith(asking, now, rows, transaction)) {
    if (item.counted === undefined) continue;
    const lasts = await lastsFor(asking, now, item, transaction);
    const short = shortOf(item, lasts);
    if (short === undefined) continue;
    const open = await transaction.first<{ number: number }>(
      sql`select number from money_stock_short where item = ${item.id}::bigint and lifted is null`,
    );
    if (short !== '' && !open) await oweFloor(asking, transaction, now, { item, short, lasts });
    if (short !== '' || !open) continue;
    await transaction.run(sql`
      update money_stock_short set lifted = ${now.at} where item = ${item.id}::bigint and number = ${open.number}`);
    await asking.services.obligations?.fact(transaction, now.access, liftedFact(item.id, open.number), {
      reference: `/stock/${item.id}`,
    });
  }
}

/** What is short, in words; '' where nothing is, and undefined where nobody can say. */
function shortOf({ level, days, floorDays }: ItemWith, lasts: Lasts | undefined): string | undefined {
  const own = level === 'none' || level === 'under-floor';
  const shared = lasts?.days !== undefined && lasts.days < lasts.agreedDays;
  if (own) return `${days === undefined ? 'nothing is left' : `${days} days are left`}, ${floorDays} are to be there`;
  if (shared) return `what is kept for all lasts ${lasts.days} days, ${lasts.agreedDays} are agreed`;
  return level === 'unknown' && lasts?.days === undefined ? undefined : '';
}

type Short = { readonly item: ItemWith; readonly short: string; readonly lasts: Lasts | undefined };

async function oweFloor(
  { services }: Asking,
  transaction: Transaction,
  now: { readonly at: Date; readonly access: Access; readonly heirOf: (organization: string) => string },
  { item: { id, words, site, level, floorBy }, short, lasts }: Short,
): Promise<void> {
  const because = level === 'none' || level === 'under-floor' ? floorBy?.because : lasts && becauseOf(lasts.of).because;
  const row = await transaction.first<{ number: number }>(sql`
    insert into money_stock_short (item, number, since)
    select ${id}::bigint, count(*)::int + 1, ${now.at} from money_stock_short where item = ${id}::bigint
    on conflict do nothing returning number`);
  if (!row) return; // somebody else was first
  await services.obligations?.open(transaction, now.access, {
    kind: 'stock-floor',
    key: `${id} ${row.number}`,
    title: `Get more of ${words}: ${short}`.slice(0, 200),
    ...(because === undefined ? {} : { because: because.slice(0, 500) }),
    owner: { organization: now.heirOf(site.organization), role: 'practice-manager' },
    page: `/stock/${id}`,
    due: { in: WORKING_DAYS, unit: 'working-days' },
    ladder: [{ to: { organization: now.heirOf(site.organization), role: 'signatory' }, afterWorkingDays: 2 }],
    closedBy: { fact: liftedFact(id, row.number) },
    attested: false,
  });
}

/** Looks every ten minutes, and on a new day: what is used up moves nothing that would tell. */
export function floorWatch(asking: Asking): () => Promise<void> {
  let last = Number.NEGATIVE_INFINITY;
  return async () => {
    const { services } = asking;
    const at = services.now();
    if (at - last < EVERY_MS && dayIn(services.zone, at) === dayIn(services.zone, last)) return;
    last = at;
    const sites = await services.store.all<{ site: string }>(
      sql`select distinct site from money_stock_item limit 5000`,
    );
    if (sites.length === 0) return;
    const { today, nameOf, heirOf, stack } = await agreedNow(asking);
    const agreed = agreedStock(stack, today);
    const keys = new Map((await services.ports.contributors.organizations()).map((one) => [one.organization, one.key]));
    const keyOf = (one: string) => keys.get(one) ?? 0;
    const now = { today, nameOf, heirOf, agreed, keyOf, at: new Date(at), access: SERVICE };
    for (const { site } of sites)
      await services.store.write(async (transaction) =>
        settleFloors(asking, transaction, now, await itemRows(transaction, { sites: [site] })),
      );
  };
}

function liftedFact(item: string, number: number): string {
  return `stock lifted: ${item} ${number}`;
}
