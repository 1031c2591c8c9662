import { accepted } from '#fhir';
import type { CharterSummary } from '#governance/contract';
import type { PageDefinition } from '../page.ts';
import { Button, Field, Post } from '../parts/form.tsx';
import { Empty, PageHead, Section } from '../parts/section.tsx';
import { Tag } from '../parts/tag.tsx';
import { Words } from '../parts/value.tsx';
import { counted } from '../parts/words.ts';
import { PlaceFields, typedFrom, Whose } from '../programme/parts.tsx';
import { STAFF } from '../shell/places.ts';

export type ChartersShown = {
  readonly charters: readonly CharterSummary[];
  readonly partners: readonly { readonly organization: string; readonly name: string }[];
  readonly typed?: URLSearchParams;
};

/** Every pathway for which partners wrote down who does what. */
export const chartersPage: PageDefinition<ChartersShown> = {
  path: '/charters',
  policy: { allow: 'roles', roles: STAFF },
  title: () => 'Who does what',
  loader: async ({ governance, access, typed }) => {
    const [charters, { partners }] = await Promise.all([
      governance.charters.all(access),
      governance.partnership(access),
    ]);
    return accepted({ charters, partners, ...(typed ? { typed } : {}) });
  },
  Page: ({ charters, partners, typed }) => (
    <div class="page">
      <PageHead
        title="Who does what"
        under="For each step of a pathway: who does it, who answers for it, who is asked and who is told."
      >
        <a class="button" href="/ties">
          Who works with whom
        </a>
      </PageHead>
      <Section title="Pathways" count={charters.length}>
        {charters.length === 0 ? (
          <Empty title="Nobody has written down who does what">
            <p>Begin with a pathway that two of you are in, and its steps.</p>
          </Empty>
        ) : (
          <ul class="item-list">
            {charters.map((one) => (
              <li key={one.id} data-row>
                <a class="item-title" href={`/charters/${one.id}`}>
                  <Words>{one.name}</Words>
                </a>
                <span class="item-fact">
                  {one.open === 0 ? (
                    <Tag tone="done">somebody answers for each step</Tag>
                  ) : (
                    <Tag tone="concern">{`nobody answers for ${one.open}`}</Tag>
                  )}
                </span>
                <span class="item-words meta">
                  <bdi>
                    {counted(one.steps, 'step')}, {counted(one.concerns, 'concern')} to answer. The box is kept by{' '}
                    <Whose of={one.keeper} />.
                  </bdi>
                </span>
              </li>
            ))}
          </ul>
        )}
      </Section>
      <Section title="Begin another">
        <details open={typed !== undefined}>
          <summary>A pathway</summary>
          <Post action="begin">
            <Field label="Name" name="name" required value={typed?.get('name') ?? ''} />
            <PlaceFields name="keeper" id="keeper" words="Who keeps its box of concerns" partners={partners} />
            <p class="actions">
              <Button kind="main">Begin it</Button>
            </p>
          </Post>
        </details>
      </Section>
    </div>
  ),
  actions: {
    begin: async ({ governance, access }, form) => {
      const done = await governance.charters.begin(access, typedFrom(form));
      return done.ok
        ? accepted({ to: `/charters/${done.value.id}`, said: 'It is begun. Write down its steps.' })
        : done;
    },
  },
};
