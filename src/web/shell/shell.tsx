import type { Role } from '#agreement';
import type { Refusal } from '#fhir';
import { renderToString } from 'preact-render-to-string';
import type { OpenedPage, SignedIn } from '../page.ts';
import { FINDERS } from './places.ts';
import { Keys } from './keys.tsx';
import { type Look, USUAL_LOOK } from './look.ts';
import { RefusalBox } from './refusal.tsx';
import { BesideBar, TopBar } from './top-bar.tsx';

/** Addresses of the hashed style sheets and scripts, from the manifest of the build. */
export type Assets = { readonly styles: readonly string[]; readonly scripts: readonly string[] };

/** A seat (role in an organisation) that the signed-in person can switch to. */
export type Seat = { readonly id: string; readonly role: Role; readonly organization: string };

export type ShellInput = {
  readonly page: OpenedPage;
  readonly assets: Assets;
  /** The address asked for, without the query. */
  readonly path: string;
  /** Absent before sign-in. */
  readonly signedIn?: SignedIn;
  /** The other seats of this account. */
  readonly seats?: readonly Seat[];
  readonly look?: Look;
  /** What was just done, said once. */
  readonly said?: string;
  readonly refusals?: readonly Refusal[];
  /** What every page says, and in how many milliseconds it begins to. */
  readonly notice?: { readonly words: string; readonly inMs: number } | undefined;
  /** By which an open page asks whether it may still be shown, and about whom it is. */
  readonly still?: { readonly mark: string; readonly person?: string };
};

/** The whole document. No inline style or script: the content security policy allows none. */
export function renderShell(input: ShellInput): string {
  return `<!doctype html>${renderToString(<Document {...input} />)}`;
}

function Document(input: ShellInput) {
  const { page, assets, signedIn, look = USUAL_LOOK } = input;
  return (
    <html lang="en-GB" dir={look.dir} data-theme={look.theme} data-scale={look.scale}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{`${page.title} · Concord`}</title>
        {assets.styles.map((href) => (
          <link key={href} rel="stylesheet" href={href} />
        ))}
        {assets.scripts.map((src) => (
          <script key={src} type="module" src={src} />
        ))}
      </head>
      <body data-keys={look.keys ? 'on' : 'off'}>
        <a class="skip" href="#main">
          Skip to the page
        </a>
        <TopBar
          path={input.path}
          seats={input.seats ?? []}
          search={signedIn !== undefined && FINDERS.includes(signedIn.role)}
          {...(signedIn ? { signedIn } : {})}
        />
        {signedIn && <BesideBar path={input.path} role={signedIn.role} />}
        <Main {...input} />
        {signedIn && <Keys role={signedIn.role} />}
        <p class="sr" id="live" role="status" aria-live="polite" />
      </body>
    </html>
  );
}

function Main({ page, said, path, still, notice, refusals = [] }: ShellInput) {
  const all = [...refusals, ...(page.refusals ?? [])];
  return (
    <main
      id="main"
      tabIndex={-1}
      {...(page.revision === undefined ? {} : { 'data-revision': page.revision })}
      {...(still === undefined ? {} : { 'data-mark': still.mark })}
      {...(still?.person === undefined ? {} : { 'data-person': still.person })}
    >
      {notice && (
        <p id="notice" role="status" {...(notice.inMs > 0 ? { hidden: true, 'data-in': notice.inMs } : {})}>
          {notice.words}
        </p>
      )}
      {said !== undefined && (
        <p class="said" role="status">
          <span aria-hidden="true">✓ </span>
          {said}
        </p>
      )}
      {all.length > 0 && <RefusalBox refusals={all} path={path} />}
      <div id="page" dangerouslySetInnerHTML={{ __html: page.html }} />
    </main>
  );
}
