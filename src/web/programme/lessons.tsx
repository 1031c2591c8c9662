import type { ContextField, LessonView, OfferView } from '#governance/contract';
import type { PageDefinition } from '../page.ts';
import { Button, Field } from '../parts/form.tsx';
import { Empty, Section } from '../parts/section.tsx';
import { Tag } from '../parts/tag.tsx';
import { When, Words } from '../parts/value.tsx';
import { STAFF } from '../shell/places.ts';
import { CONTEXT_CHOICES, CONTEXT_WORDS, contextWords } from './context.ts';
import { Deed, doing, loadProgramme, Pick, ProgrammeHead, type ProgrammeShown } from './parts.tsx';

/** What was expected and what happened; and what other programmes learned that fits this one. */
export const programmeLessonsPage: PageDefinition<ProgrammeShown> = {
  path: '/programmes/:id/lessons',
  policy: { allow: 'roles', roles: STAFF },
  title: ({ programme }) => `Lessons: ${programme.name}`,
  loader: loadProgramme,
  Page: (shown) => {
    const { programme, typed } = shown;
    return (
      <div class="page">
        <ProgrammeHead
          of={programme}
          at="/lessons"
          under="What was expected, what happened, and what fits from elsewhere."
        />
        <Section title="From other programmes, the fitting first" count={programme.offers.length}>
          {programme.offers.length === 0 ? (
            <Empty title="Nothing fits yet">
              <p>Say below what this programme stands in: lessons of others are held against that.</p>
            </Empty>
          ) : (
            <ul class="item-list">
              {programme.offers.map((one) => (
                <Offer key={`${one.programme} ${one.id}`} of={one} shown={shown} />
              ))}
            </ul>
          )}
        </Section>
        <Section title="Learned here" count={programme.lessons.length}>
          {programme.lessons.length === 0 ? (
            <Empty title="Nothing was written down yet" />
          ) : (
            <ul class="item-list">
              {programme.lessons.map((one) => (
                <li key={one.id} data-row>
                  <LessonWords of={one} />
                </li>
              ))}
            </ul>
          )}
          <Deed
            did="lesson"
            words="Write down what was learned"
            said="It is kept, for this programme and others."
            typed={typed}
          >
            <Field label="What it is about" name="words" id="lesson-words" required />
            <Field label="What was expected" name="expected" id="lesson-expected" lines={2} required />
            <Field label="What happened" name="happened" id="lesson-happened" lines={2} required />
            <Field label="What others should do" name="advice" id="lesson-advice" lines={2} required />
          </Deed>
        </Section>
        <Context {...shown} />
      </div>
    );
  },
  actions: { do: doing('/lessons') },
};

function LessonWords({ of }: { readonly of: LessonView }) {
  return (
    <>
      <span class="item-title">
        <Words>{of.words}</Words>
      </span>
      <span class="item-fact">
        <When at={of.on} />
      </span>
      <span class="item-words">
        <bdi>
          Expected: <Words>{of.expected}</Words> Happened: <Words>{of.happened}</Words>
        </bdi>
      </span>
      <span class="item-words">
        <bdi>
          Advice: <Words>{of.advice}</Words>{' '}
          <span class="meta">
            Written down by <Words>{of.by}</Words>.
          </span>
        </bdi>
      </span>
    </>
  );
}

function Offer({ of, shown: { programme, typed } }: { readonly of: OfferView; readonly shown: ProgrammeShown }) {
  const list = (fields: readonly ContextField[]) => fields.map((field) => CONTEXT_WORDS[field]).join(', ');
  return (
    <li data-row>
      <LessonWords of={of} />
      <span class="item-words meta">
        <bdi>
          From <a href={`/programmes/${of.programme}/lessons`}>{of.name}</a>.{' '}
          {of.same.length > 0 && `The same: ${list(of.same)}. `}
          {of.different.length > 0 && `Different: ${list(of.different)}. `}
          {of.shared.length > 0 && (
            <>
              Speaks of <Words>{of.shared.join(', ')}</Words>.
            </>
          )}
        </bdi>
      </span>
      {of.weighed && (
        <span class="item-words">
          <Tag tone={of.weighed.takes ? 'done' : 'quiet'}>{of.weighed.takes ? 'taken' : 'does not fit here'}</Tag>{' '}
          <Words>{of.weighed.words}</Words>
        </span>
      )}
      {programme.may.lead && (
        <div class="item-words">
          <Deed
            did="weighed"
            words="Weigh it"
            said="Weighed."
            typed={typed}
            about={{ programme: of.programme, lesson: of.id }}
          >
            <Pick
              label="For this programme"
              name="takes"
              id={`${of.programme}-${of.id}-takes`}
              options={[
                { value: 'true', words: 'We do as it says' },
                { value: 'false', words: 'It does not fit here' },
              ]}
            />
            <Field label="What you make of it" name="words" id={`${of.programme}-${of.id}-words`} required />
          </Deed>
        </div>
      )}
    </li>
  );
}

function Context({ programme }: ProgrammeShown) {
  const { context, may } = programme;
  return (
    <Section title="What this programme stands in">
      <p>{contextWords(context)}</p>
      {may.lead && (
        <details>
          <summary>Say what it stands in</summary>
          <form method="post" class="form">
            <input type="hidden" name="action" value="do" />
            <input type="hidden" name="did" value="context" />
            <input type="hidden" name="said" value="Lessons are held against that." />
            {CONTEXT_CHOICES.map(([field, options]) => (
              <Pick
                key={field}
                label={CONTEXT_WORDS[field]}
                name={field}
                id={`context-${field}`}
                value={context[field]}
                options={[{ value: '', words: 'not said' }, ...options]}
              />
            ))}
            <p class="actions">
              <Button kind="main">Write it down</Button>
            </p>
          </form>
        </details>
      )}
    </Section>
  );
}
