import { accepted } from '#fhir';
import type { PersonRequest } from '#record/contract';
import type { PageDefinition } from '../../page.ts';
import { Button, Field, Post } from '../../parts/form.tsx';
import { PageHead, Section } from '../../parts/section.tsx';
import { Copy, Decision, Facts, revisionOf, StandsAt, Steps } from './parts.tsx';
import { RIGHT_WORDS } from './words.ts';

export type MyRequestShown = { readonly request: PersonRequest; readonly typed?: string };

/** One request of a person: by when it is answered, what was decided, what can be taken. */
export const myRequestPage: PageDefinition<MyRequestShown> = {
  path: '/me/requests/:id',
  policy: { allow: 'roles', roles: ['person'] },
  title: ({ request }) => RIGHT_WORDS[request.right],
  revision: ({ request }) => revisionOf(request),
  loader: async ({ record, access, params, typed }) => {
    const found = await record.rights.one(access, params['id'] ?? '');
    if (!found.ok) return found;
    const words = typed?.get('words');
    return accepted({ request: found.value, ...(words ? { typed: words } : {}) });
  },
  Page: ({ request, typed }) => (
    <div class="page narrow own">
      <PageHead title={RIGHT_WORDS[request.right]} under={<a href="/me/requests">My requests</a>} />
      <Section title="Where it stands" aside={<StandsAt of={request} />}>
        <Facts of={request} />
        {(request.state === 'open' || request.state === 'identity') && (
          <Post action="withdraw">
            <p class="actions">
              <Button>Take it back</Button>
            </p>
          </Post>
        )}
      </Section>
      {request.copy !== undefined && <Copy of={request.copy} at={`/me/requests/${encodeURIComponent(request.id)}`} />}
      <Decision of={request} />
      {request.right === 'correct' && request.item !== undefined && request.item !== 'erased' && (
        <Section title="Your own view">
          <Post action="disagree">
            <Field
              label="If you do not agree with what is recorded, write why"
              name="words"
              hint="It stands beside the item from now on, for everybody who may see it."
              lines={3}
              value={typed}
            />
            <p class="actions">
              <Button>Put it beside the item</Button>
            </p>
          </Post>
        </Section>
      )}
      <Steps of={request} />
    </div>
  ),
  actions: {
    withdraw: async ({ record, access, params }) => {
      const done = await record.rights.withdraw(access, params['id'] ?? '');
      return done.ok ? accepted({ to: '/me/requests', said: 'Taken back.' }) : done;
    },
    disagree: async ({ record, access, params }, form) => {
      const id = params['id'] ?? '';
      const done = await record.rights.disagree(access, id, form.get('words') ?? '');
      if (!done.ok) return done;
      return accepted({ to: `/me/requests/${encodeURIComponent(id)}`, said: 'It stands beside the item now.' });
    },
  },
};
