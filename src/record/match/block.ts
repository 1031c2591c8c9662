import type { Side } from './side.ts';
import { sound } from './sound.ts';

/**
 * Keys under which a record may meet another of the same person: two records are compared when they share one. Each key
 * survives other mistakes than the rest, so that a pair must be wrong in most fields to miss all of them.
 */
export function blockKeys(side: Side): readonly string[] {
  const { born = '', postcode } = side;
  const families = side.family.map(sound);
  const givens = side.given.filter((name) => name.length > 1).map(sound);
  const full = born.length === 10;
  const year = born.slice(0, 4);
  // Day and month in order of size: a swapped date has the same key.
  const dayMonth = full ? [born.slice(5, 7), born.slice(8, 10)].sort().join('') : '';
  return [
    ...new Set([
      ...(side.nhs ? [`n:${side.nhs}`] : []),
      ...side.identifiers.map((one) => `i:${one}`),
      ...side.phones.map((phone) => `t:${phone}`),
      ...(full ? families.map((family) => `fd:${family}:${dayMonth}`) : []),
      ...(year ? families.flatMap((family) => givens.map((given) => `fy:${pair(family, given)}:${year}`)) : []),
      ...(full ? givens.map((given) => `gb:${given}:${year}${dayMonth}`) : []),
      ...(full && postcode ? [`bp:${year}${dayMonth}:${postcode}`] : []),
      ...(full ? (side.gender ? [`by:${year}${dayMonth}:${side.gender}`] : [`by:${year}${dayMonth}:`]) : []),
      ...(postcode ? [...families, ...givens].map((name) => `np:${name}:${postcode}`) : []),
      ...(postcode ? [] : families.flatMap((family) => givens.map((given) => `fg:${pair(family, given)}`))),
    ]),
  ];
}

/** Two names in order of the alphabet: given and family name swapped have the same key. */
function pair(family: string, given: string): string {
  return [family, given].sort().join('.');
}
