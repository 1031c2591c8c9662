import { once } from 'node:events';
import { join } from 'node:path';
import { urlOfRunning } from '#store';
import { withDatabase } from '../torture/scenario.ts';
import { type Beside, startBeside } from './beside.ts';
import { ended, started } from './child.ts';
import { median, usage } from './gauge.ts';
import { driven } from './load.ts';
import { loadPeople, settled } from './people.ts';
import type { Order, Served } from './post.ts';
import { postmaster } from './postmaster.ts';
import { rounded } from './read.ts';
import type { Claim, Figure } from './run.ts';

const PEOPLE = 60;
const THICK = 5;
/** Short and many, in turn: what else the machine does meanwhile falls on both alike. */
const ROUNDS = 11;
const COUNT = 150;
const CREATE_ROUNDS = 8;
const CREATES = 2_000;
const CLIENTS = 64;
const A1C = 'http://loinc.org%7C4548-4';

/**
 * What policy costs: the same questions and creates over HTTP by a system, which is asked nothing, and by a viewer whom policy lets see and
 * write it all.
 */
export const policy: Claim = async (cluster) => {
  const { people, results } = await loadPeople(cluster, { from: 4_000_000, count: PEOPLE, size: 100 });
  const thick = await loadPeople(cluster, { from: 4_000_000 + PEOPLE, count: THICK, size: 501 });
  await settled(cluster);
  const viewer = await withDatabase(cluster, async (database) => {
    const { rows } = await database.query<{ org: number; viewer: number }>(
      `select o.key as org, v.key as viewer from organization_key o join viewer v on v.holder = o.organization order by 1 limit 1`,
    );
    const [found] = rows;
    if (!found) throw new Error('nobody has written');
    await database.query(
      `insert into access (viewer, purpose, bkt, cmp, rel) select distinct ${found.viewer}, 0, bkt, cmp, 1 from resource where cmp <> 0
        on conflict do nothing`,
    );
    await database.query('vacuum analyze');
    return found;
  });
  const database = await postmaster(cluster);
  const url = (await urlOfRunning(cluster.folder)) ?? '';
  const server = await startBeside('switched', [url, 'audit', String(viewer.org), String(viewer.viewer)]);
  const ids = people.map((reference) => reference.split('/')[1] ?? '');
  const questions: Readonly<Record<string, readonly string[]>> = {
    'read by id': results.filter((_, at) => at % 20 === 0),
    'Observation of a patient by code and date': ids.map(
      (id) => `Observation?patient=${id}&code=${A1C}&date=ge2023-01-01`,
    ),
    'first page of a common code by date': [`Observation?code=${A1C}&_sort=-date&_count=20&_total=none`],
    'first page by _lastUpdated': ['Observation?_sort=-_lastUpdated&_count=20&_total=none'],
    'encounters with their patient': ids.map((id) => `Encounter?patient=${id}&_include=Encounter:patient`),
    '$everything of 501 resources': thick.people.map((reference) => `${reference}/$everything?_count=501`),
  };
  const ask = async (name: string, paths: readonly string[], token: string) => {
    const count = name.startsWith('$') ? COUNT / 5 : COUNT;
    const asked = paths.map((path) => `/fhir/${path}`);
    const header = `authorization: Bearer ${token}`;
    return driven({ port: server.port, header, paths: asked, width: 1, warm: count / 3, count }, [
      server.pid,
      database,
    ]);
  };
  try {
    const figures: Figure[] = [];
    for (const [name, paths] of Object.entries(questions)) {
      const pairs: (readonly [Answered, Answered])[] = [];
      // The first few hundred pay for what is compiled at first use, and for plans.
      for (let round = 0; round < ROUNDS + WARMING; round += 1)
        pairs.push([await ask(name, paths, 'system'), await ask(name, paths, 'viewer')]);
      const measured = pairs.slice(WARMING);
      const of = (figure: (pair: readonly [Answered, Answered]) => number) => rounded(median(measured.map(figure)));
      figures.push(
        { name: `${name}, unasked, p50`, value: of(([open]) => open.p50), unit: 'ms' },
        { name: `${name}, through policy, p50`, value: of(([, seen]) => seen.p50), unit: 'ms' },
        { name: `${name}, ratio of p50`, value: of(([open, seen]) => seen.p50 / open.p50), unit: '' },
        { name: `${name}, ratio of CPU`, value: of(([open, seen]) => seen.cpuMs / open.cpuMs), unit: '' },
      );
    }
    return [...figures, ...(await written(server, database, people))];
  } finally {
    await server.stop();
  }
};

const WARMING = 3;

type Answered = Awaited<ReturnType<typeof driven>>;

type Cost = { readonly rate: number; readonly node: number; readonly database: number };

/** Single creates by many clients, unasked and asked in turn. */
async function written({ pid, port }: Beside, database: number, people: readonly string[]): Promise<readonly Figure[]> {
  const clients = await started(join(import.meta.dirname, 'post.ts'), [], ['--import', 'tsx']);
  try {
    const cpu = () => [usage([pid]).cpuSeconds, usage([database]).cpuSeconds] as const;
    const costOf = async (token: string): Promise<Cost> => {
      const order: Order = { port, token, patients: people, clients: CLIENTS, count: CREATES };
      const [nodeBefore, databaseBefore] = cpu();
      clients.send(order);
      const [served] = (await once(clients, 'message')) as [Served];
      const [node, base] = cpu();
      return { rate: CREATES / served.seconds, node: node - nodeBefore, database: base - databaseBefore };
    };
    const pairs: (readonly [Cost, Cost])[] = [];
    for (let round = 0; round <= CREATE_ROUNDS; round += 1) {
      // What follows a round falls on the next: each goes first in every other.
      const first = await costOf(round % 2 === 0 ? 'system' : 'viewer');
      const second = await costOf(round % 2 === 0 ? 'viewer' : 'system');
      pairs.push(round % 2 === 0 ? [first, second] : [second, first]);
    }
    const measured = pairs.slice(1);
    const ratio = (of: (cost: Cost) => number): number =>
      rounded(median(measured.map(([open, seen]) => of(seen) / of(open))));
    return [
      {
        name: `creates, ${CLIENTS} clients, unasked`,
        value: Math.round(median(measured.map(([open]) => open.rate))),
        unit: '/s',
      },
      {
        name: `creates, ${CLIENTS} clients, through policy`,
        value: Math.round(median(measured.map(([, seen]) => seen.rate))),
        unit: '/s',
      },
      { name: 'creates, ratio of times', value: ratio(({ rate }) => 1 / rate), unit: '' },
      { name: 'creates, ratio of CPU, Node', value: ratio(({ node }) => node), unit: '' },
      { name: 'creates, ratio of CPU, PostgreSQL', value: ratio(({ database: base }) => base), unit: '' },
    ];
  } finally {
    await ended(clients);
  }
}
