import { type Sql, sql, type Store } from '#store';
import type { CountedPack } from './catalogue.ts';
import { type Census, censusOf, type LatestBits, type SingleBit } from './census.ts';
import { dateOf } from './census-days.ts';
import { type Directory, directoryOf } from './person.ts';
import type { PackScope } from './scope.ts';
import type { TallyRow } from './state.queries.ts';

/** So many of a practice who are told apart alike: how many count by each measure from 0, the register, and how many have it. */
export type CensusRow = {
  readonly place: string;
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
};

/**
 * Everybody counted by a pack as at a day, in one statement from the facts; undefined for a pack that cannot be. Plan: insight_fact_kind, of each
 * fact the days that matter and nothing but the index; people and masks joined by hash. Both cores take part.
 */
export async function takeCensus(store: Store, question: CensusQuestion): Promise<readonly CensusRow[] | undefined> {
  const statement = censusStatement(question);
  if (!statement) return undefined;
  return store.write(async (transaction) => {
    // Of 100,000 people every step fits; nothing is written, so that the transaction holds nobody up.
    await transaction.run(sql`set local work_mem = '48MB'`);
    return transaction.all<CensusRow>(statement);
  });
}

/** As figures of practices, of a slot: everybody's, and by strata. */
export function censusRows(
  { number: pack }: CountedPack,
  rows: readonly CensusRow[],
  slot: number,
): readonly TallyRow[] {
  const sums = new Map<string, TallyRow>();
  for (const { place, strata, counted, met } of rows)
    for (const stratum of ['', ...strata])
      counted.forEach((all, measure) => {
        const key = `${place} ${measure} ${stratum}`;
        const before = sums.get(key);
        const sum = { met: (before?.met ?? 0) + (met[measure] ?? 0), counted: (before?.counted ?? 0) + all };
        sums.set(key, { pack, place, slot, measure, stratum, ...sum });
      });
  return [...sums.values()].filter((sum) => sum.counted !== 0);
}

export function censusStatement({ pack: entry, scope, at, everyone }: CensusQuestion): Sql | undefined {
  const { pack, factNumber } = entry;
  const census = censusOf(pack, factNumber, at);
  if (!census) return undefined;
  const from = { contributors: scope.contributors, everyone };
  const frailty = pack.strata.includes('frailty') ? pack.facts.find(({ id }) => id === 'frailty') : undefined;
  const ofFrailty = frailty && {
    fact: factNumber(frailty.id),
    mean: frailty.sameDay === 'mean',
    from: undefined,
    tests: [],
  };
  const strata = pack.strata.map((dimension) => {
    const value =
      dimension === 'age'
        ? (census.band ?? '')
        : dimension === 'frailty'
          ? `coalesce(frail, '?')`
          : `coalesce(${dimension}, '?')`;
    return sql.raw(`'${dimension}:' || ${value}`);
  });
  const told = strata.length === 0 ? sql`'{}'::text[]` : sql`array[${sql.join(strata)}]`;
  return sql`
    select place, strata, ${sumsOf(census)} from (
      select s.place, s.born, s.died, coalesce(m.mask, 0) as mask, ${told} as strata
      from (${standings(from, directoryOf(scope))}) s left join (${masks(census, from, at)}) m using (person)
        ${ofFrailty ? sql`left join (select person, last[2]::text as frail from (${latestOf(ofFrailty, from, at)}) l) f using (person)` : sql.empty}
      where s.place is not null) p
    where ${sql.raw(census.register)} group by place, strata`;
}

function sumsOf({ measures }: Census): Sql {
  const sums = (conditions: readonly string[]) =>
    `array[count(*)${conditions.map((condition) => `, count(*) filter (where ${condition})`).join('')}]::int[]`;
  const counted = sums(measures.map((measure) => measure.counted));
  const met = sums(measures.map((measure) => `${measure.counted} and ${measure.met}`));
  return sql.raw(`${counted} as counted, ${met} as met`);
}

type Source = { readonly contributors: readonly number[]; readonly everyone: Sql };

/** The mask of everybody of whom a fact says anything. */
function masks({ single, latest }: Census, from: Source, at: number): Sql {
  const parts = [
    ...(single.length === 0 ? [] : [singles(single, from)]),
    ...latest.map((one) => bitsOf(one, from, at)),
  ];
  if (parts.length === 0) return sql`select ''::text as person, 0::bigint as mask where false`;
  return sql`select person, bit_or(mask) as mask from (${sql.join(parts, sql` union all `)}) b group by person`;
}

/** Each fact gives the bits of its kind and day; of a person's records all that any gives, so that they are added up before it is asked whose they are. */
function singles(bits: readonly SingleBit[], { contributors, everyone }: Source): Sql {
  const kinds = [...new Set(bits.map(({ fact }) => fact))].map((fact) => {
    const own = bits.filter((one) => one.fact === fact);
    const given = own.map(({ from, to, bit }) => `case when ${between(from, to)} then ${bit}::bigint else 0 end`);
    const within = between(earliest(own), Math.max(...own.map(({ to }) => to)));
    return sql`select f.cmp, ${sql.raw(own.length === 1 ? `${own[0]?.bit}::bigint` : given.join(' | '))} as mask from insight_fact f
      where f.fact = ${sql.raw(String(fact))} and ${sql.raw(within)} and f.org = any(${contributors}::int[])`;
  });
  return sql`select e.person, b.mask from (
    select cmp, bit_or(mask) as mask from (${sql.join(kinds, sql` union all `)}) f group by cmp) b join ${everyone} e using (cmp)`;
}

