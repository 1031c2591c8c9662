import type { Day } from '#base';
import { draw, type OpenedPage } from '../page.ts';
import { Button, Choice, Field, Post } from '../parts/form.tsx';
import { PageHead, Section } from '../parts/section.tsx';
import { Words } from '../parts/value.tsx';
import { SEAT_WORDS } from '../parts/words.ts';
import { CLASS_WORDS, type DataClass, type Label, LABEL_WORDS, LET_HIDE, LET_SEE, listed, type Role } from '#agreement';
import { CodeForm, PasskeyForm, Picture, type Square } from './second.tsx';

export type AccountShown = {
  readonly name: string;
  /** Whether the holder proved a moment ago to be there: only then does anything change. */
  readonly fresh: boolean;
  readonly demonstration: boolean;
  readonly ways: { readonly passkeys: number; readonly codes: boolean; readonly recovery: number };
  readonly passkeys: readonly {
    readonly id: string;
    readonly name: string;
    readonly added: string;
    readonly used: string;
  }[];
  readonly offer?: { readonly picture: Square; readonly secret: string };
  readonly seats: readonly {
    readonly id: string;
    readonly role: Role;
    readonly organization: string;
    readonly until?: string;
  }[];
  readonly sessions: readonly {
    readonly id: string;
    readonly agent: string;
    readonly seen: string;
    readonly here: boolean;
  }[];
  readonly happenings: readonly { readonly at: string; readonly words: string; readonly by?: string }[];
  /** People who see one's own record in one's place; absent where the seat is not of one's own record. */
  readonly proxies?: readonly {
    readonly id: string;
    readonly name: string;
    readonly why: string;
    readonly until?: string;
    /** Of the whole record; of whom the person let in, what can be changed. */
    readonly sees: readonly DataClass[];
    readonly hides: readonly Label[];
    readonly changes: boolean;
  }[];
  /** An invitation that was just made: shown once. */
  readonly invitation?: { readonly name: string; readonly link: string };
};

/** How I sign in, where I am signed in, which seats I hold, and who sees my record in my place. */
export function accountPage(shown: AccountShown, around: { readonly today: Day; readonly zone: string }): OpenedPage {
  const definition = {
    path: '/account',
    policy: { allow: 'signed-in' },
    title: () => 'My account',
    Page: Account,
  } as const;
  return draw({ ...definition, loader: never }, shown, around);
}

const never = (): never => {
  throw new Error('this page is drawn by its route');
};

function Account(shown: AccountShown) {
  return (
    <div class="page narrow">
      <PageHead title="My account" under={<bdi>{shown.name}</bdi>} />
      {shown.invitation && <InvitationMade {...shown.invitation} />}
      <Ways {...shown} />
      {shown.proxies && <Proxies of={shown.proxies} />}
      <Section title="Where I am signed in" count={String(shown.sessions.length)}>
        <ul class="plain-list">
          {shown.sessions.map((session) => (
            <li key={session.id}>
              <bdi>{session.agent}</bdi>
              <span class="aside">
                <bdi>{session.here ? 'This one' : `Last used ${session.seen}`}</bdi>
              </span>
              {!session.here && (
                <Post action="end-session">
                  <Button name="session" value={session.id}>
                    End it
                  </Button>
                </Post>
              )}
            </li>
          ))}
        </ul>
      </Section>
      <Section title="My seats" count={String(shown.seats.length)}>
        <ul class="plain-list">
          {shown.seats.map((seat) => (
            <li key={seat.id}>
              <span>
                {SEAT_WORDS[seat.role]} · <bdi>{seat.organization}</bdi>
              </span>
              <Until at={seat.until} />
            </li>
          ))}
        </ul>
      </Section>
      <Happened of={shown.happenings} />
    </div>
  );
}

