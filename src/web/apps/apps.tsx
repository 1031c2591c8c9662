import type { Day } from '#base';
import { h } from 'preact';
import { renderToString } from 'preact-render-to-string';
import type { OpenedPage } from '../page.ts';
import { Empty, PageHead, Section } from '../parts/section.tsx';
import { Surroundings } from '../parts/surroundings.ts';
import { When, Words } from '../parts/value.tsx';

export type AppsInput = {
  readonly today: Day;
  readonly zone: string;
  /** What this account has let apps do, in all its seats. */
  readonly given: readonly {
    readonly id: string;
    readonly app: string;
    readonly at: string;
    readonly words: readonly string[];
  }[];
};

/** Which apps somebody has opened, what each may still do, and a way to end it. */
export function appsPage(input: AppsInput): OpenedPage {
  const drawn = h(Surroundings.Provider, { value: { today: input.today, zone: input.zone }, children: h(Apps, input) });
  return { title: 'Apps', html: renderToString(drawn) };
}

function Apps({ given }: AppsInput) {
  return (
    <div class="page narrow">
      <PageHead title="Apps" under="Programs of others that you have opened with your own access" />
      {given.length === 0 && (
        <Empty title="No app may do anything in your name now">
          <p>Apps are opened from the page of a person, or come here by themselves to ask you.</p>
        </Empty>
      )}
      {given.length > 0 && (
        <Section title="Open now" count={given.length}>
          <ul class="item-list">
            {given.map(({ id, app, at, words }) => (
              <li key={id}>
                <span class="item-title">
                  <Words>{app}</Words>
                </span>
                <span class="item-fact">
                  <When at={at} time />
                </span>
                <div class="sources">
                  <ul class="definition">
                    {words.map((one) => (
                      <li key={one}>
                        <Words>{one}</Words>
                      </li>
                    ))}
                  </ul>
                  <form method="post" action="/apps" class="form">
                    <input type="hidden" name="grant" value={id} />
                    <p class="actions">
                      <button type="submit" class="button">
                        End it
                      </button>
                    </p>
                  </form>
                </div>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </div>
  );
}
