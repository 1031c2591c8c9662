import { accepted, refuse } from '#fhir';
import type { InstrumentView } from '#governance/contract';
import type { PageDefinition } from '../page.ts';
import { Button, Field, Post } from '../parts/form.tsx';
import { PageHead, Section } from '../parts/section.tsx';
import { Words } from '../parts/value.tsx';
import { STAFF } from '../shell/places.ts';
import { openAgreement } from './agreement.tsx';
import { partFrom } from './part-form.ts';
import { agreementHref } from './path.ts';
import { ReadingFields } from './reading-form.tsx';

export type RaiseShown = {
  readonly view: InstrumentView;
  readonly paragraph?: string;
  readonly clause?: string;
  readonly typed?: URLSearchParams;
};

/** Saying that a paragraph is read otherwise than it runs: first which one, then how one reads it. */
export const raiseDisputePage: PageDefinition<RaiseShown> = {
  path: '/agreements/:id/dispute',
  policy: { allow: 'roles', roles: STAFF },
  title: ({ view }) => `Dispute about ${view.title}`,
  loader: async (context) => {
    const found = await openAgreement(context);
    if (!found.ok) return found;
    const { query, typed } = context;
    const paragraph = found.value.instrument.text.find(({ id }) => id === query.get('paragraph'))?.id;
    const clause = found.value.instrument.clauses.find(
      ({ id, cites }) => id === query.get('part') && cites === paragraph,
    )?.id;
    return accepted({
      view: found.value,
      ...(paragraph === undefined ? {} : { paragraph }),
      ...(clause === undefined ? {} : { clause }),
      ...(typed === undefined ? {} : { typed }),
    });
  },
  Page: (shown) => (
    <div class="page narrow">
      <p class="back">
        <a href={agreementHref(shown.view.id, shown.view.version)}>
          <Words>{shown.view.title}</Words>
        </a>
      </p>
      <PageHead
        title="Say that it is read otherwise"
        under="Everything goes on as it runs until the dispute is settled. The other parties see what you write."
      />
      {shown.paragraph === undefined ? <Which view={shown.view} /> : <Say shown={shown} paragraph={shown.paragraph} />}
    </div>
  ),
  actions: {
    raise: async (context, form) => {
      const found = await openAgreement(context);
      if (!found.ok) return found;
      const paragraph = context.query.get('paragraph') ?? '';
      const part = context.query.get('part');
      const reading = readingFrom(found.value, part, form);
      if (!reading.ok) return reading;
      const done = await context.governance.disputes.raise(context.access, {
        instrument: found.value.id,
        paragraph,
        about: form.get('about') ?? '',
        reading: reading.value,
        ...(part === null ? {} : { clause: part }),
      });
      return done.ok
        ? accepted({
            to: `/disputes/${done.value.id}`,
            said: 'The other parties see it now; the first step has begun.',
          })
        : done;
    },
  },
};

/** A reading as a form says it. */
export function readingFrom(view: InstrumentView, part: string | null | undefined, form: URLSearchParams) {
  const runs = form.get('runs') ?? '';
  const words = form.get('words') ?? '';
  if (runs !== 'otherwise') return accepted<unknown>({ words, runs });
  const clause = view.instrument.clauses.find(({ id }) => id === part);
  return clause
    ? accepted<unknown>({ words, runs, clause: partFrom(clause, view.instrument, form) })
    : refuse('value', 'web.no-part', 'Nothing runs because of this paragraph, so nothing else can run instead.');
}

function Which({ view }: { readonly view: InstrumentView }) {
  const { text, clauses } = view.instrument;
  const href = (paragraph: string, part?: string) => {
    const query = new URLSearchParams({ paragraph, ...(part === undefined ? {} : { part }) });
    return `/agreements/${encodeURIComponent(view.id)}/dispute?${query}`;
  };
  return (
    <Section title="Which paragraph">
      <ul class="item-list">
        {text.map(({ id, text: words }) => {
          const parts = clauses.filter(({ cites }) => cites === id);
          const runs = view.paragraphs.find((one) => one.id === id)?.runs ?? [];
          return (
            <li key={id}>
              <span class="item-title">
                <bdi>{id}</bdi> <Words>{words}</Words>
              </span>
              <ul class="sources">
                {parts.map((part, at) => (
                  <li key={part.id}>
                    <a href={href(id, part.id)}>
                      <Words>{runs[at] ?? part.id}</Words>
                    </a>
                  </li>
                ))}
                {parts.length === 0 && (
                  <li>
                    <a href={href(id)}>How the words of {id} are read</a>
                  </li>
                )}
              </ul>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}

function Say({
  shown: { view, clause, typed },
  paragraph,
}: {
  readonly shown: RaiseShown;
  readonly paragraph: string;
}) {
  const { instrument } = view;
  const part = instrument.clauses.find(({ id }) => id === clause);
  const found = view.paragraphs.find(({ id }) => id === paragraph);
  return (
    <Section title={`Paragraph ${paragraph}`}>
      <blockquote dir="auto">{found?.text}</blockquote>
      {(found?.runs ?? []).map((words) => (
        <p key={words} class="meta">
          <Words>{`Runs today: ${words}`}</Words>
        </p>
      ))}
      <Post action="raise">
        <Field
          label="What it is about"
          name="about"
          hint="The question, in a sentence."
          lines={2}
          required
          value={typed?.get('about') ?? ''}
        />
        <ReadingFields instrument={instrument} clause={part} typed={typed} />
        <p class="actions">
          <Button kind="main">Raise it</Button>
          <a class="button" href={agreementHref(view.id, view.version)}>
            Not now
          </a>
        </p>
      </Post>
    </Section>
  );
}
