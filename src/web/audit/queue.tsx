import { accepted } from '#fhir';
import { type AccessQuestion, type Emergency, type Harm, HARM_KINDS } from '#record/contract';
import type { PageDefinition } from '../page.ts';
import { Empty, PageHead, Section } from '../parts/section.tsx';
import { Tag } from '../parts/tag.tsx';
import { When, Words } from '../parts/value.tsx';
import { AuditTabs } from './tabs.tsx';

export type QueueShown = {
  readonly emergencies: readonly Emergency[];
  readonly questions: readonly AccessQuestion[];
  /** Of harm by disclosure. */
  readonly harms?: readonly Harm[];
};

/** What waits for information governance: openings to review, questions to answer. */
export const auditPage: PageDefinition<QueueShown> = {
  path: '/audit',
  policy: { allow: 'roles', roles: ['ig-lead'] },
  title: () => 'How records are used',
  loader: async ({ record, access }) => {
    const emergencies = await record.emergencies(access, { waiting: true });
    if (!emergencies.ok) return emergencies;
    const questions = await record.accessQuestions(access);
    if (!questions.ok) return questions;
    const harms = await record.harms.ours(access);
    if (!harms.ok) return harms;
    return accepted({ emergencies: emergencies.value, questions: questions.value, harms: harms.value });
  },
  Page: ({ emergencies, questions, harms = [] }) => {
    const waiting = questions.filter(({ answer }) => answer === undefined);
    const answered = questions.filter(({ answer }) => answer !== undefined);
    return (
      <>
        <AuditTabs at="queue" />
        <div class="page">
          <PageHead title="How records are used" under="What waits for you, and what was answered." />
          <Section title="Opened in an emergency" count={emergencies.length}>
            {emergencies.length === 0 && <Empty title="No opening waits for review" />}
            <ul class="item-list">
              {emergencies.map((one) => (
                <li key={one.id}>
                  <span class="item-title">
                    <a href={`/audit/emergency/${encodeURIComponent(one.id)}`}>
                      <Words>{`${one.who}, ${one.role.replaceAll('-', ' ')}`}</Words>
                    </a>
                  </span>
                  <span class="item-fact">
                    {one.late ? <Tag tone="danger">late</Tag> : <Tag tone="wait">to review</Tag>}
                  </span>
                  <span class="item-words meta">
                    <bdi>{one.reason}.</bdi> Opened <When at={one.opened} time />, review by <When at={one.reviewBy} />.
                  </span>
                </li>
              ))}
            </ul>
          </Section>
          <Section
            title="Harm by disclosure to look into"
            count={harms.filter(({ answer }) => answer === undefined).length}
          >
            {harms.every(({ answer }) => answer !== undefined) && <Empty title="No report waits for an answer" />}
            <Harms of={harms.filter(({ answer }) => answer === undefined)} />
          </Section>
          <Section title="Questions to answer" count={waiting.length}>
            {waiting.length === 0 && <Empty title="No question waits for an answer" />}
            <Questions of={waiting} />
          </Section>
          {answered.length > 0 && (
            <Section title="Answered" count={answered.length}>
              <Questions of={answered} />
            </Section>
          )}
          {harms.some(({ answer }) => answer !== undefined) && (
            <Section title="Harm by disclosure, answered">
              <Harms of={harms.filter(({ answer }) => answer !== undefined)} />
            </Section>
          )}
        </div>
      </>
    );
  },
};

function Questions({ of }: { readonly of: readonly AccessQuestion[] }) {
  return (
    <ul class="item-list">
      {of.map((one) => (
        <li key={one.id}>
          <span class="item-title">
            <a href={`/audit/questions/${encodeURIComponent(one.id)}`}>
              <Words>{one.words}</Words>
            </a>
          </span>
          <span class="item-fact">
            {one.answer === undefined ? <Tag tone="wait">to answer</Tag> : <Tag tone="done">answered</Tag>}
          </span>
          <span class="item-words meta">
            <Words>{one.about}</Words>. Asked <When at={one.asked} />.
          </span>
        </li>
      ))}
    </ul>
  );
}

function Harms({ of }: { readonly of: readonly Harm[] }) {
  return (
    <ul class="item-list">
      {of.map((one) => (
        <li key={one.id}>
          <span class="item-title">
            <a href={`/audit/harms/${encodeURIComponent(one.id)}`}>
              <Words>{HARM_KINDS[one.kind]}</Words>
            </a>
          </span>
          <span class="item-fact">
            {one.answer === undefined ? <Tag tone="danger">to look into</Tag> : <Tag tone="done">answered</Tag>}
          </span>
          <span class="item-words meta">
            Reported by {one.reporter === undefined ? <bdi>the person</bdi> : <Words>{one.reporter}</Words>},{' '}
            <When at={one.reported} />.
          </span>
        </li>
      ))}
    </ul>
  );
}
