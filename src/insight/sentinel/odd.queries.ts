import { type Reader, sql, type Store } from '#store';

export type OddRow = {
  readonly id: string;
  readonly words: string;
  readonly place: string;
  readonly name: string;
  readonly at: Date;
  readonly sentinel: string | null;
  readonly answer: string | null;
  readonly answeredBy: string | null;
  readonly answered: Date | null;
};

const MOST = 200;

/** Unanswered first, oldest of them first; then the newest answered. */
export async function readOdd(
  reader: Reader,
  { principal = '' }: { readonly principal?: string } = {},
): Promise<readonly OddRow[]> {
  return reader.all<OddRow>(sql`
    select id::text as id, words, place, name, at, sentinel::text as sentinel, answer, answered_by as "answeredBy", answered from insight_odd
    where ${principal} in ('', principal)
    order by answered is not null, case when answered is null then id else -id end limit ${MOST}`);
}

export async function keepOdd(
  store: Store,
  row: {
    readonly words: string;
    readonly place: string;
    readonly organization: string;
    readonly name: string;
    readonly principal: string;
    readonly at: Date;
  },
): Promise<void> {
  await store.run(sql`
    insert into insight_odd (words, place, organization, name, principal, at)
    values (${row.words}, ${row.place}, ${row.organization}, ${row.name}, ${row.principal}, ${row.at})`);
}

export async function closeOdd(
  store: Store,
  answer: {
    readonly id: string;
    readonly words: string;
    readonly by: string;
    readonly at: Date;
    readonly sentinel?: string;
  },
): Promise<boolean> {
  const row = await store.first(sql`
    update insight_odd set answer = ${answer.words}, answered_by = ${answer.by}, answered = ${answer.at},
      sentinel = nullif(${answer.sentinel ?? ''}, '')::bigint
    where id::text = ${answer.id} and answered is null returning 1 as one`);
  return row !== undefined;
}
