import type { Compartment } from '#repository';
import { type Reader, type Sql, sql, type Store } from '#store';
import type { CountedPack } from './catalogue.ts';
import { type Census, censusOf, type LastingBit, type LatestBits, type SingleBit } from './census.ts';
import { dateOf } from './census-days.ts';
import { factsKnown, patientsKnown } from './known.queries.ts';
import { type Directory, directoryOf } from './person.ts';
import type { PackScope } from './scope.ts';
import type { TallyRow } from './state.queries.ts';
import { atPractice, teamsByName } from './team.ts';
import { teamsKnown } from './team.queries.ts';

/** So many of a practice, in the same teams, who are told apart alike: how many count by each measure from 0, the register, and how many have it. */
export type CensusRow = {
  readonly place: string;
  readonly teams: readonly string[];
  readonly strata: readonly string[];
  readonly counted: readonly number[];
  readonly met: readonly number[];
};

export type CensusQuestion = {
  readonly pack: CountedPack;
  readonly scope: PackScope;
  /** Days since 1970. */
  readonly at: number;
  /** Every compartment and whose it is: a relation of `person`, `bkt` and `cmp`. */
  readonly everyone: Sql;
  /** As known at an instant, where `records` are given of their people alone; else of everybody as known now. */
  readonly known?: { readonly reported: Date; readonly records?: readonly Owned[] };
};

/**
 * Everybody counted by a pack as at a day, in one statement from the facts; undefined for a pack that cannot be. Plan: insight_fact_kind, of each
 * fact the days that matter and nothing but the index, a part of the people after the other; people and masks joined by hash, of numbers and not of names.
 */
export async function takeCensus(store: Store, question: CensusQuestion): Promise<readonly CensusRow[] | undefined> {
  const statement = censusStatement(question);
  if (!statement) return undefined;
  return store.write(async (transaction) => {
    // Of 100,000 people every step fits; nothing is written, so that the transaction holds nobody up. Compiling takes longer than it saves, no
    // part of the people comes twice, and people are grouped by hash: in order, by texts, where there is no other way.
    await transaction.run(sql`
      select set_config('work_mem', '48MB', true), set_config('jit', 'off', true), set_config('enable_memoize', 'off', true),
        set_config('enable_sort', 'off', true)`);
    return transaction.all<CensusRow>(statement);
  });
}

/** Whose a record is. */
export type Owned = Compartment & { readonly person: string };

/** All records of the people to whom some of them belong. Plan: everybody by hash, one pass each, and no name looked for. */
export function recordsOfPeople(
  reader: Reader,
  everyone: Sql,
  some: readonly Compartment[],
): Promise<readonly Owned[]> {
  return reader.all(sql`
    select e.person, e.bkt, e.cmp from ${everyone} e where e.person in (
      select t.person from ${everyone} t where t.cmp in (select unnest(${some.map(({ cmp }) => cmp)}::bigint[])))`);
}

/** As figures of practices and of teams at them, of a slot: everybody's, and by strata. */
export function censusRows(
  { number: pack }: CountedPack,
  rows: readonly CensusRow[],
  slot: number,
): readonly TallyRow[] {
  const sums = new Map<string, TallyRow>();
  for (const { place: practice, teams, strata, counted, met } of rows)
    for (const place of [practice, ...teams.map((team) => atPractice(team, practice))])
      for (const stratum of ['', ...strata])
        counted.forEach((all, measure) => {
          const key = `${place} ${measure} ${stratum}`;
          const before = sums.get(key);
          const sum = { met: (before?.met ?? 0) + (met[measure] ?? 0), counted: (before?.counted ?? 0) + all };
          sums.set(key, { pack, place, slot, measure, stratum, ...sum });
        });
  return [...sums.values()].filter((sum) => sum.counted !== 0);
}

