import type { ConcernView } from '#governance/contract';
import { Field } from '../parts/form.tsx';
import { Empty, Section } from '../parts/section.tsx';
import { Tag } from '../parts/tag.tsx';
import { When, Words } from '../parts/value.tsx';
import { Deed, Whose } from '../programme/parts.tsx';

type Shown = {
  readonly of: readonly ConcernView[];
  readonly title: string;
  readonly typed?: URLSearchParams | undefined;
};

/** What worries them, and the answer; open until whose it is says that it is enough. */
export function Concerns({ of, title, typed }: Shown) {
  return (
    <Section title={title} count={of.length}>
      {of.length === 0 ? (
        <Empty title="None is written down" />
      ) : (
        <ul class="item-list">
          {of.map((one) => (
            <Concern key={one.id} of={one} typed={typed} />
          ))}
        </ul>
      )}
    </Section>
  );
}

function Concern({ of, typed }: { readonly of: ConcernView; readonly typed: URLSearchParams | undefined }) {
  const { answer, closed, may } = of;
  const about = { concern: of.id };
  return (
    <li data-row>
      <span class="item-title">
        <Words>{of.words}</Words>
      </span>
      <span class="item-fact">
        {closed ? (
          <Tag tone="done">settled</Tag>
        ) : answer ? (
          <Tag tone="wait">answered, open</Tag>
        ) : (
          <Tag tone="concern">no answer yet</Tag>
        )}
      </span>
      {answer && (
        <span class="item-words">
          <Words>{answer.words}</Words>
        </span>
      )}
      <span class="item-words meta">
        <bdi>
          Of <Whose of={of.owner} />, <When at={of.on} />. <Words>{closed?.words ?? ''}</Words>{' '}
          {!closed && 'Only they can say that it is settled.'}
        </bdi>
      </span>
      {!closed && (may.answer || may.close) && (
        <div class="item-words">
          {may.answer && (
            <Deed
              did="concern-answered"
              words="Answer it"
              said="The answer stands beside it."
              typed={typed}
              about={about}
            >
              <Field label="The answer" name="words" id={`${of.id}-answer`} lines={2} required />
            </Deed>
          )}
          {may.close && (
            <Deed did="concern-closed" words="It is settled" said="Settled." typed={typed} about={about}>
              <Field label="What settled it" name="words" id={`${of.id}-closed`} required />
            </Deed>
          )}
        </div>
      )}
    </li>
  );
}
