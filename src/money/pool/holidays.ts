import type { Day } from '#base';
import { lawNamed } from '#joint';

/** Public holidays where an agreement is at home; a place without a pack has weekends alone. */
export function holidaysOf(jurisdiction: string): readonly Day[] {
  return lawNamed(jurisdiction)?.holidays ?? [];
}
