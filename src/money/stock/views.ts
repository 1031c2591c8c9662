import type { Access } from '#agreement';
import { type Day, plusDays } from '#base';
import { accepted, type Outcome, refuse } from '#fhir';
import type { Reader } from '#store';
import type { Asking } from '../ask.ts';
import type { Partner } from '../contract.ts';
import { agreedFor, floorFor } from './agreed.ts';
import { buffersOf } from './buffer.ts';
import type { Stock, StockItem, StockItemView, StockMove, StockTransfer } from './contract.ts';
import { lotOf, numberIn, placeOf, stockNow, type StockNow, wayOf } from './ground.ts';
import { outlookOf, past, RULE } from './outlook.ts';
import {
  countRows,
  givenDays,
  handRows,
  type ItemRow,
  itemRows,
  type MoveRow,
  moveRows,
  revisionOf,
  type TransferRow,
  transferRows,
} from './stock.queries.ts';

/** What a site has, what others have with which it is party of an agreement, and what is asked between them. */
export async function stock(asking: Asking, access: Access): Promise<Outcome<Stock>> {
  const found = await stockNow(asking, access);
  if (!found.ok) return found;
  const now = found.value;
  const { store } = asking.services;
  const items = await itemsWith(asking, now, await itemRows(store, { sites: now.sites }));
  const urgent = [...items].sort((a, b) => weightOf(a) - weightOf(b));
  const own = urgent.filter(({ site }) => now.names.includes(site.organization));
  return accepted({
    site: partnerOf(now, now.site),
    items: own,
    others: urgent.filter(({ site }) => !now.names.includes(site.organization)),
    transfers: await transfersWith(asking, now, await transferRows(store, { sites: now.names })),
    buffers: await buffersOf(asking, now),
    agreed: agreedFor(now.agreed, now.names, own),
    agreements: now.instruments.map(({ id, title }) => ({ id, title })),
    may: { handle: now.handle, keepBuffer: now.speak },
  });
}

export async function stockItem(asking: Asking, access: Access, id: string): Promise<Outcome<StockItemView>> {
  const found = await stockNow(asking, access);
  if (!found.ok) return found;
  const now = found.value;
  const { store } = asking.services;
  const [row] = await itemRows(store, { id: numberIn(id) });
  if (!row || !now.sites.includes(row.site)) {
    return refuse('not-found', 'money.no-stock', 'No site that your organisation has an agreement with keeps this.');
  }
  const same = (await itemRows(store, { sites: now.sites })).filter(
    ({ system, code }) => system === row.system && code === row.code,
  );
  const items = await itemsWith(asking, now, same);
  const item = items.find((one) => one.id === row.id);
  if (!item) throw new Error('an item that was just read is there');
  const buffers = await buffersOf(asking, now);
  const { system, code } = row;
  const ours = now.names.includes(row.site);
  const open = ours ? await transferRows(store, { sites: now.names, underWay: { system, code } }) : [];
  return accepted({
    ...item,
    revision: await revisionOf(store, row.id),
    moves: (await moveRows(store, placeOf(row.id))).map((move) => moveOf(move, row)),
    elsewhere: items
      .filter((one) => one.id !== row.id && one.site.organization !== row.site)
      .sort((a, b) => (b.days ?? 0) - (a.days ?? 0) || b.expected - a.expected),
    buffers: buffers.filter(({ words }) => words === item.words),
    underWay: await transfersWith(asking, now, open),
    may: { handle: now.handle && ours },
  });
}

export async function transfer(asking: Asking, access: Access, id: string): Promise<Outcome<StockTransfer>> {
  const found = await stockNow(asking, access);
  if (!found.ok) return found;
  const rows = await transferRows(asking.services.store, { id: numberIn(id) });
  const [shown] = await transfersWith(
    asking,
    found.value,
    rows.filter((row) => sidesOf(row).some((one) => found.value.names.includes(one))),
  );
  return shown
    ? accepted(shown)
    : refuse('not-found', 'money.no-transfer', 'No request of or to your site has this number.');
}

/** As of which day, and what is agreed of stock. */
export type Looking = Pick<StockNow, 'today' | 'nameOf' | 'keyOf' | 'agreed' | 'heirOf'>;

/** An item, and what the shelf would have by the record: with what is past its day, which lies there until it is thrown away. */
export type ItemWith = StockItem & { readonly expectedOnShelf: number };

export async function itemsWith(
  asking: Asking,
  now: Looking,
  rows: readonly ItemRow[],
  reader: Reader = asking.services.store,
): Promise<readonly ItemWith[]> {
  const hand = await handRows(
    reader,
    rows.map(({ id }) => placeOf(id)),
  );
  const counts = await countRows(
    reader,
    rows.map(({ id }) => id),
  );
  const countOf = (row: ItemRow) => counts.find(({ item }) => item === row.id);
  // Twice as far back as counts: whether recording began within the weeks that count is told by those before.
  const back = plusDays(now.today, -2 * RULE.days);
  const heirs = await heirsOf(reader, now, rows);
  const all = await givenDays(
    reader,
    rows.map((row, at) => ({
      orgs: [now.keyOf(row.site), ...(heirs[at] ?? []).map(now.keyOf)],
      system: row.system,
      code: row.code,
      unit: row.unit,
      from: earlier(back, countOf(row)?.on_day ?? now.today),
    })),
  );
  return rows.map((row, at): ItemWith => {
    const count = countOf(row);
    const given = all.filter((one) => one.at === at);
    const lots = hand.filter(({ place }) => place === placeOf(row.id)).map(lotOf);
    const countedOn = count?.on_day;
    const floor = floorOf(now, row);
    const outlook = outlookOf({ today: now.today, floorDays: floor.floorDays, lots, given, countedOn });
    const spoiled = lots.filter((lot) => past(lot, now.today)).reduce((sum, { quantity }) => sum + quantity, 0);
    return {
      ...outlook,
      id: row.id,
      site: partnerOf(now, row.site),
      system: row.system,
      code: row.code,
      words: row.words,
      unit: row.unit,
      ...floor,
      onHand: lots.reduce((sum, { quantity }) => sum + quantity, 0),
      lots,
      ...(count
        ? {
            counted: {
              on: count.on_day,
              by: count.by,
              quantity: count.counted,
              unexplained: count.counted - count.expected,
            },
          }
        : {}),
      expectedOnShelf: outlook.expected + spoiled,
    };
  });
}

