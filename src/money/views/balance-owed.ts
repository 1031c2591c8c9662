import type { Day } from '#base';
import type { Actor } from '#obligation';
import { type Reader, sql, type Transaction } from '#store';
import type { Asking } from '../ask.ts';
import { type AgreedPool, poolWords } from '../pool/agreed-pool.ts';

const WORKING_DAYS = 10;
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
        due: { in: WORKING_DAYS, unit: 'working-days' },
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

/** Partners that have something in the pool, but for whoever keeps its books. Plan: money_account of the pool. */
async function partiesWithBalance(reader: Reader, { id, keeper, parties }: AgreedPool): Promise<readonly string[]> {
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
