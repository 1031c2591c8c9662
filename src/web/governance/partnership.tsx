import { PARTNER_KINDS } from '#agreement';
import { accepted } from '#fhir';
import type { PartnerView } from '#governance/contract';
import type { PageDefinition } from '../page.ts';
import { Identity, IdentityForm, identityIn } from './identity.tsx';
import { Button, Choice, Field, Post } from '../parts/form.tsx';
import { Empty, PageHead, Section } from '../parts/section.tsx';
import { Words } from '../parts/value.tsx';
import { capital } from '../parts/words.ts';
import { STAFF } from '../shell/places.ts';

export type PartnershipShown = {
  readonly name: string;
  readonly partners: readonly PartnerView[];
  /** May put organisations on the list. */
  readonly adds?: boolean;
  /** Whose code in a register this seat can say. */
  readonly identifies?: readonly string[];
  /** Whether anything was agreed yet, and may be written by this seat. */
  readonly agreements: number;
  readonly typed?: URLSearchParams;
};

/** Who takes part: the list that the host keeps, and what comes next where it has just begun. */
export const partnershipPage: PageDefinition<PartnershipShown> = {
  path: '/partnership',
  policy: { allow: 'roles', roles: STAFF },
  title: ({ name }) => (name === '' ? 'Partnership' : name),
  loader: async ({ governance, access, typed }) => {
    const [partnership, agreements] = await Promise.all([
      governance.partnership(access),
      governance.instruments(access),
    ]);
    return accepted({ ...partnership, agreements: agreements.length, ...(typed ? { typed } : {}) });
  },
  Page: ({ name, partners, adds, identifies = [], agreements, typed }) => (
    <div class="page">
      <PageHead
        title={<Words>{name}</Words>}
        under="Who takes part. To be on the list shares nothing: that takes an agreement that all its parties sign."
      />
      {adds === true && agreements === 0 && <Next alone={partners.length < 2} />}
      <Section title="Partners" count={partners.length}>
        {partners.length === 0 ? (
          <Empty title="Nobody is on the list yet" />
        ) : (
          <ul class="item-list">
            {partners.map((one) => (
              <Row key={one.key} of={one} says={identifies.includes(one.organization)} typed={typed} />
            ))}
          </ul>
        )}
        <p>
          <a href="/safety-documents">Safety documents</a>: what each accepts before it shares.
        </p>
      </Section>
      {adds === true && <Add {...(typed && typed.get('action') !== 'identify' ? { typed } : {})} />}
    </div>
  ),
  actions: {
    identify: async ({ governance, access }, form) => {
      const done = await governance.identify(access, form.get('organization') ?? '', identityIn(form));
      return done.ok ? accepted({ to: '/partnership', said: 'Kept, with who says so and when.' }) : done;
    },
    add: async ({ governance, access, origin = '' }, form) => {
      const text = (name: string) => form.get(name) ?? '';
      const [code, name, kind, locality, person] = ['code', 'name', 'kind', 'locality', 'person'].map(text);
      const wish = {
        code: code ?? '',
        name: name ?? '',
        kind: kind ?? '',
        locality: locality ?? '',
        person: person ?? '',
        lookedUp: text('lookedUp'),
      };
      const done = await governance.addPartner(access, wish);
      if (!done.ok) return done;
      const { link } = done.value;
      const hand =
        link === undefined
          ? ''
          : ` Hand ${wish.person} this link, which opens once, within a week: ${origin}/sign-in?link=${link}&to=/partnership`;
      return accepted({ to: '/partnership', said: `${wish.name} is on the list.${hand}` });
    },
  },
};

/** What a partnership that has just begun does next. */
function Next({ alone }: { readonly alone: boolean }) {
  return (
    <Section title="What comes next">
      <ol>
        <li>
          {alone ? <b>Put the other organisations on the list</b> : 'Put the other organisations on the list'}, below.
        </li>
        <li>Each looks up its code in the register and says it, in the list below.</li>
        <li>
          Each invites its own people, whoever signs for it among them, under <a href="/staff">who works here</a>.
        </li>
        <li>
          Each accepts its <a href="/safety-documents">safety documents</a>; nothing that shares is signed before.
        </li>
        <li>
          {alone ? (
            <a href="/drafts">Write what you agreed</a>
          ) : (
            <b>
              <a href="/drafts">Write what you agreed</a>
            </b>
          )}
          : a data-sharing agreement or a joint-controller arrangement first. It runs when every party has signed; where
          it says who can join, others of the list join it afterwards, each by steps of its own.
        </li>
        <li>Connect what holds your records: the operator makes a token for each system.</li>
      </ol>
    </Section>
  );
}

type RowShown = {
  readonly of: PartnerView;
  readonly says: boolean;
  readonly typed?: URLSearchParams | undefined;
};

function Row({ of, says, typed }: RowShown) {
  const { name, organization, kind, locality, sharing, identity, registers = [] } = of;
  const mine = typed?.get('action') === 'identify' && typed.get('organization') === organization ? typed : undefined;
  return (
    <li data-row>
      <span class="item-title">
        <Words>{name}</Words>
      </span>
      <span class="item-fact">{sharing ? 'shares its records' : 'shares nothing yet'}</span>
      <span class="item-words meta">
        <bdi>
          {capital(kind.replaceAll('-', ' '))}, {organization.replace('Organization/', '')}
          {locality === undefined ? '' : `, ${locality}`}
        </bdi>
      </span>
      <span class="item-words meta">
        <Identity of={of} />
      </span>
      {says && registers.length > 0 && (
        <details class="item-words" open={mine !== undefined}>
          <summary>
            {identity ? 'Say it anew' : 'Say its code'}
            <span class="sr">, {name}</span>
          </summary>
          <IdentityForm of={of} organization={organization} typed={mine} />
        </details>
      )}
    </li>
  );
}

function Add({ typed }: { readonly typed?: URLSearchParams }) {
  const was = (name: string) => typed?.get(name) ?? '';
  return (
    <Section title="Put an organisation on the list">
      <Post action="add">
        <Field label="Name" name="name" required value={was('name')} />
        <Field
          label="Code"
          name="code"
          required
          hint="Its organisation code, such as K84001: letters, digits, points and dashes."
          value={was('code')}
        />
        <Field
          label="Looked up in the register on"
          name="lookedUp"
          type="date"
          hint="Where you have looked its code up. Empty: not yet; its information governance lead is asked for it."
          value={was('lookedUp')}
        />
        <Choice label="What it is in law" name="kind" value={was('kind')} options={KINDS} />
        <Field
          label="Place"
          name="locality"
          hint="Its locality or district, where there are several."
          value={was('locality')}
        />
        <Field
          label="Who does the first steps there"
          name="person"
          required
          hint="Gets the first seat, as information governance lead, by a link that opens once."
          value={was('person')}
        />
        <p class="actions">
          <Button kind="main">Put it on the list</Button>
        </p>
      </Post>
    </Section>
  );
}

/** What an organisation can be in law, for forms. */
export const KINDS = PARTNER_KINDS.map((kind) => ({ value: kind, words: capital(kind.replaceAll('-', ' ')) }));
