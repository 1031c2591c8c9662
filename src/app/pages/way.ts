import type { FastifyReply, FastifyRequest } from 'fastify';

/** Where somebody was going when they had to sign in first; kept in the browser, and only ever a place where apps ask, or where somebody joins or begins. */
const NAME = 'concord-way';
const OPTIONS = { path: '/', httpOnly: true, sameSite: 'lax' } as const;
const PLACE = /^\/(?:apps\/consent\/[\w-]{1,64}|join\/\d{1,9}|partnership)$/;
const ASKED = /^\/apps\/consent\//;
const MINUTES = 15;

export function keepWay(request: FastifyRequest, reply: FastifyReply): void {
  const path = request.url.split('?')[0] ?? '';
  if (PLACE.test(path)) void reply.setCookie(NAME, path, { ...OPTIONS, maxAge: MINUTES * 60 });
}

/** A link that signs somebody in can say where it leads. */
export function keepWayTo(reply: FastifyReply, path: string): void {
  if (PLACE.test(path)) void reply.setCookie(NAME, path, { ...OPTIONS, maxAge: MINUTES * 60 });
}

/** The way, once. */
export function takeWay(request: FastifyRequest, reply: FastifyReply): string | undefined {
  const path = request.cookies[NAME];
  if (path === undefined) return undefined;
  void reply.clearCookie(NAME, OPTIONS);
  return PLACE.test(path) ? path : undefined;
}

/**
 * Whether a page stands on the way of an app that asks in a window of its own: the app waits in the window that opened it, so the
 * link between the two is kept; in answers that lead further too, since a browser that severs it once has no way to tie it again.
 * Every other page severs it.
 */
export function isOnTheWay(request: FastifyRequest): boolean {
  const path = request.url.split('?')[0] ?? '';
  if (ASKED.test(path)) return true;
  return (path === '/' || /^\/sign-in(?:\/|$)/.test(path)) && ASKED.test(request.cookies[NAME] ?? '');
}
