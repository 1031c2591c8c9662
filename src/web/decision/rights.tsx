import { type Role, ROLES } from '#agreement';
import { accepted, type Outcome } from '#fhir';
import type {
  BodyRight,
  HeldPlace,
  NamedRight,
  RightsFound,
  RightView,
  RightWay,
  TypedRight,
} from '#governance/contract';
import { amountFrom, CURRENCIES } from '../governance/scheme-form.ts';
import { Money } from '../money/amount.tsx';
import type { PageDefinition } from '../page.ts';
import { Button, Choice, Field, Post } from '../parts/form.tsx';
import { Empty, PageHead, Section } from '../parts/section.tsx';
import { Tag } from '../parts/tag.tsx';
import { Value, When, Words } from '../parts/value.tsx';
import { capital, SEAT_WORDS } from '../parts/words.ts';
import { STAFF } from '../shell/places.ts';
import { topicWords } from './parts.tsx';

export type RightsShown = { readonly found: RightsFound; readonly typed?: URLSearchParams };

const WAY_WORDS: Readonly<Record<RightWay, string>> = {
  decides: 'decides',
  'must-agree': 'must agree',
  advises: 'is asked for advice',
  informed: 'is told',
};

/** Who may say yes, in each organisation and together; found by asking in one's own words. */
export const rightsPage: PageDefinition<RightsShown> = {
  path: '/decision-rights',
  policy: { allow: 'roles', roles: STAFF },
  title: () => 'Who may say yes',
  loader: async ({ governance, access, query, typed }) => {
    const found = await governance.rights.ask(access, (query.get('q') ?? '').trim().slice(0, 300));
    return accepted({ found, ...(typed ? { typed } : {}) });
  },
  Page: ({ found, typed }) => (
    <div class="page">
      <PageHead
        title="Who may say yes"
        under="In each organisation, as it says itself, and together, as the agreements say."
      />
      <Ask found={found} />
      <Rights found={found} />
      <Bodies of={found.bodies} />
      {found.may.set.length > 0 && <Set found={found} typed={typed} />}
    </div>
  ),
  actions: {
    set: async ({ governance, access }, form) => {
      const typed = typedFrom(form);
      if (!typed.ok) return typed;
      const done = await governance.rights.set(access, typed.value);
      return done.ok ? accepted({ to: '/decision-rights', said: 'It is written down.' }) : done;
    },
    confirm: async ({ governance, access }, form) => {
      const done = await governance.rights.confirm(access, namedFrom(form));
      return done.ok ? accepted({ to: '/decision-rights', said: 'Confirmed, for six months.' }) : done;
    },
    end: async ({ governance, access }, form) => {
      const done = await governance.rights.end(access, namedFrom(form), form.get('reason') ?? '');
      return done.ok ? accepted({ to: '/decision-rights', said: 'It stands no more.' }) : done;
    },
  },
};

function namedFrom(form: URLSearchParams): NamedRight {
  const text = (name: string) => (form.get(name) ?? '').trim();
  return { of: text('of'), topic: text('topic'), way: text('way'), role: text('role') };
}

function typedFrom(form: URLSearchParams): Outcome<TypedRight> {
  const text = (name: string) => (form.get(name) ?? '').trim();
  const upTo = amountFrom(text('limit'), text('currency'));
  const deputyUpTo = amountFrom(text('deputyLimit'), text('currency'));
  if (!upTo.ok) return upTo;
  if (!deputyUpTo.ok) return deputyUpTo;
  return accepted({
    ...namedFrom(form),
    evidence: text('evidence'),
    deputy: text('deputy'),
    ...(upTo.value ? { upTo: upTo.value } : {}),
    ...(deputyUpTo.value ? { deputyUpTo: deputyUpTo.value } : {}),
  });
}

