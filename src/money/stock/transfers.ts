import type { Access } from '#agreement';
import { accepted, type Outcome, refuse } from '#fhir';
import { sql, type Transaction } from '#store';
import { reasonOf } from '../acts/act.ts';
import type { Asking } from '../ask.ts';
import { type AnswerDue, answerDue, answeredFact, oweAnswer } from './answer-owed.ts';
import { becauseOf } from './agreed.ts';
import { drawable } from './buffer.ts';
import type { StockLot, TransferArrived, TransferAsked } from './contract.ts';
import { actingAs, doerOf, handling, lotsIn, numberIn, placeOf, type StockNow, UNDATED, wayOf } from './ground.ts';
import { settleFloors } from './floor.ts';
import { itemFor, ownItem, thereFor } from './keep.ts';
import {
  handRows,
  type ItemRow,
  itemRows,
  keepMoves,
  type NewMove,
  type TransferRow,
  transferRows,
} from './stock.queries.ts';

/** Asks another site, under an agreement that both are parties of. What may be drawn from a buffer is offered at once. */
export async function askTransfer(asking: Asking, access: Access, asked: TransferAsked): Promise<Outcome<string>> {
  const [now, reason] = [await handling(asking, access), reasonOf(asked.reason)];
  if (!now.ok) return now;
  if (!reason.ok) return reason;
  const quantity = wholeOf(asked.quantity);
  if (!quantity.ok) return quantity;
  return asking.services.store.write(async (transaction) => {
    const item = await ownItem(transaction, now.value, asked.item);
    if (!item.ok) return item;
    const acting = actingAs(now.value, item.value.site);
    const giving = await givingItem(transaction, acting, { from: asked.from, item: item.value });
    if (!giving.ok) return giving;
    const known = await transferUnder(transaction, { to: acting.site, from: asked.from, key: asked.key });
    if (known !== undefined) return accepted(known);
    const wanted = { id: asked.buffer ?? '', item: item.value, quantity: quantity.value };
    const drawn = asked.buffer === undefined ? undefined : await drawable(asking, acting, wanted, transaction);
    if (drawn !== undefined && !drawn.ok) return drawn;
    if (drawn !== undefined && drawn.value.keeper !== asked.from) {
      return refuse('not-found', 'money.no-buffer', 'This site keeps no such buffer for yours.');
    }
    const row = {
      item: item.value,
      key: asked.key,
      from: asked.from,
      to: acting.site,
      quantity: quantity.value,
      reason: reason.value,
    };
    if (drawn) return accepted(await keepTransfer(transaction, acting, { ...row, buffer: drawn.value.id }));
    const due = answerDue(acting, { from: asked.from, item: item.value });
    const id = await keepTransfer(transaction, acting, due ? { ...row, due } : row);
    if (due) await oweAnswer(asking, transaction, acting, { id, from: asked.from, item: item.value, due });
    return accepted(id);
  });
}

export type NewTransfer = {
  readonly item: ItemRow;
  readonly key: string;
  readonly from: string;
  readonly to: string;
  readonly quantity: number;
  readonly reason: string;
  readonly buffer?: string;
  readonly back?: true;
  readonly due?: AnswerDue;
};

/** What was agreed before (a buffer, its paying back) needs no yes: it is offered as it is asked. */
export async function keepTransfer(transaction: Transaction, now: StockNow, made: NewTransfer): Promise<string> {
  const { system, code, words, unit } = made.item;
  const { at, by, principal } = doerOf(now);
  const agreed = made.buffer !== undefined;
  const row = await transaction.first<{ id: string }>(sql`
    insert into money_stock_transfer (key, from_site, to_site, system, code, words, unit, buffer, back, state, asked, offered,
      reason, asked_at, asked_by, principal, changed, changed_by, answer_by, answer_instrument, answer_because)
    values (${made.key}, ${made.from}, ${made.to}, ${system}, ${code}, ${words}, ${unit}, ${made.buffer ?? null}::bigint,
      ${made.back === true}, ${agreed ? 'offered' : 'asked'}, ${made.quantity}, ${agreed ? made.quantity : null}::bigint,
      ${made.reason}, ${at}, ${by}, ${principal}, ${at}, ${by}, ${made.due?.by ?? null}::date,
      ${made.due?.of.instrument.id ?? null}, ${made.due ? becauseOf(made.due.of).because : null}) returning id::text as id`);
  return row?.id ?? '0';
}

export async function transferUnder(
  transaction: Transaction,
  { to, from, key }: { readonly to: string; readonly from: string; readonly key: string },
): Promise<string | undefined> {
  const row = await transaction.first<{ id: string }>(sql`
    select id::text as id from money_stock_transfer where to_site = ${to} and from_site = ${from} and key = ${key}`);
  return row?.id;
}

