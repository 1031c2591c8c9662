import { typeNumber } from '#fhir';
import { openStore, type Store, sql, startEmbedded } from '#store';
import type { Beside } from './beside.ts';
import { median } from './gauge.ts';
import { type Driven, driven } from './load.ts';
import { loadPeople } from './people.ts';
import { rounded } from './read.ts';
import { openRecord } from './record.ts';
import type { Claim, Figure } from './run.ts';

const RUNGS = [1_000, 8_000, 64_000];
const RESOURCES_A_PERSON = 8;
const FROM = 3_000_000;
const ROUNDS = 3;

/**
 * The same questions over ever more people: what a person's record and a first page cost must not grow with the rest. Each rung is a
 * database of its own, with a server of the record's API alone before it; they are asked in turn, so that a machine that drifts
 * drifts for all of them. Loading is not measured: where CONCORD_BENCH_FOLDER names a folder, what was loaded there is used again.
 */
export const ladder: Claim = async (cluster) => {
  const engine = await startEmbedded({ folder: process.env['CONCORD_BENCH_FOLDER'] ?? cluster.folder });
  const rungs: Rung[] = [];
  try {
    for (const [at, people] of RUNGS.entries()) rungs.push(await reached(engine.url, people, RUNGS[at - 1]));
    return await asked(rungs);
  } finally {
    for (const { server } of rungs) await server.stop();
    await engine.stop();
  }
};

type Rung = { readonly people: number; readonly server: Beside; readonly questions: Questions };
type Questions = Readonly<Record<string, readonly string[]>>;

/** The database of a rung, made of that of the rung below. */
async function reached(url: string, people: number, below: number | undefined): Promise<Rung> {
  const name = `ladder_${people}`;
  const own = url.replace(/\/[^/]+$/, `/${name}`);
  const root = await openStore({ url });
  try {
    const done = await root.first(sql`select 1 from pg_database where datname = ${`${name}_done`}`);
    if (done === undefined) {
      await root.run(sql.raw(`drop database if exists ${name}`));
      await root.run(sql.raw(`create database ${name} ${below === undefined ? '' : `template ladder_${below}_done`}`));
      await loaded(own, people, below ?? 0);
      // A copy that nobody has open is what the next rung is made of, and says that this one is whole.
      await root.run(sql.raw(`create database ${name}_done template ${name}`));
    }
  } finally {
    await root.close();
  }
  const store = await openStore({ url: own });
  try {
    await store.run(sql`vacuum analyze`);
    await store.run(sql`checkpoint`);
    const questions = await questionsOf(store);
    return { people, questions, server: (await openRecord(own)).server };
  } finally {
    await store.close();
  }
}

async function loaded(url: string, people: number, below: number): Promise<void> {
  const { server, target } = await openRecord(url);
  const began = performance.now();
  try {
    await loadPeople(target, { from: FROM + below, count: people - below, size: RESOURCES_A_PERSON });
  } finally {
    await server.stop();
  }
  const rate = ((people - below) * RESOURCES_A_PERSON * 1_000) / (performance.now() - began);
  console.log(`${people} people: loaded ${Math.round(rate)} resources/s`);
}

async function asked(rungs: readonly Rung[]): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  for (const name of Object.keys(rungs[0]?.questions ?? {})) {
    const took: number[][] = rungs.map(() => []);
    for (const rung of rungs) await warmed(rung, name);
    for (let round = 0; round < ROUNDS; round += 1)
      for (const [at, rung] of rungs.entries()) took[at]?.push(await p50Of(rung, name));
    for (const [at, { people }] of rungs.entries())
      figures.push({ name: `${name}, ${people} people, p50`, value: rounded(median(took[at] ?? [])), unit: 'ms' });
    const ratios = took[0]?.map((least, round) => (took.at(-1)?.[round] ?? 0) / least) ?? [];
    figures.push({ name: `${name}, most people to fewest`, value: rounded(median(ratios)), unit: '' });
  }
  return figures;
}

/** Every so-many-th person, so that as many are asked for on each rung, from everywhere. */
async function questionsOf(store: Store): Promise<Questions> {
  const people = await store.all<{ id: string; nhs: string }>(sql`select id, nhs from (
      select id, body::jsonb #>> '{identifier,0,value}' as nhs, row_number() over (order by bkt, id) n, count(*) over () of
      from resource where typ = ${typeNumber('Patient')}::smallint) x where n % (of / 500) = 0 limit 500`);
  const results = await store.all<{ id: string }>(sql`select id from (
      select id, row_number() over (order by bkt, id) n, count(*) over () of
      from resource where typ = ${typeNumber('Observation')}::smallint) x where n % (of / 500) = 0 limit 500`);
  const ids = people.map(({ id }) => id);
  const identified = people.map(({ nhs }) => `identifier=https://fhir.nhs.uk/Id/nhs-number%7C${nhs}`);
  return {
    'read by id': results.map(({ id }) => `Observation/${id}`),
    'a person, code and date': ids.map((id) => `Observation?patient=${id}&code=${A1C}&date=ge2020-01-01`),
    'results of a person, newest first': ids.map((id) => `Observation?patient=${id}&_sort=-date`),
    '$everything of 8 resources': ids.map((id) => `Patient/${id}/$everything`),
    'first page of a common code by date': [`Observation?code=${A1C}&_sort=-date&_count=20&_total=none`],
    'first page by _lastUpdated': ['Observation?_sort=-_lastUpdated&_count=20&_total=none'],
    'chain by identifier and code': identified.map((one) => `Observation?patient.${one}&code=${A1C}`),
    'encounters with their patient': ids.map((id) => `Encounter?patient=${id}&_include=Encounter:patient`),
    'a person and what refers to them': identified.map((one) => `Patient?${one}&_revinclude=Observation:patient`),
    'exact total of a common code': [`Observation?code=${A1C}&_summary=count`],
  };
}

const A1C = 'http://loinc.org%7C4548-4';

/** A server has been asked each question a thousand times before it is timed: the first ones pay for what is compiled at first use. */
async function warmed(rung: Rung, name: string): Promise<void> {
  await timed(rung, name, { warm: 0, count: name.startsWith('exact') ? 10 : 1_000 });
}

async function p50Of(rung: Rung, name: string): Promise<number> {
  const count = name.startsWith('exact') ? 10 : 120;
  return (await timed(rung, name, { warm: Math.ceil(count / 4), count })).p50;
}

async function timed(
  { server: { port }, questions }: Rung,
  name: string,
  { warm, count }: { readonly warm: number; readonly count: number },
): Promise<Driven> {
  const paths = (questions[name] ?? []).map((path) => `/fhir/${path}`);
  return driven({ port, header: 'authorization: Bearer system', paths, width: 1, warm, count });
}
