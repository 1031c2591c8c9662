import type { Access, Instrument, Scheme } from '#agreement';
import { type Reader, sql, type Transaction } from '#store';
import { POLICY_CHANNEL } from './current.ts';
import type { Partner } from './book.ts';

/** One thing done, in words; what is done to an instrument names it and its version. */
export type Act = {
  readonly act:
    | 'enroll'
    | 'invite'
    | 'join'
    | 'document'
    | 'accept'
    | 'identify'
    | 'propose'
    | 'sign'
    | 'suspend'
    | 'resume'
    | 'leave'
    | 'stay'
    | 'delegate'
    | 'dispute'
    | 'succeed'
    | 'explain';
  readonly instrument?: string;
  readonly version?: number;
  readonly words: string;
};

/** Who and when of an act; every write of this joint carries it. */
export type Actor = { readonly access: Access; readonly at: Date };

/** Writes the journal; what changes the policy also tells every process, at commit. */
export async function note(transaction: Transaction, { access, at }: Actor, act: Act): Promise<void> {
  await transaction.run(sql`
    insert into governance_act (at, principal, by, organization, role, act, instrument, version, words)
    values (${at}, ${access.principal}, ${actorName(access)}, ${access.organization}, ${access.role}, ${act.act},
      ${act.instrument ?? null}, ${act.version ?? null}, ${act.words})`);
  if (act.act !== 'explain') await transaction.run(sql`select pg_notify(${POLICY_CHANNEL}, ${act.act})`);
}

export type KeptAct = {
  readonly at: Date;
  readonly by: string;
  readonly organization: number;
  readonly act: string;
  readonly version: number | null;
  readonly words: string;
};

/** What was done to an instrument, newest first. Plan: governance_act_instrument. */
export async function actsOn(reader: Reader, instrument: string, limit: number): Promise<readonly KeptAct[]> {
  return reader.all<KeptAct>(sql`
    select at, by, organization, act, version, words from governance_act
    where instrument = ${instrument} order by seq desc limit ${limit}`);
}

export async function keepPartnership(transaction: Transaction, name: string): Promise<void> {
  await transaction.run(sql`
    insert into governance_partnership (name) values (${name})
    on conflict (one) do update set name = excluded.name`);
}

export async function keepPartner(transaction: Transaction, partner: Partner, at: Date): Promise<void> {
  const { key, organization, name, kind, locality, hosts, signingRoles } = partner;
  await transaction.run(sql`
    insert into governance_partner (key, organization, name, kind, locality, hosts, signing_roles, joined)
    values (${key}, ${organization}, ${name}, ${kind}, ${locality ?? null}, ${hosts}, ${signingRoles}, ${at})
    on conflict (key) do update set name = excluded.name, kind = excluded.kind, locality = excluded.locality,
      hosts = excluded.hosts, signing_roles = excluded.signing_roles`);
}

/** The lock row of an instrument, made where missing, and held for the rest of the transaction. */
export async function openInstrument(transaction: Transaction, { id, kind }: Instrument): Promise<void> {
  await transaction.run(
    sql`insert into governance_instrument (id, kind) values (${id}, ${kind}) on conflict do nothing`,
  );
  await transaction.run(sql`select id from governance_instrument where id = ${id} for update`);
}

export async function keepVersion(transaction: Transaction, body: Instrument, hash: string, at: Date): Promise<void> {
  await transaction.run(sql`
    insert into governance_version (instrument, version, body, hash, proposed)
    values (${body.id}, ${body.version}, ${JSON.stringify(body)}::jsonb, ${hash}, ${at})`);
}

export async function keepSignature(
  transaction: Transaction,
  { access, at }: Actor,
  signed: {
    readonly instrument: string;
    readonly version: number;
    readonly organization: string;
    readonly hash: string;
  },
): Promise<void> {
  await transaction.run(sql`
    insert into governance_signature (instrument, version, organization, by, principal, role, hash, at)
    values (${signed.instrument}, ${signed.version}, ${signed.organization}, ${actorName(access)}, ${access.principal},
      ${access.role}, ${signed.hash}, ${at})`);
}

export async function keepSuspension(
  transaction: Transaction,
  { access, at }: Actor,
  held: { readonly instrument: string; readonly organization: string; readonly reason: string },
): Promise<void> {
  await transaction.run(sql`
    insert into governance_suspension (instrument, organization, by, reason, since)
    values (${held.instrument}, ${held.organization}, ${actorName(access)}, ${held.reason}, ${at})`);
}

export async function liftSuspension(
  transaction: Transaction,
  { access, at }: Actor,
  held: { readonly instrument: string; readonly organization: string; readonly reason: string },
): Promise<void> {
  await transaction.run(sql`
    update governance_suspension set lifted = ${at}, lifted_by = ${actorName(access)}, lifted_reason = ${held.reason}
    where instrument = ${held.instrument} and organization = ${held.organization} and lifted is null`);
}

export async function keepNotice(
  transaction: Transaction,
  { access, at }: Actor,
  notice: {
    readonly instrument: string;
    readonly organization: string;
    readonly reason: string;
    readonly owed: readonly string[];
  },
): Promise<void> {
  await transaction.run(sql`
    insert into governance_notice (instrument, organization, by, reason, given, owed)
    values (${notice.instrument}, ${notice.organization}, ${actorName(access)}, ${notice.reason}, ${at}, ${notice.owed}::text[])`);
}

export async function withdrawNotice(
  transaction: Transaction,
  { access, at }: Actor,
  { id, reason }: { readonly id: number; readonly reason: string },
): Promise<void> {
  await transaction.run(sql`
    update governance_notice set withdrawn = ${at}, withdrawn_by = ${actorName(access)}, withdrawn_reason = ${reason}
    where id = ${id} and withdrawn is null`);
}

export async function keepScheme(
  transaction: Transaction,
  { access, at }: Actor,
  { organization, signs }: Scheme,
): Promise<void> {
  await transaction.run(sql`
    insert into governance_scheme (organization, signs, by, at)
    values (${organization}, ${JSON.stringify(signs)}::jsonb, ${actorName(access)}, ${at})`);
}

function actorName(access: Access): string {
  return access.name ?? access.principal;
}
