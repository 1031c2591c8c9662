import { accepted } from '#fhir';
import type { CompetitionView } from '#governance/contract';
import type { PageDefinition } from '../page.ts';
import { Button, Field, Post } from '../parts/form.tsx';
import { Empty, PageHead, Section } from '../parts/section.tsx';
import { Tag } from '../parts/tag.tsx';
import { When, Words } from '../parts/value.tsx';
import { Pick, typedFrom, Whose } from '../programme/parts.tsx';
import { STAFF } from '../shell/places.ts';

export type CompetitionShown = { readonly found: CompetitionView; readonly typed?: URLSearchParams };

const STATE_WORDS = { open: ['wait', 'open'], decided: ['done', 'decided'], closed: ['quiet', 'closed'] } as const;

/** What partners compete for, and the procurements in which some of them must not see what the others cost. */
export const procurementsPage: PageDefinition<CompetitionShown> = {
  path: '/procurements',
  policy: { allow: 'roles', roles: STAFF },
  title: () => 'Competition',
  loader: async ({ governance, access, typed }) => {
    const found = await governance.competition.all(access);
    return found.ok ? accepted({ found: found.value, ...(typed ? { typed } : {}) }) : found;
  },
  Page: ({ found, typed }) => (
    <div class="page">
      <PageHead
        title="Competition"
        under="What partners compete for, and how they bid without seeing what the others cost."
      >
        <a class="button" href="/competition-map">
          What we compete for
        </a>
      </PageHead>
      <Section title="Procurements" count={found.procurements.length}>
        {found.procurements.length === 0 ? (
          <Empty title="None has been begun" />
        ) : (
          <ul class="item-list">
            {found.procurements.map(({ id, title, what, route, lead, begun, state }) => (
              <li key={id} data-row>
                <a class="item-title" href={`/procurements/${id}`}>
                  <Words>{title}</Words>
                </a>
                <span class="item-fact">
                  <Tag tone={STATE_WORDS[state][0]}>{STATE_WORDS[state][1]}</Tag>
                </span>
                <span class="item-words">
                  <Words>{what}</Words>
                </span>
                <span class="item-words meta">
                  <bdi>
                    {route.words}. Begun on <When at={begun} />, led by <Whose of={lead} />.
                  </bdi>
                </span>
              </li>
            ))}
          </ul>
        )}
        {found.may.begin && <Begin found={found} typed={typed} />}
      </Section>
    </div>
  ),
  actions: {
    begin: async ({ governance, access }, form) => {
      const done = await governance.competition.begin(access, typedFrom(form));
      return done.ok ? accepted({ to: `/procurements/${done.value.id}`, said: 'It is begun. Name who bids.' }) : done;
    },
  },
};

function Begin({ found, typed }: { readonly found: CompetitionView; readonly typed: URLSearchParams | undefined }) {
  const value = (name: string) => (typed?.get('action') === 'begin' ? (typed.get(name) ?? '') : '');
  return (
    <details class="deed" open={typed?.get('action') === 'begin'}>
      <summary>Begin a procurement</summary>
      <Post action="begin">
        <Field label="What it is called" name="title" id="begin-title" required value={value('title')} />
        <Field label="What is to be provided" name="what" id="begin-what" lines={2} required value={value('what')} />
        <Pick
          label="By which route"
          name="route"
          id="begin-route"
          options={found.routes.map(({ id, words, when }) => ({ value: id, words: `${words}: ${when}` }))}
          value={value('route')}
        />
        <Field label="Why by this route" name="why" id="begin-why" lines={2} required value={value('why')} />
        <p class="actions">
          <Button kind="main">Begin it</Button>
        </p>
      </Post>
    </details>
  );
}

export function Partners(props: {
  readonly of: readonly { readonly organization: string; readonly name: string }[];
  readonly legend: string;
}) {
  return (
    <fieldset class="field">
      <legend>{props.legend}</legend>
      {props.of.map(({ organization, name }) => (
        <label key={organization} class="tick">
          <input type="checkbox" name="organizations" value={organization} />
          <Words>{name}</Words>
        </label>
      ))}
    </fieldset>
  );
}
