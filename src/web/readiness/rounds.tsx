import { accepted } from '#fhir';
import type { RoundSummary } from '#governance/contract';
import type { PageDefinition } from '../page.ts';
import { Button, Field, Post } from '../parts/form.tsx';
import { Empty, PageHead, Section } from '../parts/section.tsx';
import { Tag } from '../parts/tag.tsx';
import { When, Words } from '../parts/value.tsx';
import { typedFrom } from '../programme/parts.tsx';
import { STAFF } from '../shell/places.ts';

export type RoundsShown = {
  readonly rounds: readonly RoundSummary[];
  readonly hosts: boolean;
};

/** Every round of questions to teams. */
export const roundsPage: PageDefinition<RoundsShown> = {
  path: '/readiness',
  policy: { allow: 'roles', roles: STAFF },
  title: () => 'Asked of teams',
  loader: async ({ governance, access }) =>
    accepted({ rounds: await governance.readiness.all(access), hosts: access.role === 'programme-lead' }),
  Page: ({ rounds, hosts }) => (
    <div class="page">
      <p class="back">
        <a href="/programmes">Programmes</a>
      </p>
      <PageHead
        title="Asked of teams"
        under="How ready teams are for a change, and how it is to work here. Nobody can see who answered what."
      />
      <Section title="Rounds" count={rounds.length}>
        {rounds.length === 0 ? (
          <Empty title="No team was asked yet">
            <p>The lead of a programme asks about a change, beside what it means at four levels.</p>
          </Empty>
        ) : (
          <ul class="item-list">
            {rounds.map((one) => (
              <Row key={one.id} of={one} />
            ))}
          </ul>
        )}
      </Section>
      {hosts && (
        <Section title="Ask how it is to work here">
          <Post action="pulse">
            <p class="hint">Three sentences, to all staff of every partner. The lead of the host asks.</p>
            <Field label="Last day for answers" name="until" id="pulse-until" type="date" required />
            <p class="actions">
              <Button>Ask everybody</Button>
            </p>
          </Post>
        </Section>
      )}
    </div>
  ),
  actions: {
    pulse: async ({ governance, access }, form) => {
      const done = await governance.readiness.open(access, 'culture-pulse', typedFrom(form));
      return done.ok ? accepted({ to: `/readiness/${done.value.id}`, said: 'Everybody is asked.' }) : done;
    },
  },
};

function Row({ of }: { readonly of: RoundSummary }) {
  return (
    <li data-row>
      <a class="item-title" href={`/readiness/${of.id}`}>
        <Words>{of.change?.words ?? of.title}</Words>
      </a>
      <span class="item-fact">
        <RoundTag of={of} />
      </span>
      <span class="item-words meta">
        <bdi>
          <Words>{of.programme?.name ?? 'All partners'}</Words>
          {of.closed === undefined ? ', open to ' : ', counted on '}
          <When at={of.closed ?? of.until} />
        </bdi>
      </span>
    </li>
  );
}

export function RoundTag({ of }: { readonly of: RoundSummary }) {
  if (of.waits) return <Tag tone="wait">waits for you</Tag>;
  if (of.undecided > 0) return <Tag tone="concern">to be decided</Tag>;
  return of.closed === undefined ? <Tag tone="quiet">open</Tag> : <Tag tone="done">counted</Tag>;
}
