import { accepted } from '#fhir';
import type { CircleView, StakeholderSummary } from '#governance/contract';
import type { PageDefinition } from '../page.ts';
import { Button, Field, Post } from '../parts/form.tsx';
import { Empty, Section } from '../parts/section.tsx';
import { Tag } from '../parts/tag.tsx';
import { When, Words } from '../parts/value.tsx';
import { counted } from '../parts/words.ts';
import { Deed, Pick, PlaceFields, typedFrom, Whose } from '../programme/parts.tsx';
import { STAFF } from '../shell/places.ts';
import { StakeholderMap } from './map.tsx';
import { CircleHead, ContactFields, tells } from './parts.tsx';
import { choicesOf, KIND_WORDS, SALIENCE_WORDS, STANCE_WORDS, WAY_WORDS } from './words.ts';

export type CircleShown = { readonly found: CircleView; readonly typed?: URLSearchParams };

/** Who has a stake in a programme: a word with them is written down first, then who they are and who has gone silent. */
export const stakeholdersPage: PageDefinition<CircleShown> = {
  path: '/programmes/:id/stakeholders',
  policy: { allow: 'roles', roles: STAFF },
  title: ({ found }) => `Stakeholders: ${found.programme.name}`,
  loader: async ({ governance, access, params, typed }) => {
    const found = await governance.stakeholders.circle(access, params['id'] ?? '');
    return found.ok ? accepted({ found: found.value, ...(typed ? { typed } : {}) }) : found;
  },
  Page: (shown) => {
    const { found, typed } = shown;
    const silent = found.stakeholders.filter((one) => one.silent);
    return (
      <div class="page">
        <CircleHead
          of={found.programme}
          at="/stakeholders"
          title="Stakeholders"
          under="Only what they may read themselves: everybody sees their own entry whole."
        />
        {found.stakeholders.length > 0 && <Quick {...shown} />}
        {silent.length > 0 && <Silent of={silent} found={found} />}
        {found.tired.length > 0 && <Tired found={found} />}
        <Section title="Who they are" count={found.stakeholders.length}>
          {found.stakeholders.length === 0 ? (
            <Empty title="Nobody is written down yet">
              <p>Whoever can help or stop this, and whoever it is done for: the lead writes them down below.</p>
            </Empty>
          ) : (
            <>
              <StakeholderMap of={found.stakeholders} />
              <ol class="item-list numbered">
                {found.stakeholders.map((one, index) => (
                  <Row key={one.id} of={one} number={index + 1} found={found} />
                ))}
              </ol>
            </>
          )}
          {found.may.lead && <Enter found={found} typed={typed} />}
        </Section>
        <Cadence found={found} typed={typed} />
      </div>
    );
  },
  actions: {
    enter: async ({ governance, access, params }, form) => {
      const id = params['id'] ?? '';
      const done = await governance.stakeholders.enter(access, id, typedFrom(form));
      return done.ok
        ? accepted({
            to: `/programmes/${id}/stakeholders/${done.value.id}`,
            said: 'Written down. Say how much weight they have.',
          })
        : done;
    },
    do: tells((_, params) => `/programmes/${params['id']}/stakeholders`),
  },
};

/** Twenty seconds: whom, how, one line, what was promised by when. */
function Quick({ found, typed }: CircleShown) {
  return (
    <Section title="Write down a word with somebody">
      <Post action="do">
        <input type="hidden" name="did" value="contact" />
        <input type="hidden" name="said" value="It is written down; what was promised has its day." />
        <Pick
          label="Whom"
          name="stakeholder"
          id="quick-whom"
          options={found.stakeholders.map(({ id, name }) => ({ value: id, words: name }))}
          value={typed?.get('stakeholder') ?? undefined}
        />
        <ContactFields id="quick" typed={typed} />
        <p class="actions">
          <Button kind="main">Write it down</Button>
        </p>
      </Post>
    </Section>
  );
}

