import { type Reader, sql, type Transaction } from '#store';
import type { Actor } from './act.queries.ts';
import type { Written } from './draft.ts';

/** Who wrote a part of a draft last, and when. */
export type Touched = Readonly<Record<string, { readonly revision: number; readonly by: string; readonly at: string }>>;

export type KeptDraft = {
  readonly id: string;
  readonly organization: number;
  readonly instrument: string;
  readonly written: Written;
  readonly touched: Touched;
  readonly revision: number;
  readonly by: string;
  readonly at: Date;
};

type Row = Omit<KeptDraft, 'written'> & { readonly body: Written };

const COLUMNS = sql`id::text as id, organization, instrument, body, touched, revision, by, at`;

/** Plan: governance_draft_organization. */
export async function draftsOf(reader: Reader, organization: number, limit: number): Promise<readonly KeptDraft[]> {
  const rows = await reader.all<Row>(sql`
    select ${COLUMNS} from governance_draft where organization = ${organization} order by id desc limit ${limit}`);
  return rows.map(draft);
}

export async function draftOf(reader: Reader, id: string): Promise<KeptDraft | undefined> {
  const row = await reader.first<Row>(sql`select ${COLUMNS} from governance_draft where id = ${id}::bigint`);
  return row && draft(row);
}

/** The same, and nobody else changes it meanwhile. */
export async function lockDraft(transaction: Transaction, id: string): Promise<KeptDraft | undefined> {
  const row = await transaction.first<Row>(
    sql`select ${COLUMNS} from governance_draft where id = ${id}::bigint for update`,
  );
  return row && draft(row);
}

export async function openDraft(
  transaction: Transaction,
  { access, at }: Actor,
  { instrument, written }: Pick<KeptDraft, 'instrument' | 'written'>,
): Promise<string> {
  const row = await transaction.first<{ readonly id: string }>(sql`
    insert into governance_draft (organization, instrument, body, touched, revision, by, at)
    values (${access.organization}, ${instrument}, ${JSON.stringify(written)}::jsonb, '{}'::jsonb, 1,
      ${access.name ?? access.principal}, ${at})
    returning id::text as id`);
  return row?.id ?? '';
}

export async function keepDraft(
  transaction: Transaction,
  { access, at }: Actor,
  { id, written, touched, revision }: Pick<KeptDraft, 'id' | 'written' | 'touched' | 'revision'>,
): Promise<void> {
  await transaction.run(sql`
    update governance_draft set body = ${JSON.stringify(written)}::jsonb, touched = ${JSON.stringify(touched)}::jsonb,
      revision = ${revision}, by = ${access.name ?? access.principal}, at = ${at}
    where id = ${id}::bigint`);
}

export async function removeDraft(transaction: Transaction, id: string): Promise<void> {
  await transaction.run(sql`delete from governance_draft where id = ${id}::bigint`);
}

function draft({ body, ...row }: Row): KeptDraft {
  return { ...row, written: body };
}
