import { createHash } from 'node:crypto';
import { PURPOSES, relationshipBits, type Role } from '#agreement';
import type { Day } from '#base';
import { keepApp } from '#auth';
import type { Governance } from '#governance';
import { compartmentOf } from '#repository';
import { sql, type Store } from '#store';
import { startTestServer, type TestServer } from '#testing/server';
import { council, elmTree, riverside } from '../../src/agreement/sample.testing.ts';
import type { Agreement } from './agreements.ts';
import { type Credential, SEATED } from './factors.ts';
import { type Item, type Someone, STRANGER } from './people.ts';

/** The program with everybody in it. */
export type World = {
  readonly server: TestServer;
  readonly store: Store;
  readonly people: readonly Someone[];
  /** 'who-3 direct-care': whom the council has a row about, for which purpose. */
  readonly rows: ReadonlySet<string>;
  /** Id of each person for pages, by the id of their Patient. */
  readonly persons: ReadonlyMap<string, string>;
  /** Makes this the only thing that was agreed; resolves when it counts. */
  readonly agree: (agreement: Agreement) => Promise<void>;
  /** Headers that a seat of the council shows itself with. */
  readonly headersOf: (role: Role, credential: Credential, at: number) => Promise<Readonly<Record<string, string>>>;
  readonly close: () => Promise<void>;
};

const PARTNERS = [
  { organization: elmTree, name: 'Elm Tree Surgery', kind: 'general-practice', hosts: true },
  { organization: riverside, name: 'Riverside Community Trust', kind: 'community-trust' },
  { organization: council, name: 'Vale Council', kind: 'local-authority' },
] as const;

export async function buildWorld(people: readonly Someone[], today: Day): Promise<World> {
  const server = await startTestServer();
  const { store } = server.app.core.services;
  await enrolPartners(server);
  await write(server, people);
  await charge(server, people);
  await server.app.caughtUp();
  const rows = await relate(store, people);
  const persons = await personsOf(store, people);
  await seats(server, people, persons);
  const headersOf = showing({ server, people });
  const agree = ({ stack }: Agreement): Promise<void> => agreeOn(server, stack, today);
  return { server, store, people, rows, persons, agree, headersOf, close: server.close };
}

/** Makes these instruments the only ones that there are; resolves when the program goes by them. */
export async function agreeOn({ app }: TestServer, stack: Agreement['stack'], today: Day): Promise<void> {
  const { store, answers } = app.core.services;
  const acts = await keepStack(store, stack, today);
  while ((answers['governance'] as Governance).policySource.version < acts)
    await new Promise((resolve) => setTimeout(resolve, 5));
}

export async function enrolPartners({ app }: TestServer): Promise<void> {
  const { services, auth } = app.core;
  const governance = services.answers['governance'] as Governance;
  const system = await auth.accessOfClient('loader', elmTree);
  const enrolled = await governance.enroll(system, { name: 'Vale', partners: PARTNERS });
  if (!enrolled.ok) throw new Error(enrolled.refusals[0].text);
}

const ENTRIES = 200;

/** Each organisation sends what it keeps, as its system would. */
async function write(server: TestServer, people: readonly Someone[]): Promise<void> {
  const all = people.flatMap(({ patient, items, carried, consent }) => [
    patient,
    ...items,
    ...carried,
    ...(consent ? [consent] : []),
  ]);
  for (const owner of [council, elmTree, STRANGER]) {
    const token = await server.tokenFor('feed', owner);
    const own = all.filter((one) => one.owner === owner);
    for (let from = 0; from < own.length; from += ENTRIES) await send(server, token, own.slice(from, from + ENTRIES));
  }
}

/** Who pays for what: said as money says it of a charge. */
async function charge({ app }: TestServer, people: readonly Someone[]): Promise<void> {
  const { store, ports } = app.core.services;
  const keys = new Map<string, number>();
  for (const one of [council, elmTree, STRANGER]) keys.set(one, await ports.contributors.organizationKey(one));
  const said = people.flatMap(({ items }) =>
    items.map(({ type, id, chargedTo = [] }) => ({
      type,
      id,
      organizations: [...new Set(chargedTo.flatMap((one) => keys.get(one) ?? []))],
    })),
  );
  await store.write((transaction) => ports.charged.keep(transaction, said));
}

export async function sendAs(server: TestServer, owner: string, items: readonly Item[]): Promise<void> {
  await send(server, await server.tokenFor('feed', owner), items);
}

