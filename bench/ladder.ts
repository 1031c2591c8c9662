import { repositoryMigrations } from '#repository';
import { migrate, openStore, sql, startEmbedded } from '#store';
import type { Cluster } from '../torture/cluster.ts';
import { withDatabase } from '../torture/scenario.ts';
import { startBeside } from './beside.ts';
import { driven } from './load.ts';
import { type Loaded, loadPeople, type Target } from './people.ts';
import { portOf, rounded } from './read.ts';
import type { Claim, Figure } from './run.ts';

const RUNGS = [1_000, 8_000, 64_000];
const RESOURCES_A_PERSON = 8;
const FROM = 3_000_000;

/**
 * The same questions over ever more people: what a person's record and a first page cost must not grow with the rest. On the record's
 * API alone, since what the program does behind such a load would be measured with them.
 */
export const ladder: Claim = async (cluster) => {
  const engine = await startEmbedded({ folder: cluster.folder });
  try {
    const server = await startBeside('switched', [engine.url, 'audit', ...(await contributor(engine.url))]);
    try {
      return await climbed(cluster, { base: () => `http://127.0.0.1:${server.port}`, token: 'system' });
    } finally {
      await server.stop();
    }
  } finally {
    await engine.stop();
  }
};

/** The schema, and keys for whoever writes. */
async function contributor(url: string): Promise<readonly string[]> {
  const store = await openStore({ url });
  try {
    await migrate(store, repositoryMigrations);
    const name = 'Organization/bench';
    const organization = await store.first<{ key: number }>(
      sql`insert into organization_key (organization, name) values (${name}, ${name}) returning key`,
    );
    const viewer = await store.first<{ key: number }>(sql`insert into viewer (holder) values (${name}) returning key`);
    return [String(organization?.key), String(viewer?.key)];
  } finally {
    await store.close();
  }
}

async function climbed(cluster: Cluster, target: Target): Promise<readonly Figure[]> {
  const people: (readonly string[])[] = [];
  const results: (readonly string[])[] = [];
  let known: Loaded = { people: [], results: [] };
  const rungs: Record<string, number>[] = [];
  const figures: Figure[] = [];
  for (const rung of RUNGS) {
    const count = rung - known.people.length;
    const began = performance.now();
    const fresh = await loadPeople(target, { from: FROM + known.people.length, count, size: RESOURCES_A_PERSON });
    const rate = (count * RESOURCES_A_PERSON * 1_000) / (performance.now() - began);
    figures.push({ name: `${rung} people: loaded`, value: Math.round(rate), unit: 'resources/s' });
    people.push(fresh.people);
    results.push(fresh.results);
    known = { people: people.flat(), results: results.flat() };
    await withDatabase(cluster, async (database) => void (await database.query('vacuum analyze')));
    const took: Record<string, number> = {};
    for (const [name, paths] of Object.entries(questionsOf(known))) {
      took[name] = await p50Of(target, paths, name.startsWith('exact') ? 10 : 600);
      figures.push({ name: `${rung} people: ${name}, p50`, value: rounded(took[name] ?? Number.NaN), unit: 'ms' });
    }
    rungs.push(took);
  }
  const [least, most] = [rungs[0] ?? {}, rungs.at(-1) ?? {}];
  for (const name of Object.keys(least))
    figures.push({ name: `${name}: most to fewest`, value: rounded((most[name] ?? 0) / (least[name] ?? 1)), unit: '' });
  return figures;
}

function questionsOf({ people, results }: Loaded): Readonly<Record<string, readonly string[]>> {
  // Every so-many-th, so that as many are asked for on each rung, from everywhere.
  const some = (all: readonly string[]) => all.filter((_, at) => at % Math.floor(all.length / 500) === 0);
  const ids = some(people).map((reference) => reference.split('/')[1] ?? '');
  const numbers = some(people.map((_, at) => String(9_000_000_000 + FROM + at)));
  const identified = numbers.map((number) => `identifier=https://fhir.nhs.uk/Id/nhs-number%7C${number}`);
  return {
    'read by id': some(results),
    'a person, code and date': ids.map((id) => `Observation?patient=${id}&code=${A1C}&date=ge2020-01-01`),
    'results of a person, newest first': ids.map((id) => `Observation?patient=${id}&_sort=-date`),
    $everything: ids.map((id) => `Patient/${id}/$everything`),
    'first page of a common code by date': [`Observation?code=${A1C}&_sort=-date&_count=20&_total=none`],
    'first page by _lastUpdated': ['Observation?_sort=-_lastUpdated&_count=20&_total=none'],
    'chain by identifier and code': identified.map((asked) => `Observation?patient.${asked}&code=${A1C}`),
    'encounters with their patient': ids.map((id) => `Encounter?patient=${id}&_include=Encounter:patient`),
    'a person and what refers to them': identified.map((asked) => `Patient?${asked}&_revinclude=Observation:patient`),
    'exact total of a common code': [`Observation?code=${A1C}&_summary=count`],
  };
}

const A1C = 'http://loinc.org%7C4548-4';

async function p50Of(target: Target, paths: readonly string[], count: number): Promise<number> {
  const header = `authorization: Bearer ${target.token}`;
  const asked = paths.map((path) => `/fhir/${path}`);
  const { p50 } = await driven({ port: portOf(target), header, paths: asked, width: 1, warm: count / 5, count });
  return p50;
}
