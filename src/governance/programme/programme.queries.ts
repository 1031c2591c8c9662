import { type Access, askOnce } from '#agreement';
import { type Reader, type Sql, sql, type Transaction } from '#store';
import type { Actor } from '../act.queries.ts';
import { isId } from '../decision/decision.queries.ts';
import type { KeptProgramme, ProgrammeDeed, ProgrammeSaid } from './said.ts';

const LIST_MAX = 100;

export async function readProgramme(reader: Reader, id: string): Promise<KeptProgramme | undefined> {
  return isId(id) ? (await programmes(reader, sql`where p.id = ${id}::bigint`))[0] : undefined;
}

/** The same for whoever reads a page, several parts of which tell of it. */
export function programmeOnce(
  { store }: { readonly store: Reader },
  access: Access,
  id: string,
): Promise<KeptProgramme | undefined> {
  return askOnce(access, `programme ${id}`, () => readProgramme(store, id));
}

/** All of a partnership, newest first. Plan: a scan; there are few. */
export function allProgrammes(reader: Reader): Promise<readonly KeptProgramme[]> {
  return programmes(reader, sql`order by p.id desc limit ${LIST_MAX}`);
}

export async function keepProgramme(transaction: Transaction, { at }: Actor): Promise<string> {
  const row = await transaction.first<{ readonly id: string }>(sql`
    insert into governance_programme (begun) values (${at}) returning id::text`);
  if (!row) throw new Error('a programme was not kept');
  return row.id;
}

export async function lockProgramme(transaction: Transaction, id: string): Promise<KeptProgramme | undefined> {
  if (!isId(id)) return undefined;
  await transaction.run(sql`select id from governance_programme where id = ${id}::bigint for update`);
  return readProgramme(transaction, id);
}

export async function addProgrammeDeeds(
  transaction: Transaction,
  { access, at }: Actor,
  {
    programme,
    organization,
    all,
  }: { readonly programme: string; readonly organization: string; readonly all: readonly ProgrammeSaid[] },
): Promise<void> {
  await transaction.run(sql`
    insert into governance_programme_deed (programme, at, principal, by, organization, role, said)
    select ${programme}::bigint, ${at}, ${access.principal}, ${access.name ?? access.principal}, ${organization}, ${access.role}, one.said
    from jsonb_array_elements(${JSON.stringify(all)}::jsonb) with ordinality as one (said, n) order by one.n`);
}

type Row = { readonly id: string; readonly deeds: readonly (Omit<ProgrammeDeed, 'at'> & { readonly at: string })[] };

async function programmes(reader: Reader, which: Sql): Promise<readonly KeptProgramme[]> {
  const rows = await reader.all<Row>(sql`
    select p.id::text, (select jsonb_agg(jsonb_build_object('at', e.at, 'by', e.by, 'organization', e.organization, 'role', e.role,
      'said', e.said) order by e.seq) from governance_programme_deed e where e.programme = p.id) as deeds
    from governance_programme p ${which}`);
  return rows.map(({ id, deeds }) => ({ id, deeds: deeds.map((deed) => ({ ...deed, at: new Date(deed.at) })) }));
}
