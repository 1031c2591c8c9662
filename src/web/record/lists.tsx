import type { Matter, Medicine, Problem, Source as SourceOf } from '#record/contract';
import { Empty, Section, UNSEEN } from '../parts/section.tsx';
import { Source } from '../parts/source.tsx';
import { Tag } from '../parts/tag.tsx';
import { counted } from '../parts/words.ts';
import { Value, When, Words } from '../parts/value.tsx';
import { type Grouped, groupMedicines, groupProblems, isPast } from './group.ts';

export function Matters({ of }: { readonly of: readonly Matter[] }) {
  return (
    <Section title="What matters to me" kind="matters">
      {of.length === 0 ? (
        <Empty title="Nothing written yet">
          <p>Ask what matters most, and write it in the person’s own words.</p>
        </Empty>
      ) : (
        of.map((matter) => (
          <figure class="matter" key={matter.source.reference}>
            <blockquote dir="auto">{matter.text}</blockquote>
            <figcaption>
              {matter.on !== undefined && <When at={matter.on} />} <Source of={matter.source} short />
            </figcaption>
          </figure>
        ))
      )}
    </Section>
  );
}

export function Problems({ of }: { readonly of: readonly Problem[] }) {
  const all = groupProblems(of);
  const active = all.filter(({ item }) => !isPast(item.status));
  const past = all.filter(({ item }) => isPast(item.status));
  return (
    <Section title="Problems" count={active.length}>
      {all.length === 0 && <Empty title="No problems to show">{UNSEEN}</Empty>}
      <ProblemRows of={active} />
      <Past count={past.length} what="past problem">
        <ProblemRows of={past} />
      </Past>
    </Section>
  );
}

function ProblemRows({ of }: { readonly of: readonly Grouped<Problem>[] }) {
  return (
    <ul class="item-list">
      {of.map(({ item, sources }) => (
        <li key={item.source.reference}>
          <span class="item-title">
            <Words>{item.text}</Words>
          </span>
          <span class="item-fact">{item.onset !== undefined && <When at={item.onset} />}</span>
          <Sources of={sources} />
        </li>
      ))}
    </ul>
  );
}

export function Medicines({ of }: { readonly of: readonly Medicine[] }) {
  const all = groupMedicines(of);
  const current = all.filter(({ item }) => !isPast(item.status));
  const past = all.filter(({ item }) => isPast(item.status));
  return (
    <Section title="Medicines" count={current.length}>
      {all.length === 0 && <Empty title="No medicines to show">{UNSEEN}</Empty>}
      <MedicineRows of={current} />
      <Past count={past.length} what="past medicine">
        <MedicineRows of={past} />
      </Past>
    </Section>
  );
}

function MedicineRows({ of }: { readonly of: readonly Grouped<Medicine>[] }) {
  return (
    <ul class="item-list">
      {of.map(({ item, sources, differs }) => (
        <li key={item.source.reference}>
          <span class="item-title">
            <Words>{item.text}</Words>
            {differs && <Tag tone="concern">doses differ</Tag>}
          </span>
          <span class="item-fact">{item.dose !== undefined && <Value>{item.dose}</Value>}</span>
          <Sources of={sources} />
          {item.since !== undefined && (
            <bdi class="since">
              {'since '}
              <When at={item.since} />
            </bdi>
          )}
        </li>
      ))}
    </ul>
  );
}

function Sources({ of }: { readonly of: readonly SourceOf[] }) {
  return (
    <span class="sources">
      {of.map((source) => (
        <Source key={source.reference} of={source} />
      ))}
    </span>
  );
}

function Past(props: { readonly count: number; readonly what: string; readonly children: preact.ComponentChildren }) {
  if (props.count === 0) return null;
  return (
    <details class="past">
      <summary>
        <bdi>{counted(props.count, props.what)}</bdi>
      </summary>
      {props.children}
    </details>
  );
}
