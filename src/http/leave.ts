import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';

/**
 * Stopping waits for requests, not for connections: one that is kept open between requests is let go at once, one with a request as
 * soon as that is answered. Node's own way overlooks some of them, and then waits until their keep-alive ends, longer than whoever
 * stops programs waits.
 */
export function leaveWhenAnswered(server: FastifyInstance): void {
  const busy = new Map<Socket, number>();
  const state = { closing: false };
  server.server.on('connection', (socket: Socket) => {
    busy.set(socket, 0);
    socket.once('close', () => busy.delete(socket));
  });
  server.server.on('request', ({ socket }, response) => {
    busy.set(socket, (busy.get(socket) ?? 0) + 1);
    response.once('close', () => {
      const left = (busy.get(socket) ?? 1) - 1;
      if (!socket.destroyed) busy.set(socket, left);
      if (state.closing && left === 0) socket.destroySoon();
    });
  });
  server.addHook('preClose', async () => {
    state.closing = true;
    for (const [socket, requests] of busy) if (requests === 0) socket.destroySoon();
  });
}
