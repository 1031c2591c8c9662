import type { Prompt } from '#insight/contract';
import { Section } from '../parts/section.tsx';
import { Tag } from '../parts/tag.tsx';
import { When, Words } from '../parts/value.tsx';

/** What another programme can do while this person is here. Nothing stands there on any other day. */
export function Prompts({ of = [] }: { readonly of?: readonly Prompt[] | undefined }) {
  if (of.length === 0) return null;
  return (
    <Section title="While they are here" count={of.length}>
      <ul class="item-list">
        {of.map((one) => (
          <li key={one.rule} data-row>
            <span class="item-title">
              <Words>{one.offer}</Words>
            </span>
            <span class="item-fact">
              <Tag tone="wait">for {one.programme.toLowerCase()}</Tag>
            </span>
            <span class="item-words meta">
              <Words>{one.because}</Words>
              {one.last !== undefined && (
                <>
                  {' '}
                  Last <When at={one.last} />
                </>
              )}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
