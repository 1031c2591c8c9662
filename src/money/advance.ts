import { amountWords, dayWords, type Stack } from '#agreement';
import { type Day, plusDays } from '#base';
import { accepted } from '#fhir';
import { sql, type Transaction } from '#store';
import { type Asking, agreedNow, ledgerParts, SERVICE } from './ask.ts';
import type { NewEntry } from './ledger/entry.ts';
import { type OpenLedger, openLedger } from './ledger/ledger.ts';
import type { AgreedPool } from './pool/agreed-pool.ts';
import { type Due, duesOf } from './pool/due.ts';
import { meetEarly, metFact } from './pool/meet.ts';
import { amountOf } from './pool/position.ts';

/** What is due within so many days is owed already: who owes it is told. */
const FORESEEN_DAYS = 31;

/**
 * Does what time brings about, as the agreements say it today: posts the parts of contributions that fell due and what later
 * versions changed of them, opens what is owed, lets go of promises whose time is over. Safe to run at any time, by any number of
 * processes: everything has a key.
 */
export async function advance(asking: Asking): Promise<void> {
  const { pools, stack, today, nameOf } = await agreedNow(asking);
  for (const pool of pools) await advancePool(asking, { pool, stack, today, nameOf });
  await lapse(asking, today);
}

type Now = {
  readonly pool: AgreedPool;
  readonly stack: Stack;
  readonly today: Day;
  readonly nameOf: (organization: string) => string;
};

async function advancePool(asking: Asking, now: Now): Promise<void> {
  const { store, log } = asking.services;
  const { pool, stack, today } = now;
  const dues = duesOf(stack, pool, plusDays(today, FORESEEN_DAYS));
  const known = new Set(
    (
      await store.all<{ key: string }>(sql`
        select key from money_entry where pool = ${pool.id} and key = any(${dues.map(({ item }) => item)}::text[])`)
    ).map(({ key }) => key),
  );
  const fallen = dues.filter(({ due, item }) => due <= today && !known.has(item));
  const owed = dues.filter(({ item, minor }) => minor > 0n && !known.has(item));
  if (fallen.length === 0 && owed.length === 0) return;
  const done = await store.write(async (transaction) => {
    const ledger = await openLedger(transaction, ledgerParts(asking, pool), SERVICE, pool.id);
    const posted = await ledger.post(fallen.map((due) => entryOf(due, ledger)));
    if (!posted.ok) return posted;
    for (const due of owed) await owe(asking, transaction, due, now);
    return meetEarly(asking, { ...now, transaction, ledger, access: SERVICE });
  });
  if (!done.ok) log.error({ pool: pool.id, refusal: done.refusals[0].code }, 'money: what fell due was not entered');
}

/** What a partner owes is theirs in the fund from the day it is due; a change of it names the version it took the place of. */
function entryOf(due: Due, ledger: OpenLedger): NewEntry {
  const { item, minor, currency, party, fence, cites, insteadOf, about, inKind } = due;
  const effective = ledger.openDay(due.due);
  const aboutDay = insteadOf === undefined ? due.due : about;
  const what = inKind === undefined ? 'Contribution' : `Contribution in kind (${inKind})`;
  return {
    key: item,
    kind: 'contribution',
    effective,
    ...(aboutDay === effective ? {} : { about: aboutDay }),
    words: `${what} for the part from ${dayWords(about)}`.slice(0, 500),
    ...(insteadOf === undefined
      ? {}
      : { reason: `Version ${cites.version} of the agreement counts in place of version ${insteadOf}.` }),
    cites,
    overspends: true,
    lines: [
      { account: { kind: 'due-from', party, currency }, minor, item },
      { account: { kind: 'fund', currency }, minor: -minor, whose: { owner: party, fence } },
    ],
  };
}

/** The contributor's finance lead owes it; whoever keeps the books is told on the first day that it is late. */
async function owe({ services }: Asking, transaction: Transaction, due: Due, { pool, nameOf }: Now): Promise<void> {
  const { obligations, ports } = services;
  if (obligations === undefined) return;
  const keeper = { organization: pool.keeper, role: 'finance-lead' as const };
  const by = { ...SERVICE, organization: await ports.contributors.organizationKey(pool.keeper) };
  const title = `Pay ${amountWords(amountOf(due.minor, due.currency))} into ${pool.name.replaceAll('-', ' ')}`;
  const opened = await obligations.open(transaction, by, {
    kind: 'contribution',
    key: `${pool.id} ${due.item}`,
    title: (due.inKind === undefined ? title : `Give in kind what is worth ${title.slice(4)}`).slice(0, 200),
    owner: { organization: due.party, role: 'finance-lead' },
    ...(pool.keeper === due.party ? {} : { owed: keeper }),
    because: `${pool.title}, paragraph ${due.cites.paragraph}: ${nameOf(due.party)} puts it in.`.slice(0, 500),
    page: `/money/${pool.instrument}/${pool.name}/contributions`,
    due: { on: due.due },
    ladder: [
      { to: keeper, afterWorkingDays: 0 },
      { to: { organization: due.party, role: 'programme-lead' }, afterWorkingDays: 5 },
    ],
    closedBy: { fact: metFact(pool.id, due.item) },
    attested: false,
  });
  if (!opened.ok) throw new Error(`a contribution could not be asked for: ${opened.refusals[0].code}`);
}

/** Promises whose time is over are let go: what they kept apart is free. */
async function lapse({ services }: Asking, today: Day): Promise<void> {
  const { store, now } = services;
  const over = await store.all<{ seq: string; pool: string; words: string }>(sql`
    select seq::text as seq, pool, words from money_entry e
    where state = 'pending' and until <= ${new Date(now())} and not exists (select from money_entry o where o.ends = e.seq)
    order by until limit 1000`);
  for (const { seq, pool, words } of over) {
    await store.write(async (transaction) => {
      const ledger = await openLedger(transaction, { now }, SERVICE, pool);
      const ending = {
        key: `lapsed:${seq}`,
        effective: ledger.openDay(today),
        words: `Let go by itself: ${words}`.slice(0, 500),
      };
      const done = await ledger.release(seq, ending);
      // Who was faster posted it, or let it go by hand.
      return done.ok ? done : accepted('');
    });
  }
}
