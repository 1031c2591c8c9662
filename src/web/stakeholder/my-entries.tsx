import { accepted } from '#fhir';
import type { StakeholderView } from '#governance/contract';
import type { PageDefinition } from '../page.ts';
import { Empty, PageHead, Section } from '../parts/section.tsx';
import { Words } from '../parts/value.tsx';
import { typedFrom } from '../programme/parts.tsx';
import { Entry } from './stakeholder.tsx';

export type MyEntriesShown = {
  readonly entries: readonly StakeholderView[];
  /** Which of them is open. */
  readonly at: number;
  readonly typed?: URLSearchParams;
};

/** Everything that programmes keep about whoever looks, whole, with room for their own words. */
export const myEntriesPage: PageDefinition<MyEntriesShown> = {
  path: '/stakeholder-entries',
  policy: { allow: 'signed-in' },
  title: () => 'What programmes wrote about me',
  loader: async ({ governance, access, query, typed }) => {
    const entries = await governance.stakeholders.mine(access);
    const at = Math.max(
      0,
      entries.findIndex(({ id, programme }) => query.get('entry') === `${programme.id}.${id}`),
    );
    return accepted({ entries, at, ...(typed ? { typed } : {}) });
  },
  Page: ({ entries, at, typed }) => (
    <div class="page">
      <p class="back">
        <a href="/obligations">What is due</a>
      </p>
      <PageHead
        title="What programmes wrote about me"
        under="All of it: nothing else is kept. You can add how you see it yourself."
      />
      {entries.length === 0 ? (
        <Section title="Nothing is written about you">
          <Empty title="No programme has an entry about you">
            <p>A programme writes down who has a stake in it. If it ever does so about you, you read it here.</p>
          </Empty>
        </Section>
      ) : (
        <>
          <nav class="chips" aria-label="Entries about me">
            {entries.map(({ id, name, programme }, index) => (
              <a
                key={`${programme.id} ${id}`}
                class="chip"
                href={`/stakeholder-entries?entry=${programme.id}.${id}`}
                {...(index === at ? { 'aria-current': 'page' as const } : {})}
              >
                <bdi>
                  <Words>{name}</Words>, <Words>{programme.name}</Words>
                </bdi>
              </a>
            ))}
          </nav>
          {entries[at] && <Entry of={entries[at]} {...(typed ? { typed } : {})} />}
        </>
      )}
    </div>
  ),
  actions: {
    do: async ({ governance, access }, form) => {
      const about = { did: 'own-view', id: form.get('stakeholder') ?? '', typed: typedFrom(form) };
      const done = await governance.stakeholders.act(access, form.get('programme') ?? '', about);
      const to = `/stakeholder-entries?entry=${form.get('programme')}.${form.get('stakeholder')}`;
      return done.ok ? accepted({ to, said: 'Your words stand with the entry.' }) : done;
    },
  },
};
