import { type Access, spaced, workingDaysAfter } from '#agreement';
import { isDay, plusDays } from '#base';
import { accepted, type Outcome, refuse } from '#fhir';
import type { Transaction } from '#store';
import { reasonOf } from '../acts/act.ts';
import type { Asking } from '../ask.ts';
import { daysOffOf } from '../pool/days-off.ts';
import { metFact } from '../pool/meet.ts';
import type { BankAccount } from './bank-account.ts';
import { rivalsAmong } from './kept.ts';
import { onlyLead, partsFor, type SettleNow, settledWords, settleNow, settlementFor, settlingOf } from './ground.ts';
import { postSettlement, proposeSettlement } from './post.ts';
import { routed } from './routed.ts';
import {
  bankAccounts,
  keepPayments,
  keepPosted,
  keepReceived,
  keepSignature,
  keepWithdrawn,
  linesOf,
  lockSettlement,
  partiesOf,
  paymentRows,
  type SettlementRow,
  settlementsOf,
} from './settle.queries.ts';

/** Banks take an order for a working day to come. */
const PAYS_WORKING_DAYS = 2;

export async function propose(
  asking: Asking,
  access: Access,
  { instrument, until }: { readonly instrument: string; readonly until: string },
): Promise<Outcome<string>> {
  const [now, lead] = [await settleNow(asking, access), onlyLead(access)];
  if (!now.ok) return now;
  if (!lead.ok) return lead;
  const { own, today, organization } = now.value;
  const pool = own.find(({ settles }) => settles === instrument);
  if (!pool) return refuse('not-found', 'money.no-pool', 'No agreement of your organisation with money is called so.');
  if (!isDay(until) || until >= today)
    return refuse('value', 'money.day', 'Money is settled up to a day that is over, such as the last of a month.');
  const proposer = {
    organization,
    principal: access.principal,
    by: access.name ?? access.principal,
    at: new Date(asking.services.now()),
  };
  return asking.services.store.write(async (transaction) => {
    const settling = settlingOf(now.value, { instrument, currency: pool.currency, until });
    const rivals = rivalsAmong(asking, now.value);
    const made = await proposeSettlement(transaction, { settling, rivalsOf: rivals }, proposer);
    if (!made.ok) return made;
    await keepSignature(transaction, made.value, proposer);
    await oweSignatures(asking, transaction, access, { id: made.value, pool: settledWords(pool) });
    const done = await finish(asking, transaction, access, { now: now.value, id: made.value });
    return done.ok ? made : done;
  });
}

/** Signs for one's own organisation; signed twice is signed once. */
export async function sign(asking: Asking, access: Access, id: string): Promise<Outcome<true>> {
  return onSettlement(asking, access, id, async (transaction, { row, now }) => {
    const own = (await partiesOf(transaction, id)).filter((one) => now.names.includes(one.organization));
    if (own.length === 0)
      return refuse('forbidden', 'money.not-yours', 'Your organisation neither owes nor is owed anything in it.');
    if (row.state === 'posted' || own.every(({ signed }) => signed !== null)) return accepted(true);
    if (row.state === 'withdrawn') return over(row);
    const at = new Date(asking.services.now());
    for (const { organization } of own) {
      const signer = { organization, principal: access.principal, by: access.name ?? access.principal, at };
      await keepSignature(transaction, id, signer);
      await asking.services.obligations?.fact(transaction, access, signedFact(id, organization), {
        reference: `/money/settlements/${id}`,
      });
    }
    return finish(asking, transaction, access, { now, id });
  });
}

export async function withdraw(asking: Asking, access: Access, id: string, given: string): Promise<Outcome<true>> {
  const reason = reasonOf(given);
  if (!reason.ok) return reason;
  return onSettlement(asking, access, id, async (transaction, { row, now }) => {
    const parties = await partiesOf(transaction, id);
    if (!parties.some(({ organization }) => now.names.includes(organization)))
      return refuse('forbidden', 'money.not-yours', 'Your organisation neither owes nor is owed anything in it.');
    if (row.state !== 'proposed') return over(row);
    await keepWithdrawn(transaction, id, reason.value);
    for (const { organization } of parties)
      await asking.services.obligations?.fact(transaction, access, signedFact(id, organization), {
        words: reason.value,
      });
    return accepted(true);
  });
}

/** A payment came: its payee says so, with what the bank calls it. */
export async function received(
  asking: Asking,
  access: Access,
  id: string,
  { number, on, reference }: { readonly number: number; readonly on: string; readonly reference: string },
): Promise<Outcome<true>> {
  return onSettlement(asking, access, id, async (transaction, { row, now }) => {
    const payment = (await paymentRows(transaction, id)).find((one) => one.number === number);
    if (row.state !== 'posted' || !now.names.includes(payment?.payee ?? ''))
      return refuse(
        'not-found',
        'money.no-payment',
        'No payment of this settlement to your organisation has this number.',
      );
    if (!isDay(on) || on > now.today) return refuse('value', 'money.not-yet', 'Give the day on which it came.');
    if (!/^[\p{L}\p{N} ./_-]{1,60}$/u.test(reference))
      return refuse('required', 'money.reference', 'Give the reference of the bank, in up to 60 letters and digits.');
    await keepReceived(transaction, id, { number, on, reference });
    return accepted(true);
  });
}

