import type { Seat } from '#auth';
import { dropSession, keepSession, sendRefusals, sessionOf, statusOf } from '#http';
import { firstPage, signInPage } from '#web';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { fromOf, ours } from './from.ts';
import type { PageParts } from './mount.ts';
import { pageFor } from './second.ts';
import { inShell } from './shell.ts';
import { keepWayTo, takeWay } from './way.ts';
import { refusalsInShell } from './mount.ts';

const SIGN_IN = { policy: { allow: 'public', why: 'who is not signed in yet must reach it' }, kind: 'page' } as const;
const SIGNED_IN = { policy: { allow: 'signed-in', narrowed: true }, kind: 'page' } as const;

/** Signing in by link, switching seats, signing out, and the way from the bare address to a role's first page. */
export function mountSignIn(server: FastifyInstance, parts: PageParts): void {
  server.get('/sign-in', { config: SIGN_IN }, (request, reply) => signIn(parts, request, reply));
  server.get('/', { config: SIGN_IN }, (request, reply) => begin(parts, request, reply));
  server.post('/seat', { config: SIGNED_IN }, (request, reply) => switchSeat(parts, request, reply));
  server.post('/sign-out', { config: SIGN_IN }, async (request, reply) => {
    const allowed = ours(request);
    if (!allowed.ok) return sendRefusals({ refusalPage: refusalsInShell(parts) }, allowed.refusals, request, reply);
    const sid = sessionOf(request);
    if (sid !== undefined) await parts.auth.signOut(sid);
    dropSession(request, reply);
    return reply.redirect('/sign-in', 303);
  });
}

async function signIn(parts: PageParts, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const query = new URLSearchParams(request.url.split('?')[1] ?? '');
  const link = codeOf(query.get('link') ?? '');
  void reply.header('cache-control', 'no-store');
  if (link === '') {
    const waiting = await parts.auth.waiting(sessionOf(request) ?? '');
    if (waiting) return sendSecond(parts, { request, reply }, waiting);
    return sendPage(parts, request, reply, undefined);
  }
  if (await wouldReplace(parts, request)) return sendPage(parts, request, reply.code(409), SIGNED_IN_ALREADY);
  const sid = await parts.auth.signIn(link, fromOf(request, parts.origin()));
  if (!sid.ok) return sendPage(parts, request, reply.code(statusOf(sid.refusals[0])), sid.refusals[0].text);
  keepSession(request, reply, sid.value);
  keepWayTo(reply, query.get('to') ?? '');
  await reply.redirect('/', 303);
}

const SIGNED_IN_ALREADY =
  'You are signed in already, and another site opened this link. Sign out first, then open it again: it still counts.';

/**
 * A page of another site must not move somebody who is signed in to an account of its choosing: what they write next would be kept there.
 * Links that are typed, pasted or opened from a program come from no site.
 */
async function wouldReplace({ auth }: PageParts, request: FastifyRequest): Promise<boolean> {
  if (request.headers['sec-fetch-site'] !== 'cross-site') return false;
  const sid = sessionOf(request);
  return sid !== undefined && (await auth.callerOfSession(sid, true)) !== undefined;
}

/** People paste the whole link as often as its code. */
function codeOf(pasted: string): string {
  return /[?&]link=([\w-]+)/.exec(pasted)?.[1] ?? pasted.trim();
}

async function sendPage(
  parts: PageParts,
  request: FastifyRequest,
  reply: FastifyReply,
  problem: string | undefined,
): Promise<void> {
  const demonstration = parts.demonstration();
  const issuers = await parts.people.issuers();
  const page = signInPage({ demonstration, issuers, ...(problem === undefined ? {} : { problem }) });
  await reply.type('text/html; charset=utf-8').send(await inShell(parts, request, { page }));
}

type Turn = { readonly request: FastifyRequest; readonly reply: FastifyReply };

async function sendSecond(parts: PageParts, { request, reply }: Turn, seat: Seat): Promise<void> {
  const page = await pageFor(parts, seat);
  await reply.type('text/html; charset=utf-8').send(await inShell(parts, request, { page }));
}

async function begin({ auth }: PageParts, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const sid = sessionOf(request);
  const caller = sid === undefined ? undefined : await auth.callerOfSession(sid);
  const to = caller?.seat ? (takeWay(request, reply) ?? firstPage(caller.seat.role)) : '/sign-in';
  await reply.header('cache-control', 'no-store').redirect(to, 303);
}

async function switchSeat(parts: PageParts, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const form = new URLSearchParams(typeof request.body === 'string' ? request.body : '');
  const sid = await parts.auth.switchSeat(sessionOf(request) ?? '', form.get('seat') ?? '');
  if (!sid.ok) return sendRefusals({ refusalPage: refusalsInShell(parts) }, sid.refusals, request, reply);
  keepSession(request, reply, sid.value);
  await reply.redirect('/', 303);
}
