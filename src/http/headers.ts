import helmet from '@fastify/helmet';
import type { FastifyInstance, FastifyReply } from 'fastify';

/** For pages: nothing inline, nothing foreign, no frames, no referrer. */
const PAGES = {
  global: false,
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'", 'data:'],
      connectSrc: ["'self'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
      baseUri: ["'none'"],
      requireTrustedTypesFor: ["'script'"],
      // The one place that makes markup in a browser: web/browser/page/trusted.ts.
      trustedTypes: ['concord'],
    },
  },
  strictTransportSecurity: { maxAge: 63_072_000 },
  referrerPolicy: { policy: 'no-referrer' as const },
  xFrameOptions: { action: 'deny' as const },
};

/** For the APIs: JSON is no page, and should a browser be made to show it, nothing in it runs. Made once, not a request. */
export const API_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'; base-uri 'none'",
  'strict-transport-security': 'max-age=63072000; includeSubDomains',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'same-origin',
};

/** Security headers on every answer, refusals and unknown addresses too. */
export async function secureHeaders(server: FastifyInstance): Promise<void> {
  await server.register(helmet, PAGES);
  let pages: readonly (readonly [string, string])[] | undefined;
  server.addHook('onRequest', async (request, reply) => {
    // What may be kept says so itself: styles and scripts, and where apps ask for access.
    void reply.header('cache-control', 'no-store');
    const kind = request.routeOptions.config?.kind;
    if (kind === 'fhir' || kind === 'json') void reply.headers(API_HEADERS);
    else if (pages === undefined) pages = await madeBy(reply);
    // The headers of a page are the same each time; helmet puts them together anew.
    else for (const [name, value] of pages) reply.raw.setHeader(name, value);
  });
}

/** Lets helmet set its headers, and tells which these are. */
async function madeBy(reply: FastifyReply): Promise<readonly (readonly [string, string])[]> {
  const before = new Set(reply.raw.getHeaderNames());
  await reply.helmet();
  return reply.raw
    .getHeaderNames()
    .filter((name) => !before.has(name))
    .map((name) => [name, String(reply.raw.getHeader(name))]);
}
