import type { Day } from '#base';
import type { Compartment, PersonRecordRow } from '#repository';
import { type Reader, sql, type Transaction } from '#store';

export type OptOutRow = {
  readonly rule: string;
  readonly since: Day;
  readonly source: string;
  readonly ended: Day | null;
};

type Places = readonly Compartment[];

const buckets = (places: Places): readonly number[] => places.map(({ bkt }) => bkt);
const hashes = (places: Places): readonly string[] => places.map(({ cmp }) => cmp);

/** What was said of the person in any record of theirs, or of an identifier that one of these has. Plan: a probe a record, one a key. */
export function saidOf(reader: Reader, places: Places): Promise<readonly OptOutRow[]> {
  return reader.all<OptOutRow>(sql`
    with own as (select * from unnest(${buckets(places)}::smallint[], ${hashes(places)}::bigint[]) k(bkt, cmp)),
      said as (
        select o.* from own k join record_opt_out o on (o.bkt, o.cmp) = (k.bkt, k.cmp)
        union
        select o.* from own k join record_block_key b on (b.bkt, b.cmp) = (k.bkt, k.cmp) join record_opt_out o on o.key = b.key
      )
    select distinct rule, since, source, ended from said order by since desc, rule, source limit 500`);
}

/** Records of people who have opted out by some rules, as of a day. Plan: as saidOf. */
export function standingAmong(
  reader: Reader,
  places: readonly PersonRecordRow[],
  { rules, today }: { readonly rules: readonly string[]; readonly today: Day },
): Promise<readonly (Compartment & { readonly rule: string })[]> {
  const holds = sql`o.ended is null and o.since <= ${today}::date and o.rule = any(${rules}::text[])`;
  return reader.all(sql`
    with own as materialized (select * from unnest(${buckets(places)}::smallint[], ${hashes(places)}::bigint[]) k(bkt, cmp))
    select k.bkt, k.cmp, o.rule from own k join record_opt_out o on (o.bkt, o.cmp) = (k.bkt, k.cmp) where ${holds}
    union
    select k.bkt, k.cmp, o.rule from own k join record_block_key b on (b.bkt, b.cmp) = (k.bkt, k.cmp)
      join record_opt_out o on o.key = b.key where ${holds}`);
}

type Said = { readonly rule: string; readonly source: string; readonly by: string; readonly at: Date };

/** In every record of the person, so that it stays with each should they be taken apart. */
export async function keepSaid(
  transaction: Transaction,
  places: Places,
  { rule, source, by, at, since }: Said & { readonly since: Day },
): Promise<void> {
  await transaction.run(sql`
    insert into record_opt_out (rule, bkt, cmp, since, source, by_whom, at)
    select ${rule}, k.bkt, k.cmp, ${since}::date, ${source}, ${by}, ${at}::timestamptz
    from unnest(${buckets(places)}::smallint[], ${hashes(places)}::bigint[]) k(bkt, cmp)
    where not exists (select from record_opt_out o where (o.bkt, o.cmp) = (k.bkt, k.cmp) and o.rule = ${rule} and o.ended is null)`);
}

/** What was said here and not by a list. Answers how many rows ended. */
export function endSaid(
  transaction: Transaction,
  places: Places,
  { rule, by, at, on }: Omit<Said, 'source'> & { readonly on: Day },
): Promise<number> {
  return transaction.run(sql`
    update record_opt_out o set ended = ${on}::date, ended_by = ${by}, ended_at = ${at}::timestamptz
    from unnest(${buckets(places)}::smallint[], ${hashes(places)}::bigint[]) k(bkt, cmp)
    where (o.bkt, o.cmp) = (k.bkt, k.cmp) and o.rule = ${rule} and o.ended is null`);
}

/** How many sayings hold, rule by rule; of a person with several records here one. */
export function standingCounts(
  reader: Reader,
): Promise<readonly { readonly rule: string; readonly standing: number }[]> {
  return reader.all(sql`
    select rule, count(distinct coalesce(key, at::text || by_whom))::int as standing from record_opt_out where ended is null
    group by rule`);
}
