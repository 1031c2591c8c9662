import type { Stack } from '#agreement';
import { returnPack } from './pack.ts';

/** Every search that a grant pays by, or is told by: what it finds is kept. */
export function grantSearches(stack: Stack): readonly string[] {
  const grants = stack.flatMap(({ instrument }) =>
    instrument.clauses.flatMap((clause) => (clause.clause === 'grant' ? [clause] : [])),
  );
  return grants.flatMap(({ lines, pack, version }) => [
    ...lines.flatMap(({ search }) => search ?? []),
    ...Object.values(returnPack(pack, version)?.facts ?? {}).flatMap(({ search }) => search ?? []),
  ]);
}
