import { accepted } from '#fhir';
import type { NewResearch, ResearchProject, ResearchRegister } from '#record/contract';
import type { PageDefinition } from '../page.ts';
import { Button, Choice, Field, Post, Radios } from '../parts/form.tsx';
import { Empty, PageHead, Section } from '../parts/section.tsx';
import { Tag } from '../parts/tag.tsx';
import { When, Words } from '../parts/value.tsx';
import { AuditTabs } from './tabs.tsx';

const PATH = '/audit/research';
const FIELDS = ['id', 'title', 'why', 'takes', 'approval', 'until', 'person', 'project', 'answer', 'on'] as const;
type Typed = Readonly<Partial<Record<(typeof FIELDS)[number], string>>>;

export type ResearchAskedShown = { readonly register: ResearchRegister; readonly typed?: Typed };

/** Research that asks people one by one: beginning to ask, ending it, and writing down what was said on paper. */
export const researchAskedPage: PageDefinition<ResearchAskedShown> = {
  path: PATH,
  policy: { allow: 'roles', roles: ['ig-lead'] },
  title: () => 'Research',
  loader: async ({ record, access, typed }) => {
    const register = await record.research.register(access);
    if (!register.ok) return register;
    const kept = typed && Object.fromEntries(FIELDS.map((name) => [name, typed.get(name) ?? '']));
    return accepted({ register: register.value, ...(kept ? { typed: kept } : {}) });
  },
  Page: ({ register, typed = {} }) => (
    <>
      <AuditTabs at="research" />
      <div class="page narrow">
        <PageHead
          title="Research"
          under="Projects that ask people one by one. On a list of them is nobody who has not agreed; people say so, and withdraw, on their own page."
        />
        <Projects of={register.own} />
        {register.open.length > 0 && <Enter of={register.open} typed={typed} />}
        <Ask typed={typed} />
      </div>
    </>
  ),
  actions: {
    ask: async ({ record, access }, form) => {
      const value = (name: string): string => form.get(name) ?? '';
      const project: NewResearch = {
        id: value('id'),
        title: value('title'),
        why: value('why'),
        takes: value('takes'),
        approval: value('approval'),
        until: value('until'),
      };
      const done = await record.research.ask(access, project);
      return done.ok ? accepted({ to: PATH, said: 'People are asked from now on.' }) : done;
    },
    end: async ({ record, access }, form) => {
      const done = await record.research.end(access, form.get('project') ?? '');
      return done.ok ? accepted({ to: PATH, said: 'Ended. Nobody is on a new list of it.' }) : done;
    },
    enter: async ({ record, access }, form) => {
      const value = (name: string): string => form.get(name) ?? '';
      const [person, project, answer, on] = [value('person'), value('project'), value('answer'), value('on')];
      const done = await record.research.enter(access, { person, project, answer, on });
      return done.ok ? accepted({ to: PATH, said: 'Written down. It counts from now on.' }) : done;
    },
  },
};

function Projects({ of }: { readonly of: readonly ResearchProject[] }) {
  return (
    <Section title="What we ask for" count={of.length}>
      {of.length === 0 && (
        <Empty title="Nothing yet">
          <p>Your organisation asks nobody to take part in research.</p>
        </Empty>
      )}
      <ul class="item-list">
        {of.map((one) => (
          <li key={one.id}>
            <span class="item-title">
              <Words>{one.title}</Words>
            </span>
            <span class="item-fact">
              {one.over ? <Tag tone="wait">over</Tag> : <Tag tone="done">asks</Tag>} until <When at={one.until} />
            </span>
            <span class="item-words">
              <Words>{one.why}</Words>
            </span>
            <span class="item-words meta">
              <Words>{`Taken: ${one.takes} Approved: ${one.approval} Reference for lists: ${one.id}`}</Words>
            </span>
            {!one.over && (
              <Post action="end">
                <input type="hidden" name="project" value={one.id} />
                <p class="actions">
                  <Button>
                    End it<span class="sr">: {one.title}</span>
                  </Button>
                </p>
              </Post>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Enter({ of, typed }: { readonly of: readonly ResearchProject[]; readonly typed: Typed }) {
  return (
    <Section title="Write down what somebody said on paper">
      <Post action="enter">
        <Field label="Who?" name="person" hint="NHS number, or name and birth date." required value={typed.person} />
        <Choice
          label="To which project?"
          name="project"
          value={typed.project}
          options={of.map(({ id, title, by }) => ({ value: id, words: `${title}, ${by}` }))}
        />
        <Radios
          label="What did they say?"
          name="answer"
          value={typed.answer ?? ''}
          options={[
            { value: 'agree', words: 'They take part' },
            { value: 'refuse', words: 'They do not take part, or withdraw' },
          ]}
        />
        <Field label="On which day?" name="on" type="date" required value={typed.on} />
        <p class="actions">
          <Button kind="main">Write it down</Button>
        </p>
      </Post>
    </Section>
  );
}

function Ask({ typed }: { readonly typed: Typed }) {
  return (
    <Section title="Ask people for another project">
      <p>Everybody with a record of their own here reads these words and decides by them.</p>
      <Post action="ask">
        <Field label="What is it called?" name="title" required value={typed.title} />
        <Field label="What is it for?" name="why" lines={3} required value={typed.why} />
        <Field label="What is taken of the record?" name="takes" lines={3} required value={typed.takes} />
        <Field
          label="Who approved it?"
          name="approval"
          hint="The committee or authority, and its number."
          required
          value={typed.approval}
        />
        <Field
          label="Under which reference?"
          name="id"
          hint="One word by which consents and lists name it, such as urn:iras:301234."
          required
          value={typed.id}
        />
        <Field label="What is the last day?" name="until" type="date" required value={typed.until} />
        <p class="actions">
          <Button kind="main">Ask people</Button>
        </p>
      </Post>
    </Section>
  );
}
