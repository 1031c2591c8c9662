import { accepted } from '#fhir';
import type { StakeholderView } from '#governance/contract';
import type { PageDefinition } from '../page.ts';
import { Fact } from '../parts/fact.tsx';
import { Field } from '../parts/form.tsx';
import { Empty, PageHead, Section } from '../parts/section.tsx';
import { Tag } from '../parts/tag.tsx';
import { When, Words } from '../parts/value.tsx';
import { capital, counted } from '../parts/words.ts';
import { Deed, Pick, PlaceFields, Whose } from '../programme/parts.tsx';
import { STAFF } from '../shell/places.ts';
import { ContactFields, tells } from './parts.tsx';
import { Pledges, Replies } from './pledges.tsx';
import { StanceChart } from './stance-chart.tsx';
import {
  choicesOf,
  GRADE_WORDS,
  PLANNED_WORDS,
  SALIENCE_WORDS,
  STANCE_WORDS,
  WAY_WORDS,
  WEIGHT_WORDS,
} from './words.ts';

export type StakeholderShown = { readonly of: StakeholderView; readonly typed?: URLSearchParams };

/** One who has a stake, whole: it is what they read themselves. */
export const stakeholderPage: PageDefinition<StakeholderShown> = {
  path: '/programmes/:id/stakeholders/:stakeholder',
  policy: { allow: 'roles', roles: STAFF },
  title: ({ of }) => of.name,
  loader: async ({ governance, access, params, typed }) => {
    const found = await governance.stakeholders.one(access, params['id'] ?? '', params['stakeholder'] ?? '');
    return found.ok ? accepted({ of: found.value, ...(typed ? { typed } : {}) }) : found;
  },
  Page: (shown) => (
    <div class="page">
      <p class="back">
        <a href={`/programmes/${shown.of.programme.id}/stakeholders`}>Stakeholders</a>
      </p>
      <PageHead title={<Words>{shown.of.name}</Words>} under={<Words>{shown.of.stake}</Words>} />
      <Entry {...shown} />
    </div>
  ),
  actions: { do: tells((_, { id, stakeholder }) => `/programmes/${id}/stakeholders/${stakeholder}`) },
};

/** The whole entry, with what whoever looks may add to it. */
export function Entry(shown: StakeholderShown) {
  const { of, typed } = shown;
  return (
    <>
      <Section title="A word with them" count={of.contacts.length}>
        {of.silent && (
          <p>
            <Tag tone="concern">
              <bdi>{counted(of.silentDays, 'day')} without a word</bdi>
            </Tag>
          </p>
        )}
        {of.contacts.length === 0 ? (
          <Empty title="Nobody has spoken with them yet" />
        ) : (
          <ul class="item-list">
            {of.contacts.map(({ way, on, words, by }, index) => (
              <li key={`${on} ${index}`} data-row>
                <span class="item-title">
                  <Words>{words}</Words>
                </span>
                <span class="item-fact">
                  <When at={on} />
                </span>
                <span class="item-words meta">
                  <bdi>
                    <Words>{by}</Words> {WAY_WORDS[way]}.
                  </bdi>
                </span>
              </li>
            ))}
          </ul>
        )}
        {of.planned.map(({ way, on }, index) => (
          <p key={`${on} ${index}`} class="meta">
            <bdi>
              Planned: {PLANNED_WORDS[way]}, <When at={on} />.
            </bdi>
          </p>
        ))}
        {of.may.log && (
          <>
            <Deed did="contact" words="Write down a word with them" said="It is written down." typed={typed}>
              <ContactFields id="contact" typed={typed} />
            </Deed>
            <Deed did="planned" words="Plan the next" said="It is planned." typed={typed}>
              <Pick label="How" name="way" id="planned-way" options={choicesOf(PLANNED_WORDS)} value="visit" />
              <Field label="On which day" name="on" id="planned-on" type="date" required />
            </Deed>
          </>
        )}
      </Section>
      <Pledges {...shown} />
      <Weight {...shown} />
      <Stances {...shown} />
      <Replies {...shown} />
      <OwnView {...shown} />
    </>
  );
}

