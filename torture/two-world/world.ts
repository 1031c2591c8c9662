import { type Access, PURPOSES } from '#agreement';
import type { Auth } from '#auth';
import { seeded } from '#base';
import { accepted } from '#fhir';
import { openServer } from '#http';
import { type BundleEntry, compartmentOf, type OpenRepository, openRepository, type Repository } from '#repository';
import { type Store, sql } from '#store';
import type { FastifyInstance } from 'fastify';
import { auditOn } from '../../src/app/audit.ts';
import type { Recipe, Write } from './twin.ts';
import { ORGANIZATIONS, type Viewer } from './viewer.ts';

/** How a control breaks the product on purpose: given what binds a repository, another that does. */
export type Breaking = (bind: OpenRepository['bind'], access: Access) => Repository;

export type Request = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'HEAD';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
};
export type Answer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
};

/** What is written into a database, as one viewer meets it through the FHIR API. */
export type World = {
  /** Clock and chance start anew at each request, so that equal requests give equal times and ids. */
  readonly ask: (place: number, request: Request) => Promise<Answer>;
  readonly close: () => Promise<void>;
};

/** A server, which stands in front of one world, or of one after the other. */
export type Front = {
  readonly stand: (behind: Behind) => void;
  readonly inject: FastifyInstance['inject'];
  readonly close: () => Promise<void>;
};

/**
 * Where a world stands. Who truncates its tables has a database that knows of no earlier world; who deletes from them keeps the plans
 * over them, since a table that is truncated has them all made again.
 */
export type Place = {
  readonly store: Store;
  readonly front: Front;
  readonly emptied: 'by truncation' | 'by deletion';
};

type Behind = {
  readonly kernel: OpenRepository;
  readonly access: Access;
  readonly clock: Clock;
  readonly breaking: Breaking | undefined;
};
type Clock = { now: number; random: () => number };

const BEGIN = Date.parse('2025-06-01T00:00:00Z');

export async function openFront(): Promise<Front> {
  let behind: Behind | undefined;
  const here = (): Behind => {
    if (behind === undefined) throw new Error('no world stands behind this server');
    return behind;
  };
  const server = await openServer({
    auth: { callerOfToken: () => Promise.resolve(accepted({ access: here().access })) } as unknown as Auth,
    repository: (asked) => {
      const { kernel, breaking } = here();
      return breaking ? breaking(kernel.bind, asked) : kernel.bind(asked);
    },
    audit: (access, reading) => auditOn(here().kernel.audit)(access, reading),
    once: (keyed, work) => here().kernel.once(keyed, work),
    routes: [],
    notReady: () => Promise.resolve(undefined),
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    // The statement of what the server can do has the day on which it was opened.
    now: () => behind?.clock.now ?? BEGIN,
    newId: () => `request-${here().clock.now - BEGIN}`,
    version: '0',
    refusalPage: () => Promise.resolve(''),
    // What is left of a budget is a matter of time, and both worlds share none.
    limits: 'off',
  });
  return {
    stand: (next) => {
      behind = next;
    },
    inject: server.inject.bind(server),
    close: async () => {
      await server.close();
    },
  };
}

/** Empties the database, writes the recipe as a system would, gives the viewer their access rows, and opens the API for them. */
export async function buildWorld(
  { store, front, emptied }: Place,
  recipe: Recipe,
  {
    asking: viewer,
    seed,
    breaking,
  }: { readonly asking: Viewer; readonly seed: number; readonly breaking?: Breaking | undefined },
): Promise<World> {
  await empty(store, emptied);
  const clock = { now: BEGIN, random: seeded(seed) };
  const kernel = openRepository({
    store,
    now: () => clock.now,
    random: () => clock.random(),
    projections: [],
    admissions: [],
    secret: `two worlds ${seed}`,
  });
  const access = await accessOf(kernel, viewer);
  await write(kernel, access, recipe, clock);
  await grant(store, access, viewer);
  await link(store);
  front.stand({ kernel, access, clock, breaking });
  const ask = async (place: number, { method, url, headers = {}, body }: Request): Promise<Answer> => {
    clock.now = BEGIN + 86_400_000 + place * 1_000;
    clock.random = seeded(seed * 7_919 + place);
    const sent = { 'content-type': 'application/fhir+json', authorization: 'Bearer viewer', ...headers };
    const answer = await front.inject({
      method,
      url,
      headers: sent,
      ...(body === undefined ? {} : { payload: body }),
    });
    const { date: _date, ...told } = answer.headers;
    return { status: answer.statusCode, headers: told, body: answer.body };
  };
  return { ask, close: () => kernel.stop() };
}