function Ask({ found: { question, topics } }: Pick<RightsShown, 'found'>) {
  const understood = question.topic !== undefined || question.organizationName !== undefined;
  return (
    <Section title="Ask">
      <form method="get" action="/decision-rights" class="form">
        <Field
          label="Your question"
          name="q"
          hint="Such as: who can approve a data feed at the hospital?"
          value={question.asked}
        />
        <p class="actions">
          <button type="submit" class="button main">
            Ask
          </button>
        </p>
      </form>
      {question.asked !== '' && (
        <p class="meta" role="status">
          <bdi>
            {understood ? (
              <>
                Read as: {question.topic === undefined ? 'any topic' : topicWords(question.topic)},{' '}
                {question.organizationName === undefined ? (
                  'any organisation'
                ) : (
                  <Words>{question.organizationName}</Words>
                )}
                {question.amount && (
                  <>
                    , <Money of={question.amount} />
                  </>
                )}
                . <a href="/decision-rights">Show everything</a>
              </>
            ) : (
              <>Name one of these topics, or an organisation: {topics.map(topicWords).join(', ')}.</>
            )}
          </bdi>
        </p>
      )}
    </Section>
  );
}

function Rights({ found: { rights, question } }: Pick<RightsShown, 'found'>) {
  return (
    <Section title="In each organisation" count={rights.length}>
      {rights.length === 0 ? (
        <Empty
          title={question.asked === '' ? 'Nobody has written down who decides' : 'Nothing is written down about that'}
        >
          <p>Each organisation says it of itself: for each topic who decides, who must agree, who stands in.</p>
        </Empty>
      ) : (
        <ul class="item-list">
          {rights.map((one) => (
            <RightRow key={`${one.organization} ${one.topic} ${one.way} ${one.holder.role}`} of={one} />
          ))}
        </ul>
      )}
    </Section>
  );
}

