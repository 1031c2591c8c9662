import { dayWords, listed } from '#agreement';
import { accepted, type Outcome, refuse } from '#fhir';
import type { JoiningStep, JoiningView } from '#governance/contract';
import type { ComponentChildren } from 'preact';
import type { Done, LoaderContext, PageDefinition } from '../page.ts';
import { Button, Field, Post } from '../parts/form.tsx';
import { PageHead, Section } from '../parts/section.tsx';
import { Tag } from '../parts/tag.tsx';
import { When, Words } from '../parts/value.tsx';
import { SEAT_WORDS } from '../parts/words.ts';
import { STAFF } from '../shell/places.ts';
import { Identity, IdentityForm, identityIn } from './identity.tsx';
import { agreementHref, joinHref } from './path.ts';
import { PaperStates, SAFETY } from './safety-documents.tsx';

export type JoinShown = { readonly joining: JoiningView; readonly typed?: URLSearchParams };

/** Joining an agreement: every step with who did it, for who joins, who invited, and whoever has to agree. */
export const joinPage: PageDefinition<JoinShown> = {
  path: '/join/:joining',
  policy: { allow: 'roles', roles: STAFF },
  title: ({ joining }) => `${joining.name} joins ${joining.title}`,
  loader: async ({ governance, access, params, typed }) => {
    const joining = await governance.joining(access, params.joining ?? '');
    return joining.ok ? accepted({ joining: joining.value, ...(typed ? { typed } : {}) }) : joining;
  },
  Page: ({ joining, typed }) => (
    <div class="page narrow">
      <p class="back">
        <a href={agreementHref(joining.instrument, joining.version)}>
          <Words>{joining.title}</Words>
        </a>
      </p>
      <PageHead
        title={<bdi>{joining.name} joins</bdi>}
        under={
          <>
            Invited by {joining.by}, {joining.inviter}, <When at={joining.invited} time />
          </>
        }
      >
        <p class="state-now">
          {joining.starts === undefined ? (
            <Tag tone="wait">{left(joining)}</Tag>
          ) : (
            <Tag tone="done">from {dayWords(joining.starts)}</Tag>
          )}
        </p>
      </PageHead>
      {joining.starts !== undefined && (
        <Section title={`A partner from ${dayWords(joining.starts)}`}>
          <p>
            <bdi>
              From that day what {joining.name} records is seen as the agreement says, and it sees what the others
              record. Nothing is shared before it.
            </bdi>
          </p>
        </Section>
      )}
      <Steps joining={joining} typed={typed} />
      <Agreement joining={joining} />
      <After joining={joining} typed={typed} />
    </div>
  ),
  actions: {
    identify: async ({ governance, access, params }, form) => {
      const done = await governance.identify(access, form.get('organization') ?? '', identityIn(form));
      const to = joinHref(params.joining ?? '');
      return done.ok ? accepted({ to, said: 'Kept, with who says so and when.' }) : done;
    },
    confirm: (context) => stepsOf(context, ['signers'], 'Confirmed.'),
    seats: (context) => stepsOf(context, ['seats'], 'Noted.'),
    feed: (context) => stepsOf(context, ['feed'], 'Noted.'),
    tell: async ({ governance, access, params }, form) => {
      const told = { how: form.get('how') ?? '', from: form.get('from') ?? '' };
      return led(
        await governance.tellPeople(access, params.joining ?? '', told),
        'Kept: nothing is shared before that day.',
      );
    },
    sign: async ({ governance, access, params }, form) => {
      if (form.get('read') !== 'yes') {
        return refuse('required', 'web.unread', 'Say that you have read it and may sign, then sign.');
      }
      return led(await governance.signJoining(access, params.joining ?? '', form.get('text') ?? ''), 'Signed.');
    },
    agree: async ({ governance, access, params }) =>
      led(await governance.agreeToJoining(access, params.joining ?? ''), 'Agreed.'),
  },
};

async function stepsOf(
  { governance, access, params }: LoaderContext,
  steps: readonly JoiningStep[],
  said: string,
): Promise<Outcome<Done>> {
  const id = params.joining ?? '';
  for (const step of steps) {
    const done = await governance.joiningStep(access, id, step);
    if (!done.ok) return done;
  }
  return accepted({ to: joinHref(id), said });
}

function led(done: Outcome<JoiningView>, said: string): Outcome<Done> {
  if (!done.ok) return done;
  const { id, starts } = done.value;
  return accepted({
    to: joinHref(id),
    said: starts === undefined ? said : `${said} A partner from ${dayWords(starts)}.`,
  });
}

/** What is left, told as a word beside the title. */
function left({ done, agreement, papers }: JoiningView): string {
  const steps = ['signers', 'told', 'sign'] as const;
  const awaited = papers.filter(({ state }) => state !== 'accepted').length;
  const open = steps.filter((step) => !done[step]).length + awaited + agreement.filter((one) => !one.done).length;
  return open === 0 ? 'done' : `${open} ${open === 1 ? 'step' : 'steps'} left`;
}

function Steps({ joining, typed }: { readonly joining: JoiningView; readonly typed?: URLSearchParams | undefined }) {
  const { done, may } = joining;
  return (
    <Section title="Steps before anything is shared">
      <ol class="joining">
        <Step title="Read what you join" open={false}>
          <p>
            <a href={agreementHref(joining.instrument, joining.version)}>The text, and what runs because of it</a>. Who
            could see what, and why, can be asked for any person.
          </p>
        </Step>
        <Documents joining={joining} />
        <Step title="Who signs for you" done={done.signers} open={may.step}>
          <p>
            <bdi>
              {listed(
                joining.signers.map((role) => SEAT_WORDS[role]),
                'or',
              )}
            </bdi>
            . Your board changes that on <a href="/delegation">who signs for your organisation</a>.
          </p>
          {may.step && !done.signers && (
            <Post action="confirm">
              <Button>That is right</Button>
            </Post>
          )}
        </Step>
        <Told joining={joining} typed={typed} />
        <Sign joining={joining} />
      </ol>
    </Section>
  );
}

