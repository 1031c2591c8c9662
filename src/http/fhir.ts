import { isResourceType, type Outcome, type Refused, refuse } from '#fhir';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { acknowledged } from './acknowledge.ts';
import type { Answer } from './answer.ts';
import { addressOf } from './address.ts';
import { capabilities } from './capabilities.ts';
import type { FhirRequest, Headers, Interaction, Method } from './interaction.ts';
import { auditDeniedWrite } from './denied.ts';
import { interactions } from './interactions/index.ts';
import { operations } from './operations/index.ts';
import { negotiate } from './negotiate.ts';
import { keyOf, requestHash } from './once.ts';
import { refusedAnswer } from './outcome.ts';
import type { ServerParts } from './parts.ts';
import { preferOf } from './prefer.ts';
import { pretty } from './pretty.ts';
import { sendAnswer } from './reply.ts';

export const FHIR_BASE = '/fhir';
const METHODS: readonly Method[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

/** The FHIR API: https://hl7.org/fhir/R4/http.html */
export function mountFhir(server: FastifyInstance, parts: ServerParts): void {
  const all = [capabilities(parts), ...interactions, ...operations];
  for (const interaction of all) {
    for (const url of urlsOf(interaction.path)) {
      server.route({
        method: interaction.method,
        url,
        bodyLimit: interaction.bodyBytesMax,
        config: { policy: interaction.policy, kind: 'fhir' },
        handler: (request, reply) => answer(parts, interaction, request, reply),
      });
    }
  }
  for (const path of new Set(all.map((interaction) => interaction.path))) refuseOtherMethods(server, all, path);
  server.all(`${FHIR_BASE}/*`, { config: { policy: NOTHING_HERE, kind: 'fhir' } }, (_request, reply) =>
    sendRefused(refuse('not-found', 'http.no-such-path', 'There is nothing at this address of the FHIR API.'), reply),
  );
}

const NOTHING_HERE = { allow: 'public', why: 'answers only that nothing is here' } as const;

async function answer(
  parts: ServerParts,
  interaction: Interaction,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  const search = searchOf(request);
  const query = search === '' ? [] : [...new URLSearchParams(search)];
  const format = negotiate(request.headers.accept, valueOf(query, '_format'));
  if (!format.ok) return sendRefused(format, reply);
  const asked = fhirRequest(parts, request, query);
  const done = await run(parts, interaction, asked, request);
  if (!done.ok) {
    const { type, id, access } = asked;
    await auditDeniedWrite(parts.audit, access, { ...interaction, type, id, refusals: done.refusals });
  }
  const sent = done.ok ? done.value : refusedAnswer(done.refusals);
  const body = sent.body !== '' && valueOf(query, '_pretty') === 'true' ? pretty(sent.body) : sent.body;
  return sendAnswer({ ...sent, body }, format.value, reply);
}

/** Runs an interaction, once where the caller gave the request a key. */
async function run(
  parts: ServerParts,
  interaction: Interaction,
  asked: FhirRequest,
  request: FastifyRequest,
): Promise<Outcome<Answer>> {
  const { type } = asked;
  if (interaction.path.startsWith('/:type') && !isResourceType(type)) {
    return refuse('not-found', 'http.unknown-type', `There is no resource type ${type.slice(0, 60)} in FHIR R4.`);
  }
  if (isNoId(interaction, asked)) {
    return refuse(
      'not-found',
      'http.no-such-id',
      `There is no ${type} of that id: ids have 1 to 64 letters, digits, "-" and ".".`,
    );
  }
  const key = keyOf(asked.headers['idempotency-key']);
  if (!key.ok) return key;
  if (key.value === undefined || interaction.method === 'GET') return interaction.run(asked);
  const hash = requestHash(interaction.method, request.url, asked);
  const keyed = { access: asked.access, key: key.value, requestHash: hash };
  return acknowledged(parts.once, keyed, (repository) => interaction.run({ ...asked, repository }));
}

const ID = /^[A-Za-z0-9\-.]{1,64}$/;

/** Nothing can have that id, so nobody is asked for it. An update says itself what is wrong with the id it would give. */
function isNoId({ method, path }: Interaction, { id }: FhirRequest): boolean {
  return method !== 'PUT' && path.startsWith('/:type/:id') && !ID.test(id);
}

function fhirRequest(parts: ServerParts, request: FastifyRequest, query: FhirRequest['query']): FhirRequest {
  const params = request.params as Readonly<Record<string, string>>;
  const headers = request.headers as Headers;
  // Public interactions have no caller, and touch no record.
  const access = request.caller?.access as FhirRequest['access'];
  return {
    type: params['type'] ?? '',
    id: params['id'] ?? '',
    params,
    query,
    headers,
    body: typeof request.body === 'string' ? request.body : '',
    prefer: preferOf(headers['prefer']),
    base: `${addressOf(parts, request)}${FHIR_BASE}`,
    access,
    repository: access && parts.repository(access),
    audit: parts.audit,
    now: new Date(parts.now()),
    newId: parts.newId,
    version: parts.version,
  };
}

/** A path that is there under another method: 405, and which methods there are. */
function refuseOtherMethods(server: FastifyInstance, all: readonly Interaction[], path: string): void {
  const allowed = all.filter((interaction) => interaction.path === path).map(({ method }) => method);
  const method = METHODS.filter((one) => !allowed.includes(one));
  const handler = (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const operation = /\/(\$[\w-]+)/.exec(request.url)?.[1];
    if (operation !== undefined) {
      return sendRefused(
        refuse('not-supported', 'http.operation', `Concord has no operation ${operation} here.`),
        reply,
      );
    }
    void reply.header('allow', allowed.join(', '));
    return sendRefused(
      refuse('not-supported', 'http.method', `${request.method} cannot be done here; ${allowed.join(', ')} can.`),
      reply,
    );
  };
  for (const url of urlsOf(path))
    server.route({ method, url, config: { policy: NOTHING_HERE, kind: 'fhir' }, handler });
}

function sendRefused(refused: Refused, reply: FastifyReply): Promise<void> {
  return sendAnswer(refusedAnswer(refused.refusals), 'application/fhir+json', reply);
}

/** The base is reached with and without its slash. */
function urlsOf(path: string): readonly string[] {
  return path === '/' ? [FHIR_BASE, `${FHIR_BASE}/`] : [FHIR_BASE + path];
}

function searchOf({ url }: FastifyRequest): string {
  const at = url.indexOf('?');
  return at < 0 ? '' : url.slice(at + 1);
}

function valueOf(query: FhirRequest['query'], name: string): string | undefined {
  return query.find(([key]) => key === name)?.[1];
}
