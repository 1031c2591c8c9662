import { Readable } from 'node:stream';
import { refuse } from '#fhir';
import type { Auth } from '#auth';
import { type Refusals, sendRefusals, standingCaller, whileStanding } from '#http';
import { COPY_FORMATS, type RecordAnswers } from '#record/contract';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

type CopyParts = {
  readonly auth: Auth;
  readonly now: () => number;
  readonly record: RecordAnswers;
  readonly refusalPage: (refusals: Refusals, request: FastifyRequest) => Promise<string>;
};

const TYPES = { ndjson: 'application/fhir+ndjson', html: 'text/html; charset=utf-8' } as const;

/** The files of a copy of a record: for the person, and for the organisation that answers them by letter. Streamed, never shown in place. */
export function mountCopies(server: FastifyInstance, parts: CopyParts): void {
  const ways = [
    { url: '/me/requests/:id/:file', role: 'person' },
    { url: '/audit/requests/:id/:file', role: 'ig-lead' },
  ] as const;
  for (const { url, role } of ways) {
    const config = { policy: { allow: 'roles' as const, roles: [role] }, kind: 'page' as const };
    server.get<{ Params: { id: string; file: string } }>(url, { config }, (request, reply) =>
      send(parts, request, reply),
    );
  }
}

async function send(
  { auth, now, record, refusalPage }: CopyParts,
  request: FastifyRequest<{ Params: { id: string; file: string } }>,
  reply: FastifyReply,
): Promise<FastifyReply | void> {
  const { caller, params } = request;
  const format = COPY_FORMATS.find((one) => params.file === `record.${one}`);
  const found =
    caller === null || caller === undefined || format === undefined
      ? refuse('not-found', 'app.no-such-file', 'There is no such file of a copy.')
      : await record.rights.file(caller.access, params.id, format);
  if (!found.ok || format === undefined) {
    return sendRefusals({ refusalPage }, found.ok ? NO_REFUSALS : found.refusals, request, reply);
  }
  void reply
    .header('cache-control', 'no-store')
    .header('content-disposition', `attachment; filename="${found.value.name}"`)
    .header('x-content-type-options', 'nosniff');
  return reply
    .type(TYPES[format])
    .send(Readable.from(whileStanding(found.value.pieces, standingCaller(auth, request), now)));
}

const NO_REFUSALS: Refusals = [
  { code: 'app.no-such-file', type: 'not-found', text: 'There is no such file of a copy.' },
];
