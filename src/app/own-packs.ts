import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Jurisdiction } from '#agreement';
import { type OwnPack, readOwnPacks } from '#insight';
import { isLawKnown, knowLaw, laws, readLaw } from '#joint';
import type { Reader } from '#store';
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

/** Once the database is open: holds that own packs say what was counted by them so far, under the version that was signed. */
export type TakenPacks = { readonly hold: (store: Reader) => Promise<void> };

/**
 * Adds the packs of the installation's own, and holds that the law of its place is known: no partnership runs under the law of another country.
 * All that is wrong is told at once, and nothing is added unless everything is right.
 */
export function takePacks({ packs, zone }: Pick<Configuration, 'packs' | 'zone'>): TakenPacks {
  const measures = packs === undefined ? [] : measuresIn(packs);
  const read = packs === undefined || (measures.length > 0 && folders(packs, 'law').length === 0) ? [] : lawsIn(packs);
  const own = readOwnPacks(measures);
  const faults = [...read.flatMap(({ faults: found }) => found), ...own.faults];
  if (faults.length > 0) throw new PacksRefused(faults);
  for (const { law } of read) if (law) knowLaw(law);
  if (measures.length > 0) own.take();
  if (!isLawKnown(zone)) throw new PacksRefused([unknownZone(zone)]);
  return {
    hold: async (store) => {
      const changed = await own.changed(store, zone);
      if (changed.length > 0) throw new PacksRefused(changed);
    },
  };
}

/** What one folder of packs holds; a file that is not a pack of law says why. */
export type ReadLaw = { readonly file: string; readonly law?: Jurisdiction; readonly faults: readonly string[] };

/** Packs of measures in a folder of packs: every folder with a `pack.json` that is no law. What lacks its golden people is refused by name. */
function measuresIn(folder: string): readonly OwnPack[] {
  const text = (name: string, file: string) => {
    const at = join(folder, name, file);
    return existsSync(at) ? readFileSync(at, 'utf8') : '';
  };
  return folders(folder, 'measures').map((name) => ({
    folder: join(folder, name),
    pack: text(name, 'pack.json'),
    golden: text(name, 'golden.json'),
  }));
}

/** Names of the folders of packs of a sort, in order. */
function folders(folder: string, sort: 'law' | 'measures'): readonly string[] {
  if (!existsSync(folder) || !statSync(folder).isDirectory()) return [];
  return readdirSync(folder)
    .filter((name) => LAW.test(name) === (sort === 'law'))
    .filter((name) => sort === 'law' || existsSync(join(folder, name, 'pack.json')))
    .toSorted();
}

/** The laws in a folder of packs, or in the folder of one. */
export function lawsIn(folder: string): readonly ReadLaw[] {
  if (!existsSync(folder) || !statSync(folder).isDirectory()) {
    return [
      { file: folder, faults: [`${folder}: there is no such folder. It holds packs: jurisdiction-NAME/pack.json.`] },
    ];
  }
  if (existsSync(join(folder, 'pack.json'))) return [lawOfFile(join(folder, 'pack.json'))];
  const found = folders(folder, 'law');
  if (found.length > 0) return found.map((name) => lawOfFile(join(folder, name, 'pack.json')));
  return [
    {
      file: folder,
      faults: [
        `${folder}: holds no pack. The law of a place stands in jurisdiction-NAME/pack.json, measures in NAME/pack.json with NAME/golden.json.`,
      ],
    },
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
