import { type Reader, sql, type Transaction } from '#store';
import type { Actor } from './act.queries.ts';
import type { DocumentBytes, DocumentView } from './document.contract.ts';

type Row = Omit<DocumentView, 'at'> & { readonly at: Date };

/** What there is to tell of it; its bytes stay where they are. Plan: primary key. */
export async function documentOf(
  reader: Reader,
  instrument: string,
  version: number,
): Promise<DocumentView | undefined> {
  const row = await reader.first<Row>(sql`
    select name, media, sha256, octet_length(bytes) as size, by, at from governance_document
    where instrument = ${instrument} and version = ${version}`);
  return row && { ...row, at: row.at.toISOString() };
}

export async function documentBytes(
  reader: Reader,
  instrument: string,
  version: number,
): Promise<DocumentBytes | undefined> {
  const row = await reader.first<Row & { readonly bytes: Buffer }>(sql`
    select name, media, sha256, octet_length(bytes) as size, by, at, bytes from governance_document
    where instrument = ${instrument} and version = ${version}`);
  return row && { ...row, at: row.at.toISOString() };
}

export async function insertDocument(
  transaction: Transaction,
  { access, at }: Actor,
  one: Pick<DocumentBytes, 'name' | 'media' | 'sha256' | 'bytes'> & {
    readonly instrument: string;
    readonly version: number;
  },
): Promise<void> {
  await transaction.run(sql`
    insert into governance_document (instrument, version, name, media, sha256, bytes, by, organization, at)
    values (${one.instrument}, ${one.version}, ${one.name}, ${one.media}, ${one.sha256}, ${Buffer.from(one.bytes)},
      ${access.name ?? access.principal}, ${access.organization}, ${at})`);
}
