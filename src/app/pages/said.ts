import type { FastifyReply, FastifyRequest } from 'fastify';

/** A word on what was done, from the form that did it to the page that follows; in no address, so that nobody can link one in. */
const NAME = 'concord-said';
const LENGTH_MAX = 500;
const OPTIONS = { path: '/', httpOnly: true, sameSite: 'strict' } as const;

export function leaveWord(reply: FastifyReply, said: string | undefined): void {
  if (said === undefined) return;
  const value = Buffer.from(said.slice(0, LENGTH_MAX)).toString('base64url');
  void reply.setCookie(NAME, value, { ...OPTIONS, maxAge: 60 });
}

/** The word that was left, once. */
export function takeWord(request: FastifyRequest, reply: FastifyReply): string | undefined {
  const value = request.cookies[NAME];
  if (value === undefined) return undefined;
  void reply.clearCookie(NAME, OPTIONS);
  return Buffer.from(value, 'base64url').toString('utf8').slice(0, LENGTH_MAX);
}
