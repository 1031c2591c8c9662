import type { ResultPoint, ResultSeries } from '#record/contract';
import { showDay } from '../parts/dates.ts';
import { Source } from '../parts/source.tsx';
import { counted } from '../parts/words.ts';
import { Value, When, Words } from '../parts/value.tsx';
import { Plot, Stretched } from './plot.tsx';
import { layTrend, type Mark, type Side, sideOf, targetSigns, targetWords, type TrendLayout } from './trend.ts';

/** One quantity over time with its target band; values outside it differ by shape and colour; the numbers are one click away. */
export function TrendChart({ of }: { readonly of: ResultSeries }) {
  const laid = layTrend(of);
  const latest = of.points.at(-1);
  if (!latest) return null;
  return (
    <figure class="trend">
      <figcaption>
        <span class="trend-title">
          <h3>{of.title}</h3>
          {of.target && <bdi class="unit">{`target ${targetSigns(of.target)} ${of.unit}`}</bdi>}
        </span>
        <Latest point={latest} of={of} />
      </figcaption>
      <TrendPlot laid={laid} of={of} />
      <details>
        <summary>
          <bdi>{`${counted(of.points.length, 'result')} as a table`}</bdi>
          <span class="sr"> of {of.title}</span>
        </summary>
        <PointTable of={of} />
      </details>
    </figure>
  );
}

const SIDE_WORDS: Readonly<Record<Side, string>> = {
  above: 'above target',
  below: 'below target',
  within: 'at target',
};

const SIDE_SHAPES: Readonly<Record<Side, string>> = { above: ' ▲ ', below: ' ▼ ', within: ' ✓ ' };

function Latest({ point, of }: { readonly point: ResultPoint; readonly of: ResultSeries }) {
  const side = sideOf(point.value, of.target);
  return (
    <span class="latest">
      <span class={side === 'within' ? 'latest-value' : 'latest-value out'}>
        <Value>{point.shown}</Value>
        {of.target && (
          <span class="latest-side">
            <span aria-hidden="true">{SIDE_SHAPES[side]}</span>
            {SIDE_WORDS[side]}
          </span>
        )}
      </span>
      <span class="meta">
        <When at={point.at} /> <Source of={point.source} short />
      </span>
    </span>
  );
}

function TrendPlot({ laid, of }: { readonly laid: TrendLayout; readonly of: ResultSeries }) {
  const { band, height } = laid;
  return (
    <Plot
      laid={laid}
      label={summary(of)}
      scale={40}
      under={band && <rect class="band" x="0" width="100%" y={band.y} height={band.height} />}
    >
      {laid.limits.map((y) => (
        <line key={y} class="limit" x1="0" x2="100%" y1={y} y2={y} />
      ))}
      <Stretched height={height}>
        <path class="line" d={laid.path} vector-effect="non-scaling-stroke" />
      </Stretched>
      {laid.marks.map((mark, at) => (
        <MarkShape key={at} mark={mark} />
      ))}
      {laid.years.map(({ x, words }) => (
        <text key={words} class="year" x={`${x}%`} y={height + 17} text-anchor="middle">
          {words}
        </text>
      ))}
    </Plot>
  );
}

function MarkShape({ mark }: { readonly mark: Mark }) {
  const title = <title>{`${mark.point.shown}, ${showDay(mark.point.at)}, ${mark.point.source.organization}`}</title>;
  if (mark.side === 'within') {
    return (
      <circle class="mark" cx={`${mark.x}%`} cy={mark.y} r="3.2">
        {title}
      </circle>
    );
  }
  return (
    <svg x={`${mark.x}%`} y={mark.y} class="mark out">
      <path d={mark.side === 'above' ? 'M0-5 4.6 3.4H-4.6Z' : 'M0 5 4.6-3.4H-4.6Z'}>{title}</path>
    </svg>
  );
}

function PointTable({ of }: { readonly of: ResultSeries }) {
  return (
    <table class="rows tight">
      <thead>
        <tr>
          <th scope="col">Date</th>
          <th scope="col">{of.title}</th>
          <th scope="col">From</th>
        </tr>
      </thead>
      <tbody>
        {[...of.points].reverse().map((point) => (
          <tr key={point.source.reference}>
            <td>
              <When at={point.at} />
            </td>
            <td>
              <Value strong>{point.shown}</Value>
              {sideOf(point.value, of.target) !== 'within' && (
                <span class="side"> {SIDE_WORDS[sideOf(point.value, of.target)]}</span>
              )}
            </td>
            <td>
              <Words>{point.source.organization}</Words>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function summary({ title, unit, points, target }: ResultSeries): string {
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last) return title;
  const out = points.filter(({ value }) => sideOf(value, target) !== 'within').length;
  const aimed = target ? ` ${out} outside the target of ${targetWords(target)}.` : '';
  return `${title} in ${unit}: ${counted(points.length, 'result')} from ${showDay(first.at)}, ${first.shown}, to ${showDay(last.at)}, ${last.shown}.${aimed}`;
}
