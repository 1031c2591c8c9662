import type { Decider } from '#agreement';
import { accepted } from '#fhir';
import type { Deciding, Judgement, MatterDecided } from '#record/contract';
import type { PageDefinition } from '../page.ts';
import { Button, Choice, Field, Post } from '../parts/form.tsx';
import { Empty, PageHead, Section } from '../parts/section.tsx';
import { Tag, type Tone } from '../parts/tag.tsx';
import { When, Words } from '../parts/value.tsx';
import { JUDGES } from '../shell/places.ts';
import { personOf, personPath } from './path.ts';

export type DecidesShown = {
  readonly deciding: Deciding;
  readonly typed?: Readonly<Record<string, string>>;
};

const WHO: Readonly<Record<Decider['who'], readonly [Tone, string]>> = {
  person: ['done', 'the person'],
  parent: ['quiet', 'a parent'],
  attorney: ['quiet', 'an attorney'],
  deputy: ['quiet', 'a deputy'],
  'best-interests': ['quiet', 'in their interests'],
};

/** Who decides what for a person today, and why; writing down that a young person understands what a decision means. */
export const personDecidesPage: PageDefinition<DecidesShown> = {
  path: '/people/:id/decides',
  policy: { allow: 'roles', roles: JUDGES },
  title: () => 'Who decides',
  loader: async ({ record, access, params, typed }) => {
    const found = await record.deciding.of(access, personOf(params.id));
    if (!found.ok) return found;
    return accepted({ deciding: found.value, ...(typed ? { typed: Object.fromEntries(typed) } : {}) });
  },
  Page: ({ deciding, typed = {} }) => (
    <div class="page narrow">
      <p class="back">
        <a href={personPath(deciding.person)}>The record</a>
      </p>
      <PageHead
        title="Who decides"
        under={
          <>
            <Words>{deciding.name}</Words>
            {deciding.born !== undefined && (
              <>
                , born <When at={deciding.born} />
              </>
            )}
          </>
        }
      />
      <Matters of={deciding.matters} withdraws={typed} />
      {deciding.matters.some(({ open }) => open) && <Judge of={deciding} typed={typed} />}
    </div>
  ),
  actions: {
    judge: async ({ record, access, params }, form) => {
      const at = (name: string) => form.get(name) ?? '';
      const wish = { matter: at('matter'), on: at('on'), by: at('by'), reason: at('reason') };
      const person = personOf(params.id);
      const done = await record.deciding.judge(access, person, wish);
      return done.ok
        ? accepted({ to: personPath(person, '/decides'), said: 'Written down. They decide it now.' })
        : done;
    },
    withdraw: async ({ record, access, params }, form) => {
      const wish = { matter: form.get('matter') ?? '', reason: form.get('reason') ?? '' };
      const person = personOf(params.id);
      const done = await record.deciding.withdrawJudgement(access, person, wish);
      return done.ok
        ? accepted({ to: personPath(person, '/decides'), said: 'Withdrawn. What was written stays.' })
        : done;
    },
  },
};

/** The same for the person themself. */
export const myDecidesPage: PageDefinition<DecidesShown> = {
  path: '/me/decides',
  policy: { allow: 'roles', roles: ['person'] },
  title: () => 'Who decides',
  loader: async ({ record, access }) => {
    const found = await record.deciding.mine(access);
    return found.ok ? accepted({ deciding: found.value }) : found;
  },
  Page: ({ deciding }) => (
    <div class="page narrow own">
      <p class="back">
        <a href="/me">My record</a>
      </p>
      <PageHead
        title="Who decides"
        under="Whoever decides about something also decides who sees what tells of it. Somebody whom you let in sees what you see."
      />
      <Matters of={deciding.matters} />
    </div>
  ),
};

function Matters(props: {
  readonly of: readonly MatterDecided[];
  readonly withdraws?: Readonly<Record<string, string>>;
}) {
  return (
    <Section title="Today" count={props.of.length}>
      {props.of.length === 0 && <Empty title="The law of this place names nothing that is decided for itself" />}
      <ul class="item-list">
        {props.of.map((one) => (
          <li key={one.id}>
            <span class="item-title">
              <Words>{one.words}</Words>
            </span>
            <span class="item-fact">
              <Tag tone={WHO[one.who][0]}>{WHO[one.who][1]}</Tag>
            </span>
            <span class="item-words">
              <Words>{one.why}</Words>
            </span>
            {one.judgement && <Judged of={one.judgement} />}
            {one.judgement && props.withdraws && <Withdraw of={one} typed={props.withdraws} />}
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Judged({ of }: { readonly of: Judgement }) {
  return (
    <>
      <span class="item-words">
        <Words>{of.reason}</Words>
      </span>
      <span class="item-words meta">
        Found <When at={of.on} /> by <Words>{of.by}</Words>; written down by <Words>{of.enteredBy}</Words>{' '}
        <When at={of.at} />. They are of age on <When at={of.until} />.
      </span>
    </>
  );
}

function Withdraw({ of, typed }: { readonly of: MatterDecided; readonly typed: Readonly<Record<string, string>> }) {
  const mine = typed['action'] === 'withdraw' && typed['matter'] === of.id ? typed : {};
  return (
    <details open={mine['matter'] !== undefined}>
      <summary>It no longer holds</summary>
      <Post action="withdraw">
        <input type="hidden" name="matter" value={of.id} />
        <Field
          label="Why"
          name="reason"
          id={`withdraw-${of.id}`}
          hint="A parent who sees the record in their place sees this part again."
          lines={2}
          required
          value={mine['reason']}
        />
        <p class="actions">
          <Button>Withdraw it</Button>
        </p>
      </Post>
    </details>
  );
}

function Judge({ of, typed }: { readonly of: Deciding; readonly typed: Readonly<Record<string, string>> }) {
  const mine = typed['action'] === 'judge' ? typed : {};
  const open = of.matters.filter((one) => one.open);
  return (
    <Section title="They understand it">
      <p>
        Write down that this young person understands what a decision means. From then on they decide it, until they are
        of age or it is withdrawn. A parent who sees the record in their place sees no more what tells of it, unless the
        young person lets them in.
      </p>
      <Post action="judge">
        <Choice
          label="About what?"
          name="matter"
          options={open.map(({ id, words }) => ({ value: id, words }))}
          value={mine['matter']}
        />
        <Field label="The day it was found" name="on" type="date" required value={mine['on']} />
        <Field label="Who found it" name="by" required value={mine['by']} />
        <Field
          label="What shows it"
          name="reason"
          id="judge-reason"
          hint="What was explained, and what they said of it. The young person reads it."
          lines={4}
          required
          value={mine['reason']}
        />
        <p class="actions">
          <Button kind="main">Write it down</Button>
        </p>
      </Post>
    </Section>
  );
}
