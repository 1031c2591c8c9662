import { accepted } from '#fhir';
import type { CharterView, BoxConcern, Part, StepView } from '#governance/contract';
import type { PageDefinition } from '../page.ts';
import { Field } from '../parts/form.tsx';
import { Empty, PageHead, Section } from '../parts/section.tsx';
import { Tag } from '../parts/tag.tsx';
import { Value, When, Words } from '../parts/value.tsx';
import { capital } from '../parts/words.ts';
import { Deed, Pick, typedFrom, Whose } from '../programme/parts.tsx';
import { STAFF } from '../shell/places.ts';

export type CharterShown = { readonly charter: CharterView; readonly typed?: URLSearchParams };

const PART_WORDS: Readonly<Record<Part, string>> = {
  responsible: 'does it',
  accountable: 'answers for it',
  consulted: 'is asked',
  informed: 'is told',
};

/** One pathway: who does what in each step, what comes first for whom, and what worries people. */
export const charterPage: PageDefinition<CharterShown> = {
  path: '/charters/:id',
  policy: { allow: 'roles', roles: STAFF },
  title: ({ charter }) => charter.name,
  loader: async ({ governance, access, params, typed }) => {
    const found = await governance.charters.one(access, params['id'] ?? '');
    return found.ok ? accepted({ charter: found.value, ...(typed ? { typed } : {}) }) : found;
  },
  Page: (shown) => (
    <div class="page">
      <p class="back">
        <a href="/charters">Who does what</a>
      </p>
      <PageHead
        title={<Words>{shown.charter.name}</Words>}
        under={
          <>
            The box of concerns is kept by <Whose of={shown.charter.keeper} />.
          </>
        }
      />
      <Steps {...shown} />
      <Priorities {...shown} />
      <Concerns {...shown} />
    </div>
  ),
  actions: {
    do: async ({ governance, access, params }, form) => {
      const id = params['id'] ?? '';
      const done = await governance.charters.act(access, id, { did: form.get('did') ?? '', typed: typedFrom(form) });
      return done.ok ? accepted({ to: `/charters/${id}`, said: form.get('said') ?? 'Done.' }) : done;
    },
  },
};

function Steps({ charter, typed }: CharterShown) {
  return (
    <Section title="Steps" count={charter.stepList.length}>
      {charter.stepList.length === 0 ? (
        <Empty title="No step is written down yet." />
      ) : (
        <ol class="item-list">
          {charter.stepList.map((step) => (
            <StepRow key={step.id} of={step} charter={charter} typed={typed} />
          ))}
        </ol>
      )}
      {charter.unnamed.length > 0 && (
        <p class="meta">
          <bdi>
            Tasks name these steps, and nobody has written down who does them:{' '}
            <Words>{charter.unnamed.join(', ')}</Words>
          </bdi>
        </p>
      )}
      {charter.may.write && (
        <Deed did="step" words="Add a step" said="It is written down." typed={typed}>
          <Field label="The step" name="words" id="step-words" hint="As tasks name it." required />
        </Deed>
      )}
    </Section>
  );
}

type StepProps = {
  readonly of: StepView;
  readonly charter: CharterView;
  readonly typed: URLSearchParams | undefined;
};

function StepRow({ of, charter, typed }: StepProps) {
  const partners = charter.partners.map(({ organization, name }) => ({ value: organization, words: name }));
  const parts = Object.entries(PART_WORDS).map(([part, words]) => ({ value: part, words: capital(words) }));
  return (
    <li data-row>
      <span class="item-title">
        <Words>{of.words}</Words>
      </span>
      <span class="item-fact">
        {of.issue ? (
          <Tag tone="concern">tasks go back and forth</Tag>
        ) : of.accountable === undefined ? (
          <Tag tone="concern">nobody answers for it</Tag>
        ) : (
          <Tag tone="done">somebody answers for it</Tag>
        )}
      </span>
      {of.parts.map(({ organization, name, part }) => (
        <span class="item-words" key={organization}>
          <bdi>
            <Words>{name}</Words> {PART_WORDS[part]}
          </bdi>
        </span>
      ))}
      {charter.may.write && (
        <Deed did="part" words="Say who does what" said="It is written down." typed={typed} about={{ step: of.id }}>
          <Pick label="Organisation" name="of" id={`${of.id}-of`} options={partners} />
          <Pick
            label="What it does"
            name="part"
            id={`${of.id}-part`}
            options={[...parts, { value: 'none', words: 'Nothing in this step' }]}
          />
        </Deed>
      )}
    </li>
  );
}

