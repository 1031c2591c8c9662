import { accepted } from '#fhir';
import type { AccessQuestion } from '#record/contract';
import type { PageDefinition } from '../page.ts';
import { Button, Field, Post } from '../parts/form.tsx';
import { PageHead, Section } from '../parts/section.tsx';
import { Words } from '../parts/value.tsx';
import { AuditTabs } from './tabs.tsx';
import { Asked } from './visits.tsx';

export type QuestionShown = { readonly question: AccessQuestion; readonly typed?: string };

/** What a person asked about who looked, for the organisation whose staff it was. */
export const questionPage: PageDefinition<QuestionShown> = {
  path: '/audit/questions/:id',
  policy: { allow: 'roles', roles: ['ig-lead'] },
  title: () => 'A question about who looked',
  loader: async ({ record, access, params, typed }) => {
    const found = await record.accessQuestion(access, params.id ?? '');
    if (!found.ok) return found;
    const words = typed?.get('words');
    return accepted({ question: found.value, ...(words ? { typed: words } : {}) });
  },
  Page: ({ question, typed }) => (
    <>
      <AuditTabs />
      <div class="page narrow">
        <PageHead title="A question about who looked" under={<Words>{question.about}</Words>} />
        <Section title="The question">
          <Asked of={question} />
        </Section>
        {question.answer === undefined && (
          <Section title="Your answer">
            <Post action="answer">
              <Field
                label="What the person reads"
                name="words"
                hint="Say who looked, for what, and whether it was right. Ask the colleague first if you are not sure."
                lines={5}
                required
                value={typed}
              />
              <p class="actions">
                <Button kind="main">Send the answer</Button>
              </p>
            </Post>
          </Section>
        )}
      </div>
    </>
  ),
  actions: {
    answer: async ({ record, access, params }, form) => {
      const done = await record.answerWhy(access, params.id ?? '', form.get('words') ?? '');
      return done.ok ? accepted({ to: '/audit', said: 'Sent. The person reads it beside what they asked.' }) : done;
    },
  },
};
