import { accepted } from '#fhir';
import type { MyProject, ResearchSaying } from '#record/contract';
import type { PageDefinition } from '../page.ts';
import { Fact } from '../parts/fact.tsx';
import { Button, Post } from '../parts/form.tsx';
import { Empty, PageHead, Section } from '../parts/section.tsx';
import { Tag } from '../parts/tag.tsx';
import { When, Words } from '../parts/value.tsx';

const PATH = '/me/sharing/research';

export type ResearchShown = { readonly projects: readonly MyProject[] };

/** Research that asks the person: who, what for, what is taken and until when; agreeing, refusing, and withdrawing at any time. */
export const researchPage: PageDefinition<ResearchShown> = {
  path: PATH,
  policy: { allow: 'roles', roles: ['person'] },
  title: () => 'Research',
  loader: async ({ record, access }) => {
    const projects = await record.research.mine(access);
    return projects.ok ? accepted({ projects: projects.value }) : projects;
  },
  Page: ({ projects }) => {
    const asking = projects.filter(({ over }) => !over);
    const past = projects.filter(({ over }) => over);
    return (
      <div class="page narrow own">
        <p class="back">
          <a href="/me/sharing">What I share</a>
        </p>
        <PageHead
          title="Research"
          under="Each of these asks whether you take part. Your care is the same whatever you say, and you can say something else at any time."
        />
        {asking.length === 0 && (
          <Empty title="Nobody asks now">
            <p>No research asks you to take part. What you say to a project that comes later, you say here.</p>
          </Empty>
        )}
        {asking.map((one) => (
          <Project key={one.id} of={one} />
        ))}
        <Section title="What happens when I withdraw">
          <p>
            From that moment you are on no new list of the project. What was taken before stays with those who took it:
            it may be part of a result already, and they cannot always take it out. You can ask them; their name stands
            with the project. Each time you were on a list it stands under <a href="/me/access">Who looked</a>.
          </p>
          <p>
            If you look after this record for somebody else, say here what they have said or would say, and withdraw
            when they show that they do not want it.
          </p>
        </Section>
        {past.length > 0 && (
          <Section title="Over" count={past.length}>
            <p>These ask nobody any more, and nobody is on a new list of them.</p>
            {past.map((one) => (
              <Project key={one.id} of={one} />
            ))}
          </Section>
        )}
      </div>
    );
  },
  actions: {
    say: async ({ record, access }, form) => {
      const [project, answer] = [form.get('project') ?? '', form.get('answer') ?? ''];
      const done = await record.research.say(access, { project, answer });
      if (!done.ok) return done;
      const said =
        answer === 'agree'
          ? 'Written down: you take part. You can withdraw at any time.'
          : 'Written down: you do not take part. You are on no new list of it.';
      return accepted({ to: PATH, said });
    },
  },
};

function Project({ of }: { readonly of: MyProject }) {
  return (
    <Section title={of.title}>
      <p>
        <Answer of={of} />
      </p>
      <dl class="facts">
        <Fact name="Who asks">
          <Words>{of.by}</Words>
        </Fact>
        <Fact name="What for">
          <Words>{of.why}</Words>
        </Fact>
        <Fact name="What is taken">
          <Words>{of.takes}</Words>
        </Fact>
        <Fact name="Until">
          <When at={of.until} />
        </Fact>
        <Fact name="Approved by">
          <Words>{of.approval}</Words>
        </Fact>
        <Fact name="Reference">
          <bdi>{of.id}</bdi>
        </Fact>
      </dl>
      <Deeds of={of} />
      {of.said.length > 0 && (
        <details class="past">
          <summary>What was said</summary>
          <ul>
            {of.said.map((one) => (
              <li key={`${one.on}${one.answer}${one.writtenBy}`}>
                <SaidOnce of={one} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </Section>
  );
}

function Answer({ of: { answer, over } }: { readonly of: MyProject }) {
  if (over) return <Tag tone="wait">over</Tag>;
  if (answer === 'agree') return <Tag tone="done">I take part</Tag>;
  return answer === 'refuse' ? <Tag tone="concern">I do not take part</Tag> : <Tag tone="wait">nothing said</Tag>;
}

/** What another system holds is changed there: a refusal of it goes on counting whatever is said here. */
function Deeds({ of }: { readonly of: MyProject }) {
  const elsewhere = of.said.find(({ own, ended, answer }) => !own && ended === undefined && answer === 'refuse');
  return (
    <>
      {elsewhere !== undefined && (
        <p class="meta">
          <Words>{`${elsewhere.writtenBy ?? 'Another organisation'} wrote down that you do not take part. That counts until they take it back.`}</Words>
        </p>
      )}
      {!(of.over && of.answer !== 'agree') && (
        <div class="actions">
          {of.answer !== 'agree' && <Say of={of} answer="agree" words="I take part" kind="main" />}
          {of.answer !== 'refuse' && (
            <Say of={of} answer="refuse" words={of.answer === 'agree' ? 'Withdraw' : 'I do not take part'} />
          )}
        </div>
      )}
    </>
  );
}

function Say(props: {
  readonly of: MyProject;
  readonly answer: string;
  readonly words: string;
  readonly kind?: 'main';
}) {
  return (
    <Post action="say">
      <input type="hidden" name="project" value={props.of.id} />
      <input type="hidden" name="answer" value={props.answer} />
      <Button kind={props.kind}>
        {props.words}
        <span class="sr">: {props.of.title}</span>
      </Button>
    </Post>
  );
}

function SaidOnce({ of: { answer, on, writtenBy, ended } }: { readonly of: ResearchSaying }) {
  return (
    <>
      {answer === 'agree' ? 'Agreed' : 'You said no'}, <When at={on} />
      {writtenBy !== undefined && (
        <>
          , written down by <bdi>{writtenBy}</bdi>
        </>
      )}
      {ended !== undefined && (
        <>
          ; until <When at={ended} />
        </>
      )}
    </>
  );
}
