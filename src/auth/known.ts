import { type Reader, type Sql, sql } from '#store';

/** An account, its holder's name, where its seats are, and whose own record it reads ('Person/x'). */
export type KnownAccount = {
  readonly principal: string;
  readonly name: string;
  readonly organizations: readonly string[];
  readonly person?: string;
};

const ACCOUNTS_MAX = 5_000;

/** A seat of one's own record; who sits there for somebody else is not that person. */
const OWN: Sql = sql`s.person is not null and to_jsonb(s)->>'proxy' is null`;

/** Who is behind some principals ('account/12', 'account/12 by app/viewer'): for information governance. */
export async function knownAccounts(reader: Reader, principals: readonly string[]): Promise<readonly KnownAccount[]> {
  const ids = new Map<string, string>();
  for (const principal of principals.slice(0, ACCOUNTS_MAX)) {
    const id = /^account\/(.+?)(?: by app\/.*)?$/.exec(principal)?.[1];
    if (id !== undefined) ids.set(principal, id);
  }
  const rows = await reader.all<{ id: string; name: string; organizations: string[]; person: string | null }>(sql`
    select a.id, a.name, array_agg(distinct s.organization) as organizations, min(s.person) filter (where ${OWN}) as person
    from auth_account a join auth_seat s on s.account = a.id where a.id = any(${[...new Set(ids.values())]}::text[])
    group by a.id, a.name limit ${ACCOUNTS_MAX}`);
  const known = new Map(rows.map((row) => [row.id, row]));
  return [...ids].flatMap(([principal, id]): readonly KnownAccount[] => {
    const row = known.get(id);
    if (!row) return [];
    const { name, organizations, person } = row;
    return [{ principal, name, organizations, ...(person === null ? {} : { person }) }];
  });
}

/** People ('Person/x') who work at an organisation and read their own record here too. */
export async function colleaguesOf(reader: Reader, organization: string): Promise<readonly string[]> {
  const rows = await reader.all<{ person: string }>(sql`
    select distinct s.person from auth_seat w join auth_seat s on s.account = w.account and ${OWN}
    where w.organization = ${organization} and w.person is null limit ${ACCOUNTS_MAX}`);
  return rows.map(({ person }) => person);
}