async function send(server: TestServer, token: string, items: readonly Item[]): Promise<void> {
  const entry = items.map(({ type, id, body }) => ({
    resource: body,
    request: { method: 'PUT', url: `${type}/${id}` },
  }));
  const answer = await fetch(server.base, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/fhir+json' },
    body: JSON.stringify({ resourceType: 'Bundle', type: 'transaction', entry }),
  });
  if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
}

/**
 * The rows that the program keeps about the council, with what they keep back as the program found it in the Consents; only what
 * the council has to do with each person is set here, so that each relationship stands alone.
 */
export async function relate(store: Store, people: readonly Someone[]): Promise<ReadonlySet<string>> {
  const viewer = await store.first<{ key: number }>(sql`select key from viewer where holder = ${council}`);
  if (!viewer) throw new Error('the council is no viewer');
  for (const { patient, reach } of people) {
    const { bkt, cmp } = compartmentOf(`Patient/${patient.id}`);
    const own = sql`viewer = ${viewer.key} and bkt = ${bkt} and cmp = ${cmp}::bigint`;
    if (reach.none) await store.run(sql`delete from access where ${own}`);
    const until = reach.over ? sql`now() - interval '1 minute'` : sql`'infinity'`;
    await store.run(
      sql`update access set rel = ${relationshipBits(...reach.relationships)}, until = ${until} where ${own}`,
    );
  }
  const kept = await store.all<{ purpose: number; id: string }>(sql`
    select a.purpose, r.id from access a join resource r on (r.bkt, r.cmp) = (a.bkt, a.cmp)
    where a.viewer = ${viewer.key} and r.id like 'who-%'`);
  return new Set(kept.map(({ purpose, id }) => `${id} ${PURPOSES[purpose] ?? ''}`));
}

async function personsOf(store: Store, people: readonly Someone[]): Promise<ReadonlyMap<string, string>> {
  const found = await store.all<{ person: string; bkt: number; cmp: string }>(
    sql`select person, bkt, cmp::text as cmp from person_record`,
  );
  const byPlace = new Map(found.map(({ person, bkt, cmp }) => [`${bkt} ${cmp}`, person]));
  return new Map(
    people.map(({ patient: { id } }) => {
      const { bkt, cmp } = compartmentOf(`Patient/${id}`);
      const person = byPlace.get(`${bkt} ${cmp}`);
      if (person === undefined) throw new Error(`nobody is ${id}`);
      return [id, person];
    }),
  );
}

const APP = 'matrix-app';
const SCOPES: Readonly<Partial<Record<Credential, string>>> = {
  'app with user/*.rs': 'user/*.rs',
  'app with user/Observation.rs': 'user/Observation.rs',
  'app with patient/*.rs, opened for them': 'patient/*.rs',
  'app with patient/*.rs, opened for somebody else': 'patient/*.rs',
};

const seatOf = (role: Role, at: number): string => (role === 'person' ? `seat-person-${at}` : `seat-${role}`);

/** An account a role, and one for each person at their own record. */
async function seats(
  { app }: TestServer,
  people: readonly Someone[],
  persons: ReadonlyMap<string, string>,
): Promise<void> {
  const { auth, services } = app.core;
  const wanted: (readonly [Role, number])[] = [];
  for (const role of SEATED) for (const at of role === 'person' ? people.keys() : [0]) wanted.push([role, at]);
  for (const [role, at] of wanted) {
    const id = seatOf(role, at);
    const person = role === 'person' ? { person: `Person/${persons.get(people[at]?.patient.id ?? '') ?? ''}` } : {};
    const seat = { id, role, organization: council, organizationName: 'Vale Council', ...person };
    await auth.keepAccount({ id: `account-${id}`, name: `The ${role}`, seats: [seat] });
    await auth.keepLink({ link: `link-${id}`, seat: id, reusable: true, days: 1 });
  }
  const kept = await services.store.write((transaction) =>
    keepApp(
      transaction,
      {
        id: APP,
        name: 'Matrix',
        kind: 'app',
        authenticates: 'none',
        redirects: ['http://127.0.0.1:9/app/'],
        frames: [],
        scopes: 'user/*.cruds patient/*.cruds',
      },
      new Date(),
    ),
  );
  if (!kept.ok) throw new Error(kept.refusals[0].text);
}

