import { evaluate, NoValue } from './expression/evaluate.ts';
import { everyPlace, itemsOf } from './place.ts';
import type { GivenItem, Item, Place, Program, Value } from './types.ts';
import { meets, sameValue } from './value.ts';

export type Settled = {
  readonly places: readonly Place[];
  /** The places that are asked: nothing else is shown, checked or kept. */
  readonly asked: ReadonlySet<Place>;
  readonly items: readonly GivenItem[];
};

/** Works out what is calculated, and what of a form is asked as it is filled in now. */
export function settle({ calculations }: Pick<Program, 'calculations'>, places: readonly Place[]): Settled {
  const all = everyPlace(places);
  const worked = all.filter(({ item }) => item.calculated);
  let asked = enabled(places);
  // What is worked out may be read by what is worked out next, and may decide what is asked: each round settles one more.
  for (let round = 0; round <= calculations; round += 1) {
    const items = itemsOf(places, asked);
    const changed = worked.filter((place) => work(place, items));
    if (changed.length === 0) break;
    asked = enabled(places);
  }
  return { places, asked, items: itemsOf(places, asked) };
}

/** Which places are asked. What lies beneath a question is asked once that has an answer. */
export function enabled(places: readonly Place[]): ReadonlySet<Place> {
  const known = new Map<Place, boolean>();
  const isAsked = (place: Place): boolean => {
    const before = known.get(place);
    if (before !== undefined) return before;
    const { parent, item } = place;
    const open = !parent || (isAsked(parent) && (parent.item.type === 'group' || parent.value !== undefined));
    const holds = ({ question, operator, answer }: Item['conditions'][number]) =>
      meets(answersTo(question, place, places, isAsked), operator, answer);
    const { conditions } = item;
    const asked = open && (conditions.length === 0 || (item.all ? conditions.every(holds) : conditions.some(holds)));
    known.set(place, asked);
    return asked;
  };
  return new Set(everyPlace(places).filter(isAsked));
}

/** Answers to a question, from the nearest group around a place in which it is asked at all. */
function answersTo(
  question: string,
  from: Place,
  places: readonly Place[],
  isAsked: (place: Place) => boolean,
): readonly Value[] {
  for (let around: Place | undefined = from; around; around = around.parent) {
    const own: readonly Place[] = around.item.linkId === question ? [around] : [];
    const beside = around.parent ? around.parent.children : places;
    const found = [...own, ...everyPlace(beside)].filter(({ item }) => item.linkId === question);
    if (found.length > 0) return own.length > 0 ? valuesOf(own, isAsked) : valuesOf(found, isAsked);
  }
  return [];
}

function valuesOf(places: readonly Place[], isAsked: (place: Place) => boolean): readonly Value[] {
  return places.flatMap((place) => (place.value && isAsked(place) ? [place.value] : []));
}

/** Sets what a place is worked out to be; whether that changed it. */
function work(place: Place, items: readonly GivenItem[]): boolean {
  const { value, item } = place;
  const next = worked(item, items);
  if (next === undefined ? value === undefined : value !== undefined && sameValue(next, value)) return false;
  if (next) place.value = next;
  else delete place.value;
  return true;
}

export function worked(item: Item, items: readonly GivenItem[]): Value | undefined {
  if (!item.calculated) return undefined;
  try {
    const found = evaluate(item.calculated, items);
    return found.length === 1 ? asValue(item, found[0]) : undefined;
  } catch (error) {
    if (error instanceof NoValue) return undefined;
    throw error;
  }
}

function asValue({ type, units, places }: Item, found: unknown): Value | undefined {
  if (type === 'boolean') return typeof found === 'boolean' ? { valueBoolean: found } : undefined;
  if (type === 'string' || type === 'text') return typeof found === 'string' ? { valueString: found } : undefined;
  if (typeof found !== 'number') return undefined;
  if (type === 'integer') return Number.isInteger(found) ? { valueInteger: found } : undefined;
  const scale = 10 ** Math.min(places ?? 8, 8);
  const value = Math.round(found * scale) / scale;
  return type === 'decimal' ? { valueDecimal: value } : { valueQuantity: { value, ...units[0] } };
}
