import { type Jurisdiction, readJurisdiction } from '#agreement';
import { assert, type Day, day } from '#base';
import englandDays from '#packs/calendar/england.json' with { type: 'json' };
import england from '#packs/jurisdiction-england/pack.json' with { type: 'json' };
import uganda from '#packs/jurisdiction-uganda/pack.json' with { type: 'json' };

/** The law of every place that there is a pack of: floors, opt-outs, ages, clocks, holidays, functions that stay where they are. */
const LAWS: readonly Jurisdiction[] = [
  read(
    england,
    englandDays.holidays.map(({ on }) => day(on)),
  ),
  read(uganda),
];

/**
 * The law where a partnership is, by the zone whose days it counts. Its floor runs whether or not anything was agreed: alerts, what a referral
 * needs, and duties and emergencies once somebody has declared them for a person.
 */
export function lawIn(zone: string): Jurisdiction {
  const found = LAWS.find((law) => law.zone === zone) ?? LAWS[0];
  assert(found, 'a jurisdiction pack is there');
  return found;
}

/** The law that an instrument says it is under; where there is no pack of it, that of the place. */
export function lawOf(jurisdiction: string, zone: string): Jurisdiction {
  return LAWS.find(({ id }) => id === jurisdiction) ?? lawIn(zone);
}

function read(pack: unknown, holidays: readonly Day[] = []): Jurisdiction {
  const found = readJurisdiction(pack, holidays);
  assert(found.ok, 'a jurisdiction pack can be read');
  return found.value;
}