function Happened({ of }: { readonly of: AccountShown['happenings'] }) {
  return (
    <Section title="What happened">
      <ul class="plain-list">
        {of.map((one, index) => (
          <li key={index}>
            {one.words}
            <span class="aside">
              <bdi>
                {one.at}
                {one.by !== undefined && (
                  <>
                    , by <bdi>{one.by}</bdi>
                  </>
                )}
              </bdi>
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** Up to when, on the clock of the partnership. */
function Until({ at }: { readonly at: string | undefined }) {
  if (at === undefined) return null;
  return (
    <span class="aside">
      <bdi>until {at}</bdi>
    </span>
  );
}

function Ways({ fresh, ways, passkeys, offer, demonstration }: AccountShown) {
  const can = ways.passkeys > 0 || ways.codes;
  return (
    <Section title="How I show that it is me">
      {demonstration && !can && (
        <p>The sign-in links of the demonstration need no second step. Your own accounts do.</p>
      )}
      {can && !fresh && (
        <>
          <p>To change anything here, show first that it is you.</p>
          {ways.passkeys > 0 && <PasskeyForm what="prove" words="Use my passkey" to="/account" />}
          {ways.codes && <CodeForm action="/sign-in/code" label="Code of your app" hint="Six digits" to="/account" />}
        </>
      )}
      {can && <WaysThereAre fresh={fresh} ways={ways} passkeys={passkeys} />}
      {(fresh || !can) && <PasskeyForm what="register" words="Add a passkey" to="/account" />}
      {offer && (
        <details>
          <summary>Add an app that shows codes</summary>
          <Picture of={offer.picture} />
          <p>
            Or type this into the app: <code dir="ltr">{offer.secret}</code>
          </p>
          <CodeForm action="/sign-in/enrol" label="Code that the app shows" hint="Six digits" to="/account" />
        </details>
      )}
    </Section>
  );
}

function WaysThereAre({ fresh, ways, passkeys }: Pick<AccountShown, 'fresh' | 'ways' | 'passkeys'>) {
  return (
    <ul class="plain-list">
      {passkeys.map((passkey) => (
        <li key={passkey.id}>
          <span>
            Passkey <bdi>{passkey.name}</bdi>
          </span>
          <span class="aside">
            <bdi>
              added {passkey.added}, {passkey.used}
            </bdi>
          </span>
          {fresh && (
            <Post action="remove-passkey">
              <Button name="passkey" value={passkey.id}>
                Remove
              </Button>
            </Post>
          )}
        </li>
      ))}
      {ways.codes && (
        <li>
          An app that shows codes
          {fresh && (
            <Post action="remove-app">
              <Button>Remove</Button>
            </Post>
          )}
        </li>
      )}
      <li>
        {ways.recovery} recovery codes are left
        {fresh && (
          <Post action="new-codes">
            <Button>Make new ones</Button>
          </Post>
        )}
      </li>
    </ul>
  );
}

const DAYS = [
  { value: '30', words: 'One month' },
  { value: '90', words: 'Three months' },
  { value: '365', words: 'One year' },
];

function Proxies({ of }: { readonly of: NonNullable<AccountShown['proxies']> }) {
  return (
    <Section title="Who sees my record in my place" count={String(of.length)}>
      <p>
        Somebody you let in sees what you see, or what you choose of it. You can end it at any time, for any reason or
        none.
      </p>
      <ul class="plain-list">
        {of.map((one) => (
          <li key={one.id}>
            <span>
              <bdi>{one.name}</bdi> ({one.why})
            </span>
            <Until at={one.until} />
            <p class="meta">
              Sees <Words>{seesWords(one)}</Words>.
            </p>
            {one.changes && <Change of={one} />}
            <Post action="let-out">
              <Button name="seat" value={one.id}>
                End it
              </Button>
            </Post>
          </li>
        ))}
      </ul>
      <Post action="let-in">
        <Field label="Name of somebody to let in" name="name" required />
        <Choice label="For how long" name="days" options={DAYS} value="30" />
        <Kinds of={{ sees: LET_SEE, hides: [] }} open={false} />
        <p class="actions">
          <Button kind="main">Let them in</Button>
        </p>
      </Post>
    </Section>
  );
}

function Change({ of }: { readonly of: NonNullable<AccountShown['proxies']>[number] }) {
  return (
    <details>
      <summary>
        Change what <bdi>{of.name}</bdi> sees
      </summary>
      <Post action="rescope">
        <input type="hidden" name="seat" value={of.id} />
        <Kinds of={of} open />
        <p class="actions">
          <Button>Change it</Button>
        </p>
      </Post>
    </details>
  );
}

type Part = { readonly sees: readonly DataClass[]; readonly hides: readonly Label[] };

/** What of the record, as ticks: all kinds, and nothing kept from them, are the whole of it. */
function Kinds({ of, open }: { readonly of: Part; readonly open: boolean }) {
  const ticks = (
    <>
      <fieldset>
        <legend>What they see, beside who you are</legend>
        {LET_SEE.map((one) => (
          <label key={one} class="tick">
            <input type="checkbox" name="sees" value={one} checked={of.sees.includes(one)} />
            {CLASS_WORDS[one]}
          </label>
        ))}
        <p class="hint">
          Whoever sees a part opens your record and no other page of yours: the others would tell of what you keep to
          yourself. What one part says of another is seen with it, such as a medicine that tells of a problem.
        </p>
      </fieldset>
      <fieldset>
        <legend>What they see nothing of, in any of these</legend>
        {LET_HIDE.map((one) => (
          <label key={one} class="tick">
            <input type="checkbox" name="hides" value={one} checked={of.hides.includes(one)} />
            {LABEL_WORDS[one]}
          </label>
        ))}
        <p class="hint">
          It goes by how an item is marked, its medicines and results too. They are not told what you keep from them.
        </p>
      </fieldset>
    </>
  );
  return open ? (
    ticks
  ) : (
    <details>
      <summary>Not the whole record</summary>
      {ticks}
    </details>
  );
}

function seesWords({ sees, hides }: Part): string {
  const kinds =
    sees.length === LET_SEE.length
      ? 'the whole record'
      : `who you are, and ${listed(sees.map((one) => CLASS_WORDS[one]))}`;
  const but = listed(
    hides.map((one) => LABEL_WORDS[one]),
    'or',
  );
  return hides.length === 0 ? kinds : `${kinds}, but nothing marked as ${but}`;
}

export function InvitationMade({ name, link }: { readonly name: string; readonly link: string }) {
  return (
    <Section title="Invitation">
      <p>
        Give this link to <bdi>{name}</bdi> yourself. It opens once, within a week, and is not shown again.
      </p>
      <p>
        <code class="link" dir="ltr">
          {link}
        </code>
      </p>
    </Section>
  );
}
