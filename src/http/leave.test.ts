import { once } from 'node:events';
import { type AddressInfo, connect, type Socket } from 'node:net';
import fastify, { type FastifyInstance } from 'fastify';
import { afterEach, expect, test } from 'vitest';
import { leaveWhenAnswered } from './leave.ts';

let server: FastifyInstance;
afterEach(() => server?.close());

async function listening(slow: Promise<void> = Promise.resolve()): Promise<number> {
  // Kept open for longer than any test lasts.
  server = fastify({ keepAliveTimeout: 600_000 });
  leaveWhenAnswered(server);
  server.get('/', async () => 'quick');
  server.get('/slow', async () => {
    await slow;
    return 'slow';
  });
  await server.listen({ port: 0, host: '127.0.0.1' });
  return (server.server.address() as AddressInfo).port;
}

async function opened(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  return socket;
}

async function ask(socket: Socket, path: string): Promise<void> {
  socket.write(`GET ${path} HTTP/1.1\r\nhost: x\r\n\r\n`);
  await once(socket, 'data');
}

test('stopping lets go of connections that only wait, used or never used', async () => {
  const port = await listening();
  const [used, unused] = [await opened(port), await opened(port)];
  await ask(used, '/');
  const ended = Promise.all([used, unused].map((socket) => once(socket, 'close')));
  await server.close();
  await ended;
});

test('a request that is under way when stopping begins is answered, and then its connection is let go', async () => {
  let answer = (): void => undefined;
  const port = await listening(
    new Promise((resolve) => {
      answer = resolve;
    }),
  );
  const socket = await opened(port);
  const text: string[] = [];
  socket.on('data', (piece) => text.push(piece.toString()));
  const asked = once(server.server, 'request');
  socket.write('GET /slow HTTP/1.1\r\nhost: x\r\n\r\n');
  await asked;
  const stopped = server.close();
  const ended = once(socket, 'close');
  answer();
  await Promise.all([stopped, ended]);
  expect(text.join('')).toMatch(/^HTTP\/1.1 200 [^]*slow$/);
});
