import type { Day } from '#base';
import { bucketOf, type Compartment } from '#repository';
import { type Reader, type Sql, sql, type Transaction } from '#store';
import type { Counted } from './person.ts';
import type { Among } from './place.ts';
import type { Scope } from './scope.ts';
import type { Within } from './team.ts';

/** As at which day, and of whom, the figures are. */
export type Run = {
  readonly revision: string;
  readonly today: Day | null;
  readonly policy: string;
  readonly scope: Scope | null;
  /** Digest of the definitions by which facts were read. */
  readonly facts: string;
  /** While everybody is counted anew, the compartment up to which that is done; undefined: everybody is counted. */
  readonly swept?: Compartment;
};

/** What a person counts in by a pack, and where; and their teams as at each of the days. */
export type State = Counted &
  Within & {
    readonly person: string;
    readonly pack: number;
    readonly place: string;
    /** Of which measures, as bits, something was recorded in the month that ends on each of the days; empty where nothing was. */
    readonly had: readonly number[];
  };

/** A figure of a practice, or of a team at a practice, as at one of the days. */
export type TallyRow = {
  readonly pack: number;
  readonly place: string;
  readonly slot: number;
  readonly measure: number;
  /** '' of everybody, else of those who belong there: 'sex:female'. */
  readonly stratum: string;
  readonly met: number;
  readonly counted: number;
  /** Of those counted, of whom something was recorded in that month by itself, and who of these met it: of practices and everybody alone. */
  readonly had?: number;
  readonly hadMet?: number;
};

export async function readRun(reader: Reader): Promise<Run> {
  return runOf(await reader.first<StoredRun>(sql.prepared(sql`select ${COLUMNS} from insight_run`)));
}

/** The run, locked: one counts at a time, in this and other processes. */
export async function lockRun(transaction: Transaction): Promise<Run> {
  return runOf(await transaction.first<StoredRun>(sql`select ${COLUMNS} from insight_run for update`));
}

type StoredRun = Omit<Run, 'swept'> & { readonly bkt: number | null; readonly cmp: string | null };

const COLUMNS = sql.raw('revision, today, policy, scope, facts, swept_bkt as bkt, swept_cmp as cmp');

function runOf(row: StoredRun | undefined): Run {
  if (!row) return EMPTY;
  const { bkt, cmp, ...run } = row;
  return bkt === null || cmp === null ? run : { ...run, swept: { bkt, cmp } };
}

const EMPTY: Run = { revision: '0', today: null, policy: '', scope: null, facts: '' };

export async function keepRun(
  transaction: Transaction,
  { today, policy, scope }: { readonly today: Day; readonly policy: string; readonly scope: Scope },
): Promise<void> {
  await transaction.run(sql`
    update insight_run set today = ${today}::date, policy = ${policy}, scope = ${JSON.stringify(scope)}::jsonb`);
}

/** How far everybody was counted anew; undefined: it is done. */
export async function keepSwept(transaction: Transaction, swept: Compartment | undefined): Promise<void> {
  await transaction.run(sql`
    update insight_run set swept_bkt = ${swept?.bkt ?? null}::smallint, swept_cmp = ${swept?.cmp ?? null}::bigint`);
}

export const revisionRaised: Sql = sql`update insight_run set revision = revision + 1`;

export async function raiseRevision(transaction: Transaction): Promise<void> {
  await transaction.run(revisionRaised);
}

/** Several writes, none of which sees or touches what another writes, on one way to the database. */
export async function writeAll(transaction: Transaction, writes: readonly Sql[]): Promise<void> {
  if (writes.length === 0) return;
  const named = writes.map((write, place) => sql`${sql.raw(`w${place}`)} as (${write})`);
  await transaction.run(sql.prepared(sql`with ${sql.join(named)} select 1`));
}

export async function statesOf(reader: Reader, persons: readonly string[]): Promise<readonly State[]> {
  const rows = await reader.all<State & { readonly next: Day | null }>(
    sql.prepared(sql`
    select s.person, s.pack, s.place, s.counted, s.met, s.strata, s.next, s.teams, s.within, s.had
    from unnest(${persons.map(bucket)}::smallint[], ${persons}::text[]) k(bkt, person)
    join insight_state s on (s.bkt, s.person) = (k.bkt, k.person)`),
  );
  return rows.map(({ next, ...rest }) => ({ ...rest, ...(next ? { next } : {}) }));
}

/** What somebody is kept by, in a pack. */
export type StateKey = Pick<State, 'person' | 'pack'>;

