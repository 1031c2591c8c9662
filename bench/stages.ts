import { readFileSync } from 'node:fs';
import { extract, scan, validate } from '#fhir';
import { personBundle } from './population.ts';

/**
 * What each stage before the database costs a resource, for `pure.ts`: bundled as the program is, and in a process of its own. Given a
 * file of NDJSON (resources, or Bundles of them) it takes those; else generated ones.
 */
const PEOPLE = 50;
const ROUNDS = 9;
const WARM = 3;

const [file] = process.argv.slice(2);
const texts = (file === undefined ? generated() : readFileSync(file, 'utf8').trim().split('\n')).flatMap(resourcesOf);
const values = texts.map((text) => JSON.parse(text) as Readonly<Record<string, unknown>>);
const types = values.map((value) => String(value['resourceType']));
const stages: Readonly<Record<string, (n: number) => unknown>> = {
  scan: (n) => scan(texts[n] as string),
  validate: (n) => validate(values[n] as object, { type: types[n] as string }),
  extract: (n) => extract(types[n] as string, values[n] as Readonly<Record<string, unknown>>),
};
const refused = values.filter((value, n) => validate(value, { type: types[n] as string }).length > 0).length;
process.send?.({
  resources: texts.length,
  kilobytes: texts.reduce((sum, text) => sum + text.length, 0) / texts.length / 1_000,
  refused,
  micros: Object.fromEntries(Object.entries(stages).map(([name, stage]) => [name, cost(stage)])),
});

function generated(): readonly string[] {
  return Array.from({ length: PEOPLE }, (_, person) => personBundle(person, 200));
}

function resourcesOf(line: string): readonly string[] {
  const { resourceType, entry } = JSON.parse(line) as { resourceType: string; entry?: { resource: object }[] };
  return resourceType === 'Bundle' ? (entry ?? []).map(({ resource }) => JSON.stringify(resource)) : [line];
}

/** CPU microseconds a resource: the median of rounds, after some that let the engine compile. */
function cost(stage: (n: number) => unknown): number {
  const rounds = Array.from({ length: WARM + ROUNDS }, () => {
    const before = process.cpuUsage();
    for (let n = 0; n < texts.length; n += 1) stage(n);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / texts.length;
  });
  return rounds.slice(WARM).sort((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? Number.NaN;
}
