import type { Access, Role } from '#agreement';
import { accepted, type Outcome, refuse } from '#fhir';
import type { Transaction } from '#store';
import { reasonOf } from '../acts/act.ts';
import { agreedNow, type Asking, SERVICE } from '../ask.ts';
import type { Accepting, ActivitySeen, ChargeDetail } from '../contract.ts';
import { CHARGE_READERS, MONEY_ROLES } from '../may.ts';
import { amountOf } from '../pool/position.ts';
import { type ChargeRow, chargesOf, itemsOf, lockCharge, moveItems } from './charge.queries.ts';
import { rivalsOf, walled } from '../wall.ts';
import { activitiesSeen } from './activity-seen.ts';
import { disputeViewOf } from './disputed.ts';
import { answeredFact, enter, lookedAt } from './enter.ts';
import { tellCharged } from './told-record.ts';
import { viewOf } from './view.ts';
import { paymentWaits, waitsBecause } from './waits.ts';

const ANSWER_WORKING_DAYS = 10;
const ITEMS_SHOWN = 200;

export type ChargesNow = Awaited<ReturnType<typeof agreedNow>> & {
  readonly organization: string;
  /** The names that it answers to. */
  readonly names: readonly string[];
  /** Payees whose costs are kept from the seat: see wall.ts. */
  readonly rivals: readonly string[];
};
type Now = ChargesNow;

/** One charge, with its items from one number on. */
export async function charge(asking: Asking, access: Access, id: string, after = 0): Promise<Outcome<ChargeDetail>> {
  const now = await chargesNow(asking, access, CHARGE_READERS);
  if (!now.ok) return now;
  const found = await oneOf(asking, now.value, id);
  if (!found.ok) return found;
  const { payee } = found.value;
  if (now.value.rivals.includes(payee))
    return walled(asking, access, [payee], `a charge of ${now.value.nameOf(payee)}`);
  const rows = await itemsOf(asking.services.store, id, { after, limit: ITEMS_SHOWN + 1 });
  const { currency } = found.value;
  const checks = access.role === 'payment-clerk';
  // A dispute tells what it leaves in the pool: that is for those who look after it.
  const dispute = checks ? undefined : await disputeViewOf(asking, access, { row: found.value, now: now.value });
  const shown = rows.slice(0, ITEMS_SHOWN);
  const seen = checks ? await activitiesSeen(asking, access, shown) : undefined;
  return accepted({
    ...viewOf(found.value, now.value, access),
    ...(dispute ? { dispute } : {}),
    rows: shown.map(({ minor, reason, answer, words, number, day, units, state }) => ({
      number,
      day,
      units,
      state,
      amount: amountOf(BigInt(minor), currency),
      ...(reason === null ? {} : { reason }),
      ...(answer === null ? {} : { answer }),
      ...(words === null ? {} : { words }),
      ...seenAs(seen?.get(number)),
    })),
    ...(rows.length > ITEMS_SHOWN ? { next: rows[ITEMS_SHOWN - 1]?.number ?? 0 } : {}),
    after,
  });
}

function seenAs(activity: ActivitySeen | undefined): Pick<ChargeDetail['rows'][number], 'activity'> {
  return activity === undefined ? {} : { activity };
}

/** Accepts what is not queried (or what is), all or some, and it is entered at once: what is in dispute keeps back what was agreed. */
export async function accept(
  asking: Asking,
  access: Access,
  id: string,
  { queried, numbers }: Accepting,
): Promise<Outcome<string>> {
  const now = await chargesNow(asking, access);
  if (!now.ok) return now;
  return asking.services.store.write(async (transaction) => {
    const found = await locked(asking, transaction, now.value, id);
    if (!found.ok) return found;
    if (!isLeadOf(access, now.value, found.value.payer)) return notTheirs('the finance lead of whoever pays');
    const because = queried === true ? undefined : waitsBecause(found.value, now.value);
    if (because !== undefined) return paymentWaits(because);
    return enter(asking, transaction, access, {
      row: found.value,
      now: now.value,
      from: queried === true ? ['queried'] : ['proposed'],
      ...(numbers === undefined ? {} : { numbers }),
    });
  });
}

/** Queries some items, with the reason that the payee reads; the clock of the answer runs from now. */
export async function query(
  asking: Asking,
  access: Access,
  id: string,
  { numbers, reason: given }: { readonly numbers?: readonly number[]; readonly reason: string },
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
      ...(numbers === undefined ? {} : { numbers }),
      reason: reason.value,
      at: new Date(asking.services.now()),
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
      at: new Date(asking.services.now()),
    });
    if (count === 0) return refuse('not-found', 'money.no-query', 'No item of this charge is queried.');
    // With the answer: who has nothing to pay any more has nothing to check.
    if (withdraw) await tellCharged(asking, transaction, [id], now.value.keyOf);
    await asking.services.obligations?.fact(transaction, access, answeredFact(id), { words: words.value });
    return accepted(count);
  });
}

/** What nobody queried in time stands: it is entered as agreed. */
export async function letStand(asking: Asking): Promise<void> {
  const { store } = asking.services;
  const now = await agreedForCharges(asking);
  for (const { id } of await chargesOf(store, { over: now.today })) {
    await store.write(async (transaction) => {
      await lockCharge(transaction, id);
      const [row] = await chargesOf(transaction, { ids: [id] });
      if (!row || waitsBecause(row, now) !== undefined) return accepted('');
      return enter(asking, transaction, SERVICE, { row, now, from: ['proposed'] });
    });
  }
}

/** What is agreed, for the program itself. */
export async function agreedForCharges(asking: Asking): Promise<ChargesNow> {
  return { ...(await agreedNow(asking)), organization: '', names: [], rivals: [] };
}

export async function chargesNow(
  asking: Asking,
  access: Access,
  readers: readonly Role[] = MONEY_ROLES,
): Promise<Outcome<Now>> {
  const now = await agreedNow(asking);
  const organization = now.organizationOf(access.organization);
  return readers.includes(access.role) && organization !== ''
    ? accepted({ ...now, organization, names: now.namesOf(organization), rivals: await rivalsOf(asking, access) })
    : refuse('forbidden', 'money.not-yours', 'Charges are for those who look after the money of a partner.');
}

export async function oneOf({ services }: Asking, { names }: Now, id: string): Promise<Outcome<ChargeRow>> {
  const [row] = /^\d{1,18}$/.test(id) ? await chargesOf(services.store, { ids: [id] }) : [];
  return row && (names.includes(row.payer) || names.includes(row.payee))
    ? accepted(row)
    : refuse('not-found', 'money.no-charge', `No charge ${id.slice(0, 20)} is to or from your organisation.`);
}

export async function locked(
  asking: Asking,
  transaction: Transaction,
  now: Now,
  id: string,
): Promise<Outcome<ChargeRow>> {
  const found = await oneOf(asking, now, id);
  if (!found.ok) return found;
  await lockCharge(transaction, id);
  const [row] = await chargesOf(transaction, { ids: [id] });
  return row ? accepted(row) : found;
}

export function isLeadOf({ role }: Access, { names }: Now, whose: string): boolean {
  return role === 'finance-lead' && names.includes(whose);
}

export function notTheirs(who: string): Outcome<never> {
  return refuse('forbidden', 'money.not-yours', `This is for ${who}.`);
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
