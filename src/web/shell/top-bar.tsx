import type { Role } from '#agreement';
import type { SignedIn } from '../page.ts';
import { Tabs } from '../parts/tabs.tsx';
import { SEAT_WORDS } from '../parts/words.ts';
import { firstPage, LINKERS, placesOf } from './places.ts';
import type { Seat } from './shell.tsx';
import { besideOf, placeAt, standsFor } from './within.ts';

type TopBarProps = {
  readonly path: string;
  readonly signedIn?: SignedIn;
  readonly seats: readonly Seat[];
  readonly search: boolean;
};

/** Where one can go, whom one looks for, and who one is. */
export function TopBar({ path, signedIn, seats, search }: TopBarProps) {
  const places = signedIn ? placesOf(signedIn.role) : [];
  const here = placeAt(path, places);
  return (
    <header class="top">
      <a class="brand" href={signedIn ? firstPage(signedIn.role) : '/sign-in'}>
        Concord
      </a>
      {places.length > 0 && (
        <nav aria-label="Places">
          {places.map((place) => (
            <a
              key={place.href}
              href={place.href}
              data-key={place.key}
              {...(place === here ? { 'aria-current': 'page' } : {})}
            >
              <bdi>{place.words}</bdi>
            </a>
          ))}
        </nav>
      )}
      {search && <Search />}
      {signedIn && <Me signedIn={signedIn} seats={seats} />}
    </header>
  );
}

/** The pages of the place one is at, where one stands on one of them. */
export function BesideBar({ path, role }: { readonly path: string; readonly role: Role }) {
  const pages = besideOf(path, role);
  if (pages.length === 0) return null;
  return <Tabs class="tabs within" label="Pages here" at={standsFor(path)} pages={pages} />;
}

function Search() {
  return (
    <form class="find" role="search" action="/people" method="get">
      <label class="sr" for="find">
        Find a person by name, birth date or NHS number
      </label>
      <input id="find" name="text" type="search" placeholder="Find a person" autocomplete="off" />
      <kbd aria-hidden="true">/</kbd>
    </form>
  );
}

function Me({ signedIn, seats }: { readonly signedIn: SignedIn; readonly seats: readonly Seat[] }) {
  const role = signedIn.role === 'person' ? undefined : SEAT_WORDS[signedIn.role];
  return (
    <details class="me">
      <summary>
        <span class="me-name" dir="auto">
          {signedIn.name}
        </span>
        {role !== undefined && <span class="me-seat">{`${role} · ${signedIn.organization}`}</span>}
      </summary>
      <div class="menu">
        {seats.length > 0 && (
          <form method="post" action="/seat">
            <p class="menu-head">Act as</p>
            {seats.map((seat) => (
              <button key={seat.id} type="submit" name="seat" value={seat.id}>
                {`${SEAT_WORDS[seat.role]} · ${seat.organization}`}
              </button>
            ))}
          </form>
        )}
        <a href="/go">All pages</a>
        <a href="/apps">Apps</a>
        {LINKERS.includes(signedIn.role) && <a href="/staff">Who works here</a>}
        <a href="/account">My account</a>
        <a href="/look">How screens look</a>
        <form method="post" action="/sign-out">
          <button type="submit">Sign out</button>
        </form>
      </div>
    </details>
  );
}
