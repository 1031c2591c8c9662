import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Answer } from './answer.ts';
import { operationOutcome, type Refusals } from './outcome.ts';
import type { ServerParts } from './parts.ts';
import type { Kind } from './policy.ts';
import { headersOf, statusOf } from './status.ts';

/** Refusals, in the words of whoever asked: an OperationOutcome, JSON, or a page. */
export async function sendRefusals(
  parts: Pick<ServerParts, 'refusalPage'>,
  refusals: Refusals,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  const status = statusOf(refusals[0]);
  const retry = reply.getHeader('retry-after');
  void reply.code(status).headers(headersOf(status)).header('cache-control', 'no-store');
  if (retry !== undefined) void reply.header('retry-after', retry);
  const kind = kindOf(request);
  if (kind === 'page') {
    await reply.type('text/html; charset=utf-8').send(await parts.refusalPage(refusals, request));
  } else if (kind === 'json') {
    await reply.type('application/json; charset=utf-8').send(JSON.stringify({ refusals }));
  } else await reply.type('application/fhir+json; charset=utf-8').send(operationOutcome(refusals));
}

function kindOf(request: FastifyRequest): Kind {
  const config = request.routeOptions.config;
  const declared = config?.speaks ?? config?.kind;
  if (declared !== undefined) return declared;
  if (request.url.startsWith('/fhir')) return 'fhir';
  return request.url.startsWith('/api/') ? 'json' : 'page';
}

/** An answer of the FHIR API. */
export async function sendAnswer(answer: Answer, type: string, reply: FastifyReply): Promise<void> {
  void reply.code(answer.status).headers(answer.headers).header('cache-control', 'no-store');
  if (answer.body === '') await reply.send();
  else
    await reply.type(`${type}; charset=utf-8`).send(answer.body.length > LONG ? Buffer.from(answer.body) : answer.body);
}

/** A long text is turned into bytes once, and not copied together with the headers. */
const LONG = 32_768;
