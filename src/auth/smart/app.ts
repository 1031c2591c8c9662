import type { JSONWebKeySet } from 'jose';
import { accepted, type Outcome, refuse } from '#fhir';
import { type Reader, sql, type Transaction } from '#store';
import { digest } from '../secret.ts';
import { isAddress } from './address.ts';
import { whyNotHeld } from './reach.ts';
import { INTROSPECTION, isOtherScope, readScope, type ScopeContext } from './scope.ts';

/** An app that people open, or a backend system that works by itself. */
export type RegisteredApp = {
  readonly id: string;
  readonly name: string;
  readonly kind: 'app' | 'system';
  /** 'Organization/x', of a system: whose writes they are. */
  readonly organization?: string;
  readonly authenticates: 'none' | 'secret' | 'key';
  readonly jwks?: JSONWebKeySet;
  readonly jwksUrl?: string;
  readonly redirects: readonly string[];
  readonly launch?: string;
  /** Origins that may show the pages of a launch within theirs. */
  readonly frames: readonly string[];
  readonly scopes: string;
};

/** A registration as an operator wishes it; `secret` is kept as its hash. */
export type AppWish = RegisteredApp & { readonly secret?: string };

/** Keeps a registration; one of the same id is replaced. */
export async function keepApp(transaction: Transaction, wish: AppWish, at: Date): Promise<Outcome<true>> {
  const problem = problemOf(wish);
  if (problem !== undefined) return refuse('value', 'auth.app', problem);
  const { id, name, kind, organization = null, authenticates, jwks, jwksUrl = null, launch = null } = wish;
  const secret = wish.secret === undefined ? null : digest(wish.secret);
  await transaction.run(sql`
    insert into smart_app (id, name, kind, organization, authenticates, secret, jwks, jwks_url, redirects, launch, frames, scopes, at)
    values (${id}, ${name}, ${kind}, ${organization}, ${authenticates}, ${secret}, ${jwks ? JSON.stringify(jwks) : null}::jsonb,
      ${jwksUrl}, ${wish.redirects}::text[], ${launch}, ${wish.frames}::text[], ${wish.scopes}, ${at})
    on conflict (id) do update set name = excluded.name, kind = excluded.kind, organization = excluded.organization,
      authenticates = excluded.authenticates, secret = coalesce(excluded.secret, smart_app.secret), jwks = excluded.jwks,
      jwks_url = excluded.jwks_url, redirects = excluded.redirects, launch = excluded.launch, frames = excluded.frames,
      scopes = excluded.scopes`);
  return accepted(true);
}

/** Takes a registration away, with everything that people gave the app and every token it has. */
export async function removeApp(transaction: Transaction, id: string): Promise<boolean> {
  await transaction.run(sql`delete from smart_item where grant_id in (select id from smart_grant where app = ${id})
    or payload ->> 'clientId' = ${id}`);
  const gone = await transaction.first(sql`delete from smart_app where id = ${id} returning id`);
  return gone !== undefined;
}

export async function findApp(reader: Reader, id: string): Promise<RegisteredApp | undefined> {
  const row = await reader.first<AppRow>(sql`select ${COLUMNS} from smart_app where id = ${id}`);
  return row && appOf(row);
}

const APPS_LISTED_MAX = 200;

export async function listApps(reader: Reader): Promise<readonly RegisteredApp[]> {
  const rows = await reader.all<AppRow>(
    sql`select ${COLUMNS} from smart_app order by name, id limit ${APPS_LISTED_MAX}`,
  );
  return rows.map(appOf);
}

/** The hash of an app's secret, in hexadecimal. */
export async function secretHashOf(reader: Reader, id: string): Promise<string | undefined> {
  const row = await reader.first<{ secret: string | null }>(
    sql`select encode(secret, 'hex') as secret from smart_app where id = ${id}`,
  );
  return row?.secret ?? undefined;
}

const COLUMNS = sql`id, name, kind, organization, authenticates, jwks, jwks_url, redirects, launch, frames, scopes`;

type AppRow = Pick<RegisteredApp, 'id' | 'name' | 'kind' | 'authenticates' | 'redirects' | 'frames' | 'scopes'> & {
  readonly organization: string | null;
  readonly jwks: JSONWebKeySet | null;
  readonly jwks_url: string | null;
  readonly launch: string | null;
};

function appOf({ organization, jwks, jwks_url, launch, ...row }: AppRow): RegisteredApp {
  return {
    ...row,
    ...(organization === null ? {} : { organization }),
    ...(jwks === null ? {} : { jwks }),
    ...(jwks_url === null ? {} : { jwksUrl: jwks_url }),
    ...(launch === null ? {} : { launch }),
  };
}

const ID = /^[\w.-]{1,64}$/;

function problemOf(wish: AppWish): string | undefined {
  const { id, kind, redirects, launch, frames, jwks, jwksUrl, authenticates } = wish;
  if (!ID.test(id)) return 'The id of an app has 1 to 64 letters, digits, ".", "_" and "-".';
  if (wish.name.trim() === '') return 'An app has a name: people are asked by it whether they trust it.';
  if (kind === 'system' && authenticates !== 'key') return 'A backend system shows who it is by a key: give its JWKS.';
  if (authenticates === 'key' && (jwks === undefined) === (jwksUrl === undefined))
    return 'Give the public keys, or the address of them.';
  if (kind === 'app' && redirects.length === 0) return 'An app has an address to come back to.';
  const odd = [
    ...redirects,
    ...(launch === undefined ? [] : [launch]),
    ...frames,
    ...(jwksUrl === undefined ? [] : [jwksUrl]),
  ].find((address) => !isAddress(address));
  if (odd !== undefined)
    return `${odd} is no address an app may have: https, or http on this machine, without a fragment.`;
  const notOrigin = frames.find((frame) => new URL(frame).origin !== frame);
  if (notOrigin !== undefined) return `${notOrigin} is no origin: leave out what follows the host.`;
  return problemOfScopes(wish);
}

function problemOfScopes({ kind, scopes }: AppWish): string | undefined {
  const contexts: readonly ScopeContext[] = kind === 'system' ? ['system'] : ['patient', 'user'];
  const odd = scopes.split(' ').find((text) => {
    if (text === INTROSPECTION) return kind !== 'system';
    const scope = readScope(text);
    if (scope === undefined) return kind === 'system' || !isOtherScope(text);
    return !contexts.includes(scope.context) || whyNotHeld(scope) !== undefined;
  });
  return odd === undefined
    ? undefined
    : `The scope ${odd} cannot be given to ${kind === 'system' ? 'a backend system' : 'an app'}.`;
}
