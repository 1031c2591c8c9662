import type { Cluster } from '../torture/cluster.ts';
import { driven } from './load.ts';
import { loadPeople, settled } from './people.ts';
import { familyOf } from './population.ts';
import { portOf, rounded } from './read.ts';
import type { Claim, Figure } from './run.ts';

const PEOPLE = 200;
const FROM = 1_000_000;

/** Reads and searches over a few hundred people, at 1 and 16 connections. */
export const ask: Claim = async (cluster) => {
  const { people, results } = await loadPeople(cluster, { from: FROM, count: PEOPLE, size: 100 });
  const thick = await loadPeople(cluster, { from: FROM + PEOPLE, count: 10, size: 501 });
  await settled(cluster);
  const ids = people.map((reference) => reference.split('/')[1] ?? '');
  const numbers = ids.map((_, at) => at);
  const questions: Readonly<Record<string, readonly string[]>> = {
    'read Observation by id': results.filter((_, at) => at % 9 === 0),
    'Patient by identifier': numbers.map((at) => `Patient?identifier=${nhs(at)}`),
    'Patient by family name': numbers.map((at) => `Patient?family=${familyOf(FROM + at)}&_count=20`),
    'Observation of a patient by code and date': ids.map(
      (id) => `Observation?patient=${id}&code=${A1C}&date=ge2023-01-01`,
    ),
    'first page of a common code by date': [`Observation?code=${A1C}&_sort=-date&_count=20&_total=none`],
    'first page by _lastUpdated': ['Observation?_sort=-_lastUpdated&_count=20&_total=none'],
    'Patient with their encounters': ids.map((id) => `Encounter?patient=${id}&_include=Encounter:patient&_count=20`),
    'chain by identifier and code': numbers.map(
      (at) => `Observation?patient.identifier=${nhs(at)}&code=${A1C}&_count=20`,
    ),
    'a person and what refers to them': numbers.map(
      (at) => `Patient?identifier=${nhs(at)}&_revinclude=Encounter:patient`,
    ),
    '$everything of 501 resources': thick.people.map((reference) => `${reference}/$everything?_count=501`),
  };
  const figures: Figure[] = [];
  for (const [name, paths] of Object.entries(questions))
    for (const width of [1, 16]) figures.push(...(await measured(cluster, { name, paths, width })));
  return figures;
};

const A1C = 'http://loinc.org%7C4548-4';

function nhs(at: number): string {
  return `https://fhir.nhs.uk/Id/nhs-number%7C${9_000_000_000 + FROM + at}`;
}

async function measured(
  cluster: Cluster,
  { name, paths, width }: { readonly name: string; readonly paths: readonly string[]; readonly width: number },
): Promise<readonly Figure[]> {
  const count = name.startsWith('$') ? 200 : 1_000;
  const asked = paths.map((path) => `/fhir/${path}`);
  const header = `authorization: Bearer ${cluster.token}`;
  const took = await driven({ port: portOf(cluster), header, paths: asked, width, warm: count / 5, count }, [
    cluster.pid(),
  ]);
  return [
    { name: `${name}, ${width} connections, p50`, value: rounded(took.p50), unit: 'ms' },
    { name: `${name}, ${width} connections, p99`, value: rounded(took.p99), unit: 'ms' },
    { name: `${name}, ${width} connections, CPU a request`, value: rounded(took.cpuMs), unit: 'ms' },
  ];
}
