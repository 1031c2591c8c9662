import { type Golden, goldenFaults, goldenNames } from './golden.ts';
import { packFaults } from './pack-faults.ts';
import { type Pack, readPack } from './pack.ts';

/** What a look at a pack's two files found; `lines` say every fault, each with its file and place. */
export type PackCheck = {
  readonly ok: boolean;
  readonly people: number;
  readonly measures: number;
  readonly lines: readonly string[];
  /** The pack, where nothing is wrong with it. */
  readonly pack?: Pack;
};

/** Looks at a pack and runs its golden people. Pure: the texts of `pack.json` and `golden.json` are given. */
export function checkPack(files: { readonly pack: string; readonly golden: string }): PackCheck {
  const packJson = parsed(files.pack, 'pack.json');
  const goldenJson = parsed(files.golden, 'golden.json');
  const unread = [packJson, goldenJson].flatMap((one) => ('fault' in one ? [one.fault] : []));
  if ('fault' in packJson || 'fault' in goldenJson) return failed(unread);
  const faults = packFaults(packJson.json);
  if (faults.length > 0) return failed(faults.map(({ place, rule }) => `pack.json, ${place}: ${rule}`));
  const pack = readPack(packJson.json);
  const golden = goldenJson.json as Golden;
  const names = goldenNames(pack, golden);
  if (names.length > 0) return failed(names.map(({ place, rule }) => `golden.json, ${place}: ${rule}`));
  const lines = goldenFaults(pack, golden).map(
    ({ person, measure, expected, got, why }) => `${person}\n  ${measure}: expected ${expected}, got ${got}\n  ${why}`,
  );
  const [people, measures] = [golden.people.length, pack.measures.length];
  return { ok: lines.length === 0, people, measures, lines, ...(lines.length === 0 ? { pack } : {}) };
}

function failed(lines: readonly string[]): PackCheck {
  return { ok: false, people: 0, measures: 0, lines };
}

function parsed(text: string, file: string): { readonly json: unknown } | { readonly fault: string } {
  try {
    return { json: JSON.parse(text) as unknown };
  } catch (error) {
    return { fault: `${file}: is no JSON: ${error instanceof Error ? error.message : 'it cannot be read'}` };
  }
}
