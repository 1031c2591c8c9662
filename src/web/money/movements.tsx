import { accepted } from '#fhir';
import type { CostMovement } from '#money/contract';
import { monthWords } from '../charts/curve.tsx';
import type { PageDefinition } from '../page.ts';
import { Button, Post } from '../parts/form.tsx';
import { Empty, PageHead, Section } from '../parts/section.tsx';
import { Tag } from '../parts/tag.tsx';
import { Words } from '../parts/value.tsx';
import { counted } from '../parts/words.ts';
import { MONEY } from '../shell/places.ts';
import { Money } from './amount.tsx';

export type MovementsShown = { readonly found: readonly CostMovement[] };

/** Cost that moved from one partner to another for the same people. */
export const movementsPage: PageDefinition<MovementsShown> = {
  path: '/money/movements',
  policy: { allow: 'roles', roles: MONEY },
  title: () => 'Cost movement',
  loader: async ({ money, access }) => {
    const found = await money.shift.movements(access);
    return found.ok ? accepted({ found: found.value }) : found;
  },
  actions: {
    look: async ({ money, access }) => {
      const found = await money.shift.lookForMovements(access);
      if (!found.ok) return found;
      const said =
        found.value === 0 ? 'Nothing new in the last whole month.' : `${counted(found.value, 'cost movement')} found.`;
      return accepted({ to: '/money/movements', said });
    },
  },
  Page: ({ found }) => (
    <div class="page">
      <PageHead
        title="Cost movement"
        under="What fell at one partner and rose at another, for the same people in the same month. Both say what is behind it before anybody else sees it."
      >
        <a class="button" href="/money/moved-work">
          Work that moves
        </a>
      </PageHead>
      <Section title="Found" count={found.length}>
        {found.length === 0 ? (
          <Empty title="None that your organisation may know of">
            <p>What is paid by each is looked at every day, for the last whole month.</p>
          </Empty>
        ) : (
          <ul class="item-list">
            {found.map((one) => (
              <Row key={one.id} of={one} />
            ))}
          </ul>
        )}
        <Post action="look" to="/money/movements">
          <p class="actions">
            <Button>Look at the last whole month now</Button>
          </p>
        </Post>
      </Section>
    </div>
  ),
};

function Row({ of }: { readonly of: CostMovement }) {
  return (
    <li data-row>
      <a class="item-title" href={`/money/movements/${of.id}`}>
        {monthWords(of.month)}: <Words>{of.fell.words}</Words> fell at <Words>{of.fell.name}</Words>,{' '}
        <Words>{of.rose.words}</Words> rose at <Words>{of.rose.name}</Words>
      </a>
      <span class="item-fact">
        <Money of={of.rose.amount} />
      </span>
      <span class="item-words meta">
        <Words>{of.title}</Words>. {counted(of.count, 'person', 'people')}. <StateTag of={of} />
      </span>
    </li>
  );
}

export function StateTag({ of }: { readonly of: CostMovement }) {
  return of.state === 'for-comment' ? (
    <Tag tone="wait">For both to comment</Tag>
  ) : (
    <Tag tone="quiet">Shown to all partners</Tag>
  );
}
