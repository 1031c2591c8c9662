import { type Access, spaced } from '#agreement';
import { accepted, type Outcome, refuse } from '#fhir';
import type { TextFile } from '#http';
import type { Asking } from '../ask.ts';
import { poolWords } from '../pool/agreed-pool.ts';
import { amountOf } from '../pool/position.ts';
import { accountView } from './accounts.ts';
import { maskedAccount } from './bank-account.ts';
import type { Settlements, SettlementSummary, SettlementView } from './contract.ts';
import { type SettleNow, settledWords, settleNow, settlementFor } from './ground.ts';
import { type Sight, sightFor } from './kept.ts';
import type { OpenItem } from './net.ts';
import { checkFile } from './check-file.ts';
import { checkOrder } from './check-order.ts';
import { paymentFile } from './payment-file.ts';
import { paymentsNow } from './routed.ts';
import {
  bankAccounts,
  linesOf,
  partiesOf,
  type PartyRow,
  type PaymentRow,
  paymentRows,
  type SettlementRow,
  settlementsOf,
} from './settle.queries.ts';

const SHOWN = 50;

/** Settlements of the agreements of one's organisation, newest first. */
export async function settlements(asking: Asking, access: Access): Promise<Outcome<Settlements>> {
  const found = await settleNow(asking, access);
  if (!found.ok) return found;
  const now = found.value;
  const { store } = asking.services;
  const agreements = [
    ...new Map(now.own.map((pool) => [pool.settles, { instrument: pool.settles, title: settledWords(pool) }])).values(),
  ];
  const rows = await settlementsOf(store, {
    instruments: agreements.map(({ instrument }) => instrument),
    limit: SHOWN,
  });
  const sightOf = await sightFor(asking, access, now);
  const all: SettlementSummary[] = [];
  for (const row of rows) {
    const [parties, payments] = await Promise.all([partiesOf(store, row.id), paymentsNow(asking, store, { now, row })]);
    all.push(summaryOf(now, row, { parties, payments, sight: sightOf(parties) }));
  }
  return accepted({
    settlements: all,
    agreements,
    ...(agreements.length > 0 ? { account: await accountView(asking, access, now) } : {}),
    may: { propose: access.role === 'finance-lead' && agreements.length > 0 },
  });
}

export async function settlement(asking: Asking, access: Access, id: string): Promise<Outcome<SettlementView>> {
  const found = await settleNow(asking, access);
  if (!found.ok) return found;
  const now = found.value;
  const known = await settlementFor(asking, now, id);
  if (!known.ok) return known;
  const row = known.value;
  const { store } = asking.services;
  const [parties, payments, lines] = await Promise.all([
    partiesOf(store, id),
    paymentsNow(asking, store, { now, row }),
    linesOf(store, id),
  ]);
  const paying = [...new Set(payments.flatMap(({ payer, payee }) => [payer, payee]))];
  const accounts = await bankAccounts(store, {
    organizations: paying.map(now.heirOf),
    currency: row.currency,
    waiting: false,
  });
  const lead = access.role === 'finance-lead';
  const mine = parties.filter(({ organization }) => now.names.includes(organization));
  const lined = lines.map(({ party }) => ({ organization: party }));
  const sight = (await sightFor(asking, access, now))([...parties, ...lined]);
  return accepted({
    ...summaryOf(now, row, { parties, payments, sight }),
    ...(row.posted === null ? {} : { posted: row.posted.toISOString() }),
    ...(row.pays === null ? {} : { pays: row.pays }),
    ...(row.reason === null ? {} : { reason: row.reason }),
    owed: lines.filter(sight.line).map((line) => owedView(now, row, line)),
    parties: parties.map((party) => {
      const account = accounts.find(({ organization }) => organization === now.heirOf(party.organization))?.account;
      return {
        ...partner(now, party.organization),
        ...(sight.own(party.organization) ? { net: amountOf(BigInt(party.minor), row.currency) } : {}),
        ...(party.signed === null ? {} : { signed: { by: party.by ?? '', at: party.signed.toISOString() } }),
        ...(account && sight.own(party.organization) ? { account: maskedAccount(account) } : {}),
      };
    }),
    payments: payments.filter(sight.payment).map(({ number, payer, payee, minor, received, reference }) => ({
      number,
      payer: partner(now, payer),
      payee: partner(now, payee),
      amount: amountOf(BigInt(minor), row.currency),
      ...(received === null ? {} : { received }),
      ...(reference === null ? {} : { reference }),
      may: { receive: lead && row.state === 'posted' && received === null && now.names.includes(payee) },
    })),
    accountless:
      row.state === 'proposed'
        ? paying
            .filter((one) => !accounts.some(({ organization }) => organization === now.heirOf(one)))
            .map((one) => partner(now, one))
        : [],
    may: {
      sign: lead && row.state === 'proposed' && mine.some(({ signed }) => signed === null),
      withdraw: lead && row.state === 'proposed' && mine.length > 0,
      file: lead && row.state === 'posted' && payments.some(({ payer }) => now.names.includes(payer)),
    },
  });
}

