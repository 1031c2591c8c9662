import { kmBetween, middleOf } from './area.ts';
import type { FreeSlots, ServiceChoice, ServicePlace } from './contract.ts';
import type { Service } from './directory.ts';

/** Where somebody lives, as exactly as it is known. */
export type Home = {
  readonly area?: string;
  readonly town?: string;
  readonly position?: NonNullable<ServicePlace['position']>;
};

type Asked = {
  readonly services: readonly Service[];
  readonly home: Home;
  readonly free: ReadonlyMap<string, FreeSlots>;
};

type Choice = ServiceChoice & { readonly rank: number };

/** Services in the order in which a referral would take them: with a free appointment, then near, then soon. Pure. */
export function rankChoices({ services, home, free }: Asked): readonly ServiceChoice[] {
  const ranked = services
    .flatMap(({ open: _open, covers: _covers, ...service }) => {
      const place = nearestOf(service.places, home);
      if (!place) return [];
      const slots = free.get(service.id);
      return [{ ...service, ...place, first: false, ...(slots ? { free: slots } : {}) }];
    })
    .sort((a, b) => Number(has(b)) - Number(has(a)) || a.rank - b.rank || soon(a, b) || (a.id < b.id ? -1 : 1));
  return ranked.map(({ rank: _rank, ...one }, at) => ({ ...one, first: at === 0 && has(one) }));
}

/** A point for where somebody lives: their own, else the middle of the places of their area, else of their town. */
export function homeAt(home: Home, places: readonly ServicePlace[]): Home {
  if (home.position) return home;
  const middle = (there: (place: ServicePlace) => boolean) =>
    middleOf(places.filter(there).flatMap((place) => place.position ?? []));
  const position =
    middle(({ area }) => area !== undefined && area === home.area) ??
    middle(({ town }) => town !== undefined && town === home.town);
  return position ? { ...home, position } : home;
}

const NEAR = 0;
const AWAY = 1_000_000;
const UNKNOWN = 2_000_000;

function nearestOf(
  places: readonly ServicePlace[],
  home: Home,
): Pick<Choice, 'place' | 'far' | 'km' | 'rank'> | undefined {
  return places.map((place) => farOf(place, home)).sort((a, b) => a.rank - b.rank)[0];
}

/** By coordinates where both have them; else by whether it is the same area, which is all that is known. */
function farOf(place: ServicePlace, home: Home): Pick<Choice, 'place' | 'far' | 'km' | 'rank'> {
  if (home.position && place.position) {
    const km = Math.round(kmBetween(home.position, place.position) * 10) / 10;
    return { place, km, far: `${km.toFixed(1)} km`, rank: km };
  }
  const [there, here] = [place.area ?? place.town, home.area ?? home.town];
  if (there === undefined || here === undefined) return { place, far: 'how far is not known', rank: UNKNOWN };
  const near = there === here || (place.town !== undefined && place.town === home.town);
  return near ? { place, far: `in ${there}`, rank: NEAR } : { place, far: `in ${there}, not in ${here}`, rank: AWAY };
}

function has({ free }: Pick<ServiceChoice, 'free'>): boolean {
  return free !== undefined && free.count > 0;
}

function soon(a: ServiceChoice, b: ServiceChoice): number {
  const [one = '', other = ''] = [a.free?.next, b.free?.next];
  return one < other ? -1 : one > other ? 1 : 0;
}