function Silent({ of, found }: { readonly of: readonly StakeholderSummary[]; readonly found: CircleView }) {
  return (
    <Section title="Gone silent" count={of.length} kind="waits">
      <ul class="item-list">
        {of.map((one) => (
          <li key={one.id} data-row>
            <a class="item-title" href={`/programmes/${found.programme.id}/stakeholders/${one.id}`}>
              <Words>{one.name}</Words>
            </a>
            <span class="item-fact">
              <Tag tone="concern">
                <bdi>{counted(one.silentDays, 'day')} without a word</bdi>
              </Tag>
            </span>
            <span class="item-words meta">
              <bdi>
                <Whose of={one.tender} /> owes them one.
              </bdi>
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Tired({ found }: { readonly found: CircleView }) {
  return (
    <Section title="Asked too often this month" count={found.tired.length} kind="waits">
      <ul class="plain-list">
        {found.tired.map(({ name, contacts, programmes }) => (
          <li key={name}>
            <Words>{name}</Words>
            <bdi>
              {counted(contacts, 'contact')} by {counted(programmes, 'programme')}; {found.cadence.most} are enough.
            </bdi>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Row({
  of,
  number,
  found,
}: {
  readonly of: StakeholderSummary;
  readonly number: number;
  readonly found: CircleView;
}) {
  const { grades } = of;
  return (
    <li data-row>
      <a class="item-title" href={`/programmes/${found.programme.id}/stakeholders/${of.id}`}>
        <bdi>
          {number}. <Words>{of.name}</Words>
        </bdi>
      </a>
      <span class="item-fact">
        {of.stance === undefined ? (
          <Tag tone="wait">not asked yet</Tag>
        ) : (
          <Tag tone={STANCE_WORDS[of.stance][0]}>{STANCE_WORDS[of.stance][1]}</Tag>
        )}
      </span>
      <span class="item-words">
        <Words>{of.stake}</Words>
      </span>
      <span class="item-words meta">
        <bdi>
          Power {grades.power}, legitimacy {grades.legitimacy}, urgency {grades.urgency}; {SALIENCE_WORDS[of.salience]}.{' '}
          {of.promised === 0
            ? 'Nothing was promised.'
            : `${of.done} of ${counted(of.promised, 'promise')} done${of.late > 0 ? `, ${of.late} late` : ''}.`}{' '}
          {of.last ? (
            <>
              Last on <When at={of.last.on} />, {WAY_WORDS[of.last.way]}.
            </>
          ) : (
            'Nobody has spoken with them yet.'
          )}{' '}
          Looked after by <Whose of={of.tender} />.
        </bdi>
      </span>
    </li>
  );
}

function Enter({ found, typed }: { readonly found: CircleView; readonly typed: URLSearchParams | undefined }) {
  const value = (name: string) => (typed?.get('action') === 'enter' ? (typed.get(name) ?? '') : '');
  return (
    <details class="deed" open={typed?.get('action') === 'enter'}>
      <summary>Add somebody</summary>
      <Post action="enter">
        <Field label="Who" name="name" id="enter-name" required value={value('name')} />
        <Pick label="Which is" name="kind" id="enter-kind" options={choicesOf(KIND_WORDS)} value={value('kind')} />
        <Field label="What is at stake for them" name="stake" id="enter-stake" required value={value('stake')} />
        <PlaceFields name="place" id="enter-place" words="Where they sit" partners={found.partners} optional />
        <Field
          label="Their own record, if they have one here"
          name="person"
          id="enter-person"
          hint="Person/… as it stands in their record: they then see their entry."
          value={value('person')}
        />
        <PlaceFields name="tender" id="enter-tender" words="Who looks after them" partners={found.partners} optional />
        <p class="actions">
          <Button kind="main">Write it down</Button>
        </p>
      </Post>
    </details>
  );
}

function Cadence({ found, typed }: { readonly found: CircleView; readonly typed: URLSearchParams | undefined }) {
  const { silent, kept, most, agreement, paragraph } = found.cadence;
  const { gone } = found;
  return (
    <Section title="How it is kept">
      <p>
        Whoever nobody has spoken with for {counted(silent, 'day')} is asked about. An entry is removed{' '}
        {counted(kept, 'day')} after the last word. More than {counted(most, 'contact')} a month, by all programmes
        together, is too much for one.{' '}
        {agreement === undefined ? (
          'No agreement says otherwise.'
        ) : (
          <>
            So says paragraph <Words>{paragraph ?? ''}</Words> of{' '}
            <a href={`/agreements/${encodeURIComponent(agreement)}`}>the agreement</a>.
          </>
        )}
      </p>
      {gone.entries > 0 && (
        <p class="meta">
          {counted(gone.entries, 'old entry was removed', 'old entries were removed')}:{' '}
          {counted(gone.contacts, 'contact')}, {gone.done} of {counted(gone.promises, 'promise')} done.
        </p>
      )}
      {found.may.lead && (
        <Deed did="cadence" words="An agreement says otherwise" said="It is kept so from now on." typed={typed}>
          <Field label="Silent after so many days" name="silent" id="cadence-silent" />
          <Field label="Removed so many days after the last word" name="kept" id="cadence-kept" />
          <Field label="Contacts a month that are enough" name="most" id="cadence-most" />
          <Pick
            label="The agreement that says so"
            name="agreement"
            id="cadence-agreement"
            options={found.agreements.map(({ id, title }) => ({ value: id, words: title }))}
          />
          <Field label="In which paragraph" name="paragraph" id="cadence-paragraph" required />
        </Deed>
      )}
    </Section>
  );
}
