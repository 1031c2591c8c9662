import { baseOf, isTicked, type Item, optionToken, type Place } from '#forms';
import { Words } from '../parts/value.tsx';
import { type Filling, idOf } from './filling.ts';
import { Title } from './items.tsx';

type Shown = { readonly place: Place; readonly of: Filling };

/** The field, or fields, in which one answer is typed. What was typed is shown again as it was, fitting or not. */
export function Input(shown: Shown) {
  const { item } = shown.place;
  const choosesInSight = item.type === 'choice' && (item.inSight || isTicked(item));
  return item.type === 'boolean' || choosesInSight ? <InSight {...shown} /> : <Single {...shown} />;
}

function InSight({ place, of }: Shown) {
  const { item, key, parent } = place;
  const ticked = isTicked(item);
  const name = ticked ? `${baseOf(parent, item)}:*` : key;
  const chosen = of.fields.getAll(name);
  const options =
    item.type === 'boolean'
      ? [
          { token: 'true', words: 'Yes' },
          { token: 'false', words: 'No' },
        ]
      : item.options.map(({ value, words }) => ({ token: optionToken(value), words }));
  return (
    <fieldset class="field" id={idOf(key)} tabIndex={-1} aria-describedby={describedBy(place, of)}>
      <legend>
        <Title place={place} />
      </legend>
      <About place={place} of={of} />
      <div class="inline-ticks">
        {options.map(({ token, words }) => (
          <label key={token} class="tick">
            <input type={ticked ? 'checkbox' : 'radio'} name={name} value={token} checked={chosen.includes(token)} />
            <Words>{words}</Words>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function Single({ place, of }: Shown) {
  const { item, key } = place;
  const typed = of.fields.get(key) ?? '';
  const wrong = wrongOf(place, of);
  const field = {
    id: idOf(key),
    name: key,
    'aria-describedby': describedBy(place, of),
    'aria-required': item.required,
    ...(wrong === undefined ? {} : { 'aria-invalid': true }),
  };
  return (
    <div class="field">
      <label for={field.id}>
        <Title place={place} />
      </label>
      <About place={place} of={of} />
      {item.type === 'text' ? (
        <textarea {...field} rows={4} dir="auto">
          {typed}
        </textarea>
      ) : item.options.length > 0 ? (
        <select {...field}>
          <option value="">Choose</option>
          {item.options.map(({ value, words }) => (
            <option key={optionToken(value)} value={optionToken(value)} selected={optionToken(value) === typed}>
              {words}
            </option>
          ))}
        </select>
      ) : (
        <Typed item={item} field={{ ...field, value: typed }} />
      )}
      <Beside place={place} of={of} />
    </div>
  );
}

type FieldOf = { readonly id: string; readonly name: string; readonly value: string };

function Typed({ item, field }: { readonly item: Item; readonly field: FieldOf }) {
  if (item.type === 'date') return <input {...field} type="date" />;
  if (item.type === 'dateTime') return <input {...field} type="datetime-local" />;
  if (item.type === 'time') return <input {...field} type="time" />;
  return <input {...field} type="text" inputMode={modeOf(item)} dir={dirOf(item)} />;
}

function modeOf({ type }: Item): 'decimal' | 'numeric' | 'url' | 'text' {
  if (type === 'decimal' || type === 'quantity') return 'decimal';
  if (type === 'integer') return 'numeric';
  return type === 'url' || type === 'attachment' ? 'url' : 'text';
}

function dirOf({ type }: Item): 'auto' | 'ltr' {
  return type === 'string' || type === 'open-choice' ? 'auto' : 'ltr';
}

/** What belongs to an answer and has a field of its own: a unit, the name of a document, one's own words. */
function Beside({ place: { item, key }, of }: Shown) {
  const name = item.text || item.linkId;
  if (item.type === 'quantity' && item.units.length > 1) {
    const chosen = of.fields.get(`${key}+unit`);
    return (
      <select name={`${key}+unit`} aria-label={`Unit: ${name}`}>
        {item.units.map(({ unit, code }) => (
          <option key={unit} value={code ?? unit} selected={(code ?? unit) === chosen}>
            {unit}
          </option>
        ))}
      </select>
    );
  }
  const [suffix, words] =
    item.type === 'attachment'
      ? ['title', 'What it is called']
      : item.type === 'open-choice'
        ? ['own', 'Something else']
        : item.type === 'quantity' && item.units.length === 0
          ? ['unit', 'Unit']
          : [];
  if (suffix === undefined) return null;
  const typed = of.fields.get(`${key}+${suffix}`) ?? '';
  return (
    <input
      name={`${key}+${suffix}`}
      type="text"
      value={typed}
      dir="auto"
      aria-label={`${words}: ${name}`}
      placeholder={words}
    />
  );
}

/** How it is to be written, and what is wrong with what was. */
function About({ place, of }: Shown) {
  const hint = hintOf(place.item);
  const wrong = wrongOf(place, of);
  return (
    <>
      {hint !== '' && (
        <p class="hint" id={`h-${place.key}`}>
          <bdi>{hint}</bdi>
        </p>
      )}
      {wrong !== undefined && (
        <p class="field-wrong" id={`e-${place.key}`}>
          <Words>{wrong}</Words>
        </p>
      )}
    </>
  );
}

function wrongOf({ key }: Place, { complaints }: Filling): string | undefined {
  return complaints.find((one) => one.key === key)?.text;
}

function describedBy(place: Place, of: Filling): string | undefined {
  const ids = [
    ...(hintOf(place.item) === '' ? [] : [`h-${place.key}`]),
    ...(wrongOf(place, of) === undefined ? [] : [`e-${place.key}`]),
  ];
  return ids.length === 0 ? undefined : ids.join(' ');
}

function hintOf({ type, format, min, max, maxLength, units, places }: Item): string {
  const limits = [
    format ?? '',
    units.length === 1 ? `In ${units[0]?.unit ?? ''}.` : '',
    min !== undefined && max !== undefined ? `From ${min} to ${max}.` : '',
    min !== undefined && max === undefined ? `At least ${min}.` : '',
    min === undefined && max !== undefined ? `At most ${max}.` : '',
    places === undefined ? '' : `At most ${places} decimal ${places === 1 ? 'place' : 'places'}.`,
    maxLength === undefined ? '' : `At most ${maxLength} characters.`,
    type === 'url' || type === 'attachment' ? 'Begins with https://.' : '',
    type === 'reference' ? 'As Patient/7.' : '',
  ];
  return limits.filter((one) => one !== '').join(' ');
}
