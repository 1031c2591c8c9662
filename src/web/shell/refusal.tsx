import type { IssueType, Refusal } from '#fhir';
import { renderToString } from 'preact-render-to-string';
import type { OpenedPage } from '../page.ts';

/** A page in place of the one asked for: what did not happen, why, and what to do. */
export function refusalPage(refusals: readonly [Refusal, ...Refusal[]]): OpenedPage {
  const [first] = refusals;
  const { title, todo, again, why } = wordsFor(first.type);
  return {
    title,
    html: renderToString(
      <div class="page narrow">
        <section class="card">
          <h1>{title}</h1>
          {refusals.map((refusal) => (
            <p key={refusal.code} dir="auto">
              {refusal.text}
            </p>
          ))}
          <p>{todo}</p>
          <p class="actions">
            <a class="button main" href={first.type === 'login' ? '/sign-in' : '/'}>
              {first.type === 'login' ? 'Sign in' : 'To the first page'}
            </a>
            {why && (
              <a class="button" href="/explain">
                What my role sees, and why
              </a>
            )}
            {again && (
              <a class="button" href="">
                Try again
              </a>
            )}
          </p>
          <p class="meta">
            For support: <bdi dir="ltr">{refusals.map(({ code }) => code).join(', ')}</bdi>
          </p>
        </section>
      </div>,
    ),
  };
}

/** The same above a form that is drawn again with what was typed. */
export function RefusalBox({ refusals, path }: { readonly refusals: readonly Refusal[]; readonly path: string }) {
  return (
    <div class="problem" role="alert">
      <p class="problem-title">
        <span aria-hidden="true">! </span>Not yet
      </p>
      <ul>
        {refusals.map(({ code, text }) => (
          <li key={`${code}${text}`} dir="auto">
            {text}{' '}
            {code === 'auth.prove-first' && <a href={`/prove?to=${encodeURIComponent(path)}`}>Show that it is me</a>}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** `why`: what was agreed may be the reason, and can be read; the same words whether or not there is anything. */
type Said = { readonly title: string; readonly todo: string; readonly again?: true; readonly why?: true };

const NOT_HERE: Said = {
  title: 'There is nothing here that you can open',
  todo: 'It may never have been here, or it may not be for this role. Check the address, or look for the person again.',
  why: true,
};
const WRONG: Said = {
  title: 'Not done: something needs to change first',
  todo: 'Go back: what you typed is still there. Nothing was changed.',
};
const OUTAGE: Said = {
  title: 'Concord cannot reach its records just now',
  todo: 'Nothing you saved is lost. This usually passes within a minute.',
  again: true,
};
const WORDS: Partial<Record<IssueType, Said>> = {
  'not-found': NOT_HERE,
  deleted: NOT_HERE,
  forbidden: {
    title: 'This is not open to your role',
    todo: 'Another seat may open it: see your name at the top.',
    why: true,
  },
  login: { title: 'Please sign in', todo: 'You are signed out, or your time ran out. Nothing you saved is lost.' },
  expired: { title: 'Please sign in again', todo: 'The sign-in link or session ran out.' },
  conflict: {
    title: 'Somebody changed this while you looked at it',
    todo: 'Go back and reload to see what it says now, then decide again.',
  },
  'lock-error': {
    title: 'Somebody changed this while you looked at it',
    todo: 'Go back and reload to see what it says now, then decide again.',
  },
  transient: OUTAGE,
  'no-store': OUTAGE,
  timeout: OUTAGE,
  throttled: { title: 'Too many requests at once', todo: 'Wait a moment, then try again.', again: true },
  exception: {
    title: 'Something went wrong on our side',
    todo: 'It has been written down for repair. Nothing you saved is lost.',
    again: true,
  },
};

function wordsFor(type: IssueType): Said {
  return WORDS[type] ?? WRONG;
}
