import type { RoundSummary } from '#governance/contract';
import { Button, Field, Post } from '../parts/form.tsx';
import { Empty, Section } from '../parts/section.tsx';
import { When } from '../parts/value.tsx';
import { PlaceFields } from '../programme/parts.tsx';
import { RoundTag } from './rounds.tsx';

/** What teams say of working together, beside what is counted of it. */
export function RelationshipPulse(props: {
  readonly rounds: readonly RoundSummary[];
  readonly partners: readonly { readonly organization: string; readonly name: string }[];
  readonly asks: boolean;
}) {
  const { rounds, partners, asks } = props;
  return (
    <Section title="What teams say of it" count={rounds.length}>
      {rounds.length === 0 ? (
        <Empty title="No team was asked yet">
          <p>Four sentences, asked of the same teams every quarter. The lead of the host asks.</p>
        </Empty>
      ) : (
        <ul class="item-list">
          {rounds.map((one) => (
            <li key={one.id} data-row>
              <a class="item-title" href={`/readiness/${one.id}`}>
                {one.closed === undefined ? 'Open to ' : 'Counted on '}
                <When at={one.closed ?? one.until} />
              </a>
              <span class="item-fact">
                <RoundTag of={one} />
              </span>
            </li>
          ))}
        </ul>
      )}
      {asks && (
        <details class="deed">
          <summary>Ask teams how it is to work together</summary>
          <Post action="pulse">
            {[1, 2, 3, 4].map((number) => (
              <PlaceFields
                key={number}
                name="teams"
                id={`pulse-${number}`}
                words={`Team ${number}`}
                partners={partners}
                optional
              />
            ))}
            <Field label="Last day for answers" name="until" id="pulse-until" type="date" required />
            <p class="actions">
              <Button>Ask them</Button>
            </p>
          </Post>
        </details>
      )}
    </Section>
  );
}
