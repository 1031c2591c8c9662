import type { FastifyInstance } from 'fastify';
import type { ServerParts } from './parts.ts';
import { headersOf } from './status.ts';

/** For whoever starts the program: 200 when it serves, else 503 with the reason. */
export function mountHealth(server: FastifyInstance, { notReady, version }: ServerParts): void {
  server.route({
    method: 'GET',
    url: '/healthz',
    config: { policy: { allow: 'public', why: 'says only whether the program serves' }, kind: 'json', unmetered: true },
    handler: async (_request, reply) => {
      const reason = await notReady();
      const status = reason === undefined ? 200 : 503;
      const body = reason === undefined ? { status: 'ready', version } : { status: 'not-ready', reason, version };
      return reply.code(status).headers(headersOf(status)).header('cache-control', 'no-store').send(body);
    },
  });
}
