import type { Access } from '#agreement';
import { accepted, type Outcome, refuse } from '#fhir';
import { sql, type Transaction } from '#store';
import { reasonOf } from '../acts/act.ts';
import type { Asking } from '../ask.ts';
import type { NewStockItem, StockCounted, StockEntered } from './contract.ts';
import { floorFor, pooledIn } from './agreed.ts';
import { actingAs, doerOf, handling, lotsIn, numberIn, placeOf, type StockNow, UNDATED } from './ground.ts';
import { handRows, type ItemRow, itemRows, keepMoves, lockItems, type NewMove, revisionOf } from './stock.queries.ts';
import { settleFloors } from './floor.ts';
import { itemsWith } from './views.ts';

const NAMED = /^\S{1,200}$/;

/** A medicine that the site keeps from now on. Said again it is the same, with the words and the floor as they are said now. */
export async function keepItem(asking: Asking, access: Access, wish: NewStockItem): Promise<Outcome<string>> {
  const now = await handling(asking, access);
  if (!now.ok) return now;
  const [words, unit] = [wish.words.trim(), wish.unit.trim()];
  const named = NAMED.test(wish.system) && NAMED.test(wish.code) && words !== '' && words.length <= 120;
  if (!named || unit === '' || unit.length > 40) {
    return refuse('required', 'money.stock-item', 'Say what it is, by its code too, and in which unit it is counted.');
  }
  if (!Number.isInteger(wish.floorDays) || wish.floorDays < 1 || wish.floorDays > 365) {
    return refuse('value', 'money.stock-floor', 'Say for how many days there is to be stock at least, from 1 to 365.');
  }
  return asking.services.store.write(async (transaction) => {
    const all = (await itemRows(transaction, { sites: now.value.names })).filter(
      ({ system, code }) => system === wish.system && code === wish.code,
    );
    const known = all.find(({ site }) => site === now.value.site) ?? all[0];
    const site = known?.site ?? siteFor(now.value, wish);
    if (known && known.unit !== unit) {
      return refuse(
        'conflict',
        'money.stock-unit',
        `It is counted here by the ${known.unit} already: what was counted in another unit cannot be added to it.`,
      );
    }
    return accepted(await itemFor(transaction, actingAs(now.value, site), { ...wish, words, unit }));
  });
}

/** What an agreement has a site keep is kept under the name that signed, whoever took its place. */
function siteFor({ agreed, names, site }: StockNow, of: Pick<NewStockItem, 'system' | 'code'>): string {
  const pooled = pooledIn(agreed).filter(({ system, code }) => system === of.system && code === of.code);
  const wanted = names.find(
    (one) => floorFor(agreed, { site: one, ...of }) !== undefined || pooled.some(({ keeper }) => keeper === one),
  );
  return wanted ?? site;
}

/** The item of a site, made where it has none yet. */
export async function itemFor(transaction: Transaction, now: StockNow, wish: NewStockItem): Promise<string> {
  const { at, principal, by } = doerOf(now);
  const row = await transaction.first<{ id: string }>(sql`
    insert into money_stock_item as i (site, system, code, words, unit, floor_days, at, principal, by)
    values (${now.site}, ${wish.system}, ${wish.code}, ${wish.words}, ${wish.unit}, ${wish.floorDays}, ${at}, ${principal}, ${by})
    on conflict (site, system, code) do update set words = excluded.words, floor_days = excluded.floor_days
    returning id::text as id`);
  return row?.id ?? '0';
}

/**
 * What is on the shelf, batch by batch; what is not named is not there. The difference to the book is entered as one, so that it
 * always adds up. Whoever counted while something moved looks again.
 */
