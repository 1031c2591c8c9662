import { accepted, refuse } from '#fhir';
import { sendRefusals } from '#http';
import { budgetPage, MONEY } from '#web';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { contextOf, type PageParts, refusalsInShell } from './mount.ts';
import { readMultipart, SENT_BYTES_MAX } from './multipart.ts';
import { inShell } from './shell.ts';

const PATH = '/money/:instrument/:pool/budget/try';
const CONFIG = { policy: { allow: 'roles', roles: MONEY }, kind: 'page' } as const;

/** A budget as a file or as lines: shown as what it would come to, on the budget's own page; nothing is kept. */
export function mountBudgets(server: FastifyInstance, parts: PageParts): void {
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
  const text =
    sent.bytes.byteLength === 0 ? accepted(written) : await parts.answers.money.budgetText(sent.bytes, sent.name);
  const tries = text.ok
    ? await parts.answers.money.tryBudget(context.value.access, nameOf(request), { text: text.value })
    : text;
  // What was typed stays, whatever is wrong with the file beside it; else the file's lines are there to be put right.
  const mend = written === '' && text.ok ? text.value : written;
  const typed = new URLSearchParams({ text: tries.ok && text.ok ? text.value : mend });
  const opened = await budgetPage.open({ ...context.value, typed });
  if (!opened.ok) return sendRefusals(refuser, opened.refusals, request, reply);
  const html = await inShell(
    parts,
    request,
    tries.ok ? { page: opened.value } : { page: opened.value, refusals: tries.refusals },
  );
  await reply
    .code(tries.ok ? 200 : 422)
    .header('cache-control', 'no-store')
    .type('text/html; charset=utf-8')
    .send(html);
}

const NO_FILE = refuse('required', 'app.no-file', 'Choose the file first.');

function nameOf(request: FastifyRequest): { readonly instrument: string; readonly pool: string } {
  const { instrument = '', pool = '' } = request.params as Readonly<Record<string, string>>;
  return { instrument, pool };
}
