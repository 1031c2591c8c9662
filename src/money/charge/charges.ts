import type { Access, Stack } from '#agreement';
import { accepted, type Outcome, refuse } from '#fhir';
import type { Transaction } from '#store';
import { reasonOf } from '../acts/act.ts';
import { agreedNow, type Asking, ledgerParts, SERVICE } from '../ask.ts';
import type { ChargeDetail, ChargeView } from '../contract.ts';
import type { Line } from '../ledger/entry.ts';
import { openLedger } from '../ledger/ledger.ts';
import { MONEY_ROLES } from '../may.ts';
import type { AgreedPool } from '../pool/agreed-pool.ts';
import { amountOf } from '../pool/position.ts';
import { type ChargeRow, chargesOf, itemsOf, lastCharged, lockCharge, moveItems } from './charge.queries.ts';

const ANSWER_WORKING_DAYS = 10;
const ITEMS_SHOWN = 200;

export type ChargesNow = Awaited<ReturnType<typeof agreedNow>> & { readonly organization: string };
type Now = ChargesNow;

export async function charge(asking: Asking, access: Access, id: string): Promise<Outcome<ChargeDetail>> {
  const now = await chargesNow(asking, access);
  if (!now.ok) return now;
  const found = await oneOf(asking, now.value, id);
  if (!found.ok) return found;
  const rows = await itemsOf(asking.services.store, id, ITEMS_SHOWN);
  const { currency } = found.value;
  return accepted({
    ...viewOf(found.value, now.value, access),
    rows: rows.map(({ minor, reason, answer, words, ...row }) => ({
      ...row,
      amount: amountOf(BigInt(minor), currency),
      ...(reason === null ? {} : { reason }),
      ...(answer === null ? {} : { answer }),
      ...(words === null ? {} : { words }),
    })),
    more: found.value.items > rows.length,
  });
}

/** Accepts what is not queried (`queried`: what is), and it is entered at once: what is in dispute keeps nothing else back. */
export async function accept(asking: Asking, access: Access, id: string, queried: boolean): Promise<Outcome<string>> {
  const now = await chargesNow(asking, access);
  if (!now.ok) return now;
  return asking.services.store.write(async (transaction) => {
    const found = await locked(asking, transaction, now.value, id);
    if (!found.ok) return found;
    if (!isLeadOf(access, now.value, found.value.payer)) return notTheirs('the finance lead of whoever pays');
    return enter(asking, transaction, access, {
      row: found.value,
      now: now.value,
      from: queried ? ['queried'] : ['proposed'],
    });
  });
}

/** Queries some items, with the reason that the payee reads; the clock of the answer runs from now. */
export async function query(
  asking: Asking,
  access: Access,
  id: string,
  { numbers, reason: given }: { readonly numbers: readonly number[]; readonly reason: string },
): Promise<Outcome<number>> {
  const [now, reason] = [await chargesNow(asking, access), reasonOf(given)];
  if (!now.ok) return now;
  if (!reason.ok) return reason;
  return asking.services.store.write(async (transaction) => {
    const found = await locked(asking, transaction, now.value, id);
    if (!found.ok) return found;
    const row = found.value;
    if (!isLeadOf(access, now.value, row.payer)) return notTheirs('the finance lead of whoever pays');
    if (row.stands < now.value.today) {
      return refuse('business-rule', 'money.stands', `This charge could be queried until ${row.stands}; it stands.`);
    }
    const { count } = await moveItems(transaction, id, {
      from: ['proposed'],
      to: 'queried',
      numbers,
      reason: reason.value,
    });
    if (count === 0)
      return refuse('required', 'money.no-items', 'Say which items you query, of those that wait to be looked at.');
    await oweAnswer(asking, transaction, access, { row, now: now.value });
    await lookedAt(asking, transaction, access, id);
    return accepted(count);
  });
}

