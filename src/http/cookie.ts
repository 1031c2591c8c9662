import type { FastifyReply, FastifyRequest } from 'fastify';

/** With https the name's prefix makes browsers refuse the cookie from any other host or path (RFC 6265bis, 4.1.3.2). */
const NAME = 'concord-sid';
const SECURE_NAME = `__Host-${NAME}`;

export function sessionOf(request: FastifyRequest): string | undefined {
  return request.cookies[isSecure(request) ? SECURE_NAME : NAME];
}

export function keepSession(request: FastifyRequest, reply: FastifyReply, sid: string): void {
  const secure = isSecure(request);
  void reply.setCookie(secure ? SECURE_NAME : NAME, sid, { httpOnly: true, sameSite: 'lax', path: '/', secure });
}

export function dropSession(request: FastifyRequest, reply: FastifyReply): void {
  const secure = isSecure(request);
  void reply.clearCookie(secure ? SECURE_NAME : NAME, { httpOnly: true, sameSite: 'lax', path: '/', secure });
}

function isSecure(request: FastifyRequest): boolean {
  return request.protocol === 'https';
}
