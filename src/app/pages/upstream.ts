import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { keepSession, sendRefusals, statusOf } from '#http';
import { signInPage } from '#web';
import type { Outcome } from '#fhir';
import { fromOf } from './from.ts';
import { type PageParts, refusalsInShell } from './mount.ts';
import { inShell } from './shell.ts';

const OPEN = { policy: { allow: 'public', why: 'who is not signed in yet must reach it' }, kind: 'page' } as const;
/** Binds the way back to the browser that left. */
const STATE = 'concord-upstream';
const MINUTES = 5;

/** Signing in with an organisation's own accounts: away to its issuer, and back. */
export function mountUpstream(server: FastifyInstance, parts: PageParts): void {
  server.get('/sign-in/with/:issuer', { config: OPEN }, (request, reply) => leave(parts, request, reply));
  server.get('/sign-in/back', { config: OPEN }, (request, reply) => comeBack(parts, request, reply));
}

async function leave(parts: PageParts, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const { issuer = '' } = request.params as Readonly<Record<string, string>>;
  const leaving = await parts.people.leaveFor(issuer, `${parts.origin()}/sign-in/back`);
  void reply.header('cache-control', 'no-store');
  if (!leaving.ok) return sendRefusals({ refusalPage: refusalsInShell(parts) }, leaving.refusals, request, reply);
  const secure = request.protocol === 'https';
  const kept = { path: '/sign-in', httpOnly: true, sameSite: 'lax', secure, maxAge: MINUTES * 60 } as const;
  void reply.setCookie(STATE, leaving.value.state, kept);
  await reply.redirect(leaving.value.address, 303);
}

async function comeBack(parts: PageParts, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const address = new URL(request.url, parts.origin());
  const back = { address, state: request.cookies[STATE] };
  void reply.clearCookie(STATE, { path: '/sign-in' }).header('cache-control', 'no-store');
  const sid: Outcome<string> = await parts.people.comeBack(back, fromOf(request, parts.origin()));
  if (sid.ok) {
    keepSession(request, reply, sid.value);
    await reply.redirect('/', 303);
    return;
  }
  const [problem] = sid.refusals;
  const page = signInPage({ problem: problem.text, issuers: await parts.people.issuers() });
  await reply
    .code(statusOf(problem))
    .type('text/html; charset=utf-8')
    .send(await inShell(parts, request, { page }));
}
