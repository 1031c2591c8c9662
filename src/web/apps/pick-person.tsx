import type { Day } from '#base';
import type { PersonRow } from '#record/contract';
import { h } from 'preact';
import { renderToString } from 'preact-render-to-string';
import type { OpenedPage } from '../page.ts';
import { Surroundings } from '../parts/surroundings.ts';
import { Born, NhsNumber, Words } from '../parts/value.tsx';

export type PickInput = {
  readonly app: string;
  readonly text: string;
  readonly today: Day;
  readonly zone: string;
  /** Absent before anybody was looked for. */
  readonly people?: readonly PersonRow[];
  readonly more?: boolean;
};

/** An app that speaks of one person is opened from outside: for whom? */
export function pickPersonPage(input: PickInput): OpenedPage {
  const drawn = h(Surroundings.Provider, { value: { today: input.today, zone: input.zone }, children: h(Pick, input) });
  return { title: `For whom do you open ${input.app}?`, html: renderToString(drawn) };
}

function Pick({ app, text, people, more }: PickInput) {
  return (
    <div class="page narrow">
      <section class="card">
        <h1>
          For whom do you open <Words>{app}</Words>?
        </h1>
        <form method="get" class="form find-people">
          <div class="field">
            <label for="text">Find a person</label>
            <p class="hint" id="h-text">
              NHS number, or name with a birth date or year
            </p>
            <div class="with-button">
              <input id="text" name="text" type="search" value={text} autocomplete="off" aria-describedby="h-text" />
              <button type="submit" class="button main">
                Find
              </button>
            </div>
          </div>
        </form>
        {people !== undefined && people.length === 0 && (
          <p>No person of that name or number is open to you. Check the spelling, or try the NHS number.</p>
        )}
        {more === true && <p class="problem">There are more than are shown. Add a birth date or more of the name.</p>}
        {people !== undefined && people.length > 0 && (
          <ul class="item-list">
            {people.map((row) => (
              <li key={row.person}>
                <a class="item-title" href={`?person=${encodeURIComponent(row.person)}`}>
                  <Words>{row.name}</Words>
                </a>
                <span class="item-fact">{row.born !== undefined && <Born on={row.born} />}</span>
                <span class="item-words meta">
                  {row.nhsNumber !== undefined && (
                    <>
                      NHS No. <NhsNumber>{row.nhsNumber}</NhsNumber>{' '}
                    </>
                  )}
                  <Words>{row.address ?? ''}</Words>
                </span>
              </li>
            ))}
          </ul>
        )}
        <form method="post" class="form">
          <p class="actions">
            <button type="submit" class="button" name="action" value="decline">
              Do not open it
            </button>
          </p>
        </form>
      </section>
    </div>
  );
}
