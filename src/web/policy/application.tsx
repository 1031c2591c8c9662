import { accepted } from '#fhir';
import type { PolicyView, ProgrammeMeasures, ProgrammeView } from '#governance/contract';
import { Money } from '../money/amount.tsx';
import type { PageDefinition } from '../page.ts';
import { Fact } from '../parts/fact.tsx';
import { PageHead, Section } from '../parts/section.tsx';
import { Value, When, Words } from '../parts/value.tsx';
import { counted } from '../parts/words.ts';
import { Whose } from '../programme/parts.tsx';
import { Course } from '../programme/measure.tsx';
import { STAFF } from '../shell/places.ts';

export type ApplicationShown = {
  readonly of: PolicyView;
  readonly programme: ProgrammeView;
  readonly measures: ProgrammeMeasures;
};

/** An application to what a policy opens, out of what the programme has written down; somebody copies it and makes it theirs. */
export const applicationPage: PageDefinition<ApplicationShown> = {
  path: '/policies/:id/application',
  policy: { allow: 'roles', roles: STAFF },
  title: ({ of, programme }) => `Application: ${programme.name}, ${of.name}`,
  loader: async (context) => {
    const { governance, access, params, query } = context;
    const [of, programme] = await Promise.all([
      governance.policies.one(access, params['id'] ?? ''),
      governance.programmes.one(access, query.get('programme') ?? ''),
    ]);
    if (!of.ok) return of;
    if (!programme.ok) return programme;
    const measures = await governance.programmes.measured(access, programme.value.id);
    return measures.ok ? accepted({ of: of.value, programme: programme.value, measures: measures.value }) : measures;
  },
  Page: ({ of, programme, measures }) => (
    <div class="page narrow">
      <p class="back">
        <a href={`/policies/${of.id}`}>
          <Words>{of.name}</Words>
        </a>
      </p>
      <PageHead title={<Words>{programme.name}</Words>} under="A draft, out of the programme’s own records" />
      <Section title="What it is for">
        <dl class="facts">
          <Fact name="Applies to">
            <Words>{of.opens.map(({ words }) => words).join('; ')}</Words>
          </Fact>
          <Fact name="Aim">
            <Words>{programme.aim}</Words>
          </Fact>
          <Fact name="Shown by">
            <Course of={measures.aim} />
          </Fact>
          <Fact name="Led by">
            <Whose of={programme.lead} />
          </Fact>
        </dl>
      </Section>
      <Plan of={programme} />
    </div>
  ),
};

function Plan({ of: programme }: { readonly of: ProgrammeView }) {
  return (
    <>
      <Section title="What will be done">
        <ul class="plain-list">
          {programme.drivers.flatMap(({ changes }) =>
            changes.map(({ id, words, starts }) => (
              <li key={id}>
                <Words>{words}</Words>
                <When at={starts} />
              </li>
            )),
          )}
        </ul>
      </Section>
      <Section title="By when">
        <ul class="plain-list">
          {programme.milestones.map(({ id, words, on, reached }) => (
            <li key={id}>
              <Words>{words}</Words>
              <bdi>
                {reached === undefined ? '' : 'reached '}
                <When at={reached ?? on} />
              </bdi>
            </li>
          ))}
        </ul>
      </Section>
      <Section title="What it takes">
        <ul class="plain-list">
          {programme.means.map(({ id, words, hours, minor }) => (
            <li key={id}>
              <Words>{words}</Words>
              <bdi>
                <Value>{counted(hours, 'hour')}</Value>, <Money of={{ minor, currency: programme.currency }} />
              </bdi>
            </li>
          ))}
        </ul>
      </Section>
    </>
  );
}
