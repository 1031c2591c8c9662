import { accepted } from '#fhir';
import { everyItem } from '#forms';
import type { FormView } from '#record/contract';
import type { PageDefinition } from '../page.ts';
import { Button, Field, Post } from '../parts/form.tsx';
import { Empty, PageHead, Section } from '../parts/section.tsx';
import { Tag } from '../parts/tag.tsx';
import { Value, When, Words } from '../parts/value.tsx';
import { PlaceFields } from '../programme/parts.tsx';
import { STAFF } from '../shell/places.ts';
import { aboutIn, fillPath, keeping } from './places.ts';

export type FormShown = { readonly view: FormView; readonly typed?: URLSearchParams };

/** One form: fill it in, ask others to, and what was answered. */
export const formPage: PageDefinition<FormShown> = {
  path: '/forms/:id',
  policy: { allow: 'roles', roles: STAFF },
  title: ({ view }) => view.form.title,
  loader: async ({ record, access, params, query, typed }) => {
    const view = await record.forms.one(access, params['id'] ?? '', aboutIn(query));
    return view.ok ? accepted({ view: view.value, ...(typed ? { typed } : {}) }) : view;
  },
  Page: ({ view, typed }) => {
    const { form, program, about, answers, active, versions } = view;
    const count = everyItem(program.items).filter(({ type }) => type !== 'group' && type !== 'display').length;
    return (
      <div class="page">
        <p class="back">
          <a href={keeping('/forms', about?.person)}>Forms</a>
        </p>
        <PageHead title={<Words>{form.title}</Words>} under={<Words>{form.description}</Words>} />
        {about && (
          <p>
            About <Words>{about.name}</Words>: answers go to their record.
          </p>
        )}
        <p class="actions">
          {active ? (
            <a class="button main" href={fillPath(form.id, { about: about?.person })}>
              Fill it in
            </a>
          ) : (
            <Tag tone="quiet">not in use any more</Tag>
          )}
          <span class="meta">
            <Value>{count}</Value> {count === 1 ? 'question' : 'questions'}.{' '}
            <bdi dir="ltr">{form.canonical.replace('|', ', version ')}</bdi>
          </span>
          <a href={`/forms/${encodeURIComponent(form.id)}/versions`}>
            {versions === 1 ? 'Its one version' : `All ${versions} versions`}
          </a>
        </p>
        <Section title="Answers" count={answers.length}>
          {answers.length === 0 ? (
            <Empty title="None that you may see">
              {!about && <p>Answers about a person stand on that person’s page.</p>}
            </Empty>
          ) : (
            <ul class="item-list">
              {answers.map(({ id, at, by, amended }) => (
                <li key={id} data-row>
                  <a class="item-title" href={`/forms/answers/${id}`}>
                    <When at={at} />
                  </a>
                  <span class="item-fact">{amended && <Tag tone="quiet">put right</Tag>}</span>
                  <span class="item-words meta">
                    <Words>{by}</Words>
                  </span>
                </li>
              ))}
            </ul>
          )}
        </Section>
        {active && <AskOthers view={view} typed={typed} />}
      </div>
    );
  },
  actions: {
    ask: async ({ record, access, params, query }, form) => {
      const about = aboutIn(query);
      const who = form.get('who') === 'person' ? 'person' : `${form.get('to-of') ?? ''}|${form.get('to-role') ?? ''}`;
      const id = params['id'] ?? '';
      const done = await record.forms.ask(access, {
        form: id,
        who,
        until: form.get('until') ?? '',
        words: form.get('words') ?? '',
        ...(about === undefined ? {} : { about }),
      });
      return done.ok ? accepted({ to: keeping(`/forms/${id}`, about), said: 'Asked.' }) : done;
    },
  },
};

function AskOthers({ view, typed }: { readonly view: FormView; readonly typed: URLSearchParams | undefined }) {
  const { about, partners } = view;
  const value = (name: string) => typed?.get(name) ?? '';
  return (
    <Section title="Ask somebody to fill it in">
      <details class="deed" open={typed !== undefined}>
        <summary>Ask a colleague or a partner</summary>
        <Post action="ask">
          <PlaceFields name="to" id="ask-to" words="Who is asked" partners={partners} />
          <Field label="By when" name="until" id="ask-until" type="date" required value={value('until')} />
          <Field label="Why (optional)" name="words" id="ask-words" lines={2} value={value('words')} />
          <p class="actions">
            <Button>Ask them</Button>
          </p>
        </Post>
      </details>
      {about && (
        <details class="deed">
          <summary>Ask the person themself</summary>
          <Post action="ask">
            <input type="hidden" name="who" value="person" />
            <p class="hint">They find it on their own page when they sign in. What they answer is kept as yours.</p>
            <Field label="By when" name="until" id="self-until" type="date" required />
            <Field label="Why (they read it)" name="words" id="self-words" lines={2} />
            <p class="actions">
              <Button>Ask the person</Button>
            </p>
          </Post>
        </details>
      )}
    </Section>
  );
}
