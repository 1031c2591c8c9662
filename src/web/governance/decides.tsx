import { accepted } from '#fhir';
import type { Decides } from '#governance/contract';
import type { LoaderContext, PageDefinition } from '../page.ts';
import { Choice, Field } from '../parts/form.tsx';
import { Empty, PageHead, Section } from '../parts/section.tsx';
import { Tag } from '../parts/tag.tsx';
import { When, Words } from '../parts/value.tsx';
import { capital } from '../parts/words.ts';
import { STAFF } from '../shell/places.ts';
import { amountFrom, CURRENCIES } from './scheme-form.ts';

export type DecidesShown = {
  readonly topics: readonly string[];
  readonly asked: {
    readonly topic: string;
    readonly limit: string;
    readonly currency: string;
    readonly on?: string;
  };
  readonly answer?: Decides;
  readonly problem?: string;
};

/** Who can approve what, and up to how much, by the agreements of any day. */
export const decidesPage: PageDefinition<DecidesShown> = {
  path: '/decides',
  policy: { allow: 'roles', roles: STAFF },
  title: () => 'Who decides what',
  loader: async (context) => {
    const topics = await context.governance.topics(context.access);
    const asked = readAsked(context);
    if (asked.topic === '') return accepted({ topics, asked });
    const amount = amountFrom(asked.limit, asked.currency);
    const { topic, on } = asked;
    const found = amount.ok
      ? await context.governance.decides(context.access, {
          topic,
          ...(on === undefined ? {} : { on }),
          ...(amount.value === undefined ? {} : { amount: amount.value }),
        })
      : amount;
    return accepted(
      found.ok
        ? { topics, asked, answer: found.value }
        : { topics, asked, problem: found.refusals.map(({ text }) => text).join(' ') },
    );
  },
  Page: ({ topics, asked, answer, problem }) => (
    <div class="page narrow">
      <PageHead
        title="Who decides what"
        under="By the agreements in force on the day, with the paragraph that says so."
      />
      {problem !== undefined && (
        <p class="problem" role="alert">
          <bdi>{problem}</bdi>
        </p>
      )}
      {answer && (
        <Section title="Answer" kind={answer.decided ? 'answer seen' : 'answer unseen'}>
          <p class="answer-words">
            <Tag tone={answer.decided ? 'done' : 'concern'}>{answer.decided ? 'Agreed' : 'Nobody yet'}</Tag>{' '}
            <Words>{answer.words}</Words>
          </p>
          <p class="meta">
            <bdi>
              By the agreements of <When at={answer.on} />
            </bdi>
          </p>
        </Section>
      )}
      {topics.length === 0 ? (
        <Section title="Nothing yet">
          <Empty title="No agreement gives a decision to anybody">
            <p>What is not given stays with each organisation.</p>
          </Empty>
        </Section>
      ) : (
        <Ask topics={topics} asked={asked} />
      )}
      <p>
        <a href="/decision-rights">Who may say yes in each organisation, by name</a>
      </p>
    </div>
  ),
};

function readAsked({ query }: LoaderContext): DecidesShown['asked'] {
  const on = query.get('on') ?? '';
  return {
    topic: query.get('topic') ?? '',
    limit: query.get('limit') ?? '',
    currency: query.get('currency') ?? 'GBP',
    ...(on === '' ? {} : { on }),
  };
}

function Ask({ topics, asked }: Pick<DecidesShown, 'topics' | 'asked'>) {
  return (
    <Section title="Ask">
      <form method="get" action="/decides" class="form">
        <Choice
          label="About what"
          name="topic"
          value={asked.topic}
          options={topics.map((topic) => ({ value: topic, words: capital(topic.replaceAll('-', ' ')) }))}
        />
        <Field label="How much" name="limit" hint="Such as 60,000. Empty: any amount." value={asked.limit} />
        <Choice
          label="Currency"
          name="currency"
          value={asked.currency}
          options={CURRENCIES.map((one) => ({ value: one, words: one }))}
        />
        <Field label="On which day" name="on" type="date" hint="Today, where it is empty." value={asked.on} />
        <p class="actions">
          <button type="submit" class="button main">
            Ask
          </button>
        </p>
      </form>
    </Section>
  );
}
