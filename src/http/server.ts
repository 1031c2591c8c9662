import cookie from '@fastify/cookie';
import { refuse } from '#fhir';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { meterOf } from './admit.ts';
import { wholeBody } from './body.ts';
import { guardCallers } from './callers.ts';
import { isOurs, refusalsOf } from './failure.ts';
import { mountFhir } from './fhir.ts';
import { secureHeaders } from './headers.ts';
import { mountHealth } from './health.ts';
import { leaveWhenAnswered } from './leave.ts';
import { type ServerLog, traceOf } from './log.ts';
import type { ServerParts } from './parts.ts';
import { requireDeclared } from './policy.ts';
import { sendRefusals } from './reply.ts';
import { mountRoutes } from './routes.ts';
import { refuseUnreadable } from './unreadable.ts';
import { textOf } from './utf8.ts';

/** The HTTP server, not yet listening. Whoever mounts more on it (pages) declares a policy for each route as we do. */
export async function openServer(parts: ServerParts): Promise<FastifyInstance> {
  const server = fastify({
    logger: false,
    genReqId: parts.newId,
    bodyLimit: 1024 * 1024,
    // A file of any size may come in; a connection on which nothing moves is let go.
    requestTimeout: 3_600_000,
    connectionTimeout: 120_000,
    keepAliveTimeout: 75_000,
    // Behind a proxy, only what the proxies themselves added is believed: the rest anybody can write.
    trustProxy: parts.publicAddress !== undefined && ((_address, hop) => hop < (parts.proxies ?? 1)),
    return503OnClosing: true,
    routerOptions: {
      maxParamLength: 256,
      // Queries are read where they are used, in order and with repeats.
      querystringParser: () => ({}),
    },
    clientErrorHandler: refuseUnreadable,
    frameworkErrors: (error, request, reply) => failed(parts, error, request, reply),
  });
  leaveWhenAnswered(server);
  requireDeclared(server);
  logRequests(server, parts.log);
  await server.register(cookie);
  await secureHeaders(server);
  readBodies(server);
  server.setErrorHandler((error, request, reply) => failed(parts, error, request, reply));
  server.setNotFoundHandler((request, reply) => sendRefusals(parts, NOTHING.refusals, request, reply));
  const meter = meterOf(parts);
  meter.byAddress(server);
  guardCallers(server, parts);
  meter.byCaller(server);
  mountHealth(server, parts);
  mountFhir(server, parts);
  mountRoutes(server, parts);
  return server;
}

const NOTHING = refuse('not-found', 'http.nothing-here', 'There is nothing at this address.');

/** Bodies arrive as text: what is stored is what was sent. A joint's route or a form reads that text. */
function readBodies(server: FastifyInstance): void {
  server.removeAllContentTypeParsers();
  const types = [
    'application/fhir+json',
    'application/json',
    'application/json+fhir',
    'application/json-patch+json',
    'application/merge-patch+json',
    'application/x-www-form-urlencoded',
    'text/json',
  ];
  server.addContentTypeParser(types, async (request: FastifyRequest, payload: NodeJS.ReadableStream) =>
    textOf(await wholeBody(request, payload)),
  );
}

async function failed(parts: ServerParts, error: unknown, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const refusals = refusalsOf(error, request.id);
  if (isOurs(refusals[0])) {
    parts.log.error({ trace: request.id, refusal: refusals[0].code, ...traceOf(error) }, 'request failed');
  }
  await sendRefusals(parts, refusals, request, reply);
}

/** One line a request: the route's pattern, never the address. */
function logRequests(server: FastifyInstance, log: ServerLog): void {
  server.addHook('onResponse', async (request, reply) => {
    if (request.routeOptions.config?.byItself === true && reply.statusCode < 400) return;
    const fields = {
      trace: request.id,
      method: request.method,
      route: request.routeOptions.url ?? 'none',
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime * 10) / 10,
      ...(request.caller ? { principal: request.caller.access.principal } : {}),
    };
    if (reply.statusCode >= 500) log.warn(fields, 'request');
    else log.info(fields, 'request');
  });
}