/** Every table but the list of migrations; the audit keeps its rows from everybody who does not say that triggers are off. Numbers begin anew. */
async function empty(store: Store, how: Place['emptied']): Promise<void> {
  const tables = await store.all<{ name: string }>(sql`
    select tablename as name from pg_tables where schemaname = 'public' and tablename not like '%migration%' order by tablename`);
  await store.write(async (transaction) => {
    await transaction.run(sql`set local session_replication_role = replica`);
    if (how === 'by truncation') {
      await transaction.run(sql`truncate ${sql.join(tables.map(({ name }) => sql.raw(name)))} restart identity`);
      return;
    }
    const emptied = tables.map(({ name }) => sql`${sql.raw(`d_${name}`)} as (delete from ${sql.raw(name)})`);
    await transaction.run(sql`with ${sql.join(emptied)} select`);
    await transaction.run(sql`
      select setval(format('%I.%I', schemaname, sequencename)::regclass, start_value, false) from pg_sequences
      where schemaname = 'public'`);
  });
}

async function accessOf(kernel: OpenRepository, viewer: Viewer): Promise<Access> {
  const keys: number[] = [];
  for (const organization of ORGANIZATIONS) {
    const key = await kernel.contributors.organizationKey(organization, organization);
    for (const feed of ['api', 'file']) await kernel.contributors.basisKey(key, feed, 'direct-care');
    keys.push(key);
  }
  const [organization = 0] = keys;
  const viewerKey = await kernel.contributors.viewerKey(ORGANIZATIONS[0] ?? '');
  return { ...viewer.access, organization, basis: 1, viewer: viewerKey };
}

async function write(kernel: OpenRepository, access: Access, recipe: Recipe, clock: Clock): Promise<void> {
  const system = (organization: number): Repository =>
    kernel.bind({
      ...access,
      principal: 'client/loader',
      role: 'system',
      organization,
      basis: organization * 2 - 1,
      filter: { op: 'always' },
      writes: 'everything',
      choosesIds: true,
    });
  for (const [round, writes] of roundsOf(recipe).entries()) {
    for (const organization of [1, 2, 3]) {
      // Each write has its own time, whatever else is written in this world.
      clock.now = BEGIN + round * 7_200_000 + organization * 600_000;
      const entries = writes.filter((one) => one.organization === organization).map(entryOf);
      const done = await system(organization).transaction(entries);
      if (!done.ok) throw new Error(JSON.stringify(done.refusals));
    }
  }
}

/** First all first versions, then all second ones: no bundle writes a resource twice. */
function roundsOf(recipe: Recipe): readonly Recipe[] {
  const count = new Map<string, number>();
  const rounds: Write[][] = [];
  for (const one of recipe) {
    const round = count.get(`${one.type}/${one.id}`) ?? 0;
    count.set(`${one.type}/${one.id}`, round + 1);
    (rounds[round] ??= []).push(one);
  }
  return rounds;
}

function entryOf({ type, id, body }: Write): BundleEntry {
  const url = `${type}/${id}`;
  return body ? { method: 'PUT', url, resource: JSON.stringify(body) } : { method: 'DELETE', url };
}

/** People with records under two names each, as matching has found: one record to whoever may see both. */
const LINKED = [
  ['x', 'p1', 'p2'],
  ['y', 'p3', 'p4'],
] as const;

async function link(store: Store): Promise<void> {
  for (const [name, ...ids] of LINKED)
    for (const id of ids) {
      const { bkt, cmp } = compartmentOf(`Patient/${id}`);
      await store.run(sql`
        insert into person_record (person, bkt, cmp, state) values (${name}, ${bkt}, ${cmp}::bigint, 'confirmed')
        on conflict (bkt, cmp) do nothing`);
    }
}

/** Exactly these rows: what came by itself with the writes differs between the worlds, and is no part of what is compared. */
async function grant(store: Store, { viewer, purpose }: Access, { grants }: Viewer): Promise<void> {
  await store.run(sql`delete from access`);
  for (const { person, rel, denyOrg, denyLab, denyCls, holdCls } of grants) {
    const { bkt, cmp } = compartmentOf(`Patient/${person}`);
    await store.run(sql`insert into access (viewer, purpose, bkt, cmp, rel, deny_org, deny_lab, deny_cls, hold_cls) values
      (${viewer}, ${PURPOSES.indexOf(purpose)}, ${bkt}, ${cmp}::bigint, ${rel}, ${denyOrg}::int[], ${denyLab}, ${denyCls}, ${holdCls})`);
  }
}
