import type { MeansView, ProgrammeView } from '#governance/contract';
import { Money } from '../money/amount.tsx';
import type { PageDefinition } from '../page.ts';
import { Fact } from '../parts/fact.tsx';
import { Field } from '../parts/form.tsx';
import { Empty, Section } from '../parts/section.tsx';
import { Tag } from '../parts/tag.tsx';
import { Value, When, Words } from '../parts/value.tsx';
import { STAFF } from '../shell/places.ts';
import { Deed, doing, loadProgramme, ProgrammeHead, type ProgrammeShown } from './parts.tsx';

/** What the change itself takes: hours and money planned, and used. */
export const programmeMeansPage: PageDefinition<ProgrammeShown> = {
  path: '/programmes/:id/means',
  policy: { allow: 'roles', roles: STAFF },
  title: ({ programme }) => `Hours and money: ${programme.name}`,
  loader: loadProgramme,
  Page: (shown) => {
    const { programme, typed } = shown;
    return (
      <div class="page">
        <ProgrammeHead
          of={programme}
          at="/means"
          under="What the change itself takes, beside what was planned for it."
        />
        <Section title="Up to today">
          <Staffing of={programme} />
        </Section>
        <Section title="What was planned" count={programme.means.length}>
          {programme.means.length === 0 ? (
            <Empty title="Nothing is planned for the change itself">
              <p>Who works on it and what it costs: a change that nobody has time for does not happen.</p>
            </Empty>
          ) : (
            <ul class="item-list">
              {programme.means.map((one) => (
                <Row key={one.id} of={one} shown={shown} />
              ))}
            </ul>
          )}
          {programme.may.lead && (
            <Deed did="means" words="Plan hours or money" said="It is planned." typed={typed}>
              <Field label="Who or what" name="words" id="means-words" required />
              <Field label="From" name="from" id="means-from" type="date" required />
              <Field label="Until" name="until" id="means-until" type="date" required />
              <Field label="Hours in all" name="hours" id="means-hours" />
              <Field label="Money in all" name="money" id="means-money" hint="Such as 48,000. Empty: none." />
            </Deed>
          )}
        </Section>
      </div>
    );
  },
  actions: { do: doing('/means') },
};

function Staffing({ of }: { readonly of: ProgrammeView }) {
  const { planned, used, below, short } = of.staffing;
  return (
    <>
      <dl class="facts">
        <Fact name="Hours planned by today">
          <Hours of={planned.hours} />
        </Fact>
        <Fact name="Hours worked">
          <Hours of={used.hours} />
        </Fact>
        <Fact name="Money planned by today">
          <Money of={{ minor: planned.minor, currency: of.currency }} />
        </Fact>
        <Fact name="Money spent">
          <Money of={{ minor: used.minor, currency: of.currency }} />
        </Fact>
      </dl>
      {below !== undefined && (
        <p>
          {short ? (
            <>
              <Tag tone="concern">{below} % below plan</Tag> Every milestone ahead is forecast anew, and the board has
              been asked what gives. <a href={`/programmes/${of.id}/plan`}>The plan at this pace</a>
            </>
          ) : (
            <Tag tone="done">{below > 0 ? `${below} % below plan` : 'as planned'}</Tag>
          )}
        </p>
      )}
    </>
  );
}

function Hours({ of }: { readonly of: number }) {
  return <Value>{of.toLocaleString('en-GB')} h</Value>;
}

function Row({ of, shown: { programme, typed } }: { readonly of: MeansView; readonly shown: ProgrammeShown }) {
  const { currency, may } = programme;
  return (
    <li data-row>
      <span class="item-title">
        <Words>{of.words}</Words>
      </span>
      <span class="item-fact">
        <Hours of={of.usedHours} /> of <Hours of={of.hours} />
      </span>
      <span class="item-words meta">
        <bdi>
          <When at={of.from} /> to <When at={of.until} />, <Money of={{ minor: of.usedMinor, currency }} /> of{' '}
          <Money of={{ minor: of.minor, currency }} />
        </bdi>
      </span>
      {may.use && (
        <div class="item-words">
          <Deed
            did="used"
            words="Write down what was used"
            said="It is counted."
            typed={typed}
            about={{ means: of.id }}
          >
            <Field label="Up to which day" name="on" id={`${of.id}-on`} type="date" required />
            <Field label="Hours since the last time" name="hours" id={`${of.id}-hours`} />
            <Field label="Money since the last time" name="money" id={`${of.id}-money`} />
          </Deed>
        </div>
      )}
    </li>
  );
}
