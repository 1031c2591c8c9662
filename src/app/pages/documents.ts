import { refuse } from '#fhir';
import { type Refusals, sendRefusals } from '#http';
import { ASSURANCE_PAGE, type DocumentBytes } from '#governance/contract';
import { safetyDocumentsPage, STAFF } from '#web';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { again, contextOf, type PageParts, refusalsInShell } from './mount.ts';
import { readMultipart, SENT_BYTES_MAX, type SentFile } from './multipart.ts';
import { leaveWord } from './said.ts';

const PATH = '/agreements/:id/document';
/** By a number the file that was kept; by its name the document that is handed in. */
const SAFETY_PATH = `${ASSURANCE_PAGE}/:id`;
const CONFIG = { policy: { allow: 'roles', roles: STAFF }, kind: 'page' } as const;
/** A file that came from somebody is never a page of ours: nothing in it runs, and a browser saves it. */
const FILE_CSP = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; sandbox";

type Asked = FastifyRequest<{ Params: { id: string } }>;

/** The document that was signed, and those that an organisation accepts before: sent by a form with a file, and handed out as a file. */
export function mountDocuments(server: FastifyInstance, parts: PageParts): void {
  server.get(PATH, { config: CONFIG }, (request, reply) => send(parts, request as Asked, reply));
  server.get(SAFETY_PATH, { config: CONFIG }, (request, reply) => sendSafety(parts, request as Asked, reply));
  // A scope of its own: nowhere else are such bodies read.
  void server.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('multipart/form-data', { parseAs: 'buffer' }, (_request, body, done) =>
      done(null, body),
    );
    scope.post(PATH, { config: CONFIG, bodyLimit: SENT_BYTES_MAX }, (request, reply) =>
      keep(parts, request as Asked, reply),
    );
    scope.post(SAFETY_PATH, { config: CONFIG, bodyLimit: SENT_BYTES_MAX }, (request, reply) =>
      acceptSafety(parts, request as Asked, reply),
    );
  });
}

async function send(parts: PageParts, request: Asked, reply: FastifyReply): Promise<void> {
  const access = request.caller?.access;
  if (!access) return refused(parts, request, reply, NOBODY.refusals);
  const found = await parts.answers.governance.document(access, request.params.id, versionOf(request));
  return found.ok ? handOut(reply, found.value) : refused(parts, request, reply, found.refusals);
}

async function sendSafety(parts: PageParts, request: Asked, reply: FastifyReply): Promise<void> {
  const access = request.caller?.access;
  if (!access) return refused(parts, request, reply, NOBODY.refusals);
  const found = await parts.answers.governance.assurance.file(access, request.params.id);
  return found.ok ? handOut(reply, found.value) : refused(parts, request, reply, found.refusals);
}

async function handOut(reply: FastifyReply, { name, media, bytes, sha256 }: DocumentBytes): Promise<void> {
  await reply
    .headers({
      'content-disposition': `attachment; filename="${name.replace(/[^\w .()-]/g, '_')}"; filename*=UTF-8''${encodeURIComponent(name)}`,
      'content-security-policy': FILE_CSP,
      'x-content-type-options': 'nosniff',
      'repr-digest': `sha-256=:${Buffer.from(sha256, 'hex').toString('base64')}:`,
    })
    .type(media)
    .send(Buffer.from(bytes));
}

async function keep(parts: PageParts, request: Asked, reply: FastifyReply): Promise<void> {
  const access = request.caller?.access;
  if (!access) return refused(parts, request, reply, NOBODY.refusals);
  const sent = sentIn(request);
  if (!sent) return refused(parts, request, reply, NO_FILE.refusals);
  const version = Number(sent.fields['version']);
  const { id } = request.params;
  const kept = await parts.answers.governance.keepDocument(access, { id, version, name: sent.name, bytes: sent.bytes });
  if (!kept.ok) return refused(parts, request, reply, kept.refusals);
  leaveWord(reply, 'The document is kept, with its hash.');
  await reply.redirect(`/agreements/${encodeURIComponent(id)}?version=${version}`, 303);
}

async function acceptSafety(parts: PageParts, request: Asked, reply: FastifyReply): Promise<void> {
  const context = contextOf(parts, request);
  if (!context.ok) return refused(parts, request, reply, context.refusals);
  const sent = sentIn(request);
  if (!sent) return refused(parts, request, reply, NO_FILE.refusals);
  const { version = '', approvedBy = '', until = '' } = sent.fields;
  const { name, bytes } = sent;
  const paper = { document: request.params.id, version, approvedBy, until, name, bytes };
  const kept = await parts.answers.governance.assurance.accept(context.value.access, paper);
  if (!kept.ok) {
    const typed = new URLSearchParams({ document: paper.document, version, approvedBy, until });
    return again(parts, safetyDocumentsPage, { ...context.value, typed }, { refusals: kept.refusals, request, reply });
  }
  const title = kept.value.items.find(({ document }) => document === paper.document)?.title ?? paper.document;
  leaveWord(reply, `${title}: accepted in the name of ${kept.value.name}.`);
  await reply.redirect(ASSURANCE_PAGE, 303);
}

function sentIn({ body, headers }: FastifyRequest): SentFile | undefined {
  return Buffer.isBuffer(body) ? readMultipart(headers['content-type'] ?? '', body) : undefined;
}

const NOBODY = refuse('forbidden', 'app.people-only', 'Pages are for people, who sign in; systems use the API.');
const NO_FILE = refuse('required', 'app.no-file', 'Choose the file first.');

function refused(parts: PageParts, request: FastifyRequest, reply: FastifyReply, refusals: Refusals): Promise<void> {
  return sendRefusals({ refusalPage: refusalsInShell(parts) }, refusals, request, reply);
}

function versionOf({ url }: FastifyRequest): number {
  return Number(new URLSearchParams(url.split('?')[1] ?? '').get('version'));
}
