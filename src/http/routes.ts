import { Readable } from 'node:stream';
import { accepted, type Outcome, parseExact } from '#fhir';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { refusalsOf } from './failure.ts';
import { traceOf } from './log.ts';
import { sendRefusals } from './reply.ts';
import { standingCaller, whileStanding } from './standing.ts';
import type { ServerParts } from './parts.ts';
import type { Acknowledgement, BytesFile, Call, Lines, Route, TextFile } from './route.ts';

const ER7 = 'x-application/hl7-v2+er7';
const JSON_BYTES_MAX = 4 * 1024 * 1024;

/** Mounts the JSON routes of the joints. */
export function mountRoutes(server: FastifyInstance, parts: ServerParts): void {
  const streams = parts.routes.filter(({ body }) => body === 'stream');
  for (const route of parts.routes.filter(({ body }) => body !== 'stream')) mount(server, parts, route);
  // A scope of its own: here bodies are passed on as they arrive, whatever they say they are.
  void server.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
    for (const route of streams) mount(scope, parts, route);
  });
}

function mount(server: FastifyInstance, parts: ServerParts, route: Route): void {
  server.route({
    method: route.method,
    url: route.path,
    bodyLimit: route.body === 'stream' ? Number.MAX_SAFE_INTEGER : JSON_BYTES_MAX,
    config: { policy: route.policy, kind: 'json', ...(route.speaks ? { speaks: route.speaks } : {}) },
    handler: (request, reply) => handle(parts, route, request, reply),
  });
}

async function handle(parts: ServerParts, route: Route, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const body = bodyOf(route, request);
  const answer = body.ok ? await route.handle(callOf(parts, request, body.value)) : body;
  if (!answer.ok) return sendRefusals(parts, answer.refusals, request, reply);
  void reply.header('cache-control', 'no-store');
  if (isLines(answer.value)) {
    await reply
      .type('application/x-ndjson; charset=utf-8')
      .send(Readable.from(printed(parts, request.id, answer.value.lines)));
    return;
  }
  if (isTextFile(answer.value)) {
    const { text, type, name } = answer.value;
    const stands = standingCaller(parts.auth, request);
    const standing = whileStanding(text, stands, parts.now);
    await attached(reply, name).type(`${type}; charset=utf-8`).send(Readable.from(standing));
    return;
  }
  if (isBytesFile(answer.value)) {
    const { bytes, type, name } = answer.value;
    await attached(reply, name).type(type).send(Buffer.from(bytes));
    return;
  }
  if (isAcknowledgement(answer.value)) {
    await reply.type(`${answer.value.type}; charset=utf-8`).send(answer.value.answer);
    return;
  }
  const type = route.speaks === 'fhir' ? 'application/fhir+json' : 'application/json';
  await reply.type(`${type}; charset=utf-8`).send(JSON.stringify(answer.value ?? null));
}

function attached(reply: FastifyReply, name: string): FastifyReply {
  return reply.header('content-disposition', `attachment; filename="${name.replace(/[^A-Za-z0-9._-]/g, '-')}"`);
}

function bodyOf(route: Route, request: FastifyRequest): Outcome<unknown> {
  if (route.body !== 'json') return { ok: true, value: route.body === 'stream' ? request.body : undefined };
  const text = typeof request.body === 'string' ? request.body : '';
  // Bodies of joints are small: they are held to the rules of the record's JSON, and then read as the platform reads them.
  const found = parseExact(text);
  return found.ok ? accepted(JSON.parse(text)) : found;
}

function callOf(parts: ServerParts, request: FastifyRequest, body: unknown): Call {
  // A public route of a joint has no caller: it gets nothing to read with.
  const access = request.caller?.access as Call['access'];
  const at = request.url.indexOf('?');
  return {
    params: request.params as Call['params'],
    query: new URLSearchParams(at < 0 ? '' : request.url.slice(at + 1)),
    headers: request.headers as Call['headers'],
    body,
    access,
    repository: access && parts.repository(access),
  };
}

function isLines(value: unknown): value is Lines {
  return typeof value === 'object' && value !== null && 'lines' in value && isIterable(value.lines);
}

function isTextFile(value: unknown): value is TextFile {
  return typeof value === 'object' && value !== null && 'text' in value && isIterable(value.text);
}

function isBytesFile(value: unknown): value is BytesFile {
  return typeof value === 'object' && value !== null && 'bytes' in value && value.bytes instanceof Uint8Array;
}

function isAcknowledgement(value: unknown): value is Acknowledgement {
  return typeof value === 'object' && value !== null && 'answer' in value && 'type' in value && value.type === ER7;
}

function isIterable(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}

/** The status has been sent long before the last line: what goes wrong meanwhile is said in a line of its own. */
async function* printed(
  { log }: Pick<ServerParts, 'log'>,
  trace: string,
  lines: AsyncIterable<unknown>,
): AsyncGenerator<string> {
  try {
    for await (const line of lines) yield `${JSON.stringify(line)}\n`;
  } catch (error) {
    const refusals = refusalsOf(error, trace);
    log.error({ trace, refusal: refusals[0].code, ...traceOf(error) }, 'request failed');
    yield `${JSON.stringify({ refusals })}\n`;
  }
}
