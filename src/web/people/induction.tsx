import { accepted } from '#fhir';
import type { InductionView } from '#governance/contract';
import type { PageDefinition } from '../page.ts';
import { Fact } from '../parts/fact.tsx';
import { Button, Post } from '../parts/form.tsx';
import { Empty, PageHead, Section } from '../parts/section.tsx';
import { Tag } from '../parts/tag.tsx';
import { Value, When, Words } from '../parts/value.tsx';
import { counted } from '../parts/words.ts';
import { Whose } from '../programme/parts.tsx';
import { STAFF } from '../shell/places.ts';

export type InductionShown = { readonly found: InductionView };

/** An hour for whoever is new to a programme, from its own records; then ten questions. */
export const inductionPage: PageDefinition<InductionShown> = {
  path: '/programmes/:id/new-here',
  policy: { allow: 'roles', roles: STAFF },
  title: ({ found }) => `New to ${found.programme.name}`,
  loader: async ({ governance, access, params }) => {
    const found = await governance.induction.of(access, params['id'] ?? '');
    return found.ok ? accepted({ found: found.value }) : found;
  },
  Page: ({ found }) => (
    <div class="page">
      <p class="back">
        <a href={`/programmes/${found.programme.id}`}>
          <Words>{found.programme.name}</Words>
        </a>
      </p>
      <PageHead
        title={
          <>
            New to <Words>{found.programme.name}</Words>
          </>
        }
        under="An hour, from what the programme has written down itself."
      />
      <Why of={found} />
      <Story of={found} />
      <Decisions of={found} />
      <Mine of={found} />
      <People of={found} />
      <Quiz of={found} />
    </div>
  ),
  actions: {
    ask: async ({ governance, access, params }) => {
      const id = params['id'] ?? '';
      const done = await governance.induction.ask(access, id);
      return done.ok ? accepted({ to: `/programmes/${id}/new-here#s-what-you-know-now` }) : done;
    },
    answer: async ({ governance, access, params }, form) => {
      const id = params['id'] ?? '';
      const choices = Array.from({ length: 10 }, (_, index) => Number(form.get(`q${index}`) ?? '-1'));
      const done = await governance.induction.answer(access, id, choices);
      return done.ok
        ? accepted({ to: `/programmes/${id}/new-here#s-what-you-know-now`, said: 'It is looked at.' })
        : done;
    },
  },
};

type Of = { readonly of: InductionView };

function minutes(count: number): string {
  return `${count} minutes`;
}

function Why({ of }: Of) {
  return (
    <Section title="Why" aside={minutes(of.minutes.why)}>
      <dl class="facts">
        <Fact name="Aim">
          <Words>{of.aim}</Words>
        </Fact>
        {of.problem !== '' && (
          <Fact name="The problem">
            <Words>{of.problem}</Words>
          </Fact>
        )}
        {of.causes.map((words, index) => (
          <Fact key={words} name={`Cause ${index + 1}`}>
            <Words>{words}</Words>
          </Fact>
        ))}
      </dl>
      <p class="actions">
        <a class="button" href={`/programmes/${of.programme.id}/case`}>
          The case for change, with its options
        </a>
      </p>
    </Section>
  );
}

function Story({ of }: Of) {
  return (
    <Section title="The story so far" aside={minutes(of.minutes.story)}>
      <ol class="plain-list">
        {of.story.map(({ on, words }) => (
          <li key={`${on} ${words}`}>
            <Words>{words}</Words>
            <span class="aside">
              <When at={on} />
            </span>
          </li>
        ))}
      </ol>
    </Section>
  );
}