/** The payee answers a query: takes the items back, or says why they stand. */
export async function answer(
  asking: Asking,
  access: Access,
  id: string,
  { words: given, withdraw }: { readonly words: string; readonly withdraw: boolean },
): Promise<Outcome<number>> {
  const [now, words] = [await chargesNow(asking, access), reasonOf(given)];
  if (!now.ok) return now;
  if (!words.ok) return words;
  return asking.services.store.write(async (transaction) => {
    const found = await locked(asking, transaction, now.value, id);
    if (!found.ok) return found;
    if (!isLeadOf(access, now.value, found.value.payee)) return notTheirs('the finance lead of whoever did it');
    const { count } = await moveItems(transaction, id, {
      from: ['queried'],
      to: withdraw ? 'withdrawn' : 'queried',
      answer: words.value,
    });
    if (count === 0) return refuse('not-found', 'money.no-query', 'No item of this charge is queried.');
    await asking.services.obligations?.fact(transaction, access, answeredFact(id), { words: words.value });
    return accepted(count);
  });
}

/** What nobody queried in time stands: it is entered as agreed. */
export async function letStand(asking: Asking): Promise<void> {
  const { store } = asking.services;
  const now: Now = { ...(await agreedNow(asking)), organization: '' };
  for (const { id } of await chargesOf(store, { over: now.today })) {
    await store.write(async (transaction) => {
      await lockCharge(transaction, id);
      const [row] = await chargesOf(transaction, { ids: [id] });
      return row ? enter(asking, transaction, SERVICE, { row, now, from: ['proposed'] }) : accepted('');
    });
  }
}

type Entering = { readonly row: ChargeRow; readonly now: Now; readonly from: readonly string[] };

async function enter(
  asking: Asking,
  transaction: Transaction,
  access: Access,
  entering: Entering,
): Promise<Outcome<string>> {
  const { row, now, from } = entering;
  const { count, minor } = await moveItems(transaction, row.id, { from, to: 'accepted' });
  if (count === 0) return refuse('not-found', 'money.no-items', 'Nothing of this charge waits to be accepted.');
  await lookedAt(asking, transaction, access, row.id);
  if (minor === 0n) return accepted('');
  const pool = now.pools.find(({ id }) => id === row.pool);
  const parts = pool ? ledgerParts(asking, pool) : { now: asking.services.now };
  const ledger = await openLedger(transaction, parts, access, row.pool);
  const earlier = minor < 0n ? await lastCharged(transaction, row.pool, itemOf(row)) : undefined;
  const effective = ledger.openDay(row.until_day);
  const posted = await ledger.post([
    {
      key: `charge ${row.id} ${row.items - row.open - row.queried} ${from.join()}`,
      kind: 'charge',
      effective,
      ...(effective === row.until_day ? {} : { about: row.until_day }),
      words: `${row.adjusts ? 'Adjustment: ' : ''}${count} of ${row.line_words}`.slice(0, 500),
      cites: { instrument: row.instrument, version: row.version, clause: row.clause, paragraph: row.paragraph },
      overspends: pool?.overspends ?? true,
      lines: linesOf(row, { pool, minor, earlier }),
    },
  ]);
  return posted.ok ? accepted(posted.value[0] ?? '') : posted;
}

/** Out of a pool its fund pays; without one the payer owes, and the payee is owed. */
function linesOf(
  row: ChargeRow,
  {
    pool,
    minor,
    earlier,
  }: { readonly pool: AgreedPool | undefined; readonly minor: bigint; readonly earlier: string | undefined },
): readonly Line[] {
  const { currency, payer, payee, activity } = row;
  const owed: Line = { account: { kind: 'due-to', party: payee, currency }, minor: -minor, item: itemOf(row) };
  if (!pool?.pooled) return [{ account: { kind: 'due-from', party: payer, currency }, minor, item: itemOf(row) }, owed];
  const back =
    minor < 0n ? { whose: { owner: payer, fence: '' }, ...(earlier === undefined ? {} : { returns: earlier }) } : {};
  return [{ account: { kind: 'fund', currency }, minor, scheme: activity, ...back }, owed];
}

function itemOf({ clause, line }: ChargeRow): string {
  return `charge ${clause} ${line}`;
}

export async function chargesNow(asking: Asking, access: Access): Promise<Outcome<Now>> {
  const now = await agreedNow(asking);
  const organization = now.organizationOf(access.organization);
  return MONEY_ROLES.includes(access.role) && organization !== ''
    ? accepted({ ...now, organization })
    : refuse('forbidden', 'money.not-yours', 'Charges are for those who look after the money of a partner.');
}

