import type { MilestoneView, ProgrammeView } from '#governance/contract';
import type { PageDefinition } from '../page.ts';
import { Field } from '../parts/form.tsx';
import { Empty, Section } from '../parts/section.tsx';
import { Tag } from '../parts/tag.tsx';
import { When, Words } from '../parts/value.tsx';
import { counted } from '../parts/words.ts';
import { STAFF } from '../shell/places.ts';
import { Deed, doing, loadProgramme, ProgrammeHead, type ProgrammeShown } from './parts.tsx';
import { Promises } from './promises.tsx';
import { Shocks } from './shocks.tsx';

/** The plan as it is beside the plan as it was, what came between, and what others promised. */
export const programmePlanPage: PageDefinition<ProgrammeShown> = {
  path: '/programmes/:id/plan',
  policy: { allow: 'roles', roles: STAFF },
  title: ({ programme }) => `Plan: ${programme.name}`,
  loader: loadProgramme,
  Page: (shown) => {
    const { programme, typed } = shown;
    return (
      <div class="page">
        <ProgrammeHead of={programme} at="/plan" under="What will be there when, beside what was planned before." />
        <Section title="Milestones" count={programme.milestones.length}>
          {programme.milestones.length === 0 ? (
            <Empty title="No milestone yet" />
          ) : (
            <ul class="item-list">
              {programme.milestones.map((one) => (
                <Row key={one.id} of={one} shown={shown} />
              ))}
            </ul>
          )}
          {programme.may.lead && (
            <Deed did="milestone" words="Add a milestone" said="It is in the plan." typed={typed}>
              <Field label="What will be there" name="words" id="milestone-words" required />
              <Field label="Day" name="on" id="milestone-on" type="date" required />
            </Deed>
          )}
        </Section>
        <Baselines {...shown} />
        <Shocks {...shown} />
        <Promises {...shown} />
      </div>
    );
  },
  actions: { do: doing('/plan') },
};

function Row({ of, shown: { programme, typed } }: { readonly of: MilestoneView; readonly shown: ProgrammeShown }) {
  const about = { milestone: of.id };
  return (
    <li data-row>
      <span class="item-title">
        <Words>{of.words}</Words>
      </span>
      <span class="item-fact">{of.reached === undefined ? <When at={of.on} /> : <Tag tone="done">reached</Tag>}</span>
      <span class="item-words meta">
        <bdi>
          <Against of={of} /> {of.why !== undefined && <Words>{of.why}</Words>}
        </bdi>
      </span>
      {of.forecast !== undefined && (
        <span class="item-words">
          <Tag tone="concern">
            {of.forecast === 'no end in sight' ? (
              'at this pace no end is in sight'
            ) : (
              <>
                at this pace on <When at={of.forecast} />
              </>
            )}
          </Tag>
        </span>
      )}
      {programme.may.lead && of.reached === undefined && (
        <div class="item-words">
          <Deed did="moved" words="Move it" said="It moved; the baseline stays." typed={typed} about={about}>
            <Field label="To which day" name="on" id={`${of.id}-on`} type="date" required />
            <Field label="Why" name="why" id={`${of.id}-why`} required />
          </Deed>
          <Deed did="reached" words="It was reached" said="Reached." typed={typed} about={about}>
            <Field label="On which day" name="on" id={`${of.id}-reached`} type="date" required />
          </Deed>
        </div>
      )}
    </li>
  );
}

function Against({ of }: { readonly of: MilestoneView }) {
  const { was, weeks = 0, reached } = of;
  if (was === undefined) return <>In no baseline yet.</>;
  return (
    <>
      {reached !== undefined && (
        <>
          Reached on <When at={reached} />.{' '}
        </>
      )}
      In the baseline <When at={was} />:{' '}
      {weeks === 0
        ? 'as planned.'
        : weeks > 0
          ? `${counted(weeks, 'week')} later.`
          : `${counted(-weeks, 'week')} sooner.`}
    </>
  );
}

function Baselines({ programme, typed }: ProgrammeShown) {
  const { baselines, id, may } = programme;
  return (
    <Section title="Baselines, frozen" count={baselines.length}>
      {baselines.length === 0 ? (
        <Empty title="The plan was never frozen">
          <p>A baseline keeps every day as it was; nothing changes it afterwards.</p>
        </Empty>
      ) : (
        <ul class="plain-list">
          {baselines.map(({ name, on }, number) => (
            <li key={`${name} ${on}`}>
              <a href={`/programmes/${id}/plan?baseline=${number}`}>
                <Words>{name}</Words>
              </a>
              <When at={on} />
            </li>
          ))}
        </ul>
      )}
      {may.lead && hasDays(programme) && (
        <Deed
          did="baseline"
          words="Freeze the plan as it is"
          said="The plan is frozen."
          typed={typed}
          button="Freeze it"
        >
          <Field label="What this baseline is called" name="name" id="baseline-name" required />
        </Deed>
      )}
    </Section>
  );
}

function hasDays({ milestones }: ProgrammeView): boolean {
  return milestones.length > 0;
}
