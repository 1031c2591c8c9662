import { accepted } from '#fhir';
import type { LoaderContext, PageDefinition } from '../page.ts';
import { Field, Post } from '../parts/form.tsx';
import { Section } from '../parts/section.tsx';
import { When, Words } from '../parts/value.tsx';
import { STAFF } from '../shell/places.ts';
import { type ActShown, Decide, Head, load } from './acts.tsx';
import { Plan } from './leave-parts.tsx';
import { agreementHref } from './path.ts';

/** Giving notice: until when one is bound, and what falls due, before it is given. */
export const leavePage: PageDefinition<ActShown> = {
  path: '/agreements/:id/leave',
  policy: { allow: 'roles', roles: STAFF },
  title: ({ view }) => `Leave ${view.title}`,
  loader: (context) => load(context, 'leave'),
  Page: ({ view, organization, reason }) => (
    <div class="page narrow">
      <Head view={view} title={`Give notice for ${organization}`} />
      {view.leavePlan && (
        <Section title="If notice is given today">
          <p>
            <bdi>
              {organization} is bound until the day before <When at={view.leavePlan.leaves} />. Until then everything
              goes on. From then on nothing is shared with it or by it; what others relied on stays in their own
              records. The others go on without it.
            </bdi>
          </p>
          <p>
            <bdi>
              What was done before is settled until <When at={view.leavePlan.runOffUntil} />.
            </bdi>
          </p>
          <h3 class="sub">What falls due</h3>
          <Plan of={view.leavePlan} />
        </Section>
      )}
      <Section title="Notice">
        <Post action="leave">
          <Field
            label="Why?"
            name="reason"
            hint="All parties read this. The notice can be taken back until it has run."
            lines={3}
            required
            value={reason}
          />
          <Decide view={view} words="Give notice" kind="danger" />
        </Post>
      </Section>
    </div>
  ),
  actions: { leave: (context, form) => leaveOrStay(context, form, 'leave') },
};

export const stayPage: PageDefinition<ActShown> = {
  path: '/agreements/:id/stay',
  policy: { allow: 'roles', roles: STAFF },
  title: ({ view }) => `Stay in ${view.title}`,
  loader: (context) => load(context, 'stay'),
  Page: ({ view, organization, reason }) => (
    <div class="page narrow">
      <Head view={view} title={`Take the notice of ${organization} back`} />
      <Section title="What happens">
        {(view.leaving ?? [])
          .filter(({ name, left }) => name === organization && !left)
          .map(({ words }) => (
            <p key={words}>
              <Words>{words}</Words>
            </p>
          ))}
        <p>It stays a partner as before. The steps of its leaving are no longer due.</p>
        <Post action="stay">
          <Field label="Why?" name="reason" hint="All parties read this." lines={3} required value={reason} />
          <Decide view={view} words="Take the notice back" kind="main" />
        </Post>
      </Section>
    </div>
  ),
  actions: { stay: (context, form) => leaveOrStay(context, form, 'stay') },
};

async function leaveOrStay(
  { governance, access, params }: LoaderContext,
  form: URLSearchParams,
  act: 'leave' | 'stay',
) {
  const id = params.id ?? '';
  const done = await governance[act](access, id, form.get('reason') ?? '');
  const said =
    act === 'leave'
      ? 'Notice is given. Everything goes on until it has run.'
      : 'The notice is taken back: it stays a partner.';
  return done.ok ? accepted({ to: agreementHref(id), said }) : done;
}
