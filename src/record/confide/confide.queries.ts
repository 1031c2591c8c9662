import type { Day } from '#base';
import type { Compartment } from '#repository';
import { type Reader, sql, type Transaction } from '#store';

export type ConfidantRow = Compartment & {
  readonly id: string;
  readonly account: string;
  readonly name: string;
  readonly organization: string;
  readonly labels: number;
  readonly since: Date;
  readonly until: Day | null;
  readonly ended: Date | null;
  readonly handed_to: string | null;
};

type Places = readonly Compartment[];
const COLUMNS = sql.raw(
  'c.id, c.bkt, c.cmp, c.account, c.name, c.organization, c.labels, c.since, c.until, c.ended, c.handed_to',
);

function keys(places: Places) {
  return sql`unnest(${places.map(({ bkt }) => bkt)}::smallint[], ${places.map(({ cmp }) => cmp)}::bigint[]) k(bkt, cmp)`;
}

/** Everybody a person ever told, newest first. */
export function confidantsIn(reader: Reader, places: Places): Promise<readonly ConfidantRow[]> {
  return reader.all<ConfidantRow>(sql`
    select ${COLUMNS} from ${keys(places)} join record_confidant c on (c.bkt, c.cmp) = (k.bkt, k.cmp)
    order by c.since desc, c.id limit 200`);
}

/** What a seat was told and may still know, on a day. Asked with every request of a community worker: record_confidant_account. */
export function toldTo(
  reader: Reader,
  { account, organization, today }: { readonly account: string; readonly organization: string; readonly today: Day },
): Promise<readonly (Compartment & { readonly labels: number })[]> {
  return reader.all(sql`
    select c.bkt, c.cmp, c.labels from record_confidant c
    where c.account = ${account} and c.organization = ${organization} and c.ended is null
      and (c.until is null or c.until >= ${today}::date) order by c.id limit 1000`);
}

export async function keepConfidant(
  transaction: Transaction,
  row: Omit<ConfidantRow, 'ended' | 'handed_to'>,
): Promise<void> {
  const { id, bkt, cmp, account, name, organization, labels, since, until } = row;
  await transaction.run(sql`
    insert into record_confidant (id, bkt, cmp, account, name, organization, labels, since, until)
    values (${id}, ${bkt}, ${cmp}, ${account}, ${name}, ${organization}, ${labels}, ${since}, ${until}::date)`);
}

/** Answers whether there was something to end. */
export async function endConfidant(
  transaction: Transaction,
  places: Places,
  { id, at, by, to }: { readonly id: string; readonly at: Date; readonly by: string; readonly to?: string },
): Promise<boolean> {
  const count = await transaction.run(sql`
    update record_confidant c set ended = ${at}::timestamptz, ended_by = ${by}, handed_to = ${to ?? null}
    from ${keys(places)} where (c.bkt, c.cmp) = (k.bkt, k.cmp) and c.id = ${id} and c.ended is null`);
  return count > 0;
}

export async function wordingIn(reader: Reader, places: Places): Promise<string | undefined> {
  const row = await reader.first<{ readonly words: string }>(sql`
    select w.words from ${keys(places)} join record_wording w on (w.bkt, w.cmp) = (k.bkt, k.cmp) order by w.at desc limit 1`);
  return row?.words;
}

/** What was said in each of these places, newest first. */
export function wordingsIn(
  reader: Reader,
  places: Places,
): Promise<readonly (Compartment & { readonly words: string })[]> {
  return reader.all(sql`
    select w.bkt, w.cmp, w.words from ${keys(places)} join record_wording w on (w.bkt, w.cmp) = (k.bkt, k.cmp)
    order by w.at desc`);
}

/** In every record of the person, so that it stays with each. No words: as usual again. */
export async function keepWording(transaction: Transaction, places: Places, words: string, at: Date): Promise<void> {
  await transaction.run(sql`
    delete from record_wording w using ${keys(places)} where (w.bkt, w.cmp) = (k.bkt, k.cmp)`);
  if (words === '') return;
  await transaction.run(sql`
    insert into record_wording (bkt, cmp, words, at) select k.bkt, k.cmp, ${words}, ${at}::timestamptz from ${keys(places)}`);
}
