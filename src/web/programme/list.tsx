import { accepted } from '#fhir';
import type { BodySummary, CountedMeasure, ProgrammeSummary } from '#governance/contract';
import type { PageDefinition } from '../page.ts';
import { Button, Choice, Field, Post } from '../parts/form.tsx';
import { Empty, PageHead, Section } from '../parts/section.tsx';
import { Tag } from '../parts/tag.tsx';
import { When, Words } from '../parts/value.tsx';
import { counted } from '../parts/words.ts';
import { STAFF } from '../shell/places.ts';
import { MeasureField } from './measure.tsx';
import { PlaceFields, typedFrom, Whose } from './parts.tsx';

export type ProgrammesShown = {
  readonly programmes: readonly ProgrammeSummary[];
  readonly bodies: readonly BodySummary[];
  readonly partners: readonly { readonly organization: string; readonly name: string }[];
  readonly begins: boolean;
  /** Measures to choose from, for who begins one. */
  readonly choices: readonly CountedMeasure[];
  readonly typed?: URLSearchParams;
};

/** Every programme of change of the partnership. */
export const programmesPage: PageDefinition<ProgrammesShown> = {
  path: '/programmes',
  policy: { allow: 'roles', roles: STAFF },
  title: () => 'Programmes',
  loader: async ({ governance, access, typed }) => {
    const begins = access.role === 'programme-lead';
    const [programmes, bodies, { partners }, choices] = await Promise.all([
      governance.programmes.all(access),
      governance.decisions.bodies(access),
      governance.partnership(access),
      begins ? governance.decisions.measures(access) : [],
    ]);
    return accepted({
      programmes,
      bodies,
      partners,
      begins,
      choices,
      ...(typed ? { typed } : {}),
    });
  },
  Page: (shown) => (
    <div class="page">
      <PageHead
        title="Programmes"
        under="What is being changed together: why, by whom, by when, and how one would know."
      >
        <a class="button" href="/readiness">
          Asked of teams
        </a>
        <a class="button" href="/maturity">
          How far we are
        </a>
      </PageHead>
      <Section title="Under way" count={shown.programmes.length}>
        {shown.programmes.length === 0 ? (
          <Empty title="No programme has been begun">
            <p>
              The programme lead of a partner begins one: with its aim, and the measure that says when it is reached.
            </p>
          </Empty>
        ) : (
          <ul class="item-list">
            {shown.programmes.map((one) => (
              <Row key={one.id} of={one} />
            ))}
          </ul>
        )}
      </Section>
      {shown.begins && <Begin {...shown} />}
    </div>
  ),
  actions: {
    begin: async ({ governance, access }, form) => {
      const done = await governance.programmes.begin(access, typedFrom(form));
      return done.ok
        ? accepted({ to: `/programmes/${done.value.id}`, said: 'It is begun. Say what drives its aim.' })
        : done;
    },
  },
};

function Row({ of }: { readonly of: ProgrammeSummary }) {
  return (
    <li data-row>
      <a class="item-title" href={`/programmes/${of.id}`}>
        <Words>{of.name}</Words>
      </a>
      <span class="item-fact">
        {of.risks === 0 ? <Tag tone="done">on its way</Tag> : <Tag tone="concern">{counted(of.risks, 'risk')}</Tag>}
      </span>
      <span class="item-words">
        <Words>{of.aim}</Words>
      </span>
      <span class="item-words meta">
        <bdi>
          {of.started} of {counted(of.changes, 'change')} started.{' '}
          {of.passed === undefined ? (
            'Its case for change is not agreed yet.'
          ) : (
            <>
              Its case for change was agreed on <When at={of.passed} />.
            </>
          )}{' '}
          Led by <Whose of={of.lead} />.
        </bdi>
      </span>
    </li>
  );
}

function Begin({ bodies, partners, choices, typed }: ProgrammesShown) {
  const value = (name: string) => typed?.get(name) ?? '';
  return (
    <Section title="Begin another">
      <details open={typed !== undefined}>
        <summary>A programme</summary>
        <Post action="begin">
          <Field label="Name" name="name" required value={value('name')} />
          <Field
            label="Aim"
            name="aim"
            hint="What will be better, for whom, by when."
            lines={2}
            required
            value={value('aim')}
          />
          <MeasureField
            id="begin-measure"
            label="The measure that says so"
            choices={choices}
            value={value('measure')}
          />
          <Choice
            label="Who decides about it"
            name="board"
            value={value('board')}
            options={bodies.map((body) => ({ value: body.id, words: body.name }))}
          />
          <PlaceFields name="lead" id="lead" words="Who leads it" partners={partners} />
          <p class="actions">
            <Button kind="main">Begin it</Button>
          </p>
        </Post>
      </details>
    </Section>
  );
}
