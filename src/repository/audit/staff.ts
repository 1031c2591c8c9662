import { type Access, PURPOSES } from '#agreement';
import { type Reader, sql } from '#store';
import type { StaffLook } from '../ports.ts';

type Question = { readonly from: Date; readonly to: Date; readonly limit: number; readonly now: Date };

/**
 * Plan: line numbers from the first seal of the time on, so that no index of times is needed; one probe of person_record a line, and of
 * access for each person.
 */
export async function staffLooks(reader: Reader, access: Access, question: Question): Promise<readonly StaffLook[]> {
  const { from, to, limit, now } = question;
  const care = PURPOSES.indexOf('direct-care');
  const rows = await reader.all<Omit<StaffLook, 'under'> & { readonly under: string | null }>(sql`
    select x.principal, x.role, x.at, x.person, x.under, exists (
        select 1 from person_record p join access v on v.viewer = ${access.viewer}::int and v.purpose = ${care}::smallint
          and (v.bkt, v.cmp) = (p.bkt, p.cmp) and v.until > ${now}::timestamptz and v.rel <> 0 where p.person = x.person) as related
    from (select a.principal, a.role, a.at, a.under, coalesce(a.person, p.person) as person from audit a
      left join person_record p on (p.bkt, p.cmp) = (a.bkt, a.cmp)
      where a.seq >= coalesce((select min(s.first) from audit_seal s where s.at >= ${from}::timestamptz and s.at < ${to}::timestamptz), 0)
        and a.at >= ${from}::timestamptz and a.at < ${to}::timestamptz and a.organization = ${access.organization}::int
        and a.role <> 'system' and a.purpose = 'direct-care' and a.outcome in ('done', 'success')
        and (a.person is not null or a.cmp is not null)
      order by a.seq desc limit ${limit}::int) x where x.person is not null`);
  return rows.map(({ under, ...row }) => ({ ...row, ...(under === null ? {} : { under }) }));
}
