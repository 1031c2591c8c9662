import { LEAST_PEOPLE } from './figures.ts';

/** The people behind a figure: who took part, and how many of them never sent their answer. */
export type Crowd = { readonly people: ReadonlySet<string>; readonly missing: number };

/**
 * Whether a figure may be told beside all that were told before. Together they divide people into groups that can be told apart by
 * adding and taking away; each group has to be large enough, so that nothing can be worked out of fewer, whoever joined or left between
 * two rounds, and whatever whole a part is taken from. Who never answered is counted out of every group they could be in.
 */
export function mayTell(before: readonly Crowd[], next: Crowd, least: number = LEAST_PEOPLE): boolean {
  const crowds = [...before, next];
  if (next.people.size - next.missing < least) return false;
  const groups = new Map<string, { size: number; missing: number }>();
  for (const person of new Set(crowds.flatMap(({ people }) => [...people]))) {
    const inside = crowds.map(({ people }) => people.has(person));
    const mark = inside.map(Number).join('');
    const group = groups.get(mark) ?? {
      size: 0,
      missing: Math.max(...crowds.map((one, at) => (inside[at] ? one.missing : 0))),
    };
    group.size += 1;
    groups.set(mark, group);
  }
  return [...groups.values()].every(({ size, missing }) => size - missing >= least);
}
