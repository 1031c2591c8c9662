import { accepted } from '#fhir';
import type { BodySummary } from '#governance/contract';
import { Money } from '../money/amount.tsx';
import type { PageDefinition } from '../page.ts';
import { Empty, PageHead, Section } from '../parts/section.tsx';
import { Value, When, Words } from '../parts/value.tsx';
import { capital } from '../parts/words.ts';
import { STAFF } from '../shell/places.ts';
import { PlaceWords, topicWords } from './parts.tsx';

export type BodiesShown = { readonly bodies: readonly BodySummary[] };

/** Who sits where: every board, committee and group that the agreements set up, and when each meets next. */
export const bodiesPage: PageDefinition<BodiesShown> = {
  path: '/bodies',
  policy: { allow: 'roles', roles: STAFF },
  title: () => 'Boards and meetings',
  loader: async ({ governance, access }) => accepted({ bodies: await governance.decisions.bodies(access) }),
  Page: ({ bodies }) => (
    <div class="page">
      <PageHead title="Boards and meetings" under="Set up by the agreements in effect, with what each may decide." />
      <Section title="Who decides together" count={bodies.length}>
        {bodies.length === 0 ? (
          <Empty title="No agreement sets up a board, committee or group">
            <p>Where an agreement says who decides about a topic, whoever it names stands here.</p>
          </Empty>
        ) : (
          <ul class="item-list">
            {bodies.map((one) => (
              <Row key={one.id} of={one} />
            ))}
          </ul>
        )}
      </Section>
    </div>
  ),
};

function Row({ of }: { readonly of: BodySummary }) {
  return (
    <li data-row>
      <a class="item-title" href={`/bodies/${encodeURIComponent(of.id)}`}>
        <Words>{of.name}</Words>
      </a>
      <span class="item-fact">
        {of.next === undefined ? (
          'no meeting called'
        ) : (
          <a href={`/meetings/${of.next.id}`}>
            <When at={of.next.day} /> <Value>{of.next.starts}</Value>
          </a>
        )}
      </span>
      <span class="item-words meta">
        <bdi>
          {capital(of.kind)} of <Words>{of.agreement.title}</Words>. In the chair: <PlaceWords of={of.chair} />.
        </bdi>
      </span>
      <span class="item-words">
        <bdi>
          {of.topics.map(topicWords).join(', ')},{' '}
          {of.limit === undefined ? (
            'any amount'
          ) : (
            <>
              up to <Money of={of.limit} />
            </>
          )}
        </bdi>
      </span>
    </li>
  );
}