function RightRow({ of }: { readonly of: RightView }) {
  const hidden = { of: of.organization, topic: of.topic, way: of.way, role: of.holder.role };
  return (
    <li data-row>
      <span class="item-title">
        <bdi>
          {topicWords(of.topic)}, <Words>{of.organizationName}</Words>
        </bdi>
      </span>
      <span class="item-fact">
        {of.stale ? <Tag tone="concern">to be confirmed</Tag> : <Tag tone="done">confirmed</Tag>}
      </span>
      <RightWords of={of} />
      <span class="item-words meta">
        <bdi>
          <Words>{of.evidence}</Words>{' '}
          {of.confirmed ? (
            <>
              Confirmed on <When at={of.confirmed.on} /> by <Words>{of.confirmed.by}</Words>.
            </>
          ) : (
            'Their organisation has not confirmed it yet.'
          )}
        </bdi>
      </span>
      {of.may.confirm && (
        <Post action="confirm">
          {Object.entries(hidden).map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          <p class="actions">
            <Button>It is still so</Button>
          </p>
        </Post>
      )}
    </li>
  );
}

function RightWords({ of }: { readonly of: RightView }) {
  return (
    <span class="item-words">
      <bdi>
        <Holder of={of.holder} /> {WAY_WORDS[of.way]},{' '}
        {of.upTo ? (
          <>
            up to <Money of={of.upTo} />
          </>
        ) : (
          'whatever the amount'
        )}
        .{' '}
        {of.deputy && (
          <>
            Stands in: <Holder of={of.deputy} />
            {of.deputy.upTo && (
              <>
                , up to <Money of={of.deputy.upTo} />
              </>
            )}
            .
          </>
        )}
      </bdi>
    </span>
  );
}

/** 'Alan Whitcombe (Finance lead)'; the role alone where nobody sits in it. */
function Holder({ of }: { readonly of: HeldPlace }) {
  return of.holders.length === 0 ? (
    <>
      {SEAT_WORDS[of.role]} (nobody holds it in Concord), <Words>{of.name}</Words>
    </>
  ) : (
    <>
      <Words>{of.holders.join(', ')}</Words> ({SEAT_WORDS[of.role]}, <Words>{of.name}</Words>)
    </>
  );
}

function Bodies({ of }: { readonly of: readonly BodyRight[] }) {
  return (
    <Section title="Together" count={of.length}>
      {of.length === 0 ? (
        <Empty title="No agreement gives that to a meeting of partners" />
      ) : (
        <ul class="item-list">
          {of.map((one) => (
            <BodyRow key={`${one.id} ${one.topic} ${one.paragraph}`} of={one} />
          ))}
        </ul>
      )}
    </Section>
  );
}

function BodyRow({ of }: { readonly of: BodyRight }) {
  return (
    <li data-row>
      <a class="item-title" href={`/bodies/${encodeURIComponent(of.id)}`}>
        <bdi>
          {topicWords(of.topic)}: <Words>{of.name}</Words>
        </bdi>
      </a>
      <span class="item-fact">
        {of.next ? (
          <a href={`/meetings/${of.next.id}`}>
            next <When at={of.next.day} /> <Value>{of.next.starts}</Value>
          </a>
        ) : (
          'no meeting called'
        )}
      </span>
      <span class="item-words">
        <bdi>
          {of.upTo ? (
            <>
              Up to <Money of={of.upTo} />.
            </>
          ) : (
            'Any amount.'
          )}{' '}
          In the chair: <Holder of={of.chair} />.{' '}
          {of.mustAgree.length > 0 && (
            <>
              Nothing stands without <Words>{of.mustAgree.join(', ')}</Words>.
            </>
          )}
        </bdi>
      </span>
      <Seats of={of.seats} />
      <span class="item-words meta">
        <bdi>
          <Words>{of.agreement}</Words>, paragraph <Value>{of.paragraph}</Value>
        </bdi>
      </span>
    </li>
  );
}

function Seats({ of }: { readonly of: BodyRight['seats'] }) {
  return (
    <>
      {of.map((seat) => (
        <span class="item-words meta" key={`${seat.organization} ${seat.role}`}>
          <bdi>
            <Holder of={seat} />
            {seat.deputy && (
              <>
                ; stands in: <Holder of={seat.deputy} />
                {seat.deputy.upTo && (
                  <>
                    , up to <Money of={seat.deputy.upTo} />
                  </>
                )}
              </>
            )}
          </bdi>
        </span>
      ))}
    </>
  );
}

const CHOSEN: readonly Role[] = ROLES.filter((role) => role !== 'person' && role !== 'system');

type Setting = { readonly found: RightsFound; readonly typed: URLSearchParams | undefined };

function Set({ found, typed }: Setting) {
  return (
    <Section title="Write down who decides">
      <details open={typed?.get('action') === 'set'}>
        <summary>A right of an organisation</summary>
        <SetForm found={found} typed={typed} />
      </details>
    </Section>
  );
}

function SetForm({ found, typed }: Setting) {
  const value = (name: string) => typed?.get(name) ?? '';
  const roles = CHOSEN.map((role) => ({ value: role, words: SEAT_WORDS[role] }));
  return (
    <Post action="set">
      <Choice
        label="Organisation"
        name="of"
        value={value('of')}
        options={found.organizations
          .filter((one) => found.may.set.includes(one.organization))
          .map((one) => ({ value: one.organization, words: one.name }))}
      />
      <Field
        label="About what"
        name="topic"
        hint="In a few words, such as: data feeds."
        required
        value={value('topic')}
      />
      <Choice label="Who" name="role" value={value('role')} options={roles} />
      <Choice
        label="What they do"
        name="way"
        value={value('way')}
        options={Object.entries(WAY_WORDS).map(([way, words]) => ({ value: way, words: capital(words) }))}
      />
      <Field label="Up to which amount" name="limit" hint="Such as 60,000. Empty: any amount." value={value('limit')} />
      <Choice
        label="Currency"
        name="currency"
        value={value('currency')}
        options={CURRENCIES.map((one) => ({ value: one, words: one }))}
      />
      <Choice
        label="Who stands in"
        name="deputy"
        value={value('deputy')}
        options={[{ value: '', words: 'Nobody' }, ...roles]}
      />
      <Field label="Up to which amount they stand in" name="deputyLimit" value={value('deputyLimit')} />
      <Field
        label="Where that is written"
        name="evidence"
        hint="Such as: scheme of delegation 2026, line 14."
        required
        value={value('evidence')}
      />
      <p class="actions">
        <Button kind="main">Write it down</Button>
      </p>
    </Post>
  );
}
