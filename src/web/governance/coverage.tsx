import type { InstrumentView, ParagraphView } from '#governance/contract';
import type { PageDefinition } from '../page.ts';
import { PageHead, Section } from '../parts/section.tsx';
import { Tag } from '../parts/tag.tsx';
import { Words } from '../parts/value.tsx';
import { counted } from '../parts/words.ts';
import { accepted } from '#fhir';
import { openAgreement } from './agreement.tsx';
import { agreementHref } from './path.ts';

export type CoverageShown = { readonly view: InstrumentView };

type Group = { readonly of: ParagraphView['coverage']; readonly title: string; readonly says: string };

const GROUPS: readonly Group[] = [
  {
    of: 'carried-out',
    title: 'Carried out',
    says: 'What is written here runs by itself, as the lines below each paragraph say.',
  },
  {
    of: 'judgement',
    title: 'Left to people’s judgement',
    says: 'People decide about this; nothing is guessed for them.',
  },
  {
    of: 'not-modelled',
    title: 'Not carried out by Concord',
    says: 'The parties see to this themselves; nothing here reminds them of it.',
  },
];

/** How much of an agreement runs: each paragraph of its text once, under what becomes of it. */
export const coveragePage: PageDefinition<CoverageShown> = {
  path: '/agreements/:id/coverage',
  policy: { allow: 'signed-in' },
  title: ({ view }) => `How much of ${view.title} is carried out`,
  loader: async (context) => {
    const found = await openAgreement(context);
    return found.ok ? accepted({ view: found.value }) : found;
  },
  Page: ({ view }) => (
    <div class="page">
      <p class="back">
        <a href={agreementHref(view.id, view.version)}>
          <Words>{view.title}</Words>
        </a>
      </p>
      <PageHead
        title="How much of it is carried out"
        under={
          <bdi>
            {view.title}, version {view.version}: {counted(of(view, 'carried-out').length, 'paragraph')} of{' '}
            {view.paragraphs.length} carried out. Where what runs and the text differ, the text is what was agreed.
          </bdi>
        }
      />
      {GROUPS.map((group) => (
        <Paragraphs key={group.of} group={group} view={view} />
      ))}
    </div>
  ),
};

function of(view: InstrumentView, coverage: ParagraphView['coverage']): readonly ParagraphView[] {
  return view.paragraphs.filter((one) => one.coverage === coverage);
}

function Paragraphs({ group, view }: { readonly group: Group; readonly view: InstrumentView }) {
  const paragraphs = of(view, group.of);
  return (
    <Section title={group.title} count={paragraphs.length}>
      <p class="meta">{paragraphs.length === 0 ? 'No paragraph.' : group.says}</p>
      <ul class="item-list">
        {paragraphs.map(({ id, text, runs, left = [] }) => (
          <li key={id}>
            <span class="item-title">
              <a href={`${agreementHref(view.id, view.version)}#p-${encodeURIComponent(id)}`}>
                <bdi>Paragraph {id}</bdi>
              </a>
            </span>
            <span class="item-words meta">
              <Words>{text}</Words>
            </span>
            {runs.map((words) => (
              <span key={words} class="item-words">
                <Words>{words}</Words>
              </span>
            ))}
            {left.map((words) => (
              <span key={words} class="item-words">
                <Tag tone="wait">left to people</Tag> <bdi>{words}</bdi>
              </span>
            ))}
          </li>
        ))}
      </ul>
    </Section>
  );
}
