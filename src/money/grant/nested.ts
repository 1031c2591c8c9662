import type { CellDefinition } from './pack.ts';

/**
 * Whether one figure counts only what the other counts too, so that the difference of the two is a figure as well: of whom or what the one leaves out.
 * What two measures count is for the measures to say; of them it is taken to be so.
 */
export function isPartOf(one: CellDefinition, other: CellDefinition): boolean {
  if (one.id === other.id || one.counts !== other.counts) return false;
  if (one.counts !== 'people' && one.counts !== 'visits') return false;
  if (one.measure || other.measure) return one.measure !== undefined && other.measure !== undefined;
  return (
    other.of.every((fact) => one.of.includes(fact)) &&
    isWithin(one.months, other.months) &&
    isSame(other.latest, one.latest) &&
    isSame(other.without, one.without)
  );
}

/** So many months back, or the period itself, which is taken to be the shortest. */
function isWithin(one: number | undefined, other: number | undefined): boolean {
  return one === undefined || (other !== undefined && one <= other);
}

/** What the wider figure asks for beyond facts, the narrower has to ask for too. */
function isSame(wide: object | undefined, narrow: object | undefined): boolean {
  return wide === undefined || JSON.stringify(wide) === JSON.stringify(narrow);
}
