import { accepted } from '#fhir';
import type { ChangeView, DriverView, ProgrammeMeasures, ProgrammeView } from '#governance/contract';
import type { PageDefinition } from '../page.ts';
import { Fact } from '../parts/fact.tsx';
import { Field } from '../parts/form.tsx';
import { Empty, Section } from '../parts/section.tsx';
import { Tag } from '../parts/tag.tsx';
import { When, Words } from '../parts/value.tsx';
import { STAFF } from '../shell/places.ts';
import { Course, MeasureField } from './measure.tsx';
import { Deed, doing, loadProgramme, Pick, PlaceFields, ProgrammeHead, type ProgrammeShown, Whose } from './parts.tsx';
import { Sponsor } from './sponsor.tsx';

export type TreeShown = ProgrammeShown & { readonly measures: ProgrammeMeasures };

/** From the aim over what drives it to what is done otherwise, by which measure it shows, and who owns it. */
export const programmePage: PageDefinition<TreeShown> = {
  path: '/programmes/:id',
  policy: { allow: 'roles', roles: STAFF },
  title: ({ programme }) => programme.name,
  loader: async (context) => {
    const found = await loadProgramme(context);
    if (!found.ok) return found;
    const measures = await context.governance.programmes.measured(context.access, found.value.programme.id);
    return measures.ok ? accepted({ ...found.value, measures: measures.value }) : measures;
  },
  Page: (shown) => {
    const { programme, typed, measures } = shown;
    return (
      <div class="page">
        <ProgrammeHead of={programme} at="" under={<Under of={programme} />} />
        <p class="actions">
          <a class="button" href={`/programmes/${programme.id}/new-here`}>
            New here? An hour to know it
          </a>
        </p>
        <Risks of={programme} />
        <Section title="From aim to owner">
          <dl class="facts">
            <Fact name="Aim">
              <Words>{programme.aim}</Words>
            </Fact>
            <Fact name="Reached when">
              <Course of={measures.aim} />
            </Fact>
          </dl>
          {programme.drivers.length === 0 ? (
            <Empty title="Nothing drives it yet">
              <p>Say first what has to be different for the aim to be reached, then what will be done about it.</p>
            </Empty>
          ) : (
            <ol class="tree">
              {programme.drivers.map((driver) => (
                <Driver key={driver.id} of={driver} shown={shown} />
              ))}
            </ol>
          )}
          {programme.may.lead && (
            <Deed did="driver" words="Add what drives the aim" said="It is written down." typed={typed}>
              <Field label="What has to be different" name="words" id="driver-words" required />
            </Deed>
          )}
        </Section>
        <Sponsor {...shown} />
        <Around of={programme} />
      </div>
    );
  },
  actions: { do: doing('') },
};

