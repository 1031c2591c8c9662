import { SIGNING_ALGORITHMS } from './client.ts';
import { OTHER_SCOPES } from './scope.ts';

/** Where the endpoints are, below the address of the installation. */
export const PATHS = {
  authorize: '/smart/authorize',
  token: '/smart/token',
  introspect: '/smart/introspect',
  revoke: '/smart/revoke',
  jwks: '/smart/jwks',
  consent: '/apps/consent',
} as const;

const METHODS = ['client_secret_basic', 'private_key_jwt'];

/** https://hl7.org/fhir/smart-app-launch/conformance.html */
export function smartConfiguration(origin: string): Readonly<Record<string, unknown>> {
  return {
    issuer: origin,
    jwks_uri: origin + PATHS.jwks,
    authorization_endpoint: origin + PATHS.authorize,
    token_endpoint: origin + PATHS.token,
    introspection_endpoint: origin + PATHS.introspect,
    revocation_endpoint: origin + PATHS.revoke,
    grant_types_supported: ['authorization_code', 'client_credentials'],
    response_types_supported: ['code'],
    code_challenge_methods_supported: ['S256'],
    token_endpoint_auth_methods_supported: METHODS,
    token_endpoint_auth_signing_alg_values_supported: SIGNING_ALGORITHMS,
    scopes_supported: [...OTHER_SCOPES, 'patient/*.cruds', 'user/*.cruds', 'system/*.cruds'],
    capabilities: [
      'launch-ehr',
      'launch-standalone',
      'authorize-post',
      'client-public',
      'client-confidential-symmetric',
      'client-confidential-asymmetric',
      'sso-openid-connect',
      'context-banner',
      'context-ehr-patient',
      'context-standalone-patient',
      'permission-offline',
      'permission-online',
      'permission-patient',
      'permission-user',
      'permission-v1',
      'permission-v2',
    ],
  };
}

/** What the capability statement says of it: https://hl7.org/fhir/smart-app-launch/STU2/conformance.html */
export function smartSecurity(origin: string): Readonly<Record<string, unknown>> {
  const uri = (url: string, path: string) => ({ url, valueUri: origin + path });
  return {
    cors: true,
    service: [
      {
        coding: [{ system: 'http://terminology.hl7.org/CodeSystem/restful-security-service', code: 'SMART-on-FHIR' }],
        text: 'OAuth 2 by SMART App Launch',
      },
    ],
    extension: [
      {
        url: 'http://fhir-registry.smarthealthit.org/StructureDefinition/oauth-uris',
        extension: [
          uri('authorize', PATHS.authorize),
          uri('token', PATHS.token),
          uri('introspect', PATHS.introspect),
          uri('revoke', PATHS.revoke),
        ],
      },
    ],
  };
}