function Decisions({ of }: Of) {
  return (
    <Section title="What was decided, and why" aside={minutes(of.minutes.decisions)}>
      {of.decisions.length === 0 ? (
        <Empty title="Its board has decided nothing yet that you may read." />
      ) : (
        <ul class="item-list">
          {of.decisions.map((one) => (
            <li key={one.id} data-row>
              <a class="item-title" href={`/papers/${one.id}`}>
                <Words>{one.title}</Words>
              </a>
              <span class="item-fact">{one.decided !== undefined && <When at={one.decided} />}</span>
              <span class="item-words">
                <Words>{one.decision ?? ''}</Words>
              </span>
              <span class="item-words meta">
                <bdi>
                  Because: <Words>{one.effect}</Words>
                </bdi>
              </span>
              {one.dissent.map(({ name, reason }) => (
                <span class="item-words meta" key={name}>
                  <bdi>
                    Against: <Words>{name}</Words>
                    {reason !== undefined && (
                      <>
                        : <Words>{reason}</Words>
                      </>
                    )}
                  </bdi>
                </span>
              ))}
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function Mine({ of }: Of) {
  return (
    <Section title="What is yours" aside={minutes(of.minutes.mine)}>
      {of.mine.due.length + of.mine.changes.length === 0 ? (
        <Empty title="Nothing is due from you, and nothing changes for your role yet." />
      ) : (
        <ul class="plain-list">
          {of.mine.due.map((one) => (
            <li key={one.id}>
              <a href={`/obligations/${one.id}`}>
                <Words>{one.title}</Words>
              </a>
              {one.due !== undefined && (
                <span class="aside">
                  <When at={one.due} />
                </span>
              )}
            </li>
          ))}
          {of.mine.changes.map((one) => (
            <li key={one.words}>
              <Words>{one.words}</Words>
              <span class="aside">
                <When at={one.from} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function People({ of }: Of) {
  const { toFirstDecision: first } = of;
  return (
    <Section title="Whom to meet" aside={minutes(of.minutes.people)}>
      <ul class="plain-list">
        {of.people.map((one) => (
          <li key={`${one.organization} ${one.role} ${one.why}`}>
            <bdi>
              <Whose of={one} />: <Words>{one.why}</Words>
            </bdi>
          </li>
        ))}
      </ul>
      {first.mine !== undefined && (
        <p class="meta">
          You first took part in a decision <Value>{first.mine}</Value> days after you began
          {first.median !== undefined && (
            <>
              ; the middle of {first.of} people is <Value>{first.median}</Value>
            </>
          )}
          .
        </p>
      )}
    </Section>
  );
}

function Quiz({ of: { quiz, minutes: takes } }: Of) {
  return (
    <Section title="What you know now" aside={minutes(takes.quiz)}>
      {quiz.result && <Result of={quiz.result} />}
      {quiz.asked ? (
        <Post action="answer">
          {quiz.asked.map(({ question, options }, at) => (
            <fieldset class="field" key={question}>
              <legend>
                <bdi>
                  {at + 1}. <Words>{question}</Words>
                </bdi>
              </legend>
              {options.map((option, index) => (
                <label class="tick" key={option}>
                  <input type="radio" name={`q${at}`} value={String(index)} /> <Words>{option}</Words>
                </label>
              ))}
            </fieldset>
          ))}
          <p class="actions">
            <Button kind="main">These are my answers</Button>
          </p>
        </Post>
      ) : quiz.can ? (
        <Post action="ask">
          <p class="meta">Ten questions from what is above. Eight right answers are enough; nobody else sees them.</p>
          <p class="actions">
            <Button kind={quiz.result ? undefined : 'main'}>{quiz.result ? 'Ask me ten others' : 'Ask me'}</Button>
          </p>
        </Post>
      ) : (
        <Empty title="Too little is written down to ask about it." />
      )}
    </Section>
  );
}

function Result({ of }: { readonly of: NonNullable<InductionView['quiz']['result']> }) {
  return (
    <>
      <p role="status">
        {of.passed ? <Tag tone="done">enough</Tag> : <Tag tone="wait">not yet</Tag>}{' '}
        <bdi>{`${of.correct} of ${counted(of.of, 'answer')} right.`}</bdi>
      </p>
      {of.missed.length > 0 && (
        <ul class="plain-list">
          {of.missed.map(({ question, chosen, page }) => (
            <li key={question}>
              <bdi>
                <Words>{question}</Words>{' '}
                {chosen === undefined ? (
                  'Not answered.'
                ) : (
                  <>
                    You said: <Words>{chosen}</Words>
                  </>
                )}
              </bdi>
              <span class="aside">
                <a href={page}>where it is written</a>
              </span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