/** Plan: insight_state_pkey, a probe a row; where nothing that an index holds is another, the row stays where it is. */
export function statesKept(states: readonly State[]): Sql {
  const rows = states.map((state) => ({ bkt: bucket(state.person), ...state }));
  return sql`
    insert into insight_state as s (bkt, person, pack, place, counted, met, strata, next, teams, within, had)
    select bkt, person, pack, place, counted, met, strata, next, teams, within, had from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r(bkt smallint, person text, pack smallint, place text, counted int[], met int[], strata text[], next date, teams text[], within int[],
        had int[])
    on conflict (bkt, person, pack) do update set (place, counted, met, strata, next, teams, within, had)
      = (excluded.place, excluded.counted, excluded.met, excluded.strata, excluded.next, excluded.teams, excluded.within, excluded.had)`;
}

export function statesDropped(gone: readonly StateKey[]): Sql {
  return sql`
    delete from insight_state s using unnest(${gone.map(({ person }) => bucket(person))}::smallint[], ${gone.map(({ person }) => person)}::text[],
      ${gone.map(({ pack }) => pack)}::smallint[]) k(bkt, person, pack)
    where (s.bkt, s.person, s.pack) = (k.bkt, k.person, k.pack)`;
}

export type Member = Compartment & { readonly person: string };

/** Under which persons compartments were counted. */
export async function membersOf(reader: Reader, compartments: readonly Compartment[]): Promise<readonly Member[]> {
  return reader.all(
    sql.prepared(sql`
    select m.bkt, m.cmp, m.person
    from unnest(${compartments.map(({ bkt }) => bkt)}::smallint[], ${compartments.map(({ cmp }) => cmp)}::bigint[]) k(bkt, cmp)
    join insight_member m on (m.bkt, m.cmp) = (k.bkt, k.cmp)`),
  );
}

export function membersKept(members: readonly Member[]): Sql {
  return sql`
    insert into insight_member (bkt, cmp, person)
    select * from unnest(${members.map(({ bkt }) => bkt)}::smallint[], ${members.map(({ cmp }) => cmp)}::bigint[],
      ${members.map(({ person }) => person)}::text[])
    on conflict (bkt, cmp) do update set person = excluded.person`;
}

/** Adds to figures; a figure that is not there yet begins at nothing. */
export function talliesAdded(rows: readonly TallyRow[]): Sql {
  return sql`
    insert into insight_tally (pack, place, slot, measure, stratum, met, counted, had, had_met)
    select pack, place, slot, measure, stratum, met, counted, coalesce(had, 0), coalesce("hadMet", 0)
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r(pack smallint, place text, slot smallint, measure smallint, stratum text, met int, counted int, had int, "hadMet" int)
    on conflict (pack, place, slot, measure, stratum) do update
      set met = insight_tally.met + excluded.met, counted = insight_tally.counted + excluded.counted,
        had = insight_tally.had + excluded.had, had_met = insight_tally.had_met + excluded.had_met`;
}

/** A practice and pack: at most 31 measures as at 25 days, and as at two of them by strata. Plan: of one pack, one range of the key. */
export function readTallies(reader: Reader, pack?: number): Promise<readonly TallyRow[]> {
  const own = pack === undefined ? sql.empty : sql`where pack = ${pack}::smallint`;
  return reader.all(sql`select pack, place, slot, measure, stratum, met, counted from insight_tally ${own}`);
}

/** Everything counted so far is forgotten. */
export async function clear(transaction: Transaction): Promise<void> {
  await transaction.run(sql`delete from insight_state`);
  await transaction.run(sql`delete from insight_member`);
  await transaction.run(sql`delete from insight_tally`);
}

/** People of whom time alone has changed something by a day, the most overdue first. */
export async function due(reader: Reader, today: Day, limit: number): Promise<readonly string[]> {
  const rows = await reader.all<{ person: string }>(sql`
    select person from insight_state where next <= ${today}::date group by person order by min(next) limit ${limit}::int`);
  return rows.map(({ person }) => person);
}

/** Everybody on the register of a pack at some practices; of a team, those of them who are in it today. */
export async function onRegister(
  reader: Reader,
  pack: number,
  { practices, team }: Among,
): Promise<readonly Pick<State, 'person' | 'place'>[]> {
  const own = team === undefined ? sql.empty : sql`and within[array_position(teams, ${team}::text)] & 1 = 1`;
  return reader.all(sql`
    select person, place from insight_state
    where pack = ${pack}::smallint and place = any(${practices}::text[]) and counted[1] & 1 = 1 ${own} order by person`);
}

/** A person's bucket is in their id. */
function bucket(person: string): number {
  return bucketOf('Patient', person);
}