/** Signs in where nobody has, and gives the app what it shows, as the rows that the program itself would keep. */
function showing({ server, people }: Pick<World, 'server' | 'people'>): World['headersOf'] {
  const known = new Map<string, Promise<Readonly<Record<string, string>>>>();
  const shown = async (role: Role, credential: Credential, at: number): Promise<Readonly<Record<string, string>>> => {
    const seat = seatOf(role, at);
    if (credential === 'session') {
      const answer = await fetch(`${server.app.address}/sign-in?link=link-${seat}`, { redirect: 'manual' });
      const cookie = answer.headers
        .getSetCookie()
        .find((one) => one.startsWith('concord-sid='))
        ?.split(';')[0];
      if (cookie === undefined) throw new Error(`${seat} cannot sign in: ${answer.status}`);
      return { cookie, 'sec-fetch-site': 'same-origin' };
    }
    const scopes = SCOPES[credential] ?? '';
    const other = credential.endsWith('somebody else') ? (at + 1) % people.length : at;
    const patient = scopes.startsWith('patient/') ? (people[other]?.patient.id ?? null) : null;
    const token = createHash('sha256').update(`${seat} ${credential} ${at}`).digest('base64url');
    await give(server.app.core.services.store, { seat, token, scopes, patient });
    return { authorization: `Bearer ${token}` };
  };
  return (role, credential, at) => {
    const name = `${seatOf(role, at)} ${credential} ${credential.includes('patient/') ? at : ''}`;
    const before = known.get(name) ?? shown(role, credential, at);
    known.set(name, before);
    return before;
  };
}

type Giving = {
  readonly seat: string;
  readonly token: string;
  readonly scopes: string;
  readonly patient: string | null;
};

async function give(store: Store, { seat, token, scopes, patient }: Giving): Promise<void> {
  const id = token.slice(0, 20);
  await store.write(async (transaction) => {
    await transaction.run(sql`insert into smart_grant (id, app, seat, session, patient, fhir_user, scopes, at, ends)
      values (${id}, ${APP}, ${seat}, null, ${patient}, null, ${scopes}, now(), 'infinity') on conflict do nothing`);
    await transaction.run(sql`insert into smart_item (kind, hash, grant_id, payload, ends)
      values ('AccessToken', ${createHash('sha256').update(token).digest()}, ${id}, ${JSON.stringify({ scope: scopes })}::jsonb,
        now() + interval '1 day') on conflict do nothing`);
  });
}

/** The book with these instruments and no others; the number of the act from which on they count. */
async function keepStack(store: Store, stack: Agreement['stack'], today: Day): Promise<number> {
  const noon = (on: string) => new Date(`${on}T11:00:00Z`);
  return store.write(async (transaction) => {
    for (const table of ['notice', 'suspension', 'signature', 'version', 'instrument'])
      await transaction.run(sql`delete from ${sql.raw(`governance_${table}`)}`);
    for (const { instrument, signatures, suspensions, notices = [] } of stack) {
      const { id, version, kind, decided } = instrument;
      await transaction.run(
        sql`insert into governance_instrument (id, kind) values (${id}, ${kind}) on conflict do nothing`,
      );
      await transaction.run(sql`insert into governance_version (instrument, version, body, hash, proposed)
        values (${id}, ${version}, ${JSON.stringify(instrument)}::jsonb, '-', ${noon(decided)})`);
      for (const { organization, on } of signatures)
        await transaction.run(sql`insert into governance_signature (instrument, version, organization, by, principal, role, hash, at)
          values (${id}, ${version}, ${organization}, 'x', 'x', 'signatory', '-', ${noon(on)})`);
      for (const { from, to } of suspensions)
        await transaction.run(sql`insert into governance_suspension (instrument, organization, by, reason, since, lifted)
          values (${id}, ${elmTree}, 'x', 'x', ${noon(from)}, ${to === undefined ? null : noon(to)})`);
      for (const { organization, given } of notices)
        await transaction.run(sql`insert into governance_notice (instrument, organization, by, reason, given, owed)
          values (${id}, ${organization}, 'x', 'x', ${noon(given)}, '{}')`);
    }
    const act = await transaction.first<{ seq: string }>(sql`
      insert into governance_act (at, principal, by, organization, role, act, words)
      values (${noon(today)}, 'x', 'x', 0, 'system', 'enrol', 'x') returning seq::text as seq`);
    await transaction.run(sql`select pg_notify('concord_policy', '')`);
    return Number(act?.seq ?? 0);
  });
}
