import { renderToString } from 'preact-render-to-string';
import type { OpenedPage } from '../page.ts';
import { Words } from '../parts/value.tsx';

/** One thing that an app may be let do; ticked unless the person takes the tick away. */
export type ConsentLine = {
  /** Sent back where it is ticked. */
  readonly value: string;
  readonly words: string;
  /** Parts of it, that can be chosen instead. */
  readonly parts?: readonly { readonly value: string; readonly words: string }[];
};

export type ConsentInput = {
  readonly app: string;
  /** Where the app answers from. */
  readonly backTo: string;
  /** For whom it is opened; absent where it speaks of no one person. */
  readonly person?: { readonly name: string; readonly value: string };
  readonly own: boolean;
  readonly lines: readonly ConsentLine[];
  /** Sent back whatever is ticked. */
  readonly kept: readonly string[];
  readonly problem?: string;
};

/** Somebody is asked whether they open an app, and how much it may see and do. */
export function consentPage(input: ConsentInput): OpenedPage {
  const title = `Open ${input.app}?`;
  return { title, html: renderToString(<Consent {...input} title={title} />) };
}

function Consent({ title, app, backTo, person, own, lines, kept, problem }: ConsentInput & { readonly title: string }) {
  return (
    <div class="page narrow">
      <section class="card consent">
        <h1>
          <Words>{title}</Words>
        </h1>
        {problem !== undefined && (
          <p class="problem" role="alert">
            {problem}
          </p>
        )}
        <p>
          <Words>{app}</Words> is a program of somebody else, at <bdi dir="ltr">{backTo}</bdi>. It will see and do what
          you leave ticked, and never more than you can yourself.
        </p>
        {person && (
          <p>
            It is opened for{' '}
            <strong>
              <Words>{own ? 'you' : person.name}</Words>
            </strong>
            .
          </p>
        )}
        <form method="post" class="form">
          <input type="hidden" name="action" value="give" />
          {person && <input type="hidden" name="person" value={person.value} />}
          {kept.map((value) => (
            <input key={value} type="hidden" name="scope" value={value} />
          ))}
          <fieldset class="field">
            <legend>What it may do</legend>
            {lines.map((line) => (
              <Line key={line.value} line={line} />
            ))}
          </fieldset>
          <p class="actions">
            <button type="submit" class="button main">
              Open it
            </button>
            <button type="submit" class="button" name="action" value="decline">
              Do not open it
            </button>
          </p>
        </form>
        <p class="meta">You can end it at any time: see Apps, under your name.</p>
      </section>
    </div>
  );
}

function Line({ line: { value, words, parts = [] } }: { readonly line: ConsentLine }) {
  return (
    <>
      <label class="tick">
        <input type="checkbox" name="scope" value={value} checked />
        <Words>{words}</Words>
      </label>
      {parts.length > 0 && (
        <details class="parts">
          <summary>Only some of it</summary>
          <p class="hint">Take away the tick above, and choose here.</p>
          {parts.map((part) => (
            <label key={part.value} class="tick">
              <input type="checkbox" name="scope" value={part.value} />
              <Words>{part.words}</Words>
            </label>
          ))}
        </details>
      )}
    </>
  );
}
