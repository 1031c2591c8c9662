import { type Auth, type Caller, fromOurPages } from '#auth';
import { accepted, type Outcome, refuse } from '#fhir';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { sessionOf } from './cookie.ts';
import { auditDeniedRoute } from './denied.ts';
import { mayCall } from './policy.ts';
import { sendRefusals } from './reply.ts';
import type { ServerParts } from './parts.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks; null on public routes. */
    caller: Caller | null;
  }
}

/** Before a body is read: who asks, may they call this, and does a browser's request come from our own pages. */
export function guardCallers(
  server: FastifyInstance,
  parts: Pick<ServerParts, 'auth' | 'audit' | 'refusalPage'>,
): void {
  server.decorateRequest('caller', null);
  server.addHook('onRequest', async (request, reply) => {
    const policy = request.routeOptions.config?.policy;
    // Without a route there is nothing to call: the not-found answer is the same for everybody.
    if (policy === undefined || policy.allow === 'public') return undefined;
    const caller = await callerOf(parts.auth, request);
    const kind = request.routeOptions.config?.kind;
    const allowed = caller.ok ? mayCall(policy, caller.value.access, kind) : caller;
    if (caller.ok) request.caller = caller.value;
    if (allowed.ok) return undefined;
    if (caller.ok) {
      await auditDeniedRoute(parts.audit, caller.value.access, request.method, request.routeOptions.url ?? '');
    }
    await sendRefusals(parts, allowed.refusals, request, reply);
    return reply;
  });
}

/** Who asks, by what the request shows; `byItself` where nobody is behind it, so that it keeps no session alive. */
export async function callerOf(auth: Auth, request: FastifyRequest, byItself = false): Promise<Outcome<Caller>> {
  const bearer = /^Bearer +([\w.~+/=-]+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (bearer !== undefined) return auth.callerOfToken(bearer);
  const sid = sessionOf(request);
  if (sid === undefined) return notSignedIn();
  if (!fromOurPages(request.method, request.headers as Readonly<Record<string, string | undefined>>)) {
    return refuse('forbidden', 'http.cross-site', 'This was sent by a page of another site, so it was not done.');
  }
  // Only a page that is open asks conditionally, again and again: nobody is behind it.
  const caller = await auth.callerOfSession(sid, byItself || request.headers['if-none-match'] !== undefined);
  return caller ? accepted(caller) : notSignedIn();
}

function notSignedIn(): Outcome<never> {
  return refuse('login', 'http.not-signed-in', 'You are not signed in, or your session has ended. Sign in again.');
}
