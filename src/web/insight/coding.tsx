import { accepted } from '#fhir';
import type { CodingPeople, CodingQuestion, CodingView } from '#insight/contract';
import type { PageDefinition } from '../page.ts';
import { Empty, PageHead, Section } from '../parts/section.tsx';
import { Tag } from '../parts/tag.tsx';
import { Value, When, Words } from '../parts/value.tsx';
import { STAFF } from '../shell/places.ts';
import { placeAsked } from './measures.tsx';
import { showPercent, showTally } from './tally.tsx';
import { UseOf } from './use.tsx';

export type CodingShown = {
  readonly view: CodingView;
  /** The people behind one of the questions, where they were asked for. */
  readonly people?: CodingPeople;
};

/** What practices write otherwise than the others, so that it counts otherwise or not at all. */
export const codingPage: PageDefinition<CodingShown> = {
  path: '/measures/coding',
  policy: { allow: 'roles', roles: STAFF },
  title: ({ view }) => `Recorded otherwise, ${view.place.name}`,
  loader: async (context) => {
    const { insight, access, query } = context;
    const found = await insight.coding(access, { place: placeAsked(context) });
    if (!found.ok) return found;
    const [practice, fact, way] = ['practice', 'fact', 'way'].map((name) => query.get(name));
    if (!practice || !fact || !way) return accepted({ view: found.value });
    const people = await insight.codingPeople(access, { practice, fact, way });
    return people.ok ? accepted({ view: found.value, people: people.value }) : people;
  },
  Page: ({ view, people }) => (
    <div class="page">
      <p class="back">
        <a href={`/measures?place=${encodeURIComponent(view.place.id)}`}>Measures</a>
      </p>
      <PageHead
        title="Recorded otherwise"
        under={
          <>
            {view.place.name} · records from <When at={view.from} /> to <When at={view.asAt} />
          </>
        }
      />
      <Section title="Questions to practices" count={view.questions.length || undefined}>
        {view.questions.length === 0 ? (
          <Empty title="Nothing stands out">
            <p>No practice writes what the measures read in a way of its own, beyond what chance does.</p>
          </Empty>
        ) : (
          <Questions of={view.questions} view={view} people={people} />
        )}
      </Section>
      <p>
        <a href="/measures/coding/codes">Codes that count as others</a>
      </p>
      <Section title="How this is worked out">
        <p>
          For everything that the measures read, the codes, units and missing values of each practice are held against
          those of all others together. A practice is asked where five people or more are written in a way that the
          others hardly use, by more than chance does once in a thousand such looks at everything. What a code means is
          for those who use it to say.
        </p>
        <UseOf of={view.use} />
      </Section>
    </div>
  ),
};

/** On the page of a measure: what its figures rest on, where a practice writes that otherwise. */
export function CodingSection({ view }: { readonly view: CodingView }) {
  if (view.questions.length === 0) return null;
  return (
    <Section title="Recorded otherwise" count={view.questions.length}>
      <Questions of={view.questions} view={view} people={undefined} />
    </Section>
  );
}

type Listed = {
  readonly of: readonly CodingQuestion[];
  readonly view: CodingView;
  readonly people: CodingPeople | undefined;
};

function Questions({ of, view, people }: Listed) {
  return (
    <ul class="item-list">
      {of.map((one) => (
        <Question
          key={`${one.place.id} ${one.fact} ${one.way}`}
          of={one}
          view={view}
          people={people && sameQuestion(people.question, one) ? people : undefined}
        />
      ))}
    </ul>
  );
}

function sameQuestion(a: CodingQuestion, b: CodingQuestion): boolean {
  return a.place.id === b.place.id && a.fact === b.fact && a.way === b.way;
}

type Props = { readonly of: CodingQuestion; readonly view: CodingView; readonly people: CodingPeople | undefined };

function Question({ of, view, people }: Props) {
  return (
    <li>
      <h3 class="item-title">
        <Words>{of.question}</Words>
      </h3>
      <p class="item-fact">
        {of.uncounted ? <Tag tone="concern">counts nowhere</Tag> : <Tag tone="quiet">is counted</Tag>}
      </p>
      {of.words.map((words) => (
        <p key={words} class="item-words">
          <Words>{words}</Words>
        </p>
      ))}
      <p class="item-words meta">
        <a href={`/measures?place=${encodeURIComponent(of.place.id)}`}>
          <bdi>{of.place.name}</bdi>
        </a>
        : <Value>{showPercent(of.percent)}</Value>
        {of.tally && (
          <>
            {' '}
            (<Value>{showTally(of.tally)}</Value> people)
          </>
        )}{' '}
        · the others: <Value>{showPercent(of.othersPercent)}</Value>
        {view.people && !people && (
          <>
            {' '}
            · <a href={peopleHref(of, view)}>Show the people whom I may see</a>
          </>
        )}
        {of.unread && (
          <>
            {' '}
            · <a href={sayHref(of, of.unread)}>Say which code it is</a>
          </>
        )}
      </p>
      {people && <People listed={people} />}
    </li>
  );
}

function sayHref({ place, title }: CodingQuestion, unread: NonNullable<CodingQuestion['unread']>): string {
  const query = new URLSearchParams({ organization: `Organization/${place.id}`, title, ...unread });
  return `/measures/coding/codes?${query.toString()}`;
}

function peopleHref({ place, fact, way }: CodingQuestion, view: CodingView): string {
  const query = new URLSearchParams({ place: view.place.id, practice: place.id, fact, way });
  return `/measures/coding?${query.toString()}`;
}

function People({ listed: { people, more } }: { readonly listed: CodingPeople }) {
  if (people.length === 0) return <p class="item-words">Nobody whose record you may see.</p>;
  return (
    <ul class="item-words">
      {people.map(({ person, name, born }) => (
        <li key={person}>
          <a href={`/people/${person.replace('Person/', '')}`}>
            <bdi>{name}</bdi>
          </a>
          {born && (
            <>
              , born <When at={born} />
            </>
          )}
        </li>
      ))}
      {more && <li>and more</li>}
    </ul>
  );
}
