import { accepted } from '#fhir';
import type { DisputeSummary } from '#governance/contract';
import type { PageDefinition } from '../page.ts';
import { Empty, PageHead, Section } from '../parts/section.tsx';
import { Tag, type Tone } from '../parts/tag.tsx';
import { When, Words } from '../parts/value.tsx';
import { STAFF } from '../shell/places.ts';

export type DisputesShown = { readonly disputes: readonly DisputeSummary[] };

/** What parties read differently: open disputes first, each with where it is and by when. */
export const disputesPage: PageDefinition<DisputesShown> = {
  path: '/disputes',
  policy: { allow: 'roles', roles: STAFF },
  title: () => 'Disputes',
  loader: async ({ governance, access }) => accepted({ disputes: await governance.disputes.list(access) }),
  Page: ({ disputes }) => {
    const open = disputes.filter(({ state }) => !OVER.includes(state));
    const over = disputes.filter(({ state }) => OVER.includes(state));
    return (
      <div class="page">
        <PageHead
          title="Disputes"
          under="What parties read differently. Until it is settled everything runs as before, and care goes on."
        />
        <Section title="Open" count={open.length}>
          {open.length === 0 ? (
            <Empty title="Nothing is in dispute">
              <p>Who reads a paragraph otherwise than it runs says so beside it, on the page of the agreement.</p>
            </Empty>
          ) : (
            <Rows of={open} />
          )}
        </Section>
        {over.length > 0 && (
          <Section title="Settled or taken back" count={over.length}>
            <Rows of={over} />
          </Section>
        )}
      </div>
    );
  },
};

const OVER: readonly DisputeSummary['state'][] = ['ruled', 'withdrawn'];

const STATES: Readonly<Record<DisputeSummary['state'], readonly [Tone, string]>> = {
  open: ['wait', 'open'],
  late: ['concern', 'late'],
  'at-the-end': ['concern', 'no further step'],
  ruled: ['done', 'settled'],
  withdrawn: ['quiet', 'taken back'],
};

export function DisputeTag({ is }: { readonly is: DisputeSummary['state'] }) {
  const [tone, words] = STATES[is];
  return <Tag tone={tone}>{words}</Tag>;
}

/** On the page of an agreement: what is in dispute, and what was settled. */
export function Disputed({ of }: DisputesOf) {
  if (of.length === 0) return null;
  return (
    <Section title="Read differently" count={of.length}>
      <Rows of={of} />
    </Section>
  );
}

type DisputesOf = { readonly of: readonly DisputeSummary[] };

function Rows({ of }: DisputesOf) {
  return (
    <ul class="agreements">
      {of.map((one) => (
        <li key={one.id} data-row>
          <h3>
            <a href={`/disputes/${one.id}`}>
              <bdi>
                {one.title}, paragraph {one.paragraph}
              </bdi>
            </a>
          </h3>
          <DisputeTag is={one.state} />
          <p>
            <Words>{one.about}</Words>
          </p>
          <p class="meta">
            <bdi>
              Raised by {one.raisedBy} on <When at={one.raised} />. {one.words}
              {one.dueBy !== undefined && (
                <>
                  {' By '}
                  <When at={one.dueBy} />.
                </>
              )}
            </bdi>
          </p>
        </li>
      ))}
    </ul>
  );
}