function Priorities({ charter, typed }: CharterShown) {
  return (
    <Section title="What comes first" count={charter.ranks.length}>
      {charter.ranks.length === 0 ? (
        <Empty title="Nobody has said what comes first." />
      ) : (
        <ol class="plain-list">
          {charter.ranks.map(({ id, words, middle, spread }) => (
            <li key={id}>
              <Words>{words}</Words>
              <span class="aside">
                {middle === undefined ? (
                  'nobody has ranked it'
                ) : (
                  <bdi>
                    middle <Value>{middle}</Value>, {spread === 0 ? 'all alike' : 'apart by '}
                    {spread !== 0 && <Value>{spread}</Value>}
                  </bdi>
                )}
              </span>
            </li>
          ))}
        </ol>
      )}
      {charter.rankedBy.length > 0 && (
        <p class="meta">
          <bdi>
            Ranked by <Words>{charter.rankedBy.join(', ')}</Words>.
          </bdi>
        </p>
      )}
      {charter.may.write && (
        <>
          <Deed did="priority" words="Add to the list" said="It is on the list." typed={typed}>
            <Field label="What has to come first" name="words" id="priority-words" required />
          </Deed>
          {charter.ranks.length > 0 && (
            <Deed did="ranked" words="Rank them for your organisation" said="Your order is kept." typed={typed}>
              {charter.ranks
                .toSorted((a, b) => Number(a.id.slice(1)) - Number(b.id.slice(1)))
                .map(({ id, words }) => (
                  <Field key={id} label={words} name="order" id={`order-${id}`} hint="Its place: 1 is first." />
                ))}
            </Deed>
          )}
        </>
      )}
    </Section>
  );
}

function Concerns({ charter, typed }: CharterShown) {
  return (
    <Section title="Concerns" count={charter.concernList.length}>
      {charter.concernList.length === 0 ? (
        <Empty title="Nobody has said that anything worries them." />
      ) : (
        <ul class="item-list">
          {charter.concernList.map((one) => (
            <ConcernRow key={one.id} of={one} keeps={charter.may.keep} typed={typed} />
          ))}
        </ul>
      )}
      <Deed
        did="concern"
        words="Say what worries you"
        said="It is in the box. A reply is due in ten working days."
        typed={typed}
      >
        <Field label="What worries you" name="words" id="concern-words" lines={3} required />
        <label class="tick">
          <input type="checkbox" name="unnamed" value="yes" /> Only the keeper of the box learns who I am
        </label>
      </Deed>
    </Section>
  );
}

type ConcernProps = {
  readonly of: BoxConcern;
  readonly keeps: boolean;
  readonly typed: URLSearchParams | undefined;
};

function ConcernRow({ of, keeps, typed }: ConcernProps) {
  return (
    <li data-row>
      <span class="item-title">
        <Words>{of.words}</Words>
      </span>
      <span class="item-fact">
        {of.replies.length > 0 ? <Tag tone="done">answered</Tag> : <Tag tone="wait">to be answered</Tag>}
      </span>
      <span class="item-words meta">
        <bdi>
          {of.by === undefined ? 'Somebody who is not named' : <Words>{of.by}</Words>}, <When at={of.on} />
        </bdi>
      </span>
      {of.replies.map((reply) => (
        <span class="item-words" key={reply.words}>
          <bdi>
            <Words>{reply.by}</Words>: <Words>{reply.words}</Words> <When at={reply.on} />
          </bdi>
        </span>
      ))}
      {keeps && (
        <Deed did="reply" words="Answer" said="It is answered." typed={typed} about={{ concern: of.id }}>
          <Field label="Your answer" name="words" id={`reply-${of.id}`} lines={3} required />
        </Deed>
      )}
    </li>
  );
}
