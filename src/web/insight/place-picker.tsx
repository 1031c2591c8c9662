import type { Place } from '#insight/contract';
import { Kept } from './day-picker.tsx';

const LEVELS: Readonly<Record<Place['level'], string>> = {
  partnership: 'Partnership',
  locality: 'Localities',
  practice: 'Practices',
  team: 'Teams',
};

/** The place the figures are for. A plain form: the script only spares the button. */
export function PlacePicker(props: {
  readonly places: readonly Place[];
  readonly place: Place;
  readonly action: string;
  /** What else the address says: the pack, the day. */
  readonly keep?: Readonly<Record<string, string | undefined>>;
}) {
  return (
    <form class="picker" method="get" action={props.action} data-auto>
      <Kept fields={props.keep ?? {}} />
      <label for="place">Place</label>
      <select id="place" name="place">
        {(Object.keys(LEVELS) as Place['level'][]).map((level) => {
          const of = props.places.filter((place) => place.level === level);
          if (of.length === 0) return null;
          return (
            <optgroup key={level} label={LEVELS[level]}>
              {of.map((place) => (
                <option key={place.id} value={place.id} selected={place.id === props.place.id}>
                  {place.name}
                </option>
              ))}
            </optgroup>
          );
        })}
      </select>
      <button class="button" type="submit">
        Show
      </button>
    </form>
  );
}
