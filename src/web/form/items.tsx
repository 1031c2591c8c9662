import { baseOf, isTicked, type Place, type Program, valueWords } from '#forms';
import type { ComponentChildren } from 'preact';
import { Button } from '../parts/form.tsx';
import { Words } from '../parts/value.tsx';
import { type Filling, idOf, rowsOf } from './filling.ts';
import { Input } from './input.tsx';

/** The fields of a form. What is not asked is hidden; without a script that is settled anew with every button. */
export function FormItems({ of }: { readonly of: Filling }) {
  return (
    <>
      <Complaints of={of} />
      <Level places={of.settled.places} of={of} />
    </>
  );
}

/** What the browser's script works with: see browser/page/form.ts. */
export function formProgram({ program }: { readonly program: Program }): { readonly 'data-program': string } {
  return { 'data-program': JSON.stringify(program) };
}

function Complaints({ of: { complaints } }: { readonly of: Filling }) {
  if (complaints.length === 0) return null;
  return (
    <div class="problem" role="alert" id="complaints">
      <p>
        <strong>
          <bdi>Not sent yet. Put right what is named here; nothing you wrote is lost.</bdi>
        </strong>
      </p>
      <ul>
        {complaints.map(({ key, rule, text }) => (
          <li key={`${key} ${rule}`}>
            <a href={`#${encodeURIComponent(idOf(key))}`}>
              <Words>{text}</Words>
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Level({ places, of }: { readonly places: readonly Place[]; readonly of: Filling }) {
  return (
    <>
      {rowsOf(places).map((rows) => (
        <Rows key={rows[0].key} rows={rows} of={of} />
      ))}
    </>
  );
}

/** An item with its rows: one, unless it repeats. */
function Rows({ rows, of }: { readonly rows: readonly [Place, ...Place[]]; readonly of: Filling }) {
  const [first] = rows;
  const { item, parent } = first;
  if (item.hidden) return null;
  if (!item.repeats || isTicked(item) || item.readOnly) return <One place={first} rows={rows} of={of} />;
  const base = baseOf(parent, item);
  return (
    <div data-place={first.key} hidden={!of.settled.asked.has(first)}>
      <input type="hidden" name={`${base}:rows`} value={rows.length} />
      <ol class="form-rows">
        {rows.map((place) => (
          <li key={place.key}>
            <One place={place} rows={[place]} of={of} />
            {rows.length > 1 && (
              <Button name="do" value={`out:${base}:${place.index}`}>
                Take out <span class="sr">{`${item.text}, ${place.index + 1}`}</span>
              </Button>
            )}
          </li>
        ))}
      </ol>
      <Button name="do" value={`row:${base}`}>
        Add another <span class="sr">{item.text}</span>
      </Button>
    </div>
  );
}

function One({ place, rows, of }: { readonly place: Place; readonly rows: readonly Place[]; readonly of: Filling }) {
  const { item, key, children } = place;
  const hidden = !of.settled.asked.has(place);
  if (item.type === 'display') {
    return (
      <div data-place={key} hidden={hidden}>
        <p>
          <Words>{item.text}</Words>
        </p>
      </div>
    );
  }
  if (item.type === 'group') {
    return (
      <fieldset class="group" data-place={key} id={idOf(key)} tabIndex={-1} hidden={hidden}>
        <legend>
          <Title place={place} />
        </legend>
        <Level places={children} of={of} />
      </fieldset>
    );
  }
  return (
    <div data-place={key} hidden={hidden}>
      {item.readOnly ? <Fixed place={place} rows={rows} /> : <Input place={place} of={of} />}
      {children.length > 0 && (
        <div class="form-below">
          <Level places={children} of={of} />
        </div>
      )}
    </div>
  );
}

/** What nobody types: fixed, or worked out from other answers. */
function Fixed({ place, rows }: { readonly place: Place; readonly rows: readonly Place[] }) {
  const { item, key } = place;
  const words = rows.flatMap(({ value }) => (value ? [valueWords(item, value)] : [])).join(', ');
  return (
    <div class="field">
      <span class="field-name">
        <Title place={place} />
      </span>
      <output id={idOf(key)} tabIndex={-1} data-output>
        <Words>{words}</Words>
      </output>
      {item.calculated && (
        <p class="hint">
          <bdi>Worked out from other answers.</bdi>
        </p>
      )}
    </div>
  );
}

export function Title({ place: { item, index } }: { readonly place: Place }): ComponentChildren {
  const number = item.repeats && !isTicked(item) ? ` ${index + 1}` : '';
  return (
    <>
      {item.prefix !== undefined && <bdi dir="ltr">{`${item.prefix} `}</bdi>}
      <Words>{`${item.text || item.linkId}${number}`}</Words>
      {item.type !== 'group' && !item.required && !item.readOnly && <span class="optional"> (optional)</span>}
    </>
  );
}