/** The site that is asked says how much it can give, or why nothing. */
export async function answerTransfer(
  asking: Asking,
  access: Access,
  { id, quantity, reason }: { readonly id: string; readonly quantity?: number; readonly reason: string },
): Promise<Outcome<true>> {
  const words = quantity === undefined ? reasonOf(reason) : accepted(reason.trim().slice(0, 500));
  if (!words.ok) return words;
  return onTransfer(asking, access, { id, side: 'from', states: ['asked'] }, async ({ row, transaction, now }) => {
    if (quantity === undefined) return moveOn(transaction, now, row, { state: 'refused', answer: words.value });
    const whole = wholeOf(quantity);
    if (!whole.ok) return whole;
    if (whole.value > row.asked) {
      return refuse(
        'business-rule',
        'money.stock-more',
        `They asked for ${row.asked} ${row.unit}: offer no more than that.`,
      );
    }
    return moveOn(transaction, now, row, { state: 'offered', offered: whole.value, answer: words.value });
  });
}

/** What is sent is on its way from here: it is at neither site. */
export async function sendTransfer(
  asking: Asking,
  access: Access,
  { id, lots }: { readonly id: string; readonly lots: readonly StockLot[] },
): Promise<Outcome<true>> {
  const made = lotsIn(
    lots.filter(({ quantity }) => quantity !== 0),
    1,
  );
  if (!made.ok) return made;
  return onTransfer(asking, access, { id, side: 'from', states: ['offered'] }, async ({ row, transaction, now }) => {
    const all = made.value.reduce((sum, { quantity }) => sum + quantity, 0);
    if (all === 0 || all > (row.offered ?? 0)) {
      return refuse(
        'business-rule',
        'money.stock-more',
        `${row.offered ?? 0} ${row.unit} were offered: send that many or fewer, and at least one.`,
      );
    }
    if (made.value.some(({ expires }) => expires < now.today)) {
      return refuse('business-rule', 'money.stock-past', 'What is past its day is sent to nobody: throw it away here.');
    }
    const item = (await itemRows(transaction, { sites: [row.from_site] })).find((one) => sameAs(one, row));
    const own = await ownItem(transaction, now, item?.id ?? '0');
    if (!own.ok) return own;
    const enough = await thereFor(transaction, own.value, made.value);
    if (!enough.ok) return enough;
    const way = { from: placeOf(own.value.id), to: wayOf(row.id), key: `send ${row.id}`, reason: row.reason };
    await keepMoves(
      transaction,
      made.value.map((one) => ({ ...one, ...way })),
      doerOf(now),
    );
    await settleFloors(asking, transaction, now, [own.value]);
    return moveOn(transaction, now, row, { state: 'sent' });
  });
}

/** What came, and what is lost with its reason; the rest stays on its way until it comes or is given up. */
export async function receiveTransfer(
  asking: Asking,
  access: Access,
  arrived: TransferArrived,
): Promise<Outcome<true>> {
  const [came, lost] = [
    lotsIn(arrived.lots, 0),
    lotsIn(
      arrived.lots.map((one) => ({ ...one, quantity: one.lost })),
      0,
    ),
  ];
  if (!came.ok) return came;
  if (!lost.ok) return lost;
  const anyLost = lost.value.some(({ quantity }) => quantity > 0);
  const reason = anyLost ? reasonOf(arrived.reason) : accepted('Arrived');
  if (!reason.ok) return reason;
  const what = { id: arrived.id, side: 'to', states: ['sent', 'received'] } as const;
  return onTransfer(asking, access, what, async ({ row, transaction, now }) => {
    const key = `arrive ${row.id} ${arrived.key.slice(0, 100)}`;
    if (await transaction.first(sql`select 1 from money_stock_move where key = ${key} limit 1`)) return accepted(true);
    if (row.state !== 'sent') return gone(row);
    const item = await itemFor(transaction, now, { ...row, floorDays: await floorOf(transaction, row) });
    const own = await ownItem(transaction, now, item);
    if (!own.ok) return own;
    if (own.value.unit !== row.unit) {
      return refuse(
        'conflict',
        'money.stock-unit',
        `It was sent by the ${row.unit}; here it is counted by the ${own.value.unit}.`,
      );
    }
    const from = wayOf(row.id);
    const moves: readonly NewMove[] = [
      ...came.value.map((one) => ({ ...one, key, from, to: placeOf(own.value.id), reason: row.reason })),
      ...lost.value.map((one) => ({ ...one, key, from, to: 'written-off', reason: reason.value })),
    ].filter(({ quantity }) => quantity > 0);
    const onWay = await handRows(transaction, [from]);
    const short = [...came.value].find(({ lot, expires, quantity }) => {
      const gone = lost.value.find((one) => one.lot === lot && one.expires === expires)?.quantity ?? 0;
      return quantity + gone > (onWay.find((one) => one.lot === lot && one.expires === expires)?.quantity ?? 0);
    });
    if (moves.length === 0 || short) {
      return refuse(
        'business-rule',
        'money.stock-short',
        `No more can come or be lost than is on its way${short ? `: look at batch ${short.lot}` : ''}. Say at least one.`,
      );
    }
    await keepMoves(transaction, moves, doerOf(now));
    await settleFloors(asking, transaction, now, [own.value]);
    const rest = await handRows(transaction, [from]);
    return rest.length === 0 ? moveOn(transaction, now, row, { state: 'received' }) : accepted(true);
  });
}

