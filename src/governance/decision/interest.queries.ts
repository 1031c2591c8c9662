import type { Day } from '#base';
import { type Reader, sql, type Transaction } from '#store';
import type { Actor } from '../act.queries.ts';
import type { Interest } from './interest.ts';

const LIST_MAX = 1_000;

/** The whole register, newest first: it is there to be read. */
export async function readInterests(reader: Reader): Promise<readonly Interest[]> {
  const rows = await reader.all<Row>(sql`
    select id::text, principal, name, organization, whole, kind, words, party, "from"::text as "from", until::text as until, declared
    from governance_interest order by id desc limit ${LIST_MAX}`);
  return rows.map(({ until, ...row }) => ({ ...row, ...(until === null ? {} : { until }) }));
}

export async function keepInterest(
  transaction: Transaction,
  { access, at }: Actor,
  interest: Omit<Interest, 'id' | 'principal' | 'name' | 'declared'>,
): Promise<void> {
  const { organization, whole, kind, words, party, from, until } = interest;
  await transaction.run(sql`
    insert into governance_interest (principal, name, organization, whole, kind, words, party, "from", until, declared)
    values (${access.principal}, ${access.name ?? access.principal}, ${organization}, ${whole}, ${kind}, ${words}, ${party},
      ${from}::date, ${until ?? null}::date, ${at})`);
}

/** Its last day; one's own, or of one's organisation as a whole. Answers whether there was one. */
export async function endInterest(
  transaction: Transaction,
  { access }: Pick<Actor, 'access'>,
  { id, until, organization }: { readonly id: string; readonly until: Day; readonly organization: string },
): Promise<boolean> {
  const row = await transaction.first(sql`
    update governance_interest set until = ${until}::date
    where id = ${id}::bigint and (until is null or until > ${until}::date) and "from" <= ${until}::date
      and (principal = ${access.principal} or (whole and organization = ${organization}))
    returning id`);
  return row !== undefined;
}

type Row = Omit<Interest, 'until'> & { readonly until: Day | null };
