import type { MeasureSignals } from '#insight/contract';
import { type FunnelLayout, layFunnel } from './funnel.ts';

const SHAPES = { high: 'M0-6 5.4 4H-5.4Z', low: 'M0 6 5.4-4H-5.4Z' } as const;

/** Places by how many people were counted and how many of them met the measure, within the limits of chance for each number. */
export function FunnelChart(props: { readonly of: NonNullable<MeasureSignals['funnel']>; readonly title: string }) {
  const laid = layFunnel(props.of);
  const { height } = laid;
  return (
    <figure class="trend">
      <div class="plot">
        <svg class="axis" width="44" height={height + 22} aria-hidden="true">
          {laid.ticks.map(({ y, words }) => (
            <text key={words} x="38" y={y + 4} text-anchor="end">
              {words}
            </text>
          ))}
        </svg>
        <FunnelArea laid={laid} title={props.title} />
      </div>
      <p class="meta">
        Between the inner lines lie 95 of 100 practices that differ by chance alone, between the outer ones 998 of
        1,000.
      </p>
    </figure>
  );
}

function FunnelArea({ laid, title }: { readonly laid: FunnelLayout; readonly title: string }) {
  const { height } = laid;
  return (
    <svg
      class="area"
      height={height + 22}
      role="img"
      aria-label={`${title} by practice, against limits of chance; the table below has the numbers`}
    >
      {laid.ticks.map(({ y }) => (
        <line key={y} class="grid" x1="0" x2="100%" y1={y} y2={y} />
      ))}
      <line class="mean" x1="0" x2="100%" y1={laid.whole} y2={laid.whole} />
      <svg width="100%" height={height} viewBox={`0 0 1000 ${height}`} preserveAspectRatio="none">
        {laid.limits.map(({ kind, path }, at) => (
          <path key={at} class={kind === 'far' ? 'bound' : 'bound near'} d={path} vector-effect="non-scaling-stroke" />
        ))}
      </svg>
      {laid.marks.map(({ x, y, side, words }) =>
        side === 'within' ? (
          <circle key={words} class="mark" cx={`${x}%`} cy={y} r="3.5">
            <title>{words}</title>
          </circle>
        ) : (
          <svg key={words} x={`${x}%`} y={y} class={side === 'low' ? 'mark out' : 'mark good'}>
            <path d={SHAPES[side]}>
              <title>{words}</title>
            </path>
          </svg>
        ),
      )}
      <text x="0" y={height + 17}>
        {laid.least}
      </text>
      <text x="100%" y={height + 17} text-anchor="end">
        {laid.most}
      </text>
    </svg>
  );
}
