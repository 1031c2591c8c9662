import { day } from '#base';
import type { Compartment } from '#repository';
import { sql } from '#store';
import type { Asking } from '../ask.ts';
import { amountOf } from '../pool/position.ts';
import type { CareCharged } from './contract.ts';
import { careLedger, PEOPLE } from './entered.ts';

type Row = {
  readonly pool: string;
  readonly item: string;
  readonly party: string;
  readonly minor: string;
  readonly currency: string;
  readonly recorded: Date;
  readonly number: number;
};

const MOST = 500;

/** What somebody was charged for care, entry by entry, newest first: of organisations whose sums the asker sees, and of these people alone. */
export async function chargedOf(
  { services }: Asking,
  places: readonly Compartment[],
  organizations: readonly { readonly organization: string; readonly name: string }[],
): Promise<readonly CareCharged[]> {
  if (places.length === 0 || organizations.length === 0) return [];
  const pools = new Map(organizations.map(({ organization, name }) => [careLedger(organization), name]));
  const spans = places.map(({ bkt, cmp }) => `care ${bkt}/${cmp} `);
  // Plan: money_posting_item, a range for each record of the person.
  const rows = await services.store.all<Row>(sql`
    select a.pool, p.item, a.party, p.minor::text as minor, a.currency, e.recorded,
      row_number() over (partition by a.id, p.item order by e.seq)::int as number
    from unnest(${spans}::text[]) as s(start)
    join money_account a on a.pool = any(${[...pools.keys()]}::text[]) and a.kind = 'due-from'
    join money_posting p on p.account = a.id and p.item <> '' and p.item >= s.start and p.item < s.start || '~'
    join money_entry e on e.seq = p.entry
    order by p.item desc, a.party desc, e.seq desc limit ${MOST}`);
  return rows.map(({ pool, item, party, minor, currency, recorded, number }) => ({
    organization: pools.get(pool) ?? '',
    month: day(`${item.slice(-7)}-01`),
    amount: amountOf(BigInt(minor), currency),
    whose: party === PEOPLE ? 'person' : 'health',
    adjusts: number > 1,
    entered: recorded.toISOString(),
  }));
}
