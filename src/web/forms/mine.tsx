import { accepted } from '#fhir';
import type { FormsList } from '#record/contract';
import type { PageDefinition } from '../page.ts';
import { Empty, PageHead, Section } from '../parts/section.tsx';
import { Tag } from '../parts/tag.tsx';
import { When, Words } from '../parts/value.tsx';
import { Asked, Begun } from './list.tsx';

export type MyFormsShown = { readonly list: FormsList };

/** What a person is asked to fill in about themself. */
export const myFormsPage: PageDefinition<MyFormsShown> = {
  path: '/me/forms',
  policy: { allow: 'roles', roles: ['person'] },
  title: () => 'Forms for me',
  loader: async ({ record, access }) => {
    const list = await record.forms.list(access);
    return list.ok ? accepted({ list: list.value }) : list;
  },
  Page: ({ list }) => (
    <div class="page narrow own">
      <p class="back">
        <a href="/me">My record</a>
      </p>
      <PageHead
        title="Forms for me"
        under="What those who care for you ask you to tell them. You can stop and come back."
      />
      <Section title="What I am asked" count={list.asked.length}>
        {list.asked.length === 0 ? (
          <Empty title="Nobody asks you for anything now" />
        ) : (
          <Asked of={list.asked} path={({ id }) => `/me/forms/${id}`} />
        )}
      </Section>
      <Begun of={list.begun} />
      {list.answered.length > 0 && (
        <Section title="What I answered" count={list.answered.length}>
          <ul class="item-list">
            {list.answered.map(({ id, title, at, amended }) => (
              <li key={id} data-row>
                <a class="item-title" href={`/forms/answers/${id}`}>
                  <Words>{title}</Words>
                </a>
                <span class="item-fact">{amended && <Tag tone="quiet">put right</Tag>}</span>
                <span class="item-words meta">
                  <When at={at} />
                </span>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </div>
  ),
};
