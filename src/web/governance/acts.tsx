import { accepted, refuse } from '#fhir';
import type { InstrumentView } from '#governance/contract';
import type { LoaderContext, PageDefinition } from '../page.ts';
import { Button, Field, Post } from '../parts/form.tsx';
import { PageHead, Section } from '../parts/section.tsx';
import { Words } from '../parts/value.tsx';
import { STAFF } from '../shell/places.ts';
import { Changes, type Difference, openAgreement } from './agreement.tsx';
import { agreementHref } from './path.ts';
import { BeforeSigning } from './safety-documents.tsx';

export type ActShown = {
  readonly view: InstrumentView;
  readonly organization: string;
  readonly difference?: Difference;
  readonly reason?: string;
};

export type Act = 'sign' | 'suspend' | 'resume' | 'leave' | 'stay';

/** Signing: what is signed is read once more, and the text that was shown is the text that is signed. */
export const signPage: PageDefinition<ActShown> = {
  path: '/agreements/:id/sign',
  policy: { allow: 'roles', roles: STAFF },
  title: ({ view }) => `Sign ${view.title}`,
  loader: (context) => load(context, 'sign'),
  Page: ({ view, organization, difference }) => (
    <div class="page narrow">
      <Head view={view} title={`Sign for ${organization}`} />
      {difference && difference.length > 0 && <Changes of={difference} />}
      {view.lacking && <BeforeSigning lacking={view.lacking} />}
      <Section title="What will run">
        <ul class="definition">
          {view.paragraphs
            .flatMap(({ runs }) => runs)
            .map((words) => (
              <li key={words}>
                <Words>{words}</Words>
              </li>
            ))}
        </ul>
        <p>
          It runs when every party has signed, from the day it takes effect.{' '}
          <a href={agreementHref(view.id, view.version)}>Read the whole text</a>
        </p>
        {view.lacking === undefined && (
          <Post action="sign">
            <input type="hidden" name="version" value={String(view.version)} />
            <input type="hidden" name="text" value={view.textHash} />
            <label class="tick">
              <input type="checkbox" name="read" value="yes" required />
              <bdi>I have read it and may sign for {organization}.</bdi>
            </label>
            <Decide view={view} words="Sign" kind="main" />
          </Post>
        )}
      </Section>
    </div>
  ),
  actions: {
    sign: async ({ governance, access, params, signedIn }, form) => {
      if (form.get('read') !== 'yes') {
        return refuse('required', 'web.unread', 'Say that you have read it and may sign, then sign.');
      }
      const [id, version] = [params.id ?? '', Number(form.get('version'))];
      const done = await governance.sign(access, id, version, form.get('text') ?? '');
      return done.ok
        ? accepted({ to: agreementHref(id, version), said: `Signed for ${signedIn.organization}.` })
        : done;
    },
  },
};

export const suspendPage: PageDefinition<ActShown> = {
  path: '/agreements/:id/suspend',
  policy: { allow: 'roles', roles: STAFF },
  title: ({ view }) => `Suspend ${view.title}`,
  loader: (context) => load(context, 'suspend'),
  Page: ({ view, reason }) => (
    <div class="page narrow">
      <Head view={view} title="Suspend" />
      <Section title="What happens at once">
        <p>
          Everything that this agreement lets others see is hidden from them, from this moment, until it is let run
          again. What each organisation recorded itself stays open to it, and what this agreement keeps back stays back.
        </p>
        <LawStays of={view.lawGives ?? []} />
        <Post action="suspend">
          <Field
            label="Why?"
            name="reason"
            hint="All parties read this. For example: records were sent to the wrong place; we are finding out how."
            lines={3}
            required
            value={reason}
          />
          <Decide view={view} words="Suspend now" kind="danger" />
        </Post>
      </Section>
    </div>
  ),
  actions: { suspend: (context, form) => stopOrGo(context, form, 'suspend') },
};

/** Care and protection go on by law: whoever was referred somewhere is not a stranger there. */
function LawStays({ of }: { readonly of: readonly string[] }) {
  if (of.length === 0) return null;
  return (
    <>
      <p>
        What the law gives stays, whatever is suspended. Whoever has been referred to another organisation can still be
        identified there:
      </p>
      <ul class="definition">
        {of.map((words) => (
          <li key={words}>
            <Words>{words}</Words>
          </li>
        ))}
      </ul>
    </>
  );
}

export const resumePage: PageDefinition<ActShown> = {
  path: '/agreements/:id/resume',
  policy: { allow: 'roles', roles: STAFF },
  title: ({ view }) => `Let ${view.title} run again`,
  loader: (context) => load(context, 'resume'),
  Page: ({ view, reason }) => (
    <div class="page narrow">
      <Head view={view} title="Let it run again" />
      <Section title="What happens at once">
        {view.suspension && (
          <p>
            <Words>{`Suspended by ${view.suspension.by}: ${view.suspension.reason}`}</Words>
          </p>
        )}
        <p>What this agreement lets others see can be seen again, from this moment.</p>
        <Post action="resume">
          <Field label="What was put right?" name="reason" lines={3} required value={reason} />
          <Decide view={view} words="Let it run again" kind="main" />
        </Post>
      </Section>
    </div>
  ),
  actions: { resume: (context, form) => stopOrGo(context, form, 'resume') },
};

export async function load(context: LoaderContext, act: Act) {
  const found = await openAgreement(context);
  if (!found.ok) return found;
  const view = found.value;
  if (!view.may[act]) {
    return refuse('forbidden', 'web.not-this-seat', `This seat cannot do that to ${view.title} now.`);
  }
  const before = view.versions.findLast(({ version }) => version < view.version)?.version;
  const { governance, access } = context;
  const difference =
    act === 'sign' && before !== undefined
      ? await governance.difference(access, view.id, before, view.version)
      : undefined;
  const reason = context.typed?.get('reason');
  return accepted({
    view,
    organization: context.signedIn.organization,
    ...(difference?.ok ? { difference: difference.value } : {}),
    ...(reason === undefined || reason === null ? {} : { reason }),
  });
}

async function stopOrGo(
  { governance, access, params }: LoaderContext,
  form: URLSearchParams,
  act: 'suspend' | 'resume',
) {
  const id = params.id ?? '';
  const done = await governance[act](access, id, form.get('reason') ?? '');
  const said = act === 'suspend' ? 'Suspended: what it shared is hidden.' : 'It runs again.';
  return done.ok ? accepted({ to: agreementHref(id), said }) : done;
}

export function Head({ view, title }: { readonly view: InstrumentView; readonly title: string }) {
  return (
    <PageHead
      title={<bdi>{title}</bdi>}
      under={
        <>
          {view.title}, version {view.version}
        </>
      }
    />
  );
}

export function Decide(props: {
  readonly view: InstrumentView;
  readonly words: string;
  readonly kind: 'main' | 'danger';
}) {
  return (
    <p class="actions">
      <Button kind={props.kind}>{props.words}</Button>
      <a class="button" href={agreementHref(props.view.id, props.view.version)}>
        Not now
      </a>
    </p>
  );
}