function Told({ joining, typed }: { readonly joining: JoiningView; readonly typed?: URLSearchParams | undefined }) {
  const { done, may, told } = joining;
  return (
    <Step title="How your people are told" done={done.told} open={may.step}>
      {told && (
        <p>
          <Words>{`${told.how} Nothing is shared before ${dayWords(told.from)}.`}</Words>
        </p>
      )}
      {may.step && !done.sign && (
        <Post action="tell">
          <Field
            label="How"
            name="how"
            lines={2}
            value={typed?.get('how') ?? told?.how ?? ''}
            hint="Such as: a letter to every household, and a notice at the desk."
          />
          <Field
            label="Nothing is shared before"
            name="from"
            type="date"
            value={typed?.get('from') ?? told?.from ?? ''}
          />
          <p>
            <Button>Keep</Button>
          </p>
        </Post>
      )}
    </Step>
  );
}

function Sign({ joining }: { readonly joining: JoiningView }) {
  const { done, may } = joining;
  return (
    <Step title="Sign" done={done.sign} open={may.sign}>
      {may.sign && (
        <Post action="sign">
          <input type="hidden" name="text" value={joining.textHash} />
          <label class="tick">
            <input type="checkbox" name="read" value="yes" required />
            <bdi>
              I have read version {joining.version} and may sign for {joining.name}.
            </bdi>
          </label>
          <p>
            <Button kind="main">Sign</Button>
          </p>
        </Post>
      )}
    </Step>
  );
}

/** Which organisation of the register it is. Keeps nobody from signing; who says it looked it up. */
function WhoYouAre({
  joining,
  typed,
}: {
  readonly joining: JoiningView;
  readonly typed?: URLSearchParams | undefined;
}) {
  const { identity, registers = [], may, organization } = joining;
  if (!identity && registers.length === 0) return null;
  return (
    <Step title="Which organisation you are" all={identity !== undefined} open={may.step}>
      <p>
        <Identity of={joining} />
      </p>
      {may.step && !identity && (
        <IdentityForm
          of={joining}
          organization={organization}
          typed={typed?.get('action') === 'identify' ? typed : undefined}
        />
      )}
    </Step>
  );
}

function Documents({ joining: { papers, may } }: { readonly joining: JoiningView }) {
  const all = papers.every(({ state }) => state === 'accepted');
  return (
    <Step title="Accept your safety and data protection documents" all={all} open={may.step}>
      <PaperStates of={papers} />
      {may.step && !all && (
        <p>
          <a href={SAFETY}>Hand them in</a>: each as a file, with who approved it.
        </p>
      )}
    </Step>
  );
}

function Step(props: {
  readonly title: string;
  readonly done?: { readonly by: string; readonly at: string } | undefined;
  readonly all?: boolean;
  readonly open: boolean;
  readonly children?: ComponentChildren;
}) {
  const kept = props.done !== undefined || props.all === true;
  return (
    <li>
      <h3>
        {props.title} {kept ? <Tag tone="done">done</Tag> : props.open && <Tag tone="wait">yours to do</Tag>}
      </h3>
      <By done={props.done} />
      {props.children}
    </li>
  );
}

function By({ done }: { readonly done?: { readonly by: string; readonly at: string } | undefined }) {
  return done === undefined ? null : (
    <span class="meta">
      <bdi>
        {done.by}, <When at={done.at} time />
      </bdi>
    </span>
  );
}

/** Those whom the agreement asks whether somebody may join. */
function Agreement({ joining }: { readonly joining: JoiningView }) {
  const { agreement, may } = joining;
  const given = agreement.filter(({ done }) => done).length;
  return (
    <Section title="Who has to agree" count={`${given} of ${agreement.length}`}>
      <ul class="item-list">
        {agreement.map(({ organization, name, done }) => (
          <li key={organization}>
            <span class="item-title">
              <Words>{name}</Words>
            </span>
            <span class="item-fact">{done ? <Tag tone="done">agreed</Tag> : <Tag tone="wait">awaited</Tag>}</span>
            <span class="item-words">
              <By done={done} />
            </span>
          </li>
        ))}
      </ul>
      {may.agree && (
        <Post action="agree">
          <p class="actions">
            <Button kind="main">Agree that {joining.name} joins</Button>
          </p>
        </Post>
      )}
    </Section>
  );
}

/** What keeps nobody from signing, and is due all the same. */
function After({ joining, typed }: { readonly joining: JoiningView; readonly typed?: URLSearchParams | undefined }) {
  const { done, may } = joining;
  return (
    <Section title="Meanwhile">
      <ol class="joining">
        <WhoYouAre joining={joining} typed={typed} />
        <Step title="Give your staff their seats" done={done.seats} open={may.step}>
          <p>
            <a href="/staff">Who works here</a>: each gets a link that opens once.
          </p>
          {may.step && !done.seats && (
            <Post action="seats">
              <Button>They have their seats</Button>
            </Post>
          )}
        </Step>
        <Step title="Connect your records" done={done.feed} open={may.step}>
          <p>
            Your supplier sends them by the FHIR interface, or as files; the guide for integrators says how. What comes
            earlier is kept, and shared from the day above.
          </p>
          {may.step && !done.feed && (
            <Post action="feed">
              <Button>They arrive</Button>
            </Post>
          )}
        </Step>
      </ol>
    </Section>
  );
}
