import { workingDaysAfter } from '#agreement';
import { type Day, dayIn } from '#base';
import type { Actor } from '#obligation';
import { type Reader, sql, type Transaction } from '#store';
import type { Asking } from '../ask.ts';
import { dueOf, lastDayOf, laterOf, monthOf } from '../close/days.ts';
import { countedDays } from '../close/ground.ts';
import { type AgreedPool, poolWords } from '../pool/agreed-pool.ts';

/** Of days that end within a month, and the least that whoever is told has. */
const WORKING_DAYS = 10;
const LEAST_WORKING_DAYS = 5;
const OPEN_MAX = 60;

type Closing = { readonly id: string; readonly through: Day };

/**
 * Once days are closed their balances stand still: each partner that has any in the pool, and whoever keeps its books, owes the other that
 * it agrees them, or says what it has otherwise.
 */
export async function oweBalances(
  { services }: Asking,
  transaction: Transaction,
  by: Actor,
  { pool, closing }: { readonly pool: AgreedPool; readonly closing: Closing },
): Promise<void> {
  const { obligations } = services;
  if (obligations === undefined) return;
  const today = dayIn(services.zone, services.now());
  const on = await dueBy(transaction, { pool, through: closing.through, today });
  for (const party of await partiesWithBalance(transaction, pool)) {
    const name = pool.parties.find(({ organization }) => organization === party)?.name ?? '';
    for (const organization of [party, pool.keeper])
      await obligations.open(transaction, by, {
        kind: 'balance-agreement',
        key: `${closing.id} ${party} ${organization}`,
        title: `Agree the balance of ${name} in ${poolWords(pool)} up to ${closing.through}`.slice(0, 200),
        owner: { organization, role: 'finance-lead' },
        owed: { organization: organization === party ? pool.keeper : party, role: 'finance-lead' },
        because: `The days up to ${closing.through} were closed: nothing is entered in them any more.`,
        page: pageOf(pool, party, closing.through),
        due: { on },
        ladder: [{ to: { organization, role: 'programme-lead' }, afterWorkingDays: 3 }],
        closedBy: { fact: balanceAgreed(closing.id, party, organization) },
        attested: false,
      });
  }
}

/** Whoever agrees what stands on a day has agreed what stood on the days before it, which it goes on from. */
export async function balancesAgreed(
  { services }: Asking,
  transaction: Transaction,
  by: Actor,
  {
    pool,
    party,
    until,
    names,
  }: {
    readonly pool: AgreedPool;
    readonly party: string;
    readonly until: Day;
    /** The names that whoever agrees answers to. */
    readonly names: readonly string[];
  },
): Promise<void> {
  for (const { id } of await closingsUpTo(transaction, pool.id, until))
    for (const organization of names)
      await services.obligations?.fact(transaction, by, balanceAgreed(id, party, organization), {
        reference: pageOf(pool, party, until),
      });
}

/** Of a whole month by the working day that its calendar says; whoever is told late has some working days still. */
async function dueBy(
  reader: Reader,
  { pool, through, today }: { readonly pool: AgreedPool; readonly through: Day; readonly today: Day },
): Promise<Day> {
  const month = monthOf(through);
  const counted = await countedDays(reader, pool, month);
  if (lastDayOf(month) !== through) return workingDaysAfter(today, WORKING_DAYS, counted.off);
  return laterOf(dueOf(month, 'balances', counted), workingDaysAfter(today, LEAST_WORKING_DAYS, counted.off));
}

/** Partners that have something in the pool, but for whoever keeps its books. Plan: money_account of the pool. */
export async function partiesWithBalance(
  reader: Reader,
  { id, keeper, parties }: AgreedPool,
): Promise<readonly string[]> {
  const rows = await reader.all<{ party: string }>(sql`
    select distinct party from money_account where pool = ${id} and party <> '' and party <> ${keeper} order by party`);
  return rows.map(({ party }) => party).filter((one) => parties.some(({ organization }) => organization === one));
}

function closingsUpTo(reader: Reader, pool: string, until: Day): Promise<readonly Closing[]> {
  return reader.all<Closing>(sql`
    select id::text as id, through from money_closing where pool = ${pool} and act = 'close' and through <= ${until}::date
    order by money_closing.id desc limit ${OPEN_MAX}`);
}

function pageOf({ instrument, name }: AgreedPool, party: string, until: Day): string {
  const asked = new URLSearchParams({ party, until });
  return `/money/${encodeURIComponent(instrument)}/${encodeURIComponent(name)}/statement?${asked}`;
}

function balanceAgreed(closing: string, party: string, organization: string): string {
  return `balance agreed: ${closing} ${party} ${organization}`;
}
