import { PassThrough } from 'node:stream';
import fastify, { type FastifyInstance, type FastifyRequest } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { wholeBody } from './body.ts';

const LIMIT = 1_000_000;
let server: FastifyInstance;
let base = '';

beforeAll(async () => {
  server = fastify({ bodyLimit: LIMIT });
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('text/plain', async (request: FastifyRequest, payload: NodeJS.ReadableStream) =>
    (await wholeBody(request, payload)).toString(),
  );
  server.post('/', (request, reply) => {
    const text = request.body as string;
    return reply.send({ length: text.length, end: text.slice(-3) });
  });
  base = await server.listen({ port: 0, host: '127.0.0.1' });
});

afterAll(() => server.close());

async function sent(body: string | ReadableStream<Uint8Array>) {
  const headers = { 'content-type': 'text/plain' };
  const answer = await fetch(base, { method: 'POST', headers, body, duplex: 'half' } as RequestInit);
  return [answer.status, await answer.json()] as const;
}

/** Without a length that is told before, in pieces that cut characters in two. */
function inPieces(text: string): ReadableStream<Uint8Array> {
  const bytes = Buffer.from(text);
  return new ReadableStream({
    start(to) {
      for (let at = 0; at < bytes.length; at += 1_001) to.enqueue(bytes.subarray(at, at + 1_001));
      to.close();
    },
  });
}

test.each([
  ['small', 'aé€'],
  ['large', `${'a'.repeat(700_000)}é€`],
  ['none', ''],
])('a %s body is whole, announced or not', async (_, text) => {
  const whole = [200, { length: text.length, end: text.slice(-3) }];
  expect(await sent(text)).toEqual(whole);
  expect(await sent(inPieces(text))).toEqual(whole);
});

test('more than the route takes is refused, announced or not', async () => {
  const over = 'a'.repeat(LIMIT + 1);
  expect((await sent(over))[0]).toBe(413);
  expect((await sent(inPieces(over)))[0]).toBe(413);
});

test.each([2, 400_000])(
  'what ends before or goes on after the %s bytes that were announced is refused',
  async (announced) => {
    const request = (pieces: readonly Buffer[]) => {
      const payload = new PassThrough();
      for (const piece of pieces) payload.write(piece);
      payload.end();
      return wholeBody(
        { headers: { 'content-length': String(announced) }, routeOptions: { bodyLimit: LIMIT } } as never,
        payload,
      );
    };
    const cut = expect.objectContaining({ code: 'FST_ERR_CTP_INVALID_CONTENT_LENGTH' });
    await expect(request([Buffer.alloc(announced - 1)])).rejects.toEqual(cut);
    await expect(request([Buffer.alloc(announced), Buffer.alloc(1)])).rejects.toEqual(cut);
    expect(await request([Buffer.alloc(announced)])).toHaveLength(announced);
  },
);
