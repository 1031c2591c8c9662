import { accepted } from '#fhir';
import type { MyChange, MyChanges, NewsletterView } from '#governance/contract';
import type { Role } from '#agreement';
import type { PageDefinition } from '../page.ts';
import { Empty, PageHead, Section } from '../parts/section.tsx';
import { When, Words } from '../parts/value.tsx';
import { counted, SEAT_WORDS } from '../parts/words.ts';
import { STAFF } from '../shell/places.ts';
import { Whose } from './parts.tsx';

export type WhatChangesShown = {
  readonly found: MyChanges;
  readonly news: readonly NewsletterView[];
  readonly role: Role;
};

/** What changes for whoever looks, in five lines: each with its day, and whose it is. */
export const whatChangesPage: PageDefinition<WhatChangesShown> = {
  path: '/what-changes',
  policy: { allow: 'roles', roles: STAFF },
  title: () => 'What changes for me',
  loader: async ({ governance, access }) =>
    accepted({
      found: await governance.programmes.forMe(access),
      news: await governance.stakeholders.newsletters(access),
      role: access.role,
    }),
  Page: ({ found, news, role }) => (
    <div class="page narrow">
      <PageHead title="What changes for me" under={SEAT_WORDS[role]} />
      {found.messages.map(({ words, message, on, programme }) => (
        <Section key={`${programme.id} ${words}`} title={words} kind="waits">
          <p>
            <Words>{message}</Words>
          </p>
          <p class="meta">
            <bdi>
              <When at={on} />, <a href={`/programmes/${programme.id}/plan`}>{programme.name}</a>
            </bdi>
          </p>
        </Section>
      ))}
      <Section title="In my work" count={found.lines.length}>
        {found.lines.length === 0 ? (
          <Empty title="Nothing that is planned changes your work">
            <p>Programmes say here what each change means for each role, once somebody owns it.</p>
          </Empty>
        ) : (
          <ol class="item-list">
            {found.lines.map((line) => (
              <Line key={`${line.programme.id} ${line.change} ${line.words}`} of={line} />
            ))}
          </ol>
        )}
        {found.more > 0 && <p class="meta">{counted(found.more, 'more line')} stand in the programmes themselves.</p>}
      </Section>
      {news.length > 0 && <News of={news} />}
    </div>
  ),
};

function Line({ of }: { readonly of: MyChange }) {
  return (
    <li data-row>
      <span class="item-title">
        <Words>{of.words}</Words>
      </span>
      <span class="item-fact">
        <When at={of.from} />
      </span>
      <span class="item-words meta">
        <bdi>
          <a href={`/programmes/${of.programme.id}/levels`}>{of.programme.name}</a>: <Words>{of.change}</Words>.{' '}
          {of.owner && (
            <>
              Ask <Whose of={of.owner} />.
            </>
          )}
        </bdi>
      </span>
    </li>
  );
}

function News({ of }: { readonly of: readonly NewsletterView[] }) {
  return (
    <Section title="News of programmes" count={of.length}>
      <ul class="item-list">
        {of.map(({ title, words, on, by, programme }) => (
          <li key={`${programme.id} ${on} ${title}`} data-row>
            <span class="item-title">
              <Words>{title}</Words>
            </span>
            <span class="item-fact">
              <When at={on} />
            </span>
            <span class="item-words pre">
              <Words>{words}</Words>
            </span>
            <span class="item-words meta">
              <bdi>
                <Words>{by}</Words>, <Words>{programme.name}</Words>
              </bdi>
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
