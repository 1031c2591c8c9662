import type { IncomingMessage, ServerResponse } from 'node:http';
import { PATHS, type Smart, smartConfiguration } from '#auth';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

const PUBLIC = {
  policy: {
    allow: 'public',
    why: 'apps show who they are by the rules of OAuth, and people are asked on a page of their own',
  },
  kind: 'json',
} as const;
const TOLD = {
  policy: { allow: 'public', why: 'where to ask for access is the same for everybody' },
  kind: 'json',
} as const;

const FORM_BYTES_MAX = 64 * 1024;

/** What an answer of OAuth is: nothing that a browser would run, show in a frame or keep. */
const HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'; base-uri 'none'",
  'strict-transport-security': 'max-age=63072000; includeSubDomains',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

/** The OAuth endpoints of SMART App Launch, and where they are told of. */
export function mountEndpoints(server: FastifyInstance, smart: Smart, origin: () => string): void {
  for (const url of ['/.well-known/smart-configuration', '/fhir/.well-known/smart-configuration']) {
    server.get(url, { config: TOLD }, (_request, reply) =>
      reply
        .type('application/json; charset=utf-8')
        .header('cache-control', 'no-cache')
        .send(JSON.stringify(smartConfiguration(origin()))),
    );
  }
  // A scope of its own: the provider reads bodies itself.
  void server.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, _payload, done) => done(null));
    const pass = (request: FastifyRequest, reply: FastifyReply) => passOn(smart, request, reply);
    scope.get('/.well-known/openid-configuration', { config: TOLD }, pass);
    scope.get(PATHS.jwks, { config: TOLD }, pass);
    scope.route({ method: ['GET', 'POST'], url: PATHS.authorize, config: PUBLIC, handler: pass });
    scope.get(`${PATHS.authorize}/:uid`, { config: PUBLIC }, pass);
    for (const url of [PATHS.token, PATHS.introspect, PATHS.revoke]) {
      scope.route({ method: ['POST', 'OPTIONS'], url, config: PUBLIC, handler: pass });
    }
  });
}

/** The answer is the provider's: it is written straight to the connection. */
async function passOn(smart: Smart, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const { raw } = request;
  if (raw.method === 'POST' && request.routeOptions.url === PATHS.authorize && !(await asGet(raw))) {
    await reply.code(413).send('');
    return;
  }
  reply.hijack();
  for (const [name, value] of Object.entries(HEADERS)) reply.raw.setHeader(name, value);
  await answered(smart, raw, reply.raw);
}

async function answered(smart: Smart, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    await smart.handle(request, response);
  } catch (error) {
    // Nobody else can answer any more.
    if (!response.headersSent) response.writeHead(503, { 'retry-after': '2' });
    response.end();
    throw error;
  }
}

/** An app may ask by a form instead of an address: the same question. */
async function asGet(raw: IncomingMessage): Promise<boolean> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of raw as AsyncIterable<Buffer>) {
    bytes += part.length;
    if (bytes > FORM_BYTES_MAX) return false;
    parts.push(part);
  }
  raw.method = 'GET';
  raw.url = `${PATHS.authorize}?${Buffer.concat(parts).toString('utf8')}`;
  return true;
}
