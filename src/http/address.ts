import type { FastifyRequest } from 'fastify';

const HOST = /^[\w.:[\]-]{1,255}$/;

/** The address a caller reaches us by, for links: as configured, else as asked. */
export function addressOf(parts: { readonly publicAddress?: string }, request: FastifyRequest): string {
  if (parts.publicAddress !== undefined) return parts.publicAddress;
  // A Host that is none is put into no link.
  return HOST.test(request.host) ? `${request.protocol}://${request.host}` : '';
}
