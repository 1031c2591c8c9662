import type { Place } from '#insight/contract';

const LEVELS: Readonly<Record<Place['level'], string>> = {
  partnership: 'Partnership',
  locality: 'Localities',
  practice: 'Practices',
};

/** The place the figures are for. A plain form: the script only spares the button. */
export function PlacePicker(props: {
  readonly places: readonly Place[];
  readonly place: Place;
  readonly action: string;
}) {
  return (
    <form class="picker" method="get" action={props.action} data-auto>
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
