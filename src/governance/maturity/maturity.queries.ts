import type { Holder } from '#agreement';
import { type Reader, type Sql, sql, type Transaction } from '#store';
import type { Actor } from '../act.queries.ts';
import { isId } from '../decision/decision.queries.ts';
import type { MaturityAnswer, MaturityScored } from './count.ts';
import type { KeptMaturity, MaturityDeed, MaturitySaid } from './round.ts';

const LIST_MAX = 100;

export async function readMaturity(reader: Reader, id: string): Promise<KeptMaturity | undefined> {
  return isId(id) ? (await rounds(reader, sql`where r.id = ${id}::bigint`))[0] : undefined;
}

/** The newest rounds. Plan: a scan; there are few. */
export function allMaturity(reader: Reader): Promise<readonly KeptMaturity[]> {
  return rounds(reader, sql`order by r.id desc limit ${LIST_MAX}`);
}

/** Of one programme, or of the partnership, newest first. Plan: governance_maturity_round_programme. */
export function maturityAbout(reader: Reader, programme: string | undefined): Promise<readonly KeptMaturity[]> {
  return rounds(
    reader,
    sql`where r.programme is not distinct from ${programme ?? null}::bigint order by r.id desc limit ${LIST_MAX}`,
  );
}

export async function keepMaturity(
  transaction: Transaction,
  { at }: Actor,
  programme: string | undefined,
): Promise<string> {
  const row = await transaction.first<{ readonly id: string }>(sql`
    insert into governance_maturity_round (programme, opened) values (${programme ?? null}::bigint, ${at}) returning id::text`);
  if (!row) throw new Error('a round was not kept');
  return row.id;
}

/** Two who open a round of the same at once: the second finds the first. */
export async function lockMaturityAbout(transaction: Transaction, programme: string | undefined): Promise<void> {
  await transaction.run(sql`select pg_advisory_xact_lock(hashtextextended(${`maturity ${programme ?? ''}`}, 0))`);
}

/** Alone with a round: nobody scores while it is closed, and scores come one after the other. */
export async function lockMaturity(transaction: Transaction, id: string): Promise<KeptMaturity | undefined> {
  if (!isId(id)) return undefined;
  await transaction.run(sql`select id from governance_maturity_round where id = ${id}::bigint for update`);
  return readMaturity(transaction, id);
}

export async function addMaturityDeed(
  transaction: Transaction,
  { access, at }: Actor,
  deed: { readonly round: string; readonly organization: string; readonly said: MaturitySaid },
): Promise<void> {
  await transaction.run(sql`
    insert into governance_maturity_deed (round, at, principal, by, organization, role, said)
    values (${deed.round}::bigint, ${at}, ${access.principal}, ${access.name ?? access.principal}, ${deed.organization},
      ${access.role}, ${JSON.stringify(deed.said)}::jsonb)`);
}

/** Whether somebody scores for the first time. */
export async function keepScored(
  transaction: Transaction,
  round: string,
  { principal, organization, role }: Holder & { readonly principal: string },
): Promise<boolean> {
  const kept = await transaction.all(sql`
    insert into governance_maturity_scored (round, principal, organization, role)
    values (${round}::bigint, ${principal}, ${organization}, ${role}) on conflict do nothing returning round`);
  return kept.length > 0;
}

/**
 * Keeps an answer, and writes all others of the round anew in an order of chance: rows of one transaction cannot be told apart by when
 * they came. There are as many as were invited.
 */
export async function keepMaturityAnswer(
  transaction: Transaction,
  round: string,
  { organization, scores, reasons }: MaturityAnswer,
): Promise<void> {
  await transaction.run(sql`
    with gone as (delete from governance_maturity_answer where round = ${round}::bigint
      returning organization, scores, reasons)
    insert into governance_maturity_answer (round, organization, scores, reasons)
    select ${round}::bigint, organization, scores, reasons from (
      select organization, scores, reasons from gone
      union all select ${organization}, ${JSON.stringify(scores)}::jsonb, ${JSON.stringify(reasons)}::jsonb) as every
    order by random()`);
}

/** The answers of a round, and away with them: after this nobody reads one again. */
export function countMaturityAway(transaction: Transaction, round: string): Promise<readonly MaturityAnswer[]> {
  return transaction.all(sql`
    delete from governance_maturity_answer where round = ${round}::bigint returning organization, scores, reasons`);
}

/** Who scored in rounds about the same: what may be told depends on who was in those before. */
export function scoredAbout(
  reader: Reader,
  programme: string | undefined,
): Promise<readonly (MaturityScored & Pick<Holder, 'role'>)[]> {
  return reader.all(sql`
    select s.round::text, s.principal, s.organization, s.role from governance_maturity_scored s
    join governance_maturity_round r on r.id = s.round
    where r.programme is not distinct from ${programme ?? null}::bigint`);
}

type Row = {
  readonly id: string;
  readonly programme: string | null;
  readonly deeds: readonly (Omit<MaturityDeed, 'at'> & { readonly at: string })[];
};

async function rounds(reader: Reader, which: Sql): Promise<readonly KeptMaturity[]> {
  const rows = await reader.all<Row>(sql`
    select r.id::text, r.programme::text, (select jsonb_agg(jsonb_build_object('at', e.at, 'by', e.by,
      'organization', e.organization, 'role', e.role, 'said', e.said) order by e.seq)
      from governance_maturity_deed e where e.round = r.id) as deeds
    from governance_maturity_round r ${which}`);
  return rows.map(({ id, programme, deeds }) => ({
    id,
    ...(programme === null ? {} : { programme }),
    deeds: deeds.map((deed) => ({ ...deed, at: new Date(deed.at) })),
  }));
}
