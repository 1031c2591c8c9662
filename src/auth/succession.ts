import type { Role } from '#agreement';
import { type Reader, sql, type Transaction } from '#store';
import { held } from './seat.ts';

/** How many seats of each role are held in an organisation. */
export function seatCounts(
  reader: Reader,
  organization: string,
  now: number,
): Promise<readonly { readonly role: Role; readonly count: number }[]> {
  return reader.all(sql`
    select s.role, count(*)::int as count from auth_seat s
    where s.organization = ${organization} and s.person is null and ${held(now)} group by s.role order by s.role limit 100`);
}

/**
 * Whoever sits in an organisation that is no more sits in its successor: the same seat, so that who is signed in stays so. A seat that would
 * be held twice then is held once, for the longer time. Ended seats stay where they were. Answers how many went over.
 */
export async function moveSeats(
  transaction: Transaction,
  {
    from,
    to,
    name,
    now,
  }: { readonly from: readonly string[]; readonly to: string; readonly name: string; readonly now: number },
): Promise<number> {
  const at = new Date(now);
  const moved = await transaction.all<{ readonly account: string }>(sql`
    with going as (
      select s.id, s.account, s.role, s.person, s.ends,
        row_number() over (partition by s.account, s.role, s.person order by s.ends desc nulls first, s.id) as place
      from auth_seat s where s.organization = any(${from}::text[]) and (s.ends is null or s.ends > ${at})
    ), there as (
      update auth_seat t set ends = case when g.ends is null or t.ends is null then null else greatest(g.ends, t.ends) end, closed = null
      from going g where g.place = 1 and t.organization = ${to} and t.account = g.account and t.role = g.role
        and t.person is not distinct from g.person
      returning g.id
    ), twice as (
      update auth_seat s set ends = ${at} from going g
      where s.id = g.id and (g.place > 1 or g.id in (select id from there)) returning s.id
    )
    update auth_seat s set organization = ${to}, organization_name = ${name} from going g
    where s.id = g.id and g.place = 1 and g.id not in (select id from there)
    returning s.account`);
  const accounts = [...new Set(moved.map(({ account }) => account))];
  await transaction.run(sql`
    insert into auth_happening (at, account, by, kind, about)
    select ${at}, a, a, 'seat-given', ${`${name}, in the place of another organisation`} from unnest(${accounts}::text[]) a`);
  return moved.length;
}