function Weight({ of, typed }: StakeholderShown) {
  return (
    <Section title="Weight" aside={capital(SALIENCE_WORDS[of.salience])}>
      <dl class="facts">
        {(['power', 'legitimacy', 'urgency'] as const).map((weight) => {
          const latest = of.evidence
            .filter((one) => one.weight === weight)
            .toSorted((a, b) => b.on.localeCompare(a.on))[0];
          return (
            <Fact key={weight} name={WEIGHT_WORDS[weight]}>
              {latest ? (
                <bdi>
                  {GRADE_WORDS[latest.grade]}, <When at={latest.on} />: <Words>{latest.evidence}</Words>
                </bdi>
              ) : (
                <span class="meta">not said yet: counts as low</span>
              )}
            </Fact>
          );
        })}
        <Fact name="Looked after by">
          <Whose of={of.tender} />
        </Fact>
        {of.place && (
          <Fact name="Sits as">
            <Whose of={of.place} />
          </Fact>
        )}
        <Fact name="Kept until">
          <bdi>
            <When at={of.goneOn} />, unless there is another word before
          </bdi>
        </Fact>
      </dl>
      {of.may.log && (
        <Deed did="graded" words="Say how much weight" said="It is written down." typed={typed}>
          <Pick label="Of which" name="weight" id="graded-weight" options={choicesOf(WEIGHT_WORDS)} />
          <Pick label="How much" name="grade" id="graded-grade" options={choicesOf(GRADE_WORDS)} value="high" />
          <Field label="What shows it" name="evidence" id="graded-evidence" required />
          <Field label="Since when" name="on" id="graded-on" type="date" hint="Empty: today." />
        </Deed>
      )}
      {of.may.lead && (
        <Deed did="tended" words="Somebody else looks after them" said="They know whom to ask." typed={typed}>
          <PlaceFields name="tender" id="tended-tender" words="Who" partners={of.partners} />
        </Deed>
      )}
    </Section>
  );
}

function Stances({ of, typed }: StakeholderShown) {
  return (
    <Section title="How they stand to it" count={of.stances.length}>
      {of.stances.length === 0 ? (
        <Empty title="Nobody has asked them yet" />
      ) : (
        <>
          <StanceChart of={of.stances} />
          <ul class="item-list">
            {of.stances.toReversed().map(({ stance, on, evidence, by }, index) => (
              <li key={`${on} ${index}`} data-row>
                <span class="item-title">
                  <Tag tone={STANCE_WORDS[stance][0]}>{STANCE_WORDS[stance][1]}</Tag>
                </span>
                <span class="item-fact">
                  <When at={on} />
                </span>
                <span class="item-words meta">
                  <bdi>
                    <Words>{evidence}</Words> (<Words>{by}</Words>)
                  </bdi>
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
      {of.may.log && (
        <Deed
          did="stance"
          words="Say how they stand now"
          said="It is written down beside what was before."
          typed={typed}
        >
          <Pick label="They are" name="stance" id="stance-stance" options={choicesOf(STANCE_WORDS)} />
          <Field label="What shows it" name="evidence" id="stance-evidence" required />
          <Field label="Since when" name="on" id="stance-on" type="date" hint="Empty: today." />
        </Deed>
      )}
    </Section>
  );
}

/** How they see it themselves: theirs alone to say. */
function OwnView({ of, typed }: StakeholderShown) {
  return (
    <Section title="In their own words" count={of.views.length}>
      {of.views.length === 0 ? (
        <Empty title="They have not said anything themselves" />
      ) : (
        <ul class="item-list">
          {of.views.map(({ words, on }, index) => (
            <li key={`${on} ${index}`} data-row>
              <span class="item-title">
                <Words>{words}</Words>
              </span>
              <span class="item-fact">
                <When at={on} />
              </span>
            </li>
          ))}
        </ul>
      )}
      {of.may.own && (
        <Deed
          did="own-view"
          words="Say how you see it"
          said="Your words stand with the entry."
          typed={typed}
          about={{ programme: of.programme.id, stakeholder: of.id }}
        >
          <Field label="Your view" name="words" id={`own-${of.programme.id}-${of.id}`} lines={3} required />
        </Deed>
      )}
    </Section>
  );
}
