import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Jurisdiction } from '#agreement';
import { isLawKnown, knowLaw, laws, readLaw } from '#joint';
import type { Configuration } from './configuration.ts';

/** The law of a place in a folder of packs: `jurisdiction-kenya/pack.json`. */
const LAW = /^jurisdiction-[a-z][a-z0-9-]*$/;

/** The program does not start: each line says which file, which place of it, and what to do. */
export class PacksRefused extends Error {
  readonly lines: readonly string[];

  constructor(lines: readonly string[]) {
    super(lines.join('\n'));
    this.name = 'PacksRefused';
    this.lines = lines;
  }
}

/**
 * Adds the packs of the installation's own, and holds that the law of its place is known: no partnership runs under the law of another country.
 * All that is wrong is told at once, and nothing is added unless everything is right.
 */
export function takePacks({ packs, zone }: Pick<Configuration, 'packs' | 'zone'>): void {
  const read = packs === undefined ? [] : lawsIn(packs);
  const faults = read.flatMap(({ faults: found }) => found);
  if (faults.length > 0) throw new PacksRefused(faults);
  for (const { law } of read) if (law) knowLaw(law);
  if (!isLawKnown(zone)) throw new PacksRefused([unknownZone(zone)]);
}

/** What one folder of packs holds; a file that is not a pack of law says why. */
export type ReadLaw = { readonly file: string; readonly law?: Jurisdiction; readonly faults: readonly string[] };

/** The laws in a folder of packs, or in the folder of one. */
export function lawsIn(folder: string): readonly ReadLaw[] {
  if (!existsSync(folder) || !statSync(folder).isDirectory()) {
    return [
      { file: folder, faults: [`${folder}: there is no such folder. It holds packs: jurisdiction-NAME/pack.json.`] },
    ];
  }
  if (existsSync(join(folder, 'pack.json'))) return [lawOfFile(join(folder, 'pack.json'))];
  const found = readdirSync(folder)
    .filter((name) => LAW.test(name))
    .toSorted();
  if (found.length > 0) return found.map((name) => lawOfFile(join(folder, name, 'pack.json')));
  return [
    { file: folder, faults: [`${folder}: holds no pack. The law of a place stands in jurisdiction-NAME/pack.json.`] },
  ];
}

function lawOfFile(file: string): ReadLaw {
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    return { file, faults: [`${file}: cannot be read as JSON: ${(error as Error).message}`] };
  }
  const law = readLaw(json);
  if (law.ok) return { file, law: law.value, faults: [] };
  return {
    file,
    faults: law.refusals.map(({ code, text, expression }) => `${file}: ${expression ?? ''}: ${text} (${code})`),
  };
}

function unknownZone(zone: string): string {
  const known = laws().map((law) => `${law.zone} (${law.title})`);
  return `The law where days count as in '${zone}' is not known, and no place runs under that of another. Known: ${known.join(', ')}. Set CONCORD_ZONE to one of them, or write a pack of the law and name its folder in CONCORD_PACKS: packs/README.md.`;
}
