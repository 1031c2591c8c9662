import { originsOf, type RegisteredApp } from '#auth';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

const READ_AGAIN_MS = 5_000;
const METHODS = 'GET, POST, PUT, PATCH, DELETE';
const SENT =
  'authorization, content-type, accept, prefer, if-match, if-none-match, if-none-exist, if-modified-since, idempotency-key, cache-control, pragma';
const READ = 'etag, location, content-location, last-modified, www-authenticate, retry-after';

/** What everybody may read from a page of any origin: it says the same to all and needs nobody to be known. */
const OPEN = /^\/(?:fhir\/)?(?:metadata$|\.well-known\/)/;

type Parts = { readonly apps: () => Promise<readonly RegisteredApp[]>; readonly now: () => number };

/**
 * Apps run in pages of their own origin and ask the FHIR API from there. The origins of registered apps may read its answers;
 * never with our cookies, since that is not allowed to anybody: an app shows its token.
 */
export function allowApps(server: FastifyInstance, parts: Parts): void {
  const isRegistered = rememberedOrigins(parts);
  const allowed = async (request: FastifyRequest): Promise<string | undefined> => {
    const { origin } = request.headers;
    if (origin === undefined || !isOurs(request)) return undefined;
    if (OPEN.test(pathOf(request))) return '*';
    return (await isRegistered(origin)) ? origin : undefined;
  };
  server.addHook('onRequest', async (request, reply) => {
    if (request.method !== 'OPTIONS' || request.headers['access-control-request-method'] === undefined)
      return undefined;
    const origin = await allowed(request);
    if (origin === undefined) return undefined;
    allow(reply, origin).header('access-control-allow-methods', METHODS).header('access-control-allow-headers', SENT);
    await reply.header('access-control-max-age', '600').code(204).send();
    return reply;
  });
  server.addHook('onSend', async (request, reply, payload) => {
    const origin = await allowed(request);
    if (origin !== undefined) allow(reply, origin).header('access-control-expose-headers', READ);
    return payload;
  });
}

function allow(reply: FastifyReply, origin: string): FastifyReply {
  return reply.header('access-control-allow-origin', origin).header('vary', 'origin');
}

function isOurs(request: FastifyRequest): boolean {
  const path = pathOf(request);
  return path === '/fhir' || path.startsWith('/fhir/') || path.startsWith('/.well-known/');
}

function pathOf({ url }: FastifyRequest): string {
  const at = url.indexOf('?');
  return at < 0 ? url : url.slice(0, at);
}

function rememberedOrigins({ apps, now }: Parts): (origin: string) => Promise<boolean> {
  let known: { readonly origins: ReadonlySet<string>; readonly read: number } | undefined;
  return async (origin) => {
    if (!known || now() - known.read > READ_AGAIN_MS) {
      const all = await apps();
      known = { origins: new Set(all.flatMap(({ redirects }) => originsOf(redirects))), read: now() };
    }
    return known.origins.has(origin);
  };
}
