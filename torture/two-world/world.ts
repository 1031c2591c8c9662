import { type Access, PURPOSES } from '#agreement';
import type { Auth } from '#auth';
import { seeded } from '#base';
import { accepted } from '#fhir';
import { openServer } from '#http';
import { type BundleEntry, compartmentOf, type OpenRepository, openRepository, type Repository } from '#repository';
import { type Store, sql } from '#store';
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

/** A database with the FHIR API in front of it, as one viewer meets it. */
export type World = {
  readonly store: Store;
  /** Clock and chance start anew at each request, so that equal requests give equal times and ids. */
  readonly ask: (place: number, request: Request) => Promise<Answer>;
  readonly close: () => Promise<void>;
};

const BEGIN = Date.parse('2025-06-01T00:00:00Z');

/** Empties the database, writes the recipe as a system would, gives the viewer their access rows, and opens the API for them. */
export async function buildWorld(
  store: Store,
  recipe: Recipe,
  {
    viewer,
    seed,
    breaking,
  }: { readonly viewer: Viewer; readonly seed: number; readonly breaking?: Breaking | undefined },
): Promise<World> {
  await empty(store);
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
  const server = await openServer({
    auth: { callerOfToken: () => Promise.resolve(accepted({ access })) } as unknown as Auth,
    repository: (asked) => (breaking ? breaking(kernel.bind, asked) : kernel.bind(asked)),
    audit: auditOn(kernel.audit),
    once: kernel.once,
    routes: [],
    notReady: () => Promise.resolve(undefined),
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    now: () => clock.now,
    newId: () => `request-${clock.now - BEGIN}`,
    version: '0',
    refusalPage: () => Promise.resolve(''),
    // What is left of a budget is a matter of time, and both worlds share none.
    limits: 'off',
  });
  const ask = async (place: number, { method, url, headers = {}, body }: Request): Promise<Answer> => {
    clock.now = BEGIN + 86_400_000 + place * 1_000;
    clock.random = seeded(seed * 7_919 + place);
    const sent = { 'content-type': 'application/fhir+json', authorization: 'Bearer viewer', ...headers };
    const answer = await server.inject({
      method,
      url,
      headers: sent,
      ...(body === undefined ? {} : { payload: body }),
    });
    const { date: _date, ...told } = answer.headers;
    return { status: answer.statusCode, headers: told, body: answer.body };
  };
  const close = async (): Promise<void> => {
    await server.close();
    await kernel.stop();
  };
  return { store, ask, close };
}

/** Every table but the list of migrations; the audit keeps its rows from everybody who does not say that triggers are off. */
async function empty(store: Store): Promise<void> {
  const tables = await store.all<{ name: string }>(sql`
    select tablename as name from pg_tables where schemaname = 'public' and tablename not like '%migration%'`);
  await store.write(async (transaction) => {
    await transaction.run(sql`set local session_replication_role = replica`);
    await transaction.run(sql`truncate ${sql.join(tables.map(({ name }) => sql.raw(name)))} restart identity`);
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

type Clock = { now: number };

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
