import type { BeforeAfter, MeasureSignals } from '#insight/contract';
import { InterruptedChart } from '../charts/interrupted-chart.tsx';
import type { InterruptedShown } from '../charts/interrupted.ts';
import { Section } from '../parts/section.tsx';
import { When, Words } from '../parts/value.tsx';

export const HOW_FAR =
  'A month end looks back over many months, so a change shows bit by bit, in the course rather than at once. That something moved when a thing was changed does not say that the thing moved it.';

export function pointsIn({ points }: MeasureSignals): InterruptedShown['points'] {
  return points.map(({ day, percent }) => ({ day, ...(percent === undefined ? {} : { value: percent }) }));
}

/** What came of each thing that was changed: the course before its day against the course from then on. */
export function Effects({ of }: { readonly of: MeasureSignals }) {
  const points = pointsIn(of);
  if (of.effects.length === 0) return null;
  return (
    <Section title="Before and after" count={of.effects.length}>
      {of.effects.map((effect) => (
        <article key={effect.id} class="effect">
          <h3>
            From <When at={effect.since} />:{' '}
            {effect.page === undefined ? (
              <Words>{effect.what}</Words>
            ) : (
              <a href={effect.page}>
                <Words>{effect.what}</Words>
              </a>
            )}
          </h3>
          <EffectOf of={effect} course={{ title: of.title, unit: 'percent', since: effect.since, points }} />
        </article>
      ))}
      <p class="meta">{HOW_FAR}</p>
    </Section>
  );
}

/** The two lines in words and drawn, or why there are none. */
export function EffectOf(props: {
  readonly of: Pick<BeforeAfter, 'found' | 'why'>;
  readonly course: Pick<InterruptedShown, 'title' | 'unit' | 'since' | 'points'>;
}) {
  const { found, why } = props.of;
  if (!found) return <p>{why === undefined ? 'Too little is known.' : <Words>{why}</Words>}</p>;
  return (
    <>
      <ul>
        {found.words.map((line) => (
          <li key={line}>
            <Words>{line}</Words>
          </li>
        ))}
      </ul>
      <InterruptedChart of={{ ...props.course, fitted: found.fitted, without: found.without }} />
    </>
  );
}