function between(from: number | undefined, to: number): string {
  return `f.at <= ${dateOf(to)}${from === undefined ? '' : ` and f.at >= ${dateOf(from)}`}`;
}

function earliest(bits: readonly SingleBit[]): number | undefined {
  return bits.some(({ from }) => from === undefined) ? undefined : Math.min(...bits.map(({ from = 0 }) => from));
}

function bitsOf(one: LatestBits, from: Source, at: number): Sql {
  const mask = one.tests.map(({ test, bit }) => `case when ${test} then ${bit}::bigint else 0 end`).join(' | ');
  return sql`select person, ${sql.raw(mask)} as mask from (${latestOf(one, from, at)}) l`;
}

/** Of each person the latest of a kind, as [day, value, second]: of the lowest of a day, or the mean of all of that day. */
function latestOf({ fact, mean, from: since, after }: LatestBits, from: Source, at: number): Sql {
  const facts = sql`select e.person, f.at, f.value, f.second from insight_fact f join ${from.everyone} e using (cmp)
    where f.org = any(${from.contributors}::int[]) and f.fact = ${fact}::int and f.at <= ${sql.raw(dateOf(at))}
      ${since === undefined ? sql.empty : sql.raw(`and f.at >= ${dateOf(since)}`)}`;
  const meant = after ? afterwards(facts, after, { from, at }) : facts;
  const day = sql`(at - date '1970-01-01')::float8`;
  if (!mean)
    // The later day wins, then the lower value, then the lower second.
    return sql`select person, array[l[1], -l[2], -l[3]] as last from (
      select person, max(array[${day}, -value, -second]) as l from (${meant}) f group by person) l`;
  return sql`select person, max(array[${day}, value, second]) as last from (
    select person, at, avg(value) as value, avg(second) as second from (${meant}) f group by person, at) f group by person`;
}

/** Those that came so long after the first or last of another kind. */
function afterwards(
  facts: Sql,
  { fact, last, opens, closes }: NonNullable<LatestBits['after']>,
  { from: { contributors, everyone }, at }: { readonly from: Source; readonly at: number },
): Sql {
  const anchors = sql`select e.person, ${sql.raw(last ? 'max' : 'min')}(f.at) as anchor from insight_fact f
    join ${everyone} e using (cmp)
    where f.org = any(${contributors}::int[]) and f.fact = ${fact}::int and f.at <= ${sql.raw(dateOf(at))} group by e.person`;
  return sql`select f.* from (${facts}) f join (${anchors}) a using (person)
    where f.at >= ${sql.raw(`(anchor ${opens})::date`)} and f.at <= ${sql.raw(`(anchor ${closes})::date`)}`;
}

/** Where everybody is counted, as `standingOf` says. People of one record, who are most, need no order. */
function standings({ contributors, everyone }: Source, { byName, byKey }: Directory): Sql {
  const named = sql`(select * from unnest(${[...byName.keys()]}::text[], ${[...byName.values()]}::text[]) n(name, place))`;
  const writers = sql`(select * from unnest(${[...byKey.keys()]}::int[], ${[...byKey.values()]}::text[]) w(org, place))`;
  const several = sql`(select person from ${everyone} e group by person having count(*) > 1)`;
  /** Of a record that names several, which few do: the writer's own, else the first. */
  const claim = (column: Sql) => sql`(select ${column} from (
    select n.place, (n.place = coalesce(w.place, ''))::int * 2 as rank, u.position
    from unnest(p.practices) with ordinality u(name, position) join ${named} n on n.name = u.name) c order by rank desc, position limit 1)`;
  const records = sql`
    select e.person, p.id, date_trunc('milliseconds', p.learned) as learned, p.born, p.died, p.sex, p.ethnicity, p.language, p.deprivation,
      case cardinality(p.practices) when 0 then w.place when 1 then n.place else ${claim(sql`place`)} end as place,
      case cardinality(p.practices) when 0 then 1 when 1 then (n.place = coalesce(w.place, ''))::int * 2 else ${claim(sql`rank`)} end as rank
    from insight_patient p join ${everyone} e using (cmp)
      left join ${writers} w on w.org = p.org left join ${named} n on n.name = p.practices[1]
    where p.org = any(${contributors}::int[])`;
  const columns = ['born', 'sex', 'ethnicity', 'language', 'deprivation'];
  const first = columns.map(
    (name) =>
      `(array_agg(${name} order by best desc, learned desc, id) filter (where ${name} is not null))[1] as ${name}`,
  );
  return sql`
    select person, place, died, ${sql.raw(columns.join(', '))} from (${records}) r where person not in ${several}
    union all
    select person, max(place) filter (where best) as place, min(died) as died, ${sql.raw(first.join(', '))}
    from (select *, place is not null and row_number() over (partition by person order by place is null, rank desc, learned desc, id) = 1 as best
      from (${records}) r where person in ${several}) r group by person`;
}