type On = { readonly row: SettlementRow; readonly now: SettleNow };

async function onSettlement<T>(
  asking: Asking,
  access: Access,
  id: string,
  work: (transaction: Transaction, on: On) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  const [now, lead] = [await settleNow(asking, access), onlyLead(access)];
  if (!now.ok) return now;
  if (!lead.ok) return lead;
  const found = await settlementFor(asking, now.value, id);
  if (!found.ok) return found;
  return asking.services.store.write(async (transaction) => {
    await lockSettlement(transaction, id);
    const [row] = await settlementsOf(transaction, { id });
    return row ? work(transaction, { row, now: now.value }) : settlementFor(asking, now.value, '');
  }) as Promise<Outcome<T>>;
}

/** Once everybody has signed it is entered, in the transaction of the last signature, and its payments are those of this moment. */
async function finish(
  asking: Asking,
  transaction: Transaction,
  access: Access,
  { now, id }: { readonly now: SettleNow; readonly id: string },
): Promise<Outcome<true>> {
  const parties = await partiesOf(transaction, id);
  const [row] = await settlementsOf(transaction, { id });
  if (!row || parties.some(({ signed }) => signed === null)) return accepted(true);
  await keepPayments(transaction, id, await routed(asking, transaction, { now, row }));
  const accounts = await accountsOf(asking, transaction, { now, id, currency: row.currency });
  if (!accounts.ok) return accounts;
  const settling = settlingOf(now, { instrument: row.instrument, currency: row.currency, until: row.until_day });
  const ground = { settling, parts: partsFor(asking, now), clerk: access, today: now.today };
  const posted = await postSettlement(transaction, row, ground);
  if (!posted.ok) return posted;
  const pool = now.pools.find(({ settles }) => settles === row.instrument);
  const pays = workingDaysAfter(plusDays(now.today, 1), PAYS_WORKING_DAYS - 1, daysOffOf(pool?.jurisdiction ?? ''));
  await keepPosted(transaction, id, { at: new Date(asking.services.now()), pays, accounts: accounts.value });
  for (const { pool: of, kind, item } of await linesOf(transaction, id))
    if (kind === 'due-from')
      await asking.services.obligations?.fact(transaction, access, metFact(of, item), { words: `Settlement ${id}` });
  return accepted(true);
}

/** Where each that pays or is paid has its money: nobody signs for payments that could not be made. */
async function accountsOf(
  _: Asking,
  transaction: Transaction,
  { now, id, currency }: { readonly now: SettleNow; readonly id: string; readonly currency: string },
): Promise<Outcome<ReadonlyMap<string, BankAccount>>> {
  const payments = await paymentRows(transaction, id);
  const organizations = [...new Set(payments.flatMap(({ payer, payee }) => [payer, payee]))];
  const rows = await bankAccounts(transaction, {
    organizations: organizations.map(now.heirOf),
    currency,
    waiting: false,
  });
  const known = new Map(rows.map(({ organization, account }) => [organization, account]));
  const accounts = new Map(
    organizations.flatMap((one) => {
      const account = known.get(now.heirOf(one));
      return account ? [[one, account] as const] : [];
    }),
  );
  const missing = organizations.filter((one) => !accounts.has(one)).map(now.nameOf);
  return missing.length === 0
    ? accepted(accounts)
    : refuse(
        'business-rule',
        'money.no-bank-account',
        `${missing.join(', ')}: no account is known that two people confirmed. Its finance lead gives it under Settlements.`,
      );
}

async function oweSignatures(
  { services }: Asking,
  transaction: Transaction,
  access: Access,
  { id, pool }: { readonly id: string; readonly pool: string },
): Promise<void> {
  for (const { organization, signed } of await partiesOf(transaction, id)) {
    if (signed !== null) continue;
    await services.obligations?.open(transaction, access, {
      kind: 'settlement',
      key: `${id} ${organization}`,
      title: `Sign settlement ${id} of ${spaced(pool)}`.slice(0, 200),
      owner: { organization, role: 'finance-lead' },
      page: `/money/settlements/${id}`,
      due: { in: 10, unit: 'working-days' },
      closedBy: { fact: signedFact(id, organization) },
      attested: false,
    });
  }
}

function over({ id, state }: SettlementRow): Outcome<never> {
  return refuse(
    'conflict',
    'money.settlement-over',
    `Settlement ${id} was ${state === 'posted' ? 'entered' : 'taken back'} already.`,
  );
}

function signedFact(id: string, organization: string): string {
  return `settlement signed: ${id} ${organization}`;
}
