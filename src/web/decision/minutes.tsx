import type { MeetingView, MinutedItem } from '#governance/contract';
import { Fact } from '../parts/fact.tsx';
import { Section } from '../parts/section.tsx';
import { Tag } from '../parts/tag.tsx';
import { Value, When, Words } from '../parts/value.tsx';

type Minutes = NonNullable<MeetingView['minutes']>;

/** Minutes as they were sealed, and whether they still are. */
export function SealedMinutes({ of }: { readonly of: Minutes }) {
  const { minutes } = of;
  return (
    <Section title="Minutes" count={<Value>{of.n}</Value>}>
      <p>
        {of.intact ? (
          <Tag tone="done">as they were sealed</Tag>
        ) : (
          <Tag tone="danger">changed since they were sealed: do not rely on them</Tag>
        )}
      </p>
      <dl class="facts">
        <Fact name="Sealed">
          <When at={of.sealed} time /> by <Words>{of.by}</Words>
        </Fact>
        <Fact name="In the chair">
          <Words>{minutes.chair}</Words>
        </Fact>
        <Fact name="Present">
          <Words>{minutes.present.join('; ')}</Words>
        </Fact>
        <Fact name="Seal">
          <bdi dir="ltr" class="hash">
            {of.hash}
          </bdi>
        </Fact>
      </dl>
      <ol class="item-list">
        {minutes.items.map((item) => (
          <Item key={item.paper} of={item} />
        ))}
      </ol>
    </Section>
  );
}

function Item({ of }: { readonly of: MinutedItem }) {
  const lines = [...of.votes, ...of.recused.map((one) => `Took no part: ${one}`)];
  return (
    <li>
      <span class="item-title">
        <Words>{of.title}</Words>
      </span>
      <span class="item-fact">
        <Value>{of.amount ?? ''}</Value>
      </span>
      <span class="item-words">
        <bdi>
          {of.outcome}: <Words>{of.decision}</Words>
        </bdi>
      </span>
      {lines.map((line) => (
        <span key={line} class="item-words meta">
          <Words>{line}</Words>
        </span>
      ))}
    </li>
  );
}
