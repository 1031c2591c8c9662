import { refuse } from '#fhir';
import { sendRefusals } from '#http';
import { FORM_TEXT_MAX } from '#record/contract';
import { publishFormPage, STAFF } from '#web';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { contextOf, type PageParts, refusalsInShell } from './mount.ts';
import { readMultipart, SENT_BYTES_MAX } from './multipart.ts';
import { inShell } from './shell.ts';

const PATH = '/forms/publish/try';
const CONFIG = { policy: { allow: 'roles', roles: STAFF }, kind: 'page' } as const;

/** A form as a file or as text: shown as people would see it, on the page that publishes; nothing is kept. */
export function mountForms(server: FastifyInstance, parts: PageParts): void {
  void server.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('multipart/form-data', { parseAs: 'buffer' }, (_request, body, done) =>
      done(null, body),
    );
    scope.post(PATH, { config: CONFIG, bodyLimit: SENT_BYTES_MAX }, (request, reply) => tried(parts, request, reply));
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
  const written = sent.fields['text'] ?? '';
  const text = sent.bytes.byteLength === 0 ? written : Buffer.from(sent.bytes).toString('utf8');
  const form = await parts.answers.record.forms.tryOne(context.value.access, text);
  const typed = new URLSearchParams({ text: form.ok ? text : toMend(text, written) });
  const opened = await publishFormPage.open({ ...context.value, typed });
  if (!opened.ok) return sendRefusals(refuser, opened.refusals, request, reply);
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

/** What was typed stays, whatever is wrong with the file beside it; else the file's text is there to be put right, unless it is beyond that. */
function toMend(text: string, written: string): string {
  if (written !== '') return written;
  return text.length > FORM_TEXT_MAX ? '' : text;
}

const NO_FILE = refuse('required', 'app.no-file', 'Choose the file first.');
