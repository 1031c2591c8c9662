import type { GrantMatchView } from '#money/contract';
import { spaced } from '#agreement';
import { Tag } from '../parts/tag.tsx';
import { When, Words } from '../parts/value.tsx';
import { Money } from './amount.tsx';

/** What another party puts in beside a grant, how much of it came, and whether it is late. */
export function GrantMatch({ of }: { readonly of: GrantMatchView }) {
  return (
    <div>
      <p>
        For each <Money of={of.forEach} /> of it <Words>{of.by.name}</Words> puts <Money of={of.puts} /> into{' '}
        <Words>{spaced(of.pool)}</Words>, {of.valued ? 'in money or in kind' : 'in money'}, by <When at={of.dueBy} />.{' '}
        <State of={of} />
      </p>
      <dl class="facts figures">
        <Fact words="To be matched" of={of.whole} />
        <Fact words="Came in money" of={of.money} />
        {of.valued && <Fact words="Given in kind" of={of.inKind} />}
        <Fact words="Still to come" of={of.missing} />
      </dl>
    </div>
  );
}

function State({ of: { state } }: { readonly of: GrantMatchView }) {
  if (state === 'matched') return <Tag tone="done">matched</Tag>;
  return state === 'late' ? <Tag tone="concern">late</Tag> : <Tag tone="quiet">to come</Tag>;
}

function Fact({ words, of }: { readonly words: string; readonly of: GrantMatchView['whole'] }) {
  return (
    <div class="fact">
      <dt>{words}</dt>
      <dd>
        <Money of={of} />
      </dd>
    </div>
  );
}
