import { accepted } from '#fhir';
import type { LedgerPage } from '#money/contract';
import type { PageDefinition } from '../page.ts';
import { Empty, PageHead, Section } from '../parts/section.tsx';
import { Words } from '../parts/value.tsx';
import { MONEY } from '../shell/places.ts';
import { entryActions } from './entry-actions.ts';
import { Entry } from './entry.tsx';
import { nameFrom, pathOf } from './form.ts';
import { MoneyTabs } from './tabs.tsx';

export type LedgerShown = { readonly found: LedgerPage };

/** Every entry of a pool, newest first: nothing is ever edited or left out. */
export const ledgerPage: PageDefinition<LedgerShown> = {
  path: '/money/:instrument/:pool/ledger',
  policy: { allow: 'roles', roles: MONEY },
  title: ({ found }) => `Entries: ${found.pool.name}`,
  loader: async ({ money, access, params, query }) => {
    const found = await money.ledger(access, nameFrom(params), query.get('before') ?? undefined);
    return found.ok ? accepted({ found: found.value }) : found;
  },
  actions: entryActions,
  Page: ({ found: { pool, entries, next, may } }) => (
    <>
      <MoneyTabs of={pool} at="/ledger" act={may.act} />
      <div class="page">
        <PageHead title={`Entries: ${pool.name}`} under={<Words>{pool.title}</Words>} />
        <Section title="Newest first" count={entries.length}>
          {entries.length === 0 ? (
            <Empty title="Nothing was entered yet">
              <p>The first entry is made when a contribution falls due.</p>
            </Empty>
          ) : (
            <ul class="item-list">
              {entries.map((entry) => (
                <Entry key={entry.seq} of={entry} at={`${pathOf(pool)}/ledger`} currency={pool.currency} />
              ))}
            </ul>
          )}
          {next !== undefined && (
            <p class="actions">
              <a class="button" href={`${pathOf(pool)}/ledger?before=${next}`}>
                Older
              </a>
            </p>
          )}
        </Section>
      </div>
    </>
  ),
};
