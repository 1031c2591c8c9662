import { listed, type PartnerKind } from '#agreement';
import { accepted, type Outcome, refuse } from '#fhir';
import type { InstrumentView, NewJoining, PartnerView } from '#governance/contract';
import type { Done, LoaderContext, PageDefinition } from '../page.ts';
import { Button, Choice, Field, Post } from '../parts/form.tsx';
import { PageHead, Section } from '../parts/section.tsx';
import { Words } from '../parts/value.tsx';
import { capital } from '../parts/words.ts';
import { STAFF } from '../shell/places.ts';
import { openAgreement } from './agreement.tsx';
import { agreementHref, joinHref } from './path.ts';

export type InviteShown = {
  readonly view: InstrumentView;
  /** Of the partnership's list, whoever is no party yet and may join. */
  readonly partners: readonly PartnerView[];
  readonly typed?: URLSearchParams;
};

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
    const { typed, governance, access } = context;
    const [{ partners }, joinings] = await Promise.all([
      governance.partnership(access),
      governance.joinings(access, found.value.id),
    ]);
    const there = [...found.value.instrument.parties, ...joinings].map(({ organization }) => organization);
    const kinds = kindsOf(found.value);
    const left = partners.filter(({ organization, kind }) => kinds.includes(kind) && !there.includes(organization));
    return accepted({ view: found.value, partners: left, ...(typed ? { typed } : {}) });
  },
  Page: ({ view, partners, typed }) => {
    const kinds = kindsOf(view);
    const was = (name: string) => (typed?.get('action') === 'partner' ? '' : (typed?.get(name) ?? ''));
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
        {partners.length > 0 && <OfTheList {...{ view, partners }} {...(typed ? { typed } : {})} />}
        <Section title={partners.length > 0 ? 'Somebody who is not on the list' : 'Who joins'}>
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
            <Choice label="Has the same place as" name="beside" value={was('beside')} options={placesOf(view, kinds)} />
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
    invite: (context, form) => {
      const text = (name: string) => (form.get(name) ?? '').trim();
      const beside = text('beside');
      return invited(context, {
        organization: `Organization/${text('code')}`,
        name: text('name'),
        kind: text('kind') as PartnerKind,
        person: text('person'),
        ...(beside === '' ? {} : { beside }),
      });
    },
    partner: async (context, form) => {
      const { partners } = await context.governance.partnership(context.access);
      const one = partners.find(({ organization }) => organization === form.get('partner'));
      const beside = form.get('like') ?? '';
      return invited(context, {
        organization: one?.organization ?? '',
        name: one?.name ?? '',
        kind: (one?.kind ?? '') as PartnerKind,
        ...(beside === '' ? {} : { beside }),
      });
    },
  },
};

async function invited(
  { governance, access, params, origin = '' }: LoaderContext,
  wish: Omit<NewJoining, 'instrument'>,
): Promise<Outcome<Done>> {
  const done = await governance.inviteToJoin(access, { ...wish, instrument: params.id ?? '' });
  if (!done.ok) return done;
  const { id, link } = done.value;
  const to = joinHref(id);
  const hand =
    link === undefined
      ? `${wish.name} finds the steps under what is due.`
      : `Hand them this link, which opens once: ${origin}/sign-in?link=${link}&to=${to}`;
  return accepted({ to, said: `Invited. ${hand}` });
}

/** A partner of the list has people of its own, who do the steps: nobody there needs a link. */
function OfTheList({ view, partners, typed }: InviteShown) {
  const was = (name: string) => (typed?.get('action') === 'partner' ? (typed.get(name) ?? '') : '');
  const kinds = partners.map(({ kind }) => kind);
  return (
    <Section title="A partner of the list">
      <Post action="partner">
        <Choice
          label="Partner"
          name="partner"
          value={was('partner')}
          options={partners.map(({ organization, name }) => ({ value: organization, words: name }))}
        />
        <Choice
          label="Shares and sees as, where partners are named"
          name="like"
          value={was('like')}
          options={placesOf(view, kinds)}
        />
        <p class="hint">Its information governance lead finds the steps under what is due, and does them there.</p>
        <p class="actions">
          <Button kind="main">Invite this partner</Button>
        </p>
      </Post>
    </Section>
  );
}

function placesOf(view: InstrumentView, kinds: readonly string[]) {
  return [
    { value: '', words: 'Nobody: only what is agreed for all partners' },
    ...view.instrument.parties
      .filter(({ kind }) => kind !== undefined && kinds.includes(kind))
      .map(({ organization, name }) => ({ value: organization, words: name })),
  ];
}

function kindsOf(view: InstrumentView): readonly string[] {
  return [...new Set(view.instrument.clauses.flatMap((clause) => (clause.clause === 'join' ? clause.kinds : [])))];
}

function spaced(kind: string): string {
  return kind.replaceAll('-', ' ');
}
