import { renderToString } from 'preact-render-to-string';
import type { OpenedPage } from '../page.ts';

/** What somebody without a session sees. Never says whether an account exists. */
export function signInPage(input: { readonly problem?: string; readonly demonstration?: boolean } = {}): OpenedPage {
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
