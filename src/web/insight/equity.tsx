import type { EquityRows, MeasureRow } from '#insight/contract';
import { Bars } from '../charts/bars.tsx';
import { Section } from '../parts/section.tsx';
import { percentOf, showPercent, showTally } from './tally.tsx';

/** How those who are told apart fare, and how far the best is from the worst: shown without being asked for. */
export function Equity({ of, measure }: { readonly of: readonly EquityRows[]; readonly measure: MeasureRow }) {
  return (
    <>
      {of.map((dimension) => (
        <Section key={dimension.dimension} title={`By ${dimension.title.toLowerCase()}`}>
          <p class="meta">
            <bdi>{gapWords(dimension)}</bdi>
          </p>
          <Bars
            caption={`${measure.title}, by ${dimension.title.toLowerCase()}`}
            aim={measure.aim}
            rows={dimension.title}
            bars={dimension.rows.map(({ value, title, tally }) => ({
              key: value,
              name: title,
              percent: percentOf(tally),
              shown: showPercent(percentOf(tally)),
              detail: tally ? showTally(tally) : 'not shown: too few people',
            }))}
          />
        </Section>
      ))}
    </>
  );
}

function gapWords({ gap }: EquityRows): string {
  if (!gap) return 'Too few are told apart for a gap.';
  return `Gap of ${gap.points.toFixed(1)} points: ${gap.highest} highest, ${gap.lowest} lowest`;
}
