import { accepted } from '#fhir';
import type { CostMovement, MovementPeople, MovementSide } from '#money/contract';
import { monthWords } from '../charts/curve.tsx';
import type { PageDefinition } from '../page.ts';
import { Button, Field, Post } from '../parts/form.tsx';
import { Empty, PageHead, Section } from '../parts/section.tsx';
import { Value, When, Words } from '../parts/value.tsx';
import { counted } from '../parts/words.ts';
import { MONEY } from '../shell/places.ts';
import { Money } from './amount.tsx';
import { StateTag } from './movements.tsx';

export type MovementShown = {
  readonly of: CostMovement & { readonly seen: MovementPeople };
  readonly typed?: string | undefined;
};

/** One cost movement: what fell and what rose, by which rule, for whom, and what both say of it. */
export const movementPage: PageDefinition<MovementShown> = {
  path: '/money/movements/:id',
  policy: { allow: 'roles', roles: MONEY },
  title: () => 'Cost movement',
  loader: async ({ money, access, params, typed }) => {
    const of = await money.shift.movement(access, params['id'] ?? '');
    return of.ok ? accepted({ of: of.value, typed: typed?.get('words') ?? undefined }) : of;
  },
  actions: {
    comment: async ({ money, access, params }, form) => {
      const id = params['id'] ?? '';
      const done = await money.shift.commentMovement(access, id, form.get('words') ?? '');
      return done.ok ? accepted({ to: `/money/movements/${id}`, said: 'Kept beside it.' }) : done;
    },
  },
  Page: ({ of, typed }) => (
    <div class="page">
      <p class="back">
        <a href="/money/movements">Cost movement</a>
      </p>
      <PageHead
        title={`Cost movement in ${monthWords(of.month)}`}
        under={
          <>
            <Words>{of.fell.words}</Words> fell at <Words>{of.fell.name}</Words>, <Words>{of.rose.words}</Words> rose at{' '}
            <Words>{of.rose.name}</Words>, for the same people. <Words>{of.title}</Words>.
          </>
        }
      />
      <Section title="What moved" aside={<StateTag of={of} />}>
        <Sides of={of} />
        <p>
          {counted(of.count, 'person', 'people')}: {of.cohort}. For everybody else it{' '}
          {of.othersPercent < 0 ? 'fell' : 'rose'} by <Value>{`${Math.abs(of.othersPercent).toFixed(0)} %`}</Value>.
        </p>
        <p class="meta">{of.rule}</p>
      </Section>
      <People of={of.seen} />
      <Comments of={of} typed={typed} />
    </div>
  ),
};

const COLUMNS = ['A person, before', 'A person, now', 'Change', 'Standard errors', 'Money of the month'] as const;

function Sides({ of }: { readonly of: CostMovement }) {
  return (
    <table class="rows tight stacked">
      <caption class="sr">What fell and what rose</caption>
      <thead>
        <tr>
          <th scope="col">What</th>
          {COLUMNS.map((words) => (
            <th key={words} scope="col" class="number">
              {words}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {[of.fell, of.rose].map((side) => (
          <SideRow key={side.organization} of={side} />
        ))}
      </tbody>
    </table>
  );
}

function SideRow({ of }: { readonly of: MovementSide }) {
  const change = `${of.percent < 0 ? '\u2212' : '+'}${Math.abs(of.percent).toFixed(0)} %`;
  const cells = [of.before.toFixed(2), of.now.toFixed(2), change, Math.abs(of.z).toFixed(1)];
  return (
    <tr>
      <th scope="row">
        <Words>{of.words}</Words>, <Words>{of.name}</Words>
      </th>
      {cells.map((cell, at) => (
        <td key={COLUMNS[at]} class="number" data-words={COLUMNS[at]}>
          <Value>{cell}</Value>
        </td>
      ))}
      <td class="number" data-words={COLUMNS[4]}>
        <Money of={of.amount} />
      </td>
    </tr>
  );
}

function People({ of }: { readonly of: MovementPeople }) {
  return (
    <Section title="The people" count={of.count}>
      {of.people.length === 0 ? (
        <Empty title="None whose record this role may see">
          <p>A name is shown to those alone who may see the record.</p>
        </Empty>
      ) : (
        <ul class="item-list">
          {of.people.map(({ person, name }) => (
            <li key={person} data-row>
              <a class="item-title" href={`/people/${person.replace('Person/', '')}`}>
                <Words>{name}</Words>
              </a>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function Comments({ of, typed }: MovementShown) {
  return (
    <Section title="What both say" count={of.comments.length}>
      <p class="meta">
        {of.state === 'for-comment' ? (
          <>
            Until <When at={of.due} /> only these two see it.
          </>
        ) : (
          'All partners of the agreement see it.'
        )}
      </p>
      <ul class="item-list">
        {of.comments.map(({ organization, by, words, at }) => (
          <li key={organization} data-row>
            <span class="item-title">
              <Words>{organization}</Words>
            </span>
            <span class="item-words meta">
              <Words>{words}</Words> <When at={at} time />, <Words>{by}</Words>
            </span>
          </li>
        ))}
      </ul>
      {of.may.comment && (
        <Post action="comment" to={`/money/movements/${of.id}`}>
          <Field label="What is behind it" name="words" lines={3} required value={typed} />
          <p class="actions">
            <Button kind="main">Say it</Button>
          </p>
        </Post>
      )}
    </Section>
  );
}
