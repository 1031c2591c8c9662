import type { Place } from '#agreement';
import { compartmentOf, type Persons } from '#repository';
import { type Reader, sql } from '#store';
import { digest } from '../secret.ts';
import { GRANT, type Grant, type GrantRow, grantOf } from './grant.ts';
import type { Reach } from './reach.ts';

/** What an access token stands for at this moment. */
export type Given =
  | { readonly kind: 'app'; readonly grant: Grant; readonly scopes: string }
  | { readonly kind: 'system'; readonly app: string; readonly organization: string; readonly scopes: string };

/** Tokens of apps look like nothing else: 256 random bits, and no dots. */
const SHAPE = /^[\w-]{43}$/;

export function looksGiven(token: string): boolean {
  return SHAPE.test(token);
}

/**
 * What a token gives. Asked for every request and remembered nowhere: taking back a grant, ending a session, leaving a seat and
 * removing an app each take a row away, and from then on there is nothing to find. Plan: two or three probes of primary keys.
 */
export async function findGiven(reader: Reader, token: string, now: number): Promise<Given | undefined> {
  const at = new Date(now);
  const hash = digest(token);
  const row = await reader.first<GrantRow & { readonly token_scopes: string | null }>(sql`
    select i.payload ->> 'scope' as token_scopes, ${GRANT.columns} from smart_item i
    join smart_grant g on g.id = i.grant_id ${GRANT.joins}
    where i.kind = 'AccessToken' and i.hash = ${hash} and i.ends > ${at} and g.ends > ${at}`);
  const grant = row && grantOf(row, now);
  if (row && grant) return { kind: 'app', grant, scopes: row.token_scopes ?? '' };
  const system = await reader.first<{ app: string; organization: string; scopes: string | null }>(sql`
    select p.id as app, p.organization, i.payload ->> 'scope' as scopes from smart_item i
    join smart_app p on p.id = i.payload ->> 'clientId' and p.kind = 'system'
    where i.kind = 'ClientCredentials' and i.hash = ${hash} and i.ends > ${at}`);
  return system && { kind: 'system', ...system, scopes: system.scopes ?? '' };
}

export type People = Pick<Persons, 'of' | 'records'>;

/** What a token reaches. The records of one person are those of all organisations that are linked now. */
export async function reachOf(reader: Reader, people: People | undefined, given: Given): Promise<Reach> {
  if (given.kind === 'system') return { scopes: given.scopes, contexts: ['system'], people: [] };
  const { patient } = given.grant;
  const whose = patient === undefined ? [] : await recordsOf(reader, people, patient);
  // As an address of the FHIR API: its last two parts.
  const user = /\b(?:Practitioner|Patient)\/[A-Za-z0-9.-]{1,64}$/.exec(given.grant.fhirUser ?? '')?.[0];
  const reach = { scopes: given.scopes, contexts: ['patient', 'user'] as const, people: whose };
  return user === undefined ? reach : { ...reach, user };
}

async function recordsOf(reader: Reader, people: People | undefined, patient: string): Promise<readonly Place[]> {
  const own = compartmentOf(`Patient/${patient}`);
  const [row] = (await people?.of(reader, [own])) ?? [];
  const all = row ? await people?.records(reader, [row.person]) : undefined;
  const others = (all ?? []).filter(({ cmp }) => cmp !== own.cmp);
  return [own, ...others.map(({ bkt, cmp }) => ({ bkt, cmp }))];
}
