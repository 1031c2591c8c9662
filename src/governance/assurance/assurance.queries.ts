import type { AssuranceId } from '#agreement';
import type { Day } from '#base';
import { type Reader, sql, type Transaction } from '#store';
import type { Actor } from '../act.queries.ts';
import type { DocumentBytes } from '../document.contract.ts';

export type AssuranceRow = Pick<DocumentBytes, 'name' | 'media' | 'sha256' | 'bytes'> & {
  readonly organization: string;
  readonly document: AssuranceId;
  readonly version: string;
  readonly approvedBy: string;
  readonly until?: Day;
};

type Last = {
  readonly sha256: string;
  readonly version: string;
  readonly until: Day | undefined;
};

/** Answers its number. */
export async function insertAssurance(
  transaction: Transaction,
  { access, at }: Actor,
  one: AssuranceRow,
): Promise<number> {
  const row = await transaction.first<{ readonly id: number }>(sql`
    insert into governance_assurance (organization, document, version, approved_by, until, name, media, sha256, bytes,
      principal, by, role, at)
    values (${one.organization}, ${one.document}, ${one.version}, ${one.approvedBy}, ${one.until ?? null}::date, ${one.name},
      ${one.media}, ${one.sha256}, ${Buffer.from(one.bytes)}, ${access.principal}, ${access.name ?? access.principal},
      ${access.role}, ${at})
    returning id::int as id`);
  return row?.id ?? 0;
}

/** The last of such a paper, locked against another that comes at the same time. Plan: governance_assurance_of. */
export async function lastAssurance(
  transaction: Transaction,
  organization: string,
  document: AssuranceId,
): Promise<Last | undefined> {
  await transaction.run(sql`select key from governance_partner where organization = ${organization} for update`);
  const row = await transaction.first<Omit<Last, 'until'> & { readonly until: Day | null }>(sql`
    select sha256, version, until::text as until from governance_assurance
    where organization = ${organization} and document = ${document} order by id desc limit 1`);
  return row && { ...row, until: row.until ?? undefined };
}

/** Plan: primary key. */
export async function assuranceBytes(
  reader: Reader,
  id: number,
): Promise<(DocumentBytes & { readonly organization: string }) | undefined> {
  const row = await reader.first<
    Omit<DocumentBytes, 'at'> & { readonly at: Date; readonly organization: string; readonly bytes: Buffer }
  >(sql`
    select organization, name, media, sha256, octet_length(bytes) as size, by, at, bytes
    from governance_assurance where id = ${id}`);
  return row && { ...row, at: row.at.toISOString() };
}