export function censusStatement(question: CensusQuestion): Sql | undefined {
  const { at, scope } = question;
  const { pack, factNumber } = question.pack;
  const census = censusOf(pack, factNumber, at);
  if (!census) return undefined;
  const from = sourceOf(question);
  const frailty = pack.strata.includes('frailty') ? pack.facts.find(({ id }) => id === 'frailty') : undefined;
  const frail = frailty && {
    fact: factNumber(frailty.id),
    mean: frailty.sameDay === 'mean',
    from: undefined,
    tests: [],
  };
  const within = teamsOn(from, scope, at);
  const columns = pack.strata.map((dimension) => sql.raw(COLUMN[dimension] ?? dimension));
  const told = pack.strata.map(
    (dimension, place) => sql`${sql.raw(`'${dimension}:'`)} || coalesce(${columns[place]}, '?')`,
  );
  // The texts of strata are put together of groups and not of people.
  return sql`
    with ${from.some} ${peopleOf(from)}, told as materialized (${masksOfRecords(census, from, at)})
    select place, ${within ? sql`coalesce(teams, '{}')` : sql`'{}'::text[]`} as teams, ${told.length === 0 ? sql`'{}'::text[]` : sql`array[${sql.join(told)}]`} as strata, ${sumsOf(census)} from (
      select s.* ${census.band === undefined ? sql.empty : sql.raw(`, ${census.band} as band`)} ${frail ? sql`, f.value::text as frail` : sql.empty} ${within ? sql`, w.teams` : sql.empty}
      from (${standings(from, directoryOf(scope), masksOfSeveral(census, from, at))}) s
        ${frail ? sql`left join (${latestOf(frail, from, { at, of: EVERYBODY })}) f using (key)` : sql.empty}
        ${within ? sql`left join (${within}) w using (key)` : sql.empty}
      where s.place is not null) p
    where ${sql.raw(census.register)} group by ${sql.join([sql`place`, ...(within ? [sql`teams`] : []), ...columns])}`;
}

/** Strata whose column is not called as they are. */
const COLUMN: Readonly<Record<string, string>> = { age: 'band', frailty: 'frail' };

/**
 * Each person by the number that stands for them, the lowest of their records; and the records of those of more than one. That of anybody else
 * is their only record's, so that nobody has to be looked for by name.
 */
function peopleOf({ everyone }: Source): Sql {
  return sql`people as materialized (select person, min(cmp) as key, count(*) as records from ${everyone} e group by person),
    several as materialized (select e.cmp, o.key from ${everyone} e join people o using (person) where o.records > 1)`;
}

/** In which teams each is on the day; undefined where there are none. Plan: insight_team, one pass; it has few rows beside the facts. */
function teamsOn({ contributors, stays }: Source, { teams }: PackScope, at: number): Sql | undefined {
  const byName = teamsByName(teams);
  if (byName.size === 0) return undefined;
  const names = sql`(select * from unnest(${[...byName.keys()]}::text[], ${[...byName.values()]}::text[]) n(name, team))`;
  return sql`select coalesce(s.key, t.cmp) as key, array_agg(distinct n.team order by n.team) as teams
    from ${stays} t join ${names} n on n.name = t.team left join several s using (cmp)
    where t.org = any(${contributors}::int[]) and t.joins <= ${sql.raw(dateOf(at))} and t.leaves > ${sql.raw(dateOf(at))} group by 1`;
}

function sumsOf({ measures }: Census): Sql {
  const sums = (conditions: readonly string[]) =>
    `array[count(*)${conditions.map((condition) => `, count(*) filter (where ${condition})`).join('')}]::int[]`;
  const counted = sums(measures.map((measure) => measure.counted));
  const met = sums(measures.map((measure) => `${measure.counted} and ${measure.met}`));
  return sql.raw(`${counted} as counted, ${met} as met`);
}

/** Which rows are read, of whom. */
type Source = {
  readonly contributors: readonly number[];
  readonly everyone: Sql;
  /** What `everyone` is called after, where it is not everybody. */
  readonly some: Sql;
  readonly facts: Sql;
  readonly patients: Sql;
  readonly stays: Sql;
  readonly ofRecords: Whose;
};

function sourceOf({ scope: { contributors }, everyone, known }: CensusQuestion): Source {
  const reported = known?.reported;
  const source = {
    contributors,
    facts: factsKnown(reported),
    patients: patientsKnown(reported),
    stays: teamsKnown(reported),
  };
  // Only rows that others took the place of lie by buckets.
  const near = reported ? sql`and f.bkt >= p.part * ${PART}::int and f.bkt < (p.part + 1) * ${PART}::int` : sql.empty;
  const ofRecords = { key: sql`f.cmp`, join: sql.empty, part: sql`(f.bkt >> 10) = p.part ${near}` };
  const records = known?.records;
  if (!records) return { ...source, everyone, some: sql.empty, ofRecords };
  const [persons, buckets, compartments] = [
    records.map(({ person }) => person),
    records.map(({ bkt }) => bkt),
    records.map(({ cmp }) => cmp),
  ];
  const some = sql`those as materialized (
    select * from unnest(${persons}::text[], ${buckets}::smallint[], ${compartments}::bigint[]) e(person, bkt, cmp)),`;
  // Not by the name above: what both cores share has to be there for each.
  const where = sql`and f.cmp in (select unnest(${compartments}::bigint[]))`;
  return { ...source, everyone: sql`those`, some, ofRecords: { ...ofRecords, where } };
}

/** So many buckets are a part of the people, as insight_fact_kind has them. */
const PART = 1_024;
const PARTS = 32_768 / PART;

