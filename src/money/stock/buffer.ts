import type { Access } from '#agreement';
import { dayIn, plusDays } from '#base';
import { accepted, type Outcome, refuse } from '#fhir';
import { type Reader, sql, type Transaction } from '#store';
import type { Asking } from '../ask.ts';
import { pooledIn } from './agreed.ts';
import type { NewStockBuffer, StockBuffer } from './contract.ts';
import { actingAs, doerOf, handling, numberIn, placeOf, stockNow, type StockNow } from './ground.ts';
import { ownItem } from './keep.ts';
import { lastsFor, standing } from './pooled.ts';
import {
  type BufferRow,
  bufferRows,
  handRows,
  type ItemRow,
  itemRows,
  type TransferRow,
  transferRows,
} from './stock.queries.ts';
import { keepTransfer, transferUnder } from './transfers.ts';
import { itemsWith, partnerOf } from './views.ts';

/** Says that a site keeps a buffer for the parties of an agreement, by which paragraph, how much each may draw and by when it is back. */
export async function keepBuffer(asking: Asking, access: Access, wish: NewStockBuffer): Promise<Outcome<string>> {
  const found = await stockNow(asking, access);
  if (!found.ok) return found;
  const now = found.value;
  if (!now.speak) {
    return refuse(
      'forbidden',
      'money.stock-not-yours',
      'Who runs a site or signs for it says what it keeps for others.',
    );
  }
  const agreement = now.instruments.find(({ id }) => id === wish.instrument);
  if (!agreement?.text.some(({ id }) => id === wish.paragraph)) {
    return refuse(
      'business-rule',
      'money.buffer-agreed',
      'A buffer stands on a paragraph of an agreement in force of your site. Choose the agreement, and name its paragraph.',
    );
  }
  const item = (await itemRows(asking.services.store, { id: numberIn(wish.item) }))[0];
  const agreed = pooledIn(now.agreed).find(
    (one) =>
      one.instrument === wish.instrument &&
      one.keeper === item?.site &&
      now.names.includes(item.site) &&
      sameAs(one, item),
  );
  if (agreed) {
    return refuse(
      'business-rule',
      'money.buffer-clause',
      `The agreement has your site keep it already, by paragraph ${agreed.paragraph}. To change it, propose a new version.`,
    );
  }
  const days = [wish.mostDays, wish.backDays];
  if (days.some((one) => !Number.isInteger(one) || one < 1 || one > 365)) {
    return refuse(
      'value',
      'money.stock-floor',
      'Say how many days each may draw and after how many it is back, from 1 to 365.',
    );
  }
  return asking.services.store.write(async (transaction) => {
    const item = await ownItem(transaction, now, wish.item);
    if (!item.ok) return item;
    const { at, principal, by } = doerOf(now);
    const { system, code } = item.value;
    const row = await transaction.first<{ id: string }>(sql`
      insert into money_stock_buffer (instrument, paragraph, keeper, system, code, most_days, back_days, at, principal, by)
      values (${wish.instrument}, ${wish.paragraph}, ${item.value.site}, ${system}, ${code}, ${wish.mostDays}, ${wish.backDays}, ${at},
        ${principal}, ${by})
      on conflict (keeper, system, code, instrument) do update set clause = null, paragraph = excluded.paragraph, most_days = excluded.most_days,
        back_days = excluded.back_days returning id::text as id`);
    return accepted(row?.id ?? '0');
  });
}

/** Buffers of agreements in force, with what each site drew and has not paid back. */
export async function buffersOf(asking: Asking, now: StockNow): Promise<readonly StockBuffer[]> {
  const { store, zone } = asking.services;
  const buffers = await buffersIn(store, now);
  const items = await itemRows(store, { sites: [...new Set(buffers.map(({ keeper }) => keeper))] });
  const drawn = await transferRows(store, { buffers: buffers.map(({ id }) => id) });
  const hand = await handRows(
    store,
    items.map(({ id }) => placeOf(id)),
  );
  const shown: StockBuffer[] = [];
  for (const one of buffers) {
    const item = items.find(
      ({ site, system, code }) => site === one.keeper && system === one.system && code === one.code,
    );
    if (!item) continue;
    const agreement = now.instruments.find(({ id }) => id === one.instrument);
    const [kept] = one.clause === null ? [] : await itemsWith(asking, now, [item]);
    const lasts = kept && (await lastsFor(asking, now, kept));
    const of = drawn.filter(({ buffer }) => buffer === one.id);
    const sites = [...new Set(of.filter(({ back }) => !back).map(({ to_site }) => to_site))];
    shown.push({
      id: one.id,
      keeper: partnerOf(now, one.keeper),
      words: item.words,
      unit: item.unit,
      onHand: hand.reduce((sum, { place, quantity }) => (place === placeOf(item.id) ? sum + quantity : sum), 0),
      because: `${agreement?.title ?? one.instrument}, paragraph ${one.paragraph}`,
      agreement: `/agreements/${one.instrument}`,
      mostDays: one.most_days,
      backDays: one.back_days,
      ...(lasts && {
        lasts: { agreedDays: lasts.agreedDays, ...(lasts.days === undefined ? {} : { days: lasts.days }) },
      }),
      drawn: sites.flatMap((site) => {
        const owes = owedBy(site, of).arrived;
        if (owes <= 0) return [];
        const first = of.filter(({ to_site, back }) => to_site === site && !back).at(-1);
        const due = plusDays(dayIn(zone, first?.asked_at.getTime() ?? now.at.getTime()), one.back_days);
        return [{ ...partnerOf(now, site), owes, due, late: due < now.today }];
      }),
    });
  }
  return shown;
}

