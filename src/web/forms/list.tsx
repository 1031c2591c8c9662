import { accepted } from '#fhir';
import type { FormAsk, FormsList } from '#record/contract';
import type { PageDefinition } from '../page.ts';
import { Empty, PageHead, Section } from '../parts/section.tsx';
import { Tag } from '../parts/tag.tsx';
import { Ago, When, Words } from '../parts/value.tsx';
import { personPath } from '../record/path.ts';
import { STAFF } from '../shell/places.ts';
import { aboutIn, fillPath, keeping } from './places.ts';

export type FormsShown = { readonly list: FormsList };

/** The forms that the partnership keeps, what this seat is asked, and what it has begun. */
export const formsPage: PageDefinition<FormsShown> = {
  path: '/forms',
  policy: { allow: 'roles', roles: STAFF },
  title: () => 'Forms',
  loader: async ({ record, access, query }) => {
    const list = await record.forms.list(access, aboutIn(query));
    return list.ok ? accepted({ list: list.value }) : list;
  },
  Page: ({ list }) => (
    <div class="page">
      {list.about && (
        <p class="back">
          <a href={personPath(list.about.person)}>The record</a>
        </p>
      )}
      <PageHead
        title={list.about ? <Words>{`Forms for ${list.about.name}`}</Words> : 'Forms'}
        under="What you are asked, what you have begun, and every form that the partnership keeps."
      />
      {list.mayPublish && (
        <p class="actions">
          <a class="button" href="/forms/publish">
            Publish a form
          </a>
        </p>
      )}
      {list.asked.length > 0 && (
        <Section title="Asked of you" count={list.asked.length}>
          <Asked of={list.asked} path={(one) => `${fillPath(one.form)}?ask=${one.id}`} />
        </Section>
      )}
      <Begun of={list.begun} />
      <Section title="All forms" count={list.forms.length}>
        {list.forms.length === 0 ? (
          <Empty title="No form is kept yet">
            <p>
              The programme lead publishes one as a FHIR Questionnaire, or a connected system stores it with status
              active.
            </p>
          </Empty>
        ) : (
          <ul class="item-list">
            {list.forms.map(({ id, title, description }) => (
              <li key={id} data-row>
                <a class="item-title" href={keeping(`/forms/${encodeURIComponent(id)}`, list.about?.person)}>
                  <Words>{title}</Words>
                </a>
                <span class="item-fact">
                  <a href={fillPath(id, { about: list.about?.person })}>
                    Fill it in<span class="sr">: {title}</span>
                  </a>
                </span>
                {description !== '' && (
                  <span class="item-words meta">
                    <Words>{description}</Words>
                  </span>
                )}
              </li>
            ))}
          </ul>
        )}
      </Section>
    </div>
  ),
};

/** What somebody is asked to fill in, what is due first first. */
export function Asked(props: { readonly of: readonly FormAsk[]; readonly path: (ask: FormAsk) => string }) {
  return (
    <ul class="item-list">
      {props.of.map((one) => (
        <li key={one.id} data-row>
          <a class="item-title" href={props.path(one)}>
            <Words>{one.title}</Words>
          </a>
          <span class="item-fact">
            <Tag tone="wait">
              <>
                by <When at={one.until} />
              </>
            </Tag>
          </span>
          <span class="item-words meta">
            <bdi>
              <Words>{one.by}</Words> of <Words>{one.organization}</Words> asks. <Words>{one.words}</Words>
            </bdi>
          </span>
        </li>
      ))}
    </ul>
  );
}

/** Begun and not sent: kept for its writer alone, for a while. */
export function Begun({ of }: { readonly of: FormsList['begun'] }) {
  if (of.length === 0) return null;
  return (
    <Section title="Begun and not sent" count={of.length}>
      <ul class="item-list">
        {of.map(({ title, page, at, until }) => (
          <li key={page} data-row>
            <a class="item-title" href={page}>
              <Words>{title}</Words>
            </a>
            <span class="item-words meta">
              <bdi>
                Kept <Ago at={at} />, until <When at={until} />. Only you see it.
              </bdi>
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
