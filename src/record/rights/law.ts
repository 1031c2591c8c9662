import { type ClockRule, clockOf, type Jurisdiction, readJurisdiction, type Right } from '#agreement';
import { day } from '#base';
import englandDays from '#packs/calendar/england.json' with { type: 'json' };
import england from '#packs/jurisdiction-england/pack.json' with { type: 'json' };
import uganda from '#packs/jurisdiction-uganda/pack.json' with { type: 'json' };
import type { Ground } from './contract.ts';

const CLOCKS: Readonly<Record<Right, string>> = {
  copy: 'access',
  correct: 'rectification',
  restrict: 'restriction',
  erase: 'erasure',
  object: 'objection',
};

/** Of the pack that has no holidays of its own. */
const HOLIDAYS = englandDays.holidays.map(({ on }) => day(on));

const PACKS: readonly Jurisdiction[] = [england, uganda].map((pack) => {
  const read = readJurisdiction(pack, HOLIDAYS);
  if (!read.ok) throw new Error(`a jurisdiction pack cannot be read: ${read.refusals[0].text}`);
  return read.value;
});

/** The law of the place whose days the partnership counts; that of England where no pack has its zone. */
export function lawIn(zone: string): Jurisdiction {
  const [first] = PACKS;
  const law = PACKS.find((pack) => pack.zone === zone) ?? first;
  if (law === undefined) throw new Error('there is no jurisdiction pack');
  return law;
}

/** A matter that a pack gives no clock of its own has that of a copy. */
export function clockFor(law: Jurisdiction, right: Right): ClockRule {
  const clock = clockOf(law, CLOCKS[right]) ?? clockOf(law, CLOCKS.copy);
  if (clock === undefined) throw new Error(`the pack ${law.id} has no clock for requests`);
  return clock;
}

/** Why such a request may be refused or granted. Closed: a decision names one of them. */
export function groundsFor(law: Jurisdiction, right: Right): readonly Ground[] {
  return (law.grounds ?? [])
    .filter(({ rights }) => rights.includes(right))
    .map(({ id, law: where, words, for: what }) => ({ id, law: where, words, for: what }));
}

export function groundOf(law: Jurisdiction, right: Right, id: string): Ground | undefined {
  return groundsFor(law, right).find((one) => one.id === id);
}
