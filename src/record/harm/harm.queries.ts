import type { Day } from '#base';
import type { Compartment } from '#repository';
import { type Reader, type Sql, sql, type Transaction } from '#store';
import type { HarmFound, HarmKind } from './contract.ts';

export type NewHarmRow = Compartment & {
  readonly id: string;
  readonly organization: number;
  readonly item: string;
  readonly kind: HarmKind;
  readonly words: string;
  readonly happened: Day;
  readonly reported: Date;
  readonly by_person: boolean;
  readonly reporter: string;
  readonly reporter_name: string;
};

export type HarmRow = NewHarmRow & {
  readonly found: HarmFound | null;
  readonly answer: string | null;
  readonly answered: Date | null;
  readonly answered_by: string | null;
};

const COLUMNS: Sql = sql`h.id, h.bkt, h.cmp, h.organization, h.item, h.kind, h.words, h.happened, h.reported, h.by_person,
  h.reporter, h.reporter_name, h.found, h.answer, h.answered, h.answered_by`;
const MOST = 500;

function places(of: readonly Compartment[]): Sql {
  return sql`unnest(${of.map(({ bkt }) => bkt)}::smallint[], ${of.map(({ cmp }) => cmp)}::bigint[]) k(bkt, cmp)`;
}

export async function keepHarm(transaction: Transaction, row: NewHarmRow): Promise<void> {
  await transaction.run(sql`
    insert into record_harm (id, bkt, cmp, organization, item, kind, words, happened, reported, by_person, reporter, reporter_name)
    values (${row.id}, ${row.bkt}, ${row.cmp}, ${row.organization}, ${row.item}, ${row.kind}, ${row.words}, ${row.happened}::date,
      ${row.reported}, ${row.by_person}, ${row.reporter}, ${row.reporter_name})`);
}

export async function harmOf(reader: Reader, id: string): Promise<HarmRow | undefined> {
  return reader.first<HarmRow>(sql`select ${COLUMNS} from record_harm h where h.id = ${id}`);
}

/** Of an organisation: those that wait first, oldest first. Plan: record_harm_organization. */
export async function harmsAt(reader: Reader, organization: number): Promise<readonly HarmRow[]> {
  return reader.all<HarmRow>(sql`select ${COLUMNS} from record_harm h where h.organization = ${organization}
    order by h.answered nulls first, h.reported limit ${MOST}::int`);
}

/** Of a person, newest first. Plan: record_harm_place. */
export async function harmsOf(reader: Reader, of: readonly Compartment[]): Promise<readonly HarmRow[]> {
  return reader.all<HarmRow>(sql`select ${COLUMNS} from record_harm h join ${places(of)} on (h.bkt, h.cmp) = (k.bkt, k.cmp)
    order by h.reported desc limit ${MOST}::int`);
}

/** How many of somebody wait for an answer. */
export async function waitingOf(reader: Reader, of: readonly Compartment[]): Promise<number> {
  const row = await reader.first<{ count: number }>(sql`select count(*)::int as count from record_harm h
    join ${places(of)} on (h.bkt, h.cmp) = (k.bkt, k.cmp) where h.answered is null`);
  return row?.count ?? 0;
}

/** Answers whether it waited. */
export async function answerHarm(
  transaction: Transaction,
  id: string,
  answer: { readonly found: HarmFound; readonly words: string; readonly at: Date; readonly by: string },
): Promise<boolean> {
  const count = await transaction.run(sql`
    update record_harm set found = ${answer.found}, answer = ${answer.words}, answered = ${answer.at}, answered_by = ${answer.by}
    where id = ${id} and answered is null`);
  return count > 0;
}

/** Where nothing is left of a record: that something was reported, and when, stays. */
export async function forgetHarms(transaction: Transaction, of: readonly Compartment[]): Promise<void> {
  await transaction.run(sql`
    update record_harm h set words = '', reporter_name = '', answer = case when h.answer is null then null else '' end
    from ${places(of)} where (h.bkt, h.cmp) = (k.bkt, k.cmp)`);
}