/** Whose facts are taken together, and of which parts. */
type Whose = { readonly key: Sql; readonly join: Sql; readonly part: Sql; readonly where?: Sql };
const whole = sql.raw(
  `(f.bkt >> 10) = any('{${Array.from({ length: PARTS }, (_, part) => part).join()}}'::smallint[])`,
);
const SEVERAL: Whose = { key: sql`s.key`, join: sql`join several s using (cmp)`, part: whole };
const EVERYBODY: Whose = { key: sql`coalesce(s.key, f.cmp)`, join: sql`left join several s using (cmp)`, part: whole };

/**
 * The mask of each record of which a fact says anything: of whoever has but one, their own. One part of the people after the other: masks of three thousand
 * stay in the processor's own memory while all kinds of facts are added to them, and those of a hundred thousand do not, which took more than twice as long.
 */
function masksOfRecords({ single, ...several }: Census, from: Source, at: number): Sql {
  const kinds = [...singles(single, from), ...togetherOf(several, from, { at, of: from.ofRecords })];
  if (kinds.length === 0) return sql`select 0::bigint as cmp, 0::bigint as mask where false`;
  const all = sql`(select key as cmp, mask from (${sql.join(kinds, sql` union all `)}) u)`;
  return sql`select r.cmp, r.mask from (select n::smallint as part from generate_series(0, ${PARTS - 1}::int) n) p cross join lateral (
    select f.cmp, bit_or(f.mask) as mask from ${all} f where true ${from.ofRecords.where ?? sql.empty} group by f.cmp) r`;
}

/** The mask of each person of several records: what any of them gives, and what the latest of all of them together give. */
function masksOfSeveral({ single, ...several }: Census, from: Source, at: number): Sql {
  const given = single.reduce((all, { bit }) => all | bit, 0n);
  const parts = [
    sql`select s.key, t.mask & ${sql.raw(String(given))}::bigint as mask from told t join several s using (cmp)`,
    ...togetherOf(several, from, { at, of: SEVERAL }),
  ];
  return sql`select key, bit_or(mask) as mask from (${sql.join(parts, sql` union all `)}) b group by key`;
}

/** Each fact gives the bits of its kind and day: a statement a kind. */
function singles(bits: readonly SingleBit[], { contributors, facts, ofRecords: { part } }: Source): readonly Sql[] {
  return [...new Set(bits.map(({ fact }) => fact))].map((fact) => {
    const own = bits.filter((one) => one.fact === fact);
    const given = own.map(({ from, to, bit }) => `case when ${between(from, to)} then ${bit}::bigint else 0 end`);
    const within = between(earliest(own), Math.max(...own.map(({ to }) => to)));
    return sql`select f.cmp as key, ${sql.raw(own.length === 1 ? `${own[0]?.bit}::bigint` : given.join(' | '))} as mask from ${facts} f
      where f.fact = ${sql.raw(String(fact))} and ${part} and ${sql.raw(within)} and f.org = any(${contributors}::int[])`;
  });
}

function between(from: number | undefined, to: number): string {
  return `f.at <= ${dateOf(to)}${from === undefined ? '' : ` and f.at >= ${dateOf(from)}`}`;
}

function earliest(bits: readonly SingleBit[]): number | undefined {
  return bits.some(({ from }) => from === undefined) ? undefined : Math.min(...bits.map(({ from = 0 }) => from));
}

type AsAt = { readonly at: number; readonly of: Whose };

/** Bits for which several facts are looked at together. */
function togetherOf({ latest, lasting }: Pick<Census, 'latest' | 'lasting'>, from: Source, as: AsAt): readonly Sql[] {
  return [...latest.map((one) => bitsOf(one, from, as)), ...lasting.map((one) => lastingOf(one, from, as))];
}

/** What had begun by the day and is over only later. Plan: insight_fact_kind, of each kind what began by the day; the two joined by hash. */
function lastingOf({ fact, namedBy, bit }: LastingBit, { facts, contributors }: Source, { at, of }: AsAt): Sql {
  const running = (kind: number) => sql`(select ${of.key} as key, f.second from ${facts} f ${of.join}
    where f.org = any(${contributors}::int[]) and f.fact = ${sql.raw(String(kind))} and ${of.part} and f.at <= ${sql.raw(dateOf(at))}
      and f.value > ${sql.raw(String(at))} ${of.where ?? sql.empty})`;
  const named = namedBy === undefined ? sql.empty : sql`join ${running(namedBy)} n using (key, second)`;
  return sql`select key, ${sql.raw(String(bit))}::bigint as mask from ${running(fact)} l ${named}`;
}

