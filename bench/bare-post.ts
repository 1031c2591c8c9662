import fastify from 'fastify';

/**
 * The ceiling of the platform, for `floor.ts`: a bare handler that reads a JSON body, and answers it with the headers of a create. No
 * sign-in, no rules, no database, no log.
 */
const server = fastify({ logger: false });
server.removeAllContentTypeParsers();
server.addContentTypeParser('application/fhir+json', { parseAs: 'string' }, (_request, body, done) => done(null, body));
server.post('/fhir/Observation', async (request, reply) => {
  const { resourceType } = JSON.parse(request.body as string) as { resourceType: string };
  return reply
    .code(201)
    .headers({
      etag: 'W/"1"',
      'last-modified': new Date().toUTCString(),
      location: `http://127.0.0.1/fhir/${resourceType}/1/_history/1`,
      'cache-control': 'no-store',
    })
    .type('application/fhir+json; charset=utf-8')
    .send(request.body);
});
await server.listen({ port: Number(process.argv[2]), host: '127.0.0.1' });
process.send?.('ready');
process.once('SIGTERM', () => void server.close().then(() => process.exit(0)));
