import { type Reader, sql, type Store } from '#store';
import type { RecallKind } from './contract.ts';

export type RecallRow = {
  readonly id: string;
  readonly measure: string;
  readonly title: string;
  readonly place: string;
  readonly placeName: string;
  readonly kind: RecallKind;
  readonly organization: number;
  readonly name: string;
  readonly principal: string;
  readonly at: Date;
  readonly undone: Date | null;
};

export type RecalledRow = {
  readonly person: string;
  readonly state: 'waiting' | 'sent' | 'not-sent' | 'undone';
  readonly reference: string | null;
  readonly why: string | null;
};

const PEOPLE_MAX = 1_000;

/** Keeps who is to be written to before anybody is; what is there already stays as it is. */
export async function keepRecall(
  store: Store,
  row: Omit<RecallRow, 'undone'>,
  people: readonly string[],
): Promise<void> {
  await store.write(async (transaction) => {
    const kept = await transaction.first(sql`
      insert into insight_recall (id, measure, title, place, place_name, kind, organization, name, principal, at)
      values (${row.id}, ${row.measure}, ${row.title}, ${row.place}, ${row.placeName}, ${row.kind}, ${row.organization}, ${row.name},
        ${row.principal}, ${row.at}) on conflict do nothing returning 1 as one`);
    if (!kept) return;
    await transaction.run(sql`
      insert into insight_recall_person (recall, person, place, state)
      select ${row.id}, p.person, p.place::smallint, 'waiting' from unnest(${people}::text[]) with ordinality p(person, place)`);
  });
}

export async function readRecall(reader: Reader, id: string): Promise<RecallRow | undefined> {
  return reader.first<RecallRow>(sql`
    select id, measure, title, place, place_name as "placeName", kind, organization, name, principal, at, undone
    from insight_recall where id = ${id}`);
}

export async function peopleOf(reader: Reader, id: string): Promise<readonly RecalledRow[]> {
  return reader.all<RecalledRow>(sql`
    select person, state, reference, why from insight_recall_person where recall = ${id} order by place limit ${PEOPLE_MAX}`);
}

export async function keepState(store: Store, id: string, row: RecalledRow): Promise<void> {
  await store.run(sql`
    update insight_recall_person set state = ${row.state}, reference = ${row.reference}, why = ${row.why}
    where recall = ${id} and person = ${row.person}`);
}

export async function keepUndone(store: Store, id: string, at: Date): Promise<void> {
  await store.run(sql`update insight_recall set undone = ${at} where id = ${id} and undone is null`);
}
