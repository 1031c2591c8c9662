import type { InstrumentView, ParagraphView } from '#governance/contract';
import { Section } from '../parts/section.tsx';
import { Tag } from '../parts/tag.tsx';
import { Words } from '../parts/value.tsx';
import { counted } from '../parts/words.ts';
import { agreementHref } from './path.ts';

const COVERAGE: Readonly<Record<ParagraphView['coverage'], string>> = {
  'carried-out': '',
  judgement: 'Left to people’s judgement',
  'not-modelled': 'Not carried out by Concord',
};

/** The signed text on one side, what runs because of it on the other; where the two differ the text prevails. */
export function SideBySide({ view }: { readonly view: InstrumentView }) {
  const carried = view.paragraphs.filter(({ coverage }) => coverage === 'carried-out').length;
  return (
    <Section
      title="The text, and what runs because of it"
      aside={`${carried} of ${counted(view.paragraphs.length, 'paragraph')} carried out`}
    >
      <table class="rows side-by-side">
        <caption class="sr">Paragraphs of the text beside what runs because of each</caption>
        <thead>
          <tr>
            <th scope="col">Paragraph</th>
            <th scope="col">What was signed</th>
            <th scope="col">What runs</th>
          </tr>
        </thead>
        <tbody>
          {view.paragraphs.map((paragraph) => (
            <tr key={paragraph.id} id={`p-${paragraph.id}`}>
              <th scope="row">
                <bdi dir="ltr">{paragraph.id}</bdi>
              </th>
              <td data-label="Signed" dir="auto">
                {paragraph.text}
              </td>
              <td data-label="Runs">
                <Runs of={paragraph} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p class="meta">
        <bdi>Where the two differ, the text is what was agreed.</bdi>{' '}
        <a href={agreementHref(view.id, view.version, '/coverage')}>What is carried out, and what is not</a>
      </p>
    </Section>
  );
}

function Runs({ of }: { readonly of: ParagraphView }) {
  if (of.runs.length === 0) return <Tag tone="wait">{COVERAGE[of.coverage] || 'Nothing'}</Tag>;
  const kept = of.coverage === 'carried-out';
  return (
    <>
      <ul>
        {of.runs.map((words) => (
          <li key={words} class="runs">
            {kept && <span aria-hidden="true">✓ </span>}
            <Words>{words}</Words>
          </li>
        ))}
      </ul>
      {!kept && <Tag tone="wait">{COVERAGE[of.coverage]}</Tag>}
    </>
  );
}
