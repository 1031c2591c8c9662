import { createHash } from 'node:crypto';
import { type Reader, type Sql, sql, type Transaction } from '#store';
import type { Actor } from '../act.queries.ts';
import { isId } from '../decision/decision.queries.ts';
import type { Scores } from './figures.ts';
import type { KeptRound, RoundDeed, RoundForm, RoundSaid } from './round.ts';

const LIST_MAX = 100;

export async function readRound(reader: Reader, id: string): Promise<KeptRound | undefined> {
  return isId(id) ? (await rounds(reader, sql`where r.id = ${id}::bigint`))[0] : undefined;
}

/** The newest rounds. Plan: a scan; there are few. */
export function allRounds(reader: Reader): Promise<readonly KeptRound[]> {
  return rounds(reader, sql`order by r.id desc limit ${LIST_MAX}`);
}

/** Of one programme, newest first. Plan: governance_readiness_round_programme. */
export async function roundsOf(reader: Reader, programme: string): Promise<readonly KeptRound[]> {
  return isId(programme)
    ? rounds(reader, sql`where r.programme = ${programme}::bigint order by r.id desc limit ${LIST_MAX}`)
    : [];
}

export async function keepRound(
  transaction: Transaction,
  { at }: Actor,
  round: { readonly form: RoundForm; readonly programme?: string; readonly secret: Buffer },
): Promise<string> {
  const row = await transaction.first<{ readonly id: string }>(sql`
    insert into governance_readiness_round (form, programme, secret, opened)
    values (${round.form}, ${round.programme ?? null}::bigint, ${round.secret}, ${at}) returning id::text`);
  if (!row) throw new Error('a round was not kept');
  return row.id;
}

export async function addRoundDeed(
  transaction: Transaction,
  { access, at }: Actor,
  deed: { readonly round: string; readonly organization: string; readonly said: RoundSaid },
): Promise<void> {
  await transaction.run(sql`
    insert into governance_readiness_deed (round, at, principal, by, organization, role, said)
    values (${deed.round}::bigint, ${at}, ${access.principal}, ${access.name ?? access.principal}, ${deed.organization},
      ${access.role}, ${JSON.stringify(deed.said)}::jsonb)`);
}

/** Alone with a round: nobody answers while it is closed. Answers share the lock with each other. */
export async function lockRound(transaction: Transaction, id: string): Promise<KeptRound | undefined> {
  if (!isId(id)) return undefined;
  await transaction.run(sql`select id from governance_readiness_round where id = ${id}::bigint for update`);
  return readRound(transaction, id);
}

export async function secretOf(reader: Reader, round: string): Promise<Buffer> {
  const row = await reader.first<{ readonly secret: Buffer }>(
    sql`select secret from governance_readiness_round where id = ${round}::bigint`,
  );
  if (!row) throw new Error('a round has a secret');
  return row.secret;
}

/** Whether somebody takes part for the first time. */
export async function takePart(
  transaction: Transaction,
  round: string,
  { principal, team }: { readonly principal: string; readonly team: string },
): Promise<boolean> {
  const taken = await transaction.all(sql`
    insert into governance_readiness_taken (round, principal, team) values (${round}::bigint, ${principal}, ${team})
    on conflict do nothing returning round`);
  return taken.length > 0;
}

/** Whether a token was not used before. */
export async function keepAnswer(
  transaction: Transaction,
  round: string,
  { token, team, scores }: { readonly token: string; readonly team: string; readonly scores: Scores },
): Promise<boolean> {
  const spent = createHash('sha256').update(token).digest();
  const kept = await transaction.all(sql`
    insert into governance_readiness_answer (round, spent, team, scores)
    values (${round}::bigint, ${spent}, ${team}, ${JSON.stringify(scores)}::jsonb) on conflict do nothing returning team`);
  return kept.length > 0;
}

export type Taken = { readonly round: string; readonly principal: string; readonly team: string };

/** Who took part in all rounds of a form: what a figure may tell depends on who was in those before. */
export function takenIn(reader: Reader, form: RoundForm): Promise<readonly Taken[]> {
  return reader.all<Taken>(sql`
    select t.round::text, t.principal, t.team from governance_readiness_taken t
    join governance_readiness_round r on r.id = t.round where r.form = ${form}`);
}

/** How many of each team took part: never who. */
export function takenCounts(
  reader: Reader,
  round: string,
): Promise<readonly { readonly team: string; readonly taken: number }[]> {
  return reader.all(sql`
    select team, count(*)::int as taken from governance_readiness_taken where round = ${round}::bigint group by team`);
}

export async function hasTaken(reader: Reader, round: string, principal: string): Promise<boolean> {
  const found = await reader.all(sql`
    select round from governance_readiness_taken where round = ${round}::bigint and principal = ${principal}`);
  return found.length > 0;
}

/** The answers of a round, and away with them: after this nobody reads one again. */
export function countAway(
  transaction: Transaction,
  round: string,
): Promise<readonly { readonly team: string; readonly scores: Scores }[]> {
  return transaction.all(sql`
    delete from governance_readiness_answer where round = ${round}::bigint returning team, scores`);
}

type Row = {
  readonly id: string;
  readonly form: RoundForm;
  readonly programme: string | null;
  readonly deeds: readonly (Omit<RoundDeed, 'at'> & { readonly at: string })[];
};

async function rounds(reader: Reader, which: Sql): Promise<readonly KeptRound[]> {
  const rows = await reader.all<Row>(sql`
    select r.id::text, r.form, r.programme::text, (select jsonb_agg(jsonb_build_object('at', e.at, 'by', e.by,
      'organization', e.organization, 'role', e.role, 'said', e.said) order by e.seq)
      from governance_readiness_deed e where e.round = r.id) as deeds
    from governance_readiness_round r ${which}`);
  return rows.map(({ id, form, programme, deeds }) => ({
    id,
    form,
    ...(programme === null ? {} : { programme }),
    deeds: deeds.map((deed) => ({ ...deed, at: new Date(deed.at) })),
  }));
}
