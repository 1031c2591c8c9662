import { listed } from '#agreement';
import { accepted } from '#fhir';
import type { OptOutRegister } from '#record/contract';
import type { PageDefinition } from '../page.ts';
import { Button, Choice, Field, Post } from '../parts/form.tsx';
import { Empty, PageHead, Section } from '../parts/section.tsx';
import { When, Words } from '../parts/value.tsx';
import { counted } from '../parts/words.ts';
import { AuditTabs } from './tabs.tsx';

const FIELDS = ['rule', 'source', 'asAt', 'whole', 'text', 'person', 'on'] as const;

export type OptOutsShown = {
  readonly register: OptOutRegister;
  readonly typed?: Readonly<Partial<Record<(typeof FIELDS)[number], string>>>;
};

/** Who has opted out of uses beyond their care: in numbers, with the lists that were taken in. */
export const optOutsPage: PageDefinition<OptOutsShown> = {
  path: '/audit/opt-outs',
  policy: { allow: 'roles', roles: ['ig-lead'] },
  title: () => 'Opt-outs',
  loader: async ({ record, access, typed }) => {
    const register = await record.optOuts.register(access);
    if (!register.ok) return register;
    const kept = typed && Object.fromEntries(FIELDS.map((name) => [name, typed.get(name) ?? '']));
    return accepted({ register: register.value, ...(kept ? { typed: kept } : {}) });
  },
  Page: ({ register, typed = {} }) => (
    <>
      <AuditTabs at="opt-outs" />
      <div class="page narrow">
        <PageHead
          title="Opt-outs"
          under="People whose record is not used beyond their own care. Lists of people leave them out and say how many they are."
        />
        <Kinds of={register} />
        <Lists of={register} />
        {register.takesLists && <TakeList of={register} typed={typed} />}
        <Enter of={register} typed={typed} />
      </div>
    </>
  ),
  actions: {
    list: async ({ record, access }, form) => {
      const value = (name: string): string => form.get(name) ?? '';
      const [rule, source, asAt] = [value('rule'), value('source'), value('asAt')];
      const content = once(value('text'));
      const done = await record.optOuts.takeList(access, {
        rule,
        source,
        asAt,
        whole: value('whole') === 'yes',
        content,
      });
      if (!done.ok) return done;
      const { lines, added, ended, refused } = done.value;
      const [first] = refused;
      const bad = first
        ? ` ${counted(refused.length + done.value.refusedUnnamed, 'line')} could not be read: line ${first.line}, ${first.why}.`
        : '';
      const said = `${counted(lines, 'line')}: ${added.toLocaleString('en-GB')} new, ${ended.toLocaleString('en-GB')} taken back.${bad}`;
      return accepted({ to: '/audit/opt-outs', said });
    },
    enter: async ({ record, access }, form) => {
      const [person, rule, on] = [form.get('person') ?? '', form.get('rule') ?? '', form.get('on') ?? ''];
      const done = await record.optOuts.enter(access, { person, rule, on });
      return done.ok ? accepted({ to: '/audit/opt-outs', said: 'Written down. It holds from now on.' }) : done;
    },
  },
};

async function* once(text: string): AsyncGenerator<string> {
  yield text;
}

function Kinds({ of: { kinds } }: { readonly of: OptOutRegister }) {
  return (
    <Section title="What holds" count={kinds.length}>
      <ul class="item-list">
        {kinds.map(({ id, law, words, uses, notFor, standing, fewest }) => (
          <li key={id}>
            <span class="item-title">
              <Words>{law}</Words>
            </span>
            <span class="item-fact">
              <bdi>{standing === undefined ? `fewer than ${fewest}` : standing.toLocaleString('en-GB')}</bdi>
            </span>
            <span class="item-words">
              <Words>{`${words} It is about ${listed(uses)}; not about ${listed(notFor)}.`}</Words>
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Lists({ of: { lists, kinds } }: { readonly of: OptOutRegister }) {
  return (
    <Section title="Lists taken in" count={lists.length}>
      {lists.length === 0 && (
        <Empty title="None yet">
          <p>What people say on their own page holds without one.</p>
        </Empty>
      )}
      <ul class="item-list">
        {lists.map((list) => (
          <li key={list.id}>
            <span class="item-title">
              <Words>{list.source}</Words>
            </span>
            <span class="item-fact">
              <When at={list.asAt} />
            </span>
            <span class="item-words meta">
              <Words>{kinds.find(({ id }) => id === list.rule)?.law ?? list.rule}</Words>.{' '}
              <bdi>
                {`${counted(list.lines, 'line')}, ${list.refused} not readable. ${list.whole ? 'Named everybody.' : 'Named some.'}`}
              </bdi>{' '}
              Taken in <When at={list.at} time />
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

type Form = { readonly of: OptOutRegister; readonly typed: NonNullable<OptOutsShown['typed']> };

function TakeList({ of: { kinds }, typed }: Form) {
  return (
    <Section title="Take a list in">
      <p>
        Lines of <code>nhs_number</code>, or of <code>system,value</code>, under a heading; besides these{' '}
        <code>opted_out_on</code> and <code>state</code> (<code>opted-out</code> or <code>withdrawn</code>). People who
        are not known here are kept too, for when they come. Long lists are sent to <code>/api/intake/opt-outs</code>.
      </p>
      <Post action="list">
        <Choice label="Which opt-out?" name="rule" options={options(kinds)} value={typed.rule} />
        <Field label="What is the list called, and whose is it?" name="source" required value={typed.source} />
        <Field label="Of which day is it?" name="asAt" type="date" required value={typed.asAt} />
        <label class="tick">
          <input type="checkbox" name="whole" value="yes" checked={typed.whole === 'yes'} />
          It names everybody: who is not on it any more has taken it back
        </label>
        <Field label="The lines of the list" name="text" lines={8} required value={typed.text} />
        <p class="actions">
          <Button kind="main">Take it in</Button>
        </p>
      </Post>
    </Section>
  );
}

function Enter({ of: { kinds }, typed }: Form) {
  return (
    <Section title="Write down what somebody said">
      <Post action="enter">
        <Field
          label="Who?"
          name="person"
          id="person"
          hint="NHS number, or name and birth date."
          required
          value={typed.person}
        />
        <fieldset class="field">
          <legend>Which opt-out?</legend>
          {kinds.map(({ id, law }, at) => (
            <label key={id} class="tick">
              <input
                type="radio"
                name="rule"
                value={id}
                checked={typed.rule === id || (typed.rule === undefined && at === 0)}
              />
              <bdi>{law}</bdi>
            </label>
          ))}
        </fieldset>
        <Field label="When did they say so?" name="on" type="date" required value={typed.on} />
        <p class="actions">
          <Button kind="main">Write it down</Button>
        </p>
      </Post>
    </Section>
  );
}

function options(kinds: OptOutRegister['kinds']) {
  return kinds.map(({ id, law }) => ({ value: id, words: law }));
}