/** Who and what is around it. */
function Around({ of }: { readonly of: ProgrammeView }) {
  return (
    <Section title="Around it">
      <ul class="plain-list">
        {AROUND.map(([path, name, words]) => (
          <li key={path}>
            <a href={`/programmes/${of.id}${path}`}>{name}</a>
            <span class="meta">{words}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

const AROUND = [
  ['/stakeholders', 'Stakeholders', 'who can help or stop it, what was promised to them, who has gone silent'],
  ['/rhythm', 'Rhythm and news', 'visits, meetings and newsletters'],
  ['/influence', 'Influence', 'who listens to whom, about what'],
  ['/kits', 'Arguments', 'for each whom it takes: their own numbers, their concerns with an answer'],
] as const;

function Under({ of }: { readonly of: ProgrammeView }) {
  return (
    <>
      Led by <Whose of={of.lead} />.{' '}
      {of.board && (
        <>
          Decided by <a href={`/bodies/${encodeURIComponent(of.board.id)}`}>{of.board.name}</a>.
        </>
      )}
    </>
  );
}

function Risks({ of }: { readonly of: ProgrammeView }) {
  if (of.riskList.length === 0) return null;
  return (
    <Section title="Risks" count={of.riskList.length} kind="waits">
      <ul class="plain-list">
        {of.riskList.map(({ words, page }) => (
          <li key={words}>
            <a href={page}>
              <Words>{words}</Words>
            </a>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Driver({ of, shown }: { readonly of: DriverView; readonly shown: TreeShown }) {
  const { programme, typed } = shown;
  return (
    <li>
      <h3>
        <Words>{of.words}</Words>
      </h3>
      {of.changes.length === 0 ? (
        <p class="meta">Nothing is done about it yet.</p>
      ) : (
        <ul class="item-list">
          {of.changes.map((change) => (
            <Change key={change.id} of={change} shown={shown} />
          ))}
        </ul>
      )}
      {programme.may.lead && (
        <Deed
          did="change"
          words="Add a change"
          said="The change is written down."
          typed={typed}
          about={{ driver: of.id }}
        >
          <Field label="What will be done otherwise" name="words" id={`${of.id}-words`} required />
          <Field label="From when" name="starts" id={`${of.id}-starts`} type="date" required />
        </Deed>
      )}
    </li>
  );
}

function Change({ of, shown }: { readonly of: ChangeView; readonly shown: TreeShown }) {
  const { programme, measures } = shown;
  const course = measures.changes.find(({ change }) => change === of.id);
  return (
    <li data-row>
      <span class="item-title">
        <Words>{of.words}</Words>
      </span>
      <span class="item-fact">
        {of.started !== undefined ? (
          <Tag tone="done">started</Tag>
        ) : of.lacks.length === 0 ? (
          <Tag tone="wait">to start</Tag>
        ) : (
          <Tag tone="concern">not yet</Tag>
        )}
      </span>
      <span class="item-words meta">
        <bdi>
          {of.started === undefined ? 'From ' : 'Started on '}
          <When at={of.started ?? of.starts} />. Shown by:{' '}
          {course === undefined ? 'no measure yet' : <Course of={course} />}. Owned by:{' '}
          {of.owner ? <Whose of={of.owner} /> : 'nobody yet'}. <Feared of={of} known={measures.watchable} />
        </bdi>
      </span>
      {programme.may.lead && of.started === undefined && <ChangeDeeds of={of} shown={shown} />}
    </li>
  );
}

/** What it may do that nobody wants; once it has begun, where that is watched. */
function Feared({ of, known }: { readonly of: ChangeView; readonly known: ProgrammeMeasures['watchable'] }) {
  if (of.feared.length === 0) return <>Nothing is feared of it yet.</>;
  return (
    <>
      Feared:{' '}
      {of.feared.map(({ series, way, at }, index) => (
        <span key={`${series} ${way} ${at ?? ''}`}>
          {index > 0 && '; '}
          {way === 'up' ? 'more' : 'fewer'}: <Words>{known.find(({ id }) => id === series)?.title ?? series}</Words>
          {at !== undefined && (
            <>
              {' '}
              at <Words>{at}</Words>
            </>
          )}
        </span>
      ))}
      . {of.started === undefined ? 'It is watched from the first day on.' : <a href="/sentinels">It is watched</a>}
    </>
  );
}

const WAYS = [
  { value: 'up', words: 'More of them' },
  { value: 'down', words: 'Fewer of them' },
] as const;

function ChangeDeeds({
  of,
  shown: { programme, typed, measures },
}: {
  readonly of: ChangeView;
  readonly shown: TreeShown;
}) {
  const about = { change: of.id };
  return (
    <div class="item-words">
      <Deed did="measured-by" words="Say how it shows" said="The measure is written down." typed={typed} about={about}>
        <MeasureField id={`${of.id}-measure`} choices={measures.choices} />
      </Deed>
      {measures.watchable.length > 0 && (
        <Deed did="feared" words="Say what is feared" said="It is written down." typed={typed} about={about}>
          <Pick
            label="What would show it"
            name="series"
            id={`${of.id}-series`}
            options={measures.watchable.map(({ id, title }) => ({ value: id, words: title }))}
          />
          <Pick label="Which way" name="way" id={`${of.id}-way`} options={WAYS} />
          <Pick
            label="Where"
            name="organization"
            id={`${of.id}-where`}
            options={[
              { value: '', words: 'At each partner' },
              ...programme.partners.map(({ organization, name }) => ({ value: organization, words: name })),
            ]}
          />
        </Deed>
      )}
      <Deed did="owned" words="Give it an owner" said="It has an owner." typed={typed} about={about}>
        <PlaceFields name="owner" id={`${of.id}-owner`} words="Owner" partners={programme.partners} />
      </Deed>
      <Deed did="started" words="Start it" said="It has started." typed={typed} about={about} button="Start it" />
    </div>
  );
}