export async function countItem(asking: Asking, access: Access, counted: StockCounted): Promise<Outcome<true>> {
  const [now, lots] = [await handling(asking, access), lotsIn(counted.lots, 0)];
  if (!now.ok) return now;
  if (!lots.ok) return lots;
  return asking.services.store.write(async (transaction) => {
    const item = await ownItem(transaction, now.value, counted.item);
    if (!item.ok) return item;
    const { id } = item.value;
    const key = `count ${id} ${counted.revision}`;
    if (await transaction.first(sql`select 1 from money_stock_count where item = ${id}::bigint and key = ${key}`))
      return accepted(true as const);
    if ((await revisionOf(transaction, id)) !== counted.revision) {
      return refuse(
        'conflict',
        'money.stock-moved',
        'Something came or went since this page was opened: look at what is there now, and count again.',
      );
    }
    const [before] = await itemsWith(asking, now.value, [item.value], transaction);
    const hand = await handRows(transaction, [placeOf(id)]);
    const places = new Map(hand.map(({ lot, expires, quantity }) => [`${lot} ${expires}`, { lot, expires, quantity }]));
    for (const one of lots.value) places.set(`${one.lot} ${one.expires}`, { ...one, quantity: 0 });
    for (const { lot, expires, quantity } of hand) places.set(`${lot} ${expires}`, { lot, expires, quantity });
    const moves = [...places.values()].flatMap(({ lot, expires, quantity }): readonly NewMove[] => {
      const seen = lots.value.find((one) => one.lot === lot && one.expires === expires)?.quantity ?? 0;
      const more = seen - quantity;
      const way = more > 0 ? { from: 'difference', to: placeOf(id) } : { from: placeOf(id), to: 'difference' };
      return more === 0 ? [] : [{ key, ...way, lot, expires, quantity: Math.abs(more), reason: 'Counted' }];
    });
    const doer = doerOf(now.value);
    await keepMoves(transaction, moves, doer);
    const all = lots.value.reduce((sum, { quantity }) => sum + quantity, 0);
    await transaction.run(sql`
      insert into money_stock_count (item, key, on_day, counted, expected, at, principal, by) values (${id}::bigint, ${key},
        ${doer.on}, ${all}, ${before?.expectedOnShelf ?? 0}, ${doer.at}, ${doer.principal}, ${doer.by})`);
    await settleFloors(asking, transaction, now.value, [item.value]);
    return accepted(true as const);
  });
}

/** What came from outside, and what is thrown away with a reason. */
export async function enterStock(asking: Asking, access: Access, entered: StockEntered): Promise<Outcome<true>> {
  const now = await handling(asking, access);
  const [lots, reason] = [lotsIn([entered], 1), reasonOf(entered.reason)];
  if (!now.ok) return now;
  if (!lots.ok) return lots;
  if (!reason.ok) return reason;
  return asking.services.store.write(async (transaction) => {
    const item = await ownItem(transaction, now.value, entered.item);
    if (!item.ok) return item;
    const place = placeOf(item.value.id);
    const key = `enter ${item.value.id} ${entered.key.slice(0, 100)}`;
    const out = entered.kind === 'written-off';
    const way = out ? { from: place, to: 'written-off' } : { from: 'outside', to: place };
    const moves = lots.value.map((one) => ({ ...one, ...way, key, reason: reason.value }));
    const known = await transaction.first(sql`select 1 from money_stock_move where key = ${key} limit 1`);
    if (known) return accepted(true as const);
    const enough = out ? await thereFor(transaction, item.value, moves) : accepted(true as const);
    if (!enough.ok) return enough;
    await keepMoves(transaction, moves, doerOf(now.value));
    await settleFloors(asking, transaction, now.value, [item.value]);
    return accepted(true as const);
  });
}

/** The item by its number, locked, for the site whose it is. */
export async function ownItem(transaction: Transaction, { names }: StockNow, id: string): Promise<Outcome<ItemRow>> {
  await lockItems(transaction, [numberIn(id)]);
  const [found] = await itemRows(transaction, { id: numberIn(id) });
  return found && names.includes(found.site)
    ? accepted(found)
    : refuse('not-found', 'money.no-stock', 'Your site keeps nothing of this number. Its list has what it keeps.');
}

/** Nobody sends or throws away what the book does not have: count first, if the shelf has more. */
export async function thereFor(
  transaction: Transaction,
  { id, unit, words }: ItemRow,
  moves: readonly Pick<NewMove, 'lot' | 'expires' | 'quantity'>[],
): Promise<Outcome<true>> {
  const hand = await handRows(transaction, [placeOf(id)]);
  for (const { lot, expires, quantity } of moves) {
    const there = hand.find((one) => one.lot === lot && one.expires === expires)?.quantity ?? 0;
    if (there >= quantity) continue;
    const until = expires === UNDATED ? '' : ` (to be used by ${expires})`;
    return refuse(
      'business-rule',
      'money.stock-short',
      `Of ${words}, batch ${lot}${until}, the book has ${there} ${unit}, not ${quantity}. Count it first, if there is more.`,
    );
  }
  return accepted(true);
}