/** What a site drew less what it gave back: as it arrived, and with what is still asked or on its way. */
function owedBy(site: string, transfers: readonly TransferRow[]) {
  const open = ({ state, offered, asked, sent, lost }: TransferRow) =>
    state === 'sent' || state === 'received'
      ? sent - lost
      : state === 'offered' || state === 'asked'
        ? (offered ?? asked)
        : 0;
  const drawn = transfers.filter(({ to_site, back }) => to_site === site && !back);
  const back = transfers.filter(({ from_site, back: is }) => from_site === site && is);
  const sum = (rows: readonly TransferRow[], of: (row: TransferRow) => number) =>
    rows.reduce((all, row) => all + of(row), 0);
  const returned = sum(back, ({ arrived }) => arrived);
  return {
    arrived: sum(drawn, ({ arrived }) => arrived) - returned,
    committed: sum(drawn, open) - returned,
    returning: sum(back, open) - returned,
  };
}

/** Whether a site may draw so much: so many days of what it uses, less what it owes already. */
export async function drawable(
  asking: Asking,
  now: StockNow,
  { id, item, quantity }: { readonly id: string; readonly item: ItemRow; readonly quantity: number },
  transaction: Transaction,
): Promise<Outcome<BufferRow>> {
  // One draw after another: two at once would each see what is left for one.
  await transaction.all(sql`select id from money_stock_buffer where id = ${numberIn(id)}::bigint for update`);
  const buffer = (await buffersIn(transaction, now)).find((one) => one.id === id);
  if (!buffer || !mayDraw(now, buffer) || buffer.system !== item.system || buffer.code !== item.code) {
    return refuse('not-found', 'money.no-buffer', 'No agreement in force gives your site this buffer to draw from.');
  }
  const [own] = await itemsWith(asking, now, [item], transaction);
  if (own?.rate === undefined) {
    return refuse(
      'business-rule',
      'money.buffer-rate',
      `How much may be drawn is agreed as ${buffer.most_days} days of what is used, and the record does not tell yet how fast that is. Ask the site without the buffer: it answers.`,
    );
  }
  const { committed } = owedBy(now.site, await transferRows(transaction, { buffers: [buffer.id] }));
  const left = Math.floor(own.rate * buffer.most_days) - committed;
  if (quantity > left) {
    return refuse(
      'business-rule',
      'money.buffer-most',
      `Agreed are ${buffer.most_days} days of what is used: ${Math.max(0, left)} ${item.unit} are left to draw, with ${committed} drawn and not paid back.`,
    );
  }
  return accepted(buffer);
}

/** What was drawn goes back: offered to the keeper, sent by whoever owes it. */
export async function payBack(
  asking: Asking,
  access: Access,
  asked: { readonly buffer: string; readonly item: string; readonly quantity: number; readonly key: string },
): Promise<Outcome<string>> {
  const found = await handling(asking, access);
  if (!found.ok) return found;
  return asking.services.store.write(async (transaction) => {
    const item = await ownItem(transaction, found.value, asked.item);
    if (!item.ok) return item;
    const now = actingAs(found.value, item.value.site);
    await transaction.all(
      sql`select id from money_stock_buffer where id = ${numberIn(asked.buffer)}::bigint for update`,
    );
    const buffer = (await buffersIn(transaction, now)).find(({ id }) => id === asked.buffer);
    const same = buffer?.system === item.value.system && buffer.code === item.value.code;
    if (!buffer || !same) {
      return refuse(
        'not-found',
        'money.no-buffer',
        'No agreement in force has this buffer for what your site keeps here.',
      );
    }
    const known = await transferUnder(transaction, { to: buffer.keeper, from: now.site, key: asked.key });
    if (known !== undefined) return accepted(known);
    const { arrived, returning } = owedBy(now.site, await transferRows(transaction, { buffers: [buffer.id] }));
    const owes = arrived - returning;
    if (!Number.isSafeInteger(asked.quantity) || asked.quantity < 1 || asked.quantity > owes) {
      return refuse(
        'business-rule',
        'money.buffer-owes',
        `Your site owes ${Math.max(0, owes)} ${item.value.unit}: pay back that many or fewer.`,
      );
    }
    const row = { item: item.value, key: asked.key, from: now.site, to: buffer.keeper, quantity: asked.quantity };
    return accepted(
      await keepTransfer(transaction, now, {
        ...row,
        reason: 'Pays back what was drawn',
        buffer: buffer.id,
        back: true,
      }),
    );
  });
}

/** A clause says at which sites; what a site keeps by its own word is for all who signed. */
function mayDraw({ site, agreed }: StockNow, { keeper, clause, instrument }: BufferRow): boolean {
  if (keeper === site) return false;
  if (clause === null) return true;
  const by = agreed.find((one) => one.instrument.id === instrument && one.clause.id === clause);
  return by !== undefined && by.sites.includes(site);
}

async function buffersIn(reader: Reader, { instruments, agreed }: StockNow): Promise<readonly BufferRow[]> {
  const rows = await bufferRows(
    reader,
    instruments.map(({ id }) => id),
  );
  return standing(rows, agreed);
}

function sameAs(one: Pick<ItemRow, 'system' | 'code'>, other: Pick<ItemRow, 'system' | 'code'>): boolean {
  return one.system === other.system && one.code === other.code;
}
