import { listed } from '#agreement';
import type { MyOptOuts, OptOutEntry, OptOutKind } from '#record/contract';
import { Button, Post } from '../parts/form.tsx';
import { Section } from '../parts/section.tsx';
import { Tag } from '../parts/tag.tsx';
import { When, Words } from '../parts/value.tsx';

/** Uses beyond one's own care: each opt-out that the law offers, whether it holds, who said so, and what was said before. */
export function BeyondCare({ of: { kinds, said } }: { readonly of: MyOptOuts }) {
  const past = said.filter(({ ended }) => ended !== undefined);
  return (
    <Section title="Uses beyond my care">
      <p>
        Here you say that your record is not used for anything but your own care. Whoever treats you goes on seeing it.
      </p>
      <ul class="item-list">
        {kinds.map((kind) => (
          <Kind
            key={kind.id}
            of={kind}
            holding={said.filter(({ rule, ended }) => rule === kind.id && ended === undefined)}
          />
        ))}
      </ul>
      {past.length > 0 && (
        <details class="past">
          <summary>What I said before</summary>
          <ul>
            {past.map((one) => (
              <li key={`${one.rule}${one.source}${one.since}${one.ended}`}>
                <Words>{kinds.find(({ id }) => id === one.rule)?.law ?? one.rule}</Words>:{' '}
                <Words>{sourceWords(one)}</Words>, from <When at={one.since} /> to <When at={one.ended ?? ''} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </Section>
  );
}

function Kind({ of, holding }: { readonly of: OptOutKind; readonly holding: readonly OptOutEntry[] }) {
  const own = holding.filter(({ source }) => source === 'person' || source === 'letter');
  return (
    <li>
      <span class="item-title">
        <Words>{of.law}</Words>
      </span>
      <span class="item-fact">
        {holding.length > 0 ? <Tag tone="done">opted out</Tag> : <Tag tone="wait">not said</Tag>}
      </span>
      <span class="item-words">
        <Words>{`${of.words} It is about ${listed(of.uses)}; not about ${listed(of.notFor)}.`}</Words>
      </span>
      {holding.map((one) => (
        <span key={`${one.source}${one.since}`} class="item-words meta">
          <Words>{sourceWords(one)}</Words>, since <When at={one.since} />
        </span>
      ))}
      {(holding.length === 0 || own.length > 0) && (
        <Post action={holding.length === 0 ? 'opt-out' : 'opt-in'}>
          <input type="hidden" name="rule" value={of.id} />
          <p class="actions">
            <Button>
              {holding.length === 0 ? 'Opt out' : 'Take it back'}
              <span class="sr">: {of.law}</span>
            </Button>
          </p>
        </Post>
      )}
      {holding.length > own.length && (
        <span class="item-words meta">What a list says is taken back where that list is kept.</span>
      )}
    </li>
  );
}

export function sourceWords({ source }: OptOutEntry): string {
  if (source === 'person') return 'Said here';
  return source === 'letter' ? 'Written down for the person' : `On the list “${source}”`;
}
