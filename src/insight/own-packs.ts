import { keyOf, knowPacks, shippedPacks } from './catalogue.ts';
import type { Pack } from './pack.ts';
import type { Reader } from '#store';
import { checkPack, type PackCheck } from './pack-check.ts';
import { changedSince } from './pinned.ts';

/** A pack of measures of the installation's own: its folder, and the texts of its two files. */
export type OwnPack = { readonly folder: string; readonly pack: string; readonly golden: string };

/** What is wrong with packs, a line each with its file; and what takes them, where nothing is. */
export type ReadOwn = {
  readonly faults: readonly string[];
  readonly take: () => void;
  /** What is wrong beside what was counted so far: asked once the database is open, and before anything is counted. */
  readonly changed: (reader: Reader, zone: string) => Promise<readonly string[]>;
};

/**
 * Looks at packs of the installation's own. Their golden people come out as stated, else nobody knows what the figures say; no measure has the id
 * of another, for people, links and files name measures by it. One with the id and version of a pack that ships stands in its place.
 */
export function readOwnPacks(own: readonly OwnPack[]): ReadOwn {
  const read = own.map((one) => ({ ...looked(one), folder: one.folder }));
  const wrong = read.flatMap(({ lines, folder }) => lines.map((line) => `${folder}: ${line}`));
  const packs = read.flatMap(({ pack, folder }) => (pack ? [{ pack, folder }] : []));
  const faults = [...wrong, ...namedTwice(packs)];
  return {
    faults,
    take: () => knowPacks(packs.map(({ pack }) => pack)),
    changed: (reader, zone) => changedSince(reader, packs, zone),
  };
}

function looked(files: OwnPack): PackCheck {
  return files.golden === '' ? { ok: false, people: 0, measures: 0, lines: [NO_GOLDEN] } : checkPack(files);
}

const NO_GOLDEN = 'there is no golden.json. It says of made-up people what is to come out: see the packs that ship.';

function namedTwice(own: readonly { readonly pack: Pack; readonly folder: string }[]): readonly string[] {
  const replaced = new Set(own.map(({ pack }) => keyOf(pack)));
  const others = shippedPacks.filter((pack) => !replaced.has(keyOf(pack)));
  const holders = new Map(others.flatMap((pack) => pack.measures.map(({ id }) => [id, keyOf(pack)] as const)));
  const keys = new Set<string>();
  return own.flatMap(({ pack, folder }) => {
    const key = keyOf(pack);
    const twice = keys.has(key)
      ? [`${folder}: pack.json, id: '${key}' is another pack of this folder too; give it a version of its own`]
      : [];
    keys.add(key);
    const taken = pack.measures.flatMap(({ id }, at) => {
      const holder = holders.get(id);
      return holder === undefined
        ? []
        : [`${folder}: pack.json, measures[${at}].id: '${id}' is a measure of ${holder}; give it a name of its own`];
    });
    for (const { id } of pack.measures) holders.set(id, key);
    return [...twice, ...taken];
  });
}
