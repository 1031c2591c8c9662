import type { Day } from '#base';
import type { Compartment } from '#repository';
import { type Reader, type Sql, sql, type Transaction } from '#store';

export type UnderstandingRow = Compartment & {
  readonly id: string;
  readonly organization: number;
  readonly matter: string;
  readonly understands: boolean;
  readonly found: Day;
  readonly found_by: string;
  readonly until: Day;
  readonly reason: string;
  readonly at: Date;
  readonly entered_by: string;
};

const MOST = 200;

function places(of: readonly Compartment[]): Sql {
  return sql`unnest(${of.map(({ bkt }) => bkt)}::smallint[], ${of.map(({ cmp }) => cmp)}::bigint[]) k(bkt, cmp)`;
}

/** Of a person, newest first: the first of a matter is in force. Plan: record_understanding_place. */
export function understandingsOf(reader: Reader, of: readonly Compartment[]): Promise<readonly UnderstandingRow[]> {
  return reader.all<UnderstandingRow>(sql`
    select u.id, u.bkt, u.cmp, u.organization, u.matter, u.understands, to_char(u.found, 'YYYY-MM-DD') as found, u.found_by,
      to_char(u.until, 'YYYY-MM-DD') as until, u.reason, u.at, u.entered_by
    from ${places(of)} join record_understanding u on (u.bkt, u.cmp) = (k.bkt, k.cmp)
    order by u.at desc, u.id desc limit ${MOST}::int`);
}

export async function keepUnderstanding(transaction: Transaction, row: UnderstandingRow): Promise<void> {
  await transaction.run(sql`
    insert into record_understanding
      (id, bkt, cmp, organization, matter, understands, found, found_by, until, reason, at, entered_by)
    values (${row.id}, ${row.bkt}, ${row.cmp}, ${row.organization}, ${row.matter}, ${row.understands}, ${row.found}::date,
      ${row.found_by}, ${row.until}::date, ${row.reason}, ${row.at}, ${row.entered_by})`);
}

/** Where nothing is left of a record: that something was judged, and when, stays. */
export async function forgetUnderstandings(transaction: Transaction, of: readonly Compartment[]): Promise<void> {
  await transaction.run(sql`
    update record_understanding u set reason = '', found_by = '' from ${places(of)} where (u.bkt, u.cmp) = (k.bkt, k.cmp)`);
}
