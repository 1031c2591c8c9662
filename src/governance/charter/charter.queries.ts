import { type Reader, type Sql, sql, type Transaction } from '#store';
import type { Actor } from '../act.queries.ts';
import { isId } from '../decision/decision.queries.ts';
import type { CharterDeed, CharterSaid, KeptCharter } from './charter.ts';

const LIST_MAX = 100;

export async function readCharter(reader: Reader, id: string): Promise<KeptCharter | undefined> {
  return isId(id) ? (await charters(reader, sql`where c.id = ${id}::bigint`))[0] : undefined;
}

/** All of a partnership, newest first. Plan: a scan; there are few. */
export function allCharters(reader: Reader): Promise<readonly KeptCharter[]> {
  return charters(reader, sql`order by c.id desc limit ${LIST_MAX}`);
}

export async function keepCharter(transaction: Transaction, at: Date): Promise<string> {
  const row = await transaction.first<{ readonly id: string }>(
    sql`insert into governance_charter (begun) values (${at}) returning id::text`,
  );
  if (!row) throw new Error('a charter was not kept');
  return row.id;
}

export async function lockCharter(transaction: Transaction, id: string): Promise<KeptCharter | undefined> {
  if (!isId(id)) return undefined;
  await transaction.run(sql`select id from governance_charter where id = ${id}::bigint for update`);
  return readCharter(transaction, id);
}

export async function addCharterDeed(
  transaction: Transaction,
  { access, at }: Actor,
  deed: { readonly charter: string; readonly organization: string; readonly said: CharterSaid },
): Promise<void> {
  await transaction.run(sql`
    insert into governance_charter_deed (charter, at, principal, by, organization, role, said)
    values (${deed.charter}::bigint, ${at}, ${access.principal}, ${access.name ?? access.principal}, ${deed.organization},
      ${access.role}, ${JSON.stringify(deed.said)}::jsonb)`);
}

type Row = {
  readonly id: string;
  readonly deeds: readonly (Omit<CharterDeed, 'at'> & { readonly at: string })[] | null;
};

async function charters(reader: Reader, which: Sql): Promise<readonly KeptCharter[]> {
  const rows = await reader.all<Row>(sql`
    select c.id::text, (select jsonb_agg(jsonb_build_object('at', d.at, 'principal', d.principal, 'by', d.by, 'organization', d.organization,
      'role', d.role, 'said', d.said) order by d.seq) from governance_charter_deed d where d.charter = c.id) as deeds
    from governance_charter c ${which}`);
  return rows.map(({ id, deeds }) => ({
    id,
    deeds: (deeds ?? []).map((deed) => ({ ...deed, at: new Date(deed.at) })),
  }));
}

const FEW = 5;

/** Steps of open tasks, where five or more are open: fewer are nobody's to count. Plan: governance_task_step. */
export function liveSteps(reader: Reader): Promise<readonly { readonly step: string }[]> {
  return reader.all(sql`
    select step from governance_task where open group by step having count(*) >= ${FEW} order by count(*) desc, step limit 50`);
}

export type Bounced = {
  readonly bkt: number;
  readonly id: string;
  readonly step: string;
  readonly owners: readonly string[];
};

/** Open tasks that changed since an instant, with every organisation that had them, in order. Plan: governance_task_past_until. */
export function changedHands(reader: Reader, since: Date): Promise<readonly Bounced[]> {
  return reader.all<Bounced>(sql`
    select t.bkt, t.id, t.step, array(select p.owner from governance_task_past p where (p.bkt, p.typ, p.id) = (t.bkt, t.typ, t.id) order by p.until)
      || t.owner as owners
    from governance_task t where t.open and exists (
      select from governance_task_past p where (p.bkt, p.typ, p.id) = (t.bkt, t.typ, t.id) and p.until >= ${since} and p.owner <> t.owner)
    limit 10000`);
}