async function oneOf({ services }: Asking, { organization }: Now, id: string): Promise<Outcome<ChargeRow>> {
  const [row] = /^\d{1,18}$/.test(id) ? await chargesOf(services.store, { ids: [id] }) : [];
  return row && (row.payer === organization || row.payee === organization)
    ? accepted(row)
    : refuse('not-found', 'money.no-charge', `No charge ${id.slice(0, 20)} is to or from your organisation.`);
}

async function locked(asking: Asking, transaction: Transaction, now: Now, id: string): Promise<Outcome<ChargeRow>> {
  const found = await oneOf(asking, now, id);
  if (!found.ok) return found;
  await lockCharge(transaction, id);
  const [row] = await chargesOf(transaction, { ids: [id] });
  return row ? accepted(row) : found;
}

function isLeadOf({ role }: Access, { organization }: Now, whose: string): boolean {
  return role === 'finance-lead' && organization === whose;
}

export function notTheirs(who: string): Outcome<never> {
  return refuse('forbidden', 'money.not-yours', `This is for ${who}.`);
}

export function viewOf(row: ChargeRow, { nameOf, organization, today, stack }: Now, access: Access): ChargeView {
  const money = (minor: string) => amountOf(BigInt(minor), row.currency);
  const lead = access.role === 'finance-lead';
  const title = titleOf(stack, row);
  return {
    id: row.id,
    payer: { organization: row.payer, name: nameOf(row.payer) },
    payee: { organization: row.payee, name: nameOf(row.payee) },
    activity: row.activity.replaceAll('-', ' '),
    words: row.line_words,
    byPeriod: row.line.startsWith('('),
    because: `${title}, version ${row.version}, paragraph ${row.paragraph}`,
    agreement: `/agreements/${encodeURIComponent(row.instrument)}`,
    from: row.from_day,
    until: row.until_day,
    adjusts: row.adjusts,
    proposed: row.proposed.toISOString(),
    stands: row.stands,
    items: row.items,
    open: row.open,
    queried: row.queried,
    total: money(row.minor),
    waiting: money(row.open_minor),
    inQuery: money(row.queried_minor),
    accepted: money(row.accepted_minor),
    withdrawn: money(row.withdrawn_minor),
    may: {
      accept: lead && organization === row.payer && row.open > 0,
      acceptQueried: lead && organization === row.payer && row.queried > 0,
      query: lead && organization === row.payer && row.open > 0 && row.stands >= today,
      answer: lead && organization === row.payee && row.queried > 0,
    },
  };
}

export function titleOf(stack: Stack, { instrument }: Pick<ChargeRow, 'instrument'>): string {
  return stack.find((entry) => entry.instrument.id === instrument)?.instrument.title ?? instrument;
}

async function oweAnswer(
  { services }: Asking,
  transaction: Transaction,
  access: Access,
  { row }: { readonly row: ChargeRow; readonly now: Now },
): Promise<void> {
  await services.obligations?.open(transaction, access, {
    kind: 'charge-query',
    key: `${row.id} ${row.open}`,
    title: `Answer a query about ${row.activity.replaceAll('-', ' ')}`.slice(0, 200),
    owner: { organization: row.payee, role: 'finance-lead' },
    owed: { organization: row.payer, role: 'finance-lead' },
    page: `/money/charges/${row.id}`,
    due: { in: ANSWER_WORKING_DAYS, unit: 'working-days' },
    ladder: [{ to: { organization: row.payee, role: 'programme-lead' }, afterWorkingDays: 0 }],
    closedBy: { fact: answeredFact(row.id) },
    attested: false,
  });
}

async function lookedAt({ services }: Asking, transaction: Transaction, access: Access, id: string): Promise<void> {
  await services.obligations?.fact(transaction, access, lookedAtFact(id), { reference: `/money/charges/${id}` });
}

export function lookedAtFact(id: string): string {
  return `charge looked at: ${id}`;
}

function answeredFact(id: string): string {
  return `charge answered: ${id}`;
}
