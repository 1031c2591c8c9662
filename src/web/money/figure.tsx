import { accepted } from '#fhir';
import type { CellTrace, TracedItem } from '#money/contract';
import type { PageDefinition } from '../page.ts';
import { Empty, PageHead, Section } from '../parts/section.tsx';
import { Tag } from '../parts/tag.tsx';
import { Value, When, Words } from '../parts/value.tsx';
import { capital } from '../parts/words.ts';
import { TRACERS } from '../shell/places.ts';
import { grantNameFrom } from './grant.tsx';
import { pathOfGrant } from './grants.tsx';

export type FigureShown = { readonly of: CellTrace };

/** What one figure of a return was counted from: people and items of the record, for those who may see them. */
export const figurePage: PageDefinition<FigureShown> = {
  path: '/money/grants/:instrument/:clause/:since/figure',
  policy: { allow: 'roles', roles: TRACERS },
  title: ({ of }) => of.cell.words,
  loader: async ({ money, access, params, query }) => {
    const asked = { from: query.get('from') ?? '', cell: query.get('figure') ?? '', part: query.get('part') ?? '' };
    const found = await money.grants.trace(access, grantNameFrom(params), asked);
    return found.ok ? accepted({ of: found.value }) : found;
  },
  Page: ({ of }) => (
    <div class="page">
      <PageHead
        title={capital(of.cell.words)}
        under={
          <>
            Return of <Words>{of.grant.title}</Words>, <When at={of.from} /> up to <When at={of.until} />
          </>
        }
      >
        {of.may.return && (
          <a class="button" href={`${pathOfGrant(of.grant)}?from=${of.from}`}>
            The return
          </a>
        )}
      </PageHead>
      {of.measure !== undefined && (
        <p class="meta">
          Who counts is told by <a href={`/measures/${of.measure}`}>a measure</a>, as at the last day of the period and
          by what those who are paid recorded: every funder that asks for it is told the same.
        </p>
      )}
      <Section title="Counted from" count={of.items.length}>
        {of.items.length === 0 ? (
          <Empty title="Nothing that you may see" />
        ) : (
          <ul class="item-list">
            {of.items.map((item) => (
              <Item key={item.reference} of={item} />
            ))}
          </ul>
        )}
        <Unseen of={of.unseen} />
      </Section>
    </div>
  ),
};

function Item({ of }: { readonly of: TracedItem }) {
  return (
    <li data-row>
      <span class="item-title">
        {of.person ? (
          <a href={`/people/${of.person.id}`}>
            <Words>{of.person.name}</Words>
          </a>
        ) : (
          <Value>{of.reference}</Value>
        )}
      </span>
      <span class="item-fact">
        {of.since === 'came' && <Tag tone="wait">came since</Tag>}
        {of.since === 'went' && <Tag tone="concern">not counted any more</Tag>}
      </span>
      <span class="item-words meta">
        {of.day !== undefined && <When at={of.day} />} {of.person && <Value>{of.reference}</Value>}{' '}
        {of.reason !== undefined && <Words>{of.reason}</Words>}
      </span>
    </li>
  );
}

function Unseen({ of: { count, fewerThan } }: { readonly of: CellTrace['unseen'] }) {
  if (count === undefined && fewerThan === undefined) return null;
  return (
    <p class="meta">
      {count === undefined ? `Fewer than ${fewerThan}` : count} further items of the record are for those who care for
      these people: whoever treats them where this grant pays opens them on this page, at the same address.
    </p>
  );
}