/** What one's own organisation is to pay, for its bank: the same bytes whenever it is asked for. That it was taken is in the audit. */
export async function paymentsFile(asking: Asking, access: Access, id: string): Promise<Outcome<TextFile>> {
  const found = await settleNow(asking, access);
  if (!found.ok) return found;
  const known = await settlementFor(asking, found.value, id);
  if (!known.ok) return known;
  const { names } = found.value;
  const row = known.value;
  const own = (await paymentRows(asking.services.store, id)).filter(({ payer }) => names.includes(payer));
  const payer = own[0]?.payer_account;
  if (access.role !== 'finance-lead')
    return refuse('forbidden', 'money.not-yours', 'This is for the finance lead of whoever pays.');
  if (row.state !== 'posted' || row.posted === null || row.pays === null || !payer)
    return refuse(
      'not-found',
      'money.no-payment',
      'Your organisation pays nothing by this settlement, or not everybody has signed it.',
    );
  const order = checkOrder({
    id: `CONCORD-S${row.id}`,
    made: row.posted,
    pays: row.pays,
    currency: row.currency,
    payer,
    payments: own.map(({ number, minor, payee_account: payee }) => ({
      id: `S${row.id}-${number}`,
      minor: BigInt(minor),
      payee: payee ?? { holder: '' },
      words: `Settlement ${row.id} up to ${row.until_day}`,
    })),
  });
  if (!order.ok) return order;
  const text = paymentFile(order.value);
  // Read as a bank reads it: what a bank would send back is not given out.
  const read = checkFile(text);
  if (!read.ok) return read;
  await asking.services.ports.audit.note(access, {
    action: 'export',
    outcome: 'done',
    query: `money settlement ${row.id}`,
  });
  return accepted({ text: once(text), type: 'application/xml', name: `settlement-${row.id}.xml` });
}

async function* once(text: string): AsyncIterable<string> {
  yield text;
}

type Parts = {
  readonly parties: readonly PartyRow[];
  readonly payments: readonly PaymentRow[];
  readonly sight: Sight;
};

function summaryOf(now: SettleNow, row: SettlementRow, { parties, payments, sight }: Parts): SettlementSummary {
  const pool = now.pools.find(({ settles }) => settles === row.instrument);
  return {
    id: row.id,
    instrument: row.instrument,
    title: pool === undefined ? row.instrument : settledWords(pool),
    until: row.until_day,
    state: row.state,
    proposed: row.proposed.toISOString(),
    by: partner(now, row.organization),
    paid: amountOf(
      payments.filter(sight.payment).reduce((sum, { minor }) => sum + BigInt(minor), 0n),
      row.currency,
    ),
    keptBack: sight.rivals.map((one) => partner(now, one)),
    awaited:
      row.state === 'proposed'
        ? parties.filter(({ signed }) => signed === null).map(({ organization }) => partner(now, organization))
        : [],
  };
}

function owedView(now: SettleNow, { currency }: SettlementRow, { pool, party, kind, item, minor }: OpenItem) {
  const charge = /^charge (\S+) (.+)$/.exec(item);
  const known = now.pools.find(({ id }) => id === pool);
  const words = charge
    ? `Charges for ${spaced(charge[1] ?? '')}`
    : item.startsWith('tranche ')
      ? 'Double-running money'
      : kind === 'due-from'
        ? 'What it was to put in'
        : 'What it is owed';
  return {
    party: partner(now, party),
    words,
    ledger: known === undefined ? spaced(pool.split('/')[1] ?? pool) : poolWords(known),
    amount: amountOf(minor, currency),
  };
}

function partner({ nameOf }: SettleNow, organization: string) {
  return { organization, name: nameOf(organization) };
}
