import type { Role } from '#agreement';
import { type Reader, sql } from '#store';
import { held } from './seat.ts';

/** Who sits in a role of an organisation at this instant, by name. */
export async function holdersOf(
  reader: Reader,
  { organization, role, now }: { readonly organization: string; readonly role: Role; readonly now: number },
): Promise<readonly { readonly account: string; readonly name: string }[]> {
  return reader.all(sql`
    select distinct a.id as account, a.name from auth_seat s join auth_account a on a.id = s.account
    where s.organization = ${organization} and s.role = ${role} and ${held(now)} order by a.name, a.id limit 500`);
}