function bitsOf(one: LatestBits, from: Source, as: AsAt): Sql {
  const mask = one.tests.map(({ test, bit }) => `case when ${test} then ${bit}::bigint else 0 end`).join(' | ');
  return sql`select key, ${sql.raw(mask)} as mask from (${latestOf(one, from, as)}) l`;
}

/** Of each the latest of a kind: of the lowest of a day, or the mean of all of that day. Sorted once, which is quicker than a maximum of lists. */
function latestOf({ fact, mean, from: since, after }: LatestBits, from: Source, { at, of }: AsAt): Sql {
  const facts = sql`select ${of.key} as key, f.at, f.value, f.second from ${from.facts} f ${of.join}
    where f.org = any(${from.contributors}::int[]) and f.fact = ${sql.raw(String(fact))} and ${of.part} and f.at <= ${sql.raw(dateOf(at))}
      ${since === undefined ? sql.empty : sql.raw(`and f.at >= ${dateOf(since)}`)} ${of.where ?? sql.empty}`;
  const meant = after ? afterwards(facts, after, { from, at, of }) : facts;
  if (!mean)
    return sql`select distinct on (key) key, value, second from (${meant}) f order by key, at desc, coalesce(value, 0), coalesce(second, 0)`;
  return sql`select distinct on (key) key, value, second from (
    select key, at, avg(value) as value, avg(second) as second from (${meant}) f group by key, at) f order by key, at desc`;
}

/** Those that came so long after the first or last of another kind. */
function afterwards(
  facts: Sql,
  { fact, last, opens, closes }: NonNullable<LatestBits['after']>,
  { from: { contributors, facts: all }, at, of }: AsAt & { readonly from: Source },
): Sql {
  const anchors = sql`select ${of.key} as key, ${sql.raw(last ? 'max' : 'min')}(f.at) as anchor from ${all} f ${of.join}
    where f.org = any(${contributors}::int[]) and f.fact = ${sql.raw(String(fact))} and ${of.part} and f.at <= ${sql.raw(dateOf(at))} ${of.where ?? sql.empty} group by 1`;
  return sql`select f.* from (${facts}) f join (${anchors}) a using (key)
    where f.at >= ${sql.raw(`(anchor ${opens})::date`)} and f.at <= ${sql.raw(`(anchor ${closes})::date`)}`;
}

/** Where everybody is counted, as `standingOf` says. People of one record, who are most, need no order. */
function standings({ contributors, patients }: Source, { byName, byKey }: Directory, ofSeveral: Sql): Sql {
  const named = sql`(select * from unnest(${[...byName.keys()]}::text[], ${[...byName.values()]}::text[]) n(name, place))`;
  const writers = sql`(select * from unnest(${[...byKey.keys()]}::int[], ${[...byKey.values()]}::text[]) w(org, place))`;
  /** Of a record that names several, which few do: the writer's own, else the first. */
  const claim = (column: Sql) => sql`(select ${column} from (
    select n.place, (n.place = coalesce(w.place, ''))::int * 2 as rank, u.position
    from unnest(p.practices) with ordinality u(name, position) join ${named} n on n.name = u.name) c order by rank desc, position limit 1)`;
  const records = (key: Sql) => sql`
    select ${key} as key, p.id, date_trunc('milliseconds', p.learned) as learned, p.born, p.died, p.sex, p.ethnicity, p.language, p.deprivation,
      case cardinality(p.practices) when 0 then w.place when 1 then n.place else ${claim(sql`place`)} end as place,
      case cardinality(p.practices) when 0 then 1 when 1 then (n.place = coalesce(w.place, ''))::int * 2 else ${claim(sql`rank`)} end as rank
    from ${patients} p left join ${writers} w on w.org = p.org left join ${named} n on n.name = p.practices[1]`;
  const theirs = sql`p.org = any(${contributors}::int[])`;
  const columns = ['born', 'sex', 'ethnicity', 'language', 'deprivation'];
  const first = columns.map(
    (name) =>
      `(array_agg(${name} order by best desc, learned desc, id) filter (where ${name} is not null))[1] as ${name}`,
  );
  const all = sql.raw(`key, place, died, ${columns.join(', ')}`);
  return sql`
    select ${all}, coalesce(t.mask, 0) as mask from (${records(sql`p.cmp`)} join people o on o.key = p.cmp and o.records < 2
      where ${theirs}) r left join told t on t.cmp = r.key
    union all
    select ${all}, coalesce(m.mask, 0) as mask from (
      select key, max(place) filter (where best) as place, min(died) as died, ${sql.raw(first.join(', '))}
      from (select *, place is not null and row_number() over (partition by key order by place is null, rank desc, learned desc, id) = 1 as best
        from (${records(sql`s.key`)} join several s using (cmp) where ${theirs}) r) r group by key) r left join (${ofSeveral}) m using (key)`;
}
