import type { DaysOff } from '#agreement';
import { lawNamed } from '#joint';

/** Days that are not worked where an agreement is at home; a place without a pack has weekends alone. */
export function daysOffOf(jurisdiction: string): DaysOff {
  return lawNamed(jurisdiction) ?? { holidays: [] };
}
