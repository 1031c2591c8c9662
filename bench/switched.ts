import type { Access, Expr } from '#agreement';
import { accepted } from '#fhir';
import { openServer } from '#http';
import { openRepository } from '#repository';
import { openStore } from '#store';
import { auditOn } from '../src/app/audit.ts';
import { newId, newRandom } from '../src/app/ids.ts';

/**
 * The record's API on the database of a running server, with parts that can be switched: `noaudit` leaves the line of the audit out,
 * and the bearer token chooses whether policy is asked: 'system' sees everything unasked, 'viewer' asks policy of every row and
 * is let through by it. Without sign-in and log.
 */
const [url = '', audit = '', organization = '0', viewer = '0'] = process.argv.slice(2);
const store = await openStore({ url, max: 24, applicationName: 'bench switched' });
const now = (): number => Date.now();
const kernel = openRepository({
  store,
  now,
  random: newRandom(),
  projections: [],
  admissions: [],
  secret: 'of the bench',
});
const own = Number(organization);
const every: Expr = { op: 'relationship', bits: 0x7fff };

/** As long as that of a partner with two agreements: own record, own organisation, and what each shares. */
const filter: Expr = {
  op: 'or',
  of: [
    { op: 'impersonal' },
    { op: 'and', of: [{ op: 'org', in: [own] }, every, { op: 'undenied' }] },
    ...[own + 1, own + 2].map((other): Expr => {
      const classes: Expr = { op: 'class', bits: 0x7fff };
      return {
        op: 'and',
        of: [{ op: 'org', in: [other] }, classes, { op: 'unlabelled', bits: 6 }, every, { op: 'undenied' }],
      };
    }),
  ],
};
const system: Access = {
  principal: 'client/bench',
  role: 'system',
  purpose: 'direct-care',
  organization: own,
  basis: 1,
  viewer: Number(viewer),
  filter: { op: 'always' },
  writes: 'everything',
  choosesIds: false,
};
// Asked of every row that is read, and of every person that is written about.
const seen: Access = { ...system, principal: 'account/bench', role: 'practice-nurse', filter, writes: 'own-people' };
const server = await openServer({
  // What is measured is what an answer costs, not how many a caller is given.
  limits: 'off',
  auth: { callerOfToken: async (token: string) => accepted({ access: token === 'viewer' ? seen : system }) } as never,
  repository: kernel.bind,
  audit: audit === 'noaudit' ? async () => undefined : auditOn(kernel.audit),
  once: kernel.once,
  routes: [],
  notReady: async () => undefined,
  log: { info: () => undefined, warn: console.error, error: console.error },
  now,
  newId: () => newId(now()),
  version: 'bench',
  refusalPage: async () => '',
});
const address = await server.listen({ port: 0, host: '127.0.0.1' });
process.stdout.write(`${address}\n`);
process.on('SIGTERM', () => void server.close().then(kernel.stop).then(store.close));
