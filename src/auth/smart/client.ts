import type { Payload } from 'oidc-provider';
import type { RegisteredApp } from './app.ts';

/** Algorithms by which systems sign who they are: those that SMART names. */
export const SIGNING_ALGORITHMS = ['RS384', 'ES384'] as const;

/** A registration, in the words of the provider. The secret is its hash: what is sent is hashed before the two are compared. */
export function clientOf(app: RegisteredApp, secretHash: string | undefined): Payload {
  const system = app.kind === 'system';
  return {
    client_id: app.id,
    client_name: app.name,
    application_type: 'web',
    redirect_uris: [...app.redirects],
    response_types: system ? [] : ['code'],
    grant_types: system ? ['client_credentials'] : ['authorization_code', 'refresh_token'],
    token_endpoint_auth_method: METHOD[app.authenticates],
    ...(app.authenticates === 'secret' && secretHash !== undefined ? { client_secret: secretHash } : {}),
    ...(app.jwks === undefined ? {} : { jwks: app.jwks }),
    ...(app.jwksUrl === undefined ? {} : { jwks_uri: app.jwksUrl }),
  };
}

const METHOD = { none: 'none', secret: 'client_secret_basic', key: 'private_key_jwt' } as const;
