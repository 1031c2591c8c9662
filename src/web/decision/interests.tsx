import { accepted } from '#fhir';
import type { InterestKind, InterestView } from '#governance/contract';
import type { PageDefinition } from '../page.ts';
import { Button, Choice, Field, Post, Radios } from '../parts/form.tsx';
import { Empty, PageHead, Section } from '../parts/section.tsx';
import { Tag } from '../parts/tag.tsx';
import { When, Words } from '../parts/value.tsx';
import { STAFF } from '../shell/places.ts';

export type InterestsShown = {
  readonly interests: readonly InterestView[];
  readonly partners: readonly { readonly organization: string; readonly name: string }[];
  readonly organization: string;
  readonly today: string;
  readonly typed?: URLSearchParams;
};

const KINDS: Readonly<Record<InterestKind, string>> = {
  money: 'Money: shares, pay, a gift',
  post: 'A post or an office',
  family: 'Family or a close friend',
  other: 'Something else',
};

/** The register of interests: declared by whoever has one, dated, kept, and held against every item. */
export const interestsPage: PageDefinition<InterestsShown> = {
  path: '/interests',
  policy: { allow: 'roles', roles: STAFF },
  title: () => 'Register of interests',
  loader: async ({ governance, access, signedIn, today, typed }) => {
    const { partners } = await governance.partnership(access);
    const interests = await governance.decisions.interests(access);
    return accepted({ interests, partners, organization: signedIn.organization, today, ...(typed ? { typed } : {}) });
  },
  Page: (shown) => (
    <div class="page">
      <PageHead
        title="Register of interests"
        under="Who holds an interest in an item takes no part in it: neither in the quorum nor in the vote."
      />
      <Section title="Declared" count={shown.interests.length}>
        {shown.interests.length === 0 ? (
          <Empty title="Nothing is declared yet" />
        ) : (
          <ul class="item-list">
            {shown.interests.map((one) => (
              <Row key={one.id} of={one} today={shown.today} />
            ))}
          </ul>
        )}
      </Section>
      <Declare {...shown} />
    </div>
  ),
  actions: {
    declare: async ({ governance, access }, form) => {
      const text = (name: string) => form.get(name) ?? '';
      const done = await governance.decisions.declareInterest(access, {
        kind: text('kind'),
        words: text('words'),
        party: text('partner') === '' ? text('party') : text('partner'),
        from: text('from'),
        whole: text('whose') === 'organization',
      });
      return done.ok ? accepted({ to: '/interests', said: 'Declared, from that day on.' }) : done;
    },
    end: async ({ governance, access }, form) => {
      const done = await governance.decisions.endInterest(access, form.get('id') ?? '', form.get('until') ?? '');
      return done.ok ? accepted({ to: '/interests', said: 'It stays in the register, with its last day.' }) : done;
    },
  },
};

function Row({ of, today }: { readonly of: InterestView; readonly today: string }) {
  return (
    <li data-row>
      <span class="item-title">
        <Words>{of.whole ? of.organization : `${of.name}, ${of.organization}`}</Words>
      </span>
      <span class="item-fact">
        {of.until === undefined ? <Tag tone="wait">held</Tag> : <Tag tone="quiet">ended</Tag>}
      </span>
      <span class="item-words">
        <bdi>
          In <Words>{of.party}</Words>: <Words>{of.words}</Words>
        </bdi>
      </span>
      <span class="item-words meta">
        <bdi>
          {KINDS[of.kind]}. Since <When at={of.from} />
          {of.until !== undefined && (
            <>
              , until <When at={of.until} />
            </>
          )}
          , declared <When at={of.declared} />
        </bdi>
      </span>
      {of.mine && of.until === undefined && (
        <Post action="end">
          <input type="hidden" name="id" value={of.id} />
          <input type="hidden" name="until" value={today} />
          <p class="actions">
            <Button>It ended today</Button>
          </p>
        </Post>
      )}
    </li>
  );
}

function Declare({ partners, organization, today, typed }: InterestsShown) {
  const value = (name: string) => typed?.get(name) ?? undefined;
  return (
    <Section title="Declare an interest">
      <Post action="declare">
        <Radios
          label="Whose is it?"
          name="whose"
          value={value('whose') ?? 'own'}
          options={[
            { value: 'own', words: 'Mine' },
            { value: 'organization', words: `${organization} as a whole: shown on papers, keeps nobody out` },
          ]}
        />
        <Choice
          label="What kind?"
          name="kind"
          value={value('kind')}
          options={Object.entries(KINDS).map(([kind, words]) => ({ value: kind, words }))}
        />
        <Choice
          label="In a partner"
          name="partner"
          value={value('partner')}
          options={[
            { value: '', words: 'No, in somebody else' },
            ...partners.map((one) => ({ value: one.organization, words: one.name })),
          ]}
        />
        <Field
          label="In somebody else"
          name="party"
          hint="A supplier by its name, such as Zeta Ltd."
          value={value('party')}
        />
        <Field label="What is it?" name="words" lines={2} required value={value('words')} />
        <Field label="Since" name="from" type="date" required value={value('from') ?? today} />
        <p class="actions">
          <Button kind="main">Declare it</Button>
        </p>
      </Post>
    </Section>
  );
}
