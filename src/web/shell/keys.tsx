import type { Role } from '#agreement';
import { placesOf } from './places.ts';

/** What each key does; opened by `?`. The script reads the same attributes as this list is made from. */
export function Keys({ role }: { readonly role: Role }) {
  const places = placesOf(role);
  return (
    <dialog id="keys" aria-labelledby="keys-title">
      <h2 id="keys-title">Keys</h2>
      <dl class="keys">
        <Key press="Ctrl K" does="Go to any page" />
        <Key press="/" does="Find a person" />
        {places.map(({ key, words }) => (
          <Key key={key} press={`g ${key}`} does={words} />
        ))}
        <Key press="j k" does="Next and previous in a list" />
        <Key press="Enter" does="Open" />
        <Key press="Esc" does="Close" />
        <Key press="?" does="This list" />
      </dl>
      <p>
        Keys can be turned off under <a href="/look">How screens look</a>.
      </p>
      <form method="dialog">
        <button class="button" type="submit">
          Close
        </button>
      </form>
    </dialog>
  );
}

function Key({ press, does }: { readonly press: string; readonly does: string }) {
  return (
    <div>
      <dt>
        {press.split(' ').map((one) => (
          <kbd key={one}>{one}</kbd>
        ))}
      </dt>
      <dd>{does}</dd>
    </div>
  );
}
