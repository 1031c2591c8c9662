import type { Access } from '#agreement';
import { accepted, type Outcome, refuse } from '#fhir';
import type { Services } from '#joint';
import type { Compartment } from '#repository';
import { type Reader, sql, type Transaction } from '#store';
import type { ItemNote } from '../contract.ts';
import { amended } from './amend.ts';
import { writerFor } from './object.ts';
import { lockRequest, type RequestRow } from './request.queries.ts';
import { step } from './requests.ts';
import { noRequest, ownRequest } from './whose.ts';

const WORDS_MIN = 3;
const WORDS_MAX = 2_000;

/** A new version says what is right; the one before stays in the history. In the name of the organisation that recorded it. */
export async function putRight(
  services: Services,
  access: Access,
  row: RequestRow,
  fields: Readonly<Record<string, string>>,
): Promise<Outcome<true>> {
  const [type = '', id = ''] = (row.item ?? '').split('/');
  const organizations = await services.ports.contributors.organizations();
  const own = organizations.find(({ key }) => key === row.organization)?.organization ?? '';
  const writer = await writerFor(services, access, own);
  const changed = await services.repository(writer).change(type, id, (text) => amended(type, text, fields));
  return changed.ok ? accepted(true) : changed;
}

type NewStatement = Compartment & {
  readonly request: string;
  readonly item: string;
  readonly kind: 'corrected' | 'disputed';
  readonly words: string;
};

/** Beside the item from now on, wherever it is shown. */
export async function keepStatement(
  services: Services,
  transaction: Transaction,
  statement: NewStatement,
): Promise<void> {
  const { request, bkt, cmp, item, kind, words } = statement;
  await transaction.run(sql`insert into record_statement (id, request, bkt, cmp, item, kind, words, at)
    values (${services.newId()}, ${request}, ${bkt}, ${cmp}, ${item}, ${kind}, ${words}, ${new Date(services.now())})`);
}

/** The person's own view, where they do not agree with an item, or with what was decided about it. */
export async function disagree(services: Services, access: Access, id: string, said: string): Promise<Outcome<true>> {
  const row = await ownRequest(services, access, id);
  if (!row.ok) return row;
  const words = said.trim();
  if (words.length < WORDS_MIN || words.length > WORDS_MAX) {
    const text = `Write your own view, in at most ${WORDS_MAX} characters.`;
    return refuse('required', 'record.statement-words', text, 'words');
  }
  return services.store.write(async (transaction) => {
    const now = await lockRequest(transaction, id);
    if (now?.kind !== 'correct' || now.item === null || now.item === 'erased') return noRequest();
    const { bkt, cmp, item } = now;
    await keepStatement(services, transaction, { request: id, bkt, cmp, item, kind: 'disputed', words });
    await step(services, { transaction, access, id, by: 'The person' }, 'Put their own view beside the item', words);
    return accepted(true);
  });
}

/** What stands beside items of these records, by item; for whoever may see the item. */
export async function notesIn(
  reader: Reader,
  places: readonly Compartment[],
): Promise<ReadonlyMap<string, readonly ItemNote[]>> {
  const rows = await reader.all<{
    readonly item: string;
    readonly kind: ItemNote['kind'];
    readonly words: string;
    readonly at: Date;
  }>(
    sql.prepared(sql`
    select s.item, s.kind, s.words, s.at from unnest(${places.map(({ bkt }) => bkt)}::smallint[], ${places.map(({ cmp }) => cmp)}::bigint[]) k(bkt, cmp)
    join record_statement s on (s.bkt, s.cmp) = (k.bkt, k.cmp) order by s.at limit 2000`),
  );
  const notes = new Map<string, ItemNote[]>();
  for (const { item, kind, words, at } of rows) {
    notes.set(item, [...(notes.get(item) ?? []), { kind, words, at: at.toISOString() }]);
  }
  return notes;
}
