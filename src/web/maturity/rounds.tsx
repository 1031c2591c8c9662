import { accepted } from '#fhir';
import type { MaturitySummary } from '#governance/contract';
import type { PageDefinition } from '../page.ts';
import { Button, Choice, Field, Post } from '../parts/form.tsx';
import { Empty, PageHead, Section } from '../parts/section.tsx';
import { Tag } from '../parts/tag.tsx';
import { Value, When, Words } from '../parts/value.tsx';
import { PlaceFields, typedFrom } from '../programme/parts.tsx';
import { STAFF } from '../shell/places.ts';

export type MaturityRoundsShown = {
  readonly rounds: readonly MaturitySummary[];
  readonly partners: readonly { readonly organization: string; readonly name: string }[];
  readonly programmes: readonly { readonly id: string; readonly name: string }[];
  readonly opens: boolean;
  readonly typed?: URLSearchParams;
};

/** Rounds in which people score alone how far they are, and then talk about where they differ. */
export const maturityRoundsPage: PageDefinition<MaturityRoundsShown> = {
  path: '/maturity',
  policy: { allow: 'roles', roles: STAFF },
  title: () => 'How far we are',
  loader: async ({ governance, access, typed }) => {
    const [rounds, programmes, { partners }] = await Promise.all([
      governance.maturity.all(access),
      governance.programmes.all(access),
      governance.partnership(access),
    ]);
    const opens = access.role === 'programme-lead';
    return accepted({ rounds, programmes, partners, opens, ...(typed ? { typed } : {}) });
  },
  Page: (shown) => (
    <div class="page">
      <p class="back">
        <a href="/programmes">Programmes</a>
      </p>
      <PageHead
        title="How far we are in working as one"
        under="Everybody scores alone first. What differs is then talked about, and what was agreed is written down."
      />
      <Section title="Rounds" count={shown.rounds.length}>
        {shown.rounds.length === 0 ? (
          <Empty title="Nobody was asked yet">
            <p>The lead of a programme asks about it; the lead of the host about the whole partnership.</p>
          </Empty>
        ) : (
          <ul class="item-list">
            {shown.rounds.map((one) => (
              <Row key={one.id} of={one} />
            ))}
          </ul>
        )}
      </Section>
      {shown.opens && <Open {...shown} />}
    </div>
  ),
  actions: {
    open: async ({ governance, access }, form) => {
      const done = await governance.maturity.open(access, typedFrom(form));
      return done.ok ? accepted({ to: `/maturity/${done.value.id}`, said: 'They are asked to score.' }) : done;
    },
  },
};

function Row({ of }: { readonly of: MaturitySummary }) {
  return (
    <li data-row>
      <a class="item-title" href={`/maturity/${of.id}`}>
        <Words>{of.programme?.name ?? 'All partners'}</Words>
      </a>
      <span class="item-fact">
        <MaturityTag of={of} />
      </span>
      <span class="item-words meta">
        <bdi>
          <Value>{of.scored}</Value> scored{of.closed === undefined ? ', open to ' : ', closed on '}
          <When at={of.closed ?? of.until} />
        </bdi>
      </span>
    </li>
  );
}

export function MaturityTag({ of }: { readonly of: MaturitySummary }) {
  if (of.waits) return <Tag tone="wait">waits for your scores</Tag>;
  if (of.closed === undefined) return <Tag tone="quiet">open for scoring</Tag>;
  return of.open > 0 ? <Tag tone="concern">to be talked over</Tag> : <Tag tone="done">agreed</Tag>;
}

const PLACES = [1, 2, 3, 4, 5, 6];

function Open({ programmes, partners, typed }: MaturityRoundsShown) {
  const about = [
    { value: '', words: 'The whole partnership' },
    ...programmes.map(({ id, name }) => ({ value: id, words: name })),
  ];
  return (
    <Section title="Ask people to score">
      <Post action="open">
        <p class="hint">
          Of fewer than five people nothing is told, of an organisation as of all. Rounds are told beside each other
          only where the same people score, or at least five come or go.
        </p>
        <Choice label="About" name="programme" options={about} value={typed?.get('programme') ?? ''} />
        {PLACES.map((number) => (
          <PlaceFields
            key={number}
            name="places"
            id={`place-${number}`}
            words={`Who scores ${number}`}
            partners={partners}
            optional
          />
        ))}
        <Field
          label="Last day for scores"
          name="until"
          id="maturity-until"
          type="date"
          required
          value={typed?.get('until') ?? ''}
        />
        <p class="actions">
          <Button kind="main">Ask them</Button>
        </p>
      </Post>
    </Section>
  );
}
