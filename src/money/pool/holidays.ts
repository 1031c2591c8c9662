import type { Day } from '#base';
import england from '#packs/calendar/england.json' with { type: 'json' };
import uganda from '#packs/jurisdiction-uganda/pack.json' with { type: 'json' };

const HOLIDAYS: Readonly<Record<string, readonly string[]>> = {
  england: england.holidays.map(({ on }) => on),
  [uganda.id]: uganda.holidays,
};

/** Public holidays where an agreement is at home; a place without a pack has weekends alone. */
export function holidaysOf(jurisdiction: string): readonly Day[] {
  return (HOLIDAYS[jurisdiction] ?? []) as readonly Day[];
}
