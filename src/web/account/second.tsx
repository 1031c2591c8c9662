import { draw, type OpenedPage } from '../page.ts';
import { Button } from '../parts/form.tsx';

/** A picture that a camera reads: dark squares as one path, `size` squares wide. */
export type Square = { readonly size: number; readonly path: string };

export type SecondShown = {
  readonly name: string;
  readonly problem?: string;
  /** How the account can prove who it is; where it cannot yet, it adds its first way. */
  readonly ways: { readonly passkeys: number; readonly codes: boolean; readonly recovery: number };
  /** For the first app that shows codes. */
  readonly offer?: { readonly picture: Square; readonly secret: string };
  /** Where the proof leads. */
  readonly to?: string;
};

/** The second step of signing in, or a fresh proof: that it is the holder who sits there. */
export function secondPage(shown: SecondShown): OpenedPage {
  const can = shown.ways.passkeys > 0 || shown.ways.codes;
  const title = can ? 'Show that it is you' : 'Protect your account';
  return draw(
    { path: '', policy: { allow: 'signed-in' }, title: () => title, loader: never, Page: Second },
    { ...shown, title },
    NOWHERE,
  );
}

const NOWHERE = { today: '2000-01-01' as never };
const never = (): never => {
  throw new Error('this page is drawn by its route');
};

function Second({ title, name, problem, ways, offer, to }: SecondShown & { readonly title: string }) {
  const can = ways.passkeys > 0 || ways.codes;
  return (
    <div class="page narrow">
      <section class="card">
        <h1>{title}</h1>
        {problem !== undefined && (
          <p class="problem" role="alert">
            {problem}
          </p>
        )}
        {!can && (
          <p>
            <bdi>{name}</bdi>, records of people are behind this account. Add a second way to show that it is you. From
            then on you sign in with it.
          </p>
        )}
        {can ? <Prove ways={ways} to={to} /> : <Add offer={offer} />}
        <form method="post" action="/sign-out" class="form">
          <p class="actions">
            <Button>Not now: sign out</Button>
          </p>
        </form>
      </section>
    </div>
  );
}

function Prove({ ways, to }: { readonly ways: SecondShown['ways']; readonly to: string | undefined }) {
  return (
    <>
      {ways.passkeys > 0 && <PasskeyForm what="prove" words="Use my passkey" to={to} />}
      {ways.codes && <CodeForm action="/sign-in/code" label="Code of your app" hint="Six digits" to={to} />}
      <details>
        <summary>My phone is gone</summary>
        <CodeForm
          action="/sign-in/recovery"
          label="One of your recovery codes"
          hint={`${ways.recovery} are left`}
          to={to}
        />
      </details>
    </>
  );
}

function Add({ offer }: { readonly offer: SecondShown['offer'] }) {
  return (
    <>
      <h2>With a passkey</h2>
      <p>
        This device asks for your finger, your face or its PIN. Nothing to remember, and nothing that can be given away.
      </p>
      <PasskeyForm what="register" words="Add a passkey" to={undefined} />
      {offer && (
        <>
          <h2>Or with an app that shows codes</h2>
          <p>Scan this with the app, then write the code that it shows.</p>
          <Picture of={offer.picture} />
          <p>
            Or type this into the app: <code dir="ltr">{offer.secret}</code>
          </p>
          <CodeForm action="/sign-in/enrol" label="Code that the app shows" hint="Six digits" to={undefined} />
        </>
      )}
    </>
  );
}

/** Filled and sent by the script: without it there are codes. */
export function PasskeyForm(props: {
  readonly what: 'sign-in' | 'prove' | 'register';
  readonly words: string;
  readonly to: string | undefined;
}) {
  return (
    <form method="post" action="/sign-in/passkey" class="form scripted-only" data-passkey={props.what}>
      <input type="hidden" name="what" value={props.what} />
      <input type="hidden" name="answer" value="" />
      {props.to !== undefined && <input type="hidden" name="to" value={props.to} />}
      <p class="actions">
        <Button kind="main">{props.words}</Button>
      </p>
      <p class="problem" role="alert" hidden>
        The device did not answer. Try again, or use another way.
      </p>
    </form>
  );
}

export function CodeForm(props: {
  readonly action: string;
  readonly label: string;
  readonly hint: string;
  readonly to: string | undefined;
}) {
  const id = `f-${props.action.replaceAll('/', '-')}`;
  return (
    <form method="post" action={props.action} class="form">
      {props.to !== undefined && <input type="hidden" name="to" value={props.to} />}
      <div class="field">
        <label for={id}>{props.label}</label>
        <p class="hint" id={`${id}-h`}>
          {props.hint}
        </p>
        <input
          id={id}
          name="code"
          type="text"
          autocomplete="one-time-code"
          required
          dir="ltr"
          aria-describedby={`${id}-h`}
        />
      </div>
      <p class="actions">
        <Button kind="main">Go on</Button>
      </p>
    </form>
  );
}

export function Picture({ of }: { readonly of: Square }) {
  const edge = 4;
  const whole = of.size + 2 * edge;
  return (
    <svg
      class="square"
      viewBox={`${-edge} ${-edge} ${whole} ${whole}`}
      width="200"
      height="200"
      role="img"
      aria-label="Code for the app to scan"
    >
      <rect x={-edge} y={-edge} width={whole} height={whole} fill="#fff" />
      <path d={of.path} fill="#000" />
    </svg>
  );
}

/** Recovery codes, shown once. */
export function codesPage(shown: { readonly codes: readonly string[]; readonly to: string }): OpenedPage {
  const title = 'Keep these codes';
  return draw(
    { path: '', policy: { allow: 'signed-in' }, title: () => title, loader: never, Page: Codes },
    shown,
    NOWHERE,
  );
}

function Codes({ codes, to }: { readonly codes: readonly string[]; readonly to: string }) {
  return (
    <div class="page narrow">
      <section class="card">
        <h1>Keep these codes</h1>
        <p>
          For the day on which your phone is gone. Each opens once. They are not shown again: print them, or write them
          down.
        </p>
        <ul class="codes" dir="ltr">
          {codes.map((code) => (
            <li key={code}>
              <code>{code}</code>
            </li>
          ))}
        </ul>
        <p class="actions">
          <a class="button main" href={to}>
            I have kept them
          </a>
        </p>
      </section>
    </div>
  );
}
