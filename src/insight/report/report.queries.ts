import type { Day } from '#base';
import { type Reader, sql, type Store } from '#store';
import type { ReportCell } from './contract.ts';
import { CODED } from './counted.ts';

/** Items of a month by what they count as, and the sex and age of whom they are about. */
export type CountedRow = {
  readonly element: number;
  readonly sex: string | null;
  readonly age: number | null;
  readonly count: number;
};

export type Month = { readonly key: number; readonly from: Day; readonly until: Day };

const ROWS_MAX = 50_000;

/**
 * What a facility's items of a month count as. Sex and age are those of its own record of the person, else of another of the same
 * compartment. Plan: insight_monthly_month, then insight_patient_person an item.
 */
export async function countMonth(reader: Reader, { key, from, until }: Month): Promise<readonly CountedRow[]> {
  return reader.all<CountedRow>(sql`
    select m.element::int as element, p.sex, extract(year from age(m.at, p.born))::int as age, count(*)::int as count
    from insight_monthly m
    left join lateral (select sex, born from insight_patient p where (p.bkt, p.cmp) = (m.bkt, m.cmp)
      order by p.org = m.org desc, p.id limit 1) p on true
    where m.org = ${key} and m.at >= ${from}::date and m.at < ${until}::date
    group by 1, 2, 3 order by 1, 2, 3 limit ${ROWS_MAX}`);
}

/** Visits of each facility and month, and how many of them say sex, age and reason: for the list of facilities. */
export type Completeness = {
  readonly key: number;
  readonly month: Day;
  readonly visits: number;
  readonly complete: number;
  /** Recorded by the day the report is due, as they stand now: a visit that was corrected later is as late as its correction. */
  readonly byDue: number;
};

type Completing = {
  readonly keys: readonly number[];
  readonly from: Day;
  readonly until: Day;
  readonly zone: string;
  /** Day of the next month on which a report is due. */
  readonly dueDay: number;
};

export async function completenessOf(
  reader: Reader,
  { keys, from, until, zone, dueDay }: Completing,
): Promise<readonly Completeness[]> {
  return reader.all<Completeness>(sql`
    select m.org as key, date_trunc('month', m.at)::date::text as month, count(*)::int as visits,
      count(*) filter (where p.sex is not null and p.born is not null and exists (select from insight_monthly c
        where (c.bkt, c.typ, c.id) = (m.bkt, m.typ, m.id) and c.element = ${CODED}))::int as complete,
      count(*) filter (where (m.learned at time zone ${zone})::date
        < (date_trunc('month', m.at) + interval '1 month')::date + ${dueDay}::int)::int as "byDue"
    from insight_monthly m
    left join lateral (select sex, born from insight_patient p where (p.bkt, p.cmp) = (m.bkt, m.cmp)
      order by p.org = m.org desc, p.id limit 1) p on true
    where m.org = any(${keys}::int[]) and m.element = 1 and m.at >= ${from}::date and m.at < ${until}::date
    group by 1, 2 limit ${ROWS_MAX}`);
}

/** How many items of a month were learned of after it was submitted. */
export async function learnedSince(
  reader: Reader,
  { key, from, until }: Month,
  since: Date,
): Promise<ReadonlyMap<number, number>> {
  const rows = await reader.all<{ readonly element: number; readonly count: number }>(sql`
    select element::int as element, count(*)::int as count from insight_monthly
    where org = ${key} and at >= ${from}::date and at < ${until}::date and learned > ${since}
    group by 1 limit ${ROWS_MAX}`);
  return new Map(rows.map(({ element, count }) => [element, count]));
}

export type SentRow = {
  readonly organization: string;
  readonly month: Day;
  readonly number: number;
  readonly cells: readonly ReportCell[];
  readonly hash: string;
  readonly name: string;
  readonly at: Date;
};

const SENT_MAX = 5_000;

/** What was submitted, the last of each month first. */
export async function sentOf(
  reader: Reader,
  asked: { readonly pack: string; readonly from: Day; readonly until: Day; readonly organization?: string },
): Promise<readonly SentRow[]> {
  return reader.all<SentRow>(sql`
    select organization, month::text as month, number, cells, hash, name, at from insight_monthly_sent
    where pack = ${asked.pack} and month >= ${asked.from}::date and month < ${asked.until}::date
      and ${asked.organization ?? ''} in ('', organization)
    order by month, number desc limit ${SENT_MAX}`);
}

/** False where another was submitted meanwhile under the same number. */
export async function keepSent(
  store: Store,
  row: SentRow & { readonly pack: string; readonly principal: string },
): Promise<boolean> {
  const kept = await store.first(sql`
    insert into insight_monthly_sent (organization, pack, month, number, cells, hash, name, principal, at)
    values (${row.organization}, ${row.pack}, ${row.month}::date, ${row.number}, ${JSON.stringify(row.cells)}::jsonb, ${row.hash},
      ${row.name}, ${row.principal}, ${row.at}) on conflict do nothing returning 1 as one`);
  return kept !== undefined;
}
