import { WEEKEND } from '#agreement';
import type { Day } from '#base';
import { lawIn, workedDays } from '#joint';
import type { LawOfPlace } from './law.contract.ts';

const HOLIDAYS_MAX = 12;

/** What nobody signed and holds all the same, as the pack of the place has it. */
export function lawOfPlace(zone: string, today: Day): LawOfPlace {
  const law = lawIn(zone);
  const { title, floors, optOuts, ages, clocks, id, calendar = id } = law;
  const worked = workedDays().find(({ name }) => name === calendar);
  const holidays = (worked?.holidays ?? []).filter(({ on }) => on >= today).toSorted((a, b) => (a.on < b.on ? -1 : 1));
  const weekend = law.weekend ?? worked?.weekend ?? WEEKEND;
  return { title, floors, optOuts, ages, clocks, weekend, holidays: holidays.slice(0, HOLIDAYS_MAX) };
}
