import { listed, type PartnerKind } from '#agreement';
import { accepted, refuse } from '#fhir';
import type { InstrumentView } from '#governance/contract';
import type { PageDefinition } from '../page.ts';
import { Button, Choice, Field, Post } from '../parts/form.tsx';
import { PageHead, Section } from '../parts/section.tsx';
import { Words } from '../parts/value.tsx';
import { capital } from '../parts/words.ts';
import { STAFF } from '../shell/places.ts';
import { openAgreement } from './agreement.tsx';
import { agreementHref, joinHref } from './path.ts';

export type InviteShown = { readonly view: InstrumentView; readonly typed?: URLSearchParams };

/** Inviting an organisation to an agreement that lets its kind join. */
export const invitePage: PageDefinition<InviteShown> = {
  path: '/agreements/:id/invite',
  policy: { allow: 'roles', roles: STAFF },
  title: ({ view }) => `Invite to ${view.title}`,
  loader: async (context) => {
    const found = await openAgreement(context);
    if (!found.ok) return found;
    if (!found.value.may.invite) {
      return refuse('forbidden', 'web.not-this-seat', `This seat cannot invite anybody to ${found.value.title} now.`);
    }
    const { typed } = context;
    return accepted({ view: found.value, ...(typed ? { typed } : {}) });
  },
  Page: ({ view, typed }) => {
    const kinds = kindsOf(view);
    const was = (name: string) => typed?.get(name) ?? '';
    return (
      <div class="page narrow">
        <p class="back">
          <a href={agreementHref(view.id, view.version)}>
            <Words>{view.title}</Words>
          </a>
        </p>
        <PageHead
          title="Invite an organisation to join"
          under={`It joins what is signed already: ${listed(kinds.map(spaced), 'or')}. Nothing is shared by inviting.`}
        />
        <Section title="Who joins">
          <Post action="invite">
            <Field label="Name" name="name" required value={was('name')} />
            <Field
              label="Code"
              name="code"
              required
              hint="Its organisation code, such as K84001."
              value={was('code')}
            />
            <Choice
              label="What it is in law"
              name="kind"
              value={was('kind')}
              options={kinds.map((kind) => ({ value: kind, words: capital(spaced(kind)) }))}
            />
            <Choice
              label="Has the same place as"
              name="beside"
              value={was('beside')}
              options={[
                { value: '', words: 'Nobody: only what is agreed for all partners' },
                ...view.instrument.parties
                  .filter(({ kind }) => kind !== undefined && kinds.includes(kind))
                  .map(({ organization, name }) => ({ value: organization, words: name })),
              ]}
            />
            <p class="hint">Where the agreement names partners one by one, it shares and sees as that partner does.</p>
            <Field
              label="Who does the steps there"
              name="person"
              required
              hint="Gets the first seat, as information governance lead, by a link that opens once."
              value={was('person')}
            />
            <p class="actions">
              <Button kind="main">Invite</Button>
              <a class="button" href={agreementHref(view.id, view.version)}>
                Not now
              </a>
            </p>
          </Post>
        </Section>
      </div>
    );
  },
  actions: {
    invite: async ({ governance, access, params, origin = '' }, form) => {
      const text = (name: string) => (form.get(name) ?? '').trim();
      const beside = text('beside');
      const done = await governance.inviteToJoin(access, {
        instrument: params.id ?? '',
        organization: `Organization/${text('code')}`,
        name: text('name'),
        kind: text('kind') as PartnerKind,
        person: text('person'),
        ...(beside === '' ? {} : { beside }),
      });
      if (!done.ok) return done;
      const { id, link } = done.value;
      const to = joinHref(id);
      const hand =
        link === undefined ? '' : ` Hand them this link, which opens once: ${origin}/sign-in?link=${link}&to=${to}`;
      return accepted({ to, said: `Invited.${hand}` });
    },
  },
};

function kindsOf(view: InstrumentView): readonly string[] {
  return [...new Set(view.instrument.clauses.flatMap((clause) => (clause.clause === 'join' ? clause.kinds : [])))];
}

function spaced(kind: string): string {
  return kind.replaceAll('-', ' ');
}
