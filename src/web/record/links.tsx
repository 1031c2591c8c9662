import type { Role } from '#agreement';
import { accepted } from '#fhir';
import type { LinkedRecord } from '#record/contract';
import type { PageDefinition } from '../page.ts';
import { Button, Field, Post } from '../parts/form.tsx';
import { Empty, PageHead, Section } from '../parts/section.tsx';
import { When, Words } from '../parts/value.tsx';
import { FINDERS, LINKERS } from '../shell/places.ts';
import { personOf, personPath } from './path.ts';
import { PersonTabs } from './person-tabs.tsx';

export type LinksShown = {
  readonly person: string;
  readonly role: Role;
  readonly linked: readonly LinkedRecord[];
  readonly typed?: { readonly compartment: string; readonly reason: string };
};

/** Which organisations' records are held to be of this one person, and taking one apart again. */
export const linksPage: PageDefinition<LinksShown> = {
  path: '/people/:id/links',
  policy: { allow: 'roles', roles: FINDERS },
  title: () => 'Linked records',
  loader: async ({ record, access, params, signedIn, typed }) => {
    const person = personOf(params.id);
    const found = await record.linked(access, person);
    if (!found.ok) return found;
    const kept = typed && { compartment: typed.get('compartment') ?? '', reason: typed.get('reason') ?? '' };
    return accepted({ person, role: signedIn.role, linked: found.value, ...(kept ? { typed: kept } : {}) });
  },
  Page: ({ person, role, linked, typed }) => (
    <>
      <PersonTabs person={person} role={role} at="links" />
      <div class="page narrow">
        <PageHead
          title="Linked records"
          under="The records below are shown as one. Taking one apart moves nothing and can be undone."
        />
        {linked.length < 2 && (
          <Section title="Only one record">
            <Empty title="No other organisation’s record is linked to this person">
              <p>Records that may be of the same person wait under “Same person?”.</p>
            </Empty>
          </Section>
        )}
        {linked.map((one) => (
          <Section key={one.compartment} title={one.organization}>
            <dl class="pairs">
              <dt>Name there</dt>
              <dd>
                <Words>{one.name}</Words>
              </dd>
              <dt>Linked because</dt>
              <dd>
                <Words>{one.linkedBecause}</Words>
              </dd>
              <dt>Since</dt>
              <dd>
                <When at={one.since} />
              </dd>
            </dl>
            {linked.length > 1 && LINKERS.includes(role) && (
              <TakeApart of={one} reason={typed?.compartment === one.compartment ? typed.reason : undefined} />
            )}
          </Section>
        ))}
      </div>
    </>
  ),
  actions: {
    unlink: async ({ record, access, params }, form) => {
      const done = await record.unlink(access, form.get('compartment') ?? '', form.get('reason') ?? '');
      const to = personPath(personOf(params.id), '/links');
      return done.ok ? accepted({ to, said: 'Taken apart. The two records are shown separately from now on.' }) : done;
    },
  },
};

function TakeApart({ of, reason }: { readonly of: LinkedRecord; readonly reason?: string | undefined }) {
  return (
    <details open={reason !== undefined}>
      <summary>This is another person’s record</summary>
      <Post action="unlink">
        <input type="hidden" name="compartment" value={of.compartment} />
        <Field
          label="How do you know?"
          name="reason"
          id={`reason-${of.compartment.replace(/\W/g, '-')}`}
          lines={2}
          required
          value={reason}
        />
        <p class="actions">
          <Button kind="danger">Take this record apart</Button>
        </p>
      </Post>
    </details>
  );
}
