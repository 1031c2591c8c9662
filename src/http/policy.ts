import type { Access } from '#agreement';
import { accepted, type Outcome, refuse } from '#fhir';
import type { FastifyInstance } from 'fastify';
import type { RoutePolicy } from './route.ts';

/** In whose words a route refuses: an OperationOutcome, JSON, or a page. */
export type Kind = 'fhir' | 'json' | 'page';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Who may call; a route without one fails start-up. */
    policy?: RoutePolicy;
    kind?: Kind;
    /** Refusals as the FHIR API has them, though who may call is asked as of any route of a joint. */
    speaks?: 'fhir';
    /** Asked by an open page again and again, with nobody behind it: in the log only where it fails. */
    byItself?: true;
  }
}

/** Fails the start of a server that has a route without a policy: nobody has said who may call it. */
export function requireDeclared(server: FastifyInstance): void {
  const undeclared: string[] = [];
  server.addHook('onRoute', ({ method, url, config }) => {
    if (config?.policy === undefined) undeclared.push(`${String(method)} ${url}`);
  });
  server.addHook('onReady', async () => {
    if (undeclared.length > 0) throw new Error(`routes without a policy: ${undeclared.join(', ')}`);
  });
}

/** Whether somebody who is known may call a route. */
export function mayCall(policy: RoutePolicy, access: Access, kind?: Kind): Outcome<true> {
  // Scopes speak of the record. What else there is asks joints, of which a few know of them.
  if (access.scopes !== undefined && kind !== 'fhir' && !('apps' in policy)) {
    return refuse(
      'forbidden',
      'http.not-for-apps',
      'Apps use the FHIR API and nothing else. Open this in Concord itself.',
    );
  }
  if (access.narrowed && !('narrowed' in policy)) {
    return refuse('forbidden', 'http.themself', 'The person whose record it is opens this themself.');
  }
  if (policy.allow === 'system' && access.role !== 'system') {
    return refuse('forbidden', 'http.system-only', 'This is for systems, which ask with a bearer token.');
  }
  if (policy.allow === 'roles' && !policy.roles.includes(access.role)) {
    return refuse('forbidden', 'http.role', 'This is not for your role. Switch to another seat, if you hold one.');
  }
  return accepted(true);
}
