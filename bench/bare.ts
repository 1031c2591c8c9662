import { openStore, sql } from '#store';
import fastify from 'fastify';

/**
 * The ceiling that reads are held against: a bare handler that selects the same row by its key, prepared by name, through the same
 * pool and driver, and sends its body. No sign-in, no policy, no audit, no log.
 */
const [url = '', bucket = ''] = process.argv.slice(2);
const store = await openStore({ url, max: 24, applicationName: 'bench bare' });
const buckets = JSON.parse(bucket === '' ? '{}' : bucket) as Readonly<Record<string, number>>;
const server = fastify({ logger: false });
server.get('/:type/:id', async (request, reply) => {
  const { type, id } = request.params as { type: string; id: string };
  const row = await store.first<{ body: string }>(
    sql.named(
      'bare',
      sql`select r.typ, r.id, r.ver, r.updated, r.bkt, r.cmp, r.org, r.basis, r.cls, r.lab, r.body from resource r
        where r.bkt = ${bucketOf(id)}::smallint and r.typ = ${buckets[type]}::smallint and r.id = ${id}::text`,
    ),
  );
  return reply.type('application/fhir+json; charset=utf-8').send(row?.body ?? '');
});
const address = await server.listen({ port: 0, host: '127.0.0.1' });
process.stdout.write(`${address}\n`);
process.on('SIGTERM', () => void server.close().then(() => store.close()));

/** The bucket lies in an id that the server gave. */
function bucketOf(id: string): number {
  let value = 0;
  for (const digit of id.slice(9, 12)) value = value * 32 + '0123456789abcdefghjkmnpqrstvwxyz'.indexOf(digit);
  return value;
}
