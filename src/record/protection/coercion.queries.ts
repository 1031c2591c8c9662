import type { Day } from '#base';
import type { Compartment } from '#repository';
import { type Reader, type Sql, sql, type Transaction } from '#store';

export type CoercionRow = Compartment & {
  readonly id: string;
  readonly organization: number;
  readonly account: string | null;
  readonly name: string;
  readonly words: string;
  readonly at: Date;
  readonly entered_by: string;
};

export type LookRow = {
  readonly id: string;
  readonly coercion: string;
  readonly goes_on: boolean;
  readonly again: Day | null;
  readonly words: string;
  readonly at: Date;
  readonly by_name: string;
};

const MOST = 50;
const COLUMNS: Sql = sql`c.id, c.bkt, c.cmp, c.organization, c.account, c.name, c.words, c.at, c.entered_by`;
/** Every one has a look from its first day on, which says by when it is looked at again; the newest says whether it goes on. */
const GOES_ON: Sql = sql`coalesce((select l.goes_on from record_coercion_look l where l.coercion = c.id
  order by l.at desc, l.id desc limit 1), true)`;

function places(of: readonly Compartment[]): Sql {
  return sql`unnest(${of.map(({ bkt }) => bkt)}::smallint[], ${of.map(({ cmp }) => cmp)}::bigint[]) k(bkt, cmp)`;
}

/** Who may be forcing a person now, newest first. Plan: record_coercion_place. */
export function coercionsOf(reader: Reader, of: readonly Compartment[]): Promise<readonly CoercionRow[]> {
  return reader.all<CoercionRow>(sql`
    select ${COLUMNS} from ${places(of)} join record_coercion c on (c.bkt, c.cmp) = (k.bkt, k.cmp)
    where ${GOES_ON} order by c.at desc, c.id desc limit ${MOST}::int`);
}

/** One that goes on. */
export function coercionOf(reader: Reader, id: string): Promise<CoercionRow | undefined> {
  return reader.first<CoercionRow>(sql`select ${COLUMNS} from record_coercion c where c.id = ${id} and ${GOES_ON}`);
}

/** Newest first. Plan: record_coercion_look_of. */
export function looksOf(reader: Reader, coercions: readonly string[]): Promise<readonly LookRow[]> {
  return reader.all<LookRow>(sql`
    select l.id, l.coercion, l.goes_on, to_char(l.again, 'YYYY-MM-DD') as again, l.words, l.at, l.by_name
    from record_coercion_look l where l.coercion = any(${coercions}::text[]) order by l.at desc, l.id desc limit 500`);
}

export async function keepCoercion(transaction: Transaction, row: CoercionRow): Promise<void> {
  await transaction.run(sql`
    insert into record_coercion (id, bkt, cmp, organization, account, name, words, at, entered_by)
    values (${row.id}, ${row.bkt}, ${row.cmp}, ${row.organization}, ${row.account}, ${row.name}, ${row.words}, ${row.at},
      ${row.entered_by})`);
}

export async function keepLook(transaction: Transaction, row: LookRow): Promise<void> {
  await transaction.run(sql`
    insert into record_coercion_look (id, coercion, goes_on, again, words, at, by_name)
    values (${row.id}, ${row.coercion}, ${row.goes_on}, ${row.again}::date, ${row.words}, ${row.at}, ${row.by_name})`);
}

/** Locked, so that two who look at it again at once are one after the other. */
export async function lockCoercion(transaction: Transaction, id: string): Promise<CoercionRow | undefined> {
  await transaction.run(sql`select 1 from record_coercion c where c.id = ${id} for update`);
  return coercionOf(transaction, id);
}

/** Where nothing is left of a record: that something was kept, and when, stays. */
export async function forgetCoercions(transaction: Transaction, of: readonly Compartment[]): Promise<void> {
  await transaction.run(sql`
    update record_coercion_look l set words = '', by_name = '' from record_coercion c, ${places(of)}
    where c.id = l.coercion and (c.bkt, c.cmp) = (k.bkt, k.cmp)`);
  await transaction.run(sql`
    update record_coercion c set words = '', name = '', account = null, entered_by = ''
    from ${places(of)} where (c.bkt, c.cmp) = (k.bkt, k.cmp)`);
}
