import { accepted } from '#fhir';
import type { PackItem, PackView } from '#governance/contract';
import type { PageDefinition } from '../page.ts';
import { Empty, PageHead, Section } from '../parts/section.tsx';
import { Value, When, Words } from '../parts/value.tsx';
import { SEAT_WORDS } from '../parts/words.ts';
import { STAFF } from '../shell/places.ts';

/** What whoever follows reads: half an hour, in the order in which it matters; on paper too. */
export const packPage: PageDefinition<{ readonly pack: PackView }> = {
  path: '/leaving/:id',
  policy: { allow: 'roles', roles: STAFF },
  title: ({ pack }) => `Handed over by ${pack.name}`,
  loader: async ({ governance, access, params }) => {
    const found = await governance.people.pack(access, params['id'] ?? '');
    return found.ok ? accepted({ pack: found.value }) : found;
  },
  Page: ({ pack }) => (
    <div class="page">
      <p class="back">
        <a href="/key-people">What hangs on one person</a>
      </p>
      <PageHead
        title={
          <>
            Handed over by <Words>{pack.name}</Words>
          </>
        }
        under={
          <>
            {pack.roles.map((role) => SEAT_WORDS[role]).join(', ')}, <Words>{pack.organizationName}</Words>, until{' '}
            <When at={pack.ends} time />
          </>
        }
      />
      {pack.byDate && <ByDate told={pack.told} />}
      {pack.notes !== '' && (
        <Section title="In their own words">
          <p>
            <Words>{pack.notes}</Words>
          </p>
        </Section>
      )}
      <Section title="Read first" count={`${pack.minutes} minutes`}>
        {pack.first.length === 0 ? (
          <Empty title="Nothing had to be handed over." />
        ) : (
          <ol class="item-list">
            {pack.first.map((item) => (
              <Item key={`${item.words} ${item.successor ?? ''}`} of={item} />
            ))}
          </ol>
        )}
      </Section>
      {pack.later.length > 0 && (
        <Section title="After the first half hour" count={pack.later.length}>
          <ol class="item-list">
            {pack.later.map((item) => (
              <Item key={`${item.words} ${item.successor ?? ''}`} of={item} />
            ))}
          </ol>
        </Section>
      )}
    </div>
  ),
};

function Item({ of }: { readonly of: PackItem }) {
  return (
    <li data-row>
      {of.page === undefined ? (
        <span class="item-title">
          <Words>{of.words}</Words>
        </span>
      ) : (
        <a class="item-title" href={of.page}>
          <Words>{of.words}</Words>
        </a>
      )}
      <span class="item-fact">
        <Value>{of.minutes}</Value> min
      </span>
      {of.why !== undefined && (
        <span class="item-words">
          <Words>{of.why}</Words>
        </span>
      )}
      <span class="item-words meta">
        <bdi>
          {of.successor === undefined ? (
            'With whoever sits in the role'
          ) : (
            <>
              With <Words>{of.successor}</Words>
            </>
          )}
          {of.next && (
            <>
              ; next on <When at={of.next} />
            </>
          )}
        </bdi>
      </span>
    </li>
  );
}

/** The day came by itself: who was told of what. */
function ByDate({ told }: Pick<PackView, 'told'>) {
  return (
    <Section title="It went by itself">
      <p>The last day came, and nobody had said who follows. These were told:</p>
      <ul class="plain-list">
        {told.map(({ name, words }) => (
          <li key={`${name} ${words}`}>
            <Words>{name}</Words>
            <span class="aside">
              <Words>{words}</Words>
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
