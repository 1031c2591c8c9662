import { accepted } from '#fhir';
import type { InspectionShown } from '#insight/contract';
import type { PageDefinition } from '../page.ts';
import { Empty, PageHead, Section } from '../parts/section.tsx';
import { Value, When, Words } from '../parts/value.tsx';
import { counted } from '../parts/words.ts';
import { STAFF } from '../shell/places.ts';

export type InspectionsShown = { readonly inspections: readonly InspectionShown[] };

/** Whether the kept figures are those that a recount gives, night by night. */
export const inspectionsPage: PageDefinition<InspectionsShown> = {
  path: '/measures/inspections',
  policy: { allow: 'roles', roles: STAFF },
  title: () => 'Inspections of the figures',
  loader: async ({ insight, access }) => {
    const found = await insight.inspections(access);
    return found.ok ? accepted({ inspections: found.value }) : found;
  },
  Page: ({ inspections }) => (
    <div class="page">
      <p class="back">
        <a href="/measures">Measures</a>
      </p>
      <PageHead
        title="Inspections of the figures"
        under="Every night all figures of the day are counted again from the facts, and some people from their records"
      />
      <Section title="Night by night" count={inspections.length}>
        {inspections.length === 0 ? (
          <Empty title="No inspection yet">
            <p>The first is made in the coming night.</p>
          </Empty>
        ) : (
          <ul class="item-list">
            {inspections.map((one) => (
              <Inspection key={one.at} of={one} />
            ))}
          </ul>
        )}
      </Section>
    </div>
  ),
};

function Inspection({ of: { at, figures, people, wrong } }: { readonly of: InspectionShown }) {
  return (
    <li>
      <p>
        <When at={at} />: <Value>{figures.toLocaleString('en-GB')}</Value> figures and{' '}
        <Value>{people.toLocaleString('en-GB')}</Value> people,{' '}
        {wrong.length === 0 ? 'no difference' : <strong>{counted(wrong.length, 'difference')}</strong>}
      </p>
      {wrong.slice(0, SHOWN).map(({ pack, place, measure }) => (
        <p key={`${pack} ${place} ${measure}`} class="item-words meta">
          <Words>{`${place}: ${measure} (${pack})`}</Words>
        </p>
      ))}
      {wrong.length > SHOWN && <p class="item-words meta">and {wrong.length - SHOWN} more</p>}
    </li>
  );
}

const SHOWN = 20;
