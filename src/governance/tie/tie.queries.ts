import { type Reader, sql, type Transaction } from '#store';
import type { Actor } from '../act.queries.ts';
import type { Partner } from '../book.ts';
import type { TeamCounted } from './team-ties.ts';
import type { TieDeed, TieSaid } from './tie.ts';

const DEEDS_MAX = 5_000;

export function tieDeeds(reader: Reader): Promise<readonly TieDeed[]> {
  return reader.all<TieDeed>(sql`select at, by, said from governance_tie_deed order by seq limit ${DEEDS_MAX}`);
}

export async function lockTies(transaction: Transaction): Promise<void> {
  await transaction.run(sql`select pg_advisory_xact_lock(hashtextextended('ties', 0))`);
}

export async function addTieDeed(
  transaction: Transaction,
  { access, at }: Actor,
  { organization, said }: { readonly organization: string; readonly said: TieSaid },
): Promise<void> {
  await transaction.run(sql`
    insert into governance_tie_deed (at, principal, by, organization, role, said)
    values (${at}, ${access.principal}, ${access.name ?? access.principal}, ${organization}, ${access.role}, ${JSON.stringify(said)}::jsonb)`);
}

export type Team = { readonly team: string; readonly partner: string; readonly name: string };

type Asked = Pick<Partner, 'key' | 'organization' | 'hosts'>;

/** Teams of the partners, as they themselves or a host wrote them down. Plan: governance_team_part. */
export function teamsOf(reader: Reader, partners: readonly Asked[]): Promise<readonly Team[]> {
  return reader.all<Team>(sql`
    with ${partnersIn(partners)}
    select 'Organization/' || t.id as team, t.part_of as partner, t.name
    from governance_team t join partner p on p.organization = t.part_of
    where (t.org = p.key or t.org in (select key from partner where hosts))
      and 'Organization/' || t.id not in (select organization from partner)
    order by 1 limit ${TEAMS_MAX}`);
}

const TEAMS_MAX = 2_000;

/**
 * What two partners, or teams of theirs, did together in each quarter from a day until another: as many people, as many contacts. A row with
 * `whole` is of the partners with all their teams. Plan: governance_contact_day.
 */
export function contactsBetween(
  reader: Reader,
  partners: readonly Asked[],
  { from, until, teams }: { readonly from: string; readonly until: string; readonly teams: readonly Team[] },
): Promise<readonly (TeamCounted & { readonly whole: boolean })[]> {
  return reader.all<TeamCounted & { readonly whole: boolean }>(sql`
    with ${partnersIn(partners)},
    side as (
      select organization as ref, organization as partner, null::text as team from partner
      union all select t.team, t.partner, t.team
      from unnest(${teams.map(({ team }) => team)}::text[], ${teams.map(({ partner }) => partner)}::text[]) as t (team, partner)),
    contact as (
      select coalesce(c.from_org, w.organization) as one, c.to_org as other, c.bkt, c.cmp,
        extract(year from c.on_day)::int || '-Q' || extract(quarter from c.on_day)::int as quarter
      from governance_contact c left join partner w on w.key = c.org
      where c.on_day >= ${from}::date and c.on_day < ${until}::date),
    sided as (
      select case when x.partner < y.partner then x.partner else y.partner end as a,
        case when x.partner < y.partner then y.partner else x.partner end as b,
        case when x.partner < y.partner then x.team else y.team end as team_a,
        case when x.partner < y.partner then y.team else x.team end as team_b, c.bkt, c.cmp, c.quarter
      from contact c join side x on x.ref = c.one join side y on y.ref = c.other where x.partner <> y.partner)
    select a, b, team_a as "teamA", team_b as "teamB", quarter, grouping(team_a) = 1 as whole,
      count(distinct (bkt, cmp))::int as people, count(*)::int as contacts
    from sided group by grouping sets ((a, b, quarter), (a, b, quarter, team_a, team_b))
    order by 6, 1, 2, 5, 3, 4 limit 10000`);
}

function partnersIn(partners: readonly Asked[]) {
  const keys = partners.map(({ key }) => key);
  const names = partners.map(({ organization }) => organization);
  const hosts = partners.map((one) => one.hosts);
  return sql`partner as (
    select * from unnest(${keys}::int[], ${names}::text[], ${hosts}::boolean[]) as p (key, organization, hosts))`;
}
