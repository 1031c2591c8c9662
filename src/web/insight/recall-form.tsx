import { accepted } from '#fhir';
import type { RecallCandidate, RecallForm } from '#insight/contract';
import type { PageDefinition } from '../page.ts';
import { Button, Post, Radios } from '../parts/form.tsx';
import { Empty, PageHead, Section } from '../parts/section.tsx';
import { Born, Value, When, Words } from '../parts/value.tsx';
import { CARERS } from '../shell/places.ts';
import { measureHref, placeAsked } from './measures.tsx';
import { UseOf } from './use.tsx';

export type RecallFormShown = { readonly form: RecallForm };

/** Choosing whom to write to: those who come anyway first. */
export const recallFormPage: PageDefinition<RecallFormShown> = {
  path: '/measures/:id/recall',
  policy: { allow: 'roles', roles: CARERS },
  title: ({ form }) => `Write to people: ${form.measure.title}`,
  loader: async (context) => {
    const asked = { measure: context.params.id ?? '', place: placeAsked(context) };
    const form = await context.insight.recall.form(context.access, asked);
    return form.ok ? accepted({ form: form.value }) : form;
  },
  Page: ({ form }) => (
    <div class="page">
      <p class="back">
        <a href={measureHref(form.measure.id, form.place, '/people')}>Not yet: {form.measure.title}</a>
      </p>
      <PageHead
        title="Write to people"
        under={
          <>
            {form.measure.title}, <Words>{form.place.name}</Words>
          </>
        }
      />
      {form.people.length === 0 ? (
        <Empty title="Nobody on your list">
          <p>Everybody you care for here has it, or they are not people whose records you may open.</p>
        </Empty>
      ) : (
        <Post action="send">
          <input type="hidden" name="key" value={form.key} />
          <input type="hidden" name="place" value={form.place.id} />
          <Radios
            label="What is made"
            name="kind"
            value="letter"
            options={[
              { value: 'letter', words: 'Letters to print. They say that checks are due, and not which' },
              { value: 'task', words: 'Tasks to ring' },
            ]}
          />
          <Section title="To whom" count={form.people.length}>
            <ul class="item-list">
              {form.people.map((one) => (
                <Candidate key={one.person} of={one} />
              ))}
            </ul>
          </Section>
          {form.more && (
            <p class="meta">
              There are more than <Value>{form.people.length}</Value>: write to these first.
            </p>
          )}
          <p class="actions">
            <Button kind="main">Make them</Button>
          </p>
        </Post>
      )}
      <UseOf of={form.use} />
    </div>
  ),
  actions: {
    send: async ({ insight, access, params }, form) => {
      const done = await insight.recall.send(access, {
        key: form.get('key') ?? '',
        measure: params.id ?? '',
        place: form.get('place') ?? 'all',
        kind: form.get('kind') ?? '',
        people: form.getAll('person'),
      });
      return done.ok ? accepted({ to: `/recalls/${done.value.id}` }) : done;
    },
  },
};

function Candidate({ of }: { readonly of: RecallCandidate }) {
  return (
    <li data-row>
      <label class="tick item-title">
        <input type="checkbox" name="person" value={of.person} checked={of.next === undefined} />
        <Words>{of.name}</Words>
      </label>
      <span class="item-words meta">
        {of.born !== undefined && (
          <>
            <Born on={of.born} />.{' '}
          </>
        )}
        {of.next === undefined ? (
          'Nothing is booked.'
        ) : (
          <>
            Comes anyway on <When at={of.next} />.
          </>
        )}
      </span>
    </li>
  );
}
