import { type Day, plusDays } from '#base';

/** Which days are worked where a partnership is. From the pack of its jurisdiction, as data. */
export type Calendar = {
  /** 'england'. Kept with every obligation, so that a later calendar of another name moves nothing. */
  readonly name: string;
  /** Days of the week that are not worked: 0 is Sunday. */
  readonly weekend: readonly number[];
  /** Public holidays, by date. Substitute days are dates like any other. */
  readonly holidays: readonly Holiday[];
  /** The last day for which holidays are known; later days count as worked unless they fall on a weekend. */
  readonly until: Day;
};

export type Holiday = { readonly on: Day; readonly name: string };

/** A calendar made ready to be asked often. */
export type Days = { readonly name: string; readonly isWorking: (day: Day) => boolean };

export function daysOf(calendar: Calendar): Days {
  const weekend = new Set(calendar.weekend);
  const holidays = new Set<string>(calendar.holidays.map(({ on }) => on));
  const worked = (day: Day) => !weekend.has(new Date(`${day}T00:00:00Z`).getUTCDay()) && !holidays.has(day);
  const known = new Map<Day, boolean>();
  return {
    name: calendar.name,
    isWorking: (day) => {
      const found = known.get(day);
      if (found !== undefined) return found;
      if (known.size >= KNOWN_MAX) known.clear();
      const works = worked(day);
      known.set(day, works);
      return works;
    },
  };
}

const KNOWN_MAX = 5_000;

/** The day itself if it is worked, else the next that is. */
export function workingDayFrom(days: Days, from: Day): Day {
  let day = from;
  for (let looked = 0; looked < LOOKED_MAX && !days.isWorking(day); looked += 1) day = plusDays(day, 1);
  return day;
}

/** No calendar has a year without a working day: a pack that says so is a mistake, not a reason to loop for ever. */
const LOOKED_MAX = 366;