/**
 * Whoever took the place of a site gives out from its shelf: what the successor gives counts there, unless it has a shelf of its own for
 * the same, and at one shelf alone where it took the place of several.
 */
async function heirsOf(
  reader: Reader,
  { heirOf }: Looking,
  rows: readonly ItemRow[],
): Promise<readonly (readonly string[])[]> {
  const moved = rows.filter(({ site }) => heirOf(site) !== site);
  if (moved.length === 0) return rows.map(() => []);
  const all = await itemRows(reader, { of: moved });
  return rows.map((row) => {
    const heir = heirOf(row.site);
    const same = all.filter(
      ({ site, system, code }) => system === row.system && code === row.code && heirOf(site) === heir,
    );
    const first = same.find(({ site }) => site === heir) ?? same.sort((a, b) => Number(a.id) - Number(b.id))[0];
    return heir !== row.site && first?.id === row.id ? [heir] : [];
  });
}

/** What a site says itself, or what is agreed where that is more. */
function floorOf({ agreed }: Looking, row: ItemRow): Pick<StockItem, 'floorDays' | 'floorBy'> {
  const asked = floorFor(agreed, row);
  if (asked === undefined || asked.days < row.floor_days) return { floorDays: row.floor_days };
  return { floorDays: asked.days, floorBy: { because: asked.because, agreement: asked.agreement } };
}

export async function transfersWith(
  asking: Asking,
  now: StockNow,
  rows: readonly TransferRow[],
): Promise<readonly StockTransfer[]> {
  const { store } = asking.services;
  const items = await itemRows(store, { sites: [...new Set(rows.map(({ from_site }) => from_site))] });
  const giving = (row: TransferRow) =>
    items.find(({ site, system, code }) => site === row.from_site && system === row.system && code === row.code)?.id;
  const hand = await handRows(store, [
    ...rows.map(({ id }) => wayOf(id)),
    ...rows.flatMap((row) => {
      const item = giving(row);
      return item === undefined ? [] : [placeOf(item)];
    }),
  ]);
  const lotsAt = (place: string) => hand.filter((one) => one.place === place).map(lotOf);
  return rows.map((row) => {
    const [ours, theirs] = [row.from_site, row.to_site].map((one) => now.names.includes(one) && now.handle) as [
      boolean,
      boolean,
    ];
    return {
      id: row.id,
      state: row.state,
      from: partnerOf(now, row.from_site),
      to: partnerOf(now, row.to_site),
      words: row.words,
      unit: row.unit,
      asked: row.asked,
      ...(row.offered === null ? {} : { offered: row.offered }),
      arrived: row.arrived,
      lost: row.lost,
      reason: row.reason,
      ...(row.answer === null ? {} : { answer: row.answer }),
      askedBy: row.asked_by,
      at: row.asked_at.toISOString(),
      ...answerOf(row, now.today),
      ...(row.buffer === null ? {} : { buffer: { id: row.buffer, back: row.back } }),
      lots: lotsAt(wayOf(row.id)),
      toSend: ours && row.state === 'offered' ? lotsAt(placeOf(giving(row) ?? '0')) : [],
      may: {
        offer: ours && row.state === 'asked',
        send: ours && row.state === 'offered',
        receive: theirs && row.state === 'sent',
        withdraw: theirs && (row.state === 'asked' || row.state === 'offered'),
      },
    };
  });
}

function answerOf(row: TransferRow, today: Day): Pick<StockTransfer, 'answerBy'> {
  const { answer_by: on, answer_because: because, answer_instrument: instrument } = row;
  if (on === null || because === null) return {};
  const agreement = `/agreements/${encodeURIComponent(instrument ?? '')}`;
  return { answerBy: { on, because, agreement, late: row.state === 'asked' && on < today } };
}

export function sidesOf({ from_site, to_site }: TransferRow): readonly string[] {
  return [from_site, to_site];
}

export function partnerOf({ nameOf }: Pick<StockNow, 'nameOf'>, organization: string): Partner {
  return { organization, name: nameOf(organization) };
}

function moveOf(move: MoveRow, { id }: ItemRow): StockMove {
  const came = move.to_place === placeOf(id);
  const other = came ? move.from_place : move.to_place;
  const kind = other.startsWith('transit/')
    ? came
      ? 'arrived'
      : 'sent'
    : other === 'difference'
      ? 'counted'
      : other === 'outside'
        ? 'received'
        : 'written-off';
  const { on_day: on, lot, reason, by } = move;
  return { on, kind, lot, reason, by, quantity: came ? move.quantity : -move.quantity };
}

/** What runs out first stands first; what nobody can tell before what is enough. */
function weightOf({ level, days }: StockItem): number {
  if (level === 'none') return -1;
  return level === 'unknown' ? 100 : (days ?? 0);
}

function earlier(a: Day, b: Day): Day {
  return a < b ? a : b;
}
