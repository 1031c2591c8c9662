import type { Day } from '#base';
import type { Compartment } from '#repository';
import { type Reader, type Sql, sql } from '#store';
import type { Reported } from './known.queries.ts';
import { type Membership, membershipOf, type Stay } from './team.ts';

export type StaysQuestion = {
  readonly from: readonly number[];
  /** Id of a team by whatever names it. */
  readonly byName: ReadonlyMap<string, string>;
  readonly reported: Reported;
};

/** In which teams people were, and when; `owners` says which compartment is whose. Plan: one range of insight_team_person a compartment. */
export async function staysOf(
  reader: Reader,
  owners: readonly (Compartment & { readonly person: string })[],
  { from, byName, reported }: StaysQuestion,
): Promise<ReadonlyMap<string, readonly Membership[]>> {
  const found = new Map<string, Membership[]>();
  if (byName.size === 0) return found;
  const rows = await reader.all<Stay & { readonly person: string }>(
    sql.prepared(sql`
    select k.person, t.team, t.joins, t.leaves
    from unnest(${owners.map(({ person }) => person)}::text[], ${owners.map(({ bkt }) => bkt)}::smallint[],
      ${owners.map(({ cmp }) => cmp)}::bigint[]) k(person, bkt, cmp)
    join ${teamsKnown(reported)} t on t.bkt = k.bkt and t.cmp = k.cmp
    where t.org = any(${from}::int[]) and t.team = any(${[...byName.keys()]}::text[])`),
  );
  for (const { person, ...stay } of rows)
    found.set(person, [...(found.get(person) ?? []), ...membershipOf(stay, byName)]);
  return found;
}

/** Some of whom any of these names is a team. Plan: insight_team_name. */
export function compartmentsNamed(
  reader: Reader,
  names: readonly string[],
  limit: number,
): Promise<readonly Compartment[]> {
  return reader.all(sql`
    select distinct bkt, cmp from insight_team where team = any(${names}::text[]) limit ${limit}::int`);
}

const COLUMNS = sql.raw('bkt, cmp, org, team, joins, leaves, learned');

/** Stays as they stand, or as they were known at an instant. */
export function teamsKnown(reported: Reported): Sql {
  if (reported === undefined) return sql`insight_team`;
  return sql`(select ${COLUMNS} from insight_team where learned <= ${reported}::timestamptz
    union all select ${COLUMNS} from insight_team_past
      where learned <= ${reported}::timestamptz and until > ${reported}::timestamptz)`;
}

/** Which CareTeams say of people that they are in a team on a day. Plan: one range of insight_team_person a compartment. */
export function careTeamsOn(
  reader: Reader,
  owners: readonly (Compartment & { readonly person: string })[],
  { from, names, asAt }: { readonly from: readonly number[]; readonly names: readonly string[]; readonly asAt: Day },
): Promise<readonly { readonly person: string; readonly id: string }[]> {
  return reader.all(sql`
    select k.person, t.id
    from unnest(${owners.map(({ person }) => person)}::text[], ${owners.map(({ bkt }) => bkt)}::smallint[],
      ${owners.map(({ cmp }) => cmp)}::bigint[]) k(person, bkt, cmp)
    join insight_team t on t.bkt = k.bkt and t.cmp = k.cmp
    where t.org = any(${from}::int[]) and t.team = any(${names}::text[])
      and t.joins <= ${asAt}::date and t.leaves > ${asAt}::date`);
}
