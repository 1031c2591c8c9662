import type { Cluster } from '../torture/cluster.ts';
import { quantile, timed } from './gauge.ts';
import { familyOf, personBundle } from './population.ts';
import type { Claim, Figure } from './run.ts';

const PEOPLE = 200;
const COUNT = 2_000;

/** Reads and searches over a few hundred people, at 1 and 16 connections. */
export const ask: Claim = async (cluster) => {
  const people: string[] = [];
  const results: string[] = [];
  for (let index = 0; index < PEOPLE; index += 1) {
    const text = await send(cluster, '', personBundle(1_000_000 + index, 100));
    const locations = (JSON.parse(text) as { entry: { response: { location: string } }[] }).entry.map((entry) =>
      reference(entry.response.location),
    );
    people.push(locations[0] ?? '');
    results.push(...locations.filter((location) => location.startsWith('Observation/')));
  }
  const id = (n: number) => (people[(n * 7) % people.length] ?? '').split('/')[1] ?? '';
  const questions: readonly (readonly [name: string, path: (n: number) => string])[] = [
    ['read Observation by id', (n) => results[(n * 131) % results.length] ?? ''],
    [
      'Patient by identifier',
      (n) => `Patient?identifier=https://fhir.nhs.uk/Id/nhs-number%7C${9_001_000_000 + (n % PEOPLE)}`,
    ],
    ['Patient by family name', (n) => `Patient?family=${familyOf(1_000_000 + (n % PEOPLE))}&_count=20`],
    [
      'Observation of a patient by code and date',
      (n) => `Observation?patient=${id(n)}&code=http://loinc.org%7C4548-4&date=ge2023-01-01`,
    ],
    [
      'first page of a common code by date',
      () => 'Observation?code=http://loinc.org%7C4548-4&_sort=-date&_count=20&_total=none',
    ],
    ['Patient with their encounters', (n) => `Encounter?patient=${id(n)}&_include=Encounter:patient&_count=20`],
  ];
  const figures: Figure[] = [];
  for (const [name, path] of questions)
    for (const width of [1, 16]) {
      await timed(width, 100, (n) => get(cluster, path(n)));
      const took = await timed(width, COUNT, (n) => get(cluster, path(n)));
      figures.push({
        name: `${name}, ${width} connections, p50`,
        value: Number(quantile(took, 0.5).toFixed(2)),
        unit: 'ms',
      });
      figures.push({
        name: `${name}, ${width} connections, p99`,
        value: Number(quantile(took, 0.99).toFixed(2)),
        unit: 'ms',
      });
    }
  return figures;
};

async function get(cluster: Cluster, path: string): Promise<void> {
  const answer = await fetch(`${cluster.base()}/fhir/${path}`, {
    headers: { authorization: `Bearer ${cluster.token}` },
  });
  const text = await answer.text();
  if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${text.slice(0, 300)}`);
}

async function send(cluster: Cluster, path: string, body: string): Promise<string> {
  const answer = await fetch(`${cluster.base()}/fhir/${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${cluster.token}`, 'content-type': 'application/fhir+json' },
    body,
  });
  const text = await answer.text();
  if (answer.status !== 200) throw new Error(`${answer.status} ${text.slice(0, 300)}`);
  return text;
}

function reference(location: string): string {
  return /([A-Za-z]+\/[A-Za-z0-9.-]+)\/_history/.exec(location)?.[1] ?? '';
}
