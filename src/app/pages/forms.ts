import { refuse } from '#fhir';
import { sendRefusals } from '#http';
import { FORM_TEXT_MAX } from '#record/contract';
import { publishFormPage, STAFF } from '#web';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { contextOf, type PageParts, refusalsInShell } from './mount.ts';
import { readMultipart } from './multipart.ts';
import { inShell } from './shell.ts';

const PATH = '/forms/publish/try';
const CONFIG = { policy: { allow: 'roles', roles: STAFF }, kind: 'page' } as const;
const MORE_BYTES = 512 * 1024;

/** A form as a file or as text: shown as people would see it, on the page that publishes; nothing is kept. */
export function mountForms(server: FastifyInstance, parts: PageParts): void {
  void server.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('multipart/form-data', { parseAs: 'buffer' }, (_request, body, done) =>
      done(null, body),
    );
    scope.post(PATH, { config: CONFIG, bodyLimit: 4 * FORM_TEXT_MAX + MORE_BYTES }, (request, reply) =>
      tried(parts, request, reply),
    );
  });
}

async function tried(parts: PageParts, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const refuser = { refusalPage: refusalsInShell(parts) };
  const context = contextOf(parts, request);
  if (!context.ok) return sendRefusals(refuser, context.refusals, request, reply);
  const sent = Buffer.isBuffer(request.body)
    ? readMultipart(request.headers['content-type'] ?? '', request.body)
    : undefined;
  if (!sent) return sendRefusals(refuser, NO_FILE.refusals, request, reply);
  const text = sent.bytes.byteLength === 0 ? (sent.fields['text'] ?? '') : Buffer.from(sent.bytes).toString('utf8');
  const typed = new URLSearchParams({ text: text.length > FORM_TEXT_MAX ? '' : text });
  const opened = await publishFormPage.open({ ...context.value, typed });
  if (!opened.ok) return sendRefusals(refuser, opened.refusals, request, reply);
  const form = await parts.answers.record.forms.tryOne(context.value.access, text);
  const html = await inShell(
    parts,
    request,
    form.ok ? { page: opened.value } : { page: opened.value, refusals: form.refusals },
  );
  await reply
    .code(form.ok ? 200 : 422)
    .header('cache-control', 'no-store')
    .type('text/html; charset=utf-8')
    .send(html);
}

const NO_FILE = refuse('required', 'app.no-file', 'Choose the file first.');
