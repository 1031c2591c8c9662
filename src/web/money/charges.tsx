import { accepted } from '#fhir';
import type { Charges, ChargeView } from '#money/contract';
import type { PageDefinition } from '../page.ts';
import { Button, Post } from '../parts/form.tsx';
import { Empty, PageHead, Section } from '../parts/section.tsx';
import { Tag } from '../parts/tag.tsx';
import { When, Words } from '../parts/value.tsx';
import { capital, counted } from '../parts/words.ts';
import { MONEY } from '../shell/places.ts';
import { Money } from './amount.tsx';

export type ChargesShown = { readonly found: Charges; readonly organization: string };

/** Charges to and from one's organisation: what waits for an answer first. */
export const chargesPage: PageDefinition<ChargesShown> = {
  path: '/money/charges',
  policy: { allow: 'roles', roles: MONEY },
  title: () => 'Charges',
  loader: async ({ money, access, signedIn }) => {
    const found = await money.charges(access);
    return found.ok ? accepted({ found: found.value, organization: signedIn.organizationRef ?? '' }) : found;
  },
  actions: {
    propose: async ({ money, access }) => {
      const done = await money.proposeCharges(access);
      if (!done.ok) return done;
      const said =
        done.value.length === 0 ? 'Nothing new was recorded.' : `Proposed: ${counted(done.value.length, 'charge')}.`;
      return accepted({ to: '/money/charges', said });
    },
  },
  Page: ({ found: { charges, twice, may }, organization }) => {
    const waiting = charges.filter(({ open, queried }) => open + queried > 0);
    const done = charges.filter(({ open, queried }) => open + queried === 0);
    return (
      <div class="page">
        <PageHead
          title="Charges"
          under="What organisations ask each other to pay for recorded care, by what they agreed."
        >
          <a class="button" href="/money">
            All pools
          </a>
        </PageHead>
        {twice.length > 0 && (
          <Section title="Paid for twice" count={twice.length}>
            {twice.map((words) => (
              <p key={words}>
                <Words>{words}</Words>
              </p>
            ))}
          </Section>
        )}
        <Section title="Waiting" count={waiting.length}>
          {waiting.length === 0 ? (
            <Empty title="No charge waits for an answer" />
          ) : (
            <List of={waiting} organization={organization} />
          )}
          {may.propose && (
            <Post action="propose">
              <p class="actions">
                <Button kind="main">Propose what was recorded up to yesterday</Button>
              </p>
            </Post>
          )}
        </Section>
        {done.length > 0 && (
          <Section title="Settled between you" count={done.length}>
            <List of={done} organization={organization} />
          </Section>
        )}
      </div>
    );
  },
};

function List({ of, organization }: { readonly of: readonly ChargeView[]; readonly organization: string }) {
  return (
    <ul class="item-list">
      {of.map((one) => (
        <li key={one.id} data-row>
          <span class="item-title">
            <a href={`/money/charges/${one.id}`}>
              {capital(one.activity)}: <Money of={one.total} />
            </a>
            {one.adjusts && <Tag tone="quiet">Adjustment</Tag>}
          </span>
          <span class="item-fact">
            <ChargeState of={one} />
          </span>
          <span class="item-words meta">
            <ChargedFor of={one} />, <When at={one.from} /> to <When at={one.until} />.{' '}
            {one.payer.organization === organization ? (
              <>
                Asked by <Words>{one.payee.name}</Words>.
              </>
            ) : (
              <>
                Asked of <Words>{one.payer.name}</Words>.
              </>
            )}
            {one.open > 0 && (
              <>
                {' '}
                It stands if it is not queried by <When at={one.stands} />.
              </>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** How often something was done, or the price of a period. */
export function ChargedFor({ of }: { readonly of: ChargeView }) {
  return (
    <>
      {of.byPeriod ? '' : `${counted(of.items, 'time')} `}
      <Words>{of.byPeriod ? capital(of.words) : of.words}</Words>
    </>
  );
}

export function ChargeState({ of }: { readonly of: ChargeView }) {
  if (of.queried > 0) return <Tag tone="concern">{counted(of.queried, 'item')} queried</Tag>;
  if (of.open > 0) return <Tag tone="wait">To be looked at</Tag>;
  return of.accepted.minor === 0 ? <Tag tone="quiet">Taken back</Tag> : <Tag tone="done">Accepted</Tag>;
}