export async function withdrawTransfer(asking: Asking, access: Access, id: string): Promise<Outcome<true>> {
  return onTransfer(asking, access, { id, side: 'to', states: ['asked', 'offered'] }, ({ row, transaction, now }) =>
    moveOn(transaction, now, row, { state: 'withdrawn' }),
  );
}

type Acting = { readonly row: TransferRow; readonly transaction: Transaction; readonly now: StockNow };
type Wanted = {
  readonly id: string;
  readonly side: 'from' | 'to';
  readonly states: readonly TransferRow['state'][];
};

async function onTransfer(
  asking: Asking,
  access: Access,
  { id, side, states }: Wanted,
  work: (acting: Acting) => Promise<Outcome<true>>,
): Promise<Outcome<true>> {
  const now = await handling(asking, access);
  if (!now.ok) return now;
  return asking.services.store.write(async (transaction) => {
    const [row] = await transferRows(transaction, { id: numberIn(id), locked: true });
    const site = side === 'from' ? row?.from_site : row?.to_site;
    if (!row || site === undefined || !now.value.names.includes(site))
      return refuse('not-found', 'money.no-transfer', 'No request that is yours to act on has this number.');
    if (!states.includes(row.state)) return gone(row);
    const done = await work({ row, transaction, now: actingAs(now.value, site) });
    if (done.ok && row.state === 'asked')
      await asking.services.obligations?.fact(transaction, access, answeredFact(row.id), {
        reference: `/stock/transfers/${row.id}`,
      });
    return done;
  });
}

const STATES: Readonly<Record<TransferRow['state'], string>> = {
  asked: 'asked, and not offered yet',
  offered: 'offered',
  sent: 'sent already',
  received: 'received already',
  refused: 'turned down',
  withdrawn: 'taken back',
};

function gone({ state }: TransferRow): Outcome<never> {
  return refuse('conflict', 'money.transfer-state', `It is ${STATES[state]}: look at it again.`);
}

type Change = { readonly state: TransferRow['state']; readonly offered?: number; readonly answer?: string };

async function moveOn(
  transaction: Transaction,
  now: StockNow,
  { id }: TransferRow,
  { state, offered, answer }: Change,
): Promise<Outcome<true>> {
  const { at, by } = doerOf(now);
  await transaction.run(sql`
    update money_stock_transfer set state = ${state}, changed = ${at}, changed_by = ${by},
      offered = coalesce(${offered ?? null}::bigint, offered), answer = coalesce(${answer ?? null}, answer)
    where id = ${id}::bigint`);
  return accepted(true);
}

/** The same medicine, counted in the same unit, at a site that is party of an agreement with the asker's. */
async function givingItem(
  transaction: Transaction,
  { sites, site, nameOf }: StockNow,
  { from, item }: { readonly from: string; readonly item: ItemRow },
): Promise<Outcome<ItemRow>> {
  const found = sites.includes(from) && from !== site ? await itemRows(transaction, { sites: [from] }) : [];
  const same = found.find((one) => sameAs(one, item));
  if (!same) {
    return refuse(
      'not-found',
      'money.stock-nobody',
      `No agreement in force lets you ask ${nameOf(from)} for it, or they do not keep it. The page lists who does.`,
    );
  }
  return same.unit === item.unit
    ? accepted(same)
    : refuse('conflict', 'money.stock-unit', `They count it by the ${same.unit}, you by the ${item.unit}.`);
}

async function floorOf(transaction: Transaction, row: TransferRow): Promise<number> {
  const items = await itemRows(transaction, { sites: [row.to_site, row.from_site] });
  const [own, theirs] = [row.to_site, row.from_site].map((site) =>
    items.find((one) => one.site === site && sameAs(one, row)),
  );
  return own?.floor_days ?? theirs?.floor_days ?? 30;
}

function sameAs(one: Pick<ItemRow, 'system' | 'code'>, other: Pick<ItemRow, 'system' | 'code'>): boolean {
  return one.system === other.system && one.code === other.code;
}

function wholeOf(quantity: number): Outcome<number> {
  const made = lotsIn([{ lot: 'all', quantity, expires: UNDATED }], 1);
  return made.ok ? accepted(quantity) : made;
}
