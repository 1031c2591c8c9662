import { dayWords } from '#agreement';
import type { JoiningView } from '#governance/contract';
import { Section } from '../parts/section.tsx';
import { Tag } from '../parts/tag.tsx';
import { Words } from '../parts/value.tsx';
import { joinHref } from './path.ts';

/** Who joins, and from which day. */
export function Joinings({ of, title }: { readonly of: readonly JoiningView[]; readonly title: string }) {
  if (of.length === 0) return null;
  return (
    <Section title={title} count={of.length}>
      <ul class="item-list">
        {of.map(({ id, name, title: agreement, starts }) => (
          <li key={id}>
            <span class="item-title">
              <a href={joinHref(id)}>
                <Words>{`${name} joins ${agreement}`}</Words>
              </a>
            </span>
            <span class="item-fact">
              {starts === undefined ? <Tag tone="wait">joining</Tag> : <Tag tone="done">from {dayWords(starts)}</Tag>}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** Something is still to be done, or its first day is just decided. */
export function isOpen({ starts }: JoiningView): boolean {
  return starts === undefined;
}
