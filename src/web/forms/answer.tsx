import { accepted } from '#fhir';
import { type GivenItem, valueWords } from '#forms';
import type { FormResponse } from '#record/contract';
import type { PageDefinition } from '../page.ts';
import { Fact } from '../parts/fact.tsx';
import { Empty, PageHead, Section } from '../parts/section.tsx';
import { Tag } from '../parts/tag.tsx';
import { When, Words } from '../parts/value.tsx';
import { personPath } from '../record/path.ts';
import { STAFF } from '../shell/places.ts';
import { fillPath, keeping } from './places.ts';

export type AnswerShown = { readonly of: FormResponse; readonly own: boolean };

/** What was answered, by whom, and what was put right since. */
export const answerPage: PageDefinition<AnswerShown> = {
  path: '/forms/answers/:id',
  policy: { allow: 'roles', roles: [...STAFF, 'person'] },
  title: ({ of }) => of.title,
  loader: async ({ record, access, params, signedIn }) => {
    const found = await record.forms.response(access, params['id'] ?? '');
    return found.ok ? accepted({ of: found.value, own: signedIn.role === 'person' }) : found;
  },
  Page: ({ of, own }) => (
    <div class={own ? 'page narrow own' : 'page narrow'}>
      {own && (
        <p class="back">
          <a href="/me/forms">Forms for me</a>
        </p>
      )}
      {of.form && !own && (
        <p class="back">
          <a href={keeping(`/forms/${encodeURIComponent(of.form.id)}`, of.about?.person)}>
            <Words>{of.title}</Words>
          </a>
        </p>
      )}
      <PageHead
        title={<Words>{of.title}</Words>}
        under={
          <>
            <Words>{of.by}</Words>, <When at={of.at} />
          </>
        }
      />
      {of.about && !own && (
        <p>
          About{' '}
          <a href={personPath(of.about.person)}>
            <Words>{of.about.name}</Words>
          </a>
          .
        </p>
      )}
      <Section title="Answers" aside={of.status === 'amended' ? <Tag tone="quiet">put right</Tag> : undefined}>
        {of.items.length === 0 ? <Empty title="Nothing was answered" /> : <Items of={of.items} />}
      </Section>
      {of.amendments.length > 0 && (
        <Section title="What was put right" count={of.amendments.length}>
          <ul class="item-list">
            {of.amendments.map(({ at, by, reason }) => (
              <li key={`${at} ${reason}`}>
                <span class="item-title">
                  <Words>{reason}</Words>
                </span>
                <span class="item-words meta">
                  <Words>{by}</Words>, <When at={at} />
                </span>
              </li>
            ))}
          </ul>
        </Section>
      )}
      {of.may.amend && of.form && (
        <p class="actions">
          <a class="button" href={own ? `/me/forms/${of.id}?amends=yes` : fillPath(of.form.id, { amends: of.id })}>
            Put it right
          </a>
        </p>
      )}
    </div>
  ),
};

/** Items of an answer, groups within groups. */
export function Items({ of }: { readonly of: readonly GivenItem[] }) {
  return (
    <dl class="facts">
      {of.map((item, at) => (
        <Item key={`${item.linkId} ${at}`} of={item} />
      ))}
    </dl>
  );
}

function Item({ of: { linkId, text, answer = [], item = [] } }: { readonly of: GivenItem }) {
  const below = [...item, ...answer.flatMap((one) => one.item ?? [])];
  return (
    <Fact name={text ?? linkId}>
      {answer.map((value, at) => (
        <span key={`${at}`} class="item-fact">
          <Words>{valueWords({ options: [] }, value)}</Words>
          {at < answer.length - 1 ? ', ' : ''}
        </span>
      ))}
      {below.length > 0 && <Items of={below} />}
    </Fact>
  );
}
