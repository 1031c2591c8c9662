import { accepted } from '#fhir';
import type { RecallLetter, RecallPerson, RecallView } from '#insight/contract';
import type { PageDefinition } from '../page.ts';
import { Button, Post } from '../parts/form.tsx';
import { PageHead, Section } from '../parts/section.tsx';
import { Tag, type Tone } from '../parts/tag.tsx';
import { Value, When, Words } from '../parts/value.tsx';
import { personPath } from '../record/path.ts';
import { CARERS } from '../shell/places.ts';

export type RecallShown = { readonly of: RecallView };

/** What became of a recall: who was written to, who was not and why, and taking it back on the same day. */
export const recallPage: PageDefinition<RecallShown> = {
  path: '/recalls/:id',
  policy: { allow: 'roles', roles: CARERS },
  title: ({ of }) => `Written to: ${of.measure.title}`,
  loader: async ({ insight, access, params }) => {
    const found = await insight.recall.one(access, params.id ?? '');
    return found.ok ? accepted({ of: found.value }) : found;
  },
  Page: ({ of }) => (
    <div class="page">
      <p class="back">
        <a href={`/measures/${encodeURIComponent(of.measure.id)}/people?place=${encodeURIComponent(of.place.id)}`}>
          Not yet: {of.measure.title}
        </a>
      </p>
      <PageHead
        title={of.kind === 'letter' ? 'Letters' : 'Tasks to ring'}
        under={
          <>
            {of.measure.title}, <Words>{of.place.name}</Words>, <When at={of.at} time />, by <Words>{of.by}</Words>
          </>
        }
      />
      <p role="status">
        {of.undone === undefined ? (
          <>
            <Value strong>{of.sent}</Value> of <Value>{of.of}</Value> made.
          </>
        ) : (
          <>
            Taken back <When at={of.undone} time />.
          </>
        )}
      </p>
      {of.kind === 'letter' && of.sent > 0 && (
        <p class="actions">
          <a class="button" href={`/recalls/${of.id}/letters`}>
            The letters, to print
          </a>
        </p>
      )}
      <Section title="People" count={of.people.length}>
        <ul class="item-list">
          {of.people.map((one) => (
            <Row key={one.person} of={one} />
          ))}
        </ul>
      </Section>
      {of.may.undo && (
        <Post action="undo">
          <p class="actions">
            <Button kind="danger">Take all of them back</Button>
          </p>
        </Post>
      )}
    </div>
  ),
  actions: {
    undo: async ({ insight, access, params }) => {
      const done = await insight.recall.undo(access, params.id ?? '');
      return done.ok
        ? accepted({ to: `/recalls/${done.value.id}`, said: 'Taken back: nothing of it stands open.' })
        : done;
    },
  },
};

const STATES: Readonly<Record<RecallPerson['state'], readonly [Tone, string]>> = {
  waiting: ['wait', 'waits'],
  sent: ['done', 'made'],
  'not-sent': ['concern', 'not made'],
  undone: ['quiet', 'taken back'],
};

function Row({ of: { person, name, state, why } }: { readonly of: RecallPerson }) {
  const [tone, words] = STATES[state];
  return (
    <li data-row>
      <span class="item-title">
        <a href={personPath(person)}>
          <Words>{name}</Words>
        </a>
      </span>
      <span class="item-fact">
        <Tag tone={tone}>{words}</Tag>
      </span>
      {why !== undefined && (
        <span class="item-words meta">
          <Words>{why}</Words>
        </span>
      )}
    </li>
  );
}

export type LettersShown = { readonly id: string; readonly letters: readonly RecallLetter[] };

/** A letter a person, each on a sheet of its own when printed. */
export const lettersPage: PageDefinition<LettersShown> = {
  path: '/recalls/:id/letters',
  policy: { allow: 'roles', roles: CARERS },
  title: () => 'Letters',
  loader: async ({ insight, access, params }) => {
    const found = await insight.recall.letters(access, params.id ?? '');
    return found.ok ? accepted({ id: params.id ?? '', letters: found.value }) : found;
  },
  Page: ({ id, letters }) => (
    <div class="page narrow">
      <p class="back">
        <a href={`/recalls/${id}`}>Who was written to</a>
      </p>
      <PageHead title="Letters" under={`${letters.length} to print, one a sheet.`} />
      {letters.map((letter) => (
        <Letter key={letter.person} of={letter} />
      ))}
    </div>
  ),
};

function Letter({ of: { name, address, language, from } }: { readonly of: RecallLetter }) {
  return (
    <div class="card letter">
      <address>
        <Words>{name}</Words>
        {address.map((line) => (
          <>
            <br />
            <Words>{line}</Words>
          </>
        ))}
      </address>
      {language !== undefined && (
        <p class="meta">
          Better told in <Words>{language}</Words>: ask for an interpreter.
        </p>
      )}
      <p>
        Dear <Words>{name}</Words>,
      </p>
      <p>
        Some of your regular checks are due. Please make an appointment with us. Bring a list of your medicines if you
        have one.
      </p>
      <p>
        <Words>{from}</Words>
      </p>
    </div>
  );
}
