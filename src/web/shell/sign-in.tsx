import { renderToString } from 'preact-render-to-string';
import { PasskeyForm } from '../account/second.tsx';
import type { OpenedPage } from '../page.ts';

export type SignInShown = {
  readonly problem?: string;
  readonly demonstration?: boolean;
  /** Organisations whose own accounts open Concord. */
  readonly issuers?: readonly { readonly id: string; readonly name: string }[];
};

/** What somebody without a session sees. Never says whether an account exists. */
export function signInPage(input: SignInShown = {}): OpenedPage {
  return {
    title: 'Sign in',
    html: renderToString(
      <div class="page narrow">
        <section class="card">
          <h1>Sign in</h1>
          {input.problem !== undefined && (
            <p class="problem" role="alert">
              {input.problem}
            </p>
          )}
          <PasskeyForm what="sign-in" words="Sign in with a passkey" to={undefined} />
          {(input.issuers ?? []).map(({ id, name }) => (
            <p key={id} class="actions">
              <a class="button" href={`/sign-in/with/${encodeURIComponent(id)}`}>
                Sign in with <bdi>{name}</bdi>
              </a>
            </p>
          ))}
          <h2>With a link</h2>
          <p>Open the sign-in link that you were given. It opens Concord for one role in one organisation.</p>
          {input.demonstration && (
            <p>
              In the demonstration the links are printed where Concord was started, one for each role. Opening one here
              signs you in.
            </p>
          )}
          <form method="get" action="/sign-in" class="form">
            <div class="field">
              <label for="link">Sign-in link or its code</label>
              <input id="link" name="link" type="text" autocomplete="off" required dir="ltr" />
            </div>
            <p class="actions">
              <button type="submit" class="button main">
                Sign in
              </button>
            </p>
          </form>
        </section>
      </div>,
    ),
  };
}
